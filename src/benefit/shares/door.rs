//! What shares ask of those who pay by them: whoever does stands above, and is joined in `server::app`; and their side in collectives.

use std::{collections::BTreeMap, fmt::Debug};

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::ShareClass, service::deaths::died_by};
use crate::{
    benefit::collectives::DeathDoor,
    ground::{
        authority::Actor,
        kernel::{AnyId, Day, Money, PersonId},
        platform::{Fault, Tx},
        trail::Change,
    },
};

/// What a list let go to an heir.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeirPart {
    /// The number of the plan.
    pub plan: String,
    /// The serial of the line, which was the dead holder's.
    pub serial: i64,
    /// How much.
    pub amount: Money,
    /// Whether that is paid.
    pub paid: bool,
}

/// A holder, and the classes of shares that passed to heirs.
pub type Given<'a> = (AnyId, &'a [ShareClass]);

/// What of lists was let go to heirs, of lists of the classes that passed on: what another class had is by another inheritance.
pub trait HeirDoor: Debug + Send + Sync {
    /// Holds the lists that have something for one of these holders, whether it was let go or not: nobody lets go or pays meanwhile. Asked before the
    /// scheme is held, of all holders at once: all hold lists in one order.
    fn hold<'a>(&'a self, tx: &'a Tx, of: &'a [Given<'a>]) -> BoxFuture<'a, Result<(), Fault>>;

    /// Of what was let go to heirs of a holder the first that is in a batch, at a bank, or paid. Whoever asks holds the lists and the scheme.
    fn live_part<'a>(&'a self, tx: &'a Tx, of: Given<'a>) -> BoxFuture<'a, Result<Option<HeirPart>, Fault>>;

    /// Calls back what was let go to heirs of a holder: it waits again. Whoever asks holds the lists and the scheme, and has seen that nothing of it is
    /// live.
    fn call_back<'a>(
        &'a self,
        tx: &'a Tx,
        of: Given<'a>,
        by: (&'a Actor, &'a str),
    ) -> BoxFuture<'a, Result<Vec<Change>, Fault>>;
}

/// Answers for deaths: what households and bodies tell, and who was inherited from.
#[derive(Debug)]
pub struct KnownDead;

impl DeathDoor for KnownDead {
    fn died<'a>(
        &'a self,
        tx: &'a Tx,
        persons: &'a [PersonId],
    ) -> BoxFuture<'a, Result<BTreeMap<PersonId, Day>, Fault>> {
        died_by(tx.conn(), persons).boxed()
    }
}

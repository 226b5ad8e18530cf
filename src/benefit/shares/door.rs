//! What shares ask of those who pay by them: whoever does stands above, and is joined in `server::app`; and their side in collectives.

use std::{collections::BTreeMap, fmt::Debug};

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::deaths::died_by;
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

/// What of lists was let go to heirs.
pub trait HeirDoor: Debug + Send + Sync {
    /// Holds the lists that let something go to heirs of a holder: nobody lets go or pays meanwhile. Asked before the scheme is held.
    fn hold<'a>(&'a self, tx: &'a Tx, holder: AnyId) -> BoxFuture<'a, Result<(), Fault>>;

    /// Of what was let go to heirs of a holder the first that is in a batch, at a bank, or paid.
    fn live_part<'a>(&'a self, tx: &'a Tx, holder: AnyId) -> BoxFuture<'a, Result<Option<HeirPart>, Fault>>;

    /// Calls back what was let go to heirs of a holder: it waits again. Whoever asks has seen that nothing of it is live.
    fn call_back<'a>(
        &'a self,
        tx: &'a Tx,
        holder: AnyId,
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

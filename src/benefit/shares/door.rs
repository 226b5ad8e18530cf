//! What shares ask of those who pay by them: whoever does stands above, and is joined in `server::app`; and their side in collectives.

use std::{collections::BTreeMap, fmt::Debug};

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::deaths::died_by;
use crate::{
    benefit::collectives::DeathDoor,
    ground::{
        kernel::{AnyId, Day, Money, PersonId},
        platform::{Fault, Tx},
    },
};

/// What a list let go to an heir and nobody paid yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeirPart {
    /// The number of the plan.
    pub plan: String,
    /// The serial of the line, which was the dead holder's.
    pub serial: i64,
    /// How much.
    pub amount: Money,
}

/// What of lists was let go to heirs.
pub trait HeirDoor: Debug + Send + Sync {
    /// What of lines of a holder was let go to these heirs and is not paid: the first of it. Whoever asks holds the scheme.
    fn unpaid<'a>(
        &'a self,
        tx: &'a Tx,
        holder: AnyId,
        heirs: &'a [AnyId],
    ) -> BoxFuture<'a, Result<Option<HeirPart>, Fault>>;
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

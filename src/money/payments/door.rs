//! What payments, and income above them, ask of those who make lists of persons: whoever does stands above both, and is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    authority::Actor,
    kernel::{IncomeSpendingId, ToPersonListId},
    platform::{Fault, Stop, Tx},
    trail::Change,
};

/// Lists by which persons are paid.
pub trait ListDoor: Debug + Send + Sync {
    /// Refuses where a list pays somebody who is there no longer. Asked when its claim is handed over, and when a spending of its pool is
    /// recorded and confirmed: what was true when the list was locked may have been told otherwise since.
    fn payable<'a>(&'a self, tx: &'a Tx, list: ToPersonListId) -> BoxFuture<'a, Result<(), Stop>>;

    /// Holds a list before the body and the pool that pay it are held, because what pays it is to be taken back.
    fn hold<'a>(&'a self, tx: &'a Tx, list: ToPersonListId) -> BoxFuture<'a, Result<(), Fault>>;

    /// A spending was taken back, for a reason: the list that it paid, and that is held, waits to be paid again. Tells what changed of it; nothing where
    /// that spending did not pay it.
    fn unpaid<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        of: (ToPersonListId, IncomeSpendingId, &'a str),
    ) -> BoxFuture<'a, Result<Option<Change>, Stop>>;
}

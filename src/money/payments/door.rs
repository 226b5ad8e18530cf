//! What payments, and income above them, ask of those who make lists of persons: whoever does stands above both, and is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::ToPersonListId,
    platform::{Stop, Tx},
};

/// Lists by which persons are paid.
pub trait ListDoor: Debug + Send + Sync {
    /// Refuses where a list pays somebody who is there no longer. Asked when its claim is handed over, and when a spending of its pool is
    /// recorded and confirmed: what was true when the list was locked may have been told otherwise since.
    fn payable<'a>(&'a self, tx: &'a Tx, list: ToPersonListId) -> BoxFuture<'a, Result<(), Stop>>;
}

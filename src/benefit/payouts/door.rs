//! The side of payouts in distributions: what is live of one.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    benefit::distributions::PayoutDoor,
    ground::{
        kernel::{DistributionId, Money},
        platform::{Fault, Tx},
    },
};

/// Answers for payouts.
#[derive(Debug)]
pub struct LivePayouts;

impl PayoutDoor for LivePayouts {
    fn live<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<(u64, Money), Fault>> {
        store::live_of(tx.conn(), id).boxed()
    }
}

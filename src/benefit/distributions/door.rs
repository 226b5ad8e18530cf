//! What distributions ask of those who pay them: whoever does stands above, and is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{DistributionId, Money},
    platform::{Fault, Tx},
};

/// What of a list is paid, or on its way.
pub trait PayoutDoor: Debug + Send + Sync {
    /// How many payouts of a distribution are live, and what they come to. Whoever asks holds the distribution.
    fn live<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<(u64, Money), Fault>>;

    /// Whether a payout of a line is live. Whoever asks holds the distribution.
    fn live_line<'a>(&'a self, tx: &'a Tx, id: DistributionId, serial: i64) -> BoxFuture<'a, Result<bool, Fault>>;
}

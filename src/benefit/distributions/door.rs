//! What distributions ask of those who pay them: whoever does stands above, and is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{Day, DistributionId, Money, RegionCode},
    platform::{Fault, Tx},
};

/// A bank's row that says that something of a list was paid which had come to nothing, and that nobody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndecidedRow {
    /// The serial of the line.
    pub serial: i64,
    /// The number of the batch in whose answers it is.
    pub batch: String,
    /// The row in its file.
    pub row: i64,
    /// On which day it says so.
    pub on: Day,
    /// How much.
    pub amount: Money,
}

/// What of a list is paid, or on its way.
pub trait PayoutDoor: Debug + Send + Sync {
    /// How many payouts of a distribution are live, and what they come to. Whoever asks holds the distribution.
    fn live<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<(u64, Money), Fault>>;

    /// Whether a payout of a part of a line, by serial and part, is live; of the line itself, part 0, that of any. Whoever asks holds the distribution.
    fn live_line<'a>(&'a self, tx: &'a Tx, id: DistributionId, part: (i64, i64)) -> BoxFuture<'a, Result<bool, Fault>>;

    /// The first row of a bank of a distribution in a region that waits for somebody to decide it; no other is taken in until that is decided. Whoever
    /// asks holds the distribution.
    fn undecided<'a>(
        &'a self,
        tx: &'a Tx,
        of: (DistributionId, &'a RegionCode),
    ) -> BoxFuture<'a, Result<Option<UndecidedRow>, Fault>>;
}

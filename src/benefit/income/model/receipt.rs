//! 分配款入账. A line of another body's list that is an organisation's, and the entry by which its own body books it.

use serde::Serialize;

use crate::ground::kernel::{AnyId, BankAccountId, CollectiveId, Day, DistributionId, Money, PayoutId};

/// A line of a list, as it is told: by its plan and the serial of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromLine {
    /// Of which plan.
    pub distribution: DistributionId,
    /// Serial of the holder.
    pub serial: i64,
}

/// A line that an entry books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BookedLine {
    /// Of which plan.
    pub distribution: DistributionId,
    /// Of which edition of its list.
    pub edition: i64,
    /// Whose.
    pub holder: AnyId,
    /// The serial of that.
    pub serial: i64,
    /// By which payout it came.
    pub payout: PayoutId,
}

/// How a line reached its account, as the bank told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePaid {
    /// By which payout.
    pub payout: PayoutId,
    /// Into which account.
    pub into: BankAccountId,
    /// On which day its bank paid it; where the bank told none, the day on which the order went there.
    pub on: Day,
}

/// A bank's row that says that something of a list was paid which had come to nothing, and that nobody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRow {
    /// The number of the plan.
    pub plan: String,
    /// The number of the batch in whose answers it is.
    pub batch: String,
    /// The row in its file.
    pub row: i64,
}

/// A line of an approved list, as far as the body of its holder may know it: where that lies outside one's regions, nothing else of the
/// plan is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLine {
    /// Which.
    pub line: FromLine,
    /// The number of the plan.
    pub number: String,
    /// Which body distributes.
    pub payer: CollectiveId,
    /// Of which edition.
    pub edition: i64,
    /// Whose.
    pub holder: AnyId,
    /// How much, less what of it was given back.
    pub amount: Money,
    /// How it was paid; nothing where no payout of it is confirmed.
    pub paid: Option<LinePaid>,
}

impl OwnLine {
    /// The same as an entry keeps it; nothing where it is not paid.
    pub fn booked(&self) -> Option<BookedLine> {
        let (line, holder, edition) = (self.line, self.holder, self.edition);
        self.paid.map(|paid| BookedLine {
            distribution: line.distribution,
            edition,
            holder,
            serial: line.serial,
            payout: paid.payout,
        })
    }
}

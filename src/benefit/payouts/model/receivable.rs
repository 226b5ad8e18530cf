//! 应入账分配款. What a list paid into an account of an organisation that is a body: its income, once it books it.

use crate::ground::kernel::{
    BankAccountId, CollectiveId, Day, DistributionId, IncomeEntryId, Instant, Money, PayoutId, RegionCode,
};

use super::PayoutState;

/// A payout to an organisation, as its own body may know it wherever the plan lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receivable {
    /// The payout.
    pub payout: PayoutId,
    /// Its number.
    pub number: String,
    /// Of which plan.
    pub distribution: DistributionId,
    /// The number of that.
    pub plan_number: String,
    /// How that is called.
    pub plan_name: String,
    /// Which body distributes.
    pub payer: CollectiveId,
    /// The number of that body and the name of its organisation.
    pub payer_named: (String, String),
    /// Serial of the organisation in the list.
    pub serial: i64,
    /// How much, less what of it was given back.
    pub amount: Money,
    /// Into which account.
    pub account: BankAccountId,
    /// On which day it was paid.
    pub paid_on: Day,
    /// The entry that books it, with its number.
    pub booked: Option<(IncomeEntryId, String)>,
}

/// On which day something was paid: as the bank told it, else when the order went there.
pub fn paid_on(told: Option<Day>, released: Instant) -> Day {
    told.unwrap_or_else(|| released.day())
}

/// By what receivables are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReceivableQuery {
    /// Those that are booked, or those that are not.
    pub booked: Option<bool>,
}

/// A payout to an organisation that is another body than the one that pays, as a check looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPayout {
    /// The payout.
    pub id: PayoutId,
    /// Where it stands.
    pub state: PayoutState,
    /// How much, less what of it was given back.
    pub amount: Money,
    /// The number of its plan.
    pub plan: String,
    /// Serial of the organisation there.
    pub serial: i64,
    /// The number of the organisation's body.
    pub body: String,
    /// Where that lies.
    pub region: RegionCode,
    /// On which day it was paid.
    pub paid_on: Day,
    /// Whether an entry books its line, or all of the money was given back.
    pub booked: bool,
}

/// An entry that books a line, as a check looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEntry {
    /// The entry.
    pub entry: IncomeEntryId,
    /// Its number.
    pub number: String,
    /// Where its body lies.
    pub region: RegionCode,
    /// How much.
    pub amount: Money,
    /// The number of the plan.
    pub plan: String,
    /// Serial of the organisation there.
    pub serial: i64,
    /// Whether it still holds its line: it was not taken back.
    pub stands: bool,
    /// Whether a payout of the line is confirmed now, and so much of it was not given back.
    pub paid: bool,
}

#[cfg(test)]
mod tests {
    use super::paid_on;
    use crate::ground::kernel::{Day, Instant};

    #[test]
    fn the_day_is_the_banks_and_else_that_of_the_order() {
        let released = Instant::from_millis(1_685_600_000_000);
        assert_eq!(paid_on(Some(Day::of(2023, 6, 5)), released), Day::of(2023, 6, 5));
        assert_eq!(paid_on(None, released), released.day());
    }
}

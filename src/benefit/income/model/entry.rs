//! 集体收支. One dated entry of income or expense of a body, and which part of it counts into which year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::BookedLine;
use crate::ground::kernel::{
    AssetId, BankAccountId, CollectiveId, Day, FileId, IncomeEntryId, Instant, Layer, Money, OfficerId, OrganisationId,
    RegionCode,
};

crate::ground::kernel::words! {
    /// 收支方向.
    pub enum IncomeSide {
        Income = "income" "收入",
        Expense = "expense" "支出",
    }
}

crate::ground::kernel::words! {
    /// 收支类别. Of what sort an income or an expense is.
    pub enum IncomeCategory {
        Rent = "rent" "租金收入",
        Stake = "stake" "入股分红收入",
        Operation = "operation" "经营收入",
        OperatingSubsidy = "operating_subsidy" "经营性补助收入",
        OtherIncome = "other_income" "其他收入",
        OpeningBalance = "opening_balance" "期初余额",
        EarmarkedFunds = "earmarked_funds" "专项项目资金",
        LandCompensation = "land_compensation" "土地补偿款",
        Loan = "loan" "借款",
        Upkeep = "upkeep" "管护支出",
        Wages = "wages" "工资报酬",
        Tax = "tax" "税费",
        Management = "management" "管理费用",
        OtherExpense = "other_expense" "其他支出",
    }
}

impl IncomeCategory {
    /// Told by those who ask, and never recorded: it is no income of a year (R78).
    pub const NO_INCOME: [Self; 3] = [Self::EarmarkedFunds, Self::LandCompensation, Self::Loan];

    /// On which side it stands.
    pub const fn side(self) -> IncomeSide {
        match self {
            Self::Upkeep | Self::Wages | Self::Tax | Self::Management | Self::OtherExpense => IncomeSide::Expense,
            Self::Rent
            | Self::Stake
            | Self::Operation
            | Self::OperatingSubsidy
            | Self::OtherIncome
            | Self::OpeningBalance
            | Self::EarmarkedFunds
            | Self::LandCompensation
            | Self::Loan => IncomeSide::Income,
        }
    }
}

/// The months that a sum covers: so many from the first day of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpreadTerm {
    /// The day from which it covers.
    pub from: Day,
    /// How many months.
    pub months: i32,
}

/// What of an entry counts into a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Which year.
    pub year: i32,
    /// How much; below nothing in a reversal.
    pub amount: Money,
}

/// Parts by year.
pub type IncomeYears = BTreeMap<i32, i64>;

/// Spreads a sum over the months that it covers (R51): each month has the same whole fen, and the last one what is left over. The day of
/// the month from which it covers does not matter: a month begun is a month. Nothing where the months do not lie in the calendar.
pub fn spread(amount: Money, term: SpreadTerm) -> Option<Vec<Part>> {
    let part = |(year, fen): (i32, i64)| Some(Part { year, amount: Money::from_fen(fen).ok()? });
    unearned_years(amount, term, term.from)?.into_iter().filter(|(_, fen)| *fen != 0).map(part).collect()
}

/// 退还预收租金. Of which income that covers months an expense gives some back, and from which month on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundOf {
    /// The income.
    pub entry: IncomeEntryId,
    /// A day of the first month that is given back.
    pub from: Day,
}

/// What of a sum for several months lies in the month of a day and after it: how much, by the months as they were spread, and which months these
/// are. Nothing where the day lies in none of them.
pub fn unearned(amount: Money, term: SpreadTerm, from: Day) -> Option<(Money, SpreadTerm)> {
    let passed = i32::try_from(from.month().ordinal() - term.from.month().ordinal()).ok()?;
    if !(0..term.months).contains(&passed) {
        return None;
    }
    let each = amount.fen().checked_div(i64::from(term.months))?;
    let left = Money::from_fen(amount.fen() - each * i64::from(passed)).ok()?;
    Some((left, SpreadTerm { from: from.month().first_day(), months: term.months - passed }))
}

/// The same by years: what each year has of the months from that day on, as they were spread.
pub fn unearned_years(amount: Money, term: SpreadTerm, from: Day) -> Option<IncomeYears> {
    let passed = u32::try_from(from.month().ordinal() - term.from.month().ordinal()).ok()?;
    let months = u32::try_from(term.months).ok()?;
    let each = amount.fen().checked_div(i64::from(months))?;
    let mut years = IncomeYears::new();
    for n in passed..months {
        let share = if n + 1 == months { amount.fen() - each * i64::from(months - 1) } else { each };
        *years.entry(term.from.plus_months(n)?.year()).or_default() += share;
    }
    Some(years)
}

/// What a refund takes of each year: in proportion to what is left there. Nothing where it is more than all of them have.
pub fn refunded(amount: Money, left: &IncomeYears) -> Option<Vec<Part>> {
    let left: Vec<(i32, u64)> =
        left.iter().filter_map(|(year, fen)| Some((*year, u64::try_from(*fen).ok().filter(|fen| *fen > 0)?))).collect();
    let weights: Vec<u64> = left.iter().map(|(_, fen)| *fen).collect();
    if u64::try_from(amount.fen()).ok()? > weights.iter().sum::<u64>() {
        return None;
    }
    let parts = left.iter().zip(amount.split(&weights)?).map(|((year, _), amount)| Part { year: *year, amount });
    Some(parts.filter(|part| part.amount.is_positive()).collect())
}

/// 集体收支.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Id.
    pub id: IncomeEntryId,
    /// Printed number (SZ).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Income or expense.
    pub side: IncomeSide,
    /// Of what sort.
    pub category: IncomeCategory,
    /// From which asset, or for it.
    pub asset: Option<AssetId>,
    /// On which day it was received or paid.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// To or from which account of the body: its own, or one that its agency keeps for it.
    pub account: BankAccountId,
    /// From or to whom, as the paper writes it.
    pub counterparty: String,
    /// The same as an organisation of the register.
    pub organisation: Option<OrganisationId>,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: Option<FileId>,
    /// Which months it covers, where it was taken at once for several.
    pub term: Option<SpreadTerm>,
    /// What of it counts into which year.
    pub parts: Vec<Part>,
    /// Which line of another body's list it books.
    pub from_line: Option<BookedLine>,
    /// 无对应资产的依据: what earned a rent that names no asset, as its paper says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_basis: Option<String>,
    /// Of which income, taken for months to come, it gives some back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_of: Option<IncomeEntryId>,
    /// Numbers of the rules whose warnings were acknowledged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<String>,
    /// Which entry it takes back.
    pub reverses: Option<IncomeEntryId>,
    /// Which one took it back.
    #[serde(skip)]
    pub reversed_by: Option<IncomeEntryId>,
    /// Remark; of a reversal, why.
    pub note: Option<String>,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// Data layer.
    pub layer: Layer,
    /// When it was recorded.
    #[serde(skip)]
    pub created_at: Instant,
}

/// By what entries are found.
#[derive(Debug, Clone, Default)]
pub struct EntryQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// On this side.
    pub side: Option<IncomeSide>,
    /// Of this sort.
    pub category: Option<IncomeCategory>,
    /// Of this asset.
    pub asset: Option<AssetId>,
    /// By this account.
    pub account: Option<BankAccountId>,
    /// With a part of this year.
    pub year: Option<i32>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{IncomeYears, SpreadTerm, refunded, spread, unearned, unearned_years};
    use crate::ground::kernel::{Day, Money};

    fn years(amount: &str, from: Day, months: i32) -> Vec<(i32, String)> {
        let parts = spread(amount.parse().unwrap(), SpreadTerm { from, months }).unwrap();
        parts.iter().map(|p| (p.year, p.amount.to_string())).collect()
    }

    #[test]
    fn a_rent_of_three_years_counts_into_four() {
        let found = years("90000.00", Day::of(2024, 7, 1), 36);
        let wanted = [(2024, "15000.00"), (2025, "30000.00"), (2026, "30000.00"), (2027, "15000.00")];
        assert_eq!(found, wanted.map(|(y, m)| (y, m.to_owned())));
    }

    #[test]
    fn what_makes_no_fen_a_month_counts_at_the_end() {
        let found = years("100.00", Day::of(2024, 12, 15), 3);
        assert_eq!(found, [(2024, "33.33".to_owned()), (2025, "66.67".to_owned())]);
        assert_eq!(years("0.02", Day::of(2024, 12, 1), 3), [(2025, "0.02".to_owned())]);
    }

    #[test]
    fn what_nobody_has_used_is_what_its_months_have() {
        let term = SpreadTerm { from: Day::of(2022, 7, 15), months: 36 };
        let left =
            |on: Day| unearned("90000.00".parse().unwrap(), term, on).map(|(m, t)| (m.to_string(), t.from, t.months));
        assert_eq!(left(Day::of(2023, 7, 31)), Some(("60000.00".into(), Day::of(2023, 7, 1), 24)));
        assert_eq!(left(Day::of(2022, 7, 1)), Some(("90000.00".into(), Day::of(2022, 7, 1), 36)));
        assert_eq!(left(Day::of(2025, 6, 30)), Some(("2500.00".into(), Day::of(2025, 6, 1), 1)));
        assert_eq!((left(Day::of(2022, 6, 30)), left(Day::of(2025, 7, 1))), (None, None));
        // The last month has what makes no fen in the others.
        let odd = SpreadTerm { from: Day::of(2024, 12, 1), months: 3 };
        assert_eq!(unearned("100.00".parse().unwrap(), odd, Day::of(2025, 1, 1)).unwrap().0.to_string(), "66.67");
    }

    #[test]
    fn a_refund_takes_what_is_left_of_the_months() {
        // 36,000.00 for 2023 to 2025; 18,000.00 of it were given back from July 2024 on: 6,000.00 and 12,000.00.
        let term = SpreadTerm { from: Day::of(2023, 1, 1), months: 36 };
        let mut left = unearned_years("36000.00".parse().unwrap(), term, Day::of(2024, 1, 1)).unwrap();
        assert_eq!(left, [(2024, 1_200_000), (2025, 1_200_000)].into());
        left.insert(2024, 600_000);
        left.insert(2025, 0);
        let parts = |amount: &str, left: &IncomeYears| {
            let parts = refunded(amount.parse().unwrap(), left)?;
            Some(parts.iter().map(|p| (p.year, p.amount.to_string())).collect::<Vec<_>>())
        };
        assert_eq!(parts("6000.00", &left), Some(vec![(2024, "6000.00".to_owned())]));
        assert_eq!(parts("6000.01", &left), None);
        let more = [(2024, 600_000), (2025, 300_000)].into();
        assert_eq!(parts("3.00", &more), Some(vec![(2024, "2.00".to_owned()), (2025, "1.00".to_owned())]));
    }

    proptest! {
        /// Whatever the sum and the months, the parts add up to it.
        #[test]
        fn parts_add_up(fen in 1..1_000_000_000_i64, months in 2..600_i32, month in 1..=12_u32) {
            let amount = Money::from_fen(fen).unwrap();
            let parts = spread(amount, SpreadTerm { from: Day::of(2024, month, 1), months }).unwrap();
            prop_assert_eq!(Money::sum(parts.iter().map(|p| p.amount)), Some(amount));
            prop_assert!(parts.iter().all(|p| p.amount.is_positive()));
        }
    }
}

//! 资产分类确权汇总. Kind by title level: how many, and of which value; in yuan, and in 万元 as reports print it.

use super::{AssetKind, TitleLevel};
use crate::ground::kernel::{Money, Words as _};

/// 10,000 yuan with two decimals is the hundred of yuan.
const HUNDRED_YUAN_FEN: i64 = 10_000;

/// An amount as a report in 万元 prints it: rounded to two decimals, a half upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenThousands(i64);

impl TenThousands {
    /// Of an amount.
    pub const fn of(amount: Money) -> Self {
        Self((amount.fen() + HUNDRED_YUAN_FEN / 2).div_euclid(HUNDRED_YUAN_FEN))
    }

    /// What stands on the paper, in yuan; `None` beyond the range of money.
    pub fn in_yuan(self) -> Option<Money> {
        self.0.checked_mul(HUNDRED_YUAN_FEN).and_then(|fen| Money::from_fen(fen).ok())
    }
}

impl std::fmt::Display for TenThousands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        rust_decimal::Decimal::new(self.0, 2).fmt(f)
    }
}

/// Count and value of one kind at one title level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// 资产类别.
    pub kind: AssetKind,
    /// 确权层级; absent where the title is confirmed at none.
    pub level: Option<TitleLevel>,
    /// How many assets.
    pub count: i64,
    /// How many of them have a value.
    pub valued: i64,
    /// Their value; absent where it is more than an amount can be.
    pub value: Option<Money>,
}

/// Count and value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// How many assets.
    pub count: i64,
    /// How many of them have a value.
    pub valued: i64,
    /// Their value; absent where it is more than an amount can be, so that one card mistyped takes away no other sums.
    pub value: Option<Money>,
}

impl Sum {
    fn over<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Self {
        let none = Self { count: 0, valued: 0, value: Some(Money::ZERO) };
        cells.into_iter().fold(none, |sum, c| Self {
            count: sum.count + c.count,
            valued: sum.valued + c.valued,
            value: sum.value.zip(c.value).and_then(|(sum, value)| sum.plus(value)),
        })
    }
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Every kind at every level that has assets.
    pub cells: Vec<Cell>,
    /// By kind, every kind.
    pub kinds: Vec<(AssetKind, Sum)>,
    /// By title level, every level and none.
    pub levels: Vec<(Option<TitleLevel>, Sum)>,
    /// All.
    pub total: Sum,
    /// The rows by level added up as they are printed in 万元; absent as a sum is.
    pub printed: Option<Money>,
    /// By how much the total in yuan exceeds them: nothing but rounding.
    pub rounding: Option<Money>,
}

impl Summary {
    /// Adds up.
    pub fn of(cells: Vec<Cell>) -> Self {
        let by_kind = |kind: AssetKind| (kind, Sum::over(cells.iter().filter(|c| c.kind == kind)));
        let by_level = |level: Option<TitleLevel>| (level, Sum::over(cells.iter().filter(|c| c.level == level)));
        let levels = TitleLevel::ALL.iter().map(|(level, ..)| Some(*level)).chain([None]);
        let kinds: Vec<_> = AssetKind::ALL.iter().map(|(kind, ..)| by_kind(*kind)).collect();
        let levels: Vec<_> = levels.map(by_level).collect();
        let total = Sum::over(&cells);
        let row = |(_, sum): &(Option<TitleLevel>, Sum)| TenThousands::of(sum.value?).in_yuan();
        let rows: Option<Vec<Money>> = levels.iter().map(row).collect();
        let printed = rows.and_then(Money::sum);
        let rounding = total.value.zip(printed).and_then(|(total, printed)| total.minus(printed));
        Self { cells, kinds, levels, total, printed, rounding }
    }
}

#[cfg(test)]
mod tests {
    use super::{AssetKind, Cell, Summary, TenThousands, TitleLevel};
    use crate::ground::kernel::Money;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn ten_thousands_are_rounded_a_half_upward() {
        for (yuan, printed) in [
            ("18392229.00", "1839.22"),
            ("49.99", "0.00"),
            ("50.00", "0.01"),
            ("0.00", "0.00"),
            ("244814918.00", "24481.49"),
        ] {
            assert_eq!(TenThousands::of(money(yuan)).to_string(), printed);
        }
    }

    /// What two tables of one register say of each other: 47 yuan lie between them, and only because one prints 万元.
    #[test]
    fn the_rounding_between_two_tables_is_named() {
        let cell = |kind, level, count, value| Cell { kind, level, count, valued: count, value: Some(money(value)) };
        let cells = vec![
            cell(AssetKind::Household, Some(TitleLevel::Household), 89, "18392229.00"),
            cell(AssetKind::PublicWelfare, Some(TitleLevel::County), 19, "32144000.00"),
            cell(AssetKind::PublicWelfare, Some(TitleLevel::Town), 28, "13275000.00"),
            cell(AssetKind::PublicWelfare, Some(TitleLevel::Village), 455, "215036340.00"),
            cell(AssetKind::Business, Some(TitleLevel::Village), 33, "29778578.00"),
        ];
        let summary = Summary::of(cells);
        assert_eq!(summary.total.value, Some(money("308626147.00")));
        assert_eq!((summary.printed, summary.rounding), (Some(money("308626100.00")), Some(money("47.00"))));
        assert_eq!(Summary::of(Vec::new()).rounding, Some(Money::ZERO));
    }
}

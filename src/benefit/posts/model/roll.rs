//! 花名册: the fields of the printed list, as text. What is not known is empty.

use serde::Serialize;

use super::{ToPersonLine, ToPersonState};
use crate::{
    ground::kernel::{Money, Month},
    office::prints::ListPart,
};

/// How many lines stand between two subtotals: as many as a page of A4 holds with room for a signature in each.
const LINES: usize = 24;

/// A line of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct RollRow {
    /// 序号.
    pub n: i64,
    /// 发放对象: persons masked, households by their number.
    pub name: String,
    /// 金额.
    pub amount: String,
    /// 事由.
    pub reason: String,
}

/// Some lines of the roll with their subtotal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct RollLeaf {
    /// The first of them, by its place in the list.
    pub first: usize,
    /// The last of them.
    pub last: usize,
    /// 本页小计.
    pub subtotal: String,
    /// 累计 up to and with these.
    pub running: String,
    /// The lines.
    pub rows: Vec<RollRow>,
}

/// 到户补贴花名册.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct RollPaper {
    pub region: String,
    pub number: String,
    pub name: String,
    pub item: String,
    pub months: String,
    pub per: String,
    pub state: String,
    pub basis: String,
    pub source: String,
    pub posted_on: String,
    /// Nothing where all of it is printed.
    pub part: Option<ListPart>,
    /// Whether whole names stand on it.
    pub in_full: bool,
    /// How many lines are printed.
    pub count: usize,
    /// What these come to.
    pub total: String,
    pub total_in_capitals: String,
    pub leaves: Vec<RollLeaf>,
}

impl ToPersonState {
    /// The word across a paper that is not in force.
    pub const fn watermark(self) -> Option<&'static str> {
        match self {
            Self::Returned => Some("已退回"),
            Self::Annulled => Some("作废"),
            Self::Drafted | Self::Checked | Self::Publicised | Self::Locked | Self::Linked | Self::Paid => None,
        }
    }
}

/// `2022年1月至2022年12月`.
pub fn months_written((from, to): (Month, Month)) -> String {
    let written = |month: Month| {
        let day = month.last_day().written();
        day.split_once('月').map(|(month, _)| format!("{month}月")).unwrap_or(day)
    };
    format!("{}至{}", written(from), written(to))
}

/// A list in leaves with their subtotals, after so many lines that come to so much; `None` where a sum leaves the range of money.
pub fn roll_leaves(lines: &[(ToPersonLine, String)], (before, mut running): (usize, Money)) -> Option<Vec<RollLeaf>> {
    let leaf = |(k, some): (usize, &[(ToPersonLine, String)])| {
        let first = before + k * LINES + 1;
        let subtotal = Money::sum(some.iter().map(|(line, _)| line.amount))?;
        running = running.plus(subtotal)?;
        let row = |(line, name): &(ToPersonLine, String)| RollRow {
            n: line.n,
            name: name.clone(),
            amount: line.amount.grouped(),
            reason: line.reason.clone(),
        };
        Some(RollLeaf {
            first,
            last: first + some.len() - 1,
            subtotal: subtotal.grouped(),
            running: running.grouped(),
            rows: some.iter().map(row).collect(),
        })
    };
    lines.chunks(LINES).enumerate().map(leaf).collect()
}

#[cfg(test)]
mod tests {
    use super::{LINES, RollPaper, roll_leaves};
    use crate::{
        benefit::{
            posts::{forms::ROLL, model::ToPersonLine},
            shares::Whose,
        },
        ground::kernel::Money,
    };

    #[test]
    fn the_example_has_the_fields_of_its_form() {
        let roll: RollPaper = serde_json::from_str(ROLL.example).unwrap();
        assert_eq!(roll.leaves.iter().map(|leaf| leaf.rows.len()).sum::<usize>(), roll.count);
    }

    #[test]
    fn subtotals_run_up_to_the_total() {
        let line = |n: i64| {
            let (id, whose) = (uuid::Uuid::nil().into(), Whose::Person(uuid::Uuid::nil().into()));
            (
                ToPersonLine { id, n, whose, amount: Money::from_fen(n).unwrap(), reason: "示例".into() },
                "示**".to_owned(),
            )
        };
        let lines: Vec<_> = (1..=30).map(line).collect();
        let leaves = roll_leaves(&lines, (0, Money::ZERO)).unwrap();
        let told: Vec<_> = leaves.iter().map(|l| (l.first, l.last, l.subtotal.as_str(), l.running.as_str())).collect();
        assert_eq!(told, [(1, LINES, "3.00", "3.00"), (LINES + 1, 30, "1.65", "4.65")]);
        // A part goes on where what lies before it ends.
        let before = Money::sum(lines[..20].iter().map(|(line, _)| line.amount)).unwrap();
        let leaves = roll_leaves(&lines[20..], (20, before)).unwrap();
        let told: Vec<_> = leaves.iter().map(|l| (l.first, l.last, l.subtotal.as_str(), l.running.as_str())).collect();
        assert_eq!(told, [(21, 30, "2.55", "4.65")]);
    }
}

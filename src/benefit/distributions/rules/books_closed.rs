//! R67.1 分配前结账. The books of the months were closed before, after a stock-take and a look at debts.

use super::{FINANCE_RULES, FINANCE_RULES_FROM};
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Month, Rule, Status, Verdict};

/// R67.1
pub static BOOKS_CLOSED: Rule = Rule {
    number: "R67.1",
    label: "YEAR_OPEN",
    kind: Kind {
        code: "distributions.distribution.books_open",
        status: Status::Conflict,
        title: Bi { zh: "分配前未结账", en: "The books are not closed" },
        detail: Bi {
            zh: "{from} 至 {to} 的收益，账务于 {closed_on} 结清；须在 {needed} 及以后完成清产核资、清理债权债务并结清账务，再编制分配方案。",
            en: "The books of {from} to {to} were closed on {closed_on}; they are closed on {needed} or later, after a stock-take and a look at debts, before a plan is made.",
        },
    },
    demands: Bi {
        zh: "收益分配前，应当清查资产、清理债权债务、结清有关账目。",
        en: "Before income is distributed, assets are counted, debts are checked and the books are closed.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第二十九条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Whether they were closed when the last month was over.
pub fn books_closed((from, to): (Month, Month), closed_on: Day) -> Verdict {
    let needed = to.last_day();
    let facts = Facts::none().with("from", from).with("to", to).with("closed_on", closed_on).with("needed", needed);
    Verdict::of(needed <= closed_on, facts)
}

#[cfg(test)]
mod tests {
    use super::{BOOKS_CLOSED, books_closed};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r67_1_hold() {
        for line in include_str!("../../../../tests/cases/R67.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let months = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let on: Day = f[3].parse().unwrap();
            let check = BOOKS_CLOSED.judge(on, books_closed(months, f[2].parse().unwrap()));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}

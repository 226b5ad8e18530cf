//! R78.2 分配款到账后方可入账. What a list promises is no income before the bank has paid it.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R78.2
pub static LINE_RECEIVED: Rule = Rule {
    number: "R78.2",
    label: "LINE_NOT_RECEIVED",
    kind: Kind {
        code: "income.entry.line_not_received",
        status: Status::Conflict,
        title: Bi { zh: "分配款尚未到账", en: "Not received" },
        detail: Bi {
            zh: "分配方案 {number} 第 {serial} 号明细到账日期：{paid}，登记收款日期 {on}；分配款经银行确认到账后方可登记，收款日期不得早于到账日。未到账的，请向分配单位查询发放情况。",
            en: "Line no. {serial} of the distribution {number} was paid: {paid}; it is recorded for {on}. A line is income once a bank has confirmed that it was paid, and not before that day; ask the body that distributes where it is not.",
        },
    },
    demands: Bi {
        zh: "其他主体分配的收益，经银行确认到账后方可登记为本集体收入，登记的收款日期不早于到账日。",
        en: "A line of another's list is a body's income once a bank has confirmed that it was paid, and on no earlier day.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Looks at the day on which a line of a plan of this number was paid, where it was, and at the day for which it is recorded.
pub fn line_received(on: Day, (number, serial): (&str, i64), paid: Option<Day>) -> Verdict {
    let facts = Facts::none().with("number", number).with("serial", serial).with("on", on);
    match paid {
        Some(paid) => Verdict::of(on >= paid, facts.with("paid", paid)),
        None => Verdict::Fail(facts.with("paid", "–")),
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE_RECEIVED, line_received};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r78_2_hold() {
        for line in include_str!("../../../../tests/cases/R78.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = line_received(f[0].parse().unwrap(), ("FH-431026-2023-000001", 4), f[1].parse().ok());
            assert_eq!(LINE_RECEIVED.judge(Day::of(2024, 3, 1), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}

//! R78.1 入账金额与分配明细一致. What a body books of a line is what the line has.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R78.1
pub static LINE_AMOUNT: Rule = Rule {
    number: "R78.1",
    label: "LINE_AMOUNT",
    kind: Kind {
        code: "income.entry.line_amount",
        status: Status::Conflict,
        title: Bi { zh: "入账金额与分配明细不一致", en: "Another amount than the line has" },
        detail: Bi {
            zh: "登记 {amount} 元，分配方案 {number} 第 {serial} 号明细扣除已缴回后为 {line} 元；分配款按明细足额入账，请按 {line} 元登记，手续费等另行登记支出。",
            en: "{amount} yuan are recorded, and line no. {serial} of the distribution {number} has {line}, without what was given back. A line is booked whole: record {line}, and fees as an expense of their own.",
        },
    },
    demands: Bi {
        zh: "集体组织收到其他主体分配的收益，按分配明细的金额（已缴回的除外）足额登记收入，不多不少。",
        en: "What a body gets as a line of another's list is booked with the amount of that line without what was given back, no more and no less.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Compares what is recorded with what a line of a plan of this number has.
pub fn line_amount(amount: Money, (number, serial, line): (&str, i64, Money)) -> Verdict {
    let facts = Facts::none().with("amount", amount).with("number", number).with("serial", serial).with("line", line);
    Verdict::of(amount == line, facts)
}

#[cfg(test)]
mod tests {
    use super::{LINE_AMOUNT, line_amount};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r78_1_hold() {
        for line in include_str!("../../../../tests/cases/R78.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |at: usize| Money::from_fen(f[at].parse().unwrap()).unwrap();
            let verdict = line_amount(money(0), ("FH-431026-2023-000001", 4, money(1)));
            assert_eq!(LINE_AMOUNT.judge(Day::of(2024, 3, 1), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}

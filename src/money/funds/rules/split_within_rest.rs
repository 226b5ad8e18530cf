//! R81 分解不超余额. Splits never exceed the allocation: what is passed on was available.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R81
pub static SPLIT_WITHIN_REST: Rule = Rule {
    number: "R81",
    label: "ALLOC_OVER",
    kind: Kind {
        code: "funds.split.over_allocation",
        status: Status::Conflict,
        title: Bi { zh: "分解金额超过可用指标", en: "The split exceeds what is left" },
        detail: Bi {
            zh: "本次分解 {total}，该指标可用余额 {available}（总额 {amount}）；请减少分解金额。",
            en: "This split passes on {total}; {available} of {amount} is left. Reduce it.",
        },
    },
    demands: Bi {
        zh: "分解下达的合计不超过该指标的可用余额；未分解 = 收到 − 留用 − 下达。",
        en: "What is passed on never exceeds what is available: undistributed = received − kept − passed on.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "funds.split.propose",
        "funds.split.resubmit",
        "approvals.task.decide",
        "approvals.task.batch_decide",
    ],
};

/// Holds the sum of a split against what is available of an allocation of this amount.
pub fn split_within_rest(amount: Money, available: Money, total: Money) -> Verdict {
    let facts = Facts::none().with("amount", amount).with("available", available).with("total", total);
    Verdict::of(total <= available, facts)
}

#[cfg(test)]
mod tests {
    use super::split_within_rest;
    use crate::ground::kernel::{Money, Verdict};

    #[test]
    fn the_cases_of_r81_hold() {
        for line in include_str!("../../../../tests/cases/R81.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let kept = matches!(split_within_rest(money(0), money(1), money(2)), Verdict::Pass(_));
            assert_eq!(kept, f[3] == "passed", "{line}");
        }
    }
}

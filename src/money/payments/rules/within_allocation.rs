//! R89.1 指标上限. What is claimed of an allocation stays within what is left of it.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R89.1
pub static WITHIN_ALLOCATION: Rule = Rule {
    number: "R89.1",
    label: "PAY_OVER_ALLOC",
    kind: Kind {
        code: "payments.disbursement.over_allocation",
        status: Status::Conflict,
        title: Bi { zh: "超过指标余额", en: "Above what is left of the allocation" },
        detail: Bi {
            zh: "指标 {allocation} 可用余额 {left}，本次需要 {wanted}；请减少金额或换用其他指标。",
            en: "Allocation {allocation}: {left} is left, {wanted} is wanted. Reduce the amount or use other money.",
        },
    },
    demands: Bi {
        zh: "申请金额不超过所用指标的可用余额。",
        en: "A claim never exceeds what is available of the allocations it uses.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: JUDGED,
};

/// Holds what a claim takes from one allocation against what is left of it.
pub fn within_allocation(allocation: &str, left: Money, wanted: Money) -> Verdict {
    let facts = Facts::none().with("allocation", allocation).with("left", left).with("wanted", wanted);
    Verdict::of(wanted <= left, facts)
}

#[cfg(test)]
mod tests {
    use super::within_allocation;
    use crate::ground::kernel::{Money, Verdict};

    #[test]
    fn the_cases_of_r89_1_hold() {
        for line in include_str!("../../../../tests/cases/R89.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let verdict = within_allocation("x", money(0), money(1));
            assert_eq!(matches!(verdict, Verdict::Pass(_)), f[f.len() - 1] == "passed", "{line}");
        }
    }
}

//! R10.2 转固不重复计价. What was paid becomes the value of cards once.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R10.2
pub static FORMED_ONCE: Rule = Rule {
    number: "R10.2",
    label: "FORMED_TWICE",
    kind: Kind {
        code: "assets.asset.formed_twice",
        status: Status::Conflict,
        title: Bi { zh: "超出可转固的已付资金", en: "More than was paid and is on no card" },
        detail: Bi {
            zh: "{contract} 已支付 {paid}，已登记资产 {booked}，尚可转固 {rest}，本次申请 {asked}；同一笔资金只形成一次资产价值。未付的质保金等在决算时计入。",
            en: "Under {contract} {paid} was paid and {booked} is on cards; {rest} is left to be entered, and {asked} was asked for. Money makes the value of assets once; what is not paid yet comes in with the final accounts.",
        },
    },
    demands: Bi {
        zh: "项目转固的资产价值，按合同不超过已支付（扣除退回）且尚未登记为资产的资金，全项目合计亦同。",
        en: "What a project is entered as stays, under each contract and for the whole project, within what was paid, did not come back, and is on no card yet.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["assets.asset.form"],
};

/// What is asked for under one contract beside what is left of it.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// What was paid and did not come back.
    pub paid: Money,
    /// What its cards come to.
    pub booked: Money,
    /// What is left to be entered.
    pub rest: Money,
    /// What is asked for.
    pub asked: Money,
}

/// Holds what is asked for against what is left.
pub fn formed_once(contract: &str, taken: Taken) -> Verdict {
    let facts = Facts::none()
        .with("contract", contract)
        .with("paid", taken.paid)
        .with("booked", taken.booked)
        .with("rest", taken.rest)
        .with("asked", taken.asked);
    Verdict::of(taken.asked <= taken.rest, facts)
}

#[cfg(test)]
mod tests {
    use super::{FORMED_ONCE, Taken, formed_once};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r10_2_hold() {
        for line in include_str!("../../../../tests/cases/R10.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let [paid, booked, rest, asked] = [0, 1, 2, 3].map(|n| f[n].parse().unwrap());
            let check = FORMED_ONCE.judge(Day::of(2023, 3, 1), formed_once("HT", Taken { paid, booked, rest, asked }));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}

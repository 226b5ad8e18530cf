//! R90 付款节点上限. What is claimed up to a milestone stays within its share of the price: the contract's own ceiling, bounded by
//! the one of policy.

use super::JUDGED;
use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Ppm, Rule, Status, Verdict},
    money::projects::Milestone,
};

/// R90
pub static MILESTONE_CAP: Rule = Rule {
    number: "R90",
    label: "PAY_OVER_MILESTONE",
    kind: Kind {
        code: "payments.disbursement.over_milestone",
        status: Status::Conflict,
        title: Bi { zh: "超过付款节点上限", en: "Above the ceiling of the milestone" },
        detail: Bi {
            zh: "合同 {contract} 价款 {price}，节点 {milestone} 累计上限 {cap}%，即 {ceiling}；此前已申请 {claimed}，本次 {amount}，最多还可申请 {left}。",
            en: "Contract {contract}: price {price}, cumulative ceiling {cap} % at {milestone}, that is {ceiling}; claimed before {claimed}, now {amount}, at most {left} more.",
        },
    },
    demands: Bi {
        zh: "累计付款不超过当前付款节点的比例上限：先看合同约定，且不高于本地规定。",
        en: "What is paid up to a milestone stays within its ceiling: the contract's own, and never above the county's.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// The key of the policy value that bounds each milestone; an advance lies inside the start.
pub const CAP_KEYS: [(Milestone, &str); 5] = [
    (Milestone::Advance, "payments.milestone_cap.start"),
    (Milestone::Start, "payments.milestone_cap.start"),
    (Milestone::Progress, "payments.milestone_cap.progress"),
    (Milestone::Completion, "payments.milestone_cap.completion"),
    (Milestone::Retention, "payments.milestone_cap.retention"),
];

/// What is claimed under a contract at a milestone.
#[derive(Debug, Clone, Copy)]
pub struct Claimed<'a> {
    /// Printed number of the contract.
    pub contract: &'a str,
    /// Its price with supplements.
    pub price: Money,
    /// Claimed before.
    pub claimed: Money,
    /// Claimed now.
    pub amount: Money,
    /// At which milestone.
    pub milestone: Milestone,
}

/// Holds a claim against the ceiling of its milestone. With neither a ceiling of the contract nor one of policy it is undetermined.
pub fn milestone_cap(case: Claimed<'_>, own: Option<Ppm>, policy: Option<Ppm>) -> Verdict {
    let cap = match (own, policy) {
        (Some(own), Some(policy)) => own.min(policy),
        (Some(cap), None) | (None, Some(cap)) => cap,
        (None, None) => {
            let key = CAP_KEYS.iter().find(|(m, _)| *m == case.milestone).map_or("", |(_, key)| *key);
            return Verdict::Undetermined { key };
        }
    };
    let ceiling = case.price.part_floor(cap.scaled()).unwrap_or_default();
    let left = ceiling.minus(case.claimed).filter(|l| l.is_positive()).unwrap_or_default();
    let facts = Facts::none()
        .with("contract", case.contract)
        .with("price", case.price)
        .told("milestone", case.milestone)
        .with("cap", cap)
        .with("ceiling", ceiling)
        .with("claimed", case.claimed)
        .with("amount", case.amount)
        .with("left", left)
        .with("over", case.amount.minus(left).filter(|over| over.is_positive()).unwrap_or_default());
    Verdict::of(case.amount <= left, facts)
}

#[cfg(test)]
mod tests {
    use super::{Claimed, milestone_cap};
    use crate::{
        ground::kernel::{Money, Verdict, Words as _},
        money::projects::Milestone,
    };

    #[test]
    fn the_cases_of_r90_hold() {
        for line in include_str!("../../../../tests/cases/R90.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let cap = |n: usize| Some(f[n]).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap());
            let milestone = Milestone::from_word(f[0]).unwrap();
            let case = Claimed { contract: "x", price: money(1), claimed: money(4), amount: money(5), milestone };
            let found = match milestone_cap(case, cap(2), cap(3)) {
                Verdict::Pass(_) => "passed",
                Verdict::Fail(_) => "refused",
                Verdict::Undetermined { .. } => "undetermined",
                Verdict::Silent => "silent",
            };
            assert_eq!(found, f[6], "{line}");
        }
    }
}

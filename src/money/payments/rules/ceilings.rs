//! R89 支付上限. What is claimed under a contract stays within its price with supplements, and what is claimed of an allocation
//! within what is left of it.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R89
pub static WITHIN_CONTRACT: Rule = Rule {
    number: "R89",
    label: "PAY_OVER_CONTRACT",
    kind: Kind {
        code: "payments.disbursement.over_contract",
        status: Status::Conflict,
        title: Bi { zh: "超过合同价款", en: "Above the contract" },
        detail: Bi {
            zh: "合同 {contract} 价款（含补充合同）{price}，此前已申请 {claimed}，本次 {amount}，合计 {total}；请核减，或先签补充合同。",
            en: "Contract {contract}: price with supplements {price}, claimed before {claimed}, now {amount}, together {total}. Reduce the claim, or sign a supplement first.",
        },
    },
    demands: Bi {
        zh: "同一合同累计申请不超过合同价款与补充合同之和。",
        en: "What is claimed under a contract never exceeds its price with supplements.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(1995, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

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
    valid_from: Day::of(1995, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// Holds the sum of claims against a contract's price. A sum that leaves the range of money is above every price.
pub fn within_contract(contract: &str, price: Money, claimed: Money, amount: Money) -> Verdict {
    let total = claimed.plus(amount);
    let shown = total.map_or_else(|| "-".to_owned(), |t| t.to_string());
    let facts = Facts::none()
        .with("contract", contract)
        .with("price", price)
        .with("claimed", claimed)
        .with("amount", amount)
        .with("total", shown);
    Verdict::of(total.is_some_and(|t| t <= price), facts)
}

/// Holds what a claim takes from one allocation against what is left of it.
pub fn within_allocation(allocation: &str, left: Money, wanted: Money) -> Verdict {
    let facts = Facts::none().with("allocation", allocation).with("left", left).with("wanted", wanted);
    Verdict::of(wanted <= left, facts)
}

#[cfg(test)]
mod tests {
    use super::{within_allocation, within_contract};
    use crate::ground::kernel::{Money, Verdict};

    #[test]
    fn the_cases_of_r89_hold() {
        for line in include_str!("../../../../tests/cases/R89.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let verdict = match f[0] {
                "contract" => within_contract("x", money(1), money(2), money(3)),
                _ => within_allocation("x", money(1), money(3)),
            };
            assert_eq!(matches!(verdict, Verdict::Pass(_)), f[4] == "passed", "{line}");
        }
    }
}

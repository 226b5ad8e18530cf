//! R89 支付上限. What is claimed under a contract stays within its price with supplements.

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
    valid_from: Day::ALWAYS,
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

#[cfg(test)]
mod tests {
    use super::within_contract;
    use crate::ground::kernel::{Money, Verdict};

    #[test]
    fn the_cases_of_r89_hold() {
        for line in include_str!("../../../../tests/cases/R89.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let verdict = within_contract("x", money(0), money(1), money(2));
            assert_eq!(matches!(verdict, Verdict::Pass(_)), f[f.len() - 1] == "passed", "{line}");
        }
    }
}

//! R89.2 管护支出上限. What is claimed for an order of upkeep stays within what was verified of it.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R89.2
pub static WITHIN_ORDER: Rule = Rule {
    number: "R89.2",
    label: "PAY_OVER_ORDER",
    kind: Kind {
        code: "payments.disbursement.over_order",
        status: Status::Conflict,
        title: Bi { zh: "超过工单核定费用", en: "Above what was verified" },
        detail: Bi {
            zh: "管护工单 {order} 核定费用 {verified}，此前已申请 {claimed}，本次 {amount}，合计 {total}；请核减。",
            en: "The order {order}: {verified} was verified, {claimed} claimed before, now {amount}, together {total}. Reduce the claim.",
        },
    },
    demands: Bi {
        zh: "同一管护工单累计申请不超过验收核定的费用；未经验收的工单不得申请。",
        en: "What is claimed for an order of upkeep never exceeds what was verified of it; for an order that nobody has verified nothing is claimed.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: JUDGED,
};

/// Holds the sum of claims against what was verified. A sum that leaves the range of money is above it.
pub fn within_order(order: &str, verified: Money, claimed: Money, amount: Money) -> Verdict {
    let total = claimed.plus(amount);
    let shown = total.map_or_else(|| "-".to_owned(), |t| t.to_string());
    let facts = Facts::none()
        .with("order", order)
        .with("verified", verified)
        .with("claimed", claimed)
        .with("amount", amount)
        .with("total", shown);
    Verdict::of(total.is_some_and(|t| t <= verified), facts)
}

#[cfg(test)]
mod tests {
    use super::{WITHIN_ORDER, within_order};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r89_2_hold() {
        for line in include_str!("../../../../tests/cases/R89.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let verdict = within_order("GH", money(0), money(1), money(2));
            assert_eq!(WITHIN_ORDER.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

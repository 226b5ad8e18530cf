//! R64 分配顺序. Losses are made up for first, then reserve is taken, then members and other uses have theirs.

use crate::{
    benefit::income::model::Waterfall,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict},
};

/// R64
pub static ORDER_OF_DIVISION: Rule = Rule {
    number: "R64",
    label: "DIST_ORDER",
    kind: Kind {
        code: "income.year.division_order",
        status: Status::Conflict,
        title: Bi { zh: "分配顺序不符", en: "Divided in another order" },
        detail: Bi {
            zh: "尚有亏损 {losses} 元未弥补，拟提取公积公益金 {reserve} 元、用于分配 {pools} 元（可分配 {distributable} 元）；请先弥补亏损，再提取公积公益金，余下的才可分配。",
            en: "Losses of {losses} are left, {reserve} become reserve and {pools} are set aside of {distributable}; make up for losses first, then take the reserve, then divide what is left.",
        },
    },
    demands: Bi {
        zh: "当年收益依次弥补以前年度亏损、提取公积公益金、向成员分配及用于其他用途，不得颠倒。",
        en: "What a year earned makes up for earlier losses first, then becomes reserve, and only then goes to members and other uses.",
    },
    basis: Basis::Law {
        document: "《农村集体经济组织财务制度》（财农〔2021〕121号）", clause: "第二十八条"
    },
    force: Force::Hard,
    valid_from: Day::of(2022, 1, 1),
    valid_to: None,
    operations: &["income.year.close"],
};

/// Looks at a year as it is divided: while losses are left nothing becomes reserve and nothing is set aside, and no more is than reserve leaves.
pub fn order_of_division(divided: &Waterfall) -> Verdict {
    let pools = Money::sum(divided.pools.iter().map(|(.., amount)| *amount));
    let facts = Facts::none()
        .with("losses", divided.loss_after)
        .with("reserve", divided.reserve)
        .with("distributable", divided.distributable)
        .with("pools", pools.map_or_else(String::new, |sum| sum.to_string()));
    let losses_first = divided.loss_after.is_zero() || (divided.reserve.is_zero() && divided.distributable.is_zero());
    Verdict::of(losses_first && pools.is_some_and(|sum| sum <= divided.distributable), facts)
}

#[cfg(test)]
mod tests {
    use super::{ORDER_OF_DIVISION, order_of_division};
    use crate::{
        benefit::income::model::{PoolUse, Waterfall},
        ground::kernel::{Day, Money},
    };

    #[test]
    fn the_cases_of_r64_hold() {
        for line in include_str!("../../../../tests/cases/R64.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let divided = Waterfall {
                loss_covered: Money::ZERO,
                loss_after: money(0),
                reserve: money(1),
                distributable: money(2),
                pools: vec![(PoolUse::Members, None, money(3))],
                undistributed: Money::ZERO,
            };
            let outcome = ORDER_OF_DIVISION.judge(Day::of(2024, 3, 1), order_of_division(&divided)).outcome;
            assert_eq!(outcome.to_string(), f[4], "{line}");
        }
    }
}

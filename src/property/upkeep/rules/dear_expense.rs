//! R34.1 大额费用化. What costs more than the asset is worth is seldom daily repair.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict},
    property::upkeep::model::Treatment,
};

/// R34.1
pub static DEAR_EXPENSE: Rule = Rule {
    number: "R34.1",
    label: "EXPENSE_ABOVE_VALUE",
    kind: Kind {
        code: "upkeep.order.expense_above_value",
        status: Status::Conflict,
        title: Bi { zh: "费用化金额超过资产原值", en: "An expense above what the asset is worth" },
        detail: Bi {
            zh: "工单 {order} 核定费用 {cost}，超过资产 {asset} 的原值 {value}，却按费用化处理；改建、扩建、更换主体结构等应资本化（R34）。请核对费用和处理方式，确属维持原状的，确认本提示（R34.1）后再提交。",
            en: "The order {order} costs {cost}, more than the asset {asset} is worth ({value}), and is treated as an expense. Conversion, extension and new structures are capitalised (R34). Check cost and treatment; where it did keep the asset as it was, acknowledge this warning (R34.1).",
        },
    },
    demands: Bi {
        zh: "核定费用超过资产原值而作费用化处理的，验收人须核实工程性质并确认。",
        en: "Whoever verifies an expense above the asset's value looks at what the works were, and stands by it.",
    },
    basis: Basis::Law { document: "《政府会计准则第5号——公共基础设施》", clause: "第九条" },
    force: Force::Warn,
    valid_from: Day::of(2018, 1, 1),
    valid_to: None,
    operations: &["upkeep.order.verify"],
};

/// Holds the cost of an expense against the value of its asset; silent where nobody knows that, or the cost is part of it.
pub fn dear_expense(
    (order, asset): (&str, &str),
    (treatment, cost): (Treatment, Money),
    value: Option<Money>,
) -> Verdict {
    let Some(value) = value.filter(|_| treatment == Treatment::Expense) else { return Verdict::Silent };
    let facts = Facts::none().with("order", order).with("asset", asset).with("cost", cost).with("value", value);
    Verdict::of(cost <= value, facts)
}

#[cfg(test)]
mod tests {
    use super::{DEAR_EXPENSE, dear_expense};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::upkeep::model::Treatment,
    };

    #[test]
    fn the_cases_of_r34_1_hold() {
        for line in include_str!("../../../../tests/cases/R34.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let said = (Treatment::from_word(f[0]).unwrap(), f[1].parse().unwrap());
            let check =
                DEAR_EXPENSE.judge(f[3].parse::<Day>().unwrap(), dear_expense(("GH", "ZC"), said, f[2].parse().ok()));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}

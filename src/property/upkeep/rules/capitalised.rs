//! R34 费用化与资本化. Repair is an expense; works that raise what an asset can do, or its life, are part of its value.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::upkeep::model::{Improvement, Treatment},
};

/// R34
pub static CAPITALISED: Rule = Rule {
    number: "R34",
    label: "CAPITALISE_RULE",
    kind: Kind {
        code: "upkeep.order.treatment_wrong",
        status: Status::Conflict,
        title: Bi { zh: "费用处理不符", en: "Not the right treatment of the cost" },
        detail: Bi {
            zh: "工单 {order} 的费用处理为 {treatment}，所称改良为 {improvement}。日常维修维护只能费用化；提高使用效能或延长使用年限的，须资本化并计入资产价值。",
            en: "The cost of the order {order} is treated as {treatment}, with the improvement {improvement}. Daily repair is an expense; works that raise what the asset can do or prolong its life are capitalised and add to its value.",
        },
    },
    demands: Bi {
        zh: "日常维修、养护支出计入当期费用；为增加使用效能或延长使用年限的改建、扩建等支出计入资产成本，改变资产卡片。",
        en: "Daily repair is an expense of its period; works that raise capacity or life are part of the asset's cost and change its card.",
    },
    basis: Basis::Law { document: "《政府会计准则第5号——公共基础设施》", clause: "第九条" },
    force: Force::Hard,
    valid_from: Day::of(2018, 1, 1),
    valid_to: None,
    operations: &["upkeep.order.verify"],
};

/// Holds the treatment of a cost against what the works have done.
pub fn capitalised(order: &str, treatment: Treatment, improvement: Option<Improvement>) -> Verdict {
    let facts = Facts::none().with("order", order).told("treatment", treatment);
    let facts = match improvement {
        Some(improvement) => facts.told("improvement", improvement),
        None => facts.with("improvement", "-"),
    };
    Verdict::of((treatment == Treatment::Capital) == improvement.is_some(), facts)
}

#[cfg(test)]
mod tests {
    use super::{CAPITALISED, capitalised};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::upkeep::model::{Improvement, Treatment},
    };

    #[test]
    fn the_cases_of_r34_hold() {
        for line in include_str!("../../../../tests/cases/R34.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = capitalised("GH", Treatment::from_word(f[0]).unwrap(), Improvement::from_word(f[1]));
            let check = CAPITALISED.judge(f[2].parse::<Day>().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

//! R10 资金构成. The parts of a new asset's money make its value, and each names its paper.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict},
    property::assets::model::Intake,
};

/// R10
pub static FUNDING_SUM: Rule = Rule {
    number: "R10",
    label: "FUNDING_SUM",
    kind: Kind {
        code: "assets.asset.funding_sum",
        status: Status::Conflict,
        title: Bi { zh: "资金构成与原值不符", en: "The money does not make the value" },
        detail: Bi {
            zh: "资产 {asset} 原值 {value}，资金构成合计 {total}，其中没有依据文件的 {unverified}；新增资产请逐笔列明指标、支付或指标文件，合计等于原值，存量资产合计不超过原值。",
            en: "The asset {asset} has a value of {value}; its money makes {total}, of which {unverified} names no paper. For a new asset name an allocation, payment or document for each part, to the sum of the value; existing stock is made of no more than its value.",
        },
    },
    demands: Bi {
        zh: "新增资产的资金构成合计等于原值，每笔有指标、支付或指标文件；存量资产缺依据的列为待核实，合计不超过原值。",
        en: "The parts of a new asset's money make its value, each by its allocation, payment or document; what existing stock cannot prove is kept as unverified, and its parts stay within its value.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.provisional",
        "assets.asset.settle",
        "assets.asset.state_value",
        "assets.asset.import",
        "assets.asset.form",
        "upkeep.order.close",
    ],
};

/// The money of an asset beside its value.
#[derive(Debug, Clone, Copy)]
pub struct Composition {
    /// New, or existing stock.
    pub intake: Intake,
    /// 原值, where it has one.
    pub value: Option<Money>,
    /// Sum of the parts.
    pub total: Money,
    /// Sum of the parts that a document shows.
    pub verified: Money,
}

/// Holds the parts against the value. Of existing stock that is made of no more than its value it says nothing: the rest is counted and
/// shown.
pub fn funding_sum(asset: &str, money: &Composition) -> Verdict {
    let stock = money.intake == Intake::Legacy;
    if stock && money.value.is_none_or(|value| money.total <= value) {
        return Verdict::Silent;
    }
    let unverified = money.total.minus(money.verified).unwrap_or_default();
    let facts = Facts::none().with("asset", asset).with("total", money.total).with("unverified", unverified);
    let facts = match money.value {
        Some(value) => facts.with("value", value),
        None => facts.with("value", "-"),
    };
    Verdict::of(!stock && unverified.is_zero() && money.value.is_none_or(|value| value == money.total), facts)
}

#[cfg(test)]
mod tests {
    use super::{Composition, FUNDING_SUM, Intake, funding_sum};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r10_hold() {
        for line in include_str!("../../../../tests/cases/R10.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = Composition {
                intake: Intake::from_word(f[0]).unwrap(),
                value: f[1].parse().ok(),
                total: f[2].parse().unwrap(),
                verified: f[3].parse().unwrap(),
            };
            let check = FUNDING_SUM.judge(Day::of(2023, 3, 1), funding_sum("ZC", &money));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}

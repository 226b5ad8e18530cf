//! R12 暂估与决算. A later value corrects the card from its own day on and restates nothing before.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R12
pub static NOT_RESTATED: Rule = Rule {
    number: "R12",
    label: "PROVISIONAL_RESTATE",
    kind: Kind {
        code: "assets.asset.value_restated",
        status: Status::Conflict,
        title: Bi { zh: "不得追溯调整已入账价值", en: "A booked value is not restated" },
        detail: Bi {
            zh: "资产 {asset} 已于 {booked_on} 入账；本次价值自 {on} 起，早于该日。决算后按实际成本调整暂估价值，不调整此前已计提的折旧；请按决算批复（审定）之日填写。",
            en: "The asset {asset} was booked on {booked_on}; this value would hold from {on}, before that day. A settlement corrects the provisional value and leaves earlier depreciation as it is: give the day of the settlement's paper.",
        },
    },
    demands: Bi {
        zh: "已交付使用未办决算的资产按暂估价值入账；决算后调整暂估价值，不追溯调整此前的账面价值和折旧。",
        en: "What is in use and not settled is booked at a provisional value; the settlement corrects it and restates neither the value nor the depreciation of days before.",
    },
    basis: Basis::Law {
        document: "《政府会计准则第3号——固定资产》及其应用指南（财会〔2017〕4号）",
        clause: "关于已交付使用但尚未办理竣工决算手续的固定资产的规定",
    },
    force: Force::Hard,
    valid_from: Day::of(2017, 1, 1),
    valid_to: None,
    operations: &["assets.asset.provisional", "assets.asset.settle", "upkeep.order.close"],
};

/// Holds the day of a new value against the day since which the card has its present one.
pub fn not_restated(asset: &str, booked_on: Option<Day>, on: Day) -> Verdict {
    let Some(booked_on) = booked_on else { return Verdict::Silent };
    let facts = Facts::none().with("asset", asset).with("booked_on", booked_on).with("on", on);
    Verdict::of(booked_on <= on, facts)
}

#[cfg(test)]
mod tests {
    use super::{NOT_RESTATED, not_restated};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r12_hold() {
        for line in include_str!("../../../../tests/cases/R12.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on: Day = f[1].parse().unwrap();
            let check = NOT_RESTATED.judge(on, not_restated("ZC", f[0].parse().ok(), on));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}

//! R76 国有资产收入不得计入集体收益. What state property earns is the treasury's.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R76
pub static STATE_INCOME: Rule = Rule {
    number: "R76",
    label: "STATE_INCOME_IN_POOL",
    kind: Kind {
        code: "income.entry.state_income",
        status: Status::Conflict,
        title: Bi { zh: "国有资产收入不得计入集体收益", en: "State income is nobody's pool" },
        detail: Bi {
            zh: "资产 {asset} 在 {on} 的产权性质为{regime}，其收入应上缴国库，不得计入集体收益；产权已变更的，请先登记权属变更。",
            en: "On {on} the asset {asset} is held as {regime}; what it earns is the treasury's. Where ownership has changed, record that first.",
        },
    },
    demands: Bi {
        zh: "国有资产的收入上缴国库，不得计入集体收益、不得用于分配。",
        en: "What state property earns goes to the treasury, and never into what a body distributes.",
    },
    basis: Basis::Law { document: "《行政事业性国有资产管理条例》", clause: "第二十五条" },
    force: Force::Hard,
    valid_from: Day::of(2021, 4, 1),
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Looks at the regime under which an asset is held on the day of an income; silent where it is no state's.
pub fn state_income(asset: &str, on: Day, regime: Option<&str>) -> Verdict {
    let facts = Facts::none().with("asset", asset).with("on", on);
    match regime {
        Some(regime) => Verdict::Fail(facts.with("regime", regime)),
        None => Verdict::Pass(facts),
    }
}

#[cfg(test)]
mod tests {
    use super::{STATE_INCOME, state_income};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r76_hold() {
        for line in include_str!("../../../../tests/cases/R76.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = STATE_INCOME.judge(
                Day::of(2024, 3, 1),
                state_income("ZC-1", Day::of(2024, 3, 1), Some(f[0]).filter(|r| !r.is_empty())),
            );
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}

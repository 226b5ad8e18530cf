//! R21.1 公益性资产原则上不量化. Before the law of 2025 too only business assets are quantified, but for kinds that a paper of the region allowed.

use std::collections::BTreeSet;

use super::told;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// Of which kinds beside business assets a region allows the income to be quantified; where it is not set, of none.
pub const ALLOWED_KINDS: &str = "shares.quantified_kinds";

/// R21.1
pub static KIND_ALLOWED: Rule = Rule {
    number: "R21.1",
    label: "PUBLIC_NOT_QUANTIFIABLE",
    kind: Kind {
        code: "shares.scheme.kind_not_allowed",
        status: Status::Conflict,
        title: Bi {
            zh: "非经营性资产原则上不折股量化", en: "By default only business assets are quantified"
        },
        detail: Bi {
            zh: "方案自 {on} 起，下列 {count} 项资产不是经营性资产：{assets}。当日本地没有准许量化此类资产的规定，请从方案中剔除；类别登记有误的，先更正资产类别；当时确有文件准许的，由财政部门先在政策参数中按文件登记“准许折股量化的资产类别”及其起止日期。",
            en: "From {on} on the scheme has {count} assets that are no business assets: {assets}. Nothing allows that here on that day. Take them off the scheme, or have the class of a wrongly registered one corrected; where a paper did allow it, the finance office first sets the policy value for classes of assets that may be quantified, by that paper and with its days.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织法施行前，折股量化的资产也须为经营性资产；本地文件准许量化公益性资产的，按其规定。",
        en: "Before the collective's law too only business assets are quantified, unless a paper of the region allows others.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: Some(Day::of(2025, 4, 30)),
    operations: &["shares.scheme.adopt"],
};

/// Looks at the assets of a scheme that are no business assets, each with the word of its kind, against the kinds that the region allows.
pub fn kind_allowed(on: Day, others: &[(&str, &str)], allowed: Option<&BTreeSet<String>>) -> Verdict {
    let facts = Facts::none().with("on", on);
    let is_allowed = |kind: &str| allowed.is_some_and(|kinds| kinds.contains(kind));
    let wrong: Vec<&str> = others.iter().filter(|(_, kind)| !is_allowed(kind)).map(|(number, _)| *number).collect();
    if wrong.is_empty() {
        return Verdict::Pass(facts);
    }
    Verdict::Fail(facts.with("assets", told(&wrong)).with("count", wrong.len()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KIND_ALLOWED, kind_allowed};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r21_1_hold() {
        for line in include_str!("../../../../tests/cases/R21.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let others: Vec<(&str, &str)> = f[1].split(' ').filter_map(|asset| asset.split_once(':')).collect();
            let allowed: BTreeSet<String> = f[2].split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
            let allowed = (!allowed.is_empty()).then_some(&allowed);
            let on: Day = f[0].parse().unwrap();
            assert_eq!(KIND_ALLOWED.judge(on, kind_allowed(on, &others, allowed)).outcome.to_string(), f[3], "{line}");
        }
    }
}

//! R21 只量化经营性资产. Income rights of public-welfare assets are not quantified.

use super::told;
use crate::{
    benefit::collectives::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R21
pub static BUSINESS_ONLY: Rule = Rule {
    number: "R21",
    label: "PUBLIC_NOT_QUANTIFIABLE",
    kind: Kind {
        code: "shares.scheme.public_not_quantifiable",
        status: Status::Conflict,
        title: Bi { zh: "非经营性资产不得折股量化", en: "Only business assets are quantified" },
        detail: Bi {
            zh: "下列 {count} 项资产不是经营性资产：{assets}。折股量化的只能是经营性资产的收益权，请从方案中剔除；类别登记有误的，先更正资产类别。",
            en: "{count} assets are no business assets: {assets}. Only their income right is quantified; take them off the scheme, or have the class of a wrongly registered one corrected.",
        },
    },
    demands: Bi {
        zh: "折股量化的资产须为经营性资产；公益性资产、到户类资产不得量化。",
        en: "Only business assets are quantified; those of public welfare and of households are not.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第四十条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["shares.scheme.adopt"],
};

/// Looks at the assets of a scheme that are no business assets.
pub fn business_only(others: &[&str]) -> Verdict {
    if others.is_empty() {
        return Verdict::Pass(Facts::none());
    }
    Verdict::Fail(Facts::none().with("assets", told(others)).with("count", others.len()))
}

#[cfg(test)]
mod tests {
    use super::{BUSINESS_ONLY, business_only};

    #[test]
    fn the_cases_of_r21_hold() {
        for line in include_str!("../../../../tests/cases/R21.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let others: Vec<&str> = f[1].split(' ').filter(|n| !n.is_empty()).collect();
            let check = BUSINESS_ONLY.judge(f[0].parse().unwrap(), business_only(&others));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}

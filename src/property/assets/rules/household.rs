//! R9 到户类资产. What belongs to a household is on the register and in no pool of a site.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::assets::model::AssetKind,
};

/// R9
pub static HOUSEHOLD_APART: Rule = Rule {
    number: "R9",
    label: "ASSET_KIND",
    kind: Kind {
        code: "assets.asset.household",
        status: Status::Conflict,
        title: Bi {
            zh: "到户类资产不纳入安置点统一经营管护", en: "A household's asset is in no pool"
        },
        detail: Bi {
            zh: "资产 {asset} 属到户类，由农户自管自用，不能由安置点投入使用、列为闲置或盘活；使用情况请用“登记使用情况”如实记录。",
            en: "The asset {asset} is a household's, who keeps and uses it; no site puts it into service, marks it idle or revives it. Record how it is used by noting its use.",
        },
    },
    demands: Bi {
        zh: "每项资产属公益性、经营性或到户类之一；到户类资产不纳入安置点统一经营管护；列入移交清单、由单位承担管护责任、以财政资金或单位预算列支管护费用的，另行拒绝，不适用例外审批。",
        en: "Every asset is of public welfare, of business, or a household's; a household's enters no pool of a site. That it stands on a transfer, is kept by a body or by public money is refused apart, and takes no exception.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["assets.asset.put_in_service", "assets.asset.mark_idle", "assets.asset.revive"],
};

/// Looks at the kind of an asset with which a site is about to do something.
pub fn household_apart(asset: &str, kind: AssetKind) -> Verdict {
    Verdict::of(kind != AssetKind::Household, Facts::none().with("asset", asset).told("kind", kind))
}

#[cfg(test)]
mod tests {
    use super::{AssetKind, HOUSEHOLD_APART, household_apart};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r9_hold() {
        for line in include_str!("../../../../tests/cases/R9.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let kind = AssetKind::from_word(f[0]).unwrap();
            let check = HOUSEHOLD_APART.judge(Day::of(2023, 3, 1), household_apart("ZC", kind));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}

//! R27.4 确权层级相符. At which level a title is confirmed follows from what the asset is, and from what its owners are.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Words as _},
    office::places::OrganisationKind,
    property::assets::model::{AssetKind, TitleLevel},
};

/// R27.4
pub static LEVEL_FITS: Rule = Rule {
    number: "R27.4",
    label: "TITLE_LEVEL",
    kind: Kind {
        code: "assets.asset.level_misfit",
        status: Status::Conflict,
        title: Bi { zh: "确权层级与类别或所有人不符", en: "The level of the title does not fit" },
        detail: Bi {
            zh: "资产 {asset} 属{kind}，所填确权层级为“{level}”，已登记单位的所有人为 {owners}；到户类资产确权到户，其他资产不确权到户；政府部门和乡镇的资产不列村级，村（居）民委员会和农村集体经济组织的资产不列县(区)级。请按权属文件核对层级、类别和所有人；文件确如此载明的，确认本提示（R27.4）后再提交。",
            en: "The asset {asset} is of the kind {kind}, its title would be confirmed at the level {level}, and of its owners the register knows {owners}. A household's asset is confirmed to the household and no other is; what a department or a town owns is not a village's, and what a village or its collective owns is not the county's. Check level, kind and owners on the paper; where it says so, acknowledge this warning (R27.4).",
        },
    },
    demands: Bi {
        zh: "到户类资产确权到户，公益性、经营性资产按所有人确权到县(区)级、乡镇级或村级；层级与类别或所有人不符的须核实。",
        en: "A household's asset is confirmed to the household; what serves the public or business is confirmed to county, town or village, as its owners are. A level that fits neither kind nor owners is one that somebody answers for.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["assets.asset.confirm_title", "assets.asset.import", "transfers.transfer.effect"],
};

/// Whether what such a body owns may stand at a level.
const fn may_stand(owner: OrganisationKind, level: TitleLevel) -> bool {
    use OrganisationKind::{
        AgencyCentre, Collective, Company, Cooperative, FinanceBureau, Institution, LineDepartment, Other,
        ResidentsCommittee, SoleTrader, StateCompany, Town, VillageCommittee,
    };
    match owner {
        FinanceBureau | LineDepartment | Town => !matches!(level, TitleLevel::Village),
        VillageCommittee | ResidentsCommittee | Collective => !matches!(level, TitleLevel::County),
        Cooperative | Company | StateCompany | SoleTrader | Institution | AgencyCentre | Other => true,
    }
}

/// Looks at a level beside the kind of the asset, and beside its owners where the register knows what each of them is.
pub fn level_fits((asset, kind): (&str, AssetKind), level: TitleLevel, owners: &[(&str, OrganisationKind)]) -> Verdict {
    let named: Vec<String> = owners.iter().map(|(name, kind)| format!("{name}（{}）", kind.label())).collect();
    let named = if named.is_empty() { "—".to_owned() } else { named.join("、") };
    let facts = Facts::none().with("asset", asset).told("kind", kind).told("level", level).with("owners", named);
    let to_household = (kind == AssetKind::Household) == (level == TitleLevel::Household);
    let of_owners = owners.is_empty() || owners.iter().any(|(_, kind)| may_stand(*kind, level));
    Verdict::of(to_household && of_owners, facts)
}

#[cfg(test)]
mod tests {
    use super::{AssetKind, LEVEL_FITS, OrganisationKind, TitleLevel, level_fits};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r27_4_hold() {
        for line in include_str!("../../../../tests/cases/R27.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (kind, level) = (AssetKind::from_word(f[0]).unwrap(), TitleLevel::from_word(f[1]).unwrap());
            let owner = |word: &str| ("示例单位", OrganisationKind::from_word(word).unwrap());
            let owners: Vec<_> = f[2].split_whitespace().map(owner).collect();
            let verdict = level_fits(("ZC", kind), level, &owners);
            assert_eq!(LEVEL_FITS.judge(f[3].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}

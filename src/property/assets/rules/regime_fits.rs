//! R27.1 产权性质与权利人相符. What a body is says which property it can own: no company owns what is a village's in common.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Words as _},
    office::places::OrganisationKind,
    property::assets::model::Regime,
};

/// R27.1
pub static REGIME_FITS: Rule = Rule {
    number: "R27.1",
    label: "OWNER_REGIME",
    kind: Kind {
        code: "assets.asset.regime_of_another",
        status: Status::Conflict,
        title: Bi { zh: "产权性质与权利人的单位性质不符", en: "The owner cannot own by this regime" },
        detail: Bi {
            zh: "{owner} 是{kind}，其名下的资产不能登记为“{regime}”；该类单位可登记的产权性质：{lawful}。请核对权属文件，或更正单位类别。",
            en: "{owner} is registered as {kind} and cannot own by the regime {regime}. Its kind owns by: {lawful}. Check the paper, or correct what the organisation is.",
        },
    },
    demands: Bi {
        zh: "资产的产权性质须与权利人的单位性质相符：机关归行政单位国有，事业单位归事业单位国有，国有企业归国有企业（国家未出资的企业不登记公有产权），村集体经济组织、村（居）民委员会和合作社归农村集体；行政事业单位也可登记公共基础设施。",
        en: "An asset's regime fits what its owner is: departments own as administrative units, institutions as such, state companies as such and other companies by no public regime, collectives, committees and cooperatives as rural collectives; departments and institutions also hold public infrastructure.",
    },
    basis: Basis::Law {
        document: "《中华人民共和国民法典》",
        clause: "第二百五十五条至第二百五十七条、第二百六十二条",
    },
    force: Force::Hard,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.import",
        "assets.asset.confirm_title",
        "transfers.transfer.file",
        "transfers.transfer.effect",
    ],
};

/// By which regimes a kind of body owns; `None` where its kind does not say.
const fn lawful(kind: OrganisationKind) -> Option<&'static [Regime]> {
    use OrganisationKind::{
        AgencyCentre, Collective, Company, Cooperative, FinanceBureau, Institution, LineDepartment, Other,
        ResidentsCommittee, SoleTrader, StateCompany, Town, VillageCommittee,
    };
    match kind {
        FinanceBureau | LineDepartment | Town => Some(&[Regime::Administrative, Regime::Infrastructure]),
        Institution | AgencyCentre => Some(&[Regime::Institution, Regime::Infrastructure]),
        VillageCommittee | ResidentsCommittee | Collective | Cooperative => Some(&[Regime::Collective]),
        StateCompany => Some(&[Regime::StateCompany]),
        Company | SoleTrader => Some(&[]),
        Other => None,
    }
}

/// Looks at an organisation of the register that is to own by a regime.
pub fn regime_fits(owner: &str, kind: OrganisationKind, regime: Regime) -> Verdict {
    let Some(lawful) = lawful(kind) else { return Verdict::Silent };
    let named: Vec<&str> = lawful.iter().map(|regime| regime.label()).collect();
    let named = if named.is_empty() { "无 none".to_owned() } else { named.join("、") };
    let facts = Facts::none().with("owner", owner).with("kind", kind.label());
    Verdict::of(lawful.contains(&regime), facts.with("regime", regime.label()).with("lawful", named))
}

#[cfg(test)]
mod tests {
    use super::{OrganisationKind, REGIME_FITS, Regime, regime_fits};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r27_1_hold() {
        for line in include_str!("../../../../tests/cases/R27.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (kind, regime) = (OrganisationKind::from_word(f[0]).unwrap(), Regime::from_word(f[1]).unwrap());
            let check = REGIME_FITS.judge(Day::of(2023, 3, 1), regime_fits("示例单位", kind, regime));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}

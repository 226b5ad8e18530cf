//! R27.3 公有的公益性资产不归个人. What is public property and serves the public is no private person's.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Words as _},
    property::assets::model::{AssetKind, NewOwner},
};

/// R27.3
pub static NO_PERSON: Rule = Rule {
    number: "R27.3",
    label: "PERSON_OWNS_PUBLIC",
    kind: Kind {
        code: "assets.asset.person_owns",
        status: Status::Conflict,
        title: Bi { zh: "公益性资产登记为个人所有", en: "A private person owns a public asset" },
        detail: Bi {
            zh: "资产 {asset} 属公益性资产，所填产权性质为“{regime}”，所有人中有自然人 {count} 名；公有资产不能归个人所有。请按权属文件填写单位；所填确为单位、只是名称像人名的，核对后确认本提示（R27.3）。",
            en: "Asset {asset} serves the public and would be owned by the regime {regime}, and {count} of its owners are private persons. What is public property is nobody's own. Name the body that the paper names; where it is a body that is merely called like a person, see to it and confirm this warning (R27.3).",
        },
    },
    demands: Bi {
        zh: "国有、集体所有的公益性资产，所有人为单位，不登记在个人名下。",
        en: "What serves the public and belongs to the state or to a collective is owned by a body, and stands in nobody's own name.",
    },
    basis: Basis::Law {
        document: "《中华人民共和国民法典》", clause: "第二百四十六条、第二百六十一条"
    },
    // Whether a name that is only written is a person's is told by how it looks.
    force: Force::Warn,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.import",
        "assets.asset.correct",
        "assets.asset.confirm_correction",
        "assets.asset.confirm_title",
    ],
};

/// Looks at the owners of an asset by whose names they are; silent where it does not serve the public, or nobody owns it by a regime.
pub fn no_person((asset, kind): (&str, AssetKind), owners: &[NewOwner]) -> Verdict {
    let public: Vec<&NewOwner> = owners.iter().filter(|o| o.regime.is_some()).collect();
    let (AssetKind::PublicWelfare, Some(first)) = (kind, public.first()) else { return Verdict::Silent };
    let persons: Vec<&NewOwner> = public.iter().copied().filter(|o| o.who.is_person()).collect();
    let regime = persons.first().unwrap_or(first).regime.map(|regime| regime.label()).unwrap_or_default();
    let facts = Facts::none().with("asset", asset).with("regime", regime).with("count", persons.len());
    Verdict::of(persons.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{AssetKind, NO_PERSON, NewOwner, no_person};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::assets::model::{Named, Regime},
    };

    #[test]
    fn the_cases_of_r27_3_hold() {
        for line in include_str!("../../../../tests/cases/R27.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let owner = |said: &str| {
                let parts: Vec<&str> = said.split(' ').collect();
                NewOwner {
                    who: Named::said(parts[0]),
                    share: parts[1].parse().unwrap(),
                    regime: Regime::from_word(parts[2]),
                }
            };
            let owners: Vec<NewOwner> = f[1].split(';').filter(|o| !o.is_empty()).map(owner).collect();
            let verdict = no_person(("ZC", AssetKind::from_word(f[0]).unwrap()), &owners);
            assert_eq!(NO_PERSON.judge(f[2].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

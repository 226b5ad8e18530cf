//! R31 投入使用. Nothing is put into service for which nobody answers and no money is named.

use crate::ground::kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Each, Facts, Force, Kind, Rule, Status, Verdict};

/// R31
pub static IN_SERVICE: Rule = Rule {
    number: "R31",
    label: "NO_MAINTAINER",
    kind: Kind {
        code: "assets.asset.no_maintainer",
        status: Status::Conflict,
        title: Bi { zh: "未落实管护人或管护经费", en: "Nobody to maintain it, or no money for it" },
        detail: Bi {
            zh: "资产 {asset} 投入使用前须落实管护责任人和管护经费，现缺：{missing}。事实上已在使用的，请用“登记使用情况”如实记录。",
            en: "Before the asset {asset} is put into service it has a maintainer and money for its upkeep; missing: {missing}. If it is in use already, record that by noting its use.",
        },
    },
    demands: Bi {
        zh: "资产投入使用前，应由产权主体落实管护责任人和管护经费。",
        en: "Before an asset is put into service its owner names who maintains it and by which money.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    force: Force::Exception,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["assets.asset.put_in_service", "assets.asset.revive"],
};

crate::ground::kernel::words! {
    /// What upkeep needs before an asset is used.
    pub enum Upkeep {
        Maintainer = "maintainer" "管护责任人",
        Source = "upkeep_source" "管护经费来源",
    }
}

/// Looks for a named maintainer and a money source.
pub fn in_service(asset: &str, maintainer: bool, money_source: bool) -> Verdict {
    let needed = [(Upkeep::Maintainer, maintainer), (Upkeep::Source, money_source)];
    let missing: Vec<Upkeep> = needed.into_iter().filter(|(_, known)| !known).map(|(what, _)| what).collect();
    let facts = Facts::none().with("asset", asset);
    if missing.is_empty() { Verdict::Pass(facts) } else { Verdict::Fail(facts.told("missing", Each(&missing))) }
}

#[cfg(test)]
mod tests {
    use super::{IN_SERVICE, in_service};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r31_hold() {
        for line in include_str!("../../../../tests/cases/R31.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let check = IN_SERVICE.judge(day, in_service("ZC", f[0] == "yes", f[1] == "yes"));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

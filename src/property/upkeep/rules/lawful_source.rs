//! R32 管护经费来源. Public assets of a village's collective are looked after by its operating income and the county's finance.

use crate::{
    ground::kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::assets::UpkeepSource,
};

/// R32
pub static LAWFUL_SOURCE: Rule = Rule {
    number: "R32",
    label: "MAINT_SOURCE",
    kind: Kind {
        code: "upkeep.order.other_source",
        status: Status::Conflict,
        title: Bi { zh: "管护经费来源需说明", en: "Another source than the two that are named" },
        detail: Bi {
            zh: "资产 {asset} 是村集体公益性资产，管护经费可由集体经营收入和县级财政安排，所填来源为 {source}；确属如此的，确认本提示。",
            en: "The asset {asset} is a public asset of a village's collective, whose upkeep may be met from its operating income and by the county; what is named is {source}. Where that is so, acknowledge it.",
        },
    },
    demands: Bi {
        zh: "村集体公益性资产的管护经费可由村集体经营性收入和县级财政统筹解决；用其他来源的应说明。",
        en: "The upkeep of a village collective's public assets may be met from its operating income and by the county's finance; another source is explained.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    force: Force::Warn,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["upkeep.order.report", "transfers.transfer.file", "transfers.transfer.read_checks"],
};

/// Looks at the source of an order's money; silent where the asset is no public asset of a collective.
pub fn lawful_source(asset: &str, is_collective_public: bool, source: UpkeepSource) -> Verdict {
    if !is_collective_public {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("asset", asset).told("source", source);
    Verdict::of(matches!(source, UpkeepSource::CollectiveIncome | UpkeepSource::CountyFinance), facts)
}

#[cfg(test)]
mod tests {
    use super::{LAWFUL_SOURCE, lawful_source};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::assets::UpkeepSource,
    };

    #[test]
    fn the_cases_of_r32_hold() {
        for line in include_str!("../../../../tests/cases/R32.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = lawful_source("ZC", f[0] == "yes", UpkeepSource::from_word(f[1]).unwrap());
            let check = LAWFUL_SOURCE.judge(f[2].parse::<Day>().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

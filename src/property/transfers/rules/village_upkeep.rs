//! R32 村集体管护经费. Other money for the upkeep of a village's public assets than the plan names is told.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::assets::UpkeepSource,
};

/// R32
pub static VILLAGE_UPKEEP: Rule = Rule {
    number: "R32",
    label: "MAINT_SOURCE",
    kind: Kind {
        code: "transfers.transfer.upkeep_source",
        status: Status::Conflict,
        title: Bi {
            zh: "村集体公益性资产的管护经费来源", en: "Money for the upkeep of a village's public assets"
        },
        detail: Bi {
            zh: "清单中有 {count} 项公益性资产归村集体，管护经费来源填的是 {source}；文件写明可由集体经营收入和县级财政解决，其他来源请核实。",
            en: "{count} public-welfare assets of the list pass to a collective, and {source} is to pay for their upkeep; the plan says that collective income and county finance may. See whether the other source is sure.",
        },
    },
    demands: Bi {
        zh: "村集体公益性资产的管护经费可由村集体经营收入和县级财政解决。",
        en: "The upkeep of a village's public assets may be met from collective income and county finance.",
    },
    basis: Basis::Law {
        document: "《郴州市进一步推进易地扶贫搬迁后续扶持工作巩固拓展脱贫攻坚成果的实施方案（2022-2025年）》（郴政办发〔2022〕14号）",
        clause: "第9项",
    },
    force: Force::Note,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.read_checks"],
};

/// Looks at the money that is named for public-welfare assets of a collective; silent where there are none.
pub fn village_upkeep(public_assets: usize, source: UpkeepSource) -> Verdict {
    if public_assets == 0 {
        return Verdict::Silent;
    }
    let named = matches!(source, UpkeepSource::CollectiveIncome | UpkeepSource::CountyFinance);
    Verdict::of(named, Facts::none().with("count", public_assets).with("source", source))
}

#[cfg(test)]
mod tests {
    use super::{VILLAGE_UPKEEP, village_upkeep};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::assets::UpkeepSource,
    };

    #[test]
    fn the_cases_of_r32_hold() {
        for line in include_str!("../../../../tests/cases/R32.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = village_upkeep(f[0].parse().unwrap(), UpkeepSource::from_word(f[1]).unwrap());
            let check = VILLAGE_UPKEEP.judge(f[2].parse::<Day>().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

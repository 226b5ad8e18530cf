//! R25 移交齐备. A list without values or an act without its papers hands nothing over.

use crate::{
    ground::kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Each, Facts, Force, Kind, Rule, Status, Verdict},
    property::transfers::model::TransferPaper,
};

/// R25
pub static COMPLETE: Rule = Rule {
    number: "R25",
    label: "TRANSFER_INCOMPLETE",
    kind: Kind {
        code: "transfers.transfer.incomplete",
        status: Status::Conflict,
        title: Bi { zh: "移交材料不齐", en: "The transfer is not complete" },
        detail: Bi {
            zh: "按此方式移交还缺材料：{missing}；卡片上没有原值的资产：{unvalued}。请补齐材料，并先登记资产价值（暂估、决算或账面列示）。",
            en: "Papers that this act still needs: {missing}; assets without a value on their card: {unvalued}. Bring the papers, and value the assets first (provisional, settled or stated).",
        },
    },
    demands: Bi {
        zh: "移交须有双方、列明价值的清单、验收材料、管护责任单位和管护经费来源；无偿划转须有批复。",
        en: "A transfer has both parties, a list with values, acceptance papers, a maintainer and money for the upkeep; a free transfer has the reply that grants it.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    force: Force::Hard,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.file"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks for papers that are missing and assets without a value.
pub fn complete(missing: &[TransferPaper], unvalued: &[&str]) -> Verdict {
    if missing.is_empty() && unvalued.is_empty() {
        return Verdict::Pass(Facts::none());
    }
    let told: Vec<&str> = unvalued.iter().take(TOLD).copied().collect();
    let facts = Facts::none().told("missing", Each(missing)).with("unvalued", told.join(", "));
    Verdict::Fail(facts.with("unvalued_count", unvalued.len()))
}

#[cfg(test)]
mod tests {
    use super::{COMPLETE, complete};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::transfers::model::TransferPaper,
    };

    #[test]
    fn the_cases_of_r25_hold() {
        for line in include_str!("../../../../tests/cases/R25.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let missing: Vec<_> = f[0].split(' ').filter_map(TransferPaper::from_word).collect();
            let unvalued: Vec<&str> = f[1].split(' ').filter(|n| !n.is_empty()).collect();
            let check = COMPLETE.judge(f[2].parse::<Day>().unwrap(), complete(&missing, &unvalued));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

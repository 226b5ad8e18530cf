//! R25.4 批准权限. What passes was granted by the offices that have the right to, each by its own reply.

use std::collections::BTreeSet;

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Words as _},
    property::transfers::model::Approver,
};

/// R25.4
pub static APPROVED: Rule = Rule {
    number: "R25.4",
    label: "TRANSFER_NOT_GRANTED",
    kind: Kind {
        code: "transfers.transfer.not_granted",
        status: Status::Conflict,
        title: Bi { zh: "缺少有权机关的批复", en: "Not granted by whoever has the right to" },
        detail: Bi {
            zh: "按本地批准权限，此方式移交须有批复的机关：{required}；还缺：{missing}。请取得批复，在材料清单中附上并注明批准机关后申报；已申报的先取消。",
            en: "By the rules here this act needs replies of: {required}; still missing: {missing}. Obtain the replies, attach each to the file list with the office that gave it, and file; cancel first what is listed already.",
        },
    },
    demands: Bi {
        zh: "资产移交按规定权限审批：由本级政策值规定的机关批复，移交材料附其批复文件。",
        en: "A transfer is granted by the offices that the dated value of the region names for it; each of their replies is among its papers.",
    },
    basis: Basis::Law {
        document: "《行政事业性国有资产管理条例》（国务院令第738号）", clause: "第十九条"
    },
    force: Force::Hard,
    valid_from: Day::of(2021, 4, 1),
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.effect", "transfers.transfer.read_checks"],
};

/// Holds the offices whose replies are there against those that must have granted it; silent where no value names any.
pub fn approved(required: Option<&BTreeSet<String>>, there: &BTreeSet<Approver>) -> Verdict {
    let Some(required) = required else { return Verdict::Silent };
    // A word that is no office is told as it is written: no reply can meet it, and the value must be corrected.
    let label = |word: &str| Approver::from_word(word).map_or_else(|| word.to_owned(), |office| office.label().into());
    let told = |words: Vec<&String>| words.into_iter().map(|word| label(word)).collect::<Vec<_>>().join("、");
    let is_there = |word: &str| there.iter().any(|office| office.word() == word);
    let missing: Vec<&String> = required.iter().filter(|word| !is_there(word)).collect();
    let facts = Facts::none().with("required", told(required.iter().collect()));
    Verdict::of(missing.is_empty(), facts.with("missing", told(missing)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{APPROVED, Approver, approved};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r25_4_hold() {
        for line in include_str!("../../../../tests/cases/R25.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let required: BTreeSet<String> = f[0].split_whitespace().map(str::to_owned).collect();
            let there: BTreeSet<Approver> = f[1].split_whitespace().filter_map(Approver::from_word).collect();
            let verdict = approved((!required.is_empty()).then_some(&required), &there);
            assert_eq!(APPROVED.judge(f[2].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

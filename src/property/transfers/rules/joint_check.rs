//! R25.1 联合查验. Nobody decides on a list that both sides have not gone through on the spot.

use crate::{
    ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict},
    property::transfers::model::Side,
};

/// R25.1
pub static JOINT_CHECK: Rule = Rule {
    number: "R25.1",
    label: "TRANSFER_UNCHECKED",
    kind: Kind {
        code: "transfers.transfer.unchecked",
        status: Status::Conflict,
        title: Bi { zh: "联合查验未完成", en: "The joint check is not complete" },
        detail: Bi {
            zh: "提交审批前须完成联合查验。未参加的一方：{absent}；未查验或未见实物的序号：{unchecked}（共 {unchecked_count} 项）。请补录查验结果，未见实物的先从清单中剔除。",
            en: "A joint check comes before approval. Sides that took no part: {absent}; items unchecked or not found, by their number: {unchecked} ({unchecked_count} in all). Record the check, and take what was not found off the list.",
        },
    },
    demands: Bi {
        zh: "移交清单提交审批前，须由移交方和接收方联合查验，逐项有结果；未见实物的不移交。",
        en: "Before approval giver and receiver check the list together, with a result for each item; what was not found is not handed over.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.submit", "transfers.transfer.resubmit"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks for a side that took no part, and for items without a result or not found.
pub fn jointly_checked(absent: &[Side], unchecked: &[i32]) -> Verdict {
    let told: Vec<String> = unchecked.iter().take(TOLD).map(ToString::to_string).collect();
    let facts = Facts::none().told("absent", Each(absent)).with("unchecked", told.join(", "));
    Verdict::of(absent.is_empty() && unchecked.is_empty(), facts.with("unchecked_count", unchecked.len()))
}

#[cfg(test)]
mod tests {
    use super::{JOINT_CHECK, jointly_checked};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::transfers::model::Side,
    };

    #[test]
    fn the_cases_of_r25_1_hold() {
        for line in include_str!("../../../../tests/cases/R25.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let absent: Vec<_> = f[0].split(' ').filter_map(Side::from_word).collect();
            let unchecked: Vec<i32> = f[1].split(' ').filter_map(|n| n.parse().ok()).collect();
            let check = JOINT_CHECK.judge(f[2].parse::<Day>().unwrap(), jointly_checked(&absent, &unchecked));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}

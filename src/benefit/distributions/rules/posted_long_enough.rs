//! R69 公示期. The list hangs for fifteen days before it is locked; another list hangs anew.

use crate::{
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
    office::publicity::hung_for,
};

/// R69
pub static POSTED_LONG_ENOUGH: Rule = Rule {
    number: "R69",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "distributions.distribution.publicity_short",
        status: Status::Conflict,
        title: Bi { zh: "公示不足十五日", en: "Not posted for fifteen days" },
        detail: Bi {
            zh: "名单自 {posted_on} 起公示，至 {today} 为 {days} 日，须满 {needed} 日；期满再锁定；所用公示的期限不足的，退回后以足够的期限重新公示。",
            en: "The list hangs since {posted_on}, which is {days} days by {today}, and {needed} are wanted; lock it when the term is over; where its posting ended too early, send it back and hang it anew for long enough.",
        },
    },
    demands: Bi {
        zh: "收益分配名单应张榜公示不少于十五日；名单变动的，重新公示。",
        en: "The list of a distribution hangs for at least fifteen days; a list that changed hangs anew.",
    },
    basis: Basis::Law { document: BOARD_LAWS, clause: "第三十四条、第三十五条" },
    force: Force::Hard,
    valid_from: BOARD_LAWS_FROM,
    valid_to: None,
    operations: &["distributions.distribution.lock"],
};

/// The laws that give the term, and the day from which both hold.
const BOARD_LAWS: &str =
    "《中华人民共和国村民委员会组织法》（2025年修订）、《中华人民共和国城市居民委员会组织法》（2025年修订）";
const BOARD_LAWS_FROM: Day = Day::of(2026, 1, 1);

/// How many days they give.
const DAYS: i64 = 15;

/// Whether so many days have passed since the day on which it was hung.
pub fn posted_long_enough(posted_on: Day, today: Day) -> Verdict {
    hung_for(posted_on, today, DAYS)
}

#[cfg(test)]
mod tests {
    use super::{POSTED_LONG_ENOUGH, posted_long_enough};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r69_hold() {
        for line in include_str!("../../../../tests/cases/R69.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let today: Day = f[1].parse().unwrap();
            let check = POSTED_LONG_ENOUGH.judge(today, posted_long_enough(f[0].parse().unwrap(), today));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}

//! R110.1 名单公示期. A list hangs for as many days as the county wants before it is locked.

use crate::{
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
    office::publicity::hung_as_said,
};

/// R110.1
pub static POSTED_LONG_ENOUGH: Rule = Rule {
    number: "R110.1",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "posts.list.publicity_short",
        status: Status::Conflict,
        title: Bi { zh: "名单公示不足", en: "The list hung too short" },
        detail: Bi {
            zh: "名单自 {posted_on} 起公示，至 {today} 为 {days} 日，本区划要求 {needed} 日；期满再锁定；所用公示的期限不足的，退回后以足够的期限重新公示。",
            en: "The list hangs since {posted_on}, which is {days} days by {today}, and {needed} are wanted here; lock it when the term is over; where its posting ended too early, send it back and hang it anew for long enough.",
        },
    },
    demands: Bi {
        zh: "到人到户名单在锁定前公示，天数不少于本区划规定；名单变动的，重新公示。",
        en: "A list by which persons are paid hangs for as many days as the county says before it is locked; a list that changed hangs anew.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.list.lock"],
};

/// How many days the county wants.
pub const POSTED_DAYS: &str = "posts.list_posted_days";

/// Whether so many days have passed since the day on which it was hung; undetermined where nobody said how many are wanted.
pub fn posted_long_enough(posted_on: Day, today: Day, needed: Option<u16>) -> Verdict {
    hung_as_said(posted_on, today, (POSTED_DAYS, needed))
}

#[cfg(test)]
mod tests {
    use super::{POSTED_LONG_ENOUGH, posted_long_enough};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_1_hold() {
        for line in include_str!("../../../../tests/cases/R110.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let today: Day = f[1].parse().unwrap();
            let verdict = posted_long_enough(f[0].parse().unwrap(), today, f[2].parse().ok());
            assert_eq!(POSTED_LONG_ENOUGH.judge(today, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

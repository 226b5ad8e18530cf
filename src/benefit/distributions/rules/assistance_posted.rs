//! R69.1 帮扶收益公示期. A list of a roll of need hangs for as many days as the county wants before it is locked.

use crate::{
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
    office::publicity::hung_as_said,
};

/// R69.1
pub static ASSISTANCE_POSTED: Rule = Rule {
    number: "R69.1",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "distributions.distribution.assistance_posted_short",
        status: Status::Conflict,
        title: Bi { zh: "帮扶收益分配名单公示不足", en: "The list of assistance hung too short" },
        detail: Bi {
            zh: "名单自 {posted_on} 起公示，至 {today} 为 {days} 日，本区划要求 {needed} 日；期满再锁定；所用公示的期限不足的，退回后以足够的期限重新公示。",
            en: "The list hangs since {posted_on}, which is {days} days by {today}, and {needed} are wanted here; lock it when the term is over; where its posting ended too early, send it back and hang it anew for long enough.",
        },
    },
    demands: Bi {
        zh: "帮扶资产收益分配名单在锁定前公示，天数不少于本区划规定；名单变动的，重新公示。",
        en: "A list by which income of property for assistance is distributed hangs for as many days as the county says before it is locked; one that changed hangs anew.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.lock"],
};

/// How many days the county wants.
pub const POSTED_DAYS: &str = "distributions.assistance_posted_days";

/// Whether so many days have passed since the day on which it was hung; undetermined where nobody said how many are wanted.
pub fn assistance_posted(posted_on: Day, today: Day, needed: Option<u16>) -> Verdict {
    hung_as_said(posted_on, today, (POSTED_DAYS, needed))
}

#[cfg(test)]
mod tests {
    use super::{ASSISTANCE_POSTED, assistance_posted};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r69_1_hold() {
        for line in include_str!("../../../../tests/cases/R69.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let today: Day = f[1].parse().unwrap();
            let verdict = assistance_posted(f[0].parse().unwrap(), today, f[2].parse().ok());
            assert_eq!(ASSISTANCE_POSTED.judge(today, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

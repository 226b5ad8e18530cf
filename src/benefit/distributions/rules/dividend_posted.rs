//! R69.3 成员分红公示期. Before the laws of 2025 no statute gives a term for every body: the county says for how many days a dividend's list hangs, and
//! where it said nothing none is locked.

use crate::{
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
    office::publicity::hung_as_said,
};

/// R69.3
pub static DIVIDEND_POSTED: Rule = Rule {
    number: "R69.3",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "distributions.distribution.dividend_posted_short",
        status: Status::Conflict,
        title: Bi { zh: "成员分红名单公示不足", en: "The list of a dividend hung too short" },
        detail: Bi {
            zh: "名单自 {posted_on} 起公示，至 {today} 为 {days} 日，本区划要求 {needed} 日；期满再锁定；所用公示的期限不足的，退回后以足够的期限重新公示。",
            en: "The list hangs since {posted_on}, which is {days} days by {today}, and {needed} are wanted here; lock it when the term is over; where its posting ended too early, send it back and hang it anew for long enough.",
        },
    },
    demands: Bi {
        zh: "2025年修订的组织法施行前，成员分红名单在锁定前公示，天数不少于本区划规定；本区划没有规定的，先行设定。",
        en: "Until the laws of 2025 say it, a list of members' dividends hangs for as many days as the county says before it is locked; the county says how many, also where it asks for none.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    // From the day after on R69 gives the term.
    valid_to: Some(Day::of(2025, 12, 31)),
    operations: &["distributions.distribution.lock"],
};

/// How many days the county wants.
pub const DIVIDEND_DAYS: &str = "distributions.dividend_posted_days";

/// Whether so many days have passed since the day on which it was hung; undetermined where nobody said how many are wanted.
pub fn dividend_posted(posted_on: Day, today: Day, needed: Option<u16>) -> Verdict {
    hung_as_said(posted_on, today, (DIVIDEND_DAYS, needed))
}

#[cfg(test)]
mod tests {
    use super::{DIVIDEND_POSTED, dividend_posted};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r69_3_hold() {
        for line in include_str!("../../../../tests/cases/R69.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let today: Day = f[1].parse().unwrap();
            let verdict = dividend_posted(f[0].parse().unwrap(), today, f[2].parse().ok());
            assert_eq!(DIVIDEND_POSTED.judge(today, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

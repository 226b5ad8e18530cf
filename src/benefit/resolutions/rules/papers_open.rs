//! R68 会前公开. Members can read the year's reports and the plan ten days before they vote on them.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::Matter,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// How many days the law gives.
const DAYS: i64 = 10;

/// R68
pub static PAPERS_OPEN: Rule = Rule {
    number: "R68",
    label: "DOCS_NOT_OPEN",
    kind: Kind {
        code: "resolutions.resolution.papers_not_open",
        status: Status::Conflict,
        title: Bi { zh: "会前未供成员查阅满十日", en: "Not open to members for ten days" },
        detail: Bi {
            zh: "“{matter}”应于会议召开十日前提供给成员查阅；自 {open_on} 起供查阅，会议日期 {meeting_on}，相隔 {days} 日，须 {needed} 日。",
            en: "“{matter}” is open to members {needed} days before they vote; it is since {open_on} for the meeting of {meeting_on}, which is {days} days.",
        },
    },
    demands: Bi {
        zh: "年度经营报告、年度财务会计报告和收益分配方案，于成员大会、成员代表大会召开十日前提供给成员查阅。",
        en: "The year's reports and the plan of distribution are open to members ten days before they vote on them.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第四十六条" },
    force: Force::Warn,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of other matters, and of a body that the law does not bind.
pub fn papers_open(kind: CollectiveKind, matter: Matter, on: Day, open_on: Option<Day>) -> Verdict {
    if !matter.opens_papers() || !kind.has_members_alone() {
        return Verdict::Silent;
    }
    let days = open_on.map(|open| on.days_since(open));
    let facts = Facts::none()
        .told("matter", matter)
        .with("open_on", open_on.map_or_else(|| "—".to_owned(), |d| d.to_string()))
        .with("meeting_on", on)
        .with("days", days.map_or_else(|| "—".to_owned(), |d| d.to_string()))
        .with("needed", DAYS);
    Verdict::of(days.is_some_and(|days| days >= DAYS), facts)
}

#[cfg(test)]
mod tests {
    use super::{PAPERS_OPEN, papers_open};
    use crate::{
        benefit::{collectives::CollectiveKind, resolutions::model::Matter},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r68_hold() {
        for line in include_str!("../../../../tests/cases/R68.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let (kind, matter) = (CollectiveKind::from_word(f[0]).unwrap(), Matter::from_word(f[1]).unwrap());
            let verdict = papers_open(kind, matter, day, f[3].parse().ok());
            assert_eq!(PAPERS_OPEN.judge(day, verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}

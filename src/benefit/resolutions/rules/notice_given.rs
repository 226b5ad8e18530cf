//! R55.1 会议通知. Members are told ten days before they meet.

use super::CALLED;
use crate::{
    benefit::collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// How many days the law gives.
const DAYS: i64 = 10;

/// R55.1
pub static NOTICE_GIVEN: Rule = Rule {
    number: "R55.1",
    label: "NOTICE_SHORT",
    kind: Kind {
        code: "resolutions.resolution.notice_short",
        status: Status::Conflict,
        title: Bi { zh: "会议通知不足十日", en: "Told less than ten days before" },
        detail: Bi {
            zh: "通知日期 {notice_on}，会议日期 {meeting_on}，相隔 {days} 日，不足 {needed} 日；会议最早可于 {earliest} 召开。",
            en: "Told on {notice_on} for {meeting_on}, which is {days} days and not {needed}; the meeting may be held from {earliest} on.",
        },
    },
    demands: Bi {
        zh: "召开成员大会应将时间、地点和审议事项于会议召开十日前通知全体成员。",
        en: "Time, place and agenda are told to all members ten days before they meet.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第二十七条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: CALLED,
};

/// Silent of a body that the law does not bind. A notice of which nobody knows the day was not given.
pub fn notice_given(kind: CollectiveKind, meeting_on: Day, notice_on: Option<Day>) -> Verdict {
    if !kind.rule_set(meeting_on).members_by_law {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("meeting_on", meeting_on).with("needed", DAYS);
    let Some(given) = notice_on else {
        return Verdict::Fail(facts.with("notice_on", "—").with("days", "—").with("earliest", "—"));
    };
    let days = meeting_on.days_since(given);
    let earliest = given.plus_days(DAYS.unsigned_abs().try_into().unwrap_or(u16::MAX));
    Verdict::of(days >= DAYS, facts.with("notice_on", given).with("days", days).with("earliest", earliest))
}

#[cfg(test)]
mod tests {
    use super::{NOTICE_GIVEN, notice_given};
    use crate::{
        benefit::collectives::CollectiveKind,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r55_1_hold() {
        for line in include_str!("../../../../tests/cases/R55.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (met, told): (Day, Option<Day>) = (f[2].parse().unwrap(), f[1].parse().ok());
            let verdict = notice_given(CollectiveKind::from_word(f[0]).unwrap(), met, told);
            assert_eq!(NOTICE_GIVEN.judge(met, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}

//! R55.2 全体成员计入应到. All members who may vote are counted: fewer than stand on the roster make every part that must come or agree smaller.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::MeetingKind,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R55.2
pub static ALL_MEMBERS: Rule = Rule {
    number: "R55.2",
    label: "MEMBERS_LEFT_OUT",
    kind: Kind {
        code: "resolutions.resolution.members_left_out",
        status: Status::Conflict,
        title: Bi { zh: "应到人数少于在册成员", en: "Fewer may vote than are members" },
        detail: Bi {
            zh: "会议日期 {meeting_on}，所填应到 {eligible} 人，当日成员名册 {members} 人，少 {left_out} 人；到会和同意的三分之二按全体有表决权的成员计算，只有未成年等不具有完全民事行为能力的成员不计入应到。请更正应到人数或名册；少计的均属此类的，核对后确认本提示。",
            en: "For the meeting of {meeting_on} {eligible} are told to vote, and {members} stand on the roster of that day, {left_out} more. Two thirds are two thirds of all members who may vote; only minors and others without full capacity are not counted. Correct the figure or the roster, or acknowledge this where all of those left out are such.",
        },
    },
    demands: Bi {
        zh: "成员大会的应到人数为全体具有完全民事行为能力的成员；少于当日在册成员的，核对少计的人员。",
        en: "All members with full capacity may vote in their assembly; where fewer are told than stand on the roster of the day, whoever was left out is looked at.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第二十六条至第二十八条" },
    // The roster holds children, whose days of birth stand sealed: it cannot say of whom the figure may be smaller.
    force: Force::Warn,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of other meetings than that of all members, and where no roster is kept on the day (R55.3).
pub fn all_members(
    (kind, meeting): (CollectiveKind, MeetingKind),
    on: Day,
    (eligible, members): (i64, u64),
) -> Verdict {
    if meeting != MeetingKind::MembersAssembly || !kind.has_members_alone() || members == 0 {
        return Verdict::Silent;
    }
    let left_out = members.saturating_sub(eligible.unsigned_abs());
    let facts = Facts::none().with("meeting_on", on).with("eligible", eligible).with("members", members);
    Verdict::of(left_out == 0, facts.with("left_out", left_out))
}

#[cfg(test)]
mod tests {
    use super::{ALL_MEMBERS, all_members};
    use crate::{
        benefit::{collectives::CollectiveKind, resolutions::model::MeetingKind},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r55_2_hold() {
        for line in include_str!("../../../../tests/cases/R55.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let of = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = all_members(of, day, (f[3].parse().unwrap(), f[4].parse().unwrap()));
            assert_eq!(ALL_MEMBERS.judge(day, verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}

//! R63 表决权人. Members vote, and nobody who only benefits: no more may vote than stand on the roster.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::MeetingKind,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R63
pub static MEMBERS_ONLY: Rule = Rule {
    number: "R63",
    label: "NOT_A_MEMBER",
    kind: Kind {
        code: "resolutions.resolution.not_a_member",
        status: Status::Conflict,
        title: Bi { zh: "应到人数超过在册成员", en: "More may vote than are members" },
        detail: Bi {
            zh: "会议日期 {meeting_on}，所填应到 {eligible} 人，当日成员名册 {members} 人；受益人不是成员，不计入应到人数。名册不全的，请先补登名册，或核对后确认本提示。",
            en: "For the meeting of {meeting_on} {eligible} are told to vote, and {members} stand on the roster of that day. Who only benefits is no member and does not vote. Where the roster is not whole, complete it, or acknowledge this.",
        },
    },
    demands: Bi {
        zh: "只有成员参加成员大会表决，成员代表从成员中产生；受益人、持股人未取得成员身份的不计入应到人数。",
        en: "Members alone vote in their assembly, and representatives are members; who only benefits or holds shares is not counted.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十一条、第二十六条" },
    force: Force::Warn,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of other meetings than those of members and of their representatives, who are members, and where no roster is kept on the day (R55.3).
pub fn members_only(
    (kind, meeting): (CollectiveKind, MeetingKind),
    on: Day,
    (eligible, members): (i64, u64),
) -> Verdict {
    if !meeting.is_of_members() || !kind.has_members_alone() || members == 0 {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("meeting_on", on).with("eligible", eligible).with("members", members);
    Verdict::of(eligible.unsigned_abs() <= members, facts)
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS_ONLY, members_only};
    use crate::{
        benefit::{collectives::CollectiveKind, resolutions::model::MeetingKind},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r63_hold() {
        for line in include_str!("../../../../tests/cases/R63.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let of = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = members_only(of, day, (f[3].parse().unwrap(), f[4].parse().unwrap()));
            assert_eq!(MEMBERS_ONLY.judge(day, verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}

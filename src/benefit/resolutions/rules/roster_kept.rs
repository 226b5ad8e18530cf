//! R55.3 成员名册. Two thirds of all members is no figure that anybody can look at while no roster is kept: whoever tells of the meeting says that he knows.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::MeetingKind,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R55.3
pub static ROSTER_KEPT: Rule = Rule {
    number: "R55.3",
    label: "NO_ROSTER",
    kind: Kind {
        code: "resolutions.resolution.no_roster",
        status: Status::Conflict,
        title: Bi { zh: "没有在册成员，应到人数无从核对", en: "No roster to hold the figures against" },
        detail: Bi {
            zh: "会议日期 {meeting_on}，所填应到 {eligible} 人，本主体当日成员名册为空，全体成员的三分之二无从核对；请先补登成员名册，一时不能补登的，核对纸质名册后确认本提示。",
            en: "For the meeting of {meeting_on} {eligible} are told to vote, and nobody stands on the roster of that day: nothing says whether these are all. Enter the roster; where that cannot be done now, look at the one on paper and acknowledge this.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织编制成员名册；成员大会、成员代表大会的表决按名册核对，名册为空的，登记人核对纸质名册并确认。",
        en: "A rural collective keeps a roster, against which the votes of its members and of their representatives are held; where nobody stands on it, whoever tells of the meeting looks at the one on paper.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十二条、第二十六条至第二十八条" },
    force: Force::Warn,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of meetings of others than members and their representatives.
pub fn roster_kept(
    (kind, meeting): (CollectiveKind, MeetingKind),
    on: Day,
    (eligible, members): (i64, u64),
) -> Verdict {
    if !meeting.is_of_members() || !kind.has_members_alone() {
        return Verdict::Silent;
    }
    Verdict::of(members > 0, Facts::none().with("meeting_on", on).with("eligible", eligible))
}

#[cfg(test)]
mod tests {
    use super::{ROSTER_KEPT, roster_kept};
    use crate::{
        benefit::{collectives::CollectiveKind, resolutions::model::MeetingKind},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r55_3_hold() {
        for line in include_str!("../../../../tests/cases/R55.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let of = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = roster_kept(of, day, (f[3].parse().unwrap(), f[4].parse().unwrap()));
            assert_eq!(ROSTER_KEPT.judge(day, verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}

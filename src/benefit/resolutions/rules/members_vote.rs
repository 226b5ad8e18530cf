//! R55 成员大会表决. Two thirds of all members come, and two thirds of all agree; of representatives two thirds of all agree.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::{Count, MeetingKind, legal_bar},
    },
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
};

/// R55
pub static MEMBERS_VOTE: Rule = Rule {
    number: "R55",
    label: "MAJORITY",
    kind: Kind {
        code: "resolutions.resolution.members_vote",
        status: Status::Conflict,
        title: Bi { zh: "未达到法定表决门槛", en: "The votes that the law asks were not reached" },
        detail: Bi {
            zh: "应到 {eligible} 人，到会（含委托）{attended} 人、须 {attended_needed} 人；同意 {in_favour} 票、须 {favour_needed} 票。",
            en: "Of {eligible}, {attended} came and {attended_needed} must; {in_favour} agreed and {favour_needed} must.",
        },
    },
    demands: Bi {
        zh: "成员大会应有三分之二以上具有完全民事行为能力的成员参加，决定应经全体成员三分之二以上同意；成员代表大会的决定应经全体成员代表三分之二以上同意。",
        en: "Two thirds of the members with full capacity take part in their assembly, and two thirds of all agree; of representatives two thirds of all agree.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第二十七条、第二十八条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of every body but rural collectives and committees that act for them.
pub fn members_vote(kind: CollectiveKind, meeting: MeetingKind, on: Day, count: &Count) -> Verdict {
    let members = matches!(meeting, MeetingKind::MembersAssembly | MeetingKind::MemberRepresentatives);
    legal_bar(kind, meeting, on).filter(|_| members).map_or(Verdict::Silent, |bar| bar.judge(count))
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS_VOTE, members_vote};
    use crate::{
        benefit::{
            collectives::CollectiveKind,
            resolutions::model::{Count, MeetingKind},
        },
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r55_hold() {
        for line in include_str!("../../../../tests/cases/R55.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (day, n): (Day, _) = (f[2].parse().unwrap(), |at: usize| f[at].parse::<i64>().unwrap());
            let count = Count {
                eligible: n(3),
                in_person: n(4),
                by_proxy: n(5),
                in_favour: n(6),
                against: n(4) + n(5) - n(6),
                abstained: 0,
            };
            let (kind, met) = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = members_vote(kind, met, day, &count);
            assert_eq!(MEMBERS_VOTE.judge(day, verdict).outcome.to_string(), f[7], "{line}");
        }
    }
}

//! R56 居民会议表决. More than half of the residents come, and more than half of those agree; of representatives two thirds come.

use super::HELD;
use crate::{
    benefit::{
        collectives::CollectiveKind,
        resolutions::model::{Count, MeetingKind, RESIDENTS_LAW_FROM, legal_bar},
    },
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
};

/// The law that says how residents decide.
pub(super) const RESIDENTS_LAW: &str = "《中华人民共和国城市居民委员会组织法》（2025年修订）";

/// R56
pub static RESIDENTS_VOTE: Rule = Rule {
    number: "R56",
    label: "MAJORITY",
    kind: Kind {
        code: "resolutions.resolution.residents_vote",
        status: Status::Conflict,
        title: Bi {
            zh: "未达到居民会议法定表决门槛", en: "The votes that the law of residents asks were not reached"
        },
        detail: Bi {
            zh: "应到 {eligible} 人，到会（含委托）{attended} 人、须 {attended_needed} 人；同意 {in_favour} 票、须 {favour_needed} 票。",
            en: "Of {eligible}, {attended} came and {attended_needed} must; {in_favour} agreed and {favour_needed} must.",
        },
    },
    demands: Bi {
        zh: "居民会议应有全体十八周岁以上居民或者户的代表过半数参加，决定应经到会人员过半数通过；居民代表会议应有三分之二以上组成人员参加，决定应经到会组成人员过半数通过。",
        en: "More than half of the residents or of the households' representatives come, and more than half of those agree; of an assembly of representatives two thirds come, and more than half of those agree.",
    },
    basis: Basis::Law { document: RESIDENTS_LAW, clause: "第二十七条、第二十九条" },
    force: Force::Hard,
    valid_from: RESIDENTS_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of every body but residents'.
pub fn residents_vote(kind: CollectiveKind, meeting: MeetingKind, on: Day, count: &Count) -> Verdict {
    let residents = matches!(meeting, MeetingKind::ResidentsAssembly | MeetingKind::ResidentsRepresentatives);
    legal_bar(kind, meeting, on).filter(|_| residents).map_or(Verdict::Silent, |bar| bar.judge(count))
}

#[cfg(test)]
mod tests {
    use super::{RESIDENTS_VOTE, residents_vote};
    use crate::{
        benefit::{
            collectives::CollectiveKind,
            resolutions::model::{Count, MeetingKind},
        },
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r56_hold() {
        for line in include_str!("../../../../tests/cases/R56.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (day, n): (Day, _) = (f[2].parse().unwrap(), |at: usize| f[at].parse::<i64>().unwrap());
            let count = Count {
                eligible: n(3),
                in_person: n(4),
                by_proxy: 0,
                in_favour: n(5),
                against: n(4) - n(5),
                abstained: 0,
            };
            let (kind, met) = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = residents_vote(kind, met, day, &count);
            assert_eq!(RESIDENTS_VOTE.judge(day, verdict).outcome.to_string(), f[6], "{line}");
        }
    }
}

//! R57 会前研究讨论. The party's organisation discusses matters of weight before they are decided.

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::model::{Matter, Preparation, RESIDENTS_LAW_FROM},
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R57
pub static PARTY_DISCUSSED: Rule = Rule {
    number: "R57",
    label: "PRE_DISCUSSION",
    kind: Kind {
        code: "resolutions.resolution.not_discussed_before",
        status: Status::Conflict,
        title: Bi { zh: "未见会前研究讨论", en: "Not discussed before" },
        detail: Bi {
            zh: "“{matter}”属重要事项，应当先经党组织研究讨论；会议日期 {meeting_on}，研究讨论日期 {party_on}，乡镇审核或备案日期 {town_on}。",
            en: "“{matter}” is of weight and is discussed by the party's organisation first; the meeting is of {meeting_on}, the discussion of {party_on}, the town's review or filing of {town_on}.",
        },
    },
    demands: Bi {
        zh: "需由成员大会、居民会议决定的重要事项，应当先经党组织研究讨论。",
        en: "What is of weight is discussed by the party's organisation before members or residents decide it.",
    },
    basis: Basis::Law {
        document: MEMBERSHIP_LAW,
        clause: "第二十六条第二款（居民会议依《城市居民委员会组织法》第三十条）",
    },
    force: Force::Warn,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: HELD,
};

/// Silent of a matter without weight, and of a body that neither law binds on the day.
pub fn party_discussed(kind: CollectiveKind, matter: Matter, on: Day, before: &Preparation) -> Verdict {
    let residents = kind == CollectiveKind::ResidentsBody && on >= RESIDENTS_LAW_FROM;
    if !matter.has_weight() || !(residents || kind.has_members_alone()) {
        return Verdict::Silent;
    }
    let shown = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |d| d.to_string());
    let (party, town) = (before.party.map(|d| d.on), before.town.map(|d| d.on));
    let facts = Facts::none().told("matter", matter).with("meeting_on", on);
    let facts = facts.with("party_on", shown(party)).with("town_on", shown(town));
    Verdict::of(party.is_some_and(|discussed| discussed <= on), facts)
}

#[cfg(test)]
mod tests {
    use super::{PARTY_DISCUSSED, party_discussed};
    use crate::{
        benefit::{
            collectives::CollectiveKind,
            resolutions::model::{Dated, Matter, Preparation},
        },
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r57_hold() {
        for line in include_str!("../../../../tests/cases/R57.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let party = f[3].parse().ok().map(|on| Dated { on, paper: uuid::Uuid::nil().into() });
            let before = Preparation { party, ..Preparation::default() };
            let (kind, matter) = (CollectiveKind::from_word(f[0]).unwrap(), Matter::from_word(f[1]).unwrap());
            let verdict = party_discussed(kind, matter, day, &before);
            assert_eq!(PARTY_DISCUSSED.judge(day, verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}

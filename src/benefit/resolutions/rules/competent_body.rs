//! R54 表决机构. How shares are made of what is held together, the members decide themselves.

use super::CALLED;
use crate::{
    benefit::{
        collectives::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, RuleSet},
        resolutions::model::{Matter, MeetingKind},
    },
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R54
pub static COMPETENT_BODY: Rule = Rule {
    number: "R54",
    label: "BODY_NOT_COMPETENT",
    kind: Kind {
        code: "resolutions.resolution.body_not_competent",
        status: Status::Conflict,
        title: Bi { zh: "该会议无权决定此事项", en: "This meeting may not decide this matter" },
        detail: Bi {
            zh: "“{matter}”须由成员大会决定，{meeting}不得代为决定；请改开成员大会。",
            en: "“{matter}” is decided by the members' assembly, and not by {meeting}; convene the assembly.",
        },
    },
    demands: Bi {
        zh: "集体经营性财产收益权份额量化方案由成员大会决定，成员代表大会不得代为行使此项职权。",
        en: "How the income right of what is held together is quantified is decided by the members' assembly; representatives may not decide it.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第二十六条第一款第八项、第二十八条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: CALLED,
};

/// Silent of other matters, and of a body whose shares the law leaves to others.
pub fn competent_body(rules: RuleSet, matter: Matter, meeting: MeetingKind) -> Verdict {
    if !rules.shares_by_assembly || matter != Matter::ShareScheme {
        return Verdict::Silent;
    }
    let facts = Facts::none().told("matter", matter).told("meeting", meeting);
    Verdict::of(meeting == MeetingKind::MembersAssembly, facts)
}

#[cfg(test)]
mod tests {
    use super::{COMPETENT_BODY, competent_body};
    use crate::{
        benefit::{
            collectives::CollectiveKind,
            resolutions::model::{Matter, MeetingKind},
        },
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r54_hold() {
        for line in include_str!("../../../../tests/cases/R54.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[1].parse().unwrap();
            let rules = CollectiveKind::from_word(f[0]).unwrap().rule_set(day);
            let verdict =
                competent_body(rules, Matter::from_word(f[2]).unwrap(), MeetingKind::from_word(f[3]).unwrap());
            assert_eq!(COMPETENT_BODY.judge(day, verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}

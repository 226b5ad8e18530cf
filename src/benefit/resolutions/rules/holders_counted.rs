//! R55.4 股东名册. A company's shareholders are counted by their roster, as members are by theirs (R55.2, R55.3).

use super::HELD;
use crate::{
    benefit::{
        collectives::{CollectiveKind, DecidedBy},
        resolutions::model::MeetingKind,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R55.4
pub static HOLDERS_COUNTED: Rule = Rule {
    number: "R55.4",
    label: "HOLDERS_DIFFER",
    kind: Kind {
        code: "resolutions.resolution.holders_differ",
        status: Status::Conflict,
        title: Bi { zh: "应到股东人数与在册持有人不符", en: "Not as many as hold shares" },
        detail: Bi {
            zh: "会议日期 {meeting_on}，所填应到股东 {eligible} 人，本主体份额登记簿当日持有人 {holders} 人（不含本主体）。请更正应到人数或补登份额登记簿；股东未在本系统登记的，核对纸质股东名册后确认本提示。",
            en: "For the meeting of {meeting_on} {eligible} shareholders are told to vote, and {holders} others than the body stand in its share register of that day. Correct the figure, or complete the register; where shareholders are not entered here, look at the roster on paper and acknowledge this.",
        },
    },
    demands: Bi {
        zh: "公司置备股东名册；股东会应到人数按份额登记簿当日持有人核对，不符或未登记的，登记人核对纸质股东名册并确认。",
        en: "A company keeps a roster of its shareholders, and those who may vote are held against the holders in its share register of the day; where these differ, or nobody stands there, whoever tells of the meeting looks at the roster on paper.",
    },
    basis: Basis::Law {
        document: "《中华人民共和国公司法》（2023年修订）", clause: "第五十六条"
    },
    // Not every shareholder of a company has shares of a scheme here.
    force: Force::Warn,
    valid_from: Day::of(2024, 7, 1),
    valid_to: None,
    operations: HELD,
};

/// Silent of every body but those in which shareholders decide, and of other meetings than theirs.
pub fn holders_counted(
    (kind, meeting): (CollectiveKind, MeetingKind),
    on: Day,
    (eligible, holders): (i64, u64),
) -> Verdict {
    if meeting != MeetingKind::Shareholders || kind.rule_set(on).decided_by != DecidedBy::Shareholders {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("meeting_on", on).with("eligible", eligible).with("holders", holders);
    Verdict::of(holders > 0 && eligible.unsigned_abs() == holders, facts)
}

#[cfg(test)]
mod tests {
    use super::{HOLDERS_COUNTED, holders_counted};
    use crate::{
        benefit::{collectives::CollectiveKind, resolutions::model::MeetingKind},
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r55_4_hold() {
        for line in include_str!("../../../../tests/cases/R55.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day: Day = f[2].parse().unwrap();
            let of = (CollectiveKind::from_word(f[0]).unwrap(), MeetingKind::from_word(f[1]).unwrap());
            let verdict = holders_counted(of, day, (f[3].parse().unwrap(), f[4].parse().unwrap()));
            assert_eq!(HOLDERS_COUNTED.judge(day, verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}

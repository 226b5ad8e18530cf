//! R56.1 章程规定的表决门槛. A body decides as its charter says, and never by less than a law asks.

use super::HELD;
use crate::{
    benefit::resolutions::model::{Bar, Count},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R56.1
pub static CHARTER_BAR: Rule = Rule {
    number: "R56.1",
    label: "CHARTER_BAR",
    kind: Kind {
        code: "resolutions.resolution.charter_bar",
        status: Status::Conflict,
        title: Bi { zh: "未达到章程规定的表决门槛", en: "What the charter asks was not reached" },
        detail: Bi {
            zh: "按章程：通知提前 {notice_days} 日、须 {notice_needed} 日；到会 {attended}、须 {attended_needed}；同意 {in_favour}、须 {favour_needed}。",
            en: "By the charter: told {notice_days} days before, {notice_needed} wanted; {attended} came, {attended_needed} wanted; {in_favour} agreed, {favour_needed} wanted.",
        },
    },
    demands: Bi {
        zh: "法人、非法人组织按照法律或者章程规定的议事方式和表决程序作出决议；章程有更严格规定的，从其规定。",
        en: "An organisation decides in the manner of law and charter; where the charter is stricter, it holds.",
    },
    basis: Basis::Law {
        document: "《中华人民共和国民法典》",
        clause: "第一百三十四条第二款（施行前依《民法总则》同条和各类组织的专门法律）",
    },
    force: Force::Hard,
    valid_from: Day::of(1994, 7, 1),
    valid_to: None,
    operations: HELD,
};

/// Silent where no charter was told. Nothing passes without a vote in favour.
pub fn charter_bar(bar: Option<&Bar>, (meeting_on, notice_on): (Day, Option<Day>), count: &Count) -> Verdict {
    let Some(bar) = bar else { return Verdict::Silent };
    let (attended, of, base) = (count.attended(), count.eligible, count.base(bar.of));
    let days = notice_on.map(|given| meeting_on.days_since(given));
    let told = bar.notice_days.is_none_or(|needed| days.is_some_and(|days| days >= i64::from(needed)));
    let came = bar.attend.is_none_or(|attend| attend.reached(attended, of));
    let shown = |figure: Option<i64>| figure.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let facts = Facts::none()
        .with("notice_days", shown(days))
        .with("notice_needed", shown(bar.notice_days.map(Into::into)))
        .with("attended", attended)
        .with("attended_needed", shown(bar.attend.map(|attend| attend.fewest(of))))
        .with("in_favour", count.in_favour)
        .with("favour_needed", bar.agree.fewest(base).max(1));
    Verdict::of(told && came && count.in_favour > 0 && bar.agree.reached(count.in_favour, base), facts)
}

#[cfg(test)]
mod tests {
    use super::{CHARTER_BAR, charter_bar};
    use crate::{
        benefit::resolutions::model::{AgreeOf, Bar, Count, Fraction},
        ground::kernel::{Day, Words as _},
    };

    /// `2/3` is at least, `>1/2` is more.
    fn fraction(text: &str) -> Option<Fraction> {
        let (part, whole) = text.trim_start_matches('>').split_once('/')?;
        let (part, whole) = (part.parse().unwrap(), whole.parse().unwrap());
        Some(Fraction { part, whole, above: text.starts_with('>') })
    }

    #[test]
    fn the_cases_of_r56_1_hold() {
        for line in include_str!("../../../../tests/cases/R56.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (met, told): (Day, Option<Day>) = (f[1].parse().unwrap(), f[0].parse().ok());
            let bar = fraction(f[4]).map(|agree| Bar {
                since: met,
                paper: uuid::Uuid::nil().into(),
                notice_days: f[2].parse().ok(),
                attend: fraction(f[3]),
                agree,
                of: AgreeOf::from_word(f[5]).unwrap(),
            });
            let n = |at: usize| f[at].parse::<i64>().unwrap();
            let count = Count {
                eligible: n(6),
                in_person: n(7),
                by_proxy: 0,
                in_favour: n(8),
                against: n(7) - n(8),
                abstained: 0,
            };
            let verdict = charter_bar(bar.as_ref(), (met, told), &count);
            assert_eq!(CHARTER_BAR.judge(met, verdict).outcome.to_string(), f[9], "{line}");
        }
    }
}

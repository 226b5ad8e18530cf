//! R108 公示期限. What must be posted hangs for as long as the place and day require.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::publicity::model::{Span, TermBegun, term_in_words},
};

/// R108
pub static LONG_ENOUGH: Rule = Rule {
    number: "R108",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "publicity.posting.short",
        status: Status::Conflict,
        title: Bi { zh: "公示期限不足", en: "Posted for too short a time" },
        detail: Bi {
            zh: "拟公示 {term}，自 {from} 起至 {ends_on} 止；本区划当日要求 {required}，应至 {required_until}。请延长公示期限后再张贴。",
            en: "Posted for {term}, from {from} to {ends_on}; required here on that day are {required}, until {required_until}. Make the term longer, then post it.",
        },
    },
    demands: Bi {
        zh: "公示期限不短于本区划当日规定的期限；张贴当日不计，日历日与工作日同时规定的，以较晚者为准。",
        en: "A posting hangs no shorter than the place requires on its day; the day of posting does not count, and of calendar and working days the later end holds.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["publicity.posting.post", "publicity.posting.answer"],
};

/// Compares the last day of a term with the last day that is required.
pub fn long_enough(span: Span, term: &TermBegun) -> Verdict {
    let Some((required, until)) = &term.required else { return Verdict::Silent };
    let facts = Facts::none().told("term", span).with("from", term.from).with("ends_on", term.ends_on);
    Verdict::of(
        *until <= term.ends_on,
        facts.said("required", required, term_in_words(required)).with("required_until", until),
    )
}

#[cfg(test)]
mod tests {
    use super::{LONG_ENOUGH, long_enough};
    use crate::{
        ground::kernel::{Calendar, Day, DayKind},
        office::{
            policy::{Term, TermUnit},
            publicity::model::{Span, TermBegun},
        },
    };

    #[test]
    fn the_cases_of_r108_hold() {
        let notice =
            [(4, 5), (4, 29), (4, 30), (5, 1), (5, 2), (5, 3)].map(|(m, d)| (Day::of(2023, m, d), DayKind::Holiday));
        let calendar = Calendar::new(notice);
        for line in include_str!("../../../../tests/cases/R108.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let days = |n: usize| f[n].parse::<u16>().ok();
            let from: Day = f[2].parse().unwrap();
            let span = Span::of(days(0), days(1)).unwrap();
            let required = [(3, TermUnit::Calendar), (4, TermUnit::Working)];
            let required = required.into_iter().find_map(|(n, unit)| days(n).map(|days| Term { days, unit }));
            let required = required.map(|t| (t.to_string(), t.last_day(from, &calendar).unwrap()));
            let ends_on = span.ends_on(from, &calendar).unwrap();
            assert_eq!(ends_on.to_string(), f[5], "{line}");
            let term = TermBegun { from, ends_on, seen_until: ends_on, required };
            assert_eq!(LONG_ENOUGH.judge(from, long_enough(span, &term)).outcome.to_string(), f[6], "{line}");
        }
    }
}

//! 公示期限. For how long something hangs.

use std::fmt;

use serde::Serialize;

use crate::{
    ground::kernel::{Calendar, Day, Told, Words as _},
    office::policy::{Term, TermUnit},
};

/// So many days by the calendar, so many of work, or both: then the later end holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    calendar_days: Option<u16>,
    working_days: Option<u16>,
}

impl Span {
    /// `None` where neither is given.
    pub const fn of(calendar_days: Option<u16>, working_days: Option<u16>) -> Option<Self> {
        match (calendar_days, working_days) {
            (None, None) => None,
            _ => Some(Self { calendar_days, working_days }),
        }
    }

    /// By the calendar.
    pub const fn calendar_days(self) -> Option<u16> {
        self.calendar_days
    }

    /// Of work.
    pub const fn working_days(self) -> Option<u16> {
        self.working_days
    }

    fn terms(self) -> impl Iterator<Item = Term> {
        let term = |days: Option<u16>, unit| days.map(|days| Term { days, unit });
        [term(self.calendar_days, TermUnit::Calendar), term(self.working_days, TermUnit::Working)].into_iter().flatten()
    }

    /// Its last day; the day on which it begins does not count. `None` where the way leads into a year without its calendar.
    pub fn ends_on(self, from: Day, calendar: &Calendar) -> Option<Day> {
        let ends = self.terms().map(|term| term.last_day(from, calendar)).collect::<Option<Vec<_>>>()?;
        ends.into_iter().max()
    }

    /// As a paper says it: `15日`, `10个工作日`, or both.
    pub fn written(self) -> String {
        let words: Vec<String> = self.terms().map(|t| format!("{}{}", t.days, t.unit.label())).collect();
        words.join("且不少于")
    }
}

impl Told for Span {
    fn zh(&self) -> String {
        self.written()
    }
}

/// A term of the policy as a paper says it: of `10 working`, 10个工作日.
pub fn term_in_words(term: &str) -> String {
    let unit = |word| TermUnit::from_word(word).map(|unit| unit.label());
    let said = term.split_once(' ').and_then(|(days, word)| Some(format!("{days}{}", unit(word)?)));
    said.unwrap_or_else(|| term.to_owned())
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.terms().map(|t| t.to_string()).collect();
        f.write_str(&words.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use crate::ground::kernel::{Calendar, Day, DayKind};

    fn calendar() -> Calendar {
        // Tomb-sweeping day and the May days of 2023 as their notice lists them.
        let off =
            [(4, 5), (4, 29), (4, 30), (5, 1), (5, 2), (5, 3)].map(|(m, d)| (Day::of(2023, m, d), DayKind::Holiday));
        let worked = [(4, 23), (5, 6)].map(|(m, d)| (Day::of(2023, m, d), DayKind::MakeUpWorkday));
        Calendar::new(off.into_iter().chain(worked))
    }

    fn end(calendar_days: Option<u16>, working_days: Option<u16>, from: (u32, u32)) -> Option<Day> {
        let span = Span::of(calendar_days, working_days).unwrap();
        span.ends_on(Day::of(2023, from.0, from.1), &calendar())
    }

    #[test]
    fn the_first_day_does_not_count_and_the_later_end_holds() {
        assert_eq!(end(Some(1), None, (3, 1)), Some(Day::of(2023, 3, 2)));
        assert_eq!(end(Some(7), None, (3, 1)), Some(Day::of(2023, 3, 8)));
        assert_eq!(end(None, Some(5), (3, 1)), Some(Day::of(2023, 3, 8)));
        assert_eq!(end(None, Some(3), (4, 28)), Some(Day::of(2023, 5, 6)), "the May days off, the Saturday made up");
        assert_eq!(end(Some(7), Some(3), (4, 28)), Some(Day::of(2023, 5, 6)));
        assert_eq!(end(Some(10), Some(3), (4, 28)), Some(Day::of(2023, 5, 8)));
        assert_eq!(Span::of(None, None), None);
    }

    #[test]
    fn a_year_without_its_calendar_is_not_guessed() {
        assert_eq!(end(None, Some(300), (3, 1)), None);
        assert_eq!(end(Some(365), Some(1), (3, 1)), Some(Day::of(2024, 2, 29)));
    }

    #[test]
    fn it_is_written_as_papers_have_it() {
        assert_eq!(Span::of(Some(15), Some(10)).unwrap().written(), "15日且不少于10个工作日");
        assert_eq!(Span::of(None, Some(10)).unwrap().to_string(), "10 working");
    }
}

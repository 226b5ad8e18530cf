//! 工作日历. Official holidays (放假) and make-up working days (调休) as the State Council's notices list them each year.

use std::collections::BTreeMap;

use super::Day;

super::words! {
    /// What an official notice makes of a day.
    pub enum DayKind {
        Holiday = "holiday" "放假",
        MakeUpWorkday = "make_up_workday" "调休上班",
    }
}

/// The listed days. A day that no notice lists is a working day from Monday to Friday, but only in years that have a notice:
/// a year without one has no answer, and whoever asks must say so instead of guessing.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    listed: BTreeMap<Day, DayKind>,
}

impl Calendar {
    /// From the rows of the official notices.
    pub fn new(listed: impl IntoIterator<Item = (Day, DayKind)>) -> Self {
        Self { listed: listed.into_iter().collect() }
    }

    /// Whether the year has an official notice.
    pub fn knows_year(&self, year: i32) -> bool {
        self.listed.range(Day::of_year(year).0..=Day::of_year(year).1).next().is_some()
    }

    /// True on a working day; `None` in a year without a notice.
    pub fn is_working_day(&self, day: Day) -> Option<bool> {
        match self.listed.get(&day) {
            Some(DayKind::Holiday) => Some(false),
            Some(DayKind::MakeUpWorkday) => Some(true),
            None => self.knows_year(day.year()).then(|| day.is_weekday()),
        }
    }

    /// The `count`-th working day after `day`, the day itself not counted; `None` when the way leads into a year without a notice.
    pub fn after_working_days(&self, day: Day, count: u32) -> Option<Day> {
        let mut on = day;
        let mut left = count;
        while left > 0 {
            on = on.next();
            if self.is_working_day(on)? {
                left -= 1;
            }
        }
        Some(on)
    }

    /// Working days after `from` up to and with `to`; `None` over a year without a notice.
    pub fn working_days_between(&self, from: Day, to: Day) -> Option<u32> {
        let mut on = from;
        let mut count = 0;
        while on < to {
            on = on.next();
            count += u32::from(self.is_working_day(on)?);
        }
        Some(count)
    }
}

impl Day {
    fn of_year(year: i32) -> (Self, Self) {
        let year = year.clamp(1, 9999);
        (Self::of(year, 1, 1), Self::of(year, 12, 31))
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Day, DayKind};

    /// The National Day notice of 2023: 29 September to 6 October off, 7 and 8 October worked.
    fn autumn_2023() -> Calendar {
        let off = (29..=30).map(|d| Day::of(2023, 9, d)).chain((1..=6).map(|d| Day::of(2023, 10, d)));
        let worked = [Day::of(2023, 10, 7), Day::of(2023, 10, 8)];
        Calendar::new(off.map(|d| (d, DayKind::Holiday)).chain(worked.map(|d| (d, DayKind::MakeUpWorkday))))
    }

    #[test]
    fn make_up_days_count_and_holidays_do_not() {
        let calendar = autumn_2023();
        assert_eq!(calendar.after_working_days(Day::of(2023, 9, 28), 1), Some(Day::of(2023, 10, 7)));
        assert_eq!(calendar.after_working_days(Day::of(2023, 9, 28), 3), Some(Day::of(2023, 10, 9)));
        assert_eq!(calendar.working_days_between(Day::of(2023, 9, 28), Day::of(2023, 10, 9)), Some(3));
    }

    #[test]
    fn a_year_without_a_notice_has_no_answer() {
        assert_eq!(autumn_2023().is_working_day(Day::of(2024, 1, 2)), None);
        assert_eq!(autumn_2023().after_working_days(Day::of(2023, 12, 29), 1), None);
    }
}

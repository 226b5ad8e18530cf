//! Instants, civil days and months. Instants are milliseconds UTC; a civil day is a day in Asia/Shanghai
//! (UTC+8 all year: China has kept no summer time since 1991).

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, SecondsFormat, Timelike, Utc};

const SHANGHAI_SECONDS: i32 = 8 * 3600;

/// A point in time, milliseconds since 1970-01-01T00:00:00Z. RFC 3339 with three digits and `Z` as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// What the published document says of an instant.
    pub const PATTERN: &'static str = concat!(
        "^((19[7-9][0-9]|20[0-9]{2})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)",
        "|02-(0[1-9]|1[0-9]|2[0-8]))|(19(7[26]|8[048]|9[26])|20([02468][048]|[13579][26]))-02-29)",
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?Z$"
    );

    /// From milliseconds UTC.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds UTC, as stored.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This much later (or earlier, when negative); saturates at the ends of the scale.
    #[must_use]
    pub const fn plus_millis(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// From a calendar's own type, whatever its zone; what is finer than a millisecond is cut off.
    pub fn from_civil<Z: chrono::TimeZone>(at: &DateTime<Z>) -> Self {
        Self(at.timestamp_millis())
    }

    /// Date and hour as the clocks in Asia/Shanghai show them.
    pub fn civil(self) -> DateTime<FixedOffset> {
        let utc = DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default();
        FixedOffset::east_opt(SHANGHAI_SECONDS).map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
    }

    /// The minute of its civil day, 0 to 1,439.
    pub fn minute_of_day(self) -> u16 {
        let civil = self.civil();
        u16::try_from(civil.hour() * 60 + civil.minute()).unwrap_or_default()
    }

    /// The civil day on which this instant falls in Asia/Shanghai.
    pub fn day(self) -> Day {
        Day(self.civil().date_naive())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let utc = DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default();
        f.write_str(&utc.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl FromStr for Instant {
    type Err = ();

    /// UTC only, written with `Z`: an instant has one spelling of its zone.
    fn from_str(text: &str) -> Result<Self, ()> {
        let sane = text.ends_with('Z') && text.as_bytes().get(10) == Some(&b'T');
        let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| ())?;
        sane.then_some(Self(parsed.timestamp_millis())).ok_or(())
    }
}

/// 自然日. A civil day in Asia/Shanghai, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// No day that anybody tells lies before it: from when on an identity, or a county's practice without a beginning, holds.
    pub const ALWAYS: Self = Self::of(1, 1, 1);

    /// A day known when the program is written; a wrong date does not compile.
    #[expect(clippy::panic, reason = "only reached while compiling a constant")]
    pub const fn of(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => panic!("no such day"),
        }
    }

    /// From a column or another calendar type.
    pub const fn from_date(date: NaiveDate) -> Self {
        Self(date)
    }

    /// For a column.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The year, also the budget year a day falls in.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Monday to Friday by the week alone, holidays not considered.
    pub fn is_weekday(self) -> bool {
        self.0.weekday().number_from_monday() <= 5
    }

    /// The first instant of this day.
    pub fn begins_at(self) -> Instant {
        let midnight_utc = self.0.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        Instant(midnight_utc - i64::from(SHANGHAI_SECONDS) * 1000)
    }

    /// The last whole second of this day.
    pub fn ends_at(self) -> Instant {
        self.next().begins_at().plus_millis(-1000)
    }

    /// The day after; the last representable day stays itself.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.checked_add_days(Days::new(1)).map_or(self, Self)
    }

    /// The day before; the first representable day stays itself.
    #[must_use]
    pub fn previous(self) -> Self {
        self.0.checked_sub_days(Days::new(1)).map_or(self, Self)
    }

    /// So many days later; the last representable day stays itself.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        self.0.checked_add_days(Days::new(days.into())).map_or(self, Self)
    }

    /// The same day so many months later, or the last one of a shorter month; `None` beyond the calendar.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(months)).map(Self)
    }

    /// How many days lie between an earlier day and this one; below zero when it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The month of this day.
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        shape.then(|| text.parse().ok().map(Self)).flatten().ok_or(())
    }
}

/// A month, `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// What the published document says of a month.
    pub const PATTERN: &'static str = "^(19[7-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])$";

    /// The month before.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year - 1, month: 12 },
            month => Self { year: self.year, month: month - 1 },
        }
    }

    /// How many months lie before it since the year nought.
    pub fn ordinal(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month) - 1
    }

    /// Its first day.
    pub const fn first_day(self) -> Day {
        Day::of(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        let next = match self.month {
            12 => NaiveDate::from_ymd_opt(self.year + 1, 1, 1),
            month => NaiveDate::from_ymd_opt(self.year, month + 1, 1),
        };
        next.and_then(|first| first.pred_opt()).map_or(Day::of(2099, 12, 31), Day)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let first: Day = format!("{text}-01").parse()?;
        if text.len() == 7 { Ok(first.month()) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Instant, Month};

    #[test]
    fn a_month_has_a_last_day_and_one_before_it() {
        let last = |text: &str| text.parse::<Month>().unwrap().last_day();
        assert_eq!(
            (last("2024-02"), last("2023-02"), last("2023-12")),
            (Day::of(2024, 2, 29), Day::of(2023, 2, 28), Day::of(2023, 12, 31))
        );
        assert_eq!("2023-01".parse::<Month>().unwrap().previous().to_string(), "2022-12");
        for bad in ["2023-13", "2023-1", "2023", "2023-01-01", ""] {
            assert_eq!(bad.parse::<Month>(), Err(()), "{bad}");
        }
    }

    #[test]
    fn a_civil_day_begins_at_midnight_in_shanghai() {
        let last: Instant = "2023-10-15T15:59:59.999Z".parse().unwrap();
        assert_eq!(last.day(), Day::of(2023, 10, 15));
        assert_eq!(last.plus_millis(1).day(), Day::of(2023, 10, 16));
        assert_eq!(Day::of(2023, 10, 16).begins_at(), last.plus_millis(1));
    }

    #[test]
    fn a_year_later_is_the_same_day_or_the_last_of_its_month() {
        assert_eq!(Day::of(2022, 3, 1).plus_months(12), Some(Day::of(2023, 3, 1)));
        assert_eq!(Day::of(2020, 2, 29).plus_months(12), Some(Day::of(2021, 2, 28)));
        assert_eq!(Day::of(2023, 3, 1).days_since(Day::of(2022, 3, 1)), 365);
    }

    #[test]
    fn one_spelling_each() {
        assert_eq!("2023-10-15T15:59:59Z".parse::<Instant>().unwrap().to_string(), "2023-10-15T15:59:59.000Z");
        for bad in ["2023-10-15T15:59:59+08:00", "2023-10-15 15:59:59Z", "2023-10-15", ""] {
            assert!(bad.parse::<Instant>().is_err(), "{bad}");
        }
        assert_eq!("2023-02-28".parse::<Day>().unwrap().to_string(), "2023-02-28");
        for bad in ["2023-02-30", "2023-2-28", "20230228", "2023/02/28", "+023-02-28"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }
}

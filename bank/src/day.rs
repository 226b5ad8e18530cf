//! Days without a clock.

use std::{fmt, str::FromStr};

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// So many days later.
    #[must_use]
    pub fn plus(self, days: u16) -> Self {
        Self(self.0 + i64::from(days))
    }

    /// Year, month and day of the month, by the calendar that begins its years in March, in eras of 400.
    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, of_year - (153 * march_month + 2) / 5 + 1)
    }

    /// `20231016`, as banks write days.
    pub fn compact(self) -> String {
        self.to_string().replace('-', "")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no day: 2023-10-16");
        let parts: Vec<i64> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month @ 1..=12, day @ 1..=31] = parts[..] else { return Err(wrong()) };
        let march_year = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (march_year.div_euclid(400), march_year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        let found = Self(era * 146_097 + of_era - 719_468);
        if found.to_string() == text { Ok(found) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (text, count) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2023-10-16", 19_646)] {
            assert_eq!(text.parse(), Ok(Day(count)));
            assert_eq!(Day(count).to_string(), text);
        }
        assert_eq!("2023-12-31".parse::<Day>().unwrap().plus(1).compact(), "20240101");
        assert!("2023-02-29".parse::<Day>().is_err() && "2023-1-1".parse::<Day>().is_err());
    }
}

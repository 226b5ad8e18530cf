//! Which day is due, pure: the civil now is an argument.

use std::str::FromStr as _;

use crate::ground::kernel::{Day, Instant};

/// When a job is due, in Asia/Shanghai.
#[derive(Debug, Clone)]
pub struct Cron {
    schedule: cron::Schedule,
    text: &'static str,
}

impl Cron {
    /// Six fields: second, minute, hour, day of the month, month, day of the week. Days of the week by name alone: the crate
    /// counts them from Sunday as 1, crontab from Sunday as 0, and a job of the wrong day is worse than none.
    pub fn parse(text: &'static str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [_, _, _, _, _, weekday] = fields[..] else {
            return Err(format!("{text:?} has {} fields and must have six, seconds first", fields.len()));
        };
        if weekday.contains(|c: char| c.is_ascii_digit()) {
            return Err(format!("{text:?} names the day of the week by a number; write MON to SUN"));
        }
        let schedule = cron::Schedule::from_str(text).map_err(|e| format!("{text:?}: {e}"))?;
        Ok(Self { schedule, text })
    }

    /// As it was written.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The first time it strikes after an instant; never, for a day that does not exist.
    pub fn after(&self, at: Instant) -> Option<Instant> {
        self.schedule.after(&at.civil()).next().map(|strikes| Instant::from_civil(&strikes))
    }
}

/// The next day that is due: the first on which the hours struck after the last day done, or the day that was asked for. One at a
/// time, so that days are caught up with in order. `done` is the last day done, or the one on which the job became known.
pub fn next_due(cron: &Cron, done: Day, asked: Option<Day>, now: Instant) -> Option<Day> {
    let struck = cron.after(done.ends_at()).filter(|at| *at <= now).map(Instant::day);
    struck.into_iter().chain(asked.filter(|day| *day <= now.day())).min()
}

/// When the hours strike next for a day that is not done yet: an instant that has passed is due.
pub fn next_instant(cron: &Cron, done: Day) -> Option<Instant> {
    cron.after(done.ends_at())
}

#[cfg(test)]
mod tests {
    use super::{Cron, next_due};
    use crate::ground::kernel::{Day, Instant};

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    /// Every day that a runner does on its way from one day done to an instant.
    fn days(cron: &str, mut done: Day, now: &str) -> Vec<String> {
        let cron = Cron::parse(Box::leak(cron.to_owned().into_boxed_str())).unwrap();
        let mut days = Vec::new();
        while let Some(day) = next_due(&cron, done, None, at(now)) {
            days.push(day.to_string());
            done = day;
        }
        days
    }

    #[test]
    fn missed_days_come_one_by_one_and_a_day_not_yet_struck_does_not() {
        let nightly = "0 30 2 * * *";
        // 02:30 in Shanghai is 18:30 UTC of the day before.
        let done = Day::of(2023, 10, 20);
        assert_eq!(
            days(nightly, done, "2023-10-23T18:30:00.000Z"),
            ["2023-10-21", "2023-10-22", "2023-10-23", "2023-10-24"]
        );
        assert_eq!(days(nightly, done, "2023-10-23T18:29:59.999Z"), ["2023-10-21", "2023-10-22", "2023-10-23"]);
        assert_eq!(days(nightly, done, "2023-10-20T18:29:59.000Z"), Vec::<String>::new());
    }

    #[test]
    fn a_day_is_due_once_however_often_its_hours_strike() {
        assert_eq!(days("0 0 * * * *", Day::of(2023, 10, 20), "2023-10-21T05:10:00.000Z"), ["2023-10-21"]);
        assert_eq!(days("0 0 0 * * *", Day::of(2023, 10, 20), "2023-10-20T16:00:00.000Z"), ["2023-10-21"]);
    }

    #[test]
    fn weekdays_go_by_their_names() {
        let fridays = ["2023-10-20", "2023-10-27"];
        assert_eq!(days("0 0 3 * * FRI", Day::of(2023, 10, 15), "2023-10-31T00:00:00.000Z"), fridays);
        let work = days("0 0 3 * * MON-FRI", Day::of(2023, 10, 19), "2023-10-24T00:00:00.000Z");
        assert_eq!(work, ["2023-10-20", "2023-10-23", "2023-10-24"]);
    }

    #[test]
    fn a_day_that_was_asked_for_comes_in_its_order() {
        let cron = Cron::parse("0 30 2 * * *").unwrap();
        let (done, today) = (Day::of(2023, 10, 20), Day::of(2023, 10, 22));
        // 00:10 on the 22nd in Shanghai: the 21st has struck, the 22nd has not.
        let now = at("2023-10-21T16:10:00.000Z");
        assert_eq!(next_due(&cron, done, Some(today), now), Some(Day::of(2023, 10, 21)));
        assert_eq!(next_due(&cron, Day::of(2023, 10, 21), Some(today), now), Some(today));
        assert_eq!(next_due(&cron, Day::of(2023, 10, 21), None, now), None);
        assert_eq!(next_due(&cron, today, Some(Day::of(2023, 10, 23)), now), None, "no day that has not begun");
    }

    #[test]
    fn hours_that_mean_something_else_are_refused() {
        for bad in ["30 2 * * *", "0 30 2 * * 1-5", "0 30 2 * * 1", "@daily", "0 61 2 * * *", "0 30 2 * * MON 2023", ""]
        {
            assert!(Cron::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Cron::parse("0 30 2 31 2 *").unwrap().after(at("2023-10-21T16:10:00.000Z")).is_none());
    }
}

//! How long something hung that a room posts for itself: what its own rule on that asks.

use crate::ground::kernel::{Day, Facts, Verdict};

/// Whether so many days have passed since the day on which something was hung.
pub fn hung_for(posted_on: Day, today: Day, needed: i64) -> Verdict {
    let days = today.days_since(posted_on);
    let facts = Facts::none().with("posted_on", posted_on).with("today", today).with("days", days);
    Verdict::of(days >= needed, facts.with("needed", needed))
}

/// The same with as many days as a region says by a key; undetermined where it said nothing, and nothing is locked then.
pub fn hung_as_said(posted_on: Day, today: Day, (key, needed): (&'static str, Option<u16>)) -> Verdict {
    needed.map_or(Verdict::Undetermined { key }, |needed| hung_for(posted_on, today, needed.into()))
}

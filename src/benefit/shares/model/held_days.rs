//! 锁定日期. Days of a register of which something was computed that stands.

use crate::ground::kernel::{Day, Facts, SubjectRef, Verdict, Wording};

/// Days of a register that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldDays {
    /// Who.
    pub by: SubjectRef,
    /// The same as a refusal tells it: by its printed number, where that was told.
    pub told: Wording,
    /// Until which day, that day included.
    pub until: Day,
}

impl HeldDays {
    /// As a row keeps it.
    pub fn of(by: SubjectRef, number: Option<&str>, until: Day) -> Self {
        Self { by, told: number.map_or_else(|| by.said(), |number| by.said_as(number)), until }
    }

    /// Whether nobody holds a day.
    pub fn leave_free(on: Day, held: Option<&Self>) -> Verdict {
        let facts = Facts::none().with("on", on);
        match held.filter(|held| on <= held.until) {
            None => Verdict::Pass(facts),
            Some(held) => Verdict::Fail(facts.with("until", held.until).told("by", held.told.clone())),
        }
    }
}

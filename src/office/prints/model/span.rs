//! Lists that are printed in parts, from serial to serial.

use serde::Serialize;

use crate::ground::kernel::Money;

/// 分段打印: the serials of a list that are printed; all of it where neither is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first.
    pub from: Option<i64>,
    /// The last.
    pub until: Option<i64>,
}

impl Span {
    /// Whether it is the whole list.
    pub const fn is_whole(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// The first serial and the last one.
    pub fn bounds(&self) -> (i64, i64) {
        (self.from.unwrap_or(i64::MIN), self.until.unwrap_or(i64::MAX))
    }

    /// The same as a refusal tells it.
    pub fn told(&self) -> (i64, String) {
        (self.from.unwrap_or(1), self.until.map_or_else(|| "—".to_owned(), |until| until.to_string()))
    }

    /// What a part tells of itself, by its first and last serial; nothing where all of the list is printed.
    pub fn part(
        &self,
        ends: Option<(i64, i64)>,
        (before, before_sum): (usize, Money),
        (all, all_sum): (i64, Money),
    ) -> Option<ListPart> {
        let (from, until) = ends.filter(|_| !self.is_whole())?;
        Some(ListPart { from, until, before, before_sum: before_sum.grouped(), all, all_sum: all_sum.grouped() })
    }
}

/// A part of a list, with what lies before it and what all of it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListPart {
    /// The first serial that is printed.
    pub from: i64,
    /// The last serial that is printed.
    pub until: i64,
    /// 承前: how many lines lie before.
    pub before: usize,
    /// What these come to.
    pub before_sum: String,
    /// How many lines all of it has.
    pub all: i64,
    /// What these come to.
    pub all_sum: String,
}

impl ListPart {
    /// What of a list was seen, as the trail keeps it.
    pub fn called(part: Option<&Self>) -> String {
        part.map_or_else(|| "list".to_owned(), |part| format!("lines {}-{}", part.from, part.until))
    }
}

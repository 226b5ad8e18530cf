//! Lists that are printed in parts, from serial to serial.

use serde::Serialize;

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

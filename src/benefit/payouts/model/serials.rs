//! Lines that are named, with why they cannot be paid, as a refusal tells them.

use std::fmt;

use crate::ground::kernel;

/// Whose line, why as a program reads it, and as officials say it.
pub type Serial = (i64, &'static str, &'static str);

/// How many are told; of the others how many they are.
const MOST: usize = 20;

/// Serials with why: `1 (not_due), 3 (died), +7`, to an officer `1（暂缓发放）、3（持有人已死亡，待继承）等，另有 7 个`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serials(pub Vec<Serial>);

impl Serials {
    fn joined(&self, between: &str, one: impl Fn(&Serial) -> String) -> (String, usize) {
        let first: Vec<String> = self.0.iter().take(MOST).map(one).collect();
        (first.join(between), self.0.len().saturating_sub(MOST))
    }
}

impl fmt::Display for Serials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.joined(", ", |(serial, word, _)| format!("{serial} ({word})")) {
            (told, 0) => f.write_str(&told),
            (told, more) => write!(f, "{told}, +{more}"),
        }
    }
}

impl kernel::Told for Serials {
    fn zh(&self) -> String {
        match self.joined("、", |(serial, _, label)| format!("{serial}（{label}）")) {
            (told, 0) => told,
            (told, more) => format!("{told}等，另有 {more} 个"),
        }
    }
}

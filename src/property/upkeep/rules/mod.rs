//! The rules of upkeep, one file each.

mod capitalised;
mod inspected_in_time;
mod lawful_source;

use crate::ground::kernel::Rule;

pub use capitalised::{CAPITALISED, capitalised};
pub use inspected_in_time::{INSPECTED_IN_TIME, inspected_in_time};
pub use lawful_source::{LAWFUL_SOURCE, lawful_source};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&LAWFUL_SOURCE, &CAPITALISED, &INSPECTED_IN_TIME];

//! The rules of upkeep, one file each.

mod capitalised;
mod dear_expense;
mod given_first;
mod inspected_in_time;
mod lawful_source;

use crate::ground::kernel::Rule;

pub use capitalised::{CAPITALISED, capitalised};
pub use dear_expense::{DEAR_EXPENSE, dear_expense};
pub use given_first::{GIVEN_FIRST, given_first};
pub use inspected_in_time::{INSPECTED_IN_TIME, inspected_in_time};
pub use lawful_source::{LAWFUL_SOURCE, lawful_source};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&LAWFUL_SOURCE, &GIVEN_FIRST, &CAPITALISED, &DEAR_EXPENSE, &INSPECTED_IN_TIME];

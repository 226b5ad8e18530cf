//! The rules of rolls, one file each.

mod once_on_a_roll;
mod roll_days_free;
mod still_there;

use crate::ground::kernel::Rule;

pub use once_on_a_roll::{ONCE_ON_A_ROLL, Standing, once_on_a_roll};
pub use roll_days_free::{ROLL_DAYS_FREE, roll_days_free};
pub use still_there::{Absent, STILL_THERE, still_there};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&ONCE_ON_A_ROLL, &STILL_THERE, &ROLL_DAYS_FREE];

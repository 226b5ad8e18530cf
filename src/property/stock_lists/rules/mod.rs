//! The rules of lists of bodies' books, one file each.

mod near_value;
mod on_the_register;

use crate::ground::kernel::Rule;

pub use near_value::{GAP, NEAR_VALUE, near_value};
pub use on_the_register::{DAYS, ON_THE_REGISTER, on_the_register};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&ON_THE_REGISTER, &NEAR_VALUE];

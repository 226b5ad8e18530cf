//! The rules of people, one file each.

mod id_number_check;

use crate::ground::kernel::Rule;

pub use id_number_check::{ID_NUMBER_CHECK, id_number_check};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&ID_NUMBER_CHECK];

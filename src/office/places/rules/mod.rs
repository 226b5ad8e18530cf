//! The rules of places, one file each.

mod collective_prefix;
mod division_valid;
mod organisation_code;

use crate::ground::kernel::Rule;

pub use collective_prefix::{COLLECTIVE_PREFIX, collective_prefix};
pub use division_valid::{DIVISION_VALID, division_valid};
pub use organisation_code::{ORGANISATION_CODE, bears_code, organisation_code};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&ORGANISATION_CODE, &COLLECTIVE_PREFIX, &DIVISION_VALID];

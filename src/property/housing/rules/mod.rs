//! The rules of housing, one file each.

mod free_of_charge;
mod in_time;
mod one_certificate;

use crate::ground::kernel::Rule;

pub use free_of_charge::{FREE_OF_CHARGE, free_of_charge};
pub use in_time::{IN_TIME, due_on, in_time};
pub use one_certificate::{ONE_CERTIFICATE, one_certificate};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&IN_TIME, &FREE_OF_CHARGE, &ONE_CERTIFICATE];

//! The rules of people, one file each.

mod headcount;
mod id_number_check;
mod one_head;
mod one_household;
mod sex_told;

use crate::ground::kernel::Rule;

pub use headcount::{HEADCOUNT, headcount};
pub use id_number_check::{ID_NUMBER_CHECK, id_number_check};
pub use one_head::{ONE_HEAD, one_head};
pub use one_household::{ONE_HOUSEHOLD, one_household};
pub use sex_told::{SEX_TOLD, sex_told};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&ID_NUMBER_CHECK, &SEX_TOLD, &ONE_HOUSEHOLD, &ONE_HEAD, &HEADCOUNT];

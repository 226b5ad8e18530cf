//! The rules of funds, one file each.

mod issued_by_finance;
mod split_within_rest;

use crate::ground::kernel::Rule;

pub use issued_by_finance::{ISSUED_BY_FINANCE, issued_by_finance};
pub use split_within_rest::{SPLIT_WITHIN_REST, split_within_rest};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&SPLIT_WITHIN_REST, &ISSUED_BY_FINANCE];

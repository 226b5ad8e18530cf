//! The rules of loans, one file each.

mod no_welfare_debt;
mod resolved_and_filed;
mod vote_of_one;

use crate::ground::kernel::Rule;

pub use no_welfare_debt::{NO_WELFARE_DEBT, no_welfare_debt};
pub use resolved_and_filed::{RESOLVED_AND_FILED, lack, resolved_and_filed};
pub use vote_of_one::{VOTE_OF_ONE, vote_of_one};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&NO_WELFARE_DEBT, &RESOLVED_AND_FILED, &VOTE_OF_ONE];

//! The rules of accounts into which people are paid.

mod of_age;
mod own_name;

use crate::ground::kernel::Rule;

pub use of_age::{OF_AGE, of_age};
pub use own_name::{OWN_NAME, own_name};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&OWN_NAME, &OF_AGE];

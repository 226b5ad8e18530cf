//! The rules of accounts into which people are paid.

mod own_name;

use crate::ground::kernel::Rule;

pub use own_name::{OWN_NAME, own_name};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&OWN_NAME];

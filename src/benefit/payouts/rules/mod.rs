//! The rules of payouts, one file each.

mod declared_as_counted;

use crate::ground::kernel::Rule;

pub use declared_as_counted::{DECLARED_AS_COUNTED, declared_as_counted};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&DECLARED_AS_COUNTED];

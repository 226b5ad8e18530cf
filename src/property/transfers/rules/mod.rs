//! The rules of transfers, one file each.

mod carrying;
mod complete;
mod title_clear;

use crate::ground::kernel::Rule;

pub use carrying::{CARRYING, carrying};
pub use complete::{COMPLETE, complete};
pub use title_clear::{TITLE_CLEAR, title_clear};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&COMPLETE, &CARRYING, &TITLE_CLEAR];

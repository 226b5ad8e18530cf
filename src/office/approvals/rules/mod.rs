//! The rules of approvals, one file each.

mod separation_of_duties;

use crate::ground::kernel::Rule;

pub use separation_of_duties::{Acting, SEPARATION_OF_DUTIES, separation_denial, separation_of_duties};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&SEPARATION_OF_DUTIES];

//! The rules of projects, one file each.

mod platform_code;
mod waivers;

use crate::ground::kernel::Rule;

pub use platform_code::{PLATFORM_CODE, platform_code};
pub use waivers::waiver;

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&PLATFORM_CODE];

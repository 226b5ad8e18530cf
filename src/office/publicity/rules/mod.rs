//! The rules of publicity, one file each.

mod hung;
mod long_enough;
mod posted_clean;
mod waivers;

use crate::ground::kernel::Rule;

pub use hung::{hung_as_said, hung_for};
pub use long_enough::{LONG_ENOUGH, long_enough};
pub use posted_clean::{POSTED_CLEAN, posted_clean};
pub use waivers::{unposted, waiver};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&LONG_ENOUGH, &POSTED_CLEAN];

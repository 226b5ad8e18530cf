//! The rules of bodies and their members, one file each.

mod lawful_loss;
mod no_discrimination;
mod one_collective;
mod written_withdrawal;

use crate::ground::kernel::Rule;

pub use lawful_loss::{LAWFUL_LOSS, lawful_loss};
pub use no_discrimination::{NO_DISCRIMINATION, no_discrimination};
pub use one_collective::{ONE_COLLECTIVE, one_collective};
pub use written_withdrawal::{WRITTEN_WITHDRAWAL, written_withdrawal};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[&LAWFUL_LOSS, &WRITTEN_WITHDRAWAL, &NO_DISCRIMINATION, &ONE_COLLECTIVE];

//! Types and pure functions of transfers.

mod matrix;
mod transfer;

pub use matrix::*;
pub use transfer::*;

//! Types and pure functions of transfers.

mod matrix;
mod paper;
mod transfer;

pub use matrix::*;
pub use paper::*;
pub use transfer::*;

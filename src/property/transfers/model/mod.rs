//! Types and pure functions of transfers.

mod defect;
mod matrix;
mod paper;
mod signature;
mod transfer;

pub use defect::*;
pub use matrix::*;
pub use paper::*;
pub use signature::*;
pub use transfer::*;

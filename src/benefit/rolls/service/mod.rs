//! The use cases of rolls.

pub mod holds;
pub mod read;
pub mod unfit;

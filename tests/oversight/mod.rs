//! Oversight: how public money is followed.

mod assets;
mod leads;
mod plans;
pub mod told;
mod trace;

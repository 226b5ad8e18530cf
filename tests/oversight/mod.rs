//! Oversight: how public money is followed.

mod assets;
mod leads;
mod matches;
mod plans;
pub mod told;
mod trace;

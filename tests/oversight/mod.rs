//! Oversight: how public money is followed.

mod assets;
mod leads;
mod plans;
mod told;
mod trace;

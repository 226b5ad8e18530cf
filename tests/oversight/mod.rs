//! Oversight: how public money is followed.

mod leads;
mod plans;
mod told;
mod trace;

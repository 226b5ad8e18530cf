//! Oversight: how public money is followed.

mod plans;
mod told;
mod trace;

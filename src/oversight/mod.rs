//! What is looked at from above: how public money is used.

pub mod matches;
pub mod audit;

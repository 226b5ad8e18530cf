//! What is looked at from above: how public money is used.

pub mod audit;

//! Upkeep: who answers for what.

mod duties;

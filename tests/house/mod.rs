//! The rules of the house, as tests: who may name whom, how long things are, what is done in one place only. The tree is read as
//! text; no database stands behind these.

mod contract;
mod directions;
mod once;
mod sizes;
mod source;
mod words;

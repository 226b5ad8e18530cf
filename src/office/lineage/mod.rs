//! 溯源. What came from what: the words in which every area that money passes through answers for its own part of the way. Whoever
//! walks the whole way stands above them all ([`crate::oversight::audit`]).
//!
//! - P1 A step tells no more than the rows behind it: the line of a grid is of one allocation and one disbursement, so that neither
//!   way leads to money of another, however many of either a project has.
//! - P2 An area answers for many subjects at once, in a number of statements that does not hang on how many they are.

mod area;
mod model;

pub use area::Lineage;
pub use model::{Edge, Held, Link, Node, Passed, Steps, Worded, ids_of, only_begins, passed, passing};

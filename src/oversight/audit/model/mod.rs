//! What a trace is. Pure.

mod graph;
mod trace;
mod tree;

pub use graph::{Graph, seen};
pub use trace::{Ask, Origin, Shown, Trace, TraceDirection, TraceFormat, Way};
pub use tree::tree;

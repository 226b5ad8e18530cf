//! The use cases of audit.

pub mod trace;
mod walk;

//! 监督. Follows every yuan both ways: from any subject up to the papers and funds that its money came from, and down to what came
//! of it. Walks and serves; what leads where, each area answers itself ([`crate::office::lineage`]).
//!
//! - P1 What is shown lies in the caller's regions, but for the ancestors of what does: of them number, title, fund and the amount
//!   that came down.
//! - P2 A trace is read from one state of the books: its amounts add up while officers go on working.
//! - P3 It is bounded, and says where it was cut: nothing is left out in silence.

mod api;
mod checks;
mod error;
mod lineage;
mod model;
mod service;

pub use api::{AuditApi, AuditParts};
pub use checks::checks;
pub use error::AuditRefusal;
pub use lineage::ExceptionsLineage;

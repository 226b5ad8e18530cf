//! 疑点. What a machine noticed and a person must look at: the shape of a check, and the life of what it found.
//!
//! - P1 One cause makes one lead, however often it is seen; a cause that goes away and returns, or returns with other figures, brings
//!   its lead back.
//! - P2 What a check cannot judge, because a value is not set where the subject lies, it neither finds nor takes back.
//! - P3 Whoever explains a lead does not decide on it.

mod api;
mod check;
mod error;
mod invariants;
mod jobs;
mod model;
mod service;
mod store;

pub use api::{ChecksApi, ChecksParts};
pub use check::{AuditCheck, Book, Looking};
pub use error::ChecksRefusal;
pub use invariants::invariants;
pub use jobs::FindLeads;
pub use model::{About, Figure, Hit, Lead, LeadState, Looked, Opinion, Severity};

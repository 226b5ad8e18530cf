//! 审批. Who must say yes, in which order, and what that yes binds.
//!
//! The engine knows no subject's meaning: an area hands it a subject, the facts that conditions may use and a digest of what is
//! being approved ([`Opening`]), and gets back a conclusion in the same transaction ([`MatterBook::conclude`]).
//!
//! - P1 A run has exactly one current step, or has ended, or lies with its initiator.
//! - P2 A step is passed exactly when its decisions satisfy its mode, all on the run's decisive digest.
//! - P3 Nobody decides what they prepared, nobody decides two steps of one run, nobody decides where their own unit is paid (R109).
//! - P4 Nobody found is blocked and visible, never passed. A paper to which no step applies is not taken: where nobody signs,
//!   nothing is approved. No lapse of time passes anything.
//! - P5 A return into a step creates exactly its fresh tasks and voids the rest.

mod api;
mod error;
mod invariants;
mod matter;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use error::ApprovalsRefusal;
pub use invariants::invariants;
pub use matter::{Concluded, MatterBook, Rechecked};
pub use model::{
    Comparison, Condition, Definition, DeskRow, Ending, FactKind, FactValue, Facts, Matter, Mode, NewDefinition,
    ReturnForm, Returned, RunState, Seat, Shortcoming, Step,
};
pub use rules::{Acting, RULES, separation_denial};
pub use service::{
    Decided, Engine, LostRights, Opened, Opening, abandon, approvers_of, decided_after, definition_for,
    definition_of_run, ensure_built_in, hold, in_force, last_returns, note_revision, open, opinions_of, preparers_of,
    resubmit, signed_by,
};
pub use store::{runs_by_state, runs_ended};

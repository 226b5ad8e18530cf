//! 资产移交. Whole lists of assets pass from a giver to a receiver by one lawful act, approved, signed, and from one day on.
//!
//! - P1 Which act is lawful is told by the regimes on both sides (the matrix); what has no lawful way is refused.
//! - P2 An asset is in one open transfer at most, and 移交中 as long as it is.
//! - P3 Nobody decides on a list that both sides have not gone through; what the receiver refuses goes back before that, and a defect
//!   stands in the way until its cure is confirmed for the receiver by another, or the receiver takes it as it is, until a day.
//! - P4 What the desks have approved is what takes effect: parties, act, list and values are one digest.
//! - P5 Giver, receiver and supervisor sign that digest, each for itself; nobody signs for two.
//! - P6 Owner, hand-over and duty of every asset of the list pass on one day in one transaction; code, history and money stay (R27).
//! - P7 What has taken effect is never deleted; a transfer in the other direction undoes it.

mod api;
mod book;
mod checks;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod posted;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use book::TransferBook;
pub use checks::checks;
pub use error::TransfersRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use lineage::TransfersLineage;
pub use model::TransferState;
pub use posted::PostedTransfers;
pub use rules::RULES;
pub use service::exceptions::TransferExceptions;
pub use store::transfers_by_state;

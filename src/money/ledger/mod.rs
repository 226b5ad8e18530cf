//! 指标账. Who may still spend what: double entry over whole fen, the only writer of money tables.
//!
//! - P1 (I1) The postings of an entry add up to zero. Nothing is ever changed or deleted: a trigger says so too.
//! - P2 (I2) A kept balance is the sum of its postings.
//! - P3 (I3) No account but the contra accounts of inflow ever stands below zero.
//! - P4 An entry names the trail event of the act that made it, and the day on which it counts.
//! - P5 (I2) A snapshot of a balance is the sum of the postings up to its day. A posting of that day or an earlier one takes it away.
//!
//! This is a control ledger of public and collective money, not the bureau's general accounts.

mod api;
mod entries;
mod error;
mod exports;
mod invariants;
mod jobs;
mod model;
mod service;
mod store;

pub use api::LedgerApi;
pub use entries::{Entry, NOT_YET};
pub use error::LedgerRefusal;
pub use invariants::invariants;
pub use jobs::TakeSnapshots;
pub use model::{AccountKind, EntryKind};
pub use service::{Books, Position, balances_of, open_accounts, open_books, positions, read_books};

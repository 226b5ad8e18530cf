//! 操作留痕. The append-only trail: one event for every change and every denial, in the transaction that made it, with a row for
//! the sealer to come. The only maker of commit records: who has no [`Permit`](crate::ground::authority::Permit) has nothing to
//! commit with.
//!
//! ```compile_fail,E0451
//! use steward::ground::authority::{Permit, action};
//! // A permit is made by `Holder::permit` alone.
//! let forged = Permit { action: &action::SITE_CREATE, ..todo!() };
//! ```
//! ```compile_fail,E0277
//! use steward::ground::platform::{Stop, Tx, Work};
//! struct Naughty;
//! impl Work for Naughty {
//!     // A use case that hands over no trail entry cannot be committed.
//!     type Record = ();
//!     async fn run(&self, _: &Tx) -> Result<(), Stop> { Ok(()) }
//! }
//! ```
//! ```compile_fail,E0382
//! use steward::ground::{authority::Permit, trail::Change};
//! fn twice(permit: Permit, change: Change) {
//!     // A permit is swallowed by the entry that records what it was used for.
//!     let first = permit.commit(change.clone(), ());
//!     let second = permit.commit(change, ());
//! }
//! ```

mod api;
mod commit;
mod invariants;
mod model;
mod service;
mod store;

pub use api::{TrailApi, TrailFilter};
pub use commit::{Committed, first_of, record_denial};
pub use invariants::invariants;
pub use model::{Change, Event, EventFilter, EventOutcome};
pub use service::list_events;
pub use store::officers_who;

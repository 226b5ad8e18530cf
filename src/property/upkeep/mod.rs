//! 管护. Who looks after public property, one kind of upkeep at a time.
//!
//! - P1 On any day at most one keeper answers for one kind of upkeep of an asset; whoever takes it over ends the one before on the same
//!   day, so that no day lies between them.
//! - P2 An end without a successor is recorded and not refused: it is a fact, and the night finds the asset that nobody repairs.
//! - P3 Whoever answers for repair is the maintainer that the asset's card names; its duty track is told in the same transaction.

mod api;
mod error;
mod invariants;
mod model;
mod service;
mod store;

pub use api::UpkeepApi;
pub use error::UpkeepRefusal;
pub use invariants::invariants;
pub use service::assign::take_over_repair;

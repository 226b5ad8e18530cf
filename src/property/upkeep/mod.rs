//! 管护. Who looks after public property, how it was found, and what was done about it.
//!
//! - P1 On any day at most one keeper answers for one kind of upkeep of an asset; whoever takes it over ends the one before on the same
//!   day, so that no day lies between them.
//! - P2 An end without a successor is recorded and not refused: it is a fact, and the night finds the asset that nobody repairs.
//! - P3 Whoever answers for repair is the maintainer that the asset's card names; its duty track is told in the same transaction.
//! - P4 An inspection is recorded once and never changed; each of its findings is answered by one order at most.
//! - P5 Whoever reports an order done does not verify it; nothing is paid or met above what was verified, nor twice by one
//!   voucher: what was verified is put before claims as a bill, without which they pay nothing.
//! - P6 What a plan makes due it makes due once for an asset and a day, however often the night is begun again.
//! - P7 An order is closed when its cost is met to the fen; what raised capacity or life is added to the asset's value then (R34).

mod api;
mod checks;
mod error;
mod forms;
mod invariants;
mod jobs;
mod kept;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{UpkeepParts, apis};
pub use checks::checks;
pub use error::UpkeepRefusal;
pub use forms::FORMS;
pub use invariants::{NAMES, SEALED, invariants};
pub use jobs::MakeDue;
pub use kept::KeptAssets;
pub use lineage::UpkeepLineage;
pub use model::{DutyKind, OrderState, UpkeepOrder};
pub use rules::{LAWFUL_SOURCE, RULES, lawful_source};
pub use service::{
    assign::take_over_repair,
    open::{AskedFor, open_for_request},
    read::{met_between, order_of_voucher, orders_by_id},
};
pub use store::{orders_by_state, unmet_of};

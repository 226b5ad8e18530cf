//! Dwellings and the batches in which their titles are applied for. Pure.

mod batch;
mod demolition;
mod unit;

pub use batch::{BatchQuery, BatchState, Outcome, TitleBatch, TitleItem, TitleResult};
pub use demolition::{Demolition, DemolitionAct, DemolitionQuery, DemolitionState, ExemptReason, LandUse, Reclaimed};
pub use unit::{Certificate, HousingKind, HousingUnit, Occupancy, Progress, ProgressBy, Tally, TitleState, UnitQuery};

//! Dwellings, who has them, and the batches in which their titles are applied for. Pure.

mod batch;
mod demolition;
mod stay;
mod unit;

pub use batch::{BatchQuery, TitleBatch, TitleBatchState, TitleItem, TitleOutcome, TitleResult};
pub use demolition::{Demolition, DemolitionAct, DemolitionQuery, DemolitionState, ExemptReason, LandUse, Reclaimed};
pub use stay::{HousingStay, StayQuery};
pub use unit::{
    Certificate, HousingKind, HousingUnit, Occupancy, Progress, ProgressBy, Tally, UnitQuery, UnitTitleState,
};

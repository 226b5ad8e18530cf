//! 安置住房. The dwellings of a site, who lives in which, how far their titles are, and the old houses that were left for them.
//!
//! - P1 A dwelling is one building and room of a site; who lives there is a person of the register, sealed, and never a name.
//! - P2 A title comes by the paper of the registration office: in a batch, or as what an old certificate says. Nothing else makes it, and what it says of
//!   a dwelling changes by another such paper alone.
//! - P3 A dwelling stands in one open batch at most, and is in registration as long as it does.
//! - P4 What came late, or for a fee, is recorded and acknowledged by name (R23, R23.1): it is a fact.
//! - P5 An old house is required to go or exempt by a paper; what was taken down has its day and pictures.
//! - P6 A household has one dwelling on any day, and a dwelling one household, unless both are told to share it.

mod api;
mod checks;
mod error;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::HousingRefusal;
pub use invariants::invariants;
pub use lineage::HousingLineage;
pub use model::{DemolitionState, TitleBatchState};
pub use rules::RULES;
pub use service::unit_rows::sheets;
pub use store::{demolitions_by_state, title_batches_by_state};

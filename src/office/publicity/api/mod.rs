//! Operations of publicity.

mod bodies;
mod decisions;
mod postings;
mod views;

use std::sync::Arc;

use poem_openapi::OpenApi;

use super::door::PostedDoor;
use crate::ground::{
    platform::{Db, Sealer},
    wire::wire_words,
};

wire_words!(
    super::model::PostedMatter,
    super::model::PostingState,
    super::model::Profile,
    super::model::ObjectionChannel,
    super::model::ObjectionResult,
    super::model::Ending,
    super::model::PostingFormKind,
    super::model::VillageBody,
    super::model::VillageVote,
);

/// What the operations of publicity need.
#[derive(Clone)]
pub struct PublicityParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who knows what may be posted.
    pub doors: Vec<Arc<dyn PostedDoor>>,
}

/// Every operation of publicity.
pub fn apis(parts: &PublicityParts) -> impl OpenApi + use<> {
    (postings::PostingsApi(parts.clone()), decisions::DecisionsApi(parts.db.clone()))
}

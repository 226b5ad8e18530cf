//! Operations of funds.

mod allocations;
mod documents;
mod sources;
mod splits;
mod tables;

use std::sync::Arc;

use poem_openapi::OpenApi;

use super::service::ProjectDoor;
use crate::{
    ground::{platform::Db, wire::wire_words},
    office::tables::Intake,
};

wire_words!(
    super::model::SourceKind,
    super::model::FundLevel,
    super::model::DocumentKind,
    super::model::AllocationState,
    super::model::FundNature,
    super::model::TrackKind,
    super::model::SplitState,
    super::model::SplitForm,
);

/// What the operations of funds need.
#[derive(Clone)]
pub struct FundsParts {
    /// The database.
    pub db: Db,
    /// Where files of rows are taken in.
    pub intake: Intake,
    /// Answers for projects.
    pub projects: Arc<dyn ProjectDoor>,
}

/// Every operation of funds.
pub fn apis(parts: &FundsParts) -> impl OpenApi + use<> {
    (
        sources::SourcesApi(parts.db.clone()),
        documents::DocumentsApi(parts.db.clone()),
        allocations::AllocationsApi(parts.clone()),
        splits::SplitsApi(parts.clone()),
        tables::AllocationTablesApi(parts.intake.clone()),
    )
}

//! Operations of projects and contracts.

mod contracts;
mod projects;

use std::sync::Arc;

use poem_openapi::OpenApi;

use super::service::ClaimDoor;
use crate::ground::{platform::Db, wire::wire_words};

wire_words!(
    super::model::ProjectState,
    super::model::PaperState,
    super::model::ContractState,
    super::model::Procurement,
    super::model::Milestone,
    super::model::PartyRole,
);

/// What the operations of projects need.
#[derive(Clone)]
pub struct ProjectsParts {
    /// The database.
    pub db: Db,
    /// Answers for claims.
    pub claims: Arc<dyn ClaimDoor>,
}

/// Every operation of projects.
pub fn apis(parts: &ProjectsParts) -> impl OpenApi + use<> {
    (projects::ProjectsApi(parts.clone()), contracts::ContractsApi(parts.clone()))
}

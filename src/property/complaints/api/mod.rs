//! The wire shapes of complaints.

mod bodies;
mod complaints;
mod views;

use poem_openapi::OpenApi;

use crate::ground::{
    platform::{Db, Sealer},
    wire::wire_words,
};

wire_words!(
    super::model::ComplaintKind,
    super::model::ComplaintChannel,
    super::model::ComplaintState,
    super::model::ComplaintFinding,
);

/// What the operations of complaints need.
#[derive(Clone)]
pub struct ComplaintsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
}

/// The operations of this room.
pub fn apis(parts: &ComplaintsParts) -> impl OpenApi + use<> {
    complaints::ComplaintsApi(parts.clone())
}

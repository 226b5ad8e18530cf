//! `/benefit-rolls`, with their entries and reviews.

mod entries;
mod rolls;
mod shapes;

use poem_openapi::OpenApi;

use crate::{
    ground::platform::{Db, Sealer},
    office::tables::Intake,
};

/// What the operations of rolls need.
#[derive(Clone)]
pub struct RollsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Where files of rows are taken in.
    pub intake: Intake,
}

/// Every operation of this room.
pub fn apis(parts: &RollsParts) -> impl OpenApi + use<> {
    (rolls::RollsApi(parts.clone()), entries::RollEntriesApi(parts.clone()))
}

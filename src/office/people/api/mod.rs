//! `/people`, `/households`.

mod households;
mod persons;
mod shapes;

use poem_openapi::OpenApi;

use crate::{
    ground::platform::{Db, Sealer},
    office::tables::Intake,
};

/// What the operations of people need.
#[derive(Clone)]
pub struct PeopleParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Where files of rows are taken in.
    pub intake: Intake,
}

/// Every operation of this room.
pub fn apis(parts: &PeopleParts) -> impl OpenApi + use<> {
    (persons::PersonsApi(parts.clone()), households::HouseholdsApi(parts.clone()))
}

//! `/people`, `/households`, `/people-months`, `/field-grants`.

mod field_grants;
mod households;
mod month_shapes;
mod months;
mod persons;
mod shapes;
mod shared;

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
    let (persons, households) = (persons::PersonsApi(parts.clone()), households::HouseholdsApi(parts.clone()));
    let (months, grants) = (months::MonthsApi(parts.clone()), field_grants::FieldGrantsApi(parts.clone()));
    (persons, households, months, grants)
}

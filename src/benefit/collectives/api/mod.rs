//! `/collectives`, `/collective-members`, `/collective-beneficiaries`, `/entrustments`.

mod beneficiaries;
mod bodies;
mod entrustments;
mod member_shapes;
mod members;
mod shapes;

use poem_openapi::OpenApi;

use crate::{
    benefit::collectives::{DeathDoor, EndDoor},
    ground::platform::{Db, Sealer},
    office::tables::Intake,
};

/// What the operations of bodies need.
#[derive(Clone)]
pub struct CollectivesParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Where files of rows are taken in.
    pub intake: Intake,
    /// What the rooms above have of a body.
    pub ends: &'static dyn EndDoor,
    /// Of whom the rooms above know the death.
    pub deaths: &'static dyn DeathDoor,
}

/// Every operation of this room.
pub fn apis(parts: &CollectivesParts) -> impl OpenApi + use<> {
    (
        bodies::CollectivesApi(parts.clone()),
        members::CollectiveMembersApi(parts.clone()),
        beneficiaries::BeneficiariesApi(parts.clone()),
        entrustments::EntrustmentsApi(parts.clone()),
    )
}

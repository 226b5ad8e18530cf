//! Operations of places.

mod accounts;
mod organisations;
mod regions;
mod sites;

use poem_openapi::OpenApi;

use crate::{
    ground::wire::wire_words,
    office::{places::BodyDoor, tables::Intake},
};

wire_words!(
    crate::ground::kernel::Level,
    crate::ground::kernel::DayKind,
    crate::office::places::OrganisationKind,
    crate::office::places::AccountState
);

/// Every operation of places.
pub fn apis(intake: &Intake, bodies: &'static dyn BodyDoor) -> impl OpenApi + use<> {
    let db = &intake.db;
    (
        regions::RegionsApi(db.clone()),
        sites::SitesApi(intake.clone()),
        organisations::OrganisationsApi(intake.clone(), bodies),
        accounts::AccountsApi(db.clone()),
    )
}

//! Operations of places.

mod accounts;
mod organisations;
mod regions;
mod sites;

use poem_openapi::OpenApi;

use crate::{ground::wire::wire_words, office::tables::Intake};

wire_words!(
    crate::ground::kernel::Level,
    crate::ground::kernel::DayKind,
    crate::office::places::OrganisationKind,
    crate::office::places::AccountState
);

/// Every operation of places.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    let db = &intake.db;
    (
        regions::RegionsApi(db.clone()),
        sites::SitesApi(intake.clone()),
        organisations::OrganisationsApi(intake.clone()),
        accounts::AccountsApi(db.clone()),
    )
}

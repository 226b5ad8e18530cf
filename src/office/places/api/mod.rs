//! Operations of places.

mod accounts;
mod organisations;
mod regions;
mod sites;

use poem_openapi::OpenApi;

use crate::ground::{platform::Db, wire::wire_words};

wire_words!(
    crate::ground::kernel::Level,
    crate::ground::kernel::DayKind,
    crate::office::places::OrganisationKind,
    crate::office::places::AccountState
);

/// Every operation of places.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (
        regions::RegionsApi(db.clone()),
        sites::SitesApi(db.clone()),
        organisations::OrganisationsApi(db.clone()),
        accounts::AccountsApi(db.clone()),
    )
}

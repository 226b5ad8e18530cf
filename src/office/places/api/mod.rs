//! Operations of places.

mod accounts;
mod organisations;
mod regions;
mod sites;

use poem_openapi::{Object, OpenApi};

use crate::ground::{
    kernel::ExternalRef,
    platform::Db,
    wire::{Text, wire_words},
};

wire_words!(
    crate::ground::kernel::Level,
    crate::ground::kernel::DayKind,
    crate::office::places::OrganisationKind,
    crate::office::places::AccountState
);

/// The name another system gives a subject; unique within that system and kind.
#[derive(Debug, Clone, Object)]
pub struct ExternalId {
    /// The other system, e.g. `budget_integration`.
    pub system: Text<32>,
    /// The subject's id there.
    pub id: Text<64>,
}

impl From<ExternalId> for ExternalRef {
    fn from(e: ExternalId) -> Self {
        Self { system: e.system.into(), id: e.id.into() }
    }
}

/// External ids as they are shown: what was stored passed the same bounds on its way in.
pub fn shown(ids: &[ExternalRef]) -> Vec<ExternalId> {
    ids.iter().filter_map(|e| Some(ExternalId { system: Text::parse(&e.system)?, id: Text::parse(&e.id)? })).collect()
}

/// External ids as they were given.
pub fn given(ids: Option<Vec<ExternalId>>) -> Option<Vec<ExternalRef>> {
    ids.map(|ids| ids.into_iter().map(Into::into).collect())
}

/// Every operation of places.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (
        regions::RegionsApi(db.clone()),
        sites::SitesApi(db.clone()),
        organisations::OrganisationsApi(db.clone()),
        accounts::AccountsApi(db.clone()),
    )
}

//! The wire shapes of sites' facts.

mod headcounts;
mod roles;
mod standing;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// The operations of this room.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (headcounts::HeadcountsApi(db.clone()), roles::SiteRolesApi(db.clone()), standing::StandingApi(db.clone()))
}

//! Operations of access.

mod catalogue;
mod clients;
mod grants;
mod officers;
mod sessions;
mod users;

use std::sync::Arc;

use poem_openapi::OpenApi;

pub use clients::ClientFilter;
pub use grants::GrantFilter;
pub use officers::OfficerFilter;
pub use users::UserFilter;

use super::{GrantWatcher, Hasher, Policy};
use crate::ground::platform::{Db, Sealer};

/// What the operations of access need.
#[derive(Clone)]
pub struct AccessParts {
    /// The database.
    pub db: Db,
    /// Password hashing.
    pub hasher: Hasher,
    /// Keys, for the blind index of logins.
    pub sealer: Sealer,
    /// Limits of sessions.
    pub policy: Policy,
    /// Told when an officer loses a right.
    pub watcher: Arc<dyn GrantWatcher>,
}

/// Every operation of access.
pub fn apis(parts: &AccessParts) -> impl OpenApi + use<> {
    (
        sessions::SessionsApi(parts.clone()),
        catalogue::CatalogueApi,
        officers::OfficersApi(parts.clone()),
        users::UsersApi(parts.clone()),
        grants::GrantsApi(parts.clone()),
        clients::ClientsApi(parts.clone()),
    )
}

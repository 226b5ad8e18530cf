//! `/payee-accounts`, `/payee-agents`, and `/distributions/{id}/payees`.

mod accounts;
mod agents;
mod lines;

use poem_openapi::OpenApi;

use crate::ground::platform::{Db, Sealer};

/// What the operations of accounts of payees need.
#[derive(Clone)]
pub struct PayeesParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
}

/// Every operation of this room.
pub fn apis(parts: &PayeesParts) -> impl OpenApi + use<> {
    (
        accounts::PayeeAccountsApi(parts.clone()),
        agents::PayeeAgentsApi(parts.clone()),
        lines::PayeeLinesApi(parts.clone()),
    )
}

//! `/officers/export`, `/users/export`, `/role-grants/export`, `/api-clients/export`. Access stands below tables, so its exports stand
//! here.

use poem_openapi::OpenApi;

use super::form::{TableFile, given_out};
use crate::{
    ground::{
        authority::action,
        platform::Db,
        wire::{Exporter, Refused, Writes},
    },
    office::{
        access::{ClientFilter, GrantFilter, OfficerFilter, UserFilter},
        tables::service::officers::{Clients, Officers, Users},
    },
};

/// Officers, accounts, roles and other systems as tables.
pub struct OfficersExportApi(pub Db);

#[OpenApi]
impl OfficersExportApi {
    /// The officers as a table, as filtered
    #[oai(path = "/officers/export", method = "get", operation_id = "access.officer.export")]
    async fn officers(&self, by: Exporter<OfficerFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::OFFICER_EXPORT, self.0.clone(), |f| (f.region, Officers)).await
    }

    /// The accounts as a table, as filtered
    #[oai(path = "/users/export", method = "get", operation_id = "access.user.export")]
    async fn users(&self, by: Exporter<UserFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::USER_EXPORT, self.0.clone(), |f| (f.region, Users)).await
    }

    /// The grants as a table, as filtered
    #[oai(path = "/role-grants/export", method = "get", operation_id = "access.role_grant.export")]
    async fn grants(&self, by: Exporter<GrantFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::GRANT_EXPORT, self.0.clone(), |f| (None, f.officer_id)).await
    }

    /// The clients as a table, as filtered; their secrets are not in it
    #[oai(path = "/api-clients/export", method = "get", operation_id = "access.api_client.export")]
    async fn clients(&self, by: Exporter<ClientFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::CLIENT_EXPORT, self.0.clone(), |f| (f.region, Clients)).await
    }
}

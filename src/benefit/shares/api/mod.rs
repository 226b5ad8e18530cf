//! `/share-schemes`, `/share-transactions`, `/share-certificates`.

mod certificates;
mod holdings;
mod scheme_shapes;
mod schemes;
mod shapes;
mod transactions;

use poem_openapi::OpenApi;

use crate::{
    benefit::shares::HeirDoor,
    ground::platform::{Db, Sealer},
    office::tables::Intake,
};

/// What the operations of shares need.
#[derive(Clone)]
pub struct SharesParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Where files of rows are taken in.
    pub intake: Intake,
    /// What of lists was let go to heirs.
    pub heirs: &'static dyn HeirDoor,
}

/// Every operation of this room.
pub fn apis(parts: &SharesParts) -> impl OpenApi + use<> {
    (
        schemes::ShareSchemesApi(parts.clone()),
        holdings::HoldingsApi(parts.clone()),
        transactions::ShareTransactionsApi(parts.clone()),
        certificates::ShareCertificatesApi(parts.clone()),
    )
}

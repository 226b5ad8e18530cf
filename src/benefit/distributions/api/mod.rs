//! `/distributions`, `/waiting-payments`.

mod lines;
mod plans;
mod says;
mod shapes;
mod sources;
mod waits;

use poem_openapi::OpenApi;

use crate::{
    benefit::distributions::door::PayoutDoor,
    ground::platform::{Db, Sealer},
};

/// What the operations of distributions need.
#[derive(Clone)]
pub struct DistributionsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// What of lists is paid.
    pub payouts: &'static dyn PayoutDoor,
}

/// Every operation of this room.
pub fn apis(parts: &DistributionsParts) -> impl OpenApi + use<> {
    (
        plans::DistributionsApi(parts.clone()),
        lines::DistributionLinesApi(parts.clone()),
        waits::WaitingPaymentsApi(parts.clone()),
    )
}

//! The wire shapes of housing.

mod batches;
mod demolitions;
mod progress;
mod units;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// The operations of this room.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (
        units::HousingUnitsApi(db.clone()),
        batches::TitleBatchesApi(db.clone()),
        progress::ProgressApi(db.clone()),
        demolitions::DemolitionsApi(db.clone()),
    )
}

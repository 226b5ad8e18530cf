//! The wire shapes of housing.

mod batches;
mod demolitions;
mod progress;
mod stays;
mod units;

use poem_openapi::OpenApi;

use crate::office::tables::Intake;

/// The operations of this room.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    let db = &intake.db;
    (
        units::HousingUnitsApi(intake.clone()),
        batches::TitleBatchesApi(db.clone()),
        stays::StaysApi(db.clone()),
        progress::ProgressApi(db.clone()),
        demolitions::DemolitionsApi(db.clone()),
    )
}

//! `/resolutions`.

mod resolutions;
mod shapes;

use poem_openapi::OpenApi;

use crate::office::tables::Intake;

/// Every operation of this room.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    resolutions::ResolutionsApi(intake.clone())
}

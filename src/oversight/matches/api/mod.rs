//! The wire shapes of other departments' lists.

mod lines;

use poem_openapi::OpenApi;

use crate::office::tables::Intake;

/// The operations of this room.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    lines::MatchLinesApi(intake.clone())
}

//! The wire shapes of lists of bodies' books.

mod lines;
mod views;

use poem_openapi::OpenApi;

use crate::office::tables::Intake;

/// The operations of this room.
pub fn apis(intake: &Intake) -> impl OpenApi + use<> {
    lines::StockLinesApi(intake.clone())
}

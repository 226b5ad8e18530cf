//! Operations of assets.

mod acts;
mod assets;
mod bodies;
mod forming;
mod gaps;
mod reports;
mod tables;
mod views;

use poem_openapi::OpenApi;

use super::KeptDoor;
use crate::{ground::wire::wire_words, office::tables::Intake};

wire_words!(
    super::model::AssetKind,
    super::model::AssetForm,
    super::model::Intake,
    super::model::EvidenceGrade,
    super::model::ClassEdition,
    super::model::Regime,
    super::model::AssetRole,
    super::model::UpkeepSource,
    super::model::Track,
    super::model::ValueState,
    super::model::TitleState,
    super::model::TitleLevel,
    super::model::HandoverState,
    super::model::DutyState,
    super::model::UseState,
    super::model::CorrectionState,
    super::model::Gap,
    super::model::GapAge,
    super::model::GapOrder,
    super::model::GapSource,
    super::model::AssetPaper,
);

/// Every operation of assets.
pub fn apis(intake: &Intake, kept: &'static dyn KeptDoor) -> impl OpenApi + use<> {
    let (db, tables) = (&intake.db, tables::AssetTablesApi(intake.clone(), kept));
    let (forming, gaps, sealer) = (forming::FormingApi(db.clone()), gaps::GapsApi(db.clone()), &intake.sealer);
    let (cards, acts) =
        (assets::AssetsApi(db.clone(), sealer.clone(), kept), acts::ActsApi(db.clone(), sealer.clone(), kept));
    (cards, acts, (reports::ReportsApi(db.clone()), gaps), tables, forming)
}

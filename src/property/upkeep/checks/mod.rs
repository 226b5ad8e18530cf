//! The checks of upkeep, one file each.

mod not_inspected;
mod not_taken_over;

use crate::{
    office::checks::AuditCheck,
    property::assets::{Asset, AssetKind, UseState},
};

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(not_inspected::NotInspected), Box::new(not_taken_over::NotTakenOver)]
}

/// Whether its upkeep is anybody's affair: it is there, somebody uses it, and it is no household's own.
pub(super) fn is_kept(card: &Asset) -> bool {
    let used = matches!(card.tracks.usage, UseState::InUse | UseState::Let | UseState::Repairing);
    card.deleted_at.is_none() && card.is_formed() && used && card.kind != AssetKind::Household
}

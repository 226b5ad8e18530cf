//! 登记移交情况. What happened to existing stock before it was entered: handed over on paper long ago; and what is never to be handed over, or is after all.

use super::{acts::Said, subject_of};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{Day, FileId},
        platform::Stop,
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, AssetKind, HandoverState, Intake, Stand},
    },
};

/// Whether a card would leave the list of what is to be handed over for good. What households have passes to nobody, and is on no list.
pub(super) fn spares(card: &Asset, state: HandoverState) -> bool {
    state == HandoverState::NotNeeded && card.kind != AssetKind::Household
}

/// That nothing is to be handed over is said by whoever keeps the register, with the paper that says so: those who would hand over or receive it are
/// no judges of that.
pub(super) fn may_spare(
    holder: &Holder,
    before: &Asset,
    state: HandoverState,
    file: Option<FileId>,
) -> Result<(), Stop> {
    if !spares(before, state) {
        return Ok(());
    }
    let _permit = holder.permit_on(&action::ASSET_SPARE_HANDOVER, subject_of(before), &before.region)?;
    match file {
        Some(_) => Ok(()),
        None => Err(AssetsRefusal::SparedWithoutPaper { asset: before.number.clone() }.into()),
    }
}

/// A fact of the time before the card: what is handed over since then goes by a transfer, with its desks and signatures.
pub(super) fn noted(before: &Asset, on: Day, state: HandoverState) -> Result<Said, AssetsRefusal> {
    let stands = before.tracks.handover;
    match (state, stands) {
        // What need not be handed over stands among the gaps again, from a day that is not before.
        (HandoverState::NotHandedOver, HandoverState::NotNeeded) => {
            if let Some(since) = before.tracks.handover_on.filter(|since| on < *since) {
                return Err(AssetsRefusal::SparedSince { asset: before.number.clone(), on, since });
            }
        }
        (HandoverState::NotHandedOver | HandoverState::InTransfer, _) => return Err(AssetsRefusal::NotAHandover),
        (_, HandoverState::InTransfer | HandoverState::HandedOver) => {
            return Err(AssetsRefusal::HandoverIs { state: stands });
        }
        (HandoverState::HandedOver, _) => {
            let entered_on = before.created_at.day();
            if before.intake != Intake::Legacy || entered_on <= on {
                return Err(AssetsRefusal::HandoverByTransfer { on, entered_on, intake: before.intake });
            }
        }
        (HandoverState::NotNeeded, _) => {}
    }
    Ok(Said { after: before.clone(), stands: vec![Stand::Handover { state }], judged: Vec::new() })
}

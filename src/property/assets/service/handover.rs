//! 登记移交情况. What happened to existing stock before it was entered: handed over on paper long ago, or never to be handed over.

use super::acts::Said;
use crate::{
    ground::kernel::Day,
    property::assets::{
        AssetsRefusal,
        model::{Asset, HandoverState, Intake, Stand},
    },
};

/// A fact of the time before the card: what is handed over since then goes by a transfer, with its desks and signatures.
pub(super) fn noted(before: &Asset, on: Day, state: HandoverState) -> Result<Said, AssetsRefusal> {
    let stands = before.tracks.handover;
    match (state, stands) {
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

//! 重复录入. An asset that has two cards: the one that stands for nothing is void, when one officer has told by which card the asset was entered already
//! and another has confirmed it. Its money is let go and its value with it; what was recorded of it stays in its history.

use super::register::locked;
use crate::{
    ground::{
        authority::Holder,
        kernel::{AssetId, Scope},
        platform::{ConnectionTrait, Fault, Stop, Tx},
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, CorrectionState, HandoverState, Stand, UseState, ValueState},
        store,
    },
};

/// A card that is void takes no act any more.
pub(super) fn not_void(card: &Asset) -> Result<(), AssetsRefusal> {
    if card.is_void() { Err(AssetsRefusal::Void { asset: card.number.clone() }) } else { Ok(()) }
}

/// So many cards of one asset are followed to the one that stands.
const CARDS: usize = 8;

/// Why nothing new is told of a card: it is void, and another stands for the asset. Nothing where it stands, or lies elsewhere than is seen.
pub async fn void_for(conn: &impl ConnectionTrait, seen: &Scope, id: AssetId) -> Result<Option<AssetsRefusal>, Fault> {
    if !store::is_void(conn, id).await? {
        return Ok(None);
    }
    let found = store::find_asset(conn, id).await?.filter(|card| seen.covers(&card.region));
    let Some(card) = found else { return Ok(None) };
    let mut stays = card.clone();
    for _ in 0..CARDS {
        let told = store::corrections_of(conn, stays.id).await?;
        let last = told.iter().rev().find(|c| c.state == CorrectionState::Confirmed);
        let Some(twin) = last.and_then(|c| c.twin) else { break };
        let Some(next) = store::find_asset(conn, twin).await? else { break };
        stays = next;
        if !stays.is_void() {
            break;
        }
    }
    Ok(Some(AssetsRefusal::VoidFor { asset: card.number, stays: stays.number }))
}

/// Whether a card may be void because another stands for the same: that one is there, near and not void itself, and nothing rests on this one.
pub(super) async fn may_be_void(tx: &Tx, holder: &Holder, card: &Asset, twin: AssetId) -> Result<(), Stop> {
    let found = if twin == card.id { None } else { locked(tx, twin).await? };
    let Some(twin) = found.filter(|t| !t.is_void() && holder.seen().covers(&t.region)) else {
        return Err(AssetsRefusal::NoTwin { asset: card.number.clone() }.into());
    };
    let handover = card.tracks.handover;
    if handover == HandoverState::InTransfer {
        return Err(AssetsRefusal::HandoverIs { state: handover }.into());
    }
    match store::resting_on(tx.conn(), card.id).await? {
        Some(resting) => {
            let (asset, twin) = (card.number.clone(), twin.number);
            Err(AssetsRefusal::RestsOn { asset, twin, resting }.into())
        }
        None => Ok(()),
    }
}

/// What its tracks are told: it has no value and no use.
pub(super) fn void_stands() -> Vec<Stand> {
    vec![Stand::Value { state: ValueState::Planned, amount: None }, Stand::Use { state: UseState::Voided }]
}

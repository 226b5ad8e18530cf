//! What upkeep says of a card: who maintains the asset, as the duties of repair have it.

use super::{
    changed,
    usage::{Keeping, kept, let_go},
};
use crate::{
    ground::{
        authority::Actor,
        kernel::{AssetId, Day},
        platform::{Fault, Tx},
        trail::Change,
    },
    property::assets::{
        model::{Asset, AssetEvent, Named},
        store,
    },
};

/// What has become of the upkeep of an asset.
#[derive(Debug, Clone)]
pub enum Upkeep {
    /// Somebody has taken it over.
    TakenOver(Named),
    /// Somebody has laid it down, and nobody has taken it over.
    LaidDown(Named),
}

/// Many assets, locked in id order, without those that were deleted.
pub async fn assets_locked(tx: &Tx, ids: &[AssetId]) -> Result<Vec<Asset>, Fault> {
    Ok(store::lock_assets(tx, ids).await?.into_iter().filter(|a| a.deleted_at.is_none()).collect())
}

/// Brings a locked card and its duty track in line from a day on. `None` where the card says so already.
pub async fn look_after(
    tx: &Tx,
    actor: &Actor,
    before: &Asset,
    on: Day,
    upkeep: &Upkeep,
) -> Result<Option<Change>, Fault> {
    let (after, told) = match upkeep {
        Upkeep::TakenOver(who) => kept(before, on, &Keeping { maintainer: Some(who.clone()), upkeep_source: None }),
        Upkeep::LaidDown(who) => let_go(before, on, who),
    };
    if after == *before {
        return Ok(None);
    }
    let now = tx.now().await?;
    let version = before.version + 1;
    let event = |stand| AssetEvent {
        id: tx.id(now),
        asset: before.id,
        stand,
        on,
        file: None,
        reason: None,
        recorded_by: actor.principal.to_string(),
        version,
        at: now,
    };
    let after = Asset {
        tracks: told.iter().fold(before.tracks.clone(), |tracks, stand| tracks.told(stand, on)),
        layer: before.layer.touched_by(actor.layer),
        version,
        updated_at: now,
        ..after
    };
    store::update_asset(tx, before, &after).await?;
    store::append_events(tx, &told.into_iter().map(event).collect::<Vec<_>>()).await?;
    Ok(Some(changed(before, &after)))
}

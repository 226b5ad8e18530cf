//! 资产类别. By its kind it is decided of which money a card is kept and who may own it (R9, R27.2, R27.3). Turned there and back again it let pass what each
//! kind refuses: once its value, its title, its hand-over or an order by public money rests on it, two officers correct it with a paper.

use std::collections::HashMap;

use crate::{
    ground::{
        kernel::{AssetId, Day},
        platform::{Stop, Tx},
    },
    property::assets::{
        AssetsRefusal, BodyKeeps, KeptDoor,
        model::{Asset, AssetKind, HandoverState},
    },
};

/// While it passes its kind is what its list was judged by.
pub(super) fn not_in_transfer(before: &Asset, after: &Asset) -> Result<(), AssetsRefusal> {
    if before.kind == after.kind || before.tracks.handover != HandoverState::InTransfer {
        return Ok(());
    }
    Err(AssetsRefusal::KindInTransfer { asset: before.number.clone(), kind: before.kind })
}

/// Whether a card or a file may say another kind, with an order that public money pays, if there is one.
pub(super) fn kind_holds(before: &Asset, after: &Asset, order: Option<&String>) -> Result<(), AssetsRefusal> {
    not_in_transfer(before, after)?;
    // Dwellings of households pass between persons and are handed over to nobody: a kind that was turned there and back would take both along.
    let told = before.tracks.title_level.is_some() || before.tracks.handover == HandoverState::NotNeeded;
    let stands = before.tracks.original_value.is_some() || before.origin_stands() || told || order.is_some();
    if before.kind == after.kind || !stands {
        return Ok(());
    }
    let (asset, kind, t) = (before.number.clone(), before.kind, &before.tracks);
    let order = order.cloned().unwrap_or_else(|| "-".to_owned());
    Err(AssetsRefusal::KindStands { asset, kind, value: t.value, title: t.title, handover: t.handover, order })
}

/// The same, of a card whose orders are asked for here.
pub(super) async fn kind_stays(tx: &Tx, kept: &dyn KeptDoor, before: &Asset, after: &Asset) -> Result<(), Stop> {
    if before.kind == after.kind {
        return Ok(());
    }
    let orders = kept.kept_by_public_money(tx, &[before.id]).await?;
    kind_holds(before, after, orders.get(&before.id))?;
    unkept(tx, kept, before, after).await
}

/// R9: what a body keeps without owning it is made no household's while it does.
pub(super) fn kept_by_itself(
    before: &Asset,
    after: &Asset,
    kept: &HashMap<AssetId, Vec<BodyKeeps>>,
    today: Day,
) -> Result<(), AssetsRefusal> {
    if before.kind == after.kind || after.kind != AssetKind::Household {
        return Ok(());
    }
    let owns = |k: &BodyKeeps| after.owners.iter().any(|o| o.holds_on(today) && o.who.organisation() == Some(k.body));
    match kept.get(&before.id).into_iter().flatten().find(|k| !owns(k)) {
        Some(k) => {
            let (asset, unit, duty) = (before.number.clone(), k.unit.clone(), k.duty.clone());
            Err(AssetsRefusal::KeptByUnit { asset, unit, duty })
        }
        None => Ok(()),
    }
}

/// The same, of a card whose duties are asked for here.
async fn unkept(tx: &Tx, kept: &dyn KeptDoor, before: &Asset, after: &Asset) -> Result<(), Stop> {
    let today = tx.now().await?.day();
    let duties = kept.kept_by_bodies(tx, &[before.id], today).await?;
    Ok(kept_by_itself(before, after, &duties, today)?)
}

/// R9: what public money is still to pay for, or a body keeps, is made no household's, by two officers neither. What was paid and closed is done,
/// and no card undoes it.
pub(super) async fn may_be_household(tx: &Tx, kept: &dyn KeptDoor, before: &Asset, after: &Asset) -> Result<(), Stop> {
    if before.kind == after.kind || after.kind != AssetKind::Household {
        return Ok(());
    }
    match kept.waits_for_public_money(tx, &[before.id]).await?.remove(&before.id) {
        Some(order) => Err(AssetsRefusal::WaitsForPublicMoney { asset: before.number.clone(), order }.into()),
        None => unkept(tx, kept, before, after).await,
    }
}

//! Rows of transfers. The only part of this room that knows the database.

mod lineage;
mod parts;

use std::collections::HashMap;

use ::entity::{asset_transfer, asset_transfer_item};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use self::parts::{Parts, insert_parts, parts_of, update_parts};
pub use self::{
    lineage::{passed_by, passed_of},
    parts::{defects_of, mismatches_of},
};
use super::model::{JointCheck, Totals, Transfer, TransferCard, TransferQuery, TransferState};
use crate::ground::{
    kernel::{AssetId, Day, Instant, Scope, TransferId, Words},
    platform::{
        Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of, update_versioned,
        word,
    },
};

fn to_row(t: &Transfer) -> asset_transfer::Model {
    asset_transfer::Model {
        id: t.id.uuid(),
        number: t.number.clone(),
        region_code: t.region.to_string(),
        act: t.act.word().into(),
        giver_id: t.giver.uuid(),
        from_regime: t.from_regime.map(|r| r.word().into()),
        receiver_id: t.receiver.uuid(),
        to_regime: t.to_regime.word().into(),
        maintainer_id: t.maintainer.uuid(),
        upkeep_source: t.upkeep_source.word().into(),
        stated_on: t.stated_on.date(),
        supervisor_id: t.supervisor.uuid(),
        manager_id: t.manager.map(|m| m.uuid()),
        location: t.location.clone(),
        reverses_id: t.reverses.map(|r| r.uuid()),
        note: t.note.clone(),
        checked_on: t.check.as_ref().map(|c| c.on.date()),
        check_file_id: t.check.as_ref().and_then(|c| c.file).map(|f| f.uuid()),
        check_note: t.check.as_ref().and_then(|c| c.note.clone()),
        state: t.state.word().into(),
        run_id: t.run.map(|r| r.uuid()),
        revision: t.revision,
        proposed_by: t.proposed_by.uuid(),
        approved_on: t.approved_on.map(Day::date),
        effective_on: t.effective_on.map(Day::date),
        signed_file_id: t.signed_file.map(|f| f.uuid()),
        layer: t.layer.word().into(),
        version: t.version,
        created_at_ms: t.created_at.millis(),
        updated_at_ms: t.updated_at.millis(),
    }
}

fn from_row(row: asset_transfer::Model, parts: Parts) -> Result<Transfer, Fault> {
    let beyond = || Fault::inconsistent("a transfer beyond the range of money");
    Ok(Transfer {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        act: word(&row.act)?,
        giver: row.giver_id.into(),
        co_givers: parts.co_givers,
        from_regime: row.from_regime.as_deref().map(word).transpose()?,
        receiver: row.receiver_id.into(),
        to_regime: word(&row.to_regime)?,
        maintainer: row.maintainer_id.into(),
        upkeep_source: word(&row.upkeep_source)?,
        stated_on: Day::from_date(row.stated_on),
        supervisor: row.supervisor_id.into(),
        manager: row.manager_id.map(Into::into),
        location: row.location,
        reverses: row.reverses_id.map(Into::into),
        papers: parts.papers,
        check: row.checked_on.map(|day| JointCheck {
            on: Day::from_date(day),
            file: row.check_file_id.map(Into::into),
            note: row.check_note,
        }),
        attended: parts.attended,
        defects: parts.defects,
        signatures: parts.signatures,
        state: word(&row.state)?,
        run: row.run_id.map(Into::into),
        revision: row.revision,
        returned: None,
        proposed_by: row.proposed_by.into(),
        approved_on: row.approved_on.map(Day::from_date),
        effective_on: row.effective_on.map(Day::from_date),
        signed_file: row.signed_file_id.map(Into::into),
        totals: Totals::of(&parts.items).ok_or_else(beyond)?,
        items: parts.items,
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        number: row.number,
        note: row.note,
        version: row.version,
    })
}

/// Transfers with what hangs on them.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<asset_transfer::Model>) -> Result<Vec<Transfer>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts = parts_of(conn, &rows).await?;
    rows.into_iter()
        .map(|row| {
            let parts = parts.remove(&row.id).unwrap_or_default();
            from_row(row, parts)
        })
        .collect()
}

pub async fn insert_transfer(tx: &Tx, t: &Transfer) -> Result<(), Fault> {
    insert(tx, to_row(t)).await?;
    insert_parts(tx, t).await
}

/// Writes a transfer back over what it was.
pub async fn update_transfer(tx: &Tx, before: &Transfer, after: &Transfer) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), asset_transfer::Column::Version, before.version).await?;
    update_parts(tx, before, after).await
}

/// Which of these assets stand in an open transfer.
pub async fn in_open_transfer(tx: &Tx, assets: &[AssetId]) -> Result<HashMap<AssetId, TransferId>, Fault> {
    use asset_transfer_item::Column;
    let found: Vec<(Uuid, Uuid)> = asset_transfer_item::Entity::find()
        .filter(Column::AssetId.is_in(assets.iter().map(|id| id.uuid())))
        .filter(Column::IsOpen.eq(true))
        .select_only()
        .columns([Column::AssetId, Column::TransferId])
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().map(|(asset, transfer)| (asset.into(), transfer.into())).collect())
}

pub async fn find_transfer(conn: &impl ConnectionTrait, id: TransferId) -> Result<Option<Transfer>, Fault> {
    let row = asset_transfer::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Those of these that there are, without their lists.
pub async fn find_transfers(conn: &impl ConnectionTrait, ids: &[TransferId]) -> Result<Vec<Transfer>, Fault> {
    let select =
        asset_transfer::Entity::find().filter(asset_transfer::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    select.all(conn).await?.into_iter().map(|row| from_row(row, Parts::default())).collect()
}

pub async fn lock_transfer(tx: &Tx, id: TransferId) -> Result<Option<Transfer>, Fault> {
    let row = lock_if_postgres(tx, asset_transfer::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_transfers(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &TransferQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Transfer>, Fault> {
    use asset_transfer::Column;
    let wanted = [
        query.state.map(|s| Column::State.eq(s.word())),
        query.act.map(|a| Column::Act.eq(a.word())),
        query.reverses.map(|r| Column::ReversesId.eq(r.uuid())),
    ];
    let select = asset_transfer::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(asset_transfer), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// The assets of a transfer that others undo, open or in effect. Whoever calls holds that transfer's lock.
pub async fn undone_of(tx: &Tx, id: TransferId) -> Result<Vec<AssetId>, Fault> {
    use asset_transfer::Column;
    let lives = TransferState::ALL.iter().map(|(state, ..)| *state);
    let lives = lives.filter(|state| state.is_open() || *state == TransferState::Effective).map(Words::word);
    let select = asset_transfer::Entity::find()
        .filter(Column::ReversesId.eq(id.uuid()))
        .filter(Column::State.is_in(lives.collect::<Vec<_>>()));
    let found = whole(tx.conn(), select.all(tx.conn()).await?).await?;
    Ok(found.iter().flat_map(Transfer::passing).map(|i| i.asset).collect())
}

/// Transfers in the order of their ids, without what hangs on them.
pub async fn cards_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<TransferCard>, Fault> {
    use asset_transfer::Column;
    let select = asset_transfer::Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most);
    let card = |row: asset_transfer::Model| {
        let (region, state) = (region_of(&row.region_code)?, word(&row.state)?);
        Ok(TransferCard { id: row.id.into(), number: row.number, region, state })
    };
    select.all(conn).await?.into_iter().map(card).collect()
}

/// How many transfers stand in each state.
pub async fn transfers_by_state(conn: &impl ConnectionTrait) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "asset_transfer").await
}

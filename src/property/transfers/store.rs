//! Rows of transfers. The only file of this room that knows the database.

use std::collections::HashMap;

use ::entity::{asset_transfer, asset_transfer_item};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use uuid::Uuid;

use super::model::{Item, Papers, Totals, Transfer, TransferQuery};
use crate::ground::{
    kernel::{AssetId, Day, Instant, Scope, TransferId, Words as _},
    platform::{
        Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, money_of, page, page_keys, region_of,
        update_versioned, word,
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
        acceptance_file_id: t.papers.acceptance.map(|f| f.uuid()),
        reply_file_id: t.papers.reply.map(|f| f.uuid()),
        resolution_file_id: t.papers.resolution.map(|f| f.uuid()),
        note: t.note.clone(),
        state: t.state.word().into(),
        run_id: t.run.map(|r| r.uuid()),
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

fn from_row(row: asset_transfer::Model, items: Vec<Item>) -> Result<Transfer, Fault> {
    let beyond = || Fault::inconsistent("a transfer beyond the range of money");
    Ok(Transfer {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        act: word(&row.act)?,
        giver: row.giver_id.into(),
        from_regime: row.from_regime.as_deref().map(word).transpose()?,
        receiver: row.receiver_id.into(),
        to_regime: word(&row.to_regime)?,
        maintainer: row.maintainer_id.into(),
        upkeep_source: word(&row.upkeep_source)?,
        stated_on: Day::from_date(row.stated_on),
        papers: Papers {
            acceptance: row.acceptance_file_id.map(Into::into),
            reply: row.reply_file_id.map(Into::into),
            resolution: row.resolution_file_id.map(Into::into),
        },
        state: word(&row.state)?,
        run: row.run_id.map(Into::into),
        proposed_by: row.proposed_by.into(),
        approved_on: row.approved_on.map(Day::from_date),
        effective_on: row.effective_on.map(Day::from_date),
        signed_file: row.signed_file_id.map(Into::into),
        totals: Totals::of(&items).ok_or_else(beyond)?,
        items,
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        number: row.number,
        note: row.note,
        version: row.version,
    })
}

fn item_row(id: TransferId, (n, i): (i32, &Item)) -> asset_transfer_item::Model {
    asset_transfer_item::Model {
        transfer_id: id.uuid(),
        n,
        asset_id: i.asset.uuid(),
        original_fen: i.original.fen(),
        accumulated_fen: i.accumulated.fen(),
        costs_fen: i.costs.fen(),
        handover_before: i.handover_before.word().into(),
        is_open: true,
    }
}

fn item_of(row: &asset_transfer_item::Model) -> Result<Item, Fault> {
    let sums = [money_of(row.original_fen)?, money_of(row.accumulated_fen)?, money_of(row.costs_fen)?];
    let beyond = || Fault::inconsistent("a line of a transfer beyond the range of money");
    Item::of(row.asset_id.into(), sums, word(&row.handover_before)?).ok_or_else(beyond)
}

/// Transfers with their lists: one query more, however many they are.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<asset_transfer::Model>) -> Result<Vec<Transfer>, Fault> {
    use asset_transfer_item::Column;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = asset_transfer_item::Entity::find()
        .filter(Column::TransferId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(Column::N);
    let mut items: HashMap<Uuid, Vec<Item>> = HashMap::new();
    for row in select.all(conn).await? {
        items.entry(row.transfer_id).or_default().push(item_of(&row)?);
    }
    let with = |row: asset_transfer::Model| {
        let items = items.remove(&row.id).unwrap_or_default();
        from_row(row, items)
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_transfer(tx: &Tx, t: &Transfer) -> Result<(), Fault> {
    insert(tx, to_row(t)).await?;
    insert_all(tx, (1..).zip(&t.items).map(|item| item_row(t.id, item)).collect()).await
}

/// Writes a transfer back; its list stays what it is, and is open as long as it is.
pub async fn update_transfer(tx: &Tx, t: &Transfer, read_at: i64) -> Result<(), Fault> {
    use asset_transfer_item::Column;
    update_versioned(tx, to_row(t), asset_transfer::Column::Version, read_at).await?;
    asset_transfer_item::Entity::update_many()
        .col_expr(Column::IsOpen, Expr::val(t.state.is_open()))
        .filter(Column::TransferId.eq(t.id.uuid()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Which of these assets stand in an open transfer.
pub async fn in_open_transfer(tx: &Tx, assets: &[AssetId]) -> Result<Vec<AssetId>, Fault> {
    use asset_transfer_item::Column;
    let found: Vec<Uuid> = asset_transfer_item::Entity::find()
        .filter(Column::AssetId.is_in(assets.iter().map(|id| id.uuid())))
        .filter(Column::IsOpen.eq(true))
        .select_only()
        .column(Column::AssetId)
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().map(Into::into).collect())
}

pub async fn find_transfer(conn: &impl ConnectionTrait, id: TransferId) -> Result<Option<Transfer>, Fault> {
    let row = asset_transfer::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Those of these that there are, without their lists.
pub async fn find_transfers(conn: &impl ConnectionTrait, ids: &[TransferId]) -> Result<Vec<Transfer>, Fault> {
    let select =
        asset_transfer::Entity::find().filter(asset_transfer::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    select.all(conn).await?.into_iter().map(|row| from_row(row, Vec::new())).collect()
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
    let wanted = [query.state.map(|s| Column::State.eq(s.word())), query.act.map(|a| Column::Act.eq(a.word()))];
    let select = asset_transfer::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(asset_transfer), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

//! Rows of entrustments, and of the assets that they are about.

use std::collections::HashMap;

use ::entity::{entrustment, entrustment_asset};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::collectives::model::{Entrustment, EntrustmentQuery},
    ground::{
        kernel::{AssetId, CollectiveId, Day, EntrustmentId, Instant, OrganisationId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

fn to_row(e: &Entrustment) -> entrustment::Model {
    entrustment::Model {
        id: e.id.uuid(),
        collective_id: e.collective.uuid(),
        region_code: e.region.to_string(),
        manager_id: e.manager.uuid(),
        scope: e.scope.clone(),
        file_id: e.paper.uuid(),
        from_on: e.from.date(),
        until_on: e.until.map(Day::date),
        end_reason: e.end_reason.clone(),
        end_file_id: e.end_paper.map(|f| f.uuid()),
        layer: e.layer.word().into(),
        version: e.version,
        created_at_ms: e.created_at.millis(),
        updated_at_ms: e.updated_at.millis(),
    }
}

fn from_row(row: entrustment::Model) -> Result<Entrustment, Fault> {
    Ok(Entrustment {
        id: row.id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        manager: row.manager_id.into(),
        scope: row.scope,
        assets: Vec::new(),
        paper: row.file_id.into(),
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        end_reason: row.end_reason,
        end_paper: row.end_file_id.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with their assets.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<entrustment::Model>) -> Result<Vec<Entrustment>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = entrustment_asset::Entity::find()
        .filter(entrustment_asset::Column::EntrustmentId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(entrustment_asset::Column::AssetId);
    let mut assets: HashMap<Uuid, Vec<AssetId>> = HashMap::new();
    for row in select.all(conn).await? {
        assets.entry(row.entrustment_id).or_default().push(row.asset_id.into());
    }
    let with_assets = |row: entrustment::Model| {
        let assets = assets.remove(&row.id).unwrap_or_default();
        Ok(Entrustment { assets, ..from_row(row)? })
    };
    rows.into_iter().map(with_assets).collect()
}

pub async fn insert_entrustment(tx: &Tx, entrustment: &Entrustment) -> Result<(), Fault> {
    insert(tx, to_row(entrustment)).await?;
    let entrustment_id = entrustment.id.uuid();
    let row = |asset: &AssetId| entrustment_asset::Model { entrustment_id, asset_id: asset.uuid() };
    insert_all(tx, entrustment.assets.iter().map(row).collect()).await
}

/// Writes an entrustment back; its assets stay.
pub async fn update_entrustment(tx: &Tx, entrustment: &Entrustment, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(entrustment), entrustment::Column::Version, read_at).await
}

pub async fn find_entrustment(conn: &impl ConnectionTrait, id: EntrustmentId) -> Result<Option<Entrustment>, Fault> {
    let row = entrustment::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_entrustment(tx: &Tx, id: EntrustmentId) -> Result<Option<Entrustment>, Fault> {
    let row = lock_if_postgres(tx, entrustment::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// What a body has entrusted, ended ones too. Whoever decides by it holds the body.
pub async fn entrustments_of(conn: &impl ConnectionTrait, id: CollectiveId) -> Result<Vec<Entrustment>, Fault> {
    let select = entrustment::Entity::find()
        .filter(entrustment::Column::CollectiveId.eq(id.uuid()))
        .order_by_asc(entrustment::Column::Id);
    whole(conn, select.all(conn).await?).await
}

/// What bodies have entrusted to a unit, and holds on a day.
pub async fn entrusted_to(
    conn: &impl ConnectionTrait,
    manager: OrganisationId,
    day: Day,
) -> Result<Vec<Entrustment>, Fault> {
    let select = entrustment::Entity::find()
        .filter(entrustment::Column::ManagerId.eq(manager.uuid()))
        .filter(holds_on(entrustment::Column::FromOn, entrustment::Column::UntilOn, day))
        .order_by_asc(entrustment::Column::Id);
    whole(conn, select.all(conn).await?).await
}

/// Entrustments in the order of their ids, a bounded number at a time.
pub async fn entrustments_after(
    conn: &impl ConnectionTrait,
    after: Uuid,
    most: u64,
) -> Result<Vec<Entrustment>, Fault> {
    let select = entrustment::Entity::find()
        .filter(entrustment::Column::Id.gt(after))
        .order_by_asc(entrustment::Column::Id)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

pub async fn list_entrustments(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &EntrustmentQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Entrustment>, Fault> {
    use entrustment::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.manager.map(|m| Column::ManagerId.eq(m.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = query.on.into_iter().fold(wanted, |all, day| all.add(holds_on(Column::FromOn, Column::UntilOn, day)));
    let select = entrustment::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(entrustment), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

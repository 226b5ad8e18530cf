//! Rows of rolls.

use std::collections::BTreeMap;

use ::entity::roll;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::rolls::model::{Roll, RollQuery},
    ground::{
        kernel::{Day, Instant, RollId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
};

fn to_row(r: &Roll) -> roll::Model {
    roll::Model {
        id: r.id.uuid(),
        number: r.number.clone(),
        collective_id: r.collective.uuid(),
        region_code: r.region.to_string(),
        basis: r.basis.word().into(),
        per: r.per.word().into(),
        name: r.name.clone(),
        file_id: r.paper.uuid(),
        terms: r.terms.clone(),
        state: r.state.word().into(),
        closed_on: r.closed_on.map(Day::date),
        close_reason: r.close_reason.clone(),
        close_file_id: r.close_paper.map(|f| f.uuid()),
        entries: r.entries,
        note: r.note.clone(),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn from_row(row: roll::Model) -> Result<Roll, Fault> {
    Ok(Roll {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        basis: word(&row.basis)?,
        per: word(&row.per)?,
        name: row.name,
        paper: row.file_id.into(),
        terms: row.terms,
        state: word(&row.state)?,
        closed_on: row.closed_on.map(Day::from_date),
        close_reason: row.close_reason,
        close_paper: row.close_file_id.map(Into::into),
        entries: row.entries,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_roll(tx: &Tx, roll: &Roll) -> Result<(), Fault> {
    insert(tx, to_row(roll)).await
}

pub async fn update_roll(tx: &Tx, roll: &Roll, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(roll), roll::Column::Version, read_at).await
}

/// Rolls by id, in one query.
pub async fn find_rolls(conn: &impl ConnectionTrait, ids: &[RollId]) -> Result<Vec<Roll>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = roll::Entity::find().filter(roll::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn lock_roll(tx: &Tx, id: RollId) -> Result<Option<Roll>, Fault> {
    lock_if_postgres(tx, roll::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

/// Many rolls by their numbers, locked in id order.
pub async fn lock_rolls_numbered(tx: &Tx, numbers: &[String]) -> Result<Vec<Roll>, Fault> {
    let select = roll::Entity::find().filter(roll::Column::Number.is_in(numbers)).order_by_asc(roll::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// Rolls in the order of their ids, a bounded number at a time.
pub async fn rolls_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Roll>, Fault> {
    let select = roll::Entity::find().filter(roll::Column::Id.gt(after)).order_by_asc(roll::Column::Id).limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// How many rolls are in each state.
pub async fn rolls_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "roll").await
}

pub async fn list_rolls(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: RollQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Roll>, Fault> {
    use roll::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.basis.map(|b| Column::Basis.eq(b.word())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = roll::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(roll), listing, now).await?.try_map(from_row)
}

//! Rows of pools. What is left of one stands in the ledger.

use std::collections::BTreeMap;

use ::entity::income_pool;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::income::model::{IncomePoolState, PoolCard, PoolQuery},
    ground::{
        kernel::{CollectiveId, Day, IncomePoolId, IncomeYearId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert_all, lock_if_postgres, money_of, page,
            page_keys, region_of, update_versioned, word,
        },
    },
};

fn to_row(p: &PoolCard) -> income_pool::Model {
    income_pool::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        year_id: p.year_id.uuid(),
        collective_id: p.collective.uuid(),
        region_code: p.region.to_string(),
        year: p.year,
        purpose: p.purpose.word().into(),
        basis: p.basis.clone(),
        amount_fen: p.amount.fen(),
        closed_on: p.closed_on.date(),
        state: p.state.word().into(),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
    }
}

fn from_row(row: income_pool::Model) -> Result<PoolCard, Fault> {
    Ok(PoolCard {
        id: row.id.into(),
        number: row.number,
        year_id: row.year_id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        year: row.year,
        purpose: word(&row.purpose)?,
        basis: row.basis,
        amount: money_of(row.amount_fen)?,
        closed_on: Day::from_date(row.closed_on),
        state: word(&row.state)?,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_pools(tx: &Tx, pools: &[PoolCard]) -> Result<(), Fault> {
    insert_all(tx, pools.iter().map(to_row).collect()).await
}

pub async fn update_pool(tx: &Tx, pool: &PoolCard, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(pool), income_pool::Column::Version, read_at).await
}

pub async fn find_pool(conn: &impl ConnectionTrait, id: IncomePoolId) -> Result<Option<PoolCard>, Fault> {
    income_pool::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Pools by their ids.
pub async fn pools_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<PoolCard>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = income_pool::Entity::find().filter(income_pool::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn lock_pool(tx: &Tx, id: IncomePoolId) -> Result<Option<PoolCard>, Fault> {
    lock_if_postgres(tx, income_pool::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

/// What is set aside of a year, in the order of ids, locked.
pub async fn pools_of_year(tx: &Tx, year: IncomeYearId) -> Result<Vec<PoolCard>, Fault> {
    let select = income_pool::Entity::find()
        .filter(income_pool::Column::YearId.eq(year.uuid()))
        .filter(income_pool::Column::State.eq(IncomePoolState::SetAside.word()))
        .order_by_asc(income_pool::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// What is set aside of all years of a body.
pub async fn pools_of_body(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<Vec<Uuid>, Fault> {
    let select = income_pool::Entity::find()
        .filter(income_pool::Column::CollectiveId.eq(body.uuid()))
        .filter(income_pool::Column::State.eq(IncomePoolState::SetAside.word()))
        .select_only()
        .column(income_pool::Column::Id);
    Ok(select.into_tuple().all(conn).await?)
}

/// How many pools are in each state.
pub async fn pools_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "income_pool").await
}

pub async fn list_pools(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &PoolQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<PoolCard>, Fault> {
    use income_pool::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.year.map(|y| Column::Year.eq(y)),
        query.purpose.map(|p| Column::Purpose.eq(p.word())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = income_pool::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(income_pool), listing, now).await?.try_map(from_row)
}

//! Rows of years.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::income_year;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::income::model::{Closing, Evidence, Figures, Year, YearQuery},
    ground::{
        kernel::{CollectiveId, Day, IncomeYearId, Instant, Money, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, money_of, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

fn to_row(y: &Year) -> income_year::Model {
    let c = y.closing.as_ref();
    let fen = |of: fn(&Closing) -> Money| c.map(|c| of(c).fen());
    income_year::Model {
        id: y.id.uuid(),
        collective_id: y.collective.uuid(),
        region_code: y.region.to_string(),
        year: y.year,
        state: y.state.word().into(),
        opening_loss_fen: y.opening_loss.fen(),
        opening_file_id: y.opening_paper.map(|f| f.uuid()),
        opened_by: y.opened_by.uuid(),
        closed_on: c.map(|c| c.on.date()),
        closed_by: c.map(|c| c.by.uuid()),
        stocktake_on: c.map(|c| c.stocktake.on.date()),
        stocktake_file_id: c.map(|c| c.stocktake.paper.uuid()),
        debts_on: c.map(|c| c.debts.on.date()),
        debts_file_id: c.map(|c| c.debts.paper.uuid()),
        scheme_id: c.and_then(|c| c.scheme).map(|s| s.uuid()),
        income_fen: fen(|c| c.figures.income),
        expense_fen: fen(|c| c.figures.expense),
        upkeep_fen: fen(|c| c.figures.upkeep),
        loss_before_fen: fen(|c| c.figures.loss_before),
        loss_covered_fen: fen(|c| c.loss_covered),
        loss_after_fen: fen(|c| c.loss_after),
        carried_fen: fen(|c| c.figures.carried),
        reserve_fen: fen(|c| c.reserve),
        undistributed_fen: fen(|c| c.undistributed),
        note: y.note.clone(),
        layer: y.layer.word().into(),
        version: y.version,
        created_at_ms: y.created_at.millis(),
        updated_at_ms: y.updated_at.millis(),
    }
}

/// A column that a closed year has.
fn there<T>(value: Option<T>) -> Result<T, Fault> {
    value.ok_or_else(|| Fault::inconsistent("a closed year without its figures"))
}

fn closing_of(row: &income_year::Model) -> Result<Option<Closing>, Fault> {
    let Some(on) = row.closed_on else { return Ok(None) };
    let fen = |value: Option<i64>| money_of(there(value)?);
    let evidence = |on: Option<sea_orm::prelude::Date>, paper: Option<Uuid>| {
        Ok::<_, Fault>(Evidence { on: Day::from_date(there(on)?), paper: there(paper)?.into() })
    };
    Ok(Some(Closing {
        on: Day::from_date(on),
        by: there(row.closed_by)?.into(),
        stocktake: evidence(row.stocktake_on, row.stocktake_file_id)?,
        debts: evidence(row.debts_on, row.debts_file_id)?,
        scheme: row.scheme_id.map(Into::into),
        figures: Figures {
            income: fen(row.income_fen)?,
            expense: fen(row.expense_fen)?,
            upkeep: fen(row.upkeep_fen)?,
            loss_before: fen(row.loss_before_fen)?,
            carried: fen(row.carried_fen)?,
        },
        loss_covered: fen(row.loss_covered_fen)?,
        loss_after: fen(row.loss_after_fen)?,
        reserve: fen(row.reserve_fen)?,
        undistributed: fen(row.undistributed_fen)?,
    }))
}

fn from_row(row: income_year::Model) -> Result<Year, Fault> {
    Ok(Year {
        closing: closing_of(&row)?,
        id: row.id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        year: row.year,
        state: word(&row.state)?,
        opening_loss: money_of(row.opening_loss_fen)?,
        opening_paper: row.opening_file_id.map(Into::into),
        opened_by: row.opened_by.into(),
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_year(tx: &Tx, year: &Year) -> Result<(), Fault> {
    insert(tx, to_row(year)).await
}

pub async fn update_year(tx: &Tx, year: &Year, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(year), income_year::Column::Version, read_at).await
}

pub async fn find_year(conn: &impl ConnectionTrait, id: IncomeYearId) -> Result<Option<Year>, Fault> {
    income_year::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_year(tx: &Tx, id: IncomeYearId) -> Result<Option<Year>, Fault> {
    lock_if_postgres(tx, income_year::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

/// The year of a body.
pub async fn find_year_of(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    year: i32,
) -> Result<Option<Year>, Fault> {
    let select = income_year::Entity::find()
        .filter(income_year::Column::CollectiveId.eq(collective.uuid()))
        .filter(income_year::Column::Year.eq(year));
    select.one(conn).await?.map(from_row).transpose()
}

/// The last year of a body that is kept.
pub async fn last_year(conn: &impl ConnectionTrait, collective: CollectiveId) -> Result<Option<Year>, Fault> {
    let select = income_year::Entity::find()
        .filter(income_year::Column::CollectiveId.eq(collective.uuid()))
        .order_by_desc(income_year::Column::Year);
    select.one(conn).await?.map(from_row).transpose()
}

/// How many years are in each state.
pub async fn years_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "income_year").await
}

pub async fn list_years(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &YearQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Year>, Fault> {
    use income_year::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.year.map(|y| Column::Year.eq(y)),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = income_year::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(income_year), listing, now).await?.try_map(from_row)
}

/// Years in the order of their ids.
pub async fn years_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Year>, Fault> {
    let select = income_year::Entity::find().filter(income_year::Column::Id.gt(after));
    let rows = select.order_by_asc(income_year::Column::Id).limit(most).all(conn).await?;
    rows.into_iter().map(from_row).collect()
}

/// Every year of these bodies.
pub async fn years_of(
    conn: &impl ConnectionTrait,
    bodies: impl Iterator<Item = CollectiveId>,
) -> Result<Vec<Year>, Fault> {
    let bodies: BTreeSet<Uuid> = bodies.map(|b| b.uuid()).collect();
    if bodies.is_empty() {
        return Ok(Vec::new());
    }
    let of = income_year::Column::CollectiveId.is_in(bodies);
    income_year::Entity::find().filter(of).all(conn).await?.into_iter().map(from_row).collect()
}

/// Years by their ids.
pub async fn years_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Year>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = income_year::Entity::find().filter(income_year::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

//! Rows of what was spent from pools: confirmed once, else only ever added.

use std::collections::HashMap;

use ::entity::income_spending;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect as _, sea_query::Query};
use uuid::Uuid;

use crate::{
    benefit::income::model::{Spending, SpendingQuery},
    ground::{
        kernel::{CollectiveId, Day, IncomePoolId, IncomeSpendingId, Instant, Month, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, money_of, page, page_keys, region_of, update_versioned, word,
        },
    },
};

fn to_row(s: &Spending) -> income_spending::Model {
    income_spending::Model {
        id: s.id.uuid(),
        number: s.number.clone(),
        pool_id: s.pool.uuid(),
        collective_id: s.collective.uuid(),
        region_code: s.region.to_string(),
        spent_on: s.on.date(),
        amount_fen: s.amount.fen(),
        account_id: s.account.uuid(),
        payee: s.payee.clone(),
        organisation_id: s.organisation.map(|o| o.uuid()),
        purpose: s.purpose.clone(),
        voucher: s.voucher.clone(),
        file_id: s.paper.map(|f| f.uuid()),
        reverses_id: s.reverses.map(|r| r.uuid()),
        recorded_by: s.recorded_by.clone(),
        state: s.state.word().into(),
        confirmed_by: s.confirmed_by.clone(),
        to_person_list_id: s.list.map(|l| l.uuid()),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn from_row(row: income_spending::Model) -> Result<Spending, Fault> {
    Ok(Spending {
        id: row.id.into(),
        number: row.number,
        pool: row.pool_id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        on: Day::from_date(row.spent_on),
        amount: money_of(row.amount_fen)?,
        account: row.account_id.into(),
        payee: row.payee,
        organisation: row.organisation_id.map(Into::into),
        purpose: row.purpose,
        voucher: row.voucher,
        paper: row.file_id.map(Into::into),
        reverses: row.reverses_id.map(Into::into),
        reversed_by: None,
        recorded_by: row.recorded_by,
        state: word(&row.state)?,
        confirmed_by: row.confirmed_by,
        list: row.to_person_list_id.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with what took them back.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<income_spending::Model>) -> Result<Vec<Spending>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let reversals = income_spending::Entity::find()
        .filter(income_spending::Column::ReversesId.is_in(rows.iter().map(|r| r.id)))
        .select_only()
        .column(income_spending::Column::ReversesId)
        .column(income_spending::Column::Id);
    let reversals: HashMap<Uuid, Uuid> = reversals.into_tuple::<(Uuid, Uuid)>().all(conn).await?.into_iter().collect();
    let with = |row: income_spending::Model| {
        let reversed_by = reversals.get(&row.id).copied().map(Into::into);
        Ok(Spending { reversed_by, ..from_row(row)? })
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_spending(tx: &Tx, spending: &Spending) -> Result<(), Fault> {
    insert(tx, to_row(spending)).await
}

pub async fn update_spending(tx: &Tx, spending: &Spending, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(spending), income_spending::Column::Version, read_at).await
}

pub async fn find_spending(conn: &impl ConnectionTrait, id: IncomeSpendingId) -> Result<Option<Spending>, Fault> {
    let row = income_spending::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Spendings by their ids.
pub async fn spendings_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Spending>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = income_spending::Entity::find().filter(income_spending::Column::Id.is_in(ids.iter().copied()));
    whole(conn, select.all(conn).await?).await
}

/// The number of what took a spending back.
pub async fn spending_reversal_of(conn: &impl ConnectionTrait, id: IncomeSpendingId) -> Result<Option<String>, Fault> {
    let select = income_spending::Entity::find()
        .filter(income_spending::Column::ReversesId.eq(id.uuid()))
        .select_only()
        .column(income_spending::Column::Number);
    Ok(select.into_tuple().one(conn).await?)
}

/// The number of a spending of a body that told a voucher of a month and was not taken back: of the same pool, where one is said.
pub async fn spending_voucher_taken(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    (voucher, month): (&str, Month),
    pool: Option<IncomePoolId>,
) -> Result<Option<String>, Fault> {
    use income_spending::Column;
    let taken_back = Query::select()
        .column(Column::ReversesId)
        .from(income_spending::Entity)
        .and_where(Column::CollectiveId.eq(collective.uuid()))
        .and_where(Column::ReversesId.is_not_null())
        .to_owned();
    let select = income_spending::Entity::find()
        .filter(Column::CollectiveId.eq(collective.uuid()))
        .filter(Column::Voucher.eq(voucher))
        .filter(Column::SpentOn.between(month.first_day().date(), month.last_day().date()))
        .filter(Column::ReversesId.is_null())
        .filter(Column::Id.not_in_subquery(taken_back));
    let select = pool.into_iter().fold(select, |select, pool| select.filter(Column::PoolId.eq(pool.uuid())));
    Ok(select.select_only().column(Column::Number).into_tuple().one(conn).await?)
}

pub async fn list_spendings(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &SpendingQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Spending>, Fault> {
    use income_spending::Column;
    let wanted = [
        query.pool.map(|p| Column::PoolId.eq(p.uuid())),
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = income_spending::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(income_spending), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

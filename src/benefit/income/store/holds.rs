//! Rows of what locked lists hold of pools. Whoever writes one holds the pool.

use std::collections::HashMap;

use ::entity::{income_hold, income_spending};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect as _,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    benefit::income::model::PoolHold,
    ground::{
        kernel::{IncomePoolId, IncomeSpendingId, Money, SubjectRef, Words as _},
        platform::{Fault, Tx, insert_all, money_of, word},
    },
};

/// The spendings that were taken back.
fn taken_back() -> SelectStatement {
    use income_spending::Column;
    let mut select = Query::select();
    select.column(Column::ReversesId).from(income_spending::Entity).and_where(Column::ReversesId.is_not_null());
    select
}

/// Not paid, or by a spending that was taken back.
fn open() -> Condition {
    use income_hold::Column;
    Condition::any().add(Column::SpendingId.is_null()).add(Column::SpendingId.in_subquery(taken_back()))
}

/// What of these pools is held for lists that are not paid.
pub async fn held_of(conn: &impl ConnectionTrait, pools: &[Uuid]) -> Result<HashMap<Uuid, Money>, Fault> {
    use income_hold::Column;
    let mut found: HashMap<Uuid, Money> = HashMap::new();
    if pools.is_empty() {
        return Ok(found);
    }
    let select = income_hold::Entity::find()
        .filter(Column::PoolId.is_in(pools.iter().copied()))
        .filter(open())
        .select_only()
        .columns([Column::PoolId, Column::AmountFen]);
    for (pool, fen) in select.into_tuple::<(Uuid, i64)>().all(conn).await? {
        let sum = found.entry(pool).or_default();
        *sum = sum.plus(money_of(fen)?).ok_or_else(|| Fault::inconsistent("more held of a pool than money is"))?;
    }
    Ok(found)
}

/// What a list holds, and whether that is paid.
pub async fn find_hold(conn: &impl ConnectionTrait, by: SubjectRef) -> Result<Option<PoolHold>, Fault> {
    let key = (by.kind.word().to_owned(), by.id);
    let Some(row) = income_hold::Entity::find_by_id(key.clone()).one(conn).await? else { return Ok(None) };
    let is_open = income_hold::Entity::find_by_id(key).filter(open()).one(conn).await?.is_some();
    let paid_by = row.spending_id.filter(|_| !is_open).map(Into::into);
    Ok(Some(PoolHold { pool: row.pool_id.into(), amount: money_of(row.amount_fen)?, paid_by }))
}

/// For which list a spending pays.
pub async fn paid_for(conn: &impl ConnectionTrait, spending: IncomeSpendingId) -> Result<Option<SubjectRef>, Fault> {
    let select = income_hold::Entity::find().filter(income_hold::Column::SpendingId.eq(spending.uuid()));
    let row = select.one(conn).await?;
    row.map(|row| Ok(SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id })).transpose()
}

pub async fn insert_hold(tx: &Tx, pool: IncomePoolId, (by, amount): (SubjectRef, Money)) -> Result<(), Fault> {
    let row = income_hold::Model {
        subject_kind: by.kind.word().into(),
        subject_id: by.id,
        pool_id: pool.uuid(),
        amount_fen: amount.fen(),
        spending_id: None,
    };
    insert_all(tx, vec![row]).await
}

pub async fn remove_hold(tx: &Tx, by: SubjectRef) -> Result<(), Fault> {
    let done = income_hold::Entity::delete_by_id((by.kind.word().to_owned(), by.id)).exec(tx.conn()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("a locked list that holds nothing")) }
}

/// Writes by which spending a list is paid, or that none pays it.
pub async fn pay_hold(tx: &Tx, by: SubjectRef, spending: Option<IncomeSpendingId>) -> Result<(), Fault> {
    use income_hold::Column;
    let done = income_hold::Entity::update_many()
        .col_expr(Column::SpendingId, Expr::value(spending.map(|s| s.uuid())))
        .filter(Column::SubjectKind.eq(by.kind.word()))
        .filter(Column::SubjectId.eq(by.id))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("a locked list that holds nothing")) }
}

//! Rows of what was verified of orders of upkeep, and what was claimed and paid for them.

use ::entity::{disbursement, payment, to_person_bill, upkeep_bill};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, FromQueryResult, IntoActiveModel as _, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, OnConflict, Query},
};
use uuid::Uuid;

use super::lineage::Step;
use crate::{
    ground::{
        kernel::{Day, DisbursementId, Money, ToPersonListId, UpkeepOrderId, Words as _},
        platform::{Fault, Tx, insert, lock_if_postgres, money_of, region_of},
    },
    money::payments::model::{Bill, DisbursementState, ListBill, PaymentState},
};

fn from_row(row: &upkeep_bill::Model) -> Result<Bill, Fault> {
    Ok(Bill {
        order: row.order_id.into(),
        number: row.number.clone(),
        region: region_of(&row.region_code)?,
        payee: row.payee_id.into(),
        assigned: row.assigned_name.clone(),
        assignment: row.assignment_number.clone().zip(row.assignment_on.map(Day::from_date)),
        amount: money_of(row.amount_fen)?,
    })
}

/// Puts what was verified before claims, in the place of what was taken back of the same order.
pub async fn insert_bill(tx: &Tx, bill: &Bill) -> Result<(), Fault> {
    use upkeep_bill::Column;
    let row = upkeep_bill::Model {
        order_id: bill.order.uuid(),
        number: bill.number.clone(),
        region_code: bill.region.to_string(),
        payee_id: bill.payee.uuid(),
        amount_fen: bill.amount.fen(),
        assigned_name: bill.assigned.clone(),
        assignment_number: bill.assignment.as_ref().map(|(number, _)| number.clone()),
        assignment_on: bill.assignment.as_ref().map(|(_, on)| on.date()),
        taken_back: false,
    };
    let said = [
        Column::Number,
        Column::RegionCode,
        Column::PayeeId,
        Column::AmountFen,
        Column::AssignedName,
        Column::AssignmentNumber,
        Column::AssignmentOn,
        Column::TakenBack,
    ];
    let replace = OnConflict::column(Column::OrderId).update_columns(said).to_owned();
    upkeep_bill::Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The row stays for the claims that named it and are no more; nothing new is claimed for it.
pub async fn take_back_bill(tx: &Tx, order: UpkeepOrderId) -> Result<(), Fault> {
    use upkeep_bill::Column;
    let change = upkeep_bill::Entity::update_many().col_expr(Column::TakenBack, Expr::value(true));
    change.filter(Column::OrderId.eq(order.uuid())).exec(tx.conn()).await?;
    Ok(())
}

/// The number of a claim for an order that was neither deleted nor ended without a payment.
pub async fn relies_on_order(conn: &impl ConnectionTrait, order: UpkeepOrderId) -> Result<Option<String>, Fault> {
    use disbursement::Column;
    let select = disbursement::Entity::find()
        .filter(Column::UpkeepOrderId.eq(order.uuid()))
        .filter(Column::DeletedAtMs.is_null())
        .filter(Column::State.is_not_in(DisbursementState::ENDED.map(|s| s.word())))
        .order_by_asc(Column::Id);
    Ok(select.one(conn).await?.map(|row| row.number))
}

/// What may be claimed for an order: nothing where its verification was taken back.
pub async fn standing_bill(conn: &impl ConnectionTrait, order: UpkeepOrderId) -> Result<Option<Bill>, Fault> {
    let select = upkeep_bill::Entity::find_by_id(order.uuid()).filter(upkeep_bill::Column::TakenBack.eq(false));
    select.one(conn).await?.as_ref().map(from_row).transpose()
}

/// What was verified of an order last, and may have been taken back since.
pub async fn find_bill(conn: &impl ConnectionTrait, order: UpkeepOrderId) -> Result<Option<Bill>, Fault> {
    upkeep_bill::Entity::find_by_id(order.uuid()).one(conn).await?.as_ref().map(from_row).transpose()
}

/// Locks bills in the order of their orders' ids: what is claimed for them stands still from here on.
pub async fn lock_bills(tx: &Tx, orders: &[UpkeepOrderId]) -> Result<(), Fault> {
    if orders.is_empty() {
        return Ok(());
    }
    let select = upkeep_bill::Entity::find()
        .filter(upkeep_bill::Column::OrderId.is_in(orders.iter().map(|id| id.uuid())))
        .order_by_asc(upkeep_bill::Column::OrderId);
    lock_if_postgres(tx, select).all(tx.conn()).await?;
    Ok(())
}

/// The sum of what other disbursements claim for an order.
pub async fn claimed_for_order(
    conn: &impl ConnectionTrait,
    order: UpkeepOrderId,
    except: DisbursementId,
) -> Result<Money, Fault> {
    use disbursement::Column;
    let sum = Expr::col(Column::AmountFen).sum().cast_as(Alias::new("bigint"));
    let select = disbursement::Entity::find()
        .filter(Column::State.is_in(DisbursementState::CLAIMED.map(|s| s.word())))
        .filter(Column::UpkeepOrderId.eq(order.uuid()))
        .filter(Column::Id.ne(except.uuid()));
    let claimed: Option<i64> = select.select_only().column_as(sum, "sum_fen").into_tuple().one(conn).await?.flatten();
    money_of(claimed.unwrap_or_default())
}

pub async fn insert_list_bill(tx: &Tx, bill: &ListBill) -> Result<(), Fault> {
    let row = to_person_bill::Model {
        list_id: bill.list.uuid(),
        number: bill.number.clone(),
        region_code: bill.region.to_string(),
        agent_id: bill.agent.uuid(),
        amount_fen: bill.amount.fen(),
    };
    insert(tx, row).await
}

pub async fn delete_list_bill(tx: &Tx, list: ToPersonListId) -> Result<(), Fault> {
    to_person_bill::Entity::delete_by_id(list.uuid()).exec(tx.conn()).await?;
    Ok(())
}

pub async fn find_list_bill(conn: &impl ConnectionTrait, list: ToPersonListId) -> Result<Option<ListBill>, Fault> {
    let Some(row) = to_person_bill::Entity::find_by_id(list.uuid()).one(conn).await? else { return Ok(None) };
    Ok(Some(ListBill {
        list: row.list_id.into(),
        number: row.number,
        region: region_of(&row.region_code)?,
        agent: row.agent_id.into(),
        amount: money_of(row.amount_fen)?,
    }))
}

/// Locks what lists come to, in the order of their ids: whether it is there, and what is claimed for it, stands still from here on.
pub async fn lock_list_bills(tx: &Tx, lists: &[ToPersonListId]) -> Result<(), Fault> {
    if lists.is_empty() {
        return Ok(());
    }
    let select = to_person_bill::Entity::find()
        .filter(to_person_bill::Column::ListId.is_in(lists.iter().map(|id| id.uuid())))
        .order_by_asc(to_person_bill::Column::ListId);
    lock_if_postgres(tx, select).all(tx.conn()).await?;
    Ok(())
}

/// The number of another claim that asks for the money of a list.
pub async fn claims_list(
    conn: &impl ConnectionTrait,
    list: ToPersonListId,
    except: Option<DisbursementId>,
) -> Result<Option<String>, Fault> {
    use disbursement::Column;
    let select = disbursement::Entity::find()
        .filter(Column::State.is_in(DisbursementState::CLAIMED.map(|s| s.word())))
        .filter(Column::ToPersonListId.eq(list.uuid()));
    let select = except.into_iter().fold(select, |select, id| select.filter(Column::Id.ne(id.uuid())));
    Ok(select.select_only().column(Column::Number).into_tuple().one(conn).await?)
}

/// From which end payments of upkeep are looked at.
#[derive(Clone, Copy)]
pub enum UpkeepPaid {
    /// By the orders that they were made for.
    Orders,
    /// By the payments themselves.
    Payments,
}

#[derive(FromQueryResult)]
struct PaidRow {
    near_id: Uuid,
    far_id: Uuid,
    amount_fen: i64,
}

/// Payments for orders of upkeep that the treasury has confirmed, as (near end, far end, amount): one more than `most`, to tell whether
/// there are more.
pub async fn paid_for_upkeep(
    conn: &impl ConnectionTrait,
    by: UpkeepPaid,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<Step>, Fault> {
    let order = (disbursement::Entity, disbursement::Column::UpkeepOrderId);
    let paid = (payment::Entity, payment::Column::Id);
    let joined = Expr::col((disbursement::Entity, disbursement::Column::Id))
        .equals((payment::Entity, payment::Column::DisbursementId));
    let mut select = Query::select();
    select.from(payment::Entity).inner_join(disbursement::Entity, joined);
    match by {
        UpkeepPaid::Orders => select
            .expr_as(Expr::col(order), "near_id")
            .expr_as(Expr::col(paid), "far_id")
            .and_where(Expr::col(order).is_in(ids.iter().copied()))
            .order_by(order, sea_orm::Order::Asc)
            .order_by(paid, sea_orm::Order::Asc),
        UpkeepPaid::Payments => select
            .expr_as(Expr::col(paid), "near_id")
            .expr_as(Expr::col(order), "far_id")
            .and_where(Expr::col(paid).is_in(ids.iter().copied()))
            .and_where(Expr::col(order).is_not_null())
            .order_by(paid, sea_orm::Order::Asc),
    };
    select
        .expr_as(Expr::col((payment::Entity, payment::Column::AmountFen)), "amount_fen")
        .and_where(Expr::col((payment::Entity, payment::Column::State)).eq(PaymentState::Confirmed.word()))
        .limit(most.saturating_add(1));
    let rows = conn.query_all(&select).await?;
    let row = |row| {
        let found = PaidRow::from_query_result(row, "")?;
        Ok((found.near_id, found.far_id, money_of(found.amount_fen)?))
    };
    rows.iter().map(row).collect()
}

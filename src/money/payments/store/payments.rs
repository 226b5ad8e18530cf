//! Rows of payments and batches.

use std::collections::BTreeMap;

use ::entity::{contract, disbursement, payment, payment_batch};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{BatchId, Day, DisbursementId, Instant, PaymentId, RegionCode, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, count_by_state, in_scope, insert, insert_all,
            lock_if_postgres, money_of, page, page_keys, region_of, update_versioned, word,
        },
    },
    money::payments::model::{Batch, BatchState, Payment, PaymentQuery},
};

fn to_row(p: &Payment) -> payment::Model {
    payment::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        disbursement_id: p.disbursement.uuid(),
        line_id: p.line.uuid(),
        part: p.part,
        attempt: p.attempt,
        channel: p.channel.word().into(),
        region_code: p.region.to_string(),
        organisation_id: p.organisation.uuid(),
        bank_account_id: p.account.uuid(),
        allocation_id: p.allocation.uuid(),
        instructed_fen: p.instructed.fen(),
        amount_fen: p.amount.fen(),
        drawn_from: p.drawn_from.word().into(),
        state: p.state.word().into(),
        batch_id: p.batch.map(|b| b.uuid()),
        replaces_id: p.replaces.map(|r| r.uuid()),
        certificate_no: p.certificate_no.clone(),
        paid_on: p.paid_on.map(Day::date),
        reason: p.reason.clone(),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
    }
}

fn from_row(row: payment::Model) -> Result<Payment, Fault> {
    Ok(Payment {
        id: row.id.into(),
        disbursement: row.disbursement_id.into(),
        line: row.line_id.into(),
        channel: word(&row.channel)?,
        region: region_of(&row.region_code)?,
        organisation: row.organisation_id.into(),
        account: row.bank_account_id.into(),
        allocation: row.allocation_id.into(),
        instructed: money_of(row.instructed_fen)?,
        amount: money_of(row.amount_fen)?,
        drawn_from: word(&row.drawn_from)?,
        state: word(&row.state)?,
        batch: row.batch_id.map(Into::into),
        replaces: row.replaces_id.map(Into::into),
        paid_on: row.paid_on.map(Day::from_date),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        number: row.number,
        part: row.part,
        attempt: row.attempt,
        certificate_no: row.certificate_no,
        reason: row.reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn all_of(conn: &impl ConnectionTrait, rows: Vec<payment::Model>) -> Result<Vec<Payment>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::Payment, found, |p: &mut Payment| (p.id.uuid(), &mut p.external_ids)).await
}

pub async fn insert_payments(tx: &Tx, payments: &[Payment]) -> Result<(), Fault> {
    insert_all(tx, payments.iter().map(to_row).collect()).await
}

pub async fn update_payment(tx: &Tx, before: &Payment, after: &Payment) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), payment::Column::Version, before.version).await
}

pub async fn find_payment(conn: &impl ConnectionTrait, id: PaymentId) -> Result<Option<Payment>, Fault> {
    let row = payment::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(all_of(conn, row.into_iter().collect()).await?.pop())
}

/// Every payment of some disbursements, oldest first. Whoever changes them has locked the disbursements.
pub async fn payments_of(conn: &impl ConnectionTrait, ids: &[DisbursementId]) -> Result<Vec<Payment>, Fault> {
    let rows = payment::Entity::find()
        .filter(payment::Column::DisbursementId.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(payment::Column::Id)
        .all(conn)
        .await?;
    all_of(conn, rows).await
}

/// Payments by id, in id order.
pub async fn find_payments(conn: &impl ConnectionTrait, ids: &[PaymentId]) -> Result<Vec<Payment>, Fault> {
    let rows = payment::Entity::find()
        .filter(payment::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(payment::Column::Id)
        .all(conn)
        .await?;
    all_of(conn, rows).await
}

/// Payments in the order of their ids.
pub async fn payments_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Payment>, Fault> {
    let rows = payment::Entity::find()
        .filter(payment::Column::Id.gt(after))
        .order_by_asc(payment::Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    all_of(conn, rows).await
}

/// The payments of a batch, in id order.
pub async fn payments_in(conn: &impl ConnectionTrait, batch: BatchId) -> Result<Vec<Payment>, Fault> {
    let rows = payment::Entity::find()
        .filter(payment::Column::BatchId.eq(batch.uuid()))
        .order_by_asc(payment::Column::Id)
        .all(conn)
        .await?;
    all_of(conn, rows).await
}

/// Payments with these numbers inside a region.
pub async fn payments_numbered(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    numbers: &[String],
) -> Result<Vec<Payment>, Fault> {
    let rows = payment::Entity::find()
        .filter(payment::Column::Number.is_in(numbers))
        .filter(in_scope(payment::Column::RegionCode, &Scope::of([region.clone()])))
        .all(conn)
        .await?;
    all_of(conn, rows).await
}

/// Payments inside a region that were made under contracts with these numbers, ours or those on the papers; with the numbers.
pub async fn payments_under(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    contracts: &[String],
) -> Result<Vec<(Payment, Vec<String>)>, Fault> {
    let named = contract::Entity::find()
        .filter(
            sea_orm::Condition::any()
                .add(contract::Column::Number.is_in(contracts))
                .add(contract::Column::PaperNumber.is_in(contracts)),
        )
        .filter(in_scope(contract::Column::RegionCode, &Scope::of([region.clone()])))
        .all(conn)
        .await?;
    let claims = disbursement::Entity::find()
        .filter(disbursement::Column::ContractId.is_in(named.iter().map(|c| c.id)))
        .all(conn)
        .await?;
    let rows = payment::Entity::find()
        .filter(payment::Column::DisbursementId.is_in(claims.iter().map(|d| d.id)))
        .order_by_asc(payment::Column::Id)
        .all(conn)
        .await?;
    let numbers = |row: &payment::Model| -> Vec<String> {
        let claim = claims.iter().find(|d| d.id == row.disbursement_id);
        let contract = claim.and_then(|d| named.iter().find(|c| Some(c.id) == d.contract_id));
        contract.into_iter().flat_map(|c| [Some(c.number.clone()), c.paper_number.clone()]).flatten().collect()
    };
    let numbers: Vec<Vec<String>> = rows.iter().map(numbers).collect();
    Ok(all_of(conn, rows).await?.into_iter().zip(numbers).collect())
}

pub async fn list_payments(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &PaymentQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Payment>, Fault> {
    use payment::Column;
    let wanted = [
        query.disbursement.map(|d| Column::DisbursementId.eq(d.uuid())),
        query.batch.map(|b| Column::BatchId.eq(b.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.only.map(|id| Column::Id.eq(id)),
    ];
    let select = payment::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(payment), listing, now).await?;
    Ok(Page { items: all_of(conn, found.items).await?, next: found.next, total: found.total })
}

fn batch_row(b: &Batch) -> payment_batch::Model {
    payment_batch::Model {
        id: b.id.uuid(),
        number: b.number.clone(),
        channel: b.channel.word().into(),
        region_code: b.region.to_string(),
        state: b.state.word().into(),
        payments: b.payments,
        total_fen: b.total.fen(),
        created_by: b.created_by.uuid(),
        handed_over_by: b.handed_over_by.map(|o| o.uuid()),
        handed_over_at_ms: b.handed_over_at.map(Instant::millis),
        layer: b.layer.word().into(),
        version: b.version,
        created_at_ms: b.created_at.millis(),
        updated_at_ms: b.updated_at.millis(),
    }
}

fn batch_of(row: payment_batch::Model) -> Result<Batch, Fault> {
    Ok(Batch {
        id: row.id.into(),
        channel: word(&row.channel)?,
        region: region_of(&row.region_code)?,
        state: word(&row.state)?,
        total: money_of(row.total_fen)?,
        created_by: row.created_by.into(),
        handed_over_by: row.handed_over_by.map(Into::into),
        handed_over_at: row.handed_over_at_ms.map(Instant::from_millis),
        layer: word(&row.layer)?,
        number: row.number,
        payments: row.payments,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_batch(tx: &Tx, batch: &Batch) -> Result<(), Fault> {
    insert(tx, batch_row(batch)).await
}

pub async fn update_batch(tx: &Tx, before: &Batch, after: &Batch) -> Result<(), Fault> {
    update_versioned(tx, batch_row(after), payment_batch::Column::Version, before.version).await
}

pub async fn find_batch(conn: &impl ConnectionTrait, id: BatchId) -> Result<Option<Batch>, Fault> {
    payment_batch::Entity::find_by_id(id.uuid()).one(conn).await?.map(batch_of).transpose()
}

/// Batches by id.
pub async fn find_batches(conn: &impl ConnectionTrait, ids: &[BatchId]) -> Result<Vec<Batch>, Fault> {
    let wanted = payment_batch::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    payment_batch::Entity::find().filter(wanted).all(conn).await?.into_iter().map(batch_of).collect()
}

pub async fn lock_batch(tx: &Tx, id: BatchId) -> Result<Option<Batch>, Fault> {
    let select = lock_if_postgres(tx, payment_batch::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(batch_of).transpose()
}

pub async fn list_batches(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    state: Option<BatchState>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Batch>, Fault> {
    use payment_batch::Column;
    let mut select = payment_batch::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(state) = state {
        select = select.filter(Column::State.eq(state.word()));
    }
    let found = page(conn, select, page_keys!(payment_batch), listing, now).await?;
    let items = found.items.into_iter().map(batch_of).collect::<Result<_, _>>()?;
    Ok(Page { items, next: found.next, total: found.total })
}

/// How many disbursements stand in each state.
pub async fn disbursements_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "disbursement").await
}

/// How many payments stand in each state.
pub async fn payments_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "payment").await
}

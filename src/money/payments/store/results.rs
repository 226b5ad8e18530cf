//! Rows of what the treasury answers.

use std::collections::BTreeSet;

use ::entity::{payment_result, region};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use crate::{
    ground::{
        kernel::{BatchId, Day, Digest, Instant, RegionCode, ResultId, Scope, Words as _},
        platform::{
            Engine, Fault, Listing, Page, Tx, in_scope, insert_all, lock_if_postgres, money_of, page, page_keys,
            region_of, update_versioned, word,
        },
    },
    money::payments::model::{PaymentResult, ResultState, Row},
};

fn to_row(r: &PaymentResult) -> payment_result::Model {
    payment_result::Model {
        id: r.id.uuid(),
        batch_id: r.batch.uuid(),
        file_id: r.file.uuid(),
        region_code: r.region.to_string(),
        row_number: r.row.number,
        row_sha256: r.digest.to_string(),
        certificate_no: r.row.certificate_no.clone(),
        outcome: r.row.outcome.word().into(),
        amount_fen: r.row.amount.fen(),
        paid_on: r.row.paid_on.date(),
        payee_name: r.row.payee_name.clone(),
        payee_account_tail: r.account_tail.clone(),
        use_text: r.row.use_text.clone(),
        payment_number: r.row.payment_number.clone(),
        contract_number: r.row.contract_number.clone(),
        reason: r.row.reason.clone(),
        state: r.state.word().into(),
        mismatch: r.mismatch.map(|m| m.word().into()),
        payment_id: r.payment.map(|p| p.uuid()),
        matched_by: r.matched_by.map(|m| m.word().into()),
        note: r.note.clone(),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn from_row(row: payment_result::Model) -> Result<PaymentResult, Fault> {
    let digest = row.row_sha256.parse().map_err(|()| Fault::inconsistent(format!("digest of result {}", row.id)))?;
    Ok(PaymentResult {
        id: row.id.into(),
        batch: row.batch_id.into(),
        file: row.file_id.into(),
        region: region_of(&row.region_code)?,
        row: Row {
            number: row.row_number,
            certificate_no: row.certificate_no,
            outcome: word(&row.outcome)?,
            amount: money_of(row.amount_fen)?,
            paid_on: Day::from_date(row.paid_on),
            payee_name: row.payee_name,
            payee_account: String::new(),
            payment_number: row.payment_number,
            use_text: row.use_text,
            contract_number: row.contract_number,
            reason: row.reason,
        },
        account_tail: row.payee_account_tail,
        digest,
        state: word(&row.state)?,
        mismatch: row.mismatch.as_deref().map(word).transpose()?,
        payment: row.payment_id.map(Into::into),
        matched_by: row.matched_by.as_deref().map(word).transpose()?,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_results(tx: &Tx, results: &[PaymentResult]) -> Result<(), Fault> {
    insert_all(tx, results.iter().map(to_row).collect()).await
}

pub async fn update_result(tx: &Tx, before: &PaymentResult, after: &PaymentResult) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), payment_result::Column::Version, before.version).await
}

/// Lets nobody else book answers of the treasury for this region, one inside it or one around it until this transaction ends: what
/// is known is read after it. Regions beside it go on; so does whoever merely refers to the region.
pub async fn hold_answers(tx: &Tx, own: &RegionCode) -> Result<(), Fault> {
    if tx.engine() == Engine::Sqlite {
        return Ok(());
    }
    let around = own.and_above().into_iter().filter(|r| r != own).map(|r| r.to_string());
    let around = region::Entity::find().filter(region::Column::Code.is_in(around)).order_by_asc(region::Column::Code);
    around.lock(LockType::Share).all(tx.conn()).await?;
    let own = region::Entity::find().filter(region::Column::Code.eq(own.as_str()));
    own.lock(LockType::NoKeyUpdate).all(tx.conn()).await?;
    Ok(())
}

/// The rows with these certificates that are booked, for this region, one inside it or one around it.
pub async fn booked_under(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    certificates: &[String],
) -> Result<Vec<PaymentResult>, Fault> {
    let rows = payment_result::Entity::find()
        .filter(payment_result::Column::CertificateNo.is_in(certificates))
        .filter(payment_result::Column::State.eq(ResultState::Booked.word()))
        .all(conn)
        .await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().filter(|r| region.covers(&r.region) || r.region.covers(region)).collect())
}

/// Which of these rows stand in the books already.
pub async fn known_digests(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    digests: &[Digest],
) -> Result<BTreeSet<String>, Fault> {
    let known: Vec<String> = payment_result::Entity::find()
        .select_only()
        .column(payment_result::Column::RowSha256)
        .filter(payment_result::Column::RegionCode.eq(region.as_str()))
        .filter(payment_result::Column::RowSha256.is_in(digests.iter().map(ToString::to_string)))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(known.into_iter().collect())
}

/// Rows by id.
pub async fn find_results(conn: &impl ConnectionTrait, ids: &[ResultId]) -> Result<Vec<PaymentResult>, Fault> {
    let wanted = payment_result::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    payment_result::Entity::find().filter(wanted).all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn find_result(conn: &impl ConnectionTrait, id: ResultId) -> Result<Option<PaymentResult>, Fault> {
    payment_result::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_result(tx: &Tx, id: ResultId) -> Result<Option<PaymentResult>, Fault> {
    let select = lock_if_postgres(tx, payment_result::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn list_results(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: (Option<ResultState>, Option<BatchId>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PaymentResult>, Fault> {
    use payment_result::Column;
    let mut select = payment_result::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(state) = query.0 {
        select = select.filter(Column::State.eq(state.word()));
    }
    if let Some(batch) = query.1 {
        select = select.filter(Column::BatchId.eq(batch.uuid()));
    }
    let found = page(conn, select, page_keys!(payment_result), listing, now).await?;
    let items = found.items.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Page { items, next: found.next, total: found.total })
}

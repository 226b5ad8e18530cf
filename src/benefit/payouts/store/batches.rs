//! Rows of batches, and the sealed files that banks are sent.

use std::collections::BTreeMap;

use ::entity::{payout_batch, payout_file};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use uuid::Uuid;

use crate::{
    benefit::payouts::model::{PayoutBatch, PayoutBatchQuery, PayoutState},
    ground::{
        kernel::{Day, Instant, Money, PayoutBatchId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Sealer, Tx, count_by_state, in_scope, insert, listed, lock_if_postgres, money_of,
            page, page_keys, region_of, update_versioned, word,
        },
    },
};

/// The purpose of the data keys of files for banks.
const PURPOSE: &str = "payout";

fn to_row(b: &PayoutBatch) -> payout_batch::Model {
    payout_batch::Model {
        id: b.id.uuid(),
        number: b.number.clone(),
        distribution_id: b.distribution.uuid(),
        region_code: b.region.to_string(),
        bank_form_id: b.form.uuid(),
        state: b.state.word().into(),
        payouts: b.count,
        total_fen: b.total.fen(),
        created_by: b.created_by.uuid(),
        released_by: b.released.map(|(by, _)| by.uuid()),
        released_at_ms: b.released.map(|(_, at)| at.millis()),
        sha256: b.sha256.map(|d| d.to_string()),
        downloads: b.downloads,
        answered_on: b.answered_on.map(Day::date),
        end_reason: b.end_reason.clone(),
        layer: b.layer.word().into(),
        version: b.version,
        created_at_ms: b.created_at.millis(),
        updated_at_ms: b.updated_at.millis(),
    }
}

fn from_row(row: payout_batch::Model) -> Result<PayoutBatch, Fault> {
    let digest = |text: String| text.parse().map_err(|()| Fault::inconsistent("the digest of a payout file"));
    let released = row.released_by.zip(row.released_at_ms);
    Ok(PayoutBatch {
        id: row.id.into(),
        number: row.number,
        distribution: row.distribution_id.into(),
        region: region_of(&row.region_code)?,
        form: row.bank_form_id.into(),
        state: word(&row.state)?,
        count: row.payouts,
        total: money_of(row.total_fen)?,
        created_by: row.created_by.into(),
        released: released.map(|(by, at)| (by.into(), Instant::from_millis(at))),
        sha256: row.sha256.map(digest).transpose()?,
        downloads: row.downloads,
        answered_on: row.answered_on.map(Day::from_date),
        end_reason: row.end_reason,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_batch(tx: &Tx, batch: &PayoutBatch) -> Result<(), Fault> {
    insert(tx, to_row(batch)).await
}

pub async fn update_batch(tx: &Tx, batch: &PayoutBatch, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(batch), payout_batch::Column::Version, read_at).await
}

pub async fn find_batch(conn: &impl ConnectionTrait, id: PayoutBatchId) -> Result<Option<PayoutBatch>, Fault> {
    payout_batch::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_batch(tx: &Tx, id: PayoutBatchId) -> Result<Option<PayoutBatch>, Fault> {
    let select = lock_if_postgres(tx, payout_batch::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// How many batches are in each state.
pub async fn batches_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "payout_batch").await
}

pub async fn list_batches(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, PayoutBatchQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PayoutBatch>, Fault> {
    use payout_batch::Column;
    let wanted = [
        query.distribution.map(|d| Column::DistributionId.eq(d.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payout_batch::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(payout_batch), listing, now).await?.try_map(from_row)
}

/// What of a batch its bank has not answered, as a check looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The batch.
    pub id: PayoutBatchId,
    /// Its number.
    pub number: String,
    /// The number of its plan.
    pub plan: String,
    /// Where that lies.
    pub region: RegionCode,
    /// On which day it was let go; nothing where it was not.
    pub released: Option<Day>,
    /// How many payouts are not answered.
    pub count: i64,
    /// What these come to.
    pub amount: Money,
}

#[derive(FromQueryResult)]
struct UnansweredRow {
    id: Uuid,
    number: String,
    plan: String,
    region_code: String,
    released_at_ms: Option<i64>,
    payouts: i64,
    fen: i64,
}

/// Batches in the order of their ids, each with what of it is at its bank and not answered.
pub async fn unanswered_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Unanswered>, Fault> {
    let sql = format!(
        "SELECT b.id, b.number, d.number AS plan, b.region_code, b.released_at_ms, CAST(count(p.id) AS bigint) AS payouts, \
                CAST(coalesce(sum(p.amount_fen), 0) AS bigint) AS fen \
           FROM payout_batch b JOIN distribution d ON d.id = b.distribution_id LEFT JOIN payout p ON p.batch_id = b.id AND p.state IN ({}) \
          WHERE b.id > $1 GROUP BY b.id, b.number, d.number, b.region_code, b.released_at_ms ORDER BY b.id LIMIT {most}",
        listed(&PayoutState::ON_ITS_WAY)
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [after.into()]);
    let whole = |r: UnansweredRow| {
        Ok(Unanswered {
            id: r.id.into(),
            number: r.number,
            plan: r.plan,
            region: region_of(&r.region_code)?,
            released: r.released_at_ms.map(|ms| Instant::from_millis(ms).day()),
            count: r.payouts,
            amount: money_of(r.fen)?,
        })
    };
    UnansweredRow::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}

fn place(id: PayoutBatchId) -> String {
    format!("payout_file|sealed|{id}")
}

/// Keeps the file of a batch, sealed with the key of its region and of this month: it stands in clear nowhere.
pub async fn keep_file(tx: &Tx, sealer: &Sealer, batch: &PayoutBatch, bytes: &[u8]) -> Result<(), Fault> {
    let month = tx.now().await?.day().month();
    let key = sealer.data_key(tx, PURPOSE, &batch.region, month).await?;
    insert(tx, payout_file::Model { id: batch.id.uuid(), sealed: key.seal(&place(batch.id), bytes)? }).await
}

/// The file of a batch.
pub async fn file_of(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    id: PayoutBatchId,
) -> Result<Option<Vec<u8>>, Fault> {
    match payout_file::Entity::find_by_id(id.uuid()).one(conn).await? {
        Some(row) => sealer.open(conn, &place(id), &row.sealed).await.map(Some),
        None => Ok(None),
    }
}

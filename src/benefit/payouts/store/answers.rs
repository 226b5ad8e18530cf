//! Rows of files of answers and of their rows.

use std::collections::{BTreeMap, HashSet};

use ::entity::{payout_answer, payout_result, region};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement, prelude::Date, sea_query::LockType,
};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::called_back,
        income::LateRow,
        payouts::model::{Answer, PayoutAnswer, PayoutBatch, PayoutResult, PayoutResultQuery, Undecided},
    },
    ground::{
        kernel::{
            Day, Digest, DistributionId, IncomeYearId, Instant, OfficerId, PayoutAnswerId, PayoutBatchId, PayoutId,
            PayoutResultId, RegionCode, Scope, Words as _,
        },
        platform::{
            Engine, Fault, Keys, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres,
            money_of, page, page_keys, region_of, update_versioned, word,
        },
    },
};

/// By what a row that is told again is known: what it names, what it says, and whose account, and the how manieth of its file that says the same
/// of orders that nothing tells apart. Nothing of it can be read out of that.
pub fn row_index(keys: &Keys, batch: &PayoutBatch, row: &Answer, nth: usize) -> String {
    let on = row.on.map(|d| d.to_string()).unwrap_or_default();
    let parts = [
        batch.region.county_code(),
        &batch.id.to_string(),
        row.number.as_deref().unwrap_or_default(),
        &row.account_no,
        &row.payee_name,
        &row.amount.to_string(),
        row.outcome.word(),
        &on,
        &row.reference,
    ];
    let again = if nth > 1 { format!("|{nth}") } else { String::new() };
    keys.blind_index("payout.answer", &(parts.join("|") + &again)).to_string()
}

pub async fn insert_answer(tx: &Tx, a: &PayoutAnswer) -> Result<(), Fault> {
    let row = payout_answer::Model {
        id: a.id.uuid(),
        batch_id: a.batch.uuid(),
        region_code: a.region.to_string(),
        sha256: a.sha256.to_string(),
        rows: a.rows,
        booked: a.booked,
        repeated: a.repeated,
        unmatched: a.unmatched,
        total_fen: a.total.fen(),
        taken_by: a.taken_by.uuid(),
        layer: a.layer.word().into(),
        created_at_ms: a.created_at.millis(),
    };
    insert(tx, row).await
}

fn to_row(r: &PayoutResult) -> payout_result::Model {
    payout_result::Model {
        id: r.id.uuid(),
        answer_id: r.answer.uuid(),
        batch_id: r.batch.uuid(),
        region_code: r.region.to_string(),
        row_number: r.row,
        row_index: r.row_index.clone(),
        named: r.named.clone(),
        account_no: r.account_no.clone(),
        outcome: r.outcome.word().into(),
        amount_fen: r.amount.fen(),
        happened_on: r.on.map(Day::date),
        reference: r.reference.clone(),
        reason: r.reason.clone(),
        state: r.state.word().into(),
        mismatch: r.mismatch.map(|m| m.word().into()),
        payout_id: r.payout.map(|p| p.uuid()),
        note: r.note.clone(),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
        payee_index: r.payee_index.clone(),
        settled_by: r.settled_by.map(|o| o.uuid()),
        file_id: r.paper.map(|f| f.uuid()),
        instead_of: r.instead_of.clone(),
        about_id: r.about.map(|p| p.uuid()),
    }
}

fn from_row(row: payout_result::Model) -> Result<PayoutResult, Fault> {
    Ok(PayoutResult {
        id: row.id.into(),
        answer: row.answer_id.into(),
        batch: row.batch_id.into(),
        region: region_of(&row.region_code)?,
        row: row.row_number,
        row_index: row.row_index,
        named: row.named,
        account_no: row.account_no,
        outcome: word(&row.outcome)?,
        amount: money_of(row.amount_fen)?,
        on: row.happened_on.map(Day::from_date),
        reference: row.reference,
        reason: row.reason,
        state: word(&row.state)?,
        mismatch: row.mismatch.as_deref().map(word).transpose()?,
        payout: row.payout_id.map(Into::into),
        about: row.about_id.map(Into::into),
        note: row.note,
        payee_index: row.payee_index,
        settled_by: row.settled_by.map(Into::into),
        paper: row.file_id.map(Into::into),
        instead_of: row.instead_of,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_results(tx: &Tx, results: &[PayoutResult]) -> Result<(), Fault> {
    insert_all(tx, results.iter().map(to_row).collect()).await
}

pub async fn update_result(tx: &Tx, result: &PayoutResult, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(result), payout_result::Column::Version, read_at).await
}

/// Nobody else takes in answers for this county until this one has: whoever looks whether a file was taken in before must see it. SQLite has
/// one writer.
pub async fn hold_county(tx: &Tx, county: &RegionCode) -> Result<(), Fault> {
    if tx.engine() == Engine::Postgres {
        let select = region::Entity::find().filter(region::Column::Code.eq(county.as_str()));
        select.lock(LockType::NoKeyUpdate).all(tx.conn()).await?;
    }
    Ok(())
}

/// Where in a region a file of these bytes was taken in first, if it was for another batch.
pub async fn taken_elsewhere(
    conn: &impl ConnectionTrait,
    (county, batch): (&RegionCode, PayoutBatchId),
    sha256: &Digest,
) -> Result<Option<(PayoutBatchId, Instant)>, Fault> {
    use payout_answer::Column;
    let select = payout_answer::Entity::find()
        .filter(Column::Sha256.eq(sha256.to_string()))
        .filter(Column::BatchId.ne(batch.uuid()))
        .filter(in_scope(Column::RegionCode, &Scope::of([county.clone()])))
        .order_by_asc(Column::Id);
    let found = select.one(conn).await?;
    Ok(found.map(|a| (a.batch_id.into(), Instant::from_millis(a.created_at_ms))))
}

/// Who took in a file of answers.
pub async fn taken_by(conn: &impl ConnectionTrait, answer: PayoutAnswerId) -> Result<OfficerId, Fault> {
    let found = payout_answer::Entity::find_by_id(answer.uuid()).one(conn).await?;
    found.map(|a| a.taken_by.into()).ok_or_else(|| Fault::inconsistent(format!("payout answer {answer} is gone")))
}

/// Every row of a batch that was told before. Whoever calls holds the batch.
pub async fn rows_known(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<HashSet<String>, Fault> {
    let select = payout_result::Entity::find()
        .filter(payout_result::Column::BatchId.eq(batch.uuid()))
        .select_only()
        .column(payout_result::Column::RowIndex);
    let rows: Vec<String> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().collect())
}

pub async fn find_result(conn: &impl ConnectionTrait, id: PayoutResultId) -> Result<Option<PayoutResult>, Fault> {
    payout_result::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_result(tx: &Tx, id: PayoutResultId) -> Result<Option<PayoutResult>, Fault> {
    let select = lock_if_postgres(tx, payout_result::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

#[derive(FromQueryResult)]
pub(super) struct UndecidedRow {
    serial: i64,
    part: i64,
    payout: String,
    batch: String,
    row_number: i64,
    happened_on: Option<Date>,
    created_at_ms: i64,
    amount_fen: i64,
    annulled: Option<String>,
}

impl UndecidedRow {
    pub(super) fn whole(self) -> Result<Undecided, Fault> {
        let on = self.happened_on.map_or_else(|| Instant::from_millis(self.created_at_ms).day(), Day::from_date);
        Ok(Undecided {
            serial: self.serial,
            part: self.part,
            payout: self.payout,
            batch: self.batch,
            row: self.row_number,
            on,
            amount: money_of(self.amount_fen)?,
            annulled: self.annulled,
        })
    }
}

/// Rows that say of payouts of a distribution that they were paid, and that nobody has decided, in the order of its lines; of a part
/// that was called back, of the whole line, in whose parts others stand now. Whoever asks holds the distribution and the county's answers.
pub async fn undecided_of(conn: &impl ConnectionTrait, id: DistributionId) -> Result<Vec<Undecided>, Fault> {
    let sql = format!(
        "SELECT p.serial, CASE WHEN {} THEN 0 ELSE p.part END AS part, p.number AS payout, b.number AS batch, r.row_number, \
                r.happened_on, r.created_at_ms, r.amount_fen, CAST(NULL AS text) AS annulled \
           FROM payout_result r JOIN payout p ON p.id = r.about_id JOIN payout_batch b ON b.id = r.batch_id \
          WHERE p.distribution_id = $1 AND r.state = 'unmatched' AND r.outcome = 'paid' ORDER BY p.serial, 2, r.id",
        called_back("p")
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [id.uuid().into()]);
    UndecidedRow::find_by_statement(statement).all(conn).await?.into_iter().map(UndecidedRow::whole).collect()
}

#[derive(FromQueryResult)]
struct LateRowFound {
    plan: String,
    batch: String,
    row_number: i64,
}

/// Rows that say of payouts of lists of a year's pools that they were paid, and that nobody has decided, also where the pool was taken back since.
/// Whoever asks holds the county's answers.
pub async fn late_of_year(conn: &impl ConnectionTrait, year: IncomeYearId) -> Result<Vec<LateRow>, Fault> {
    let sql = "SELECT d.number AS plan, b.number AS batch, r.row_number FROM payout_result r JOIN payout p ON p.id = r.about_id \
           JOIN payout_batch b ON b.id = r.batch_id JOIN distribution d ON d.id = p.distribution_id JOIN income_pool q ON q.id = d.pool_id \
          WHERE q.year_id = $1 AND r.state = 'unmatched' AND r.outcome = 'paid' ORDER BY d.number, r.id";
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [year.uuid().into()]);
    let row = |r: LateRowFound| LateRow { plan: r.plan, batch: r.batch, row: r.row_number };
    Ok(LateRowFound::find_by_statement(select).all(conn).await?.into_iter().map(row).collect())
}

/// How many rows that wait say of each payout of a batch that it was paid. Whoever asks holds the batch.
pub async fn doubted_in(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<BTreeMap<PayoutId, usize>, Fault> {
    let sql = "SELECT r.about_id FROM payout_result r JOIN payout p ON p.id = r.about_id \
                WHERE p.batch_id = $1 AND r.state = 'unmatched' AND r.outcome = 'paid'";
    let mut found: BTreeMap<PayoutId, usize> = BTreeMap::new();
    for id in ids_by(conn, sql, batch).await? {
        *found.entry(id).or_default() += 1;
    }
    Ok(found)
}

/// The payouts of a batch that were booked as paid by a row of another batch's answers. Whoever asks holds the batch.
pub async fn booked_elsewhere(conn: &impl ConnectionTrait, batch: PayoutBatchId) -> Result<HashSet<PayoutId>, Fault> {
    let sql = "SELECT r.payout_id FROM payout_result r JOIN payout p ON p.id = r.payout_id \
                WHERE p.batch_id = $1 AND r.batch_id <> p.batch_id AND r.state = 'booked' AND r.outcome = 'paid'";
    Ok(ids_by(conn, sql, batch).await?.into_iter().collect())
}

async fn ids_by(conn: &impl ConnectionTrait, sql: &str, batch: PayoutBatchId) -> Result<Vec<PayoutId>, Fault> {
    let asked = Statement::from_sql_and_values(conn.get_database_backend(), sql, [batch.uuid().into()]);
    let rows = conn.query_all_raw(asked).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index::<Uuid>(0)?.into())).collect()
}

/// How many rows are in each state.
pub async fn results_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "payout_result").await
}

pub async fn list_results(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, PayoutResultQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PayoutResult>, Fault> {
    use payout_result::Column;
    let wanted = [query.batch.map(|b| Column::BatchId.eq(b.uuid())), query.state.map(|s| Column::State.eq(s.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payout_result::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(payout_result), listing, now).await?.try_map(from_row)
}

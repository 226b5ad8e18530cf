//! Rows of imports that are jobs, and the sealed chunks of their files.

use ::entity::{table_job, table_job_chunk, table_job_lease};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ground::{
        authority::{Principal, RequestContext},
        kernel::{Digest, Instant, Scope, TableJobId, Words as _},
        platform::{
            Fault, Listing, Page, Sealer, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    office::tables::model::job::{Sender, TableJob, TableJobState},
};

/// Largest chunk.
const CHUNK: usize = 256 * 1024;

fn row_of(job: &TableJob) -> Result<table_job::Model, Fault> {
    let json = |value: serde_json::Result<String>| value.map_err(|_| Fault::inconsistent("what a sender says"));
    let mut row = table_job::Model {
        id: job.id.uuid(),
        sheet: job.sheet.clone(),
        region_code: job.region.to_string(),
        external_system: job.system.clone(),
        file_name: job.file_name.clone(),
        file_sha256: job.sha256.to_string(),
        size_bytes: job.size,
        chunks: job.chunks,
        mode: job.mode.word().into(),
        said_json: json(serde_json::to_string(&job.said))?,
        submitted_by: job.sender.principal.to_string(),
        slot: job.slot,
        account_id: None,
        officer_id: None,
        organisation_id: None,
        session_id: None,
        client_id: None,
        scopes_json: job.sender.scopes.as_ref().map(|s| json(serde_json::to_string(s))).transpose()?,
        request_id: job.sender.request.request_id.clone(),
        address: job.sender.request.address.clone(),
        state: job.state.word().into(),
        rows_read: job.rows,
        started_at_ms: job.started_at.map(Instant::millis),
        ended_at_ms: job.ended_at.map(Instant::millis),
        layer: job.layer.word().into(),
        version: job.version,
        created_at_ms: job.created_at.millis(),
        updated_at_ms: job.updated_at.millis(),
    };
    match job.sender.principal {
        Principal::Account { account, officer, organisation, session } => {
            row.account_id = Some(account.uuid());
            row.officer_id = Some(officer.uuid());
            row.organisation_id = organisation.map(|o| o.uuid());
            row.session_id = Some(session.uuid());
        }
        Principal::Client { client } => row.client_id = Some(client.uuid()),
        Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => {
            return Err(Fault::inconsistent("a file that nobody sent"));
        }
    }
    Ok(row)
}

fn sender_of(row: &table_job::Model) -> Option<Sender> {
    let principal = match (row.account_id.zip(row.officer_id).zip(row.session_id), row.client_id) {
        (Some(((account, officer), session)), None) => {
            Sender::account(account.into(), officer.into(), row.organisation_id.map(Into::into), session.into())
        }
        (None, Some(client)) => Sender::client(client.into()),
        _ => return None,
    };
    let scopes = row.scopes_json.as_ref().map(|text| serde_json::from_str(text)).transpose().ok()?;
    let request = RequestContext { request_id: row.request_id.clone(), address: row.address.clone() };
    Some(Sender { principal, scopes, request })
}

fn job_of(row: table_job::Model) -> Result<TableJob, Fault> {
    let wrong = || Fault::inconsistent(format!("job of tables {}", row.id));
    Ok(TableJob {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        sha256: row.file_sha256.parse().map_err(|()| wrong())?,
        mode: word(&row.mode)?,
        said: serde_json::from_str(&row.said_json).map_err(|_| wrong())?,
        sender: sender_of(&row).ok_or_else(wrong)?,
        state: word(&row.state)?,
        started_at: row.started_at_ms.map(Instant::from_millis),
        ended_at: row.ended_at_ms.map(Instant::from_millis),
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        sheet: row.sheet,
        system: row.external_system,
        file_name: row.file_name,
        size: row.size_bytes,
        chunks: row.chunks,
        slot: row.slot,
        rows: row.rows_read,
        version: row.version,
    })
}

/// The place of a chunk, to which its sealing is bound.
fn place(id: TableJobId, n: i32) -> String {
    format!("table_job_chunk|sealed|{id}|{n}")
}

/// In how many chunks so many bytes are kept.
fn chunks_of(bytes: usize) -> Result<i32, Fault> {
    i32::try_from(bytes.div_ceil(CHUNK)).map_err(|_| Fault::inconsistent("a file of too many chunks"))
}

/// Writes a job with its lease, which nobody holds yet, and the sealed bytes of its file. Answers the job as it is kept.
pub async fn insert_job(tx: &Tx, sealer: &Sealer, job: TableJob, bytes: &[u8]) -> Result<TableJob, Fault> {
    let job = TableJob { chunks: chunks_of(bytes.len())?, ..job };
    insert(tx, row_of(&job)?).await?;
    let lease = table_job_lease::Model {
        job_id: job.id.uuid(),
        holder: String::new(),
        until_ms: 0,
        fence: 0,
        attempts: 0,
        rows_checked: 0,
        told: None,
    };
    insert(tx, lease).await?;
    let key = sealer.data_key(tx, "table_job", &job.region, job.created_at.day().month()).await?;
    for (n, chunk) in (0_i32..).zip(bytes.chunks(CHUNK)) {
        let sealed = key.seal(&place(job.id, n), chunk)?;
        insert(tx, table_job_chunk::Model { job_id: job.id.uuid(), n, sealed }).await?;
    }
    Ok(job)
}

/// Writes a job back. The caller holds it, by its lock or by its lease.
pub async fn update_job(tx: &Tx, job: &TableJob, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, row_of(job)?, table_job::Column::Version, read_at).await
}

/// The places of a sender that open jobs take.
pub async fn slots_taken(tx: &Tx, submitted_by: &str) -> Result<Vec<i64>, Fault> {
    let open = table_job::Entity::find()
        .select_only()
        .column(table_job::Column::Slot)
        .filter(table_job::Column::SubmittedBy.eq(submitted_by))
        .filter(table_job::Column::State.is_in(TableJobState::OPEN.map(|s| s.word())));
    Ok(open.into_tuple().all(tx.conn()).await?)
}

pub async fn find_job(conn: &impl ConnectionTrait, id: TableJobId) -> Result<Option<TableJob>, Fault> {
    table_job::Entity::find_by_id(id.uuid()).one(conn).await?.map(job_of).transpose()
}

pub async fn lock_job(tx: &Tx, id: TableJobId) -> Result<Option<TableJob>, Fault> {
    let select = table_job::Entity::find_by_id(id.uuid());
    lock_if_postgres(tx, select).one(tx.conn()).await?.map(job_of).transpose()
}

/// Open jobs whose files were sent before an instant, the oldest first, at most so many.
pub async fn stale_jobs(conn: &impl ConnectionTrait, before: Instant, limit: u64) -> Result<Vec<TableJob>, Fault> {
    let stale = table_job::Entity::find()
        .filter(table_job::Column::State.is_in(TableJobState::OPEN.map(|s| s.word())))
        .filter(table_job::Column::CreatedAtMs.lt(before.millis()))
        .order_by_asc(table_job::Column::CreatedAtMs)
        .order_by_asc(table_job::Column::Id)
        .limit(limit);
    stale.all(conn).await?.into_iter().map(job_of).collect()
}

/// By what jobs are found.
#[derive(Debug, Clone, Default)]
pub struct JobQuery {
    /// Rows of what.
    pub sheet: Option<String>,
    /// Where they stand.
    pub state: Option<TableJobState>,
}

pub async fn list_jobs(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &JobQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<TableJob>, Fault> {
    use table_job::Column;
    let mut select = table_job::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(sheet) = &query.sheet {
        select = select.filter(Column::Sheet.eq(sheet.as_str()));
    }
    if let Some(state) = query.state {
        select = select.filter(Column::State.eq(state.word()));
    }
    page(conn, select, page_keys!(table_job), listing, now).await?.try_map(job_of)
}

/// The clear bytes of a job's file: exactly those that were sent, or a fault.
pub async fn read_bytes(conn: &impl ConnectionTrait, sealer: &Sealer, job: &TableJob) -> Result<Vec<u8>, Fault> {
    let rows = table_job_chunk::Entity::find()
        .filter(table_job_chunk::Column::JobId.eq(job.id.uuid()))
        .order_by_asc(table_job_chunk::Column::N)
        .all(conn)
        .await?;
    let mut bytes = Vec::with_capacity(usize::try_from(job.size).unwrap_or_default());
    for row in rows {
        bytes.extend(sealer.open(conn, &place(job.id, row.n), &row.sealed).await?);
    }
    if Digest::of(&bytes) == job.sha256 {
        return Ok(bytes);
    }
    Err(Fault::inconsistent(format!("the bytes of job {} are not those that were sent", job.id)))
}

/// Takes away the bytes of a job's file.
pub async fn delete_chunks(tx: &Tx, job: TableJobId) -> Result<(), Fault> {
    table_job_chunk::Entity::delete_many()
        .filter(table_job_chunk::Column::JobId.eq(job.uuid()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, chunks_of};

    #[test]
    fn a_last_chunk_may_be_short_and_an_empty_file_has_none() {
        assert_eq!(chunks_of(0).ok(), Some(0));
        assert_eq!(chunks_of(1).ok(), Some(1));
        assert_eq!(chunks_of(CHUNK).ok(), Some(1));
        assert_eq!(chunks_of(CHUNK + 1).ok(), Some(2));
    }
}

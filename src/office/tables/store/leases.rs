//! Leases of imports that are jobs, how far each has come, and what was told at its end. Times are those of the database's own clock.

use std::collections::HashMap;

use ::entity::table_job_lease;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Statement, Value};
use uuid::Uuid;

use crate::ground::{
    kernel::{Instant, RegionCode, TableJobId},
    platform::{Db, Fault, Sealer, Tx, database_now},
};

/// The right to take steps of a job until it runs out. Whoever comes later has a higher fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Of which job.
    pub job: TableJobId,
    /// How many holders there were up to this one.
    pub fence: i64,
    /// How many have begun and not ended it, this one included.
    pub attempts: i64,
    /// Milliseconds for which it is taken and renewed.
    pub length_ms: i64,
}

async fn changed(conn: &impl ConnectionTrait, sql: String, values: Vec<Value>) -> Result<bool, Fault> {
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Every job has its lease.
const fn one(changed: bool) -> Result<(), Fault> {
    if changed { Ok(()) } else { Err(Fault::RowCount { what: "table_job_lease", wanted: 1, got: 0 }) }
}

/// Takes the lease of the oldest job that nobody takes steps of: one that somebody has left, or one that waits while no other of
/// its region and sheet is at work. `None`: there is none.
pub async fn claim(conn: &impl ConnectionTrait, holder: &str, length_ms: i64) -> Result<Option<Lease>, Fault> {
    let now = database_now(conn);
    // A lease whose row is locked is held by somebody in the middle of a step, however late.
    let pass = if conn.get_database_backend() == DbBackend::Postgres { "FOR UPDATE OF l SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE table_job_lease SET holder = $1, until_ms = {now} + $2, fence = fence + 1, attempts = attempts + 1, rows_checked = 0 \
          WHERE until_ms < {now} AND job_id = (\
            SELECT l.job_id FROM table_job_lease l JOIN table_job j ON j.id = l.job_id \
             WHERE l.until_ms < {now} AND (j.state IN ('reading', 'checking', 'writing') OR j.state = 'waiting' AND NOT EXISTS (\
               SELECT 1 FROM table_job o WHERE o.region_code = j.region_code AND o.sheet = j.sheet \
                  AND o.state IN ('reading', 'checking', 'writing'))) \
             ORDER BY j.created_at_ms, j.id LIMIT 1 {pass}) \
         RETURNING job_id, fence, attempts"
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [holder.into(), length_ms.into()]);
    let Some(row) = conn.query_one_raw(statement).await? else { return Ok(None) };
    let job: Uuid = row.try_get("", "job_id")?;
    let (fence, attempts) = (row.try_get("", "fence")?, row.try_get("", "attempts")?);
    Ok(Some(Lease { job: job.into(), fence, attempts, length_ms }))
}

/// Holds the lease to the end of this transaction and renews it; false when somebody else has taken it, or the job was ended.
pub async fn hold(tx: &Tx, lease: &Lease) -> Result<bool, Fault> {
    renew(tx.conn(), lease).await
}

/// Renews the lease between transactions; false when somebody else has taken it, or the job was ended.
pub async fn renew(conn: &impl ConnectionTrait, lease: &Lease) -> Result<bool, Fault> {
    let now = database_now(conn);
    let sql = format!("UPDATE table_job_lease SET until_ms = {now} + $3 WHERE job_id = $1 AND fence = $2");
    changed(conn, sql, vec![lease.job.uuid().into(), lease.fence.into(), lease.length_ms.into()]).await
}

/// Notes how many rows have been checked, and renews the lease; false when somebody else has taken it, or the job was ended.
pub async fn progress(conn: &impl ConnectionTrait, lease: &Lease, checked: i64) -> Result<bool, Fault> {
    let now = database_now(conn);
    let sql =
        format!("UPDATE table_job_lease SET until_ms = {now} + $3, rows_checked = $4 WHERE job_id = $1 AND fence = $2");
    let values = vec![lease.job.uuid().into(), lease.fence.into(), lease.length_ms.into(), checked.into()];
    changed(conn, sql, values).await
}

/// Gives the lease back, unless somebody else has taken it. What was not tried to its end does not count as an attempt.
pub async fn release(conn: &impl ConnectionTrait, lease: &Lease, tried: bool) -> Result<(), Fault> {
    let sql = "UPDATE table_job_lease SET until_ms = 0, attempts = attempts - $3 WHERE job_id = $1 AND fence = $2";
    let values = vec![lease.job.uuid().into(), lease.fence.into(), i64::from(!tried).into()];
    changed(conn, sql.to_owned(), values).await?;
    Ok(())
}

/// Takes the lease from whoever holds it: their next step finds it gone. For whoever ends a job from outside.
pub async fn take_over(tx: &Tx, job: TableJobId) -> Result<(), Fault> {
    let sql = "UPDATE table_job_lease SET until_ms = 0, fence = fence + 1 WHERE job_id = $1".to_owned();
    one(changed(tx.conn(), sql, vec![job.uuid().into()]).await?)
}

/// The place of what was told, to which its sealing is bound.
fn place(job: TableJobId) -> String {
    format!("table_job_lease|told|{job}")
}

/// Keeps, sealed, what is to be told of a job that ends: it may quote what stood in the file.
pub async fn tell(
    tx: &Tx,
    sealer: &Sealer,
    (job, region): (TableJobId, &RegionCode),
    told: &serde_json::Value,
) -> Result<(), Fault> {
    let key = sealer.data_key(tx, "table_job", region, tx.now().await?.day().month()).await?;
    let sealed = key.seal(&place(job), told.to_string().as_bytes())?;
    let sql = "UPDATE table_job_lease SET told = $2 WHERE job_id = $1".to_owned();
    one(changed(tx.conn(), sql, vec![job.uuid().into(), sealed.into()]).await?)
}

/// What was told of a job, where it is still kept.
pub async fn told_of(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    job: TableJobId,
) -> Result<Option<serde_json::Value>, Fault> {
    let found = table_job_lease::Entity::find_by_id(job.uuid()).one(conn).await?;
    let Some(sealed) = found.and_then(|row| row.told) else { return Ok(None) };
    let clear = sealer.open(conn, &place(job), &sealed).await?;
    serde_json::from_slice(&clear).map(Some).map_err(|_| Fault::inconsistent(format!("what was told of job {job}")))
}

/// Takes away what was told of jobs that ended before an instant.
pub async fn forget_told(db: &Db, before: Instant) -> Result<(), Fault> {
    let (backend, values) = (db.read().get_database_backend(), || [before.millis().into()]);
    let old = "SELECT 1 FROM table_job_lease l JOIN table_job j ON j.id = l.job_id \
                WHERE l.told IS NOT NULL AND j.ended_at_ms < $1 LIMIT 1";
    // Nobody waits for the writer where there is nothing to write.
    if db.read().query_one_raw(Statement::from_sql_and_values(backend, old, values())).await?.is_none() {
        return Ok(());
    }
    let sql = "UPDATE table_job_lease SET told = NULL WHERE told IS NOT NULL AND job_id IN \
                 (SELECT id FROM table_job WHERE ended_at_ms < $1)";
    db.unguarded().execute_raw(Statement::from_sql_and_values(backend, sql, values())).await?;
    Ok(())
}

/// How many rows of each of these jobs have been checked.
pub async fn progress_of(conn: &impl ConnectionTrait, jobs: &[TableJobId]) -> Result<HashMap<TableJobId, i64>, Fault> {
    use table_job_lease::Column;
    if jobs.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(Uuid, i64)> = table_job_lease::Entity::find()
        .select_only()
        .column(Column::JobId)
        .column(Column::RowsChecked)
        .filter(Column::JobId.is_in(jobs.iter().map(|job| job.uuid())))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(found.into_iter().map(|(job, checked)| (job.into(), checked)).collect())
}

//! Leases of jobs. Their times are those of the database's own clock: what replicas' clocks say, and where a demonstration's
//! clock stands, is nothing to them. Single statements, outside any transaction but for [`hold`].

use sea_orm::{ConnectionTrait, Statement, Value};

use crate::ground::{
    kernel::{Day, Instant, JobId},
    platform::{Fault, Tx, database_now},
};

/// The right to take steps of a job until it runs out. Whoever comes later has a higher fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Of which job.
    pub job: JobId,
    /// How many holders there were up to this one.
    pub fence: i64,
    /// Milliseconds for which it is taken and renewed.
    pub length_ms: i64,
}

async fn changed(conn: &impl ConnectionTrait, sql: String, values: Vec<Value>) -> Result<bool, Fault> {
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the lease of a job when it has run out or was given back; `None` while somebody holds it, or is just taking a step.
pub async fn claim(
    conn: &impl ConnectionTrait,
    job: JobId,
    holder: &str,
    length_ms: i64,
) -> Result<Option<Lease>, Fault> {
    let now = database_now(conn);
    let sql = format!(
        "UPDATE job_lease SET holder = $2, until_ms = {now} + $3, fence = fence + 1 \
          WHERE job_id = $1 AND until_ms < {now} RETURNING fence"
    );
    let values = [job.uuid().into(), holder.into(), length_ms.into()];
    let claimed = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await;
    match claimed.map_err(Fault::Db) {
        Ok(row) => row.map(|row| Ok(Lease { job, fence: row.try_get("", "fence")?, length_ms })).transpose(),
        // Its row is locked: the holder is in the middle of a step, however late.
        Err(fault) if fault.is_transient() => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Holds the lease to the end of this transaction and renews it; false when somebody else has taken it. What failed before is
/// forgotten when this step commits.
pub async fn hold(tx: &Tx, lease: &Lease) -> Result<bool, Fault> {
    let now = database_now(tx.conn());
    let sql = format!(
        "UPDATE job_lease SET until_ms = {now} + $3, failures = 0, failed_on = NULL, failed_at_ms = NULL, failure = NULL \
          WHERE job_id = $1 AND fence = $2"
    );
    changed(tx.conn(), sql, vec![lease.job.uuid().into(), lease.fence.into(), lease.length_ms.into()]).await
}

/// Renews the lease between transactions; false when somebody else has taken it.
pub async fn renew(conn: &impl ConnectionTrait, lease: &Lease) -> Result<bool, Fault> {
    let now = database_now(conn);
    let sql = format!("UPDATE job_lease SET until_ms = {now} + $3 WHERE job_id = $1 AND fence = $2");
    changed(conn, sql, vec![lease.job.uuid().into(), lease.fence.into(), lease.length_ms.into()]).await
}

/// Gives the lease back, unless somebody else has taken it.
pub async fn release(conn: &impl ConnectionTrait, lease: &Lease) -> Result<(), Fault> {
    let sql = "UPDATE job_lease SET until_ms = 0 WHERE job_id = $1 AND fence = $2".to_owned();
    changed(conn, sql, vec![lease.job.uuid().into(), lease.fence.into()]).await?;
    Ok(())
}

/// Notes that an attempt at a day failed, unless somebody else has taken the lease.
pub async fn note_failure(
    conn: &impl ConnectionTrait,
    lease: &Lease,
    on: Day,
    at: Instant,
    what: &str,
) -> Result<(), Fault> {
    let sql = "UPDATE job_lease SET failures = failures + 1, failed_on = $3, failed_at_ms = $4, failure = $5 \
                WHERE job_id = $1 AND fence = $2"
        .to_owned();
    let values = vec![lease.job.uuid().into(), lease.fence.into(), on.date().into(), at.millis().into(), what.into()];
    changed(conn, sql, values).await?;
    Ok(())
}

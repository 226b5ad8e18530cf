//! Rows of jobs and of their days.

use std::collections::HashMap;

use ::entity::{job, job_lease, job_run};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use crate::ground::{
    jobs::model::{Failure, JobRow, JobRun, JobState, Standing},
    kernel::{Day, Instant, JobId, Words as _},
    platform::{Fault, Tx, insert, lock_if_postgres, update_versioned, word},
};

fn job_row(j: &JobRow) -> job::Model {
    job::Model {
        id: j.id.uuid(),
        name: j.name.clone(),
        since_on: j.since.date(),
        asked_on: j.asked.map(Day::date),
        version: j.version,
        created_at_ms: j.created_at.millis(),
        updated_at_ms: j.updated_at.millis(),
    }
}

fn job_of(row: job::Model) -> JobRow {
    JobRow {
        id: row.id.into(),
        name: row.name,
        since: Day::from_date(row.since_on),
        asked: row.asked_on.map(Day::from_date),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    }
}

fn run_row(r: &JobRun) -> job_run::Model {
    job_run::Model {
        id: r.id.uuid(),
        job_id: r.job.uuid(),
        due_on: r.on.date(),
        state: r.state.word().into(),
        handled: r.handled,
        resume: r.resume.clone(),
        findings: r.findings,
        found: r.found.clone(),
        fence: r.fence,
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn run_of(row: job_run::Model) -> Result<JobRun, Fault> {
    Ok(JobRun {
        id: row.id.into(),
        job: row.job_id.into(),
        on: Day::from_date(row.due_on),
        state: word(&row.state)?,
        handled: row.handled,
        resume: row.resume,
        findings: row.findings,
        found: row.found,
        fence: row.fence,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Writes a job and its lease, which nobody holds yet.
pub async fn insert_job(tx: &Tx, row: &JobRow) -> Result<(), Fault> {
    insert(tx, job_row(row)).await?;
    let lease = job_lease::Model {
        job_id: row.id.uuid(),
        holder: String::new(),
        until_ms: 0,
        fence: 0,
        failures: 0,
        failed_on: None,
        failed_at_ms: None,
        failure: None,
    };
    insert(tx, lease).await
}

pub async fn update_job(tx: &Tx, row: &JobRow, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, job_row(row), job::Column::Version, read_at).await
}

pub async fn find_job(conn: &impl ConnectionTrait, name: &str) -> Result<Option<JobRow>, Fault> {
    Ok(job::Entity::find().filter(job::Column::Name.eq(name)).one(conn).await?.map(job_of))
}

pub async fn lock_job(tx: &Tx, name: &str) -> Result<Option<JobRow>, Fault> {
    let select = job::Entity::find().filter(job::Column::Name.eq(name));
    Ok(lock_if_postgres(tx, select).one(tx.conn()).await?.map(job_of))
}

/// A day of a job, if it has been begun. Whoever asks in order to write holds the lease.
pub async fn find_run(conn: &impl ConnectionTrait, job: JobId, on: Day) -> Result<Option<JobRun>, Fault> {
    let select = job_run::Entity::find()
        .filter(job_run::Column::JobId.eq(job.uuid()))
        .filter(job_run::Column::DueOn.eq(on.date()));
    select.one(conn).await?.map(run_of).transpose()
}

pub async fn insert_run(tx: &Tx, run: &JobRun) -> Result<(), Fault> {
    insert(tx, run_row(run)).await
}

pub async fn update_run(tx: &Tx, run: &JobRun, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, run_row(run), job_run::Column::Version, read_at).await
}

/// The last day done of each job, and each day under way.
const LATEST: &str = "SELECT r.* FROM job_run r WHERE r.state = 'running' OR r.due_on = \
    (SELECT max(d.due_on) FROM job_run d WHERE d.job_id = r.job_id AND d.state = 'done')";

/// How every job that a runner has seen stands, by name: three statements, however many there are.
pub async fn standings(conn: &impl ConnectionTrait) -> Result<HashMap<String, Standing>, Fault> {
    let jobs = job::Entity::find().all(conn).await?;
    let leases = job_lease::Entity::find().all(conn).await?;
    let latest = Statement::from_string(conn.get_database_backend(), LATEST);
    let runs = job_run::Entity::find().from_raw_sql(latest).all(conn).await?;
    let runs = runs.into_iter().map(run_of).collect::<Result<Vec<_>, _>>()?;
    let mut failures: HashMap<_, _> = leases.into_iter().filter_map(|l| Some((l.job_id, failure_of(l)?))).collect();
    let standing = |row: job::Model| {
        let of = |state: JobState| runs.iter().find(|r| r.job.uuid() == row.id && r.state == state).cloned();
        let (last, underway) = (of(JobState::Done), of(JobState::Running));
        let failure = failures.remove(&row.id);
        (row.name.clone(), Standing { job: Some(job_of(row)), last, underway, failure })
    };
    Ok(jobs.into_iter().map(standing).collect())
}

fn failure_of(lease: job_lease::Model) -> Option<Failure> {
    let (on, at) = lease.failed_on.zip(lease.failed_at_ms)?;
    Some(Failure {
        times: lease.failures,
        on: Day::from_date(on),
        at: Instant::from_millis(at),
        what: lease.failure.unwrap_or_default(),
    })
}

//! How imports that are jobs stand.

use serde_json::Value;

use super::{Book, Intake, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ImportId, RegionCode, TableJobId},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{
        model::job::TableJob,
        store::{self, JobQuery},
    },
};

/// A job as it stands, with what is told of its end.
#[derive(Debug, Clone)]
pub struct JobSeen {
    /// The job.
    pub job: TableJob,
    /// Rows that have been checked.
    pub checked: i64,
    /// The import that it has made.
    pub import: Option<ImportId>,
    /// What its end was, in both languages; it may quote the file, and is kept for thirty days.
    pub told: Option<Value>,
}

/// Jobs in the holder's regions, each with how many of its rows have been checked.
pub async fn list_jobs(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &JobQuery,
    listing: &Listing,
) -> Result<Page<(TableJob, i64)>, Stop> {
    let scope = holder.scope_within(&action::TABLE_JOB_READ, region)?;
    let page = store::list_jobs(db.read(), &scope, query, listing, db.now().await?).await?;
    let ids: Vec<TableJobId> = page.items.iter().map(|job| job.id).collect();
    let checked = store::progress_of(db.read(), &ids).await?;
    Ok(page.map(|job| {
        let rows = checked.get(&job.id).copied().unwrap_or_default();
        (job, rows)
    }))
}

/// One job. What was told at its end is for those who may import such rows there.
pub async fn read_job(intake: &Intake, book: &Book, holder: &Holder, id: TableJobId) -> Result<JobSeen, Stop> {
    let conn = intake.db.read();
    let job = store::find_job(conn, id).await?.ok_or_else(|| unknown(&action::TABLE_JOB_READ))?;
    let _permit = holder.permit_on(&action::TABLE_JOB_READ, subject_of(&job), &job.region)?;
    let may = holder.may(book.find(&job.sheet)?.action(), &job.region);
    let told = if may { store::told_of(conn, &intake.sealer, id).await? } else { None };
    let checked = store::progress_of(conn, &[id]).await?.remove(&id).unwrap_or_default();
    let import = store::find_run_of(conn, id).await?.map(|run| run.id);
    Ok(JobSeen { job, checked, import, told })
}

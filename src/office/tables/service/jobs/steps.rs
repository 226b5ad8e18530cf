//! The transactions in which a job goes on. Each holds its lease: whoever lost it commits nothing.

use super::{Telling, subject_of};
use crate::{
    ground::{
        authority::{Action, Permit, action},
        kernel::{ImportId, Refusal, Words as _},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        tables::{
            TablesRefusal,
            model::job::{TableJob, TableJobState},
            service::{import::ImportFile, sheet::Sheet},
            store::{self, Lease},
        },
    },
};

/// What was begun is taken back: the job is somebody else's, or it was ended.
pub fn taken_over() -> Stop {
    TablesRefusal::TakenOver.into()
}

/// The event of a job that has come from one state to another.
pub fn stepped(before: &TableJob, after: &TableJob) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after)
        .state(after.state.word())
        .named(action::TABLE_JOB_RUN.name)
}

/// The permit of the runner itself.
pub fn of_runner() -> Permit {
    Permit::for_job(action::TABLE_JOB_RUN.name, &action::TABLE_JOB_RUN)
}

/// A job comes to its next state. Whether its sender may still import here is asked again.
pub struct Advance<'a> {
    /// The job as it stands.
    pub job: &'a TableJob,
    /// As it will.
    pub state: TableJobState,
    /// Rows of data, once they are known.
    pub rows: Option<i64>,
    /// The right of its sender.
    pub right: &'static Action,
    /// The lease.
    pub lease: &'a Lease,
}

impl Work for Advance<'_> {
    type Record = Committed<TableJob>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TableJob>, Stop> {
        if !store::hold(tx, self.lease).await? {
            return Err(taken_over());
        }
        let before = self.job;
        let sender = holder(tx, &before.sender.actor(before.layer)).await?;
        let _still_allowed = sender.permit(self.right, &before.region)?;
        let after = TableJob { rows: self.rows.or(before.rows), ..before.now(self.state, tx.now().await?) };
        store::update_job(tx, &after, before.version).await?;
        Ok(of_runner().commit(stepped(before, &after), after))
    }
}

/// A job ends without its rows: nothing of its file is left but its name and digest.
pub struct EndJob<'a> {
    /// The job as it stands.
    pub job: &'a TableJob,
    /// Refused or failed.
    pub state: TableJobState,
    /// Why.
    pub why: &'a Refusal,
    /// How that is told.
    pub telling: Telling,
    /// Seals what is told.
    pub sealer: &'a Sealer,
    /// The lease; `None` for whoever ends it from outside.
    pub lease: Option<&'a Lease>,
}

impl Work for EndJob<'_> {
    type Record = Committed<TableJob>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TableJob>, Stop> {
        let held = match self.lease {
            Some(lease) => store::hold(tx, lease).await?,
            None => store::take_over(tx, self.job.id).await.map(|()| true)?,
        };
        let before = store::lock_job(tx, self.job.id).await?.filter(|job| held && job.version == self.job.version);
        let before = before.ok_or_else(taken_over)?;
        let after = before.now(self.state, tx.now().await?);
        store::update_job(tx, &after, before.version).await?;
        store::delete_chunks(tx, after.id).await?;
        store::tell(tx, self.sealer, (after.id, &after.region), &(self.telling.refused)(&after, self.why)).await?;
        Ok(of_runner().commit(stepped(&before, &after), after))
    }
}

/// What it takes to end a job with its rows.
#[derive(Clone, Copy)]
pub struct Ending<'a> {
    /// The job as it stands.
    pub job: &'a TableJob,
    /// The lease.
    pub lease: &'a Lease,
    /// How its end is told.
    pub telling: Telling,
    /// Seals what is told.
    pub sealer: &'a Sealer,
}

/// Takes a whole file and ends its job.
pub struct WriteFile<'a, S: Sheet> {
    /// The file.
    pub file: &'a ImportFile<S>,
    /// Its job.
    pub ending: Ending<'a>,
}

impl<S: Sheet> Work for WriteFile<'_, S> {
    type Record = Committed<ImportId>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ImportId>, Stop> {
        let Ending { job, lease, telling, sealer } = self.ending;
        // Held from here to the end: rows of a job whose lease was lost are never committed.
        let all = i64::try_from(self.file.rows.len()).map_err(|_| Fault::inconsistent("a count of rows"))?;
        if !store::progress(tx.conn(), lease, all).await? {
            return Err(taken_over());
        }
        let taken = self.file.taken(tx, Some(job.id)).await?;
        let after = job.now(TableJobState::Done, tx.now().await?);
        store::update_job(tx, &after, job.version).await?;
        store::delete_chunks(tx, job.id).await?;
        store::tell(tx, sealer, (job.id, &job.region), &(telling.imported)(&taken.imported)).await?;
        let ended = taken.columns.into_iter().chain([stepped(job, &after)]);
        Ok(taken.permit.commit(taken.change, taken.imported.run.id).and(ended))
    }
}

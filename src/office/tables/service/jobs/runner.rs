//! The importer: takes up jobs that nobody takes steps of, and takes their steps one after the other.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{
    book::{Book, LongFile, SheetDoor, Telling},
    intake::Intake,
    steps::{Advance, EndJob, Ending, taken_over},
};
use crate::{
    ground::{
        kernel::{Refusal, TableJobId, Words as _},
        platform::{Fault, Stop},
        trail::record_denial,
        wire::refusal_of,
    },
    office::tables::{
        TablesRefusal,
        model::{
            flaw::Flaw,
            job::{TableJob, TableJobState},
        },
        store::{self, Lease},
    },
};

/// How often a job is begun before nobody tries again.
const ATTEMPTS: i64 = 5;
/// For how long a file may wait for its job.
const WAITS_MS: i64 = 86_400_000;
/// For how long what was told at its end is kept.
const TOLD_MS: i64 = 30 * 86_400_000;
/// Jobs that one turn ends because their time is over.
const SWEPT: u64 = 20;

/// Where a job stands after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Another step is to be taken.
    On,
    /// It has ended.
    Ended(TableJobState),
    /// Somebody else takes its steps now, or has ended it.
    Lost,
}

/// Does imports that are jobs. Any number of them may run over one database, in as many processes.
pub struct Importer {
    intake: Intake,
    book: Arc<Book>,
    telling: Telling,
    holder: String,
    lease_ms: i64,
    stopping: AtomicBool,
}

impl Importer {
    /// Over a database. `lease` is for how long a step may be silent before others take over.
    pub fn new(intake: Intake, book: Arc<Book>, telling: Telling, lease: Duration) -> Self {
        let holder = format!("{}-{:08x}", std::process::id(), rand::random::<u32>());
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
        Self { intake, book, telling, holder, lease_ms, stopping: AtomicBool::new(false) }
    }

    /// Asks it to stop: the step that was begun is finished, the next is left to others.
    pub fn stop(&self) {
        self.stopping.store(true, Relaxed);
        self.intake.ring();
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Relaxed)
    }

    /// One turn: every job that can be taken up now, one after the other. Answers what has ended.
    pub async fn turn(&self) -> Result<Vec<(TableJobId, TableJobState)>, Stop> {
        self.sweep().await?;
        let mut ended = Vec::new();
        while !self.is_stopping() {
            let Some(mut claimed) = self.claim().await? else { break };
            if let Some(state) = claimed.through().await? {
                ended.push((claimed.job.id, state));
            }
        }
        Ok(ended)
    }

    /// Takes up a job, if there is one that nobody takes steps of.
    pub async fn claim(&self) -> Result<Option<Claimed<'_>>, Stop> {
        let db = &self.intake.db;
        let Some(lease) = store::claim(db.unguarded(), &self.holder, self.lease_ms).await? else { return Ok(None) };
        let job = store::find_job(db.unguarded(), lease.job).await?;
        let job = job.ok_or_else(|| Fault::inconsistent(format!("a lease of no job {}", lease.job)))?;
        Ok(Some(Claimed {
            importer: self,
            door: self.book.find(&job.sheet)?,
            lease,
            job,
            file: None,
            checked: 0,
            found: Vec::new(),
        }))
    }

    /// Ends jobs whose files have waited for more than a day, and forgets what was told long ago.
    async fn sweep(&self) -> Result<(), Stop> {
        let db = &self.intake.db;
        let now = db.now().await?;
        for job in store::stale_jobs(db.read(), now.plus_millis(-WAITS_MS), SWEPT).await? {
            let why = TablesRefusal::Expired.into();
            match db.write(&self.ending(&job, (TableJobState::Failed, &why), None)).await {
                Ok(job) => report(&job),
                Err(stop) if is_taken_over(&stop) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(store::forget_told(db, now.plus_millis(-TOLD_MS)).await?)
    }

    fn ending<'a>(
        &'a self,
        job: &'a TableJob,
        (state, why): (TableJobState, &'a Refusal),
        lease: Option<&'a Lease>,
    ) -> EndJob<'a> {
        EndJob { job, state, why, telling: self.telling, sealer: &self.intake.sealer, lease }
    }
}

/// A job that was taken up. Whoever drops it leaves the job to others, once its lease has run out.
pub struct Claimed<'a> {
    importer: &'a Importer,
    door: &'a dyn SheetDoor,
    lease: Lease,
    /// The job as it stands.
    pub job: TableJob,
    file: Option<Box<dyn LongFile>>,
    checked: usize,
    found: Vec<Flaw>,
}

impl Claimed<'_> {
    /// Every step that is left; `None` where it was left to others. A failure is logged: the job is taken up again when its lease
    /// has run out.
    pub async fn through(&mut self) -> Result<Option<TableJobState>, Stop> {
        while !self.importer.is_stopping() {
            match self.step().await {
                Ok(Came::On) => {}
                Ok(Came::Ended(state)) => return Ok(Some(state)),
                Ok(Came::Lost) => return Ok(None),
                Err(stop) => {
                    tracing::error!(job = %self.job.id, ?stop, "a step of an import failed; it is tried again");
                    return Ok(None);
                }
            }
        }
        store::release(self.importer.intake.db.unguarded(), &self.lease, false).await?;
        Ok(None)
    }

    /// One step: what its state asks for, in a bounded transaction; but for the last, which writes the whole file.
    pub async fn step(&mut self) -> Result<Came, Stop> {
        if self.lease.attempts > ATTEMPTS && self.job.state.is_open() {
            let why = TablesRefusal::GivenUp { attempts: ATTEMPTS }.into();
            return self.end(TableJobState::Failed, &why).await;
        }
        let came = match self.job.state {
            TableJobState::Waiting => self.take_up().await,
            TableJobState::Reading => self.read().await,
            TableJobState::Checking => self.check().await,
            TableJobState::Writing => self.write().await,
            TableJobState::Done | TableJobState::Refused | TableJobState::Failed | TableJobState::Cancelled => {
                Ok(Came::Lost)
            }
        };
        match came {
            Err(stop) if is_taken_over(&stop) => {
                tracing::warn!(job = %self.job.id, "another process has taken the import over, or it was ended");
                Ok(Came::Lost)
            }
            Err(Stop::Denied(denial)) => {
                record_denial(&self.importer.intake.db, &self.job.sender.actor(self.job.layer), &denial).await;
                self.end(TableJobState::Refused, &TablesRefusal::RightLost.into()).await
            }
            Err(Stop::Refused(refusal)) => self.end(TableJobState::Refused, &refusal).await,
            came => came,
        }
    }

    async fn advance(&mut self, state: TableJobState, rows: Option<i64>) -> Result<Came, Stop> {
        let (job, lease, right) = (&self.job, &self.lease, self.door.action());
        let after = self.importer.intake.db.write(&Advance { job, state, rows, right, lease }).await?;
        self.job = after;
        Ok(Came::On)
    }

    async fn end(&mut self, state: TableJobState, why: &Refusal) -> Result<Came, Stop> {
        let ending = self.importer.ending(&self.job, (state, why), Some(&self.lease));
        match self.importer.intake.db.write(&ending).await {
            Ok(job) => {
                report(&job);
                self.job = job;
                Ok(Came::Ended(state))
            }
            Err(stop) if is_taken_over(&stop) => Ok(Came::Lost),
            Err(stop) => Err(stop),
        }
    }

    /// Begins. Where another file of these rows in this region has been begun in this very moment, this one goes on waiting.
    async fn take_up(&mut self) -> Result<Came, Stop> {
        match self.advance(TableJobState::Reading, None).await {
            Err(Stop::Fault(fault)) if fault.is_unique_violation() => {
                store::release(self.importer.intake.db.unguarded(), &self.lease, false).await?;
                Ok(Came::Lost)
            }
            came => came,
        }
    }

    async fn read(&mut self) -> Result<Came, Stop> {
        self.open().await?;
        let rows = self.file.as_ref().map(|file| i64::try_from(file.rows()));
        let rows = rows.transpose().map_err(|_| Fault::inconsistent("a count of rows"))?;
        self.advance(TableJobState::Checking, rows).await
    }

    /// The file, read anew by whoever takes the job up. The lease is renewed while that takes.
    async fn open(&mut self) -> Result<(), Stop> {
        if self.file.is_some() {
            return Ok(());
        }
        let (importer, job) = (self.importer, &self.job);
        let reading = async {
            let db = &importer.intake.db;
            let bytes = store::read_bytes(db.read(), &importer.intake.sealer, job).await?;
            self.door.read(&importer.intake, job, bytes.into(), importer.intake.limits.job_rows).await
        };
        let third = Duration::from_millis(u64::try_from(self.lease.length_ms / 3).unwrap_or(1).max(1));
        let mut reading = pin!(reading);
        let file = loop {
            match tokio::time::timeout(third, &mut reading).await {
                Ok(read) => break read?,
                Err(_) if store::renew(importer.intake.db.unguarded(), &self.lease).await? => {}
                Err(_) => return Err(taken_over()),
            }
        };
        self.file = Some(file);
        Ok(())
    }

    /// One stretch of rows; behind the last of them, what was found is settled.
    async fn check(&mut self) -> Result<Came, Stop> {
        self.open().await?;
        let Some(file) = &self.file else { return Ok(Came::Lost) };
        let intake = &self.importer.intake;
        let stretch = usize::try_from(intake.limits.stretch_rows).unwrap_or(usize::MAX).max(1);
        let until = self.checked.saturating_add(stretch).min(file.to_check());
        if self.checked < until {
            let found = file.check(&intake.db, (self.checked, until)).await?;
            let so_far = i64::try_from(until).map_err(|_| Fault::inconsistent("a count of rows"))?;
            if !store::progress(intake.db.unguarded(), &self.lease, so_far).await? {
                return Err(taken_over());
            }
            self.found.extend(found);
            self.checked = until;
            return Ok(Came::On);
        }
        file.settled(std::mem::take(&mut self.found))?;
        self.advance(TableJobState::Writing, None).await
    }

    async fn write(&mut self) -> Result<Came, Stop> {
        self.open().await?;
        let Some(file) = &self.file else { return Ok(Came::Lost) };
        let (job, lease, telling, sealer) =
            (&self.job, &self.lease, self.importer.telling, &self.importer.intake.sealer);
        let import = file.write(&self.importer.intake.db, Ending { job, lease, telling, sealer }).await?;
        let state = TableJobState::Done;
        report(&TableJob { state, ..self.job.clone() });
        tracing::info!(job = %self.job.id, %import, "the rows of the file are written");
        Ok(Came::Ended(state))
    }
}

fn is_taken_over(stop: &Stop) -> bool {
    refusal_of(stop).kind.code == TablesRefusal::TakenOver.code()
}

/// One line of the log and one count, never what stood in the file.
fn report(job: &TableJob) {
    let state = job.state.word();
    tracing::info!(job = %job.id, sheet = job.sheet, rows = job.rows, state, "an import has ended");
    metrics::counter!("steward_table_jobs_ended_total", "state" => state).increment(1);
}

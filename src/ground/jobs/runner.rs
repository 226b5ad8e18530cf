//! The runner: takes the lease of a job that is due and does its days one after the other, step by step.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{
    Job, JobRun, JobState, JobsRefusal, Timetable, Turn,
    due::next_due,
    job::Entry,
    service::{known, standing_of, standings},
    store::{self, Lease},
};
use crate::ground::{
    authority::Permit,
    kernel::{Day, JobRunId, RegionCode, SubjectKind, SubjectRef, Words as _},
    platform::{Db, Stop, Tx, Work},
    trail::{Change, Committed},
};

/// How much of what went wrong is kept.
const TOLD: usize = 300;

/// What one turn over the timetable did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ticked {
    /// Days that were finished: (job, day).
    pub done: Vec<(&'static str, Day)>,
    /// Jobs of which a step failed, or whose lease was lost on the way.
    pub stopped: Vec<&'static str>,
}

/// Does what is due. Any number of them may run over one database, in as many processes.
pub struct Runner {
    db: Db,
    timetable: Arc<Timetable>,
    holder: String,
    lease_ms: i64,
    stopping: AtomicBool,
}

impl Runner {
    /// Over a database. `lease` is for how long a step may be silent before others take over.
    pub fn new(db: Db, timetable: Arc<Timetable>, lease: Duration) -> Self {
        let holder = format!("{}-{:08x}", std::process::id(), rand::random::<u32>());
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
        Self { db, timetable, holder, lease_ms, stopping: AtomicBool::new(false) }
    }

    /// Asks it to stop: the step that was begun is finished, the next is left to others.
    pub fn stop(&self) {
        self.stopping.store(true, Relaxed);
        self.timetable.ring();
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Relaxed)
    }

    /// One turn over the timetable: every job that is due and that nobody else holds. What goes wrong with one job keeps no other.
    pub async fn tick(&self) -> Result<Ticked, Stop> {
        let mut ticked = Ticked::default();
        let now = self.db.now().await?;
        for (entry, (name, standing)) in
            self.timetable.entries().iter().zip(standings(self.db.read(), &self.timetable).await?)
        {
            let is_due =
                standing.done().is_none_or(|done| next_due(&entry.cron, done, standing.asked(), now).is_some());
            if is_due
                && !self.is_stopping()
                && let Err(stop) = self.run(entry, &mut ticked).await
            {
                tracing::error!(job = name, ?stop, "a job could not be run");
                ticked.stopped.push(name);
            }
        }
        Ok(ticked)
    }

    async fn run(&self, entry: &Entry, ticked: &mut Ticked) -> Result<(), Stop> {
        let job = known(&self.db, entry.name()).await?;
        let Some(lease) = store::claim(self.db.unguarded(), job.id, &self.holder, self.lease_ms).await? else {
            return Ok(());
        };
        let worked = self.days(entry, &lease, ticked).await;
        store::release(self.db.unguarded(), &lease).await?;
        worked
    }

    /// Every day that is due, in order, up to the first that fails. What is due is read anew after each: the clock goes on, and
    /// somebody may ask for today.
    async fn days(&self, entry: &Entry, lease: &Lease, ticked: &mut Ticked) -> Result<(), Stop> {
        while let Some((day, late)) = self.next(entry).await? {
            match self.day(entry.job.as_ref(), lease, (day, late)).await {
                Ok(true) => ticked.done.push((entry.name(), day)),
                Ok(false) => break,
                Err(stop) => {
                    ticked.stopped.push(entry.name());
                    return self.tell(entry.name(), lease, day, &stop).await;
                }
            }
        }
        Ok(())
    }

    /// The next day that is due, and whether a later one is due already.
    async fn next(&self, entry: &Entry) -> Result<Option<(Day, bool)>, Stop> {
        let standing = standing_of(self.db.read(), entry.name()).await?;
        let now = self.db.now().await?;
        let day = standing.done().and_then(|done| next_due(&entry.cron, done, standing.asked(), now));
        Ok(day.map(|day| (day, next_due(&entry.cron, day, None, now).is_some())))
    }

    /// One day; false when the runner was asked to stop before its last step.
    async fn day(&self, job: &dyn Job, lease: &Lease, (on, late): (Day, bool)) -> Result<bool, Stop> {
        let begun = store::find_run(self.db.read(), lease.job, on).await?;
        let mut turn = Turn { on, late, resume: begun.and_then(|run| run.resume) };
        while !self.is_stopping() {
            let found = self.looked(job, lease, &turn).await?;
            let run = self.db.write(&TakeStep { job, lease, turn: &turn, found: &found }).await?;
            if run.state == JobState::Done {
                if run.findings > 0 {
                    tracing::error!(job = job.action().name, day = %on, findings = run.findings, "a check found something wrong");
                }
                tracing::info!(job = job.action().name, day = %on, handled = run.handled, "done");
                return Ok(true);
            }
            turn.resume = run.resume;
        }
        Ok(false)
    }

    /// Looks, and renews the lease while it takes: whoever looks for long is not dead.
    async fn looked(&self, job: &dyn Job, lease: &Lease, turn: &Turn) -> Result<Vec<String>, Stop> {
        let mut look = job.look(turn);
        let third = Duration::from_millis(u64::try_from(lease.length_ms / 3).unwrap_or(1).max(1));
        loop {
            match tokio::time::timeout(third, &mut look).await {
                Ok(found) => return Ok(found?),
                Err(_) if store::renew(self.db.unguarded(), lease).await? => {}
                Err(_) => return Err(taken_over(job, turn.on)),
            }
        }
    }

    /// Logs what went wrong and keeps it where operators look. A lease that was lost is no failure of the job.
    async fn tell(&self, name: &'static str, lease: &Lease, day: Day, stop: &Stop) -> Result<(), Stop> {
        let what = match stop {
            Stop::Refused(refusal) => refusal.kind.code.to_owned(),
            Stop::Denied(denial) => format!("denied: {}", denial.reason.word()),
            Stop::Fault(fault) => fault.to_string(),
        };
        if what == TAKEN_OVER {
            tracing::warn!(job = name, %day, "another process has taken the job over");
            return Ok(());
        }
        tracing::error!(job = name, %day, what, "a step failed; the day is tried again");
        let told: String = what.chars().take(TOLD).collect();
        let now = self.db.now().await?;
        Ok(store::note_failure(self.db.unguarded(), lease, day, now, &told).await?)
    }
}

/// The code of [`JobsRefusal::TakenOver`].
const TAKEN_OVER: &str = "jobs.schedule.taken_over";

fn taken_over(job: &dyn Job, day: Day) -> Stop {
    JobsRefusal::TakenOver { job: job.action().name.to_owned(), day }.into()
}

/// One step: holds the lease, does the job's own work, and marks how far the day has come, in one transaction.
struct TakeStep<'a> {
    job: &'a dyn Job,
    lease: &'a Lease,
    turn: &'a Turn,
    found: &'a [String],
}

impl Work for TakeStep<'_> {
    type Record = Committed<JobRun>;

    async fn run(&self, tx: &Tx) -> Result<Committed<JobRun>, Stop> {
        let on = self.turn.on;
        if !store::hold(tx, self.lease).await? {
            return Err(taken_over(self.job, on));
        }
        let now = tx.now().await?;
        let begun = store::find_run(tx.conn(), self.lease.job, on).await?;
        let is_new = begun.is_none();
        let before = begun.unwrap_or_else(|| JobRun::unbegun(JobRunId::new(tx.uuid(now)), self.lease.job, on, now));
        if before.state == JobState::Done || before.resume != self.turn.resume {
            return Err(taken_over(self.job, on));
        }
        let step = self.job.step(tx, self.turn).await?;
        let after = before.after(&step, self.found, self.lease.fence, now);
        if is_new {
            store::insert_run(tx, &after).await?;
        } else {
            store::update_run(tx, &after, before.version).await?;
        }
        let action = self.job.action();
        let (subject, nation) = (SubjectRef::new(SubjectKind::JobRun, after.id), RegionCode::nation());
        let change = if is_new {
            Change::created(subject, &nation, &after)
        } else {
            Change::changed(subject, &nation, after.version, &before, &after)
        };
        let marked = change.state(after.state.word());
        Ok(Permit::for_job(action.name, action).commit(marked, after).and(step.changes))
    }
}

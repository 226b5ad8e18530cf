//! What a job is, and the timetable of all of them.

use futures_util::future::BoxFuture;
use tokio::sync::Notify;

use super::due::Cron;
use crate::ground::{
    authority::Action,
    kernel::{Bi, Day},
    platform::{Fault, Stop, Tx},
    trail::Change,
};

/// How many small rows a step handles at most: what it locks, and what it leaves to the log of writes, stays bounded.
pub const BATCH: u64 = 1000;

/// What a step is asked for: a civil day, and where the step before it stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The day. All that a job looks at follows from it, so that a day caught up with late is done as it would have been.
    pub on: Day,
    /// Whether a later day is due already: this one is caught up with.
    pub late: bool,
    /// What the last step of this day left as its place; `None` at its beginning.
    pub resume: Option<String>,
}

/// What one step did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// Rows handled.
    pub handled: u64,
    /// Where the next step goes on; `None` when the day is done.
    pub resume: Option<String>,
    /// Changes of subjects, for the trail.
    pub changes: Vec<Change>,
}

impl Step {
    /// A step of a job that finds its own way: it goes on from where rows are left, while its batch was full.
    pub fn of_batch(handled: u64, full: bool) -> Self {
        Self { handled, resume: full.then(|| "more".to_owned()), changes: Vec::new() }
    }
}

/// 定时任务. Something that is done once for each civil day. A step is idempotent: it may be begun again from its start.
pub trait Job: Send + Sync {
    /// Its row in the table of actions; the name runs through timetable, trail and refusals.
    fn action(&self) -> &'static Action;

    /// When it is due, in Asia/Shanghai: six fields, seconds first, days of the week by name.
    fn cron(&self) -> &'static str;

    /// What people call it.
    fn title(&self) -> Bi;

    /// Looks before each step, outside any transaction, so that a long look holds nothing up. Answers what is wrong, a short
    /// sentence each; nothing for a job that only does.
    fn look<'a>(&'a self, _turn: &'a Turn) -> BoxFuture<'a, Result<Vec<String>, Fault>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// One bounded step in one transaction.
    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>>;
}

/// A job with its hours understood.
pub struct Entry {
    /// The job.
    pub job: Box<dyn Job>,
    /// When it is due.
    pub cron: Cron,
}

impl Entry {
    /// The job's name.
    pub fn name(&self) -> &'static str {
        self.job.action().name
    }
}

/// 任务时刻表. Every job of this build, each once.
pub struct Timetable {
    entries: Vec<Entry>,
    bell: Notify,
}

impl Timetable {
    /// From the jobs of every room, in the order in which a turn comes to them. Refuses hours that mean something else than they
    /// say, and two jobs of one name.
    pub fn new(jobs: Vec<Box<dyn Job>>) -> Result<Self, String> {
        let mut entries: Vec<Entry> = Vec::with_capacity(jobs.len());
        for job in jobs {
            let name = job.action().name;
            let cron = Cron::parse(job.cron()).map_err(|why| format!("the hours of job {name}: {why}"))?;
            if entries.iter().any(|entry| entry.name() == name) {
                return Err(format!("two jobs are called {name}"));
            }
            entries.push(Entry { job, cron });
        }
        Ok(Self { entries, bell: Notify::new() })
    }

    /// The jobs.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The job of this name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name() == name)
    }

    /// Wakes this process's runner before its time.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until somebody rings.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

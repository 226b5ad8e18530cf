//! What is known of a job, and of each of its days. Pure.

use serde::Serialize;

use super::Step;
use crate::ground::kernel::{Day, Instant, JobId, JobRunId};

crate::ground::kernel::words! {
    /// State of a day's run.
    pub enum JobState {
        Running = "running" "执行中",
        Done = "done" "已完成",
    }
}

impl JobState {
    /// The states in which a run comes into being: a day of one step is done at once.
    pub const FIRST: [Self; 2] = [Self::Running, Self::Done];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[(Self::Running, Self::Done)];
}

crate::ground::kernel::words! {
    /// 执行结果. How a job's last attempt went.
    pub enum JobOutcome {
        /// No day of it has been due yet.
        Never = "never" "尚未执行",
        /// A day has been begun.
        Running = "running" "执行中",
        /// The last day that was due is done.
        Done = "done" "已完成",
        /// The last attempt failed; the next turn tries again.
        Failed = "failed" "失败待重试",
    }
}

/// 定时任务. A job as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobRow {
    /// Id.
    pub id: JobId,
    /// Its name in the timetable.
    pub name: String,
    /// The day on which a runner first saw it; it is due from the day after.
    pub since: Day,
    /// A day that somebody asked for before its hour.
    pub asked: Option<Day>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// 任务执行. One civil day of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobRun {
    /// Id.
    pub id: JobRunId,
    /// Of which job.
    pub job: JobId,
    /// Which day.
    pub on: Day,
    /// Whether it is done.
    pub state: JobState,
    /// Rows handled by all its steps.
    pub handled: i64,
    /// Where the next step goes on.
    pub resume: Option<String>,
    /// How much a check found wrong.
    pub findings: i64,
    /// The first of it, as text.
    pub found: Option<String>,
    /// The fence of the holder that took the last step.
    pub fence: i64,
    /// Raised by every step.
    #[serde(skip)]
    pub version: i64,
    /// When its first step committed.
    #[serde(skip)]
    pub created_at: Instant,
    /// When its last step committed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// How much of what was found is kept as text; the rest is only counted.
const TOLD: usize = 1000;

impl JobRun {
    /// A day before its first step.
    pub fn unbegun(id: JobRunId, job: JobId, on: Day, now: Instant) -> Self {
        Self {
            id,
            job,
            on,
            state: JobState::Running,
            handled: 0,
            resume: None,
            findings: 0,
            found: None,
            fence: 0,
            version: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// The same after one more step under this fence.
    #[must_use]
    pub fn after(&self, step: &Step, found: &[String], fence: i64, now: Instant) -> Self {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let told: Vec<&str> = self.found.as_deref().into_iter().chain(found.iter().map(String::as_str)).collect();
        let told: String = told.join("; ").chars().take(TOLD).collect();
        Self {
            state: if step.resume.is_some() { JobState::Running } else { JobState::Done },
            handled: self.handled.saturating_add(count(step.handled)),
            resume: step.resume.clone(),
            findings: self.findings.saturating_add(count(found.len() as u64)),
            found: (!told.is_empty()).then_some(told),
            fence,
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        }
    }
}

/// What went wrong last, kept beside the lease until a step succeeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Attempts in a row that failed.
    pub times: i64,
    /// For which day.
    pub on: Day,
    /// When, by the civil clock.
    pub at: Instant,
    /// What went wrong, without what was in the rows.
    pub what: String,
}

/// A job as it stands: what is known of it, its last day done, the day under way, what failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What is known of it; `None` before a runner has seen it.
    pub job: Option<JobRow>,
    /// The last day done.
    pub last: Option<JobRun>,
    /// The day that has been begun and is not done.
    pub underway: Option<JobRun>,
    /// What failed since.
    pub failure: Option<Failure>,
}

impl Standing {
    /// The last day done, or the day from which the job is known.
    pub fn done(&self) -> Option<Day> {
        self.last.as_ref().map(|run| run.on).or_else(|| self.job.as_ref().map(|job| job.since))
    }

    /// The day that was asked for, until it is done. It may be the very day on which the job became known.
    pub fn asked(&self) -> Option<Day> {
        let asked = self.job.as_ref().and_then(|job| job.asked)?;
        self.last.as_ref().is_none_or(|run| asked > run.on).then_some(asked)
    }

    /// How the last attempt went.
    pub fn outcome(&self) -> JobOutcome {
        match (&self.failure, &self.underway, &self.last) {
            (Some(_), ..) => JobOutcome::Failed,
            (None, Some(_), _) => JobOutcome::Running,
            (None, None, Some(_)) => JobOutcome::Done,
            (None, None, None) => JobOutcome::Never,
        }
    }

    /// The version of what a reader sees of it: every run, step, question and failure makes another.
    pub fn tag(&self) -> String {
        let job = self.job.as_ref().map_or(0, |job| job.version);
        let step =
            |run: &Option<JobRun>| run.as_ref().map_or_else(|| "0".into(), |r| format!("{}-{}", r.on, r.version));
        let failures = self.failure.as_ref().map_or(0, |f| f.times);
        format!("{job}-{}-{}-{failures}", step(&self.last), step(&self.underway))
    }
}

#[cfg(test)]
mod tests {
    use super::{JobRun, JobState, Step};
    use crate::ground::kernel::{Day, Id, Instant};

    #[test]
    fn steps_add_up_until_one_of_them_is_the_last() {
        let id = uuid::Uuid::nil();
        let now = Instant::from_millis(0);
        let begun = JobRun::unbegun(Id::new(id), Id::new(id), Day::of(2023, 3, 1), now);
        let first = begun.after(&Step::of_batch(1000, true), &["a".into()], 7, now);
        assert_eq!((first.state, first.handled, first.version), (JobState::Running, 1000, 1));
        let last = first.after(&Step::of_batch(3, false), &["b".into()], 8, now);
        assert_eq!((last.state, last.handled, last.version, last.fence), (JobState::Done, 1003, 2, 8));
        assert_eq!((last.findings, last.found.as_deref()), (2, Some("a; b")));
    }
}

//! What must hold of jobs and their days.

use super::model::JobState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9 of jobs, and that no day was begun before an earlier one was done.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("job", SubjectKind::Job),
        Invariant::history("job_run", SubjectKind::JobRun),
        Invariant::walk("job_run", SubjectKind::JobRun, &JobState::FIRST, JobState::STEPS),
        Invariant::new(
            "I9",
            "no day of a job is begun before the job is known, nor before every earlier day is done",
            "SELECT 'job_run ' || {r.id} || ' for ' || r.due_on || ' was begun too early' \
               FROM job_run r JOIN job j ON j.id = r.job_id \
              WHERE r.due_on < j.since_on OR EXISTS (SELECT 1 FROM job_run e \
                     WHERE e.job_id = r.job_id AND e.due_on < r.due_on AND e.state <> 'done')",
        ),
    ]
}

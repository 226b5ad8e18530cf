//! What lists of duties and runs show, and by what they are found.

use super::{Facts, Matter, RunState, Task};
use crate::ground::kernel::{AnyId, Calendar, Day, Digest, Instant, OfficerId, RegionCode, RunId, SubjectKind};

/// What a list of runs is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct RunQuery {
    /// For this matter.
    pub matter: Option<Matter>,
    /// In this state.
    pub state: Option<RunState>,
    /// About this subject.
    pub subject: Option<AnyId>,
    /// Begun by this officer.
    pub initiator: Option<OfficerId>,
}

/// A task with what an inbox shows beside it.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// The task.
    pub task: Task,
    /// Of which run.
    pub run: RunId,
    /// What is approved.
    pub matter: Matter,
    /// Kind of the subject.
    pub subject_kind: SubjectKind,
    /// The subject.
    pub subject: AnyId,
    /// The subject's printed number.
    pub subject_number: String,
    /// One line that tells what it is.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// The desk's name in zh-CN.
    pub step_zh: String,
    /// The desk's name in English.
    pub step_en: String,
    /// Working days within which the desk is expected to decide.
    pub limit_days: Option<i32>,
    /// Who began the run.
    pub initiator: OfficerId,
    /// What conditions compare.
    pub facts: Facts,
    /// What a yes would bind.
    pub decisive: Digest,
    /// Number of the supporting revision.
    pub revision: i32,
    /// When the duty began.
    pub opened_at: Instant,
    /// When it ended.
    pub closed_at: Option<Instant>,
    /// When the paper last changed, and with it what the task shows.
    pub updated_at: Instant,
}

impl InboxRow {
    /// The day by which the desk is expected to decide.
    pub fn due_on(&self, calendar: &Calendar) -> Option<Day> {
        let limit = self.limit_days.and_then(|n| u32::try_from(n).ok())?;
        calendar.after_working_days(self.opened_at.day(), limit)
    }
}

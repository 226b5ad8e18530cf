//! What happens to a complaint. Each act gives the next version, or nothing where it does not fit the state.

use super::{Answer, Complaint, ComplaintState, Due, Extension, Word};
use crate::ground::kernel::{Day, Instant, OfficerId, OrganisationId};

/// 受理并交办.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// 承办单位.
    pub unit: OrganisationId,
    /// 承办人.
    pub officer: Option<OfficerId>,
    /// By when it answers.
    pub due: Option<Due>,
    /// Who accepted, and when.
    pub by: (OfficerId, Day),
}

/// 不予受理.
#[derive(Debug, Clone)]
pub struct Declined {
    /// Why.
    pub reason: String,
    /// Whither it was passed.
    pub passed_to: Option<String>,
}

impl Complaint {
    /// The next version, as it is but for its state.
    pub fn next(&self, state: ComplaintState, now: Instant) -> Option<Self> {
        let fits = self.state == state || ComplaintState::STEPS.contains(&(self.state, state));
        fits.then(|| Self { state, version: self.version + 1, updated_at: now, ..self.clone() })
    }

    fn from(&self, states: &[ComplaintState], to: ComplaintState, now: Instant) -> Option<Self> {
        if states.contains(&self.state) { self.next(to, now) } else { None }
    }

    fn last_due(&mut self, due: Option<Due>) {
        if let Some(word) = self.words.last_mut() {
            word.due = due;
        }
    }

    /// It is somebody's to answer.
    pub fn accepted(&self, to: Assigned, now: Instant) -> Option<Self> {
        let mut next = self.from(&[ComplaintState::Received], ComplaintState::Accepted, now)?;
        (next.unit, next.officer, next.accepted) = (Some(to.unit), to.officer, Some(to.by));
        next.last_due(to.due);
        Some(next)
    }

    /// It is nobody's here.
    pub fn declined(&self, why: Declined, now: Instant) -> Option<Self> {
        let next = self.from(&[ComplaintState::Received], ComplaintState::Declined, now)?;
        Some(Self { decline_reason: Some(why.reason), passed_to: why.passed_to, ..next })
    }

    /// The day of its answer is put off.
    pub fn extended(&self, extension: Extension, now: Instant) -> Option<Self> {
        let mut next = self.from(&[ComplaintState::Accepted], ComplaintState::Accepted, now)?;
        let required = self.due().and_then(|due| due.required.clone());
        next.last_due(Some(Due { on: extension.until, required }));
        next.extensions.push(extension);
        Some(next)
    }

    /// Its last word is answered.
    pub fn answered(&self, answer: Answer, now: Instant) -> Option<Self> {
        let mut next = self.from(&[ComplaintState::Accepted], ComplaintState::Answered, now)?;
        next.words.last_mut()?.answer = Some(answer);
        Some(next)
    }

    /// Whoever complained says more.
    pub fn reopened(&self, word: Word, now: Instant) -> Option<Self> {
        let mut next = self.from(&[ComplaintState::Answered, ComplaintState::Closed], ComplaintState::Accepted, now)?;
        next.closed = None;
        next.words.push(word);
        Some(next)
    }

    /// Another has looked at the answer.
    pub fn closed(&self, by: (OfficerId, Day), now: Instant) -> Option<Self> {
        let next = self.from(&[ComplaintState::Answered], ComplaintState::Closed, now)?;
        Some(Self { closed: Some(by), ..next })
    }
}

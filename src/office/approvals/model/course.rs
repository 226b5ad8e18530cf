//! The pure core: how a run moves from desk to desk. Knows no database, no clock and no people but by their ids.

use serde::Serialize;

use super::{Definition, Facts, Mode, ReturnForm, RunState, Skip, Step};
use crate::{
    ground::kernel::{OfficerId, TaskId},
    office::approvals::ApprovalsRefusal,
};

crate::ground::kernel::words! {
    /// State of a task.
    pub enum TaskState {
        Open = "open" "待办",
        Done = "done" "已办",
        Void = "void" "作废",
    }
}

crate::ground::kernel::words! {
    /// What became of a desk.
    pub enum PassageOutcome {
        Open = "open" "办理中",
        Passed = "passed" "通过",
        Skipped = "skipped" "不适用",
        Returned = "returned" "退回",
        Rejected = "rejected" "不同意",
        Blocked = "blocked" "无人可办",
        /// Ended from elsewhere: withdrawn, or resolved anew.
        Void = "void" "作废",
    }
}

/// One person's duty in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Id.
    pub id: TaskId,
    /// Which step.
    pub position: i32,
    /// Which opening of it.
    pub round: i32,
    /// Whose.
    pub officer: OfficerId,
    /// Open, done or void.
    pub state: TaskState,
}

/// One opening of a desk, or its being skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Order in which things happened.
    pub ordinal: i32,
    /// Which step.
    pub position: i32,
    /// Which opening.
    pub round: i32,
    /// What became of it.
    pub outcome: PassageOutcome,
    /// Why it was skipped or blocked, as text.
    pub reason: Option<String>,
}

/// Somebody who holds the step's role at its seat, and why they may not decide here, if so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub officer: OfficerId,
    /// Why not.
    pub excluded: Option<String>,
}

/// What a person does with an open task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Yes.
    Approve,
    /// No, and that is the end.
    Reject,
    /// Back, to the initiator or to an earlier desk.
    Return {
        /// In which form.
        form: ReturnForm,
        /// To which step; the initiator when absent.
        to: Option<i32>,
    },
}

/// What must happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Others must still decide here.
    Wait,
    /// Find the people of this step and open it ([`Course::open_step`]).
    Open(i32),
    /// The run has left the desks in its present state.
    Ended,
}

/// The moving part of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: RunState,
    /// The current step, while open or blocked.
    pub position: Option<i32>,
    /// Raised by every return, resubmission and new resolution: names the openings of a step apart.
    pub round: i32,
    /// Desks that returned a paper for supplement, to be resumed at, innermost last.
    pub resume: Vec<i32>,
    /// In which form it lies with its initiator.
    pub return_form: Option<ReturnForm>,
    /// Every task ever.
    pub tasks: Vec<Task>,
    /// Every passage ever.
    pub passages: Vec<Passage>,
}

impl Course {
    /// A course that has not reached a desk yet.
    pub const fn new() -> Self {
        Self {
            state: RunState::Open,
            position: None,
            round: 1,
            resume: Vec::new(),
            return_form: None,
            tasks: Vec::new(),
            passages: Vec::new(),
        }
    }

    /// Comes to the desks at the first step after `position` that applies. Where none does, nobody would have said yes, and that is
    /// never an approval (P4): the paper is not taken.
    pub fn enter(&mut self, definition: &Definition, facts: &Facts, position: i32) -> Result<Next, ApprovalsRefusal> {
        match self.advance(definition, facts, position) {
            Next::Ended => Err(ApprovalsRefusal::NobodySigns),
            next @ (Next::Open(_) | Next::Wait) => Ok(next),
        }
    }

    /// Goes to the first step after `position` that applies; records what it skips. No further step: approved.
    fn advance(&mut self, definition: &Definition, facts: &Facts, position: i32) -> Next {
        for step in definition.body.steps.iter().filter(|s| s.position > position) {
            match step.skipped_by(facts) {
                Some(skip) => self.note(step.position, PassageOutcome::Skipped, Some(reason_of(&skip))),
                None => {
                    self.position = Some(step.position);
                    return Next::Open(step.position);
                }
            }
        }
        self.end(RunState::Approved);
        Next::Ended
    }

    /// Opens the current step for those who may decide it. Too few of them: blocked, and visible.
    pub fn open_step(&mut self, step: &Step, candidates: &[Candidate], mut new_id: impl FnMut() -> TaskId) {
        let able: Vec<OfficerId> = candidates.iter().filter(|c| c.excluded.is_none()).map(|c| c.officer).collect();
        let needed = match step.mode {
            Mode::Any | Mode::All => 1,
            Mode::Quorum => usize::try_from(step.quorum.unwrap_or(1)).unwrap_or(1),
        };
        self.position = Some(step.position);
        if able.len() < needed {
            self.state = RunState::Blocked;
            let excluded: Vec<_> = candidates.iter().filter_map(|c| c.excluded.clone()).collect();
            let why = format!("需要 {needed} 人，可办 {} 人 {}", able.len(), excluded.join("; "));
            self.note(step.position, PassageOutcome::Blocked, Some(why.trim().to_owned()));
            return;
        }
        self.state = RunState::Open;
        self.note(step.position, PassageOutcome::Open, None);
        for officer in able {
            let (position, round) = (step.position, self.round);
            self.tasks.push(Task { id: new_id(), position, round, officer, state: TaskState::Open });
        }
    }

    /// What a person's act on an open task does. The task must be of the current step and round.
    pub fn act(
        &mut self,
        definition: &Definition,
        facts: &Facts,
        task: TaskId,
        act: Act,
    ) -> Result<Next, ApprovalsRefusal> {
        let found = self.tasks.iter().position(|t| t.id == task && t.state == TaskState::Open);
        let index = found.filter(|_| self.state == RunState::Open).ok_or(ApprovalsRefusal::TaskClosed)?;
        let position = self.tasks[index].position;
        if let Act::Return { to: Some(to), .. } = act {
            self.may_return_to(to, position)?;
        }
        self.tasks[index].state = TaskState::Done;
        match act {
            Act::Approve => Ok(self.approved(definition, facts, position)),
            Act::Reject => {
                self.close(PassageOutcome::Rejected);
                self.end(RunState::Rejected);
                Ok(Next::Ended)
            }
            Act::Return { form, to } => {
                self.close(PassageOutcome::Returned);
                Ok(self.returned(form, to, position))
            }
        }
    }

    fn may_return_to(&self, to: i32, position: i32) -> Result<(), ApprovalsRefusal> {
        let passed = self.passages.iter().any(|p| p.position == to && p.outcome == PassageOutcome::Passed);
        if to < position && passed { Ok(()) } else { Err(ApprovalsRefusal::NoSuchDesk { to }) }
    }

    fn approved(&mut self, definition: &Definition, facts: &Facts, position: i32) -> Next {
        let here = self.tasks.iter().filter(|t| t.position == position && t.round == self.round);
        let (mut done, mut open) = (0, 0);
        for task in here {
            match task.state {
                TaskState::Done => done += 1,
                TaskState::Open => open += 1,
                TaskState::Void => {}
            }
        }
        let step = definition.step(position);
        let passed = match step.map_or(Mode::All, |s| s.mode) {
            Mode::Any => done >= 1,
            Mode::All => open == 0,
            Mode::Quorum => done >= step.and_then(|s| s.quorum).unwrap_or(i32::MAX),
        };
        if !passed {
            return Next::Wait;
        }
        self.close(PassageOutcome::Passed);
        if let Some(resume) = self.resume.pop() {
            self.position = Some(resume);
            return Next::Open(resume);
        }
        self.advance(definition, facts, position)
    }

    fn returned(&mut self, form: ReturnForm, to: Option<i32>, position: i32) -> Next {
        match form {
            ReturnForm::Supplement => self.resume.push(position),
            ReturnForm::Revise => self.resume.clear(),
        }
        match to {
            Some(to) => {
                self.round += 1;
                self.position = Some(to);
                Next::Open(to)
            }
            None => {
                self.return_form = Some(form);
                self.end(RunState::Returned);
                Next::Ended
            }
        }
    }

    /// The initiator sends a returned paper again. A supplement resumes at the returning desk and may not have changed what is
    /// decisive; a revision restarts at the first step when decisive facts changed, else where the definition says.
    pub fn resubmit(
        &mut self,
        definition: &Definition,
        facts: &Facts,
        decisive_changed: bool,
    ) -> Result<Next, ApprovalsRefusal> {
        let form = self.return_form.filter(|_| self.state == RunState::Returned);
        let form = form.ok_or(ApprovalsRefusal::NotReturned { state: self.state })?;
        if form == ReturnForm::Supplement && decisive_changed {
            return Err(ApprovalsRefusal::DecisiveChanged);
        }
        self.state = RunState::Open;
        self.return_form = None;
        self.round += 1;
        match (form, self.resume.pop()) {
            (ReturnForm::Supplement, Some(resume)) => {
                self.position = Some(resume);
                Ok(Next::Open(resume))
            }
            _ => {
                // Never past the desk that returned it: that one has not said yes.
                let returned = self
                    .passages
                    .iter()
                    .rev()
                    .find(|p| p.outcome == PassageOutcome::Returned)
                    .map_or(1, |p| p.position);
                let from = if decisive_changed { 1 } else { definition.body.restart_at.min(returned) };
                self.enter(definition, facts, from - 1)
            }
        }
    }

    /// The initiator takes the paper back: until the first decision of the last step that applies, or while it lies returned.
    pub fn withdraw(&mut self, definition: &Definition, facts: &Facts) -> Result<(), ApprovalsRefusal> {
        let decided_last = self.position.is_some_and(|here| {
            let mut later = definition.body.steps.iter().filter(|s| s.position > here);
            let is_last = self.resume.is_empty() && later.all(|s| s.skipped_by(facts).is_some());
            let decided = |t: &Task| t.position == here && t.round == self.round && t.state == TaskState::Done;
            is_last && self.tasks.iter().any(decided)
        });
        match self.state {
            RunState::Open | RunState::Blocked if !decided_last => {
                self.close(PassageOutcome::Void);
                self.end(RunState::Withdrawn);
                Ok(())
            }
            RunState::Returned => {
                self.end(RunState::Withdrawn);
                Ok(())
            }
            RunState::Open | RunState::Blocked => Err(ApprovalsRefusal::TooLate),
            state @ (RunState::Withdrawn | RunState::Rejected | RunState::Approved) => {
                Err(ApprovalsRefusal::Ended { state })
            }
        }
    }

    /// Finds the people of the current step anew, by an explicit act: what was open here is void, a fresh opening follows.
    pub fn reopen(&mut self) -> Result<Next, ApprovalsRefusal> {
        match (self.state, self.position) {
            (RunState::Open | RunState::Blocked, Some(position)) => {
                self.close(PassageOutcome::Void);
                self.round += 1;
                self.position = Some(position);
                Ok(Next::Open(position))
            }
            (state, _) => Err(ApprovalsRefusal::Ended { state }),
        }
    }

    /// An officer can no longer perform an open task. When those who are left cannot pass the step, it is blocked.
    pub fn lose(&mut self, definition: &Definition, officer: OfficerId) {
        let Some(position) = self.position.filter(|_| self.state == RunState::Open) else { return };
        let mut lost = false;
        for task in self.tasks.iter_mut().filter(|t| t.officer == officer && t.state == TaskState::Open) {
            task.state = TaskState::Void;
            lost = true;
        }
        let count = |state| {
            self.tasks.iter().filter(|t| t.position == position && t.round == self.round && t.state == state).count()
        };
        let step = definition.step(position);
        let able = match step.map_or(Mode::All, |s| s.mode) {
            Mode::Any => count(TaskState::Open) > 0,
            Mode::All => !lost,
            Mode::Quorum => {
                let needed = usize::try_from(step.and_then(|s| s.quorum).unwrap_or(1)).unwrap_or(usize::MAX);
                count(TaskState::Open) + count(TaskState::Done) >= needed
            }
        };
        if lost && !able {
            self.close(PassageOutcome::Blocked);
            self.state = RunState::Blocked;
            self.position = Some(position);
        }
    }

    /// Ends the current opening: its open tasks are void, its passage has this outcome.
    fn close(&mut self, outcome: PassageOutcome) {
        for task in self.tasks.iter_mut().filter(|t| t.state == TaskState::Open) {
            task.state = TaskState::Void;
        }
        let still = |p: &&mut Passage| matches!(p.outcome, PassageOutcome::Open | PassageOutcome::Blocked);
        if let Some(passage) = self.passages.iter_mut().rev().find(still) {
            passage.outcome = outcome;
        }
    }

    fn end(&mut self, state: RunState) {
        self.state = state;
        self.position = None;
    }

    fn note(&mut self, position: i32, outcome: PassageOutcome, reason: Option<String>) {
        let ordinal = i32::try_from(self.passages.len()).unwrap_or(i32::MAX).saturating_add(1);
        self.passages.push(Passage { ordinal, position, round: self.round, outcome, reason });
    }
}

impl Default for Course {
    fn default() -> Self {
        Self::new()
    }
}

fn reason_of(skip: &Skip) -> String {
    use crate::ground::kernel::Words as _;
    let Skip { fact, value, comparison, against, against_value } = skip;
    format!("{fact}={value} 不满足：{} {against}={against_value}", comparison.label())
}

#[cfg(test)]
#[path = "course_laws.rs"]
mod laws;

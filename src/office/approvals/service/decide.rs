//! Deciding a task, withdrawing a run, finding people anew.

use super::{
    super::{
        ApprovalsRefusal, Concluded,
        model::{
            Act, Course, Decision, Definition, Ending, Next, ReturnForm, Run, RunState, Shortcoming, Task, TaskState,
            Verdict,
        },
        rules::{Acting, separation_denial},
        store,
    },
    Engine,
    people::{decided_in, elsewhere, holders_of},
    run::{changed, decided_change, is_yes, settle, subject_of, told},
};
use crate::{
    ground::{
        authority::{Actor, Holder, action, denial, officer_of, unknown},
        kernel::{Check, Denial, DenialReason, Digest, RunId, TaskId, settle as settle_checks},
        platform::{Fault, Stop, Tx, Work},
        trail::{Committed, first_of},
        wire::match_version,
    },
    office::access::holder,
};

/// The entity tag of a task: it changes with what a yes would bind.
pub fn task_tag(decisive: &Digest, task: &Task) -> String {
    format!("{}-{}", decisive.short(), task.round)
}

/// Somebody decides their task.
pub struct Decide {
    /// The books of all areas.
    pub engine: Engine,
    /// Who.
    pub actor: Actor,
    /// Which task.
    pub task: TaskId,
    /// The tag at which it was read.
    pub if_match: String,
    /// Approve, reject or return.
    pub verdict: Verdict,
    /// In which form a return is meant.
    pub return_form: Option<ReturnForm>,
    /// Back to which step; the initiator when absent.
    pub to_position: Option<i32>,
    /// Why not, by code, unless it is a yes.
    pub reason: Option<Shortcoming>,
    /// In whose words.
    pub opinion: Option<String>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// A decision that was made, and where the run stands now.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The task.
    pub task: TaskId,
    /// The run.
    pub run: Run,
    /// Its course.
    pub state: RunState,
    /// Its current step.
    pub position: Option<i32>,
    /// The task's tag now.
    pub tag: String,
    /// What the rules said at the moment of the decision.
    pub checks: Vec<Check>,
}

/// Whoever may decide nowhere is refused as a whole; what each decision of a batch takes is judged with it.
pub fn may_decide_many(holder: &Holder) -> Result<(), Denial> {
    holder.scope(&action::TASK_BATCH_DECIDE).map(drop)
}

impl Decide {
    fn act(&self) -> Result<Act, ApprovalsRefusal> {
        let opinion = self.opinion.as_ref().is_some_and(|o| !o.is_empty());
        let says_why = if is_yes(self.verdict) { self.reason.is_none() } else { self.reason.is_some() && opinion };
        if !says_why {
            return Err(ApprovalsRefusal::ReasonMissing);
        }
        match (self.verdict, self.return_form, self.to_position) {
            (Verdict::Approve, None, None) => Ok(Act::Approve),
            (Verdict::Reject, None, None) => Ok(Act::Reject),
            (Verdict::Return, Some(form), to) => Ok(Act::Return { form, to }),
            (Verdict::Approve | Verdict::Reject | Verdict::Return, ..) => Err(ApprovalsRefusal::FormMissing),
        }
    }

    /// The right to decide, looked at again inside the transaction: the task is the officer's own, the officer still holds the
    /// step's role at its seat, and nothing stands against it by R109.
    async fn may_decide(&self, tx: &Tx, run: &Run, task: &Task, definition: &Definition) -> Result<(), Stop> {
        let subject = subject_of(run);
        let officer = officer_of(&self.actor, &action::TASK_READ)?;
        let decided = decided_in(tx, run).await?;
        let acting = Acting {
            officer,
            unit: self.actor.organisation(),
            makers: &run.makers,
            earlier: &elsewhere(&decided, task.position),
            payee_units: &run.payee_units,
        };
        if let Some(denial) = separation_denial(acting, &action::TASK_DECIDE, subject, &run.region) {
            return Err(denial.into());
        }
        if task.officer != officer {
            return Err(unknown(&action::TASK_READ).into());
        }
        let step = definition.step(task.position).ok_or_else(|| Fault::inconsistent("a task of no step"))?;
        if holders_of(tx, run, step).await?.iter().any(|h| h.id == officer) {
            return Ok(());
        }
        Err(denial(DenialReason::WrongRole, &action::TASK_DECIDE, Some(subject), Some(run.region.clone())).into())
    }

    /// A yes to money looks at the subject again; a failing check refuses the decision, not the run.
    async fn checks_now(&self, tx: &Tx, run: &Run, definition: &Definition) -> Result<(Vec<Check>, i32), Stop> {
        if !is_yes(self.verdict) {
            return Ok((Vec::new(), run.revision));
        }
        let now = self.engine.book(run.matter)?.recheck(tx, run.subject, definition).await?;
        if now.decisive != run.decisive {
            return Err(ApprovalsRefusal::DigestChanged.into());
        }
        Ok((settle_checks(now.checks, &self.acknowledged)?, now.revision))
    }
}

impl Work for Decide {
    type Record = Committed<Decided>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Decided>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let act = self.act()?;
        let found = store::find_task(tx.conn(), self.task).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let (before, was) = store::lock_run(tx, found.run).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let definition =
            store::find_definition(tx.conn(), before.definition).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let permit = holder.permit_on(&action::TASK_DECIDE, subject_of(&before), &before.region)?;
        let task = was.tasks.iter().find(|t| t.id == self.task).cloned().ok_or_else(|| unknown(&action::TASK_READ))?;
        self.may_decide(tx, &before, &task, &definition).await?;
        if task.state != TaskState::Open {
            return Err(ApprovalsRefusal::TaskClosed.into());
        }
        match_version(&self.if_match, task_tag(&before.decisive, &task))?;
        let (checks, revision) = self.checks_now(tx, &before, &definition).await?;
        let now = tx.now().await?;
        let decision = Decision {
            task: task.id,
            position: task.position,
            round: task.round,
            officer: task.officer,
            verdict: self.verdict,
            return_form: self.return_form,
            to_position: self.to_position,
            reason: self.reason,
            opinion: self.opinion.clone(),
            decisive: before.decisive,
            revision,
            acknowledged: self.acknowledged.clone(),
            at: now,
        };
        store::insert_decision(tx, before.id, &self.actor, &decision, &summary(&checks)).await?;
        let mut course = was.clone();
        let next = course.act(&definition, &before.facts, self.task, act)?;
        let run = Run { revision, version: before.version + 1, updated_at: now, ..before.clone() };
        settle(tx, &definition, &run, &mut course, next).await?;
        // Why it lies with its initiator; a return to an earlier desk leaves its reason with its decision.
        let reason = self.reason.filter(|_| matches!(course.state, RunState::Returned | RunState::Rejected));
        let run = Run { reason, ended_at: ended(&course).then_some(now), ..run };
        store::update_run(tx, &run, &was, &course, before.version).await?;
        let concluded = self.conclude(tx, &run, &course, next).await?;
        let tag = task_tag(&run.decisive, &task);
        let decided =
            Decided { task: task.id, run: run.clone(), state: course.state, position: course.position, tag, checks };
        let change = decided_change((&before, &was), (&run, &course), &decision);
        let notices = told(&run, &course);
        Ok(permit.commit(change, decided).and(concluded.changes).telling(notices).telling(concluded.notices))
    }
}

impl Decide {
    async fn conclude(&self, tx: &Tx, run: &Run, course: &Course, next: Next) -> Result<Concluded, Stop> {
        let ending = match (next, course.state) {
            (Next::Ended, RunState::Approved) => Ending::Approved,
            (Next::Ended, RunState::Rejected) => Ending::Rejected,
            (Next::Ended, RunState::Returned) => Ending::Returned(course.return_form.unwrap_or(ReturnForm::Revise)),
            _ => return Ok(Concluded::default()),
        };
        self.engine.book(run.matter)?.conclude(tx, run.subject, ending).await
    }
}

fn ended(course: &Course) -> bool {
    matches!(course.state, RunState::Approved | RunState::Rejected | RunState::Withdrawn)
}

/// Rule, outcome and figures of each check, one a line: kept with the decision.
fn summary(checks: &[Check]) -> String {
    let facts = |c: &Check| c.facts.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(" ");
    checks.iter().map(|c| format!("{} {} {}\n", c.rule.number, c.outcome, facts(c))).collect()
}

/// The initiator takes a paper back from the desks.
pub struct WithdrawRun {
    /// The books of all areas.
    pub engine: Engine,
    /// Who.
    pub actor: Actor,
    /// Which run.
    pub id: RunId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for WithdrawRun {
    type Record = Committed<(Run, Course)>;

    async fn run(&self, tx: &Tx) -> Result<Committed<(Run, Course)>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (run, _) = store::lock_run(tx, self.id).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let permit = holder.permit_on(&action::RUN_WITHDRAW, subject_of(&run), &run.region)?;
        match_version(&self.if_match, run.version)?;
        let officer = officer_of(&self.actor, &action::TASK_READ)?;
        let ended = super::run::abandon(tx, self.id, officer).await?;
        let concluded = self.engine.book(run.matter)?.conclude(tx, run.subject, Ending::Withdrawn).await?;
        let after = store::find_run(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let (first, rest) = first_of(ended.changes.into_iter().chain(concluded.changes))?;
        Ok(permit.commit(first, after).and(rest).telling(ended.notices).telling(concluded.notices))
    }
}

/// Finds the people of the current step anew: after somebody has left, or somebody was appointed to an empty desk.
pub struct ResolveRun {
    /// Who.
    pub actor: Actor,
    /// Which run.
    pub id: RunId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for ResolveRun {
    type Record = Committed<(Run, Course)>;

    async fn run(&self, tx: &Tx) -> Result<Committed<(Run, Course)>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (before, was) = store::lock_run(tx, self.id).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let permit = holder.permit_on(&action::RUN_RESOLVE, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let definition =
            store::find_definition(tx.conn(), before.definition).await?.ok_or_else(|| unknown(&action::TASK_READ))?;
        let mut course = was.clone();
        let next = course.reopen()?;
        let run = Run { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        settle(tx, &definition, &run, &mut course, next).await?;
        store::update_run(tx, &run, &was, &course, before.version).await?;
        let change = changed((&before, &was), (&run, &course));
        let notices = told(&run, &course);
        Ok(permit.commit(change, (run, course)).telling(notices))
    }
}

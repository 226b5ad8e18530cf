//! Runs as areas see them: open, send again, take back, and who has signed.

use super::{
    super::{
        ApprovalsRefusal,
        model::{Course, Decision, Definition, Facts, Matter, Next, Run, RunState, Verdict},
        rules::SEPARATION_OF_DUTIES,
        store,
    },
    people::{candidates, decided_in},
};
use crate::ground::{
    authority::{Action, Role},
    kernel::{
        Digest, Layer, OfficerId, OrganisationId, Refusal, RegionCode, RunId, SubjectKind, SubjectRef, Words as _,
    },
    platform::{Fault, Notice, Stop, Tx},
    trail::{Change, officers_who},
};

/// What an area hands over to begin a run, or to send a returned paper again.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What is approved.
    pub matter: Matter,
    /// The subject.
    pub subject: SubjectRef,
    /// Its printed number.
    pub number: String,
    /// One line that tells officers what it is.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// Who sends it; the first to do so is the run's initiator.
    pub submitter: OfficerId,
    /// The acts by which one has a hand in preparing the subject: whoever did one of them does not decide (R109).
    pub prepared_by: &'static [&'static Action],
    /// Others who had a hand in it: those who prepared what the subject itself is about.
    pub makers: Vec<OfficerId>,
    /// The unit that files it.
    pub filing_unit: Option<OrganisationId>,
    /// The department whose desk it passes.
    pub line_department: Option<OrganisationId>,
    /// Who would be paid.
    pub payee_units: Vec<OrganisationId>,
    /// What conditions compare.
    pub facts: Facts,
    /// What every yes binds.
    pub decisive: Digest,
    /// Number of the supporting revision.
    pub revision: i32,
    /// Whether this revision replaced or removed a supporting paper.
    pub papers_replaced: bool,
    /// Data layer.
    pub layer: Layer,
}

/// A run that has moved: for the area's own commit.
#[derive(Debug)]
pub struct Opened {
    /// The run.
    pub run: RunId,
    /// Changes, for the trail.
    pub changes: Vec<Change>,
    /// What others are to be told.
    pub notices: Vec<Notice>,
}

pub(super) const fn subject_of(run: &Run) -> SubjectRef {
    SubjectRef::new(SubjectKind::ApprovalRun, run.id)
}

/// Goes from desk to desk until people must act, the run is blocked, or it has ended.
pub(super) async fn settle(
    tx: &Tx,
    definition: &Definition,
    run: &Run,
    course: &mut Course,
    next: Next,
) -> Result<(), Stop> {
    if let Next::Open(position) = next {
        let step = definition
            .step(position)
            .ok_or_else(|| Fault::inconsistent(format!("step {position} of {}", definition.id)))?;
        // Of a run that begins nobody has decided anything yet.
        let decided = if run.version == 1 { Vec::new() } else { decided_in(tx, run).await? };
        let candidates = candidates(tx, run, step, &decided).await?;
        let now = tx.now().await?;
        course.open_step(step, &candidates, || tx.id(now));
    }
    Ok(())
}

/// What is told of a run that now waits for people, or for nobody.
pub(super) fn told(run: &Run, course: &Course) -> Vec<Notice> {
    let topic = match course.state {
        RunState::Open => "approvals.task.opened",
        RunState::Blocked => "approvals.run.blocked",
        RunState::Returned => "approvals.run.returned",
        RunState::Withdrawn => "approvals.run.withdrawn",
        RunState::Rejected => "approvals.run.rejected",
        RunState::Approved => "approvals.run.approved",
    };
    vec![Notice { topic, subject: subject_of(run), region: run.region.clone() }]
}

/// To those who have decided: papers that they saw were replaced or removed. Their decisions stand, on the revision they name.
fn papers_replaced(run: &Run) -> Notice {
    Notice { topic: "approvals.decision.papers_replaced", subject: subject_of(run), region: run.region.clone() }
}

/// The trail's view of a run: state, place and whose desk.
#[derive(serde::Serialize)]
pub(super) struct Shown<'a> {
    #[serde(flatten)]
    run: &'a Run,
    state: RunState,
    position: Option<i32>,
    round: i32,
    waiting: Vec<OfficerId>,
    /// What was decided, in the event of the decision: a yes that others must join changes nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'a Decision>,
}

pub(super) fn shown<'a>(run: &'a Run, course: &Course) -> Shown<'a> {
    use super::super::model::TaskState;
    let waiting = course.tasks.iter().filter(|t| t.state == TaskState::Open).map(|t| t.officer).collect();
    Shown { run, state: course.state, position: course.position, round: course.round, waiting, decision: None }
}

pub(super) fn changed(before: (&Run, &Course), after: (&Run, &Course)) -> Change {
    moved(before, after, None)
}

/// The same, by somebody's decision: step, round, verdict, form, reason, opinion and revision stand in the event.
pub(super) fn decided_change(before: (&Run, &Course), after: (&Run, &Course), decision: &Decision) -> Change {
    moved(before, after, Some(decision))
}

fn moved(before: (&Run, &Course), after: (&Run, &Course), decision: Option<&Decision>) -> Change {
    let (was, is) = (shown(before.0, before.1), Shown { decision, ..shown(after.0, after.1) });
    Change::changed(subject_of(after.0), &after.0.region, after.0.version, &was, &is).state(after.1.state.word())
}

/// Everybody who has prepared a subject: by the trail, and whoever sends it now.
async fn preparers(tx: &Tx, opening: &Opening) -> Result<Vec<OfficerId>, Fault> {
    let mut makers = officers_who(tx, opening.subject, opening.prepared_by).await?;
    for maker in opening.makers.iter().chain([&opening.submitter]) {
        if !makers.contains(maker) {
            makers.push(*maker);
        }
    }
    Ok(makers)
}

/// Whoever has decided in a run prepares nothing for its next desks, or their own signature would stand on their own work.
async fn no_decider_prepares(tx: &Tx, run: &Run) -> Result<(), Stop> {
    let decided = decided_in(tx, run).await?;
    match decided.into_iter().find(|(_, officer)| run.makers.contains(officer)) {
        None => Ok(()),
        Some((_, officer)) => {
            let refusal = Refusal::from(ApprovalsRefusal::DeciderPrepared { officer });
            Err(Refusal { rule: Some(&SEPARATION_OF_DUTIES), ..refusal }.into())
        }
    }
}

/// Begins a run by the definition in force. The caller has found the definition first ([`super::in_force`]): its kinds of decisive
/// evidence are part of the digest.
pub async fn open(tx: &Tx, definition: &Definition, opening: &Opening) -> Result<Opened, Stop> {
    let now = tx.now().await?;
    let run = Run {
        id: tx.id(now),
        matter: opening.matter,
        subject_kind: opening.subject.kind,
        subject: opening.subject.id.into(),
        subject_number: opening.number.clone(),
        title: opening.title.clone(),
        region: opening.region.clone(),
        definition: definition.id,
        initiator: opening.submitter,
        makers: preparers(tx, opening).await?,
        filing_unit: opening.filing_unit,
        line_department: opening.line_department,
        payee_units: opening.payee_units.clone(),
        facts: opening.facts.clone(),
        decisive: opening.decisive,
        revision: opening.revision,
        replaced_in: None,
        reason: None,
        opened_at: now,
        ended_at: None,
        layer: opening.layer,
        version: 1,
        updated_at: now,
    };
    let mut course = Course::new();
    let next = course.enter(definition, &run.facts, 0)?;
    settle(tx, definition, &run, &mut course, next).await?;
    store::insert_run(tx, &run, &course).await?;
    let change = Change::created(subject_of(&run), &run.region, &shown(&run, &course)).state(course.state.word());
    let notices = told(&run, &course);
    Ok(Opened { run: run.id, changes: vec![change.named("approvals.run.open")], notices })
}

async fn locked(tx: &Tx, id: RunId) -> Result<(Run, Course, Definition), Stop> {
    let gone = || Fault::inconsistent(format!("approval run {id} is gone"));
    let (run, course) = store::lock_run(tx, id).await?.ok_or_else(gone)?;
    let definition = store::find_definition(tx.conn(), run.definition).await?.ok_or_else(gone)?;
    Ok((run, course, definition))
}

/// Locks a run for an area that is about to change its subject: run first, subject after, as the desks do.
pub async fn hold(tx: &Tx, id: RunId) -> Result<(), Stop> {
    locked(tx, id).await.map(|_| ())
}

/// The definition by which a run goes, to its end.
pub async fn definition_of_run(tx: &Tx, id: RunId) -> Result<Definition, Stop> {
    Ok(locked(tx, id).await?.2)
}

/// Sends a returned paper again.
pub async fn resubmit(tx: &Tx, id: RunId, opening: &Opening) -> Result<Opened, Stop> {
    let (before, was, definition) = locked(tx, id).await?;
    let now = tx.now().await?;
    let mut makers = before.makers.clone();
    makers.extend(preparers(tx, opening).await?.into_iter().filter(|m| !before.makers.contains(m)));
    let run = Run {
        makers,
        title: opening.title.clone(),
        payee_units: opening.payee_units.clone(),
        facts: opening.facts.clone(),
        decisive: opening.decisive,
        revision: opening.revision,
        replaced_in: if opening.papers_replaced { Some(opening.revision) } else { before.replaced_in },
        reason: None,
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    no_decider_prepares(tx, &run).await?;
    let mut course = was.clone();
    let next = course.resubmit(&definition, &run.facts, run.decisive != before.decisive)?;
    settle(tx, &definition, &run, &mut course, next).await?;
    store::update_run(tx, &run, &was, &course, before.version).await?;
    let change = changed((&before, &was), (&run, &course)).named("approvals.run.resubmit");
    let mut notices = told(&run, &course);
    if opening.papers_replaced && !decided_in(tx, &run).await?.is_empty() {
        notices.push(papers_replaced(&run));
    }
    Ok(Opened { run: id, changes: vec![change], notices })
}

/// Takes a run back: the initiator withdraws, or gives up a paper that lies returned.
pub async fn abandon(tx: &Tx, id: RunId, by: OfficerId) -> Result<Opened, Stop> {
    let (before, was, definition) = locked(tx, id).await?;
    if before.initiator != by {
        return Err(ApprovalsRefusal::NotInitiator.into());
    }
    let mut course = was.clone();
    course.withdraw(&definition, &before.facts)?;
    let now = tx.now().await?;
    let run = Run { version: before.version + 1, updated_at: now, ended_at: Some(now), ..before.clone() };
    store::update_run(tx, &run, &was, &course, before.version).await?;
    let change = changed((&before, &was), (&run, &course)).named("approvals.run.withdraw");
    let notices = told(&run, &course);
    Ok(Opened { run: id, changes: vec![change], notices })
}

/// A further supporting paper has come: the run goes on, on a new numbered revision. Whoever brought it has a hand in the
/// preparation from now on, and what lay on their own desk does so no longer.
pub async fn note_revision(tx: &Tx, id: RunId, revision: i32, by: OfficerId) -> Result<Opened, Stop> {
    let (before, was, definition) = locked(tx, id).await?;
    let mut makers = before.makers.clone();
    if !makers.contains(&by) {
        makers.push(by);
    }
    let run = Run { makers, revision, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
    no_decider_prepares(tx, &run).await?;
    let mut course = was.clone();
    course.lose(&definition, by);
    store::update_run(tx, &run, &was, &course, before.version).await?;
    let change = changed((&before, &was), (&run, &course)).named("approvals.run.revise");
    let notices = if course.state == was.state { Vec::new() } else { told(&run, &course) };
    Ok(Opened { run: id, changes: vec![change], notices })
}

/// The roles at whose desks a yes to the run's present content stands.
pub async fn signed_by(tx: &Tx, id: RunId) -> Result<Vec<Role>, Stop> {
    let (run, _, definition) = locked(tx, id).await?;
    let decisions = store::find_decisions(tx.conn(), id).await?;
    let yes = decisions.iter().filter(|d| is_yes(d.verdict) && d.decisive == run.decisive);
    Ok(yes.filter_map(|d| definition.step(d.position)).map(|s| s.role).collect())
}

/// Officers who decided anything in these runs, ever: none of them pays what came of it.
pub async fn approvers_of(tx: &Tx, runs: &[RunId]) -> Result<Vec<(RunId, OfficerId)>, Fault> {
    store::find_deciders(tx.conn(), runs).await
}

/// Officers who prepared what these runs are about: none of them pays it.
pub async fn preparers_of(tx: &Tx, runs: &[RunId]) -> Result<Vec<(RunId, OfficerId)>, Fault> {
    store::find_makers(tx.conn(), runs).await
}

/// A verdict that keeps a paper going.
pub(super) const fn is_yes(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Approve)
}

//! Runs as areas see them: open, send again, take back, and who has signed.

use super::{
    super::{
        ApprovalsRefusal,
        model::{Course, Definition, Facts, Matter, Next, Run, RunState, Verdict},
        store,
    },
    people::{candidates, decided_in},
};
use crate::ground::{
    authority::Role,
    kernel::{Digest, Layer, OfficerId, OrganisationId, RegionCode, RunId, SubjectKind, SubjectRef, Words as _},
    platform::{Fault, Notice, Stop, Tx},
    trail::Change,
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
    /// Who begins.
    pub initiator: OfficerId,
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
    /// Data layer.
    pub layer: Layer,
}

/// A run that has moved: for the area's own commit.
#[derive(Debug)]
pub struct Opened {
    /// The run.
    pub run: RunId,
    /// Where it stands now; a definition of which no step applies is approved at once.
    pub state: RunState,
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
        let decided = decided_in(tx, run).await?;
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

/// The trail's view of a run: state, place and whose desk.
#[derive(serde::Serialize)]
pub(super) struct Shown<'a> {
    #[serde(flatten)]
    run: &'a Run,
    state: RunState,
    position: Option<i32>,
    round: i32,
    waiting: Vec<OfficerId>,
}

pub(super) fn shown<'a>(run: &'a Run, course: &Course) -> Shown<'a> {
    use super::super::model::TaskState;
    let waiting = course.tasks.iter().filter(|t| t.state == TaskState::Open).map(|t| t.officer).collect();
    Shown { run, state: course.state, position: course.position, round: course.round, waiting }
}

pub(super) fn changed(before: (&Run, &Course), after: (&Run, &Course)) -> Change {
    let (was, is) = (shown(before.0, before.1), shown(after.0, after.1));
    Change::changed(subject_of(after.0), &after.0.region, after.0.version, &was, &is).state(after.1.state.word())
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
        initiator: opening.initiator,
        filing_unit: opening.filing_unit,
        line_department: opening.line_department,
        payee_units: opening.payee_units.clone(),
        facts: opening.facts.clone(),
        decisive: opening.decisive,
        revision: opening.revision,
        opened_at: now,
        ended_at: None,
        layer: opening.layer,
        version: 1,
        updated_at: now,
    };
    let mut course = Course::new();
    let next = course.advance(definition, &run.facts, 0);
    settle(tx, definition, &run, &mut course, next).await?;
    let run = Run { ended_at: (course.state == RunState::Approved).then_some(now), ..run };
    store::insert_run(tx, &run, &course).await?;
    let change = Change::created(subject_of(&run), &run.region, &shown(&run, &course)).state(course.state.word());
    let notices = told(&run, &course);
    Ok(Opened { run: run.id, state: course.state, changes: vec![change.named("approvals.run.open")], notices })
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
    let run = Run {
        title: opening.title.clone(),
        payee_units: opening.payee_units.clone(),
        facts: opening.facts.clone(),
        decisive: opening.decisive,
        revision: opening.revision,
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    let mut course = was.clone();
    let next = course.resubmit(&definition, &run.facts, run.decisive != before.decisive)?;
    settle(tx, &definition, &run, &mut course, next).await?;
    let run = Run { ended_at: (course.state == RunState::Approved).then_some(now), ..run };
    store::update_run(tx, &run, &was, &course, before.version).await?;
    let change = changed((&before, &was), (&run, &course)).named("approvals.run.resubmit");
    let notices = told(&run, &course);
    Ok(Opened { run: id, state: course.state, changes: vec![change], notices })
}

/// Takes a run back: the initiator withdraws, or gives up a paper that lies returned.
pub async fn abandon(tx: &Tx, id: RunId, by: OfficerId) -> Result<Opened, Stop> {
    let (before, was, definition) = locked(tx, id).await?;
    if before.initiator != by {
        return Err(ApprovalsRefusal::NotInitiator.into());
    }
    let mut course = was.clone();
    course.withdraw(&definition)?;
    let now = tx.now().await?;
    let run = Run { version: before.version + 1, updated_at: now, ended_at: Some(now), ..before.clone() };
    store::update_run(tx, &run, &was, &course, before.version).await?;
    let change = changed((&before, &was), (&run, &course)).named("approvals.run.withdraw");
    let notices = told(&run, &course);
    Ok(Opened { run: id, state: course.state, changes: vec![change], notices })
}

/// A further supporting paper has come: the run goes on, on a new numbered revision.
pub async fn note_revision(tx: &Tx, id: RunId, revision: i32) -> Result<Vec<Change>, Stop> {
    let (before, course, _) = locked(tx, id).await?;
    let run = Run { revision, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
    store::update_run(tx, &run, &course, &course, before.version).await?;
    Ok(vec![changed((&before, &course), (&run, &course)).named("approvals.run.revise")])
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

/// A verdict that keeps a paper going.
pub(super) const fn is_yes(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Approve)
}

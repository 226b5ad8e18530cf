//! The use cases of plans of distribution.

pub mod again;
pub mod calculate;
pub mod call_back;
pub mod carry;
pub mod conclude;
mod eligible;
pub mod ends;
pub mod exports;
pub mod lock;
pub mod plans;
pub mod print;
pub mod publicise;
pub mod read;
pub mod register;
pub mod release;
pub mod steps;
pub mod waits;

use super::{
    DistributionsRefusal,
    model::{Distribution, DistributionState, Step, StepTold},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{Day, DistributionId, SubjectKind, SubjectRef, Words as _},
        platform::{self, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(d: &Distribution) -> SubjectRef {
    SubjectRef::new(SubjectKind::Distribution, d.id)
}

fn changed(before: &Distribution, after: &Distribution) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A plan that is held for an act, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Distribution,
}

/// Holds a plan that was read at a version, for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (DistributionId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let before = store::lock_distribution(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}

/// Whether a plan is in one of these states.
fn in_state(d: &Distribution, wanted: &[DistributionState]) -> Result<(), DistributionsRefusal> {
    if wanted.contains(&d.state) { Ok(()) } else { Err(DistributionsRefusal::StateIs { state: d.state }) }
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| DistributionsRefusal::DayAhead { day, today }).await
}

/// Writes a plan in its next version, with the step that it took.
async fn stepped(
    tx: &Tx,
    actor: &Actor,
    (before, after): (&Distribution, Distribution),
    told: StepTold,
) -> Result<(Change, Distribution), Stop> {
    let now = tx.now().await?;
    let after = after.next(actor.layer, now);
    store::update_distribution(tx, &after, before.version).await?;
    let step = Step { told, recorded_by: actor.principal.to_string(), recorded_at: now };
    store::insert_step(tx, after.id, &step).await?;
    Ok((changed(before, &after), after))
}

/// Whether a step may be told: its day has come and lies neither before the step before it, nor before the books of the year were closed:
/// whoever decided earlier decided on figures that nobody had (R67). It may lie before the day on which the plan was filed here: a plan that
/// was drafted, discussed and voted on by paper is a fact.
async fn tellable(tx: &Tx, d: &Distribution, on: Day) -> Result<(), Stop> {
    has_come(tx, on, "/on").await?;
    let before = store::steps_of(tx.conn(), d.id).await?.last().map(|s| s.told.on);
    if let Some(before) = before.filter(|before| on < *before) {
        return Err(DistributionsRefusal::BeforeStep { on, before }.into());
    }
    let closed_on = d.closed_on;
    if on < closed_on { Err(DistributionsRefusal::BeforeClosing { on, closed_on }.into()) } else { Ok(()) }
}

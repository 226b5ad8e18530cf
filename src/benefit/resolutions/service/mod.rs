//! The use cases of resolutions.

pub mod convene;
pub mod door;
pub mod ends;
pub mod exports;
pub mod held;
pub mod judge;
pub mod print;
pub mod read;
pub mod roster;
mod row;
pub mod rows;

use super::{ResolutionsRefusal, model::Resolution, store};
use crate::{
    benefit::collectives::{Collective, hold_body},
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{Day, Refusal, ResolutionId, SubjectKind, SubjectRef, Words as _},
        platform::{Fault, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(resolution: &Resolution) -> SubjectRef {
    SubjectRef::new(SubjectKind::Resolution, resolution.id)
}

fn created(resolution: &Resolution) -> Change {
    Change::created(subject_of(resolution), &resolution.region, resolution).state(resolution.state.word())
}

fn changed(before: &Resolution, after: &Resolution) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
fn has_come(day: Day, today: Day, place: &str) -> Result<(), Refusal> {
    if day <= today {
        return Ok(());
    }
    Err(Refusal::from(ResolutionsRefusal::DayAhead { day, today }).placed(Some(place)))
}

/// A resolution that is held with its body, read at a version.
struct Locked {
    holder: Holder,
    permit: Permit,
    body: Collective,
    before: Resolution,
}

/// Holds a resolution for an act: its body first, so that whoever changes the roster waits.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (ResolutionId, &str),
) -> Result<Locked, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_resolution(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    let body = hold_body(tx, &holder, found.collective).await?;
    let before = store::lock_resolutions(tx, &[id]).await?.pop();
    let before = before.ok_or_else(|| Fault::inconsistent("resolutions are not deleted"))?;
    match_version(if_match, before.version)?;
    Ok(Locked { holder, permit, body, before })
}

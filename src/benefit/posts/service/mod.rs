//! The use cases of public posts, of attendance, and of lists by which persons are paid.

pub mod assignments;
mod beside;
pub mod exports;
pub mod generate;
pub mod line_rows;
pub mod lines;
pub mod link;
pub mod lists;
pub mod lock;
mod namesakes;
pub mod posts;
pub mod print;
pub mod publicise;
pub mod read;
pub mod sheets;
pub mod steps;
pub mod there;

use super::{
    PostsRefusal,
    model::{Assignment, ListStep, ListStepTold, PublicPost, Sheet, ToPersonList, ToPersonState},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{Day, Refusal, SubjectKind, SubjectRef, ToPersonListId, Words as _},
        platform::{self, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(list: &ToPersonList) -> SubjectRef {
    SubjectRef::new(SubjectKind::ToPersonList, list.id)
}

fn post_subject(post: &PublicPost) -> SubjectRef {
    SubjectRef::new(SubjectKind::PublicPost, post.id)
}

fn assignment_subject(assignment: &Assignment) -> SubjectRef {
    SubjectRef::new(SubjectKind::PostAssignment, assignment.id)
}

fn sheet_subject(sheet: &Sheet) -> SubjectRef {
    SubjectRef::new(SubjectKind::PostSheet, sheet.id)
}

fn changed(before: &ToPersonList, after: &ToPersonList) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A list that is held for an act, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: ToPersonList,
}

/// Holds a list that was read at a version, for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (ToPersonListId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let before = store::lock_list(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}

/// Whether a list is in one of these states.
fn in_state(list: &ToPersonList, wanted: &[ToPersonState]) -> Result<(), PostsRefusal> {
    if wanted.contains(&list.state) { Ok(()) } else { Err(PostsRefusal::ListIs { state: list.state }) }
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| PostsRefusal::DayAhead { day, today }).await
}

/// Whether a step may be told: its day has come and lies not before the step before it.
async fn tellable(tx: &Tx, list: &ToPersonList, on: Day) -> Result<(), Stop> {
    has_come(tx, on, "/on").await?;
    let before = store::steps_of(tx.conn(), list.id).await?.last().map(|s| s.told.on);
    match before.filter(|before| on < *before) {
        Some(before) => Err(Refusal::from(PostsRefusal::BeforeStep { on, before }).placed(Some("/on")).into()),
        None => Ok(()),
    }
}

/// Writes a list in its next version, with the step that it took.
async fn stepped(
    tx: &Tx,
    actor: &Actor,
    (before, after): (&ToPersonList, ToPersonList),
    told: ListStepTold,
) -> Result<(Change, ToPersonList), Stop> {
    let now = tx.now().await?;
    let after = after.next(actor.layer, now);
    store::update_list(tx, &after, before.version).await?;
    let step = ListStep { told, recorded_by: actor.principal.to_string(), recorded_at: now };
    store::insert_step(tx, after.id, &step).await?;
    Ok((changed(before, &after), after))
}

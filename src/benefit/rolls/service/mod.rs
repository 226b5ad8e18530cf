//! The use cases of rolls.

pub mod admit;
pub mod close;
pub mod end;
pub mod exports;
pub mod file;
pub mod holds;
pub mod read;
pub mod review;
pub mod rows;
pub mod unfit;

use serde::Serialize;

use super::{
    RollsRefusal,
    model::{Leaving, Review, Roll},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{Day, RollId, SubjectKind, SubjectRef, Words as _},
        platform::{self, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(roll: &Roll) -> SubjectRef {
    SubjectRef::new(SubjectKind::Roll, roll.id)
}

/// What became of the entries of a roll by one act, for the trail. Serials, never names.
#[derive(Debug, Default, Serialize)]
struct Happened {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    admitted: Vec<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ended: Vec<(i64, Leaving)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_ended: Option<(u64, Leaving)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voided: Option<(i64, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<Review>,
}

/// A roll with what became of its entries at once.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    roll: &'a Roll,
    #[serde(flatten)]
    happened: &'a Happened,
}

fn changed(before: &Roll, after: &Roll, happened: &Happened) -> Change {
    let (was, is) = (Told { roll: before, happened: &Happened::default() }, Told { roll: after, happened });
    let change = Change::changed(subject_of(after), &after.region, after.version, &was, &is);
    change.state(after.state.word())
}

/// A roll that is held for an act, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Roll,
}

/// Holds a roll that was read at a version, for an act. Whoever acts on its entries holds it, so that two acts are told apart.
async fn hold(tx: &Tx, actor: &Actor, wanted: &'static Action, (id, if_match): (RollId, &str)) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let before = store::lock_roll(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}

/// Whether a roll is in use.
fn is_open(roll: &Roll) -> Result<(), RollsRefusal> {
    match roll.closed_on {
        None => Ok(()),
        Some(on) => Err(RollsRefusal::Closed { on }),
    }
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| RollsRefusal::DayAhead { day, today }).await
}

/// The first day on which what happened on a day counts by a roll.
fn counts_from(roll: &Roll, day: Day) -> Result<Day, RollsRefusal> {
    roll.basis.counts_from(day).ok_or(RollsRefusal::DayFar { day })
}

/// Writes a roll in its next version, with what became of its entries.
async fn written(
    tx: &Tx,
    actor: &Actor,
    (before, after): (&Roll, Roll),
    happened: &Happened,
) -> Result<(Change, Roll), Stop> {
    let after = after.next(actor.layer, tx.now().await?);
    store::update_roll(tx, &after, before.version).await?;
    Ok((changed(before, &after, happened), after))
}

//! The use cases of publicity.

pub mod asked;
pub mod close;
pub mod decisions;
pub mod exceptions;
mod exports;
pub mod file;
pub mod objections;
pub mod places;
pub mod post;
pub mod print;
pub mod read;
pub mod revise;
pub mod take_down;
pub mod unsettled;
pub mod withdraw;

use super::{
    PublicityRefusal,
    model::{Posting, PostingState},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, denial, unknown},
        kernel::{Day, DenialReason, OfficerId, PostingId, SubjectKind, SubjectRef, Words as _, bears_number},
        platform::{Fault, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(p: &Posting) -> SubjectRef {
    SubjectRef::new(SubjectKind::Posting, p.id)
}

/// An act on a posting: who, which, and the version it was read at.
pub struct Act {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PostingId,
    /// The version it was read at.
    pub if_match: String,
}

/// A posting that is locked for an act, with the right to do it.
struct Locked {
    holder: Holder,
    permit: Permit,
    before: Posting,
}

impl Act {
    /// Asks for the right, locks the posting and compares the version. Whoever calls looks at what the body names next.
    async fn lock(&self, tx: &Tx, wanted: &'static Action) -> Result<Locked, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_posting(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        Ok(Locked { holder, permit, before })
    }

    /// Denies an act to somebody who had a hand in what it looks at.
    fn by_another(&self, wanted: &'static Action, p: &Posting, hands: &[Option<OfficerId>]) -> Result<(), Stop> {
        let officer = self.actor.officer();
        if officer.is_none() || !hands.contains(&officer) {
            return Ok(());
        }
        Err(denial(DenialReason::SecondPerson, wanted, Some(subject_of(p)), Some(p.region.clone())).into())
    }
}

/// The next version of a posting.
async fn next(tx: &Tx, before: &Posting) -> Result<Posting, Fault> {
    Ok(Posting { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() })
}

/// Writes the next version of a posting back.
async fn write_back(tx: &Tx, before: &Posting, after: &Posting) -> Result<Change, Fault> {
    store::update_posting(tx, before, after).await?;
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}

/// Refuses where it stands otherwise.
fn stands(p: &Posting, fits: impl Fn(PostingState) -> bool) -> Result<(), PublicityRefusal> {
    if fits(p.state) { Ok(()) } else { Err(PublicityRefusal::state_is(p.state)) }
}

/// Refuses texts by which a person is found.
fn plain<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), PublicityRefusal> {
    if texts.into_iter().any(bears_number) { Err(PublicityRefusal::BearsNumber) } else { Ok(()) }
}

/// A day that has come, and that does not lie before another.
fn between(day: Day, after: Option<Day>, today: Day) -> Result<(), PublicityRefusal> {
    match after {
        _ if day > today => Err(PublicityRefusal::DayAhead { day, today }),
        Some(after) if day < after => Err(PublicityRefusal::DayBefore { day, after }),
        _ => Ok(()),
    }
}

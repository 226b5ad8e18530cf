//! The use cases of complaints.

pub mod accept;
pub mod answer;
pub mod close;
pub mod due;
pub mod exports;
pub mod extend;
pub mod named;
pub mod read;
pub mod receive;
pub mod reopen;

use super::{ComplaintsRefusal, model::Complaint, store};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, denial, unknown},
        kernel::{
            ComplaintId, Day, DenialReason, FileId, OfficerId, SubjectKind, SubjectRef, Words as _, bears_number,
        },
        platform::{Fault, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::{access::holder, files::use_files_at},
};

pub use due::{ACCEPT_TERM, ANSWER_TERM};

fn subject_of(c: &Complaint) -> SubjectRef {
    SubjectRef::new(SubjectKind::Complaint, c.id)
}

/// An act on a complaint: who, which, and the version it was read at.
pub struct Act {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ComplaintId,
    /// The version it was read at.
    pub if_match: String,
}

/// A complaint that is locked for an act, with the right to do it.
struct Locked {
    holder: Holder,
    permit: Permit,
    before: Complaint,
}

/// Denies anything to whoever is complained of.
fn not_concerned(officer: Option<OfficerId>, wanted: &'static Action, c: &Complaint) -> Result<(), Stop> {
    let concerned = officer.is_some_and(|officer| c.speaks_of(officer));
    if concerned { Err(denied(DenialReason::Recused, wanted, c)) } else { Ok(()) }
}

fn denied(reason: DenialReason, wanted: &'static Action, c: &Complaint) -> Stop {
    denial(reason, wanted, Some(subject_of(c)), Some(c.region.clone())).into()
}

impl Act {
    /// Asks for the right, locks the complaint and compares the version. Whoever is complained of takes no part.
    async fn lock(&self, tx: &Tx, wanted: &'static Action) -> Result<Locked, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_complaint(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        not_concerned(self.actor.officer(), wanted, &before)?;
        match_version(&self.if_match, before.version)?;
        Ok(Locked { holder, permit, before })
    }

    /// Denies an act to somebody who had a hand in what it looks at.
    fn by_another(
        &self,
        wanted: &'static Action,
        c: &Complaint,
        mut hands: impl Iterator<Item = OfficerId>,
    ) -> Result<(), Stop> {
        let officer = self.actor.officer();
        if hands.any(|hand| Some(hand) == officer) {
            return Err(denied(DenialReason::SecondPerson, wanted, c));
        }
        Ok(())
    }
}

/// Writes the next version of a complaint back; where the act does not fit, it says so.
async fn write_back(tx: &Tx, before: &Complaint, after: Option<Complaint>) -> Result<(Change, Complaint), Stop> {
    let after = after.ok_or_else(|| ComplaintsRefusal::state_is(before.state))?;
    store::update_complaint(tx, before, &after).await?;
    let change = Change::changed(subject_of(&after), &after.region, after.version, before, &after);
    Ok((change.state(after.state.word()), after))
}

/// Papers of a body, each at its place.
async fn use_papers(tx: &Tx, holder: &Holder, c: SubjectRef, files: &[FileId]) -> Result<(), Stop> {
    let named: Vec<_> = files.iter().enumerate().map(|(n, id)| (format!("/file_ids/{n}"), *id)).collect();
    use_files_at(tx, &holder.seen(), c, &named).await
}

/// Refuses texts by which a person is found, where they are kept in clear.
fn plain<'a>(texts: impl IntoIterator<Item = Option<&'a String>>) -> Result<(), ComplaintsRefusal> {
    let bears = texts.into_iter().flatten().any(|text| bears_number(text));
    if bears { Err(ComplaintsRefusal::BearsNumber) } else { Ok(()) }
}

/// A day that has come, and that does not lie before another.
fn between(day: Day, after: Option<Day>, today: Day) -> Result<(), ComplaintsRefusal> {
    match after {
        _ if day > today => Err(ComplaintsRefusal::DayAhead { day, today }),
        Some(after) if day < after => Err(ComplaintsRefusal::DayBefore { day, after }),
        _ => Ok(()),
    }
}

async fn day_of(tx: &Tx) -> Result<Day, Fault> {
    Ok(tx.now().await?.day())
}

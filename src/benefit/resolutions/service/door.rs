//! What later rooms ask: whether a body decided something, and that they stand on it.

use crate::{
    benefit::resolutions::{
        model::{Matter, MeetingKind, Resolution, ResolutionState},
        store,
    },
    ground::{
        kernel::{CollectiveId, Day, ResolutionId, SubjectRef},
        platform::{Fault, Tx},
    },
};

/// A resolution of a body that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Id.
    pub id: ResolutionId,
    /// Number.
    pub number: String,
    /// Which body.
    pub collective: CollectiveId,
    /// What it decided.
    pub matter: Matter,
    /// Who met.
    pub meeting: MeetingKind,
    /// On which day.
    pub decided_on: Day,
}

/// One that passed and stands, held so that nobody annuls it meanwhile; nothing where the id is unknown, or it did not pass or was annulled.
/// Whoever calls holds the body that he compares, and asks for no more than he may see of it.
pub async fn passed_of(tx: &Tx, id: ResolutionId) -> Result<Option<Passed>, Fault> {
    let found = store::share_resolution(tx, id).await?.filter(|r| r.state == ResolutionState::Passed);
    let passed = |r: Resolution| Passed {
        id: r.id,
        number: r.number,
        collective: r.collective,
        matter: r.matter,
        meeting: r.meeting,
        decided_on: r.meeting_on,
    };
    Ok(found.map(passed))
}

/// Writes that something stands on it: it is not annulled while that is so.
pub async fn stand_on(tx: &Tx, id: ResolutionId, subject: SubjectRef) -> Result<(), Fault> {
    store::insert_use(tx, id, subject).await
}

/// What stands on it.
pub async fn stood_on(tx: &Tx, id: ResolutionId) -> Result<Vec<SubjectRef>, Fault> {
    Ok(store::uses_of(tx.conn(), &[id]).await?.remove(&id).unwrap_or_default())
}

/// Takes that back: what stood on it was undone.
pub async fn stand_off(tx: &Tx, id: ResolutionId, subject: SubjectRef) -> Result<(), Fault> {
    store::remove_use(tx, id, subject).await
}

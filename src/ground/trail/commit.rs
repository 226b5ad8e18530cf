//! Commit records: what a use case hands over so that its transaction may commit.

use super::{
    model::{Change, EventOutcome},
    store::{NewEvent, insert_events},
};
use crate::ground::{
    authority::{Actor, Permit},
    kernel::{Denial, RegionCode},
    platform::{CommitRecord, Db, Fault, Notice, Stop, Tx, Work, put_notices},
};

/// What happened: made only from a permit, which it swallows.
#[must_use = "a change that is not committed is lost"]
pub struct Committed<T> {
    permit: Permit,
    changes: Vec<Change>,
    notices: Vec<Notice>,
    value: T,
}

impl Permit {
    /// Swallows the permit into a commit record of one change.
    pub fn commit<T: Send>(self, change: Change, value: T) -> Committed<T> {
        Committed { permit: self, changes: vec![change], notices: Vec::new(), value }
    }
}

impl Permit {
    /// Writes the events of changes at once, so that an act of very many need not hold them all in memory until it ends. The act
    /// itself is still to be committed, and its own event has the id that the transaction's entries name.
    pub async fn record(&self, tx: &Tx, changes: &[Change]) -> Result<(), Fault> {
        let now = tx.now().await?;
        insert_events(tx, self.actor(), self.role(), tx.uuid(now), done(self, changes)).await
    }
}

/// The events of changes under a permit.
fn done<'a>(permit: &Permit, changes: &'a [Change]) -> Vec<NewEvent<'a>> {
    let event = |change: &'a Change| NewEvent {
        action: change.fact.unwrap_or(permit.action().name),
        outcome: EventOutcome::Done,
        reason: None,
        subject: Some(change.subject),
        region: change.region.clone(),
        change: Some(change),
    };
    changes.iter().map(event).collect()
}

/// The first of the changes that an act has made, and the rest: there is one, or nothing happened and there is nothing to commit.
pub fn first_of(changes: impl IntoIterator<Item = Change>) -> Result<(Change, Vec<Change>), Fault> {
    let mut changes = changes.into_iter();
    let first = changes.next().ok_or_else(|| Fault::inconsistent("an act that changed nothing"))?;
    Ok((first, changes.collect()))
}

impl<T> Committed<T> {
    /// Adds changes of other subjects that followed from the act.
    pub fn and(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// Adds what others are to be told.
    pub fn telling(mut self, notices: impl IntoIterator<Item = Notice>) -> Self {
        self.notices.extend(notices);
        self
    }
}

impl<T: Send> CommitRecord for Committed<T> {
    type Value = T;

    async fn write(self, tx: &Tx) -> Result<T, Fault> {
        let (permit, first) = (&self.permit, tx.event_id().await?);
        insert_events(tx, permit.actor(), permit.role(), first, done(permit, &self.changes)).await?;
        if !self.notices.is_empty() {
            put_notices(tx, &self.notices).await?;
        }
        Ok(self.value)
    }
}

/// The record of a denial: an event and nothing else.
struct Denied<'a>(&'a Actor, &'a Denial);

impl CommitRecord for Denied<'_> {
    type Value = ();

    async fn write(self, tx: &Tx) -> Result<(), Fault> {
        let event = NewEvent {
            action: self.1.action,
            outcome: EventOutcome::Denied,
            reason: Some(self.1.reason),
            subject: self.1.subject,
            region: self.1.region.clone().unwrap_or_else(RegionCode::nation),
            change: None,
        };
        insert_events(tx, self.0, None, tx.event_id().await?, vec![event]).await
    }
}

struct RecordDenial<'a>(&'a Actor, &'a Denial);

impl<'a> Work for RecordDenial<'a> {
    type Record = Denied<'a>;

    async fn run(&self, _tx: &Tx) -> Result<Denied<'a>, Stop> {
        Ok(Denied(self.0, self.1))
    }
}

/// Keeps one event of a denial, in a transaction of its own. A failure to keep it is logged: the denial itself stands.
pub async fn record_denial(db: &Db, actor: &Actor, denial: &Denial) {
    let kept: Result<(), Stop> = db.write(&RecordDenial(actor, denial)).await;
    if let Err(Stop::Fault(fault)) = kept {
        tracing::error!(%fault, action = denial.action, "a denial could not be kept in the trail");
    }
}

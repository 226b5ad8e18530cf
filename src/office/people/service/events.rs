//! 登记变动与冲正. What happened to a household is told, and what was wrongly told is reversed; nothing is edited.

use super::{
    changed,
    households::write_stays,
    persons::know_persons,
    rolls::{Ground, Telling, sane},
    subject_of,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, action, unknown},
        kernel::{HouseholdId, Instant, PersonId},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        people::{
            PeopleRefusal,
            model::{Household, HouseholdEvent, Reversal},
            store,
        },
    },
};

/// A household that is held, with all that happened to it.
pub(super) struct Held {
    /// As it was.
    pub(super) before: Household,
    /// What happened so far.
    pub(super) events: Vec<HouseholdEvent>,
    /// By what right.
    pub(super) permit: Permit,
}

/// Holds a household that was read at a version, for an act.
pub(super) async fn hold(
    tx: &Tx,
    sealer: &Sealer,
    holder: &Holder,
    wanted: &'static Action,
    (id, if_match): (HouseholdId, &str),
) -> Result<Held, Stop> {
    let before = store::lock_household(tx, sealer, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
    match_version(if_match, before.version)?;
    let events = store::events_of(tx.conn(), &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Held { before, events, permit })
}

/// The next version of a household, touched by somebody.
pub(super) fn touched(before: &Household, actor: &Actor, now: Instant) -> Household {
    let layer = before.layer.touched_by(actor.layer);
    Household { version: before.version + 1, updated_at: now, layer, ..before.clone() }
}

/// Persons of this list of a body who do not belong to a household yet, each with its place.
pub(super) fn strangers(
    before: &Household,
    list: &str,
    named: impl Iterator<Item = PersonId>,
) -> Vec<(String, PersonId)> {
    let known = |person: PersonId| before.stays.iter().any(|s| s.person == person);
    let place = |(at, person): (usize, PersonId)| (format!("/{list}/{at}/person_id"), person);
    named.enumerate().map(place).filter(|(_, person)| !known(*person)).collect()
}

/// Tells what happened to a household.
pub struct RecordEvents {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// To which.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// What happened, in this order.
    pub told: Vec<Telling>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Work for RecordEvents {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let held = hold(tx, &self.sealer, &holder, &action::HOUSEHOLD_RECORD, (self.id, &self.if_match)).await?;
        let now = tx.now().await?;
        let new = strangers(&held.before, "events", self.told.iter().map(|t| t.person));
        know_persons(tx, &holder, &new, PeopleRefusal::UnknownPerson).await?;
        sane(&self.told, "events", now.day())?;
        if let Some(at) = (1..).zip(&self.told).find_map(|(at, t)| t.kind.by_split().then_some(at)) {
            return Err(PeopleRefusal::BySplit { at }.into());
        }
        let persons: Vec<PersonId> =
            held.before.stays.iter().map(|s| s.person).chain(self.told.iter().map(|t| t.person)).collect();
        let ground = Ground::of(tx, &self.sealer, &holder, &persons, &[self.id]).await?;
        let fresh = ground.events(&self.actor.principal.to_string(), &self.told, held.before.events, now);
        let all = [held.events, fresh.clone()].concat();
        let after = touched(&held.before, &self.actor, now);
        let after = ground.settled(after, &all, ground.sexes(&self.told), &self.acknowledged)?;
        let after = Household { events: held.before.events + i32::try_from(fresh.len()).unwrap_or(i32::MAX), ..after };
        store::update_household(tx, &self.sealer, &after, held.before.version).await?;
        store::insert_events(tx, &fresh.iter().map(|e| (self.id, e.clone())).collect::<Vec<_>>()).await?;
        write_stays(tx, &[&after]).await?;
        Ok(held.permit.commit(changed(&held.before, &after, &fresh), after))
    }
}

/// Says that events were wrong.
pub struct ReverseEvents {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which household.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// Which, by their numbers.
    pub ns: Vec<i32>,
    /// Why.
    pub reason: String,
}

impl ReverseEvents {
    /// The events, with these reversed.
    fn reversed(
        &self,
        mut events: Vec<HouseholdEvent>,
        reversal: &Reversal,
    ) -> Result<Vec<HouseholdEvent>, PeopleRefusal> {
        for n in &self.ns {
            let stands = |e: &&mut HouseholdEvent| e.n == *n && e.reversed.is_none() && !e.kind.by_split();
            let event = events.iter_mut().find(stands).ok_or(PeopleRefusal::NothingToReverse { n: *n })?;
            event.reversed = Some(reversal.clone());
        }
        Ok(events)
    }
}

impl Work for ReverseEvents {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let held = hold(tx, &self.sealer, &holder, &action::HOUSEHOLD_REVERSE, (self.id, &self.if_match)).await?;
        let now = tx.now().await?;
        let reversal = Reversal { by: self.actor.principal.to_string(), at: now, reason: self.reason.clone() };
        let all = self.reversed(held.events, &reversal)?;
        // A death that is taken back opens a membership again, also of somebody who left long ago.
        let persons: Vec<PersonId> = all.iter().map(|e| e.person).collect();
        let ground = Ground::of(tx, &self.sealer, &holder, &persons, &[self.id]).await?;
        let after = ground.settled(touched(&held.before, &self.actor, now), &all, Vec::new(), &[])?;
        store::update_household(tx, &self.sealer, &after, held.before.version).await?;
        store::mark_reversed(tx, self.id, &self.ns, &reversal).await?;
        write_stays(tx, &[&after]).await?;
        let wrong: Vec<HouseholdEvent> = all.into_iter().filter(|e| self.ns.contains(&e.n)).collect();
        Ok(held.permit.commit(changed(&held.before, &after, &wrong), after))
    }
}

//! 分户. Members leave a household on a day and make one of their own.

use super::{
    changed, created,
    events::{hold, strangers, touched},
    households::{HouseholdFields, Named, blank, write_new, write_stays},
    persons::know_persons,
    rolls::{Ground, Telling, sane},
};
use crate::{
    ground::{
        authority::{Actor, action},
        kernel::{Day, HouseholdId, NumberKind, PersonId},
        platform::{Sealer, Stop, Tx, Work, next_number},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{
            PeopleRefusal,
            model::{EventKind, Household, Relation, Standing},
            store,
        },
    },
};

/// Splits a household.
pub struct SplitHousehold {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day.
    pub on: Day,
    /// Who leaves, with their relation to the head of the new household.
    pub leaving: Vec<Named>,
    /// Who stays in another relation than before; a new head among them where the old one leaves.
    pub staying: Vec<Named>,
    /// Where the new household lives.
    pub fields: HouseholdFields,
}

impl SplitHousehold {
    /// What the old household is told.
    fn leave(&self) -> Vec<Telling> {
        let out = |m: &Named| Telling { relation: None, ..m.told(EventKind::SplitOut, self.on) };
        let stays = |m: &Named| match m.relation {
            Relation::Head => Telling { relation: None, ..m.told(EventKind::Head, self.on) },
            _ => m.told(EventKind::Relation, self.on),
        };
        self.leaving.iter().map(out).chain(self.staying.iter().map(stays)).collect()
    }

    /// What the new one is told: the sex of whoever comes is what it was.
    fn come(&self, before: &Household) -> Vec<Telling> {
        let sex = |person: PersonId| before.stays.iter().rev().find(|s| s.person == person).and_then(|s| s.sex);
        let come = |m: &Named| Telling { sex: sex(m.person), ..m.told(EventKind::SplitIn, self.on) };
        self.leaving.iter().map(come).collect()
    }

    /// The new household, as poor and as monitored as the old one on the day.
    fn new_one(&self, id: HouseholdId, before: &Household, after: &Household) -> Household {
        let (poor, monitored) = before.standing_on(self.on);
        let new = Household {
            site: before.site,
            split_from: Some(before.id),
            building: self.fields.building.clone(),
            room: self.fields.room.clone(),
            origin_address: before.origin_address.clone(),
            ..blank(id, (&before.region, &before.origin), self.actor.layer, after.updated_at)
        };
        if before.standings.is_empty() {
            return new;
        }
        let (poor, monitored) = (Some(poor), Some(monitored));
        let (recorded_by, recorded_at) = (self.actor.principal.to_string(), after.updated_at);
        new.with_standing(Standing { n: 1, since: self.on, poor, monitored, paper: None, recorded_by, recorded_at })
    }
}

impl Work for SplitHousehold {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let held = hold(tx, &self.sealer, &holder, &action::HOUSEHOLD_SPLIT, (self.id, &self.if_match)).await?;
        let now = tx.now().await?;
        let mut new = strangers(&held.before, "members", self.leaving.iter().map(|m| m.person));
        new.extend(strangers(&held.before, "staying", self.staying.iter().map(|m| m.person)));
        know_persons(tx, &holder, &new, PeopleRefusal::UnknownPerson).await?;
        let (leave, come) = (self.leave(), self.come(&held.before));
        sane(&come, "members", now.day())?;
        let id: HouseholdId = tx.id(now);
        let persons: Vec<PersonId> =
            held.before.stays.iter().map(|s| s.person).chain(leave.iter().map(|t| t.person)).collect();
        let ground = Ground::of(tx, &self.sealer, &holder, &persons, &[self.id]).await?;
        let by = self.actor.principal.to_string();
        let fresh = ground.events(&by, &leave, held.before.events, now);
        let all = [held.events, fresh.clone()].concat();
        let after = ground.settled(touched(&held.before, &self.actor, now), &all, Vec::new(), &[])?;
        let after = Household { events: held.before.events + i32::try_from(fresh.len()).unwrap_or(i32::MAX), ..after };
        let first = ground.events(&by, &come, 0, now);
        let new = ground.settled(self.new_one(id, &held.before, &after), &first, Vec::new(), &[])?;
        let number = next_number(tx, NumberKind::Household, &new.region).await?.to_string();
        let new = Household { number, events: first.last().map_or(0, |e| e.n), ..new };
        store::update_household(tx, &self.sealer, &after, held.before.version).await?;
        store::insert_events(tx, &fresh.iter().map(|e| (self.id, e.clone())).collect::<Vec<_>>()).await?;
        write_stays(tx, &[&after]).await?;
        write_new(tx, &self.sealer, &new, &first).await?;
        let made = created(&new, &first);
        Ok(held.permit.commit(made, new).and([changed(&held.before, &after, &fresh)]))
    }
}

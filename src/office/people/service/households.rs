//! 登记搬迁户. Households: register with their members, change what is written of them, see the old address.

use super::{
    changed, created,
    persons::{Seeing, know_persons, note_reveal},
    rolls::{Ground, Telling, sane},
    subject_of,
};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{Day, ExternalRef, HouseholdId, Instant, Layer, NumberKind, PersonId, RegionCode, SiteId},
        platform::{Sealer, Stop, Tx, Work, all_hold, next_number, replace_external_ids},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        people::{
            PeopleRefusal,
            model::{Address, EventKind, Household, HouseholdEvent, Monitored, Relation, Sex, Standing},
            rules::{HEADCOUNT, headcount},
            store,
        },
        places::{hold_site, region_at, region_on},
    },
};

/// What a caller writes of a household; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct HouseholdFields {
    /// At which site.
    pub site: Option<SiteId>,
    /// The village that it left.
    pub origin: Option<RegionCode>,
    /// The address there.
    pub origin_address: Option<Address>,
    /// 栋.
    pub building: Option<String>,
    /// 单元、室.
    pub room: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl HouseholdFields {
    fn over(&self, h: Household) -> Household {
        Household {
            origin: self.origin.clone().unwrap_or(h.origin),
            origin_address: self.origin_address.clone().or(h.origin_address),
            building: self.building.clone().or(h.building),
            room: self.room.clone().or(h.room),
            note: self.note.clone().or(h.note),
            external_ids: self.external_ids.clone().unwrap_or(h.external_ids),
            ..h
        }
    }

    async fn hold_origin(&self, tx: &Tx, today: Day) -> Result<(), Stop> {
        match &self.origin {
            Some(origin) => region_at(tx, origin, today, "/origin_code").await.map(|_| ()),
            None => Ok(()),
        }
    }
}

/// A member as somebody is named when a household is registered or split.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// Relation to the head.
    pub relation: Relation,
    /// Sex; what the ID number says where it is absent.
    pub sex: Option<Sex>,
}

impl Named {
    /// As an event of this kind.
    pub(super) const fn told(self, kind: EventKind, on: Day) -> Telling {
        Telling { kind, on, person: self.person, relation: Some(self.relation), sex: self.sex }
    }
}

/// A household of which nothing is told yet.
pub(super) fn blank(
    id: HouseholdId,
    (region, origin): (&RegionCode, &RegionCode),
    layer: Layer,
    now: Instant,
) -> Household {
    Household {
        id,
        number: String::new(),
        region: region.clone(),
        site: None,
        origin: origin.clone(),
        origin_address: None,
        building: None,
        room: None,
        poor: false,
        monitored: Monitored::None,
        split_from: None,
        note: None,
        stays: Vec::new(),
        said: Vec::new(),
        standings: Vec::new(),
        events: 0,
        layer,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// Registers a household with its members.
pub struct CreateHousehold {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Where it lies: where its site does, if it has one.
    pub region: RegionCode,
    /// Out of which village.
    pub origin: RegionCode,
    /// The rest.
    pub fields: HouseholdFields,
    /// From which day on its members belong to it.
    pub on: Day,
    /// Who.
    pub members: Vec<Named>,
    /// How many that should be.
    pub stated: Option<i64>,
    /// Whether it is registered poor, and as what it is monitored, from that day on.
    pub standing: (Option<bool>, Option<Monitored>),
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl CreateHousehold {
    /// Whether the places that it names are there, and those of its members in the caller's regions.
    async fn hold(&self, tx: &Tx, holder: &Holder, today: Day) -> Result<(), Stop> {
        region_on(tx, &self.region, today).await?;
        let place = |(at, m): (usize, &Named)| (format!("/members/{at}/person_id"), m.person);
        let named: Vec<_> = self.members.iter().enumerate().map(place).collect();
        all_hold([
            region_at(tx, &self.origin, today, "/origin_code").await.map(|_| ()),
            self.at_its_site(tx, holder).await,
            know_persons(tx, holder, &named, PeopleRefusal::UnknownPerson).await,
        ])
    }

    async fn at_its_site(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(site) = self.fields.site else { return Ok(()) };
        let site = hold_site(tx, &holder.seen(), site, PeopleRefusal::UnknownSite).await?;
        if site.region == self.region {
            return Ok(());
        }
        Err(PeopleRefusal::NotOfSite { region: self.region.clone(), site: site.region }.into())
    }
}

impl Work for CreateHousehold {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let today = now.day();
        let permit = holder.permit(&action::HOUSEHOLD_CREATE, &self.region)?;
        self.hold(tx, &holder, today).await?;
        let region = self.region.clone();
        let told: Vec<Telling> = self.members.iter().map(|m| m.told(EventKind::Enrolled, self.on)).collect();
        sane(&told, "members", today)?;
        let persons: Vec<PersonId> = self.members.iter().map(|m| m.person).collect();
        let ground = Ground::of(tx, &self.sealer, &holder, &persons, &[]).await?;
        let by = self.actor.principal.to_string();
        let events = ground.events(&by, &told, 0, now);
        let id: HouseholdId = tx.id(now);
        let household = self.fields.over(blank(id, (&region, &self.origin), self.actor.layer, now));
        let household = Household { site: self.fields.site, ..household };
        let mut checks = ground.sexes(&told);
        checks.push(HEADCOUNT.judge(today, headcount(self.stated, self.members.len())));
        let household = ground.settled(household, &events, checks, &self.acknowledged)?;
        let number = next_number(tx, NumberKind::Household, &region).await?.to_string();
        let household = Household { number, events: events.last().map_or(0, |e| e.n), ..household };
        let household = match self.standing {
            (None, None) => household,
            (poor, monitored) => household.with_standing(Standing {
                n: 1,
                since: self.on,
                poor,
                monitored,
                paper: None,
                recorded_by: by,
                recorded_at: now,
            }),
        };
        write_new(tx, &self.sealer, &household, &events).await?;
        replace_external_ids(tx, subject_of(&household), &[], &household.external_ids).await?;
        Ok(permit.commit(created(&household, &events), household))
    }
}

/// Writes a new household with all that hangs on it, but for its names in other systems.
pub(super) async fn write_new(
    tx: &Tx,
    sealer: &Sealer,
    household: &Household,
    events: &[HouseholdEvent],
) -> Result<(), Stop> {
    let id = household.id;
    store::insert_households(tx, sealer, std::slice::from_ref(household)).await?;
    store::insert_events(tx, &events.iter().map(|e| (id, e.clone())).collect::<Vec<_>>()).await?;
    store::insert_standings(tx, &household.standings.iter().map(|s| (id, s.clone())).collect::<Vec<_>>()).await?;
    write_stays(tx, &[household]).await
}

/// Writes who belongs to these households, and whom of them two officers said to.
pub(super) async fn write_stays(tx: &Tx, households: &[&Household]) -> Result<(), Stop> {
    let rolls: Vec<_> = households.iter().map(|h| (h.id, h.stays.as_slice())).collect();
    store::rewrite_stays(tx, &rolls).await?;
    let said: Vec<_> = households.iter().map(|h| (h.id, h.said.as_slice())).collect();
    Ok(store::rewrite_said(tx, &said).await?)
}

/// Changes what is written of a household; who belongs to it and what it is told to be changes by events and facts alone.
pub struct ChangeHousehold {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: HouseholdId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes.
    pub fields: HouseholdFields,
}

impl Work for ChangeHousehold {
    type Record = Committed<Household>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Household>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::HOUSEHOLD_CHANGE;
        let before = store::lock_household(tx, &self.sealer, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let mut permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        self.fields.hold_origin(tx, now.day()).await?;
        let mut after = Household {
            version: before.version + 1,
            updated_at: now,
            layer: before.layer.touched_by(self.actor.layer),
            ..self.fields.over(before.clone())
        };
        if let Some(site) = self.fields.site {
            let site = hold_site(tx, &holder.seen(), site, PeopleRefusal::UnknownSite).await?;
            permit = holder.permit_on(wanted, subject_of(&before), &site.region)?;
            after = Household { site: Some(site.id), region: site.region, ..after };
        }
        store::update_household(tx, &self.sealer, &after, before.version).await?;
        replace_external_ids(tx, subject_of(&after), &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(changed(&before, &after, &[]), after))
    }
}

/// Shows the address that a household left, and keeps who saw it and why.
pub struct RevealAddress {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which household.
    pub id: HouseholdId,
    /// Why.
    pub reason: String,
}

impl Work for RevealAddress {
    type Record = Committed<Address>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Address>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::HOUSEHOLD_REVEAL;
        let household =
            store::find_household(tx.conn(), &self.sealer, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let of = subject_of(&household);
        let permit = holder.permit_on(wanted, of, &household.region)?;
        let address = household.origin_address.ok_or(PeopleRefusal::NoAddress)?;
        let (fields, reason) = ("origin_address".to_owned(), self.reason.clone());
        let seeing = Seeing { permit: &permit, of, region: &household.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, address))
    }
}

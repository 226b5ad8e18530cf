//! What the rows of one household make of it.

use super::{
    HouseRow, MemberRow,
    ground::{At, FileGround},
};
use crate::{
    ground::kernel::{Day, Instant, PersonId, RegionCode, SubjectKind, settle},
    office::{
        people::{
            PeopleRefusal,
            model::{EventKind, Household, HouseholdEvent, IdNumber, Person, Presence, Relation, Standing, Stay},
            rules::{HEADCOUNT, ID_NUMBER_CHECK, headcount, id_number_check},
            service::{households::blank, rolls::Telling},
        },
        tables::{Desk, Entry, Flaw, Outcome},
    },
};

/// A household as a file leaves it.
pub(super) struct Done {
    /// As it was, if it was.
    pub(super) before: Option<Household>,
    /// As it is.
    pub(super) after: Household,
    /// What happened to it.
    pub(super) fresh: Vec<HouseholdEvent>,
    /// Persons who came into being.
    pub(super) new_persons: Vec<Person>,
    /// Persons who are told otherwise than before.
    pub(super) changed_persons: Vec<(Person, Person)>,
}

impl Done {
    /// The facts that were told of it anew.
    pub(super) fn told(&self) -> &[Standing] {
        let known = self.before.as_ref().map_or(0, |b| b.standings.len());
        self.after.standings.get(known..).unwrap_or_default()
    }

    /// Whether the household itself changes.
    pub(super) fn touched(&self) -> bool {
        self.before.as_ref().is_none_or(|before| before.version != self.after.version)
    }

    pub(super) fn outcome(&self) -> Outcome {
        let Some(before) = &self.before else { return Outcome::Added };
        let after = &self.after;
        let columns = [
            ("origin", before.origin != after.origin),
            ("origin_address", before.origin_address != after.origin_address),
            ("building", before.building != after.building),
            ("room", before.room != after.room),
            ("standing_on", before.standings.len() != after.standings.len()),
            ("name", !self.fresh.is_empty()),
            ("phone", !self.changed_persons.is_empty()),
        ];
        let columns: Vec<_> = columns.into_iter().filter_map(|(column, differs)| differs.then_some(column)).collect();
        if columns.is_empty() { Outcome::Unchanged } else { Outcome::Changed(columns) }
    }
}

/// A household while its rows are read.
struct Reading<'a, 'd> {
    ground: &'a mut FileGround,
    desk: &'a Desk<'d>,
    region: RegionCode,
    before: Option<Household>,
    told: Vec<Telling>,
    new_persons: Vec<Person>,
    changed_persons: Vec<(Person, Person)>,
}

impl FileGround {
    /// What becomes of a household, or what is wrong at which row.
    pub(super) fn judged(&mut self, desk: &Desk<'_>, entry: &Entry<'_, HouseRow>) -> Result<Done, Flaw> {
        let house = entry.command;
        let at = |(column, refusal): At| Flaw::refused(entry.row, column, &refusal);
        let before = self.known(desk, entry).map_err(at)?;
        let (region, site) = self.place(desk, house).map_err(at)?;
        let site = site.map(|s| s.id);
        let origin = self.origin(house).map_err(at)?;
        if before.as_ref().is_some_and(|b| b.region != region || b.site != site) {
            return Err(at(("site", entry.taken(desk, SubjectKind::Household))));
        }
        let mut reading = Reading {
            ground: self,
            desk,
            region: region.clone(),
            before: before.clone(),
            told: Vec::new(),
            new_persons: Vec::new(),
            changed_persons: Vec::new(),
        };
        for member in &house.members {
            reading.member(member).map_err(|(column, refusal)| Flaw::refused(member.row, column, &refusal))?;
        }
        let fresh = blank(desk.tx.id(desk.now), (&region, &origin), desk.actor.layer, desk.now);
        let base = before.clone().unwrap_or(Household { site, external_ids: vec![entry.named(desk)], ..fresh });
        let written = written(house, Household { origin, ..base });
        reading.done(house, written).map_err(at)
    }

    fn known(&self, desk: &Desk<'_>, entry: &Entry<'_, HouseRow>) -> Result<Option<Household>, At> {
        let Some(known) = entry.known else { return Ok(None) };
        let reached = |h: &&Household| desk.region.covers(&h.region);
        match self.before.get(&known.into()).filter(reached) {
            Some(household) => Ok(Some(household.clone())),
            None => Err(("external_id", entry.taken(desk, SubjectKind::Household))),
        }
    }
}

/// The household with what its rows write of it; what they leave out stays.
fn written(house: &HouseRow, h: Household) -> Household {
    let said = &house.said;
    Household {
        origin_address: said.origin_address.clone().or(h.origin_address),
        building: said.building.clone().or(h.building),
        room: said.room.clone().or(h.room),
        ..h
    }
}

impl Reading<'_, '_> {
    /// One row: somebody who belongs to the household already, or comes.
    fn member(&mut self, row: &MemberRow) -> Result<(), At> {
        let today = self.desk.now.day();
        if row.on > today {
            return Err(("on", PeopleRefusal::DayAhead { day: row.on, today }.into()));
        }
        if row.phone.as_ref().is_some_and(|phone| !phone.is_well_formed()) {
            return Err(("phone", PeopleRefusal::PhoneMalformed.into()));
        }
        let verdict = id_number_check(row.id_number.as_ref().map(IdNumber::reveal), today);
        settle(vec![ID_NUMBER_CHECK.judge(today, verdict)], &[]).map_err(|refusal| ("id_number", refusal))?;
        let person = match self.whose(row)? {
            Some(person) => person,
            None => self.register(row),
        };
        let telling =
            Telling { kind: EventKind::Enrolled, on: row.on, person, relation: Some(row.relation), sex: row.sex };
        let checks = self.ground.persons.sexes(&[telling]);
        settle(checks, self.desk.acknowledged).map_err(|refusal| ("sex", refusal))?;
        match self.relation_of(person) {
            Some(relation) if relation == row.relation => Ok(()),
            Some(_) => Err(("relation", PeopleRefusal::ByEvent.into())),
            None => {
                let (relation, sex, presence) = (row.relation, row.sex, Presence::Home);
                let stay = Stay { person, relation, sex, presence, from: row.on, until: None };
                let alone = self.ground.persons.alone(&stay).into_iter().collect();
                settle(alone, &[]).map_err(|refusal| ("id_number", refusal))?;
                self.told.push(telling);
                Ok(())
            }
        }
    }

    /// In which relation somebody belongs to the household now.
    fn relation_of(&self, person: PersonId) -> Option<Relation> {
        let stays = &self.before.as_ref()?.stays;
        stays.iter().find(|s| s.person == person && s.until.is_none()).map(|s| s.relation)
    }

    /// Who of the register a row names: by the ID number, else by the name within the household.
    fn whose(&mut self, row: &MemberRow) -> Result<Option<PersonId>, At> {
        let persons = &self.ground.persons;
        let Some(number) = &row.id_number else {
            let members = self.before.iter().flat_map(|b| b.stays.iter().filter(|s| s.until.is_none()));
            let named =
                |id: &PersonId| persons.person(*id).is_some_and(|p| p.name == row.name && p.id_number.is_none());
            return Ok(members.map(|s| s.person).find(named));
        };
        let Some((id, region)) = self.ground.numbered(&self.region, number).cloned() else { return Ok(None) };
        let known = persons.person(id).filter(|_| self.desk.holder.seen().covers(&region)).cloned();
        let known = known.ok_or_else(|| ("id_number", PeopleRefusal::IdNumberTaken.into()))?;
        if known.name != row.name {
            return Err(("name", PeopleRefusal::NameDiffers.into()));
        }
        if row.phone.is_some() && row.phone != known.phone {
            let (phone, layer) = (row.phone.clone(), known.layer.touched_by(self.desk.actor.layer));
            let after = Person { phone, layer, version: known.version + 1, updated_at: self.desk.now, ..known.clone() };
            self.changed_persons.push((known, after));
        }
        Ok(Some(id))
    }

    /// Somebody new.
    fn register(&mut self, row: &MemberRow) -> PersonId {
        let (desk, now) = (self.desk, self.desk.now);
        let person = Person {
            id: desk.tx.id(now),
            region: self.region.clone(),
            name: row.name.clone(),
            phone: row.phone.clone(),
            id_number: row.id_number.clone(),
            rename: None,
            layer: desk.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        self.ground.persons.add(&person);
        let id = person.id;
        self.new_persons.push(person);
        id
    }

    /// The household with its members, if R4, R5 and R5.1 allow it.
    fn done(self, house: &HouseRow, written: Household) -> Result<Done, At> {
        let (desk, persons) = (self.desk, &self.ground.persons);
        let (today, by) = (desk.now.day(), desk.actor.principal.to_string());
        let events = self.before.as_ref().map_or(0, |b| b.events);
        let fresh = persons.events(&by, &self.told, events, desk.now);
        let known = self.ground.events.get(&written.id).cloned().unwrap_or_default();
        let count = HEADCOUNT.judge(today, headcount(house.said.stated, house.members.len()));
        settle(vec![count], &[]).map_err(|refusal| ("stated_members", refusal))?;
        let all = [known, fresh.clone()].concat();
        let settled = persons.settled(written, &all, Vec::new(), &[]).map_err(|refusal| ("relation", refusal))?;
        let after = Household { events: fresh.last().map_or(events, |e| e.n), ..settled };
        let after = standing(house, after, (&by, self.before.is_none()), today, desk.now)?;
        let after = match &self.before {
            Some(before) if *before != after => Household {
                version: before.version + 1,
                updated_at: desk.now,
                layer: before.layer.touched_by(desk.actor.layer),
                ..after
            },
            _ => after,
        };
        let Reading { before, new_persons, changed_persons, .. } = self;
        Ok(Done { before, after, fresh, new_persons, changed_persons })
    }
}

/// The household with what its rows say of poverty and monitoring, where that is new. It wants the day of its paper, or for a household
/// that is new, that of its enrolment.
fn standing(
    house: &HouseRow,
    h: Household,
    (by, new): (&str, bool),
    today: Day,
    now: Instant,
) -> Result<Household, At> {
    let said = &house.said;
    let poor = said.poor.filter(|poor| *poor != h.poor);
    let monitored = said.monitored.filter(|monitored| *monitored != h.monitored);
    if poor.is_none() && monitored.is_none() {
        return Ok(h);
    }
    let enrolled = house.members.iter().map(|m| m.on).min().filter(|_| new);
    let since = said.standing_on.or(enrolled).ok_or_else(|| ("standing_on", PeopleRefusal::StandingDay.into()))?;
    if since > today {
        return Err(("standing_on", PeopleRefusal::DayAhead { day: since, today }.into()));
    }
    let n = i32::try_from(h.standings.len()).unwrap_or(i32::MAX - 1) + 1;
    let (recorded_by, recorded_at) = (by.to_owned(), now);
    Ok(h.with_standing(Standing { n, since, poor, monitored, paper: None, recorded_by, recorded_at }))
}

//! Persons that rows of a file name by ID number: known ones are found, others are registered with the row that names them.

use std::collections::{BTreeMap, HashMap};

use super::persons::taken;
use crate::{
    ground::{
        authority::action,
        kernel::{Day, PersonId, Refusal, RegionCode, SubjectKind, SubjectRef, settle},
        platform::{Keys, Stop},
        trail::Change,
    },
    office::{
        people::{
            PeopleRefusal,
            model::{IdNumber, Person, PersonField, PersonName},
            rules::{ID_NUMBER_CHECK, id_number_check},
            store,
        },
        tables::Desk,
    },
};

/// Who has the numbers of a batch of rows, held and opened; read in a number of statements that does not hang on the batch's length.
pub struct Numbered {
    by_number: HashMap<(String, String), (PersonId, RegionCode)>,
    persons: HashMap<PersonId, Person>,
}

/// Whom a row names.
pub enum NamedBy {
    /// Somebody of the register.
    Known(PersonId),
    /// Somebody who comes into being with the row.
    New(Box<Person>),
}

impl NamedBy {
    /// Who.
    pub const fn id(&self) -> PersonId {
        match self {
            Self::Known(id) => *id,
            Self::New(person) => person.id,
        }
    }
}

impl Numbered {
    /// Reads and holds them. Each number is looked for in the county of the region that stands beside it.
    pub async fn of(desk: &Desk<'_>, told: &[(&RegionCode, &IdNumber)]) -> Result<Self, Stop> {
        let mut by_county: BTreeMap<&str, Vec<&IdNumber>> = BTreeMap::new();
        for (region, number) in told {
            by_county.entry(region.county_code()).or_default().push(number);
        }
        let mut by_number = HashMap::new();
        for (county, numbers) in by_county {
            let found = store::persons_numbered(desk.tx.conn(), desk.sealer.keys(), county, &numbers).await?;
            by_number.extend(found.into_iter().map(|(number, whose)| ((county.to_owned(), number), whose)));
        }
        let mut ids: Vec<PersonId> = by_number.values().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        store::lock_persons(desk.tx, &ids).await?;
        let persons = store::persons_by_id(desk.tx.conn(), desk.sealer, &ids).await?;
        Ok(Self { by_number, persons })
    }

    /// Everybody who was found.
    pub fn ids(&self) -> Vec<PersonId> {
        self.persons.keys().copied().collect()
    }

    /// Whom a row of a region names; or what is wrong, and in which field. What is wrong never repeats the number, nor another name.
    pub fn whose(
        &self,
        desk: &Desk<'_>,
        region: &RegionCode,
        (name, number): (&PersonName, &IdNumber),
    ) -> Result<NamedBy, (PersonField, Refusal)> {
        let today = desk.now.day();
        let verdict = id_number_check(Some(number.reveal()), today);
        settle(vec![ID_NUMBER_CHECK.judge(today, verdict)], &[]).map_err(|refusal| (PersonField::IdNumber, refusal))?;
        let Some((id, at)) = self.by_number.get(&(region.county_code().to_owned(), number.reveal().to_owned())) else {
            return Ok(NamedBy::New(Box::new(Person {
                id: desk.tx.id(desk.now),
                region: region.clone(),
                name: name.clone(),
                phone: None,
                id_number: Some(number.clone()),
                rename: None,
                layer: desk.actor.layer,
                version: 1,
                created_at: desk.now,
                updated_at: desk.now,
            })));
        };
        let known = self.persons.get(id).filter(|_| desk.holder.seen().covers(at));
        let known = known.ok_or_else(|| (PersonField::IdNumber, PeopleRefusal::IdNumberTaken.into()))?;
        if known.name != *name {
            return Err((PersonField::Name, PeopleRefusal::NameDiffers.into()));
        }
        Ok(NamedBy::Known(*id))
    }
}

/// By what whoever has a number is found in the register of a county, for rows that keep nothing else of him; or what is wrong with the number,
/// told without it.
pub fn number_index(keys: &Keys, region: &RegionCode, number: &IdNumber, today: Day) -> Result<String, Refusal> {
    let verdict = id_number_check(Some(number.reveal()), today);
    settle(vec![ID_NUMBER_CHECK.judge(today, verdict)], &[])?;
    Ok(store::id_number_index(keys, region, number))
}

/// Registers persons who came into being with rows of a file, and tells the trail.
pub async fn enrol_persons(desk: &Desk<'_>, persons: &[Person]) -> Result<Vec<Change>, Stop> {
    store::insert_persons(desk.tx, desk.sealer, persons).await.map_err(taken)?;
    let created = |p: &Person| {
        let subject = SubjectRef::new(SubjectKind::Person, p.id);
        Change::created(subject, &p.region, p).named(action::PERSON_CREATE.name)
    };
    Ok(persons.iter().map(created).collect())
}

//! Rows of persons: sealed on the way in, opened in their place on the way out.

use std::collections::{BTreeMap, HashMap};

use ::entity::{person, person_reveal};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Instant, OfficerId, PersonId, RegionCode, Scope, SubjectKind, Words as _},
        platform::{
            DataKey, Fault, Keys, Listing, Page, Sealer, Tx, in_scope, insert, insert_all, lock_if_postgres, page,
            page_keys, region_of, update_versioned, word,
        },
    },
    office::people::model::{IdNumber, Person, PersonName, Phone, Rename, Reveal, Wanted},
};

/// The purpose of the data keys of people.
const PURPOSE: &str = "person";

/// Where a sealed value stands: moved elsewhere it does not open.
fn place(column: &str, id: PersonId) -> String {
    format!("person|{column}|{id}")
}

fn phone_index(keys: &Keys, region: &RegionCode, phone: &Phone) -> String {
    keys.blind_index("person.phone", &format!("{}|{}", region.county_code(), phone.reveal())).to_string()
}

/// By what a number is found in the register of its county without being opened.
pub fn id_number_index(keys: &Keys, region: &RegionCode, number: &IdNumber) -> String {
    keys.blind_index("person.id_number", &format!("{}|{}", region.county_code(), number.reveal())).to_string()
}

fn to_row(p: &Person, keys: &Keys, key: &DataKey) -> Result<person::Model, Fault> {
    let seal = |column: &str, clear: &str| key.seal(&place(column, p.id), clear.as_bytes());
    Ok(person::Model {
        id: p.id.uuid(),
        region_code: p.region.to_string(),
        name: seal("name", p.name.reveal())?,
        phone: p.phone.as_ref().map(|v| seal("phone", v.reveal())).transpose()?,
        phone_index: p.phone.as_ref().map(|v| phone_index(keys, &p.region, v)),
        id_number: p.id_number.as_ref().map(|v| seal("id_number", v.reveal())).transpose()?,
        id_number_index: p.id_number.as_ref().map(|v| id_number_index(keys, &p.region, v)),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
        rename_file_id: p.rename.map(|r| r.paper.uuid()),
        renamed_by: p.rename.map(|r| r.by.uuid()),
        rename_confirmed_by: p.rename.and_then(|r| r.confirmed_by).map(|o| o.uuid()),
    })
}

async fn opened(conn: &impl ConnectionTrait, sealer: &Sealer, row: &person::Model) -> Result<Person, Fault> {
    let id: PersonId = row.id.into();
    let open = async |column: &str, sealed: &[u8]| -> Result<String, Fault> {
        let clear = sealer.open(conn, &place(column, id), sealed).await?;
        String::from_utf8(clear).map_err(|_| Fault::inconsistent(format!("{column} of person {id} is no text")))
    };
    let phone = match &row.phone {
        Some(sealed) => Some(Phone::new(open("phone", sealed).await?)),
        None => None,
    };
    let id_number = match &row.id_number {
        Some(sealed) => Some(IdNumber::new(open("id_number", sealed).await?)),
        None => None,
    };
    let rename = row.rename_file_id.zip(row.renamed_by).map(|(paper, by)| Rename {
        paper: paper.into(),
        by: by.into(),
        confirmed_by: row.rename_confirmed_by.map(Into::into),
    });
    Ok(Person {
        id,
        region: region_of(&row.region_code)?,
        name: PersonName::new(open("name", &row.name).await?),
        phone,
        id_number,
        rename,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_person(tx: &Tx, sealer: &Sealer, person: &Person) -> Result<(), Fault> {
    let key = sealer.county_key(tx, PURPOSE, &person.region).await?;
    insert(tx, to_row(person, sealer.keys(), &key)?).await
}

pub async fn update_person(tx: &Tx, sealer: &Sealer, person: &Person, read_at: i64) -> Result<(), Fault> {
    let key = sealer.county_key(tx, PURPOSE, &person.region).await?;
    update_versioned(tx, to_row(person, sealer.keys(), &key)?, person::Column::Version, read_at).await
}

pub async fn find_person(conn: &impl ConnectionTrait, sealer: &Sealer, id: PersonId) -> Result<Option<Person>, Fault> {
    match person::Entity::find_by_id(id.uuid()).one(conn).await? {
        Some(row) => opened(conn, sealer, &row).await.map(Some),
        None => Ok(None),
    }
}

pub async fn lock_person(tx: &Tx, sealer: &Sealer, id: PersonId) -> Result<Option<Person>, Fault> {
    match lock_if_postgres(tx, person::Entity::find_by_id(id.uuid())).one(tx.conn()).await? {
        Some(row) => opened(tx.conn(), sealer, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Many new persons, sealed with the key of their county, in statements of bounded size.
pub async fn insert_persons(tx: &Tx, sealer: &Sealer, persons: &[Person]) -> Result<(), Fault> {
    let mut by_county: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    for person in persons {
        by_county.entry(person.region.county_code()).or_default().push(person);
    }
    for persons in by_county.into_values() {
        let Some(first) = persons.first() else { continue };
        let key = sealer.county_key(tx, PURPOSE, &first.region).await?;
        insert_all(tx, persons.iter().map(|p| to_row(p, sealer.keys(), &key)).collect::<Result<_, _>>()?).await?;
    }
    Ok(())
}

/// Holds many persons in the order of their ids, whatever is about to be said of them; nobody is opened.
pub async fn lock_persons(tx: &Tx, ids: &[PersonId]) -> Result<(), Fault> {
    let select = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(person::Column::Id);
    let _held: Vec<Uuid> = lock_if_postgres(tx, select).into_tuple().all(tx.conn()).await?;
    Ok(())
}

/// Many persons, opened.
pub async fn persons_by_id(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Person>, Fault> {
    let rows = person::Entity::find().filter(person::Column::Id.is_in(ids.iter().map(|i| i.uuid()))).all(conn).await?;
    let mut found = HashMap::new();
    for row in &rows {
        let person = opened(conn, sealer, row).await?;
        found.insert(person.id, person);
    }
    Ok(found)
}

/// Who has these ID numbers in a county: by number.
pub async fn persons_numbered(
    conn: &impl ConnectionTrait,
    keys: &Keys,
    county: &str,
    numbers: &[&IdNumber],
) -> Result<HashMap<String, (PersonId, RegionCode)>, Fault> {
    let region = region_of(county)?;
    let asked: HashMap<String, &str> =
        numbers.iter().map(|n| (id_number_index(keys, &region, n), n.reveal())).collect();
    let select = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::RegionCode)
        .column(person::Column::IdNumberIndex)
        .filter(person::Column::IdNumberIndex.is_in(asked.keys().map(String::as_str)));
    let rows: Vec<(Uuid, String, String)> = select.into_tuple().all(conn).await?;
    let mut found = HashMap::new();
    for (id, region, index) in rows {
        let number = asked.get(&index).ok_or_else(|| Fault::inconsistent("a number that nobody asked for"))?;
        found.insert((*number).to_owned(), (id.into(), region_of(&region)?));
    }
    Ok(found)
}

/// Where these persons are registered; their sealed values stay sealed.
pub async fn regions_of_persons(
    conn: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, RegionCode>, Fault> {
    let select = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::RegionCode)
        .filter(person::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    let rows: Vec<(Uuid, String)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(id, region)| Ok((id.into(), region_of(&region)?))).collect()
}

/// Persons in a scope; by one phone or ID number of a county, or all.
pub async fn list_persons(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    (scope, wanted): (&Scope, Option<(&RegionCode, &Wanted)>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<Person>, Fault> {
    let mut select = person::Entity::find().filter(in_scope(person::Column::RegionCode, scope));
    if let Some((region, wanted)) = wanted {
        let keys = sealer.keys();
        select = select.filter(match wanted {
            Wanted::Phone(phone) => person::Column::PhoneIndex.eq(phone_index(keys, region, phone)),
            Wanted::IdNumber(number) => person::Column::IdNumberIndex.eq(id_number_index(keys, region, number)),
        });
    }
    let found = page(conn, select, page_keys!(person), listing, now).await?;
    let mut persons = HashMap::new();
    for row in &found.items {
        persons.insert(row.id, opened(conn, sealer, row).await?);
    }
    found.try_map(|row| persons.remove(&row.id).ok_or_else(|| Fault::inconsistent("a person twice on a page")))
}

/// How often an officer has seen people in clear on a civil day.
pub async fn reveals_on(tx: &Tx, officer: OfficerId, day: Day) -> Result<u64, Fault> {
    use person_reveal::Column;
    let select = person_reveal::Entity::find()
        .filter(Column::OfficerId.eq(officer.uuid()))
        .filter(Column::RevealedOn.eq(day.date()));
    Ok(select.count(tx.conn()).await?)
}

pub async fn insert_reveal(tx: &Tx, reveal: &Reveal, region: &RegionCode, now: Instant) -> Result<(), Fault> {
    let registered = reveal.of.kind == SubjectKind::Person;
    let elsewhere = (!registered).then_some(reveal.of);
    let row = person_reveal::Model {
        id: reveal.id.uuid(),
        person_id: registered.then_some(reveal.of.id),
        elsewhere_kind: elsewhere.map(|of| of.kind.word().into()),
        elsewhere_id: elsewhere.map(|of| of.id),
        region_code: region.to_string(),
        officer_id: reveal.officer.uuid(),
        revealed_on: now.day().date(),
        nth: reveal.nth,
        fields: reveal.fields.clone(),
        reason: reveal.reason.clone(),
        created_at_ms: now.millis(),
    };
    insert(tx, row).await
}

//! What other areas ask of persons and households: to hold them, to show them masked, when they died, where they belong.

use std::collections::{BTreeMap, HashMap};

use crate::{
    ground::{
        authority::Holder,
        kernel::{Day, HouseholdId, PersonId, Refusal, RegionCode},
        platform::{ConnectionTrait, Fault, Sealer, Stop, Tx},
    },
    office::people::{
        model::{Person, Relation, Settled},
        store,
    },
};

/// Holds persons in the order of their ids, whatever is about to be said of them; nobody is opened.
pub async fn hold_persons(tx: &Tx, ids: &[PersonId]) -> Result<(), Fault> {
    store::lock_persons(tx, ids).await
}

/// Persons by id, in one query. What names them is masked wherever it is written.
pub async fn persons_shown(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Person>, Fault> {
    if ids.is_empty() { Ok(HashMap::new()) } else { store::persons_by_id(conn, sealer, ids).await }
}

/// Whether a person is registered in the holder's regions.
pub async fn sees_person(conn: &impl ConnectionTrait, holder: &Holder, id: PersonId) -> Result<bool, Fault> {
    let regions = store::regions_of_persons(conn, &[id]).await?;
    Ok(regions.get(&id).is_some_and(|region| holder.seen().covers(region)))
}

/// On which day these persons died, as their households were told.
pub async fn deaths_of(conn: &impl ConnectionTrait, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    if ids.is_empty() { Ok(BTreeMap::new()) } else { store::deaths_elsewhere(conn, ids, &[]).await }
}

/// Who belongs to these households on a day.
pub async fn living_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<BTreeMap<HouseholdId, Vec<PersonId>>, Fault> {
    if ids.is_empty() { Ok(BTreeMap::new()) } else { store::living_in(conn, ids, day).await }
}

/// Which households these persons are the heads of on a day, and where those lie, in two queries.
pub async fn headed_by(
    conn: &impl ConnectionTrait,
    ids: &[PersonId],
    day: Day,
) -> Result<HashMap<PersonId, (HouseholdId, RegionCode)>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lives = store::lives_of(conn, ids, &[]).await?;
    let heads = lives.into_iter().filter(|l| l.stay.holds_on(day) && l.stay.relation == Relation::Head);
    Ok(heads.map(|l| (l.stay.person, (l.household, l.region))).collect())
}

/// Whom two officers said to belong to these households today, each with whether as the head: whoever is not there came, or became the
/// head, by one officer's word.
pub async fn said_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<(HouseholdId, PersonId), bool>, Fault> {
    if ids.is_empty() { Ok(HashMap::new()) } else { store::said_in(conn, ids).await }
}

/// Of these households those to which nobody belongs on a day, and since when: they were dissolved, or all of them left or died.
pub async fn emptied_by(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<BTreeMap<HouseholdId, Day>, Fault> {
    if ids.is_empty() { Ok(BTreeMap::new()) } else { store::emptied_by(conn, ids, day).await }
}

/// Who belonged to these households on some of the days from one until another, both included: from which day until which one, that one not
/// included. Whoever changed place in a household in between has several stays that follow one another.
pub async fn stayed_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    days: (Day, Day),
) -> Result<BTreeMap<HouseholdId, Vec<(PersonId, Day, Option<Day>)>>, Fault> {
    if ids.is_empty() { Ok(BTreeMap::new()) } else { store::stayed_in(conn, ids, days).await }
}

/// How these households are numbered.
pub async fn household_numbers(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, String>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::numbers_of(conn, ids).await?.into_iter().map(|(id, (_, number))| (id, number)).collect())
}

/// Where these households lie and how they are numbered.
pub async fn households_by_id(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, (RegionCode, String)>, Fault> {
    if ids.is_empty() { Ok(HashMap::new()) } else { store::numbers_of(conn, ids).await }
}

/// Where these persons are registered; nobody is opened.
pub async fn persons_registered(
    conn: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, RegionCode>, Fault> {
    if ids.is_empty() { Ok(HashMap::new()) } else { store::regions_of_persons(conn, ids).await }
}

/// To which households a person belongs on a day.
pub async fn households_on(conn: &impl ConnectionTrait, person: PersonId, day: Day) -> Result<Vec<HouseholdId>, Fault> {
    let lives = store::lives_of(conn, &[person], &[]).await?;
    Ok(lives.into_iter().filter(|l| l.stay.holds_on(day)).map(|l| l.household).collect())
}

/// To which household each of these persons belongs on a day, in two queries; R4 says that it is one. Of whoever
/// belongs to one the register would know of a death.
pub async fn homes_on(
    conn: &impl ConnectionTrait,
    ids: &[PersonId],
    day: Day,
) -> Result<HashMap<PersonId, HouseholdId>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lives = store::lives_of(conn, ids, &[]).await?;
    Ok(lives.into_iter().filter(|l| l.stay.holds_on(day)).map(|l| (l.stay.person, l.household)).collect())
}

/// The households that a body names at these places: each lies in the holder's regions, or is refused there as the area says it.
pub async fn know_households(
    tx: &Tx,
    holder: &Holder,
    named: &[(String, HouseholdId)],
    unknown: impl Into<Refusal>,
) -> Result<(), Stop> {
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<HouseholdId> = named.iter().map(|(_, id)| *id).collect();
    let found = store::numbers_of(tx.conn(), &ids).await?;
    let (seen, unknown) = (holder.seen(), unknown.into());
    let known = |id: &HouseholdId| found.get(id).is_some_and(|(region, _)| seen.covers(region));
    let wrong = named.iter().filter(|(_, id)| !known(id)).map(|(place, _)| unknown.clone().placed(Some(place)));
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// Where these households live, and how many belong to each on a day.
pub async fn settled_on(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<HashMap<HouseholdId, Settled>, Fault> {
    store::settled_on(conn, ids, day).await
}

/// The household that a body names at this place, held against whatever else is about to be said of it.
pub async fn hold_household(
    tx: &Tx,
    holder: &Holder,
    (place, id): (&str, HouseholdId),
    unknown: impl Into<Refusal>,
) -> Result<Settled, Stop> {
    let region = store::hold_household(tx, id).await?;
    let seen = region.is_some_and(|region| holder.seen().covers(&region));
    let found = if seen { store::settled_on(tx.conn(), &[id], tx.now().await?.day()).await?.remove(&id) } else { None };
    found.ok_or_else(|| unknown.into().placed(Some(place)).into())
}

//! Households as they are read: the list, one, who belonged to it on a day, what happened to it.

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Day, ExternalRef, HouseholdId, PersonId, RegionCode, SubjectKind},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Sealer, Stop, only_named},
    },
    office::people::{
        model::{Household, HouseholdEvent, HouseholdQuery, Member, Stay},
        store,
    },
};

/// One household.
pub async fn read_household(db: &Db, sealer: &Sealer, holder: &Holder, id: HouseholdId) -> Result<Household, Stop> {
    let found = store::find_household(db.read(), sealer, id).await?;
    seen(holder, found, &action::HOUSEHOLD_READ)
}

fn seen(holder: &Holder, found: Option<Household>, wanted: &'static Action) -> Result<Household, Stop> {
    let household = found.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&household), &household.region)?;
    Ok(household)
}

/// Households in the holder's regions.
pub async fn list_households(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (HouseholdQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Household>, Stop> {
    let scope = holder.scope_within(&action::HOUSEHOLD_READ, region)?;
    let Some(only) = only_named(db.read(), SubjectKind::Household, external.as_ref()).await? else {
        return Ok(Page::empty());
    };
    let query = HouseholdQuery { only: only.map(Into::into), ..query };
    Ok(store::list_households(db.read(), sealer, (&scope, &query), listing, db.now().await?).await?)
}

/// Who belonged to these households on a day, in the order of the households and of the days on which they came.
pub async fn members_on(
    db: &Db,
    sealer: &Sealer,
    households: &[Household],
    day: Day,
) -> Result<Vec<(HouseholdId, Member)>, Stop> {
    seen_members(db.read(), sealer, households, day).await
}

/// As [`members_on`], inside whatever reads.
pub(super) async fn seen_members(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    households: &[Household],
    day: Day,
) -> Result<Vec<(HouseholdId, Member)>, Stop> {
    let stays: Vec<_> = households.iter().flat_map(|h| h.members_on(day).map(|s| (h.id, s.clone()))).collect();
    let ids: Vec<PersonId> = stays.iter().map(|(_, s)| s.person).collect();
    let persons = store::persons_by_id(conn, sealer, &ids).await?;
    let member = |(id, stay): (HouseholdId, Stay)| {
        let person = persons.get(&stay.person).cloned();
        let person = person.ok_or_else(|| Fault::inconsistent("a member who is no person"))?;
        Ok((id, Member { stay, person }))
    };
    stays.into_iter().map(member).collect()
}

/// Who belonged to a household on a day; today where none is named.
pub async fn read_members(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: HouseholdId,
    as_of: Option<Day>,
) -> Result<Vec<Member>, Stop> {
    let found = store::find_household(db.read(), sealer, id).await?;
    let household = seen(holder, found, &action::HOUSEHOLD_READ_MEMBERS)?;
    let day = match as_of {
        Some(day) => day,
        None => db.now().await?.day(),
    };
    let members = members_on(db, sealer, std::slice::from_ref(&household), day).await?;
    Ok(members.into_iter().map(|(_, member)| member).collect())
}

/// What happened to a household, in the order in which it was told.
pub async fn read_events(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: HouseholdId,
) -> Result<Vec<HouseholdEvent>, Stop> {
    let found = store::find_household(db.read(), sealer, id).await?;
    let household = seen(holder, found, &action::HOUSEHOLD_READ_EVENTS)?;
    Ok(store::events_of(db.read(), &[household.id]).await?.remove(&household.id).unwrap_or_default())
}

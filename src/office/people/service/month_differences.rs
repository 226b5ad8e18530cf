//! 台账变化. In what a locked month differs from another, and from what the register says of its last day now.

use std::collections::HashMap;

use crate::{
    ground::{
        authority::{Action, Holder, action},
        kernel::{HouseholdId, PeopleMonthId, PersonId},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::people::{
        PeopleRefusal,
        model::{Compared, Difference, Edition, Kept, PeopleMonth, PersonName, differences},
        service::{known::household_numbers, months::read_month},
        store::{self, EditionRef},
    },
};

/// A household that differs, with everything in which it does.
#[derive(Debug, Clone)]
pub struct Differs {
    /// Which.
    pub household: HouseholdId,
    /// Its number.
    pub number: String,
    /// In what, each with the name of the member, masked.
    pub changes: Vec<(Difference, Option<PersonName>)>,
}

/// What is held against what.
pub struct Asked {
    /// Which month.
    pub id: PeopleMonthId,
    /// Against which; the last that was locked before it where none is named.
    pub against: Option<PeopleMonthId>,
    /// Only of this household.
    pub only: Option<HouseholdId>,
}

/// The two sides of households that differ.
type Sides = (HashMap<HouseholdId, Kept>, HashMap<HouseholdId, Kept>);

fn locked(month: &PeopleMonth) -> Result<&Edition, PeopleRefusal> {
    month.locked().ok_or(PeopleRefusal::MonthIs { state: month.state })
}

fn edition_of(month: &PeopleMonth) -> Result<EditionRef, PeopleRefusal> {
    Ok(EditionRef { month: month.id, n: locked(month)?.n })
}

/// In what a locked month differs from another of the same place.
pub async fn differences_of(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    asked: &Asked,
    listing: &Listing,
) -> Result<Page<Differs>, Stop> {
    let wanted: &'static Action = &action::PEOPLE_MONTH_READ_DIFFERENCES;
    let conn = db.read();
    let month = read_month(conn, holder, wanted, asked.id).await?;
    let now = edition_of(&month)?;
    let before = match asked.against {
        Some(id) => read_month(conn, holder, wanted, id).await?,
        None => {
            let nothing = PeopleRefusal::NothingBefore { month: month.month };
            store::locked_before(conn, &month).await?.ok_or(nothing)?
        }
    };
    if !before.is_of_the_place_of(&month) {
        return Err(PeopleRefusal::MonthElsewhere.into());
    }
    let before = edition_of(&before)?;
    let found = store::differing_editions(conn, (before, now), asked.only, listing).await?;
    let sides = (store::kept_of(conn, before, &found.ids).await?, store::kept_of(conn, now, &found.ids).await?);
    told((db, sealer), found, &sides, Compared::Locks).await
}

/// In what the register says something else of the last day of a locked month now than when it was locked.
pub async fn drift_of(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    asked: &Asked,
    listing: &Listing,
) -> Result<Page<Differs>, Stop> {
    let conn = db.read();
    let month = read_month(conn, holder, &action::PEOPLE_MONTH_READ_DRIFT, asked.id).await?;
    let edition = locked(&month)?;
    let found = store::drifted(conn, (&month, edition.n, edition.locked_at), asked.only, listing).await?;
    let kept = store::kept_of(conn, EditionRef { month: month.id, n: edition.n }, &found.ids).await?;
    let sides = (kept, store::register_on(conn, sealer, &found.ids, month.as_of()).await?);
    told((db, sealer), found, &sides, Compared::DatedFacts).await
}

/// What differs of these households, told with their numbers and the masked names of their members.
async fn told(
    (db, sealer): (&Db, &Sealer),
    found: store::Differing,
    (before, after): &Sides,
    compared: Compared,
) -> Result<Page<Differs>, Stop> {
    let numbers = household_numbers(db.read(), &found.ids).await?;
    let what: Vec<(HouseholdId, Vec<Difference>)> =
        found.ids.iter().map(|id| (*id, differences(before.get(id), after.get(id), compared))).collect();
    let persons: Vec<PersonId> = what.iter().flat_map(|(_, found)| found.iter().filter_map(|d| d.person)).collect();
    let known = store::persons_by_id(db.read(), sealer, &persons).await?;
    let named = |d: Difference| {
        let name = d.person.and_then(|id| known.get(&id)).map(|p| p.name.clone());
        (d, name)
    };
    let differs = |(household, found): (HouseholdId, Vec<Difference>)| {
        let number = numbers.get(&household).cloned();
        let number = number.ok_or_else(|| Fault::inconsistent("a household without a number"))?;
        Ok(Differs { household, number, changes: found.into_iter().map(named).collect() })
    };
    let items = what.into_iter().map(differs).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Page { items, next: found.next, total: found.total })
}

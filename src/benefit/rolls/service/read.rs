//! Reading rolls, their entries and reviews, masked.

use std::collections::HashMap;

use super::subject_of;
use crate::{
    benefit::{
        rolls::{
            model::{EntryQuery, Review, Roll, RollEntry, RollQuery},
            store,
        },
        shares::HolderNames,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Day, RegionCode, RollId, SubjectRef},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Sealer, Stop},
    },
};

/// From which day on the months run in which a roll is reviewed (R73): its last review; where it never was, the first day that counts of those who
/// stand on it; where nobody does, the day on which it was made.
pub async fn reviewed_since(conn: &impl ConnectionTrait, roll: &Roll, today: Day) -> Result<Day, Fault> {
    if let Some(last) = store::last_reviews(conn, &[roll.id]).await?.remove(&roll.id) {
        return Ok(last);
    }
    let first = store::first_days(conn, &[roll.id], today).await?.remove(&roll.id);
    Ok(first.unwrap_or_else(|| roll.created_at.day()))
}

/// A roll with what is so today.
#[derive(Debug, Clone)]
pub struct ShownRoll {
    /// The roll.
    pub roll: Roll,
    /// How many stand on it today.
    pub standing: i64,
    /// On which day it was reviewed last.
    pub reviewed_on: Option<Day>,
    /// Until which day its days are held, and by whom.
    pub held: Option<(SubjectRef, Day)>,
}

async fn shown(db: &Db, rolls: Vec<Roll>) -> Result<Vec<ShownRoll>, Fault> {
    let ids: Vec<RollId> = rolls.iter().map(|r| r.id).collect();
    let today = db.now().await?.day();
    let standing = store::standing_by_roll(db.read(), &ids, today).await?;
    let reviewed: HashMap<RollId, Day> = store::last_reviews(db.read(), &ids).await?;
    let held = store::longest_holds(db.read(), &ids).await?;
    let show = |roll: Roll| ShownRoll {
        standing: standing.get(&roll.id).copied().unwrap_or(0),
        reviewed_on: reviewed.get(&roll.id).copied(),
        held: held.get(&roll.id).map(|held| (held.by, held.until)),
        roll,
    };
    Ok(rolls.into_iter().map(show).collect())
}

/// One roll, with the right to this reading of it.
async fn seen_roll(db: &Db, holder: &Holder, id: RollId, wanted: &'static Action) -> Result<Roll, Stop> {
    let found = store::find_rolls(db.read(), &[id]).await?.pop().ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    Ok(found)
}

/// One roll.
pub async fn read_roll(db: &Db, holder: &Holder, id: RollId) -> Result<ShownRoll, Stop> {
    let found = seen_roll(db, holder, id, &action::ROLL_READ).await?;
    Ok(shown(db, vec![found]).await?.pop().ok_or_else(|| Fault::inconsistent("a roll that was just read"))?)
}

/// Rolls of bodies in the holder's regions.
pub async fn list_rolls(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    query: RollQuery,
    listing: &Listing,
) -> Result<Page<ShownRoll>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let page = store::list_rolls(db.read(), &scope, query, listing, db.now().await?).await?;
    Ok(Page { items: shown(db, page.items).await?, next: page.next, total: page.total })
}

/// The reviews of a roll, in their order.
pub async fn read_reviews(db: &Db, holder: &Holder, id: RollId) -> Result<Vec<Review>, Stop> {
    seen_roll(db, holder, id, &action::ROLL_READ_REVIEWS).await?;
    Ok(store::reviews_of(db.read(), id).await?)
}

/// An entry with how whoever stands there is called, masked, and what it is on the day that was asked for.
#[derive(Debug, Clone)]
pub struct ShownEntry {
    /// The entry.
    pub entry: RollEntry,
    /// How the person is called, the household numbered, the organisation named.
    pub name: String,
    /// On which day.
    pub on: Day,
}

/// Entries of a roll as of a day; today where none is named.
pub async fn list_entries(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    (id, as_of): (RollId, Option<Day>),
    query: EntryQuery,
    listing: &Listing,
) -> Result<Page<ShownEntry>, Stop> {
    let roll = seen_roll(db, holder, id, wanted).await?;
    let now = db.now().await?;
    let on = as_of.unwrap_or_else(|| now.day());
    let page = store::list_entries(db.read(), (roll.id, on), query, listing, now).await?;
    let names = HolderNames::of((db, sealer), page.items.iter().map(|e| e.whose)).await?;
    Ok(page.map(|entry| ShownEntry { name: names.called(entry.whose), entry, on }))
}

//! 不应计入的月份. Who stands on a roll after his death, for a household that everybody left, or for more heads than there are.

use std::collections::BTreeMap;

use crate::{
    benefit::{
        rolls::{
            model::{Roll, RollEntry, Unfit, UnfitReason},
            store,
        },
        shares::{Whose, died_by},
    },
    ground::{
        kernel::{Day, HouseholdId, Month, PersonId, RollId},
        platform::{Fault, Tx},
    },
    office::people::{emptied_by, stayed_in},
};

/// How many entries are looked at at once.
const STRETCH: u64 = 2000;
/// How many are told at most.
const TOLD: usize = 100;

/// Since when persons and households of some entries are there no longer.
pub struct Gone {
    died: BTreeMap<PersonId, Day>,
    emptied: BTreeMap<HouseholdId, Day>,
}

impl Gone {
    /// Of these entries, by what was told until a day, in two queries.
    pub async fn of(tx: &Tx, entries: &[RollEntry], day: Day) -> Result<Self, Fault> {
        let persons: Vec<PersonId> = entries.iter().filter_map(|e| e.whose.person()).collect();
        let households: Vec<HouseholdId> = entries.iter().filter_map(|e| e.whose.household()).collect();
        Ok(Self { died: died_by(tx.conn(), &persons).await?, emptied: emptied_by(tx.conn(), &households, day).await? })
    }

    /// Since when somebody is there no longer, and what became of it.
    pub fn since(&self, whose: Whose) -> Option<(Day, UnfitReason)> {
        match whose {
            Whose::Person(id) => self.died.get(&id).map(|day| (*day, UnfitReason::Died)),
            Whose::Household(id) => self.emptied.get(&id).map(|day| (*day, UnfitReason::Emptied)),
            Whose::Organisation(_) => None,
        }
    }

    fn unfit(&self, roll: &Roll, entry: &RollEntry, months: (Month, Month)) -> Option<Unfit> {
        let (since, reason) = self.since(entry.whose)?;
        let unfit = entry.is_unfit(roll.basis, since, months);
        unfit.then_some(Unfit { entry: entry.id, serial: entry.serial, reason, since, short: None })
    }
}

/// Who belonged to the households of some entries, where a roll counts heads; in one query.
async fn heads_of(
    tx: &Tx,
    roll: &Roll,
    (entries, months): (&[RollEntry], (Month, Month)),
) -> Result<Option<BTreeMap<HouseholdId, Vec<(PersonId, Day, Option<Day>)>>>, Fault> {
    if !roll.counts_people() {
        return Ok(None);
    }
    let households: Vec<HouseholdId> = entries.iter().filter_map(|e| e.whose.household()).collect();
    stayed_in(tx.conn(), &households, (months.0.first_day(), months.1.last_day())).await.map(Some)
}

/// An entry that counts with more heads than belong to its household.
fn too_many(entry: &RollEntry, stays: &[(PersonId, Day, Option<Day>)], months: (Month, Month)) -> Option<Unfit> {
    let short = entry.short_of(stays, months)?;
    let (since, reason) = (short.months.0.first_day(), UnfitReason::Heads);
    Some(Unfit { entry: entry.id, serial: entry.serial, reason, since, short: Some(short) })
}

/// Entries of a roll of which a month counts that should not, because whoever stands there died before or nobody is left of the household,
/// or that counts with more heads than belong to it: the first hundred by their serials. Months are of need and of stakes as the roll is;
/// what is told of a household is what stands today.
pub async fn unfit_of(tx: &Tx, roll: RollId, months: (Month, Month)) -> Result<Vec<Unfit>, Fault> {
    let found = store::find_rolls(tx.conn(), &[roll]).await?.pop();
    let found = found.ok_or_else(|| Fault::inconsistent("rolls are never deleted"))?;
    let day = months.1.last_day().min(tx.now().await?.day());
    let (mut unfit, mut after) = (Vec::new(), 0);
    loop {
        let some = store::standing_after(tx.conn(), roll, (after, STRETCH), months.0.first_day()).await?;
        let gone = Gone::of(tx, &some, day).await?;
        let heads = heads_of(tx, &found, (&some, months)).await?;
        let short = |e: &RollEntry| {
            let (heads, household) = (heads.as_ref()?, e.whose.household()?);
            too_many(e, heads.get(&household).map_or(&[], Vec::as_slice), months)
        };
        unfit.extend(some.iter().filter_map(|e| gone.unfit(&found, e, months).or_else(|| short(e))));
        match some.last() {
            Some(last) if unfit.len() < TOLD && some.len() as u64 == STRETCH => after = last.serial,
            _ => break,
        }
    }
    unfit.truncate(TOLD);
    Ok(unfit)
}

//! 无号码同名 (R110.4). Whom of a list the register may have twice: one name in one household, and no number that tells two people apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lines::PaidPersons;
use crate::{
    benefit::posts::{
        model::{ToPersonList, months_between},
        rules::Namesake,
        store,
    },
    ground::{
        kernel::{HouseholdId, PersonId},
        platform::{Fault, Sealer, Tx},
    },
    office::people::{homes_on, living_in, persons_shown},
};

/// How many persons are opened at once.
const OPENED: usize = 500;

/// How persons are called, and whether a number tells them apart.
struct Names(HashMap<PersonId, (String, bool)>);

impl Names {
    async fn add(&mut self, (tx, sealer): (&Tx, &Sealer), ids: &[PersonId]) -> Result<(), Fault> {
        let new: Vec<PersonId> = ids.iter().copied().filter(|id| !self.0.contains_key(id)).collect();
        for some in new.chunks(OPENED) {
            for (id, person) in persons_shown(tx.conn(), sealer, some).await? {
                self.0.insert(id, (person.name.reveal().to_owned(), person.id_number.is_some()));
            }
        }
        Ok(())
    }

    fn is_numbered(&self, id: PersonId) -> bool {
        self.0.get(&id).is_none_or(|(_, numbered)| *numbered)
    }

    /// Whether two are called alike, and one of them has no number.
    fn meet(&self, one: PersonId, other: PersonId) -> bool {
        let called = |id: PersonId| self.0.get(&id).map(|(name, _)| name);
        one != other && called(one) == called(other) && !(self.is_numbered(one) && self.is_numbered(other))
    }
}

/// Of whoever is paid by a list, lines with somebody who has one name with another payee: of the list, in the same household or where neither has
/// one; of another list of the item and months, in the same household.
pub(super) async fn namesakes(
    (tx, sealer): (&Tx, &Sealer),
    list: &ToPersonList,
    paid: &PaidPersons,
) -> Result<Vec<(i64, Namesake)>, Fault> {
    let known: BTreeSet<PersonId> = paid.iter().map(|(person, _)| *person).collect();
    let ids: Vec<PersonId> = known.iter().copied().collect();
    let mut names = Names(HashMap::new());
    names.add((tx, sealer), &ids).await?;
    let day = list.months.0.last_day().min(tx.now().await?.day());
    let homes = homes_on(tx.conn(), &ids, day).await?;
    let mut by_home: BTreeMap<Option<HouseholdId>, Vec<(PersonId, i64)>> = BTreeMap::new();
    for (person, line) in paid {
        by_home.entry(homes.get(person).copied()).or_default().push((*person, *line));
    }
    let mut met = beside(&names, &by_home);
    let households: Vec<HouseholdId> = by_home.keys().flatten().copied().collect();
    let mates: BTreeMap<PersonId, HouseholdId> = living_in(tx.conn(), &households, day)
        .await?
        .into_iter()
        .flat_map(|(home, members)| members.into_iter().map(move |person| (person, home)))
        .collect();
    let others: Vec<PersonId> = mates.keys().copied().filter(|id| !known.contains(id)).collect();
    let months = months_between(list.months);
    let taken = store::taken_by(tx, list, &others, &months).await?;
    names.add((tx, sealer), &taken.iter().map(|(person, ..)| *person).collect::<Vec<_>>()).await?;
    for (other, _, number) in taken {
        let here = by_home
            .get(&mates.get(&other).copied())
            .into_iter()
            .flatten()
            .filter(|(person, _)| names.meet(*person, other));
        met.extend(here.map(|(_, line)| (*line, Namesake::List(number.clone()))));
    }
    met.sort();
    met.dedup();
    Ok(met)
}

/// Those of one list: the later line meets the first of its name.
fn beside(names: &Names, by_home: &BTreeMap<Option<HouseholdId>, Vec<(PersonId, i64)>>) -> Vec<(i64, Namesake)> {
    let mut met = Vec::new();
    for here in by_home.values() {
        let mut called: HashMap<&str, Vec<(PersonId, i64)>> = HashMap::new();
        for (person, line) in here {
            let Some((name, _)) = names.0.get(person) else { continue };
            let before = called.entry(name.as_str()).or_default();
            // A line of a household is of all of its members.
            let first = before.iter().find(|(other, there)| there != line && names.meet(*person, *other));
            met.extend(first.map(|(_, other)| (*line, Namesake::Line(*other))));
            before.push((*person, *line));
        }
    }
    met
}

//! How holders are called: persons masked, households by their number, organisations by their name; and in full, where their neighbours read it
//! or they sign for it.

use std::collections::{BTreeMap, HashMap};

use crate::{
    benefit::shares::model::Whose,
    ground::{
        kernel::{Day, HouseholdId, OrganisationId, PersonId},
        platform::{ConnectionTrait, Db, Fault, Sealer},
    },
    office::{
        people::{IdNumber, Person, headed_by, household_numbers, living_in, persons_shown},
        places::{Organisation, organisations_by_id},
    },
};

/// Names of some holders, read in three queries at most.
pub struct Names {
    persons: HashMap<PersonId, Person>,
    households: HashMap<HouseholdId, String>,
    units: HashMap<OrganisationId, Organisation>,
    full: BTreeMap<Whose, InFull>,
}

/// A holder as it hangs on a board and stands on a sheet that is signed. It has no way to be printed or logged; whoever calls for it answers for
/// who will see it.
pub struct InFull {
    /// 姓名: of a household who is its head.
    pub name: String,
    /// 户号.
    pub household: Option<String>,
    /// Whether it is a minor, as far as the register knows.
    pub minor: bool,
}

/// From how many months of age on nobody is a minor.
const OF_AGE: u32 = 12 * 18;

impl InFull {
    fn of(person: &Person, household: Option<String>, day: Day) -> Self {
        let born_on = person.id_number.as_ref().and_then(IdNumber::born_on);
        let minor = born_on.and_then(|born| born.plus_months(OF_AGE)).is_some_and(|of_age| day < of_age);
        Self { name: person.name.reveal().to_owned(), household, minor }
    }
}

/// These holders in full, a household by its head on a day; one without a head by its number.
pub async fn named_in_full(
    (conn, sealer): (&impl ConnectionTrait, &Sealer),
    whose: impl IntoIterator<Item = Whose>,
    day: Day,
) -> Result<BTreeMap<Whose, InFull>, Fault> {
    let whose: Vec<Whose> = whose.into_iter().collect();
    let mut persons: Vec<PersonId> = whose.iter().filter_map(|w| w.person()).collect();
    let households: Vec<HouseholdId> = whose.iter().filter_map(|w| w.household()).collect();
    let units: Vec<OrganisationId> = whose.iter().filter_map(|w| w.organisation()).collect();
    let members: Vec<PersonId> = living_in(conn, &households, day).await?.into_values().flatten().collect();
    let headed = headed_by(conn, &members, day).await?;
    let heads: HashMap<HouseholdId, PersonId> = headed.into_iter().map(|(head, (id, _))| (id, head)).collect();
    persons.extend(heads.values());
    persons.sort_unstable();
    persons.dedup();
    let (persons, numbers) =
        (persons_shown(conn, sealer, &persons).await?, household_numbers(conn, &households).await?);
    let units = if units.is_empty() { HashMap::new() } else { organisations_by_id(conn, &units).await? };
    let named = |whose: Whose| {
        let full = match whose {
            Whose::Person(id) => persons.get(&id).map(|p| InFull::of(p, None, day)),
            Whose::Household(id) => {
                let number = numbers.get(&id).cloned();
                let head = heads.get(&id).and_then(|head| persons.get(head));
                let nobody = InFull { name: number.clone().unwrap_or_default(), household: None, minor: false };
                Some(head.map_or(nobody, |head| InFull { minor: false, ..InFull::of(head, number, day) }))
            }
            Whose::Organisation(id) => {
                units.get(&id).map(|u| InFull { name: u.name.clone(), household: None, minor: false })
            }
        };
        full.map(|full| (whose, full))
    };
    Ok(whose.into_iter().filter_map(named).collect())
}

impl Names {
    /// The names of these in full.
    pub async fn in_full(
        with: (&Db, &Sealer),
        whose: impl IntoIterator<Item = Whose>,
        day: Day,
    ) -> Result<Self, Fault> {
        let whose: Vec<Whose> = whose.into_iter().collect();
        let full = named_in_full((with.0.read(), with.1), whose.iter().copied(), day).await?;
        Ok(Self { full, ..Self::of(with, whose).await? })
    }

    /// The names of these.
    pub async fn of((db, sealer): (&Db, &Sealer), whose: impl IntoIterator<Item = Whose>) -> Result<Self, Fault> {
        let mut whose: Vec<Whose> = whose.into_iter().collect();
        whose.sort_unstable();
        whose.dedup();
        let persons: Vec<PersonId> = whose.iter().filter_map(|w| w.person()).collect();
        let households: Vec<HouseholdId> = whose.iter().filter_map(|w| w.household()).collect();
        let units: Vec<OrganisationId> = whose.iter().filter_map(|w| w.organisation()).collect();
        Ok(Self {
            persons: persons_shown(db.read(), sealer, &persons).await?,
            households: household_numbers(db.read(), &households).await?,
            units: if units.is_empty() { HashMap::new() } else { organisations_by_id(db.read(), &units).await? },
            full: BTreeMap::new(),
        })
    }

    /// How one of them is called.
    pub fn called(&self, whose: Whose) -> String {
        if let Some(full) = self.full.get(&whose) {
            let household = full.household.as_ref().map(|number| format!("（{number}）"));
            return format!("{}{}", full.name, household.unwrap_or_default());
        }
        let called = match whose {
            Whose::Person(id) => self.persons.get(&id).map(|p| p.name.to_string()),
            Whose::Household(id) => self.households.get(&id).cloned(),
            Whose::Organisation(id) => self.units.get(&id).map(|u| u.name.clone()),
        };
        called.unwrap_or_default()
    }
}

//! How holders are called: persons masked, households by their number, organisations by their name.

use std::collections::HashMap;

use crate::{
    benefit::shares::model::Whose,
    ground::{
        kernel::{HouseholdId, OrganisationId, PersonId},
        platform::{Db, Fault, Sealer},
    },
    office::{
        people::{Person, household_numbers, persons_shown},
        places::{Organisation, organisations_by_id},
    },
};

/// Names of some holders, read in three queries at most.
pub struct Names {
    persons: HashMap<PersonId, Person>,
    households: HashMap<HouseholdId, String>,
    units: HashMap<OrganisationId, Organisation>,
}

impl Names {
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
        })
    }

    /// How one of them is called.
    pub fn called(&self, whose: Whose) -> String {
        let called = match whose {
            Whose::Person(id) => self.persons.get(&id).map(|p| p.name.to_string()),
            Whose::Household(id) => self.households.get(&id).cloned(),
            Whose::Organisation(id) => self.units.get(&id).map(|u| u.name.clone()),
        };
        called.unwrap_or_default()
    }
}

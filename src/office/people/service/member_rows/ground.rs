//! What the rows of a batch are judged against, read once, in statements whose number does not hang on how many rows there are.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::HouseRow;
use crate::{
    ground::{
        kernel::{HouseholdId, PersonId, Refusal, RegionCode},
        platform::Stop,
    },
    office::{
        people::{
            PeopleRefusal,
            model::{Household, HouseholdEvent, IdNumber},
            service::rolls::Ground,
            store,
        },
        places::{Site, regions_refused, sites_called},
        tables::{Desk, Entry},
    },
};

/// A refusal, and the column because of which.
pub(super) type At = (&'static str, Refusal);

/// What a batch is judged against.
pub(super) struct FileGround {
    /// Households that are known.
    pub(super) before: HashMap<HouseholdId, Household>,
    /// What happened to them.
    pub(super) events: HashMap<HouseholdId, Vec<HouseholdEvent>>,
    sites: HashMap<String, Vec<Site>>,
    refused: HashMap<RegionCode, Refusal>,
    /// Who has a number, by county and number.
    numbered: HashMap<(String, String), (PersonId, RegionCode)>,
    /// What else is known of whoever is named.
    pub(super) persons: Ground,
}

impl FileGround {
    /// Reads and holds it.
    pub(super) async fn of(desk: &Desk<'_>, batch: &[Entry<'_, HouseRow>]) -> Result<Self, Stop> {
        let (tx, sealer) = (desk.tx, desk.sealer);
        let names: HashSet<String> = batch.iter().filter_map(|e| e.command.said.site.clone()).collect();
        let mut sites: HashMap<String, Vec<Site>> = HashMap::new();
        for site in sites_called(tx.conn(), Some(desk.region), &names.into_iter().collect::<Vec<_>>()).await? {
            sites.entry(site.name.clone()).or_default().push(site);
        }
        let said = batch.iter().map(|e| &e.command.said);
        let codes: HashSet<RegionCode> =
            said.flat_map(|s| [&s.origin, &s.region]).flatten().cloned().chain([desk.region.clone()]).collect();
        let refused = regions_refused(tx.conn(), &codes.into_iter().collect::<Vec<_>>(), desk.now.day()).await?;
        let mut ids: Vec<HouseholdId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        ids.sort_unstable();
        let before: HashMap<_, _> =
            store::lock_households(tx, sealer, &ids).await?.into_iter().map(|h| (h.id, h)).collect();
        let events = store::events_of(tx.conn(), &ids).await?;
        let mut numbers: HashMap<String, Vec<&IdNumber>> = HashMap::new();
        for entry in batch {
            let region = placed(&sites, desk, entry.command).unwrap_or_else(|_| desk.region.clone());
            let told = entry.command.members.iter().filter_map(|m| m.id_number.as_ref());
            numbers.entry(region.county_code().to_owned()).or_default().extend(told);
        }
        let mut numbered = HashMap::new();
        for (county, numbers) in &numbers {
            let found = store::persons_numbered(tx.conn(), sealer.keys(), county, numbers).await?;
            numbered.extend(found.into_iter().map(|(number, whose)| ((county.clone(), number), whose)));
        }
        let members = before.values().flat_map(|h| h.stays.iter().map(|s| s.person));
        let persons: BTreeSet<PersonId> = members.chain(numbered.values().map(|(id, _)| *id)).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        let persons = Ground::of(tx, sealer, desk.holder, &persons, &ids).await?;
        Ok(Self { before, events, sites, refused, numbered, persons })
    }

    /// Where a household lies, and at which site.
    pub(super) fn place(&self, desk: &Desk<'_>, house: &HouseRow) -> Result<(RegionCode, Option<&Site>), At> {
        let region = placed(&self.sites, desk, house)?;
        if let Some(refusal) = self.refused.get(&region) {
            return Err(("region", refusal.clone()));
        }
        Ok((region, house.said.site.as_ref().and_then(|name| self.sites.get(name)?.first())))
    }

    /// The village that it left.
    pub(super) fn origin(&self, house: &HouseRow) -> Result<RegionCode, At> {
        let origin = house.said.origin.clone().ok_or_else(|| ("origin", PeopleRefusal::NoOrigin.into()))?;
        match self.refused.get(&origin) {
            Some(refusal) => Err(("origin", refusal.clone())),
            None => Ok(origin),
        }
    }

    /// Who has a number in the county of a region, and where that person is registered.
    pub(super) fn numbered(&self, region: &RegionCode, number: &IdNumber) -> Option<&(PersonId, RegionCode)> {
        self.numbered.get(&(region.county_code().to_owned(), number.reveal().to_owned()))
    }
}

fn placed(sites: &HashMap<String, Vec<Site>>, desk: &Desk<'_>, house: &HouseRow) -> Result<RegionCode, At> {
    let Some(name) = &house.said.site else {
        return Ok(house.said.region.clone().unwrap_or_else(|| desk.region.clone()));
    };
    match sites.get(name).map(Vec::as_slice) {
        Some([one]) => Ok(one.region.clone()),
        many => {
            let (name, found) = (name.clone(), many.map_or(0, <[Site]>::len));
            Err(("site", PeopleRefusal::SiteNotNamed { name, found }.into()))
        }
    }
}

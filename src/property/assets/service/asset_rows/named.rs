//! What the words of a batch mean: sites by name, units by code or name, money by the number of its paper. Read once for a batch; what
//! lies outside the caller's scope is as if it were not there, and where several bear one name nobody guesses.

use std::collections::{BTreeSet, HashMap};

use super::row::{AssetRow, Paper};
use crate::{
    ground::{
        kernel::{OrganisationId, ProjectId, Refusal, RegionCode, Scope, SiteId},
        platform::Fault,
    },
    money::{
        funds::{Allocation, BudgetDocument, allocations_numbered, documents_numbered},
        projects::{Project, projects_numbered},
    },
    office::{
        people::{WrittenName, keep_names},
        places::{Organisation, Site, organisations_called, sites_called},
        tables::{Desk, Entry},
    },
    property::assets::{
        AssetsRefusal,
        model::{FundedBy, FundingPart},
        service::references::{project_fits, site_fits},
    },
};

/// Everything that a batch names.
pub(super) struct Named {
    seen: Scope,
    sites: Vec<Site>,
    units: HashMap<String, Vec<Organisation>>,
    allocations: HashMap<String, Allocation>,
    documents: Vec<BudgetDocument>,
    projects: HashMap<String, Project>,
    /// Persons that rows name, sealed: by region and name.
    persons: HashMap<(RegionCode, String), WrittenName>,
}

/// Each once, in order.
fn once<T: Ord>(words: impl Iterator<Item = T>) -> Vec<T> {
    words.collect::<BTreeSet<T>>().into_iter().collect()
}

/// The one of those that bear a name, if it is one.
fn the_one<T>(name: &str, mut found: impl Iterator<Item = T>, unknown: AssetsRefusal) -> Result<T, Refusal> {
    let one = found.next().ok_or_else(|| Refusal::from(unknown))?;
    match found.next() {
        Some(_) => Err(AssetsRefusal::SeveralCalled { name: name.to_owned() }.into()),
        None => Ok(one),
    }
}

/// The private persons whom rows name as their ledgers write them, sealed.
async fn persons(
    desk: &Desk<'_>,
    batch: &[Entry<'_, AssetRow>],
) -> Result<HashMap<(RegionCode, String), WrittenName>, Fault> {
    let mut found = HashMap::new();
    for row in batch.iter().map(|entry| entry.command) {
        for name in row.names() {
            if let WrittenName::Told(clear) = name
                && !name.is_masked()
            {
                found.insert((row.region.clone(), clear.reveal().to_owned()), name.clone());
            }
        }
    }
    let names = found.iter_mut().map(|((region, _), name)| (region.clone(), name)).collect();
    keep_names(desk.tx, desk.sealer, names).await?;
    Ok(found)
}

impl Named {
    /// Reads what a batch names: at most one query a kind.
    pub(super) async fn read(desk: &Desk<'_>, batch: &[Entry<'_, AssetRow>]) -> Result<Self, Fault> {
        let (conn, rows) = (desk.tx.conn(), || batch.iter().map(|entry| entry.command));
        let sites = once(rows().filter_map(|row| row.site.clone()));
        let words = once(rows().flat_map(AssetRow::units).map(ToOwned::to_owned));
        let papers = || rows().flat_map(|row| row.money.iter().map(|(_, paper, _)| paper));
        let numbers = once(papers().filter_map(|paper| match paper {
            Paper::Allocation(number) => Some(number.clone()),
            Paper::Document(_) | Paper::Written(_) => None,
        }));
        let documents = once(papers().filter_map(|paper| match paper {
            Paper::Document(number) => Some(number.clone()),
            Paper::Allocation(_) | Paper::Written(_) => None,
        }));
        let projects = once(rows().filter_map(|row| row.project.clone()));
        let mut units: HashMap<String, Vec<Organisation>> = HashMap::new();
        for unit in organisations_called(conn, &words).await? {
            // Whoever is called by its code as well as by its name is one.
            for word in BTreeSet::from([Some(unit.name.clone()), unit.uscc.clone()]).into_iter().flatten() {
                units.entry(word).or_default().push(unit.clone());
            }
        }
        let allocations = allocations_numbered(conn, &numbers).await?;
        let documents = if documents.is_empty() { Vec::new() } else { documents_numbered(conn, &documents).await? };
        Ok(Self {
            seen: desk.holder.seen(),
            sites: sites_called(conn, None, &sites).await?,
            units,
            allocations: allocations.into_iter().filter_map(|a| Some((a.number.clone()?, a))).collect(),
            documents,
            projects: projects_numbered(conn, &projects).await?.into_iter().map(|p| (p.number.clone(), p)).collect(),
            persons: persons(desk, batch).await?,
        })
    }

    /// A name as it is kept: a private person's sealed.
    pub(super) fn name(&self, region: &RegionCode, name: Option<&WrittenName>) -> Option<WrittenName> {
        let WrittenName::Told(clear) = name? else { return name.cloned() };
        self.persons.get(&(region.clone(), clear.reveal().to_owned())).or(name).cloned()
    }

    /// What a row may have named as a unit.
    pub(super) fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.units.values().flatten().find(|unit| unit.id == id)
    }

    fn near(&self, there: &RegionCode, region: &RegionCode) -> bool {
        self.seen.covers(there) || there.covers(region)
    }

    /// The site of this name that an asset of a region can lie on.
    pub(super) fn site(&self, name: &str, region: &RegionCode) -> Result<SiteId, Refusal> {
        let called = || self.sites.iter().filter(|s| s.name == name && self.seen.covers(&s.region));
        let mut fitting = called().filter(|s| site_fits(s, region).is_ok()).peekable();
        if fitting.peek().is_none()
            && let Some(elsewhere) = called().next()
        {
            site_fits(elsewhere, region)?;
        }
        the_one(name, fitting, AssetsRefusal::UnknownSite).map(|site| site.id)
    }

    /// The organisation of this code or name.
    pub(super) fn unit(&self, word: &str, region: &RegionCode) -> Result<OrganisationId, Refusal> {
        let called = self.units.get(word).into_iter().flatten().filter(|o| self.near(&o.region, region));
        the_one(word, called, AssetsRefusal::UnknownUnit).map(|unit| unit.id)
    }

    /// The project of this number, in whose region an asset of a region can lie.
    pub(super) fn project(&self, number: &str, region: &RegionCode) -> Result<ProjectId, Refusal> {
        let found = self.projects.get(number).filter(|p| self.seen.covers(&p.region));
        let project = found.ok_or(AssetsRefusal::UnknownProject)?;
        Ok(project_fits(project, region).map(|()| project.id)?)
    }

    /// What a row may have named as a project.
    pub(super) fn project_named(&self, id: ProjectId) -> Option<&Project> {
        self.projects.values().find(|project| project.id == id)
    }

    /// The part of an asset's money that a paper shows.
    pub(super) fn part(&self, row: &AssetRow, n: usize) -> Result<FundingPart, Refusal> {
        let (_, paper, amount) = &row.money[n];
        let by = match paper {
            Paper::Written(text) => FundedBy::Written(text.clone()),
            Paper::Allocation(number) => {
                let found = self.allocations.get(number).filter(|a| self.near(&a.region, &row.region));
                FundedBy::Allocation(found.ok_or(AssetsRefusal::UnknownMoney)?.id)
            }
            Paper::Document(number) => {
                let called = self.documents.iter().filter(|d| d.number == *number && self.near(&d.region, &row.region));
                FundedBy::Document(the_one(number.as_str(), called, AssetsRefusal::UnknownMoney)?.id)
            }
        };
        Ok(FundingPart { by, amount: *amount })
    }
}

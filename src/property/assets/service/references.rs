//! What an asset refers to. What lies outside the holder's scope answers as what does not exist.

use crate::{
    ground::{
        authority::Holder,
        kernel::{AllocationId, BudgetDocumentId, Level, OrganisationId, RegionCode},
        platform::{Stop, Tx},
    },
    money::{
        funds::{allocations_by_id, documents_by_id},
        payments::payments_by_id,
        projects::{Project, contracts_by_id, project_by_id},
    },
    office::places::{know_organisations, site_by_id},
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundedBy, FundingPart},
    },
};

/// Allocations, payments and documents that parts of an asset's money name: in the caller's scope, or of a region above.
pub(super) async fn known_money(
    tx: &Tx,
    holder: &Holder,
    region: &RegionCode,
    parts: &[FundingPart],
) -> Result<(), Stop> {
    let (mut allocations, mut payments, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match &part.by {
            FundedBy::Allocation(id) => allocations.push(*id),
            FundedBy::Payment(id) => payments.push(*id),
            FundedBy::Document(id) => documents.push(*id),
            FundedBy::Written(_) => {}
        }
    }
    let seen = holder.seen();
    let near = |there: &RegionCode| seen.covers(there) || there.covers(region);
    if !allocations.is_empty() {
        let found = allocations_by_id(tx.conn(), &allocations).await?;
        let known = |id: &AllocationId| found.get(id).is_some_and(|a| a.deleted_at.is_none() && near(&a.region));
        if !allocations.iter().all(known) {
            return Err(AssetsRefusal::UnknownMoney.into());
        }
    }
    if !payments.is_empty() {
        let found = payments_by_id(tx.conn(), &payments).await?;
        if !payments.iter().all(|id| found.get(id).is_some_and(|p| near(&p.region))) {
            return Err(AssetsRefusal::UnknownMoney.into());
        }
    }
    if !documents.is_empty() {
        let found = documents_by_id(tx.conn(), &documents).await?;
        let known = |id: &BudgetDocumentId| found.get(id).is_some_and(|d| d.deleted_at.is_none() && near(&d.region));
        if !documents.iter().all(known) {
            return Err(AssetsRefusal::UnknownMoney.into());
        }
    }
    Ok(())
}

async fn known_site(tx: &Tx, holder: &Holder, asset: &Asset) -> Result<(), Stop> {
    let Some(id) = asset.site else { return Ok(()) };
    let found = site_by_id(tx.conn(), id).await?.filter(|s| s.deleted_at.is_none());
    let Some(site) = found.filter(|s| holder.seen().covers(&s.region)) else {
        return Err(AssetsRefusal::UnknownSite.into());
    };
    let county = site.region.at(Level::County).unwrap_or(site.region);
    if county.covers(&asset.region) {
        return Ok(());
    }
    Err(AssetsRefusal::SiteElsewhere { region: asset.region.clone(), county }.into())
}

/// Project and contract; the project of a contract that is named alone is its own.
async fn known_works(tx: &Tx, holder: &Holder, asset: &mut Asset) -> Result<(), Stop> {
    let seen = |project: &Project| project.deleted_at.is_none() && holder.seen().covers(&project.region);
    let mut of_contract = None;
    if let Some(id) = asset.contract {
        let found = contracts_by_id(tx.conn(), &[id]).await?.remove(&id);
        let contract = found.filter(|c| c.deleted_at.is_none() && holder.seen().covers(&c.region));
        let Some(contract) = contract else { return Err(AssetsRefusal::UnknownContract.into()) };
        of_contract = Some(contract.project);
    }
    asset.project = asset.project.or(of_contract);
    let Some(id) = asset.project else { return Ok(()) };
    let found = project_by_id(tx.conn(), id).await?;
    let Some(project) = found.filter(|p| seen(p)) else { return Err(AssetsRefusal::UnknownProject.into()) };
    if of_contract.is_some_and(|own| own != id) {
        return Err(AssetsRefusal::ContractOfAnother.into());
    }
    if project.region.covers(&asset.region) {
        return Ok(());
    }
    Err(AssetsRefusal::ProjectElsewhere { region: asset.region.clone(), project: project.region }.into())
}

/// The organisations among the rows of a list, each with its place in the body.
pub(super) fn places(
    list: &str,
    organisations: impl Iterator<Item = Option<OrganisationId>>,
) -> impl Iterator<Item = (String, OrganisationId)> {
    organisations.enumerate().filter_map(move |(n, id)| Some((format!("{list}/{n}/organisation_id"), id?)))
}

/// Looks at everything that an asset's own facts refer to.
pub(super) async fn references_hold(tx: &Tx, holder: &Holder, asset: &mut Asset) -> Result<(), Stop> {
    known_site(tx, holder, asset).await?;
    known_works(tx, holder, asset).await?;
    let owners = places("/owners", asset.owners.iter().map(|o| o.who.organisation()));
    let parties = places("/parties", asset.parties.iter().map(|p| p.who.organisation()));
    let units: Vec<_> = owners.chain(parties).collect();
    know_organisations(tx, holder, &asset.region, &units, AssetsRefusal::UnknownUnit).await?;
    known_money(tx, holder, &asset.region, &asset.funding).await
}

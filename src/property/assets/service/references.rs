//! What an asset refers to. What lies outside the holder's scope answers as what does not exist.

use super::Judged;
use crate::{
    ground::{
        authority::Holder,
        kernel::{Day, OrganisationId, ProjectId, Refusal, RegionCode},
        platform::{Fault, Stop, Tx, all_hold},
    },
    money::{
        funds::{allocations_by_id, documents_by_id},
        payments::payments_by_id,
        projects::{Project, contracts_by_id, project_by_id},
    },
    office::places::{Site, know_organisations, site_by_id},
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundedBy, FundingPart, Origin},
        rules::{ACCEPTED_FIRST, accepted_first},
    },
};

/// Allocations, payments and documents that parts of an asset's money name: in the caller's scope, or of a region above. Each that is
/// not is told with its place.
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
    if allocations.is_empty() && payments.is_empty() && documents.is_empty() {
        return Ok(());
    }
    let allocations = allocations_by_id(tx.conn(), &allocations).await?;
    let payments = payments_by_id(tx.conn(), &payments).await?;
    let documents = documents_by_id(tx.conn(), &documents).await?;
    // The field that names what is not known here, if it is not.
    let unknown = |part: &FundingPart| {
        let (known, field) = match &part.by {
            FundedBy::Allocation(id) => {
                let found = allocations.get(id).filter(|a| a.deleted_at.is_none());
                (found.is_some_and(|a| near(&a.region)), "allocation_id")
            }
            FundedBy::Payment(id) => (payments.get(id).is_some_and(|p| near(&p.region)), "payment_id"),
            FundedBy::Document(id) => {
                let found = documents.get(id).filter(|d| d.deleted_at.is_none());
                (found.is_some_and(|d| near(&d.region)), "budget_document_id")
            }
            FundedBy::Written(_) => (true, "text"),
        };
        (!known).then_some(field)
    };
    let wrong = parts.iter().enumerate().filter_map(|(n, part)| Some(format!("/funding/{n}/{}", unknown(part)?)));
    let refusal = |place: String| Refusal::from(AssetsRefusal::UnknownMoney).placed(Some(&place));
    Refusal::joined(wrong.map(refusal)).map_or(Ok(()), |refusal| Err(refusal.into()))
}

async fn known_site(tx: &Tx, holder: &Holder, asset: &Asset) -> Result<(), Stop> {
    let Some(id) = asset.site else { return Ok(()) };
    let found = site_by_id(tx.conn(), id).await?.filter(|s| s.deleted_at.is_none());
    let Some(site) = found.filter(|s| holder.seen().covers(&s.region)) else {
        return Err(AssetsRefusal::UnknownSite.into());
    };
    Ok(site_fits(&site, &asset.region)?)
}

/// An asset of a region lies in the county of its site.
pub(super) fn site_fits(site: &Site, region: &RegionCode) -> Result<(), AssetsRefusal> {
    let county = site.region.county();
    if county.covers(region) {
        return Ok(());
    }
    Err(AssetsRefusal::SiteElsewhere { region: region.clone(), county })
}

/// The project of the contract that the asset names, if it names one.
async fn project_of_contract(tx: &Tx, holder: &Holder, asset: &Asset) -> Result<Option<ProjectId>, Stop> {
    let Some(id) = asset.contract else { return Ok(None) };
    let found = contracts_by_id(tx.conn(), &[id]).await?.remove(&id);
    let contract = found.filter(|c| c.deleted_at.is_none() && holder.seen().covers(&c.region));
    Ok(Some(contract.ok_or(AssetsRefusal::UnknownContract)?.project))
}

async fn known_project(tx: &Tx, holder: &Holder, asset: &Asset, of_contract: Option<ProjectId>) -> Result<(), Stop> {
    let seen = |project: &Project| project.deleted_at.is_none() && holder.seen().covers(&project.region);
    let Some(id) = asset.project else { return Ok(()) };
    let found = project_by_id(tx.conn(), id).await?;
    let Some(project) = found.filter(|p| seen(p)) else { return Err(AssetsRefusal::UnknownProject.into()) };
    if of_contract.is_some_and(|own| own != id) {
        return Err(AssetsRefusal::ContractOfAnother.into());
    }
    Ok(project_fits(&project, &asset.region)?)
}

/// An asset of a region lies in the region of its project.
pub(super) fn project_fits(project: &Project, region: &RegionCode) -> Result<(), AssetsRefusal> {
    if project.region.covers(region) {
        return Ok(());
    }
    Err(AssetsRefusal::ProjectElsewhere { region: region.clone(), project: project.region.clone() })
}

/// R13.1 of a card whose project, contract, acceptance or delivery are said, or said otherwise than before: by hand, by a file, by a correction.
pub(super) fn origin_agrees(
    before: Option<&Asset>,
    asset: &Asset,
    project: Option<&Project>,
    day: Day,
) -> Option<Judged> {
    let said = Origin { kind: None, ..Origin::of(asset) };
    if before.is_some_and(|before| Origin { kind: None, ..Origin::of(before) } == said) {
        return None;
    }
    let number = if asset.number.is_empty() { &asset.name } else { &asset.number };
    let project = project.map(|project| (project.number.as_str(), project.state));
    Some((&ACCEPTED_FIRST, day, accepted_first(number, (said.accepted_on, said.delivered_on), project)))
}

/// The same, of a card whose project is read here.
pub(super) async fn origin_judged(
    tx: &Tx,
    before: Option<&Asset>,
    asset: &Asset,
    day: Day,
) -> Result<Option<Judged>, Fault> {
    let project = match asset.project {
        Some(id) => project_by_id(tx.conn(), id).await?,
        None => None,
    };
    Ok(origin_agrees(before, asset, project.as_ref(), day))
}

/// The organisations among the rows of a list, each with its place in the body.
pub(super) fn places(
    list: &str,
    organisations: impl Iterator<Item = Option<OrganisationId>>,
) -> impl Iterator<Item = (String, OrganisationId)> {
    organisations.enumerate().filter_map(move |(n, id)| Some((format!("{list}/{n}/organisation_id"), id?)))
}

/// Looks at everything that an asset's own facts refer to. The project of a contract that is named alone is its own.
pub(super) async fn references_hold(tx: &Tx, holder: &Holder, asset: &mut Asset) -> Result<(), Stop> {
    let site = known_site(tx, holder, asset).await;
    let contract = project_of_contract(tx, holder, asset).await;
    let of_contract = contract.as_ref().ok().copied().flatten();
    asset.project = asset.project.or(of_contract);
    let owners = places("/owners", asset.owners.iter().map(|o| o.who.organisation()));
    let parties = places("/parties", asset.parties.iter().map(|p| p.who.organisation()));
    let units: Vec<_> = owners.chain(parties).collect();
    all_hold([
        site,
        contract.map(drop),
        known_project(tx, holder, asset, of_contract).await,
        know_organisations(tx, holder, &asset.region, &units, AssetsRefusal::UnknownUnit).await,
        known_money(tx, holder, &asset.region, &asset.funding).await,
    ])
}

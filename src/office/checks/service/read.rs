//! Reading leads.

use super::{
    leads::subject_of,
    model::{Lead, LeadQuery, LeadTold},
    store,
};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{LeadId, OfficerId, OrganisationId, RegionCode},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop},
    },
    office::{access::officer_briefs, places::organisations_by_id},
};

/// Whoever keeps a collective body alone reaches what is about such bodies; the rest is not there for them.
pub(super) fn reached(holder: &Holder, lead: &Lead) -> Result<(), Stop> {
    if lead.is_of_a_body() || holder.seen_of_business().covers(&lead.region) {
        return Ok(());
    }
    Err(unknown(&action::LEAD_READ).into())
}

/// Leads with who explained them, in two queries.
pub(super) async fn told(conn: &impl ConnectionTrait, leads: Vec<Lead>) -> Result<Vec<LeadTold>, Fault> {
    let who: Vec<OfficerId> = leads.iter().filter_map(|lead| lead.explained_by).collect();
    let officers = officer_briefs(conn, who).await?;
    let units: Vec<OrganisationId> = officers.iter().filter_map(|officer| officer.organisation).collect();
    let units = organisations_by_id(conn, &units).await?;
    let told = |lead: Lead| {
        let officer = lead.explained_by.and_then(|id| officers.iter().find(|officer| officer.id == id));
        let unit = officer.and_then(|officer| Some(units.get(&officer.organisation?)?.name.clone()));
        LeadTold { explainer: officer.map(|officer| officer.name.clone()), unit, lead }
    };
    Ok(leads.into_iter().map(told).collect())
}

/// One of them.
pub(super) async fn told_of(conn: &impl ConnectionTrait, lead: Lead) -> Result<LeadTold, Fault> {
    told(conn, vec![lead]).await?.pop().ok_or_else(|| Fault::inconsistent("a lead that is not told"))
}

/// One lead.
pub async fn read_lead(db: &Db, holder: &Holder, id: LeadId) -> Result<LeadTold, Stop> {
    let lead = store::find_lead(db.read(), id).await?.ok_or_else(|| unknown(&action::LEAD_READ))?;
    let _permit = holder.permit_on(&action::LEAD_READ, subject_of(&lead), &lead.region)?;
    reached(holder, &lead)?;
    Ok(told_of(db.read(), lead).await?)
}

/// Leads in the holder's regions.
pub async fn list_leads(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &LeadQuery,
    listing: &Listing,
) -> Result<Page<LeadTold>, Stop> {
    let (scope, whole) = (holder.scope_within(&action::LEAD_READ, region)?, holder.seen_of_business());
    let page = store::list_leads(db.read(), (&scope, &whole), query, listing, db.now().await?).await?;
    Ok(Page { items: told(db.read(), page.items).await?, next: page.next, total: page.total })
}

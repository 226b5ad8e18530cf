//! Reading leads.

use super::{
    leads::subject_of,
    model::{Lead, LeadQuery},
    store,
};
use crate::ground::{
    authority::{Holder, action, unknown},
    kernel::{LeadId, RegionCode},
    platform::{Db, Listing, Page, Stop},
};

/// One lead.
pub async fn read_lead(db: &Db, holder: &Holder, id: LeadId) -> Result<Lead, Stop> {
    let lead = store::find_lead(db.read(), id).await?.ok_or_else(|| unknown(&action::LEAD_READ))?;
    let _permit = holder.permit_on(&action::LEAD_READ, subject_of(&lead), &lead.region)?;
    Ok(lead)
}

/// Leads in the holder's regions.
pub async fn list_leads(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &LeadQuery,
    listing: &Listing,
) -> Result<Page<Lead>, Stop> {
    let scope = holder.scope_within(&action::LEAD_READ, region)?;
    Ok(store::list_leads(db.read(), &scope, query, listing, db.now().await?).await?)
}

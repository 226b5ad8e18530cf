//! The use cases of places, and what other rooms may ask.

pub mod accounts;
pub mod exports;
pub mod organisation_rows;
pub mod organisations;
pub mod reference;
pub mod regions;
pub mod site_rows;
pub mod sites;

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{
    BodyDoor,
    model::{BankAccount, Organisation, Region, Site},
    rules::{DIVISION_VALID, division_valid},
    store,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{BankAccountId, Calendar, Day, Level, OrganisationId, Refusal, RegionCode, Scope, SiteId, settle},
        platform::{ConnectionTrait, Fault, Stop, Tx},
    },
    office::tables::{Door, SheetDoor},
};

/// The sheets of this room, for files that are jobs.
pub fn sheets(bodies: &'static dyn BodyDoor) -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(site_rows::SiteRows)), Box::new(Door(organisation_rows::OrganisationRows(bodies)))]
}

/// The region that a body names as its own, or the refusal of R6 on this day.
pub async fn region_on(tx: &Tx, code: &RegionCode, day: Day) -> Result<Region, Stop> {
    region_at(tx, code, day, "/region_code").await
}

/// The region that stands at this place of a body, or the refusal of R6 on this day.
pub async fn region_at(tx: &Tx, code: &RegionCode, day: Day, pointer: &str) -> Result<Region, Stop> {
    let found = store::find_region(tx.conn(), code).await?;
    settle(vec![DIVISION_VALID.judge(day, division_valid(code, found.as_ref(), day))], &[])
        .map_err(|refusal| refusal.placed(Some(pointer)))?;
    found.ok_or_else(|| Fault::inconsistent(format!("region {code} judged valid but not found")).into())
}

/// What R6 says of many regions on this day, in one query: the refusal of each that is not valid.
pub async fn regions_refused(
    conn: &impl ConnectionTrait,
    codes: &[RegionCode],
    day: Day,
) -> Result<HashMap<RegionCode, Refusal>, Fault> {
    let found = store::find_regions(conn, codes).await?;
    let judged = |code: &RegionCode| {
        let region = found.iter().find(|r| r.code == *code);
        settle(vec![DIVISION_VALID.judge(day, division_valid(code, region, day))], &[]).err()
    };
    Ok(codes.iter().filter_map(|code| Some((code.clone(), judged(code)?))).collect())
}

/// The region and those above it that exist, nearest first. Never assume four levels.
pub async fn ancestors_with_level(
    conn: &impl ConnectionTrait,
    code: &RegionCode,
) -> Result<Vec<(RegionCode, Level)>, Fault> {
    let found = store::find_regions(conn, &code.and_above()).await?;
    Ok(found.into_iter().map(|r| (r.code, r.level)).collect())
}

/// Regions by code, in one query.
pub async fn regions_by_code(
    conn: &impl ConnectionTrait,
    codes: &[RegionCode],
) -> Result<HashMap<RegionCode, Region>, Fault> {
    Ok(store::find_regions(conn, codes).await?.into_iter().map(|r| (r.code.clone(), r)).collect())
}

/// What a region is called, as a paper bears it; nothing where it is unknown.
pub async fn region_name(conn: &impl ConnectionTrait, code: &RegionCode) -> Result<String, Fault> {
    let found = store::find_regions(conn, std::slice::from_ref(code)).await?.pop();
    Ok(found.map(|region| region.name).unwrap_or_default())
}

/// Organisations by id, in one query.
pub async fn organisations_by_id(
    conn: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Organisation>, Fault> {
    Ok(store::find_organisations(conn, ids).await?.into_iter().map(|o| (o.id, o)).collect())
}

/// Organisations that bear one of these codes or exact names, wherever they are, in one query.
pub async fn organisations_called(conn: &impl ConnectionTrait, words: &[String]) -> Result<Vec<Organisation>, Fault> {
    if words.is_empty() { Ok(Vec::new()) } else { store::find_organisations_called(conn, words).await }
}

/// Sites by id, deleted or not, in one query.
pub async fn sites_by_id(conn: &impl ConnectionTrait, ids: &[SiteId]) -> Result<HashMap<SiteId, Site>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::find_sites(conn, ids).await?.into_iter().map(|s| (s.id, s)).collect())
}

/// Sites of a region, or of anywhere, that are named exactly so: none, one or several of a name, in one query.
pub async fn sites_called(
    conn: &impl ConnectionTrait,
    region: Option<&RegionCode>,
    names: &[String],
) -> Result<Vec<Site>, Fault> {
    if names.is_empty() { Ok(Vec::new()) } else { store::find_sites_called(conn, region, names).await }
}

/// Organisations that a body names, each with its place there: each exists, and lies in the holder's scope or in a region above this
/// one. Every one that does not is refused at its place as the area says it: what lies outside a scope is as if it were not there.
pub async fn know_organisations(
    tx: &Tx,
    holder: &Holder,
    region: &RegionCode,
    named: &[(String, OrganisationId)],
    unknown: impl Into<Refusal>,
) -> Result<(), Stop> {
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<OrganisationId> = named.iter().map(|(_, id)| *id).collect();
    let found = organisations_by_id(tx.conn(), &ids).await?;
    let seen = holder.seen();
    let known = |id: &OrganisationId| {
        found.get(id).is_some_and(|o| o.deleted_at.is_none() && (seen.covers(&o.region) || o.region.covers(region)))
    };
    let unknown = unknown.into();
    let wrong = named.iter().filter(|(_, id)| !known(id)).map(|(place, _)| unknown.clone().placed(Some(place)));
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// Bank accounts by id, in one query. Who shows them answers for their numbers.
pub async fn accounts_by_id(
    conn: &impl ConnectionTrait,
    ids: &[BankAccountId],
) -> Result<HashMap<BankAccountId, BankAccount>, Fault> {
    Ok(store::find_accounts(conn, ids).await?.into_iter().map(|a| (a.id, a)).collect())
}

/// The accounts of an organisation that are not closed, its own and those that its agency keeps for it. Who shows them answers for
/// their numbers.
pub async fn accounts_of(conn: &impl ConnectionTrait, id: OrganisationId) -> Result<Vec<BankAccount>, Fault> {
    store::accounts_of(conn, id).await
}

/// The confirmed accounts of many organisations, in one query.
pub async fn usable_accounts_of(
    conn: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Vec<BankAccountId>>, Fault> {
    store::usable_accounts_of(conn, ids).await
}

/// The counties that look after organisations: somebody works there.
pub async fn counties_with_business(conn: &impl ConnectionTrait) -> Result<Vec<RegionCode>, Fault> {
    let regions = store::regions_of_organisations(conn).await?;
    let county = |r: &RegionCode| r.and_above().into_iter().find(|c| c.as_str().len() == 6);
    Ok(regions.iter().filter_map(county).collect::<BTreeSet<_>>().into_iter().collect())
}

/// The official calendar.
pub async fn calendar(conn: &impl ConnectionTrait) -> Result<Calendar, Fault> {
    store::read_calendar(conn).await
}

/// A site, deleted or not.
pub async fn site_by_id(conn: &impl ConnectionTrait, id: SiteId) -> Result<Option<Site>, Fault> {
    store::find_site(conn, id).await
}

/// Sites in the order of their ids, deleted ones too: for looks at all of them, a bounded number at a time.
pub async fn sites_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Site>, Fault> {
    store::sites_after(conn, after, most).await
}

/// The site that a body names at `/site_id`, locked: it is there, and lies in the scope; else the area's own refusal.
pub async fn hold_site(tx: &Tx, seen: &Scope, id: SiteId, unknown: impl Into<Refusal>) -> Result<Site, Stop> {
    let found = store::lock_site(tx, id).await?.filter(|s| s.deleted_at.is_none() && seen.covers(&s.region));
    found.ok_or_else(|| unknown.into().placed(Some("/site_id")).into())
}

//! Reading the register, today or as of a day, its gaps and its summary.

use std::collections::{BTreeSet, HashMap};

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{AssetId, Day, ExternalRef, OfficerId, RegionCode, Scope, SiteId, SubjectKind},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, only_named},
    },
    office::{
        access::{callers_named, names_of},
        places::{Region, regions_by_code},
    },
    property::assets::{
        model::{Asset, AssetEvent, AssetQuery, Correction, GapLine, GapOrder, GapQuery, GapSummary, Summary, Tracks},
        store,
    },
};

/// Assets with the states, values and owners of a day.
async fn tracked(db: &Db, assets: Vec<Asset>, day: Day) -> Result<Vec<Asset>, Fault> {
    let ids: Vec<AssetId> = assets.iter().map(|a| a.id).collect();
    let events = store::events_of(db.read(), &ids, Some(day)).await?;
    let then = |a: Asset| {
        let told = events.get(&a.id).into_iter().flatten().map(|e| (&e.stand, e.on));
        let tracks = Tracks::as_of(told, day);
        let owners = a.owners.into_iter().filter(|o| o.holds_on(day)).collect();
        Asset { tracks, owners, ..a }
    };
    Ok(assets.into_iter().map(then).collect())
}

/// Assets as they were known on a day: on an earlier one than today without what nobody knows of that day.
async fn as_of(db: &Db, assets: Vec<Asset>, day: Option<Day>) -> Result<Vec<Asset>, Fault> {
    let Some(day) = day else { return Ok(assets) };
    let earlier = day < db.now().await?.day();
    let assets = tracked(db, assets, day).await?;
    if !earlier {
        return Ok(assets);
    }
    Ok(assets.into_iter().map(|a| a.known_on(day)).collect())
}

async fn found(db: &Db, holder: &Holder, id: AssetId, wanted: &'static Action) -> Result<Asset, Stop> {
    let asset = store::find_asset(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&asset), &asset.region)?;
    Ok(asset)
}

/// Assets with what hangs on them, deleted ones too, in one query each.
pub async fn assets_by_id(conn: &impl ConnectionTrait, ids: &[AssetId]) -> Result<HashMap<AssetId, Asset>, Fault> {
    store::find_assets(conn, ids).await
}

/// The assets of a scope that a query finds and that are there, at most so many, in the order of their ids.
pub async fn assets_like(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &AssetQuery,
    most: u64,
) -> Result<Vec<AssetId>, Fault> {
    store::ids_like(conn, scope, query, most).await
}

/// Assets that somebody ought to look after on a day, with their states and owners of that day.
pub async fn kept_assets(
    db: &Db,
    scope: &Scope,
    (site, day): (Option<SiteId>, Day),
    listing: &Listing,
) -> Result<Page<Asset>, Fault> {
    let now = db.now().await?;
    let earlier = (day < now.day()).then_some(day);
    let page = store::list_kept(db.read(), scope, (site, earlier), listing, now).await?;
    Ok(Page { items: tracked(db, page.items, day).await?, next: page.next, total: page.total })
}

/// One asset, today or as of a day.
pub async fn read_asset(db: &Db, holder: &Holder, id: AssetId, day: Option<Day>) -> Result<Asset, Stop> {
    let asset = found(db, holder, id, &action::ASSET_READ).await?;
    Ok(as_of(db, vec![asset], day).await?.pop().ok_or_else(|| unknown(&action::ASSET_READ))?)
}

/// The money of which an asset was made: the card with its parts.
pub async fn read_funding(db: &Db, holder: &Holder, id: AssetId) -> Result<Asset, Stop> {
    found(db, holder, id, &action::ASSET_READ_FUNDING).await
}

/// Everything that was recorded of an asset.
pub struct History {
    /// The card with everybody who owned it.
    pub asset: Asset,
    /// What happened on its tracks, in the order in which it was recorded.
    pub events: Vec<AssetEvent>,
    /// 更正登记, in the order in which they were proposed.
    pub corrections: Vec<Correction>,
    /// What those are called who recorded events.
    pub callers: HashMap<String, String>,
    /// What the officers are called who proposed and confirmed corrections.
    pub officers: HashMap<OfficerId, String>,
}

/// Everything that was recorded of an asset, and everybody who owned it.
pub async fn read_history(db: &Db, holder: &Holder, id: AssetId) -> Result<History, Stop> {
    let asset = found(db, holder, id, &action::ASSET_READ_HISTORY).await?;
    let events = store::events_of(db.read(), &[id], None).await?.remove(&id).unwrap_or_default();
    let corrections = store::corrections_of(db.read(), id).await?;
    let recorders: BTreeSet<&str> = events.iter().map(|e| e.recorded_by.as_str()).collect();
    let callers = callers_named(db.read(), &recorders.into_iter().collect::<Vec<_>>()).await?;
    let by = |c: &Correction| [Some(c.proposed.0), c.confirmed.map(|(officer, _)| officer)];
    let officers: BTreeSet<OfficerId> = corrections.iter().flat_map(by).flatten().collect();
    let officers = names_of(db.read(), officers.into_iter().collect()).await?;
    Ok(History { asset, events, corrections, callers, officers })
}

/// Assets in the holder's regions.
pub async fn list_assets(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (AssetQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Asset>, Stop> {
    let scope = holder.scope_within(&action::ASSET_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Asset, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = AssetQuery { only, ..query.0 };
    let page = store::list_assets(db.read(), &scope, &query, listing, db.now().await?).await?;
    Ok(Page { items: as_of(db, page.items, query.as_of).await?, next: page.next, total: page.total })
}

/// Assets of which something is missing, in the holder's regions.
pub async fn list_gaps(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (&GapQuery, GapOrder),
    listing: &Listing,
) -> Result<Page<GapLine>, Stop> {
    let scope = holder.scope_within(&action::ASSET_GAP_READ, region)?;
    Ok(store::list_gaps(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// How many they are, by county, town and age of today, with the names of the counties.
pub async fn read_gap_summary(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &GapQuery,
) -> Result<(GapSummary, HashMap<RegionCode, Region>), Stop> {
    let scope = holder.scope_within(&action::ASSET_GAP_READ_SUMMARY, region)?;
    let today = db.now().await?.day();
    let summary = GapSummary::of(store::summarise_gaps(db.read(), &scope, query, today).await?);
    let counties: Vec<RegionCode> = summary.counties.keys().cloned().collect();
    Ok((summary, regions_by_code(db.read(), &counties).await?))
}

/// Kind by title level, over the holder's regions.
pub async fn read_summary(db: &Db, holder: &Holder, region: Option<&RegionCode>) -> Result<Summary, Stop> {
    let scope = holder.scope_within(&action::ASSET_SUMMARY_READ, region)?;
    let cells = store::summarise(db.read(), &scope).await?;
    Ok(Summary::of(cells))
}

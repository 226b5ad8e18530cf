//! 登记进度. How far the titles of each site or town are.

use std::collections::BTreeMap;

use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{Level, RegionCode, SiteId},
        platform::{Db, Stop},
    },
    office::places::{regions_by_code, sites_by_id},
    property::housing::{
        model::{Progress, ProgressBy, Tally},
        store,
    },
};

/// The town in which a site lies; where no town is known the lowest region that is.
fn town(region: &RegionCode) -> RegionCode {
    region.at(Level::Town).unwrap_or_else(|| region.clone())
}

/// How far the titles are, by site or by town, in the order of region codes and names. All of its figures are of one moment.
pub async fn read_progress(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    by: ProgressBy,
) -> Result<Vec<Progress>, Stop> {
    let scope = holder.scope_within(&action::HOUSING_PROGRESS_READ, region)?;
    let look = db.snapshot().await?;
    let tallies = store::tallies(look.conn(), &scope).await?;
    let place = |t: &Tally| match by {
        ProgressBy::Site => (t.region.clone(), Some(t.site)),
        ProgressBy::Town => (town(&t.region), None),
    };
    let mut sums: BTreeMap<(RegionCode, Option<SiteId>), Progress> = BTreeMap::new();
    for tally in &tallies {
        let (region, site) = place(tally);
        let none = || Progress::none(site, region.clone(), String::new());
        sums.entry((region.clone(), site)).or_insert_with(none).add(tally.title, tally.units);
    }
    let mut rows: Vec<Progress> = sums.into_values().collect();
    let sites: Vec<SiteId> = rows.iter().filter_map(|row| row.site).collect();
    let sites = sites_by_id(look.conn(), &sites).await?;
    let towns: Vec<RegionCode> = rows.iter().filter(|row| row.site.is_none()).map(|row| row.region.clone()).collect();
    let towns = regions_by_code(look.conn(), &towns).await?;
    for row in &mut rows {
        let site = row.site.and_then(|id| sites.get(&id)).map(|site| site.name.clone());
        let name = site.or_else(|| towns.get(&row.region).map(|region| region.name.clone()));
        row.name = name.unwrap_or_default();
    }
    rows.sort_by(|a, b| (&a.region, &a.name).cmp(&(&b.region, &b.name)));
    Ok(rows)
}

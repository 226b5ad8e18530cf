//! Reading regions and holidays: seen by every login.

use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{Level, RegionCode},
        platform::{Db, Listing, Page, Stop},
    },
    office::places::{model::Region, store},
};

/// Regions inside one.
pub async fn list_regions(
    db: &Db,
    holder: &Holder,
    query: (Option<RegionCode>, Option<Level>, Option<String>),
    listing: &Listing,
) -> Result<Page<Region>, Stop> {
    holder.scope(&action::REGION_READ)?;
    Ok(store::list_regions(db.read(), query.0.as_ref(), query.1, query.2.as_deref(), listing).await?)
}

/// One region.
pub async fn read_region(db: &Db, holder: &Holder, code: &RegionCode) -> Result<Region, Stop> {
    holder.scope(&action::REGION_READ)?;
    Ok(store::find_region(db.read(), code).await?.ok_or_else(|| unknown(&action::REGION_READ))?)
}

/// The listed days of a year.
pub async fn list_holidays(db: &Db, holder: &Holder, year: i32) -> Result<Vec<store::ListedDay>, Stop> {
    holder.scope(&action::HOLIDAY_READ)?;
    Ok(store::list_holidays(db.read(), year).await?)
}

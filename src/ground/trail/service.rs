//! Reading the trail.

use super::{model::EventFilter, store};
use crate::ground::{
    authority::{Holder, action},
    platform::{Db, Listing, Page, Stop},
    trail::Event,
};

/// Events in the regions in which the holder audits.
pub async fn list_events(
    db: &Db,
    holder: &Holder,
    filter: &EventFilter,
    listing: &Listing,
) -> Result<Page<Event>, Stop> {
    let scope = holder.scope(&action::TRAIL_READ)?;
    Ok(store::list_events(db.read(), &scope, filter, listing, db.now().await?).await?)
}

//! Reading lines.

use super::subject_of;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ExternalRef, RegionCode, StockLineId, SubjectKind},
        platform::{Db, Listing, Page, Stop, only_named},
    },
    property::stock_lists::{
        model::{StockLine, StockLineQuery},
        store,
    },
};

/// One line.
pub async fn read_line(db: &Db, holder: &Holder, id: StockLineId) -> Result<StockLine, Stop> {
    let line = store::find_line(db.read(), id).await?.ok_or_else(|| unknown(&action::STOCK_LINE_READ))?;
    let _permit = holder.permit_on(&action::STOCK_LINE_READ, subject_of(&line), &line.region)?;
    Ok(line)
}

/// Lines in the holder's regions.
pub async fn list_lines(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (StockLineQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<StockLine>, Stop> {
    let scope = holder.scope_within(&action::STOCK_LINE_READ, region)?;
    let only = only_named(db.read(), SubjectKind::StockLine, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = StockLineQuery { only: only.map(Into::into), ..query };
    Ok(store::list_lines(db.read(), &scope, &query, listing, db.now().await?).await?)
}

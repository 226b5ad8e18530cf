//! Reading dwellings and batches.

use super::{batch_subject, unit_subject};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ExternalRef, HousingUnitId, RegionCode, SubjectKind, TitleBatchId},
        platform::{Db, Listing, Page, Stop, only_named},
    },
    property::housing::{
        model::{BatchQuery, HousingUnit, TitleBatch, UnitQuery},
        store,
    },
};

/// One dwelling.
pub async fn read_unit(db: &Db, holder: &Holder, id: HousingUnitId) -> Result<HousingUnit, Stop> {
    let unit = store::find_unit(db.read(), id).await?.ok_or_else(|| unknown(&action::HOUSING_UNIT_READ))?;
    let _permit = holder.permit_on(&action::HOUSING_UNIT_READ, unit_subject(&unit), &unit.region)?;
    Ok(unit)
}

/// Dwellings in the holder's regions.
pub async fn list_units(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (UnitQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<HousingUnit>, Stop> {
    let scope = holder.scope_within(&action::HOUSING_UNIT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::HousingUnit, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = UnitQuery { only: only.map(Into::into), ..query };
    Ok(store::list_units(db.read(), &scope, &query, listing, db.now().await?).await?)
}

/// One batch.
pub async fn read_batch(db: &Db, holder: &Holder, id: TitleBatchId) -> Result<TitleBatch, Stop> {
    let batch = store::find_batch(db.read(), id).await?.ok_or_else(|| unknown(&action::TITLE_BATCH_READ))?;
    let _permit = holder.permit_on(&action::TITLE_BATCH_READ, batch_subject(&batch), &batch.region)?;
    Ok(batch)
}

/// Batches in the holder's regions.
pub async fn list_batches(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &BatchQuery,
    listing: &Listing,
) -> Result<Page<TitleBatch>, Stop> {
    let scope = holder.scope_within(&action::TITLE_BATCH_READ, region)?;
    Ok(store::list_batches(db.read(), &scope, query, listing, db.now().await?).await?)
}

//! Column maps: remembered, listed, forgotten.

use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ColumnMapId, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop, Tx},
        trail::Change,
    },
    office::tables::{
        model::{ColumnsKept, header::Header},
        store,
    },
};

fn subject(kept: &ColumnsKept) -> SubjectRef {
    SubjectRef::new(SubjectKind::ColumnMap, kept.id)
}

/// Remembers what was said of the columns of a layout; saying the same again changes nothing.
pub async fn keep_columns(
    tx: &Tx,
    (sheet, region): (&str, &RegionCode),
    header: &Header,
) -> Result<Option<Change>, Stop> {
    let now = tx.now().await?;
    let columns = header.map.clone();
    let Some(before) = store::lock_map(tx, sheet, region, &header.layout).await? else {
        let kept = ColumnsKept {
            id: tx.id(now),
            sheet: sheet.to_owned(),
            region: region.clone(),
            layout: header.layout.clone(),
            columns,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_map(tx, &kept).await?;
        return Ok(Some(Change::created(subject(&kept), region, &kept)));
    };
    if before.columns == columns {
        return Ok(None);
    }
    let after = ColumnsKept { columns, version: before.version + 1, updated_at: now, ..before.clone() };
    store::update_map(tx, &after, before.version).await?;
    Ok(Some(Change::changed(subject(&after), region, after.version, &before, &after)))
}

/// Column maps in the holder's regions.
pub async fn list_maps(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    listing: &Listing,
) -> Result<Page<ColumnsKept>, Stop> {
    let scope = holder.scope_within(&action::COLUMN_MAP_READ, region)?;
    Ok(store::list_maps(db.read(), &scope, listing, db.now().await?).await?)
}

/// One column map.
pub async fn read_map(db: &Db, holder: &Holder, id: ColumnMapId) -> Result<ColumnsKept, Stop> {
    let kept = store::find_map(db.read(), id).await?.ok_or_else(|| unknown(&action::COLUMN_MAP_READ))?;
    let _permit = holder.permit_on(&action::COLUMN_MAP_READ, subject(&kept), &kept.region)?;
    Ok(kept)
}

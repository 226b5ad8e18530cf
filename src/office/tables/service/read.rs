//! What was imported.

use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ImportId, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{model::ImportRun, store},
};

/// Imports in the holder's regions.
pub async fn list_runs(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    sheet: Option<&str>,
    listing: &Listing,
) -> Result<Page<ImportRun>, Stop> {
    let scope = holder.scope_within(&action::IMPORT_READ, region)?;
    Ok(store::list_runs(db.read(), &scope, sheet, listing, db.now().await?).await?)
}

/// One import.
pub async fn read_run(db: &Db, holder: &Holder, id: ImportId) -> Result<ImportRun, Stop> {
    let run = store::find_run(db.read(), id).await?.ok_or_else(|| unknown(&action::IMPORT_READ))?;
    let subject = SubjectRef::new(SubjectKind::TableImport, id);
    let _permit = holder.permit_on(&action::IMPORT_READ, subject, &run.region)?;
    Ok(run)
}

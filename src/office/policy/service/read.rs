//! Reading exceptions: they are there to be audited.

use super::subject_of;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{ExceptionId, RegionCode},
        platform::{Db, Listing, Page, Stop},
    },
    office::policy::{
        model::{Exception, ExceptionQuery},
        store,
    },
};

/// One exception.
pub async fn read_exception(db: &Db, holder: &Holder, id: ExceptionId) -> Result<Exception, Stop> {
    let exception = store::find_exception(db.read(), id).await?.ok_or_else(|| unknown(&action::EXCEPTION_READ))?;
    let _permit = holder.permit_on(&action::EXCEPTION_READ, subject_of(&exception), &exception.region)?;
    Ok(exception)
}

/// Exceptions in the holder's regions; with `overdue`, those that were used and not made good by their day.
pub async fn list_exceptions(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, overdue): (ExceptionQuery, bool),
    listing: &Listing,
) -> Result<Page<Exception>, Stop> {
    let scope = holder.scope_within(&action::EXCEPTION_READ, region)?;
    let now = db.now().await?;
    let query = ExceptionQuery { overdue_on: overdue.then(|| now.day()), ..query };
    Ok(store::list_exceptions(db.read(), &scope, &query, listing, now).await?)
}

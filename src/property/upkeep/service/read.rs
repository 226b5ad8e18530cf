//! Reading duties.

use super::subject_of;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{RegionCode, UpkeepDutyId},
        platform::{Db, Listing, Page, Stop},
    },
    property::upkeep::{
        model::{DutyQuery, UpkeepDuty},
        store,
    },
};

/// One duty.
pub async fn read_duty(db: &Db, holder: &Holder, id: UpkeepDutyId) -> Result<UpkeepDuty, Stop> {
    let duty = store::find_duty(db.read(), id).await?.ok_or_else(|| unknown(&action::UPKEEP_DUTY_READ))?;
    let _permit = holder.permit_on(&action::UPKEEP_DUTY_READ, subject_of(&duty), &duty.region)?;
    Ok(duty)
}

/// Duties in the holder's regions.
pub async fn list_duties(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DutyQuery,
    listing: &Listing,
) -> Result<Page<UpkeepDuty>, Stop> {
    let scope = holder.scope_within(&action::UPKEEP_DUTY_READ, region)?;
    Ok(store::list_duties(db.read(), &scope, query, listing, db.now().await?).await?)
}

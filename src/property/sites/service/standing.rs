//! 安置点当日情况. What the papers say of a site on a day, and what none says.

use super::BODY_PEOPLE;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{Day, SiteId, SubjectKind, SubjectRef},
        platform::{Db, Stop},
    },
    office::{places::site_by_id, policy::values_on},
    property::sites::{
        model::{RoleKind, Size, Standing, body_standing},
        store,
    },
};

/// What is so at a site on a day; today where none is given.
pub async fn read_standing(db: &Db, holder: &Holder, id: SiteId, on: Option<Day>) -> Result<Standing, Stop> {
    let wanted = &action::SITE_STANDING_READ;
    let site = site_by_id(db.read(), id).await?.filter(|s| s.deleted_at.is_none()).ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, SubjectRef::new(SubjectKind::Site, id), &site.region)?;
    let on = match on {
        Some(day) => day,
        None => db.now().await?.day(),
    };
    let look = db.snapshot().await?;
    let headcount = store::last_counts(look.conn(), &[id], on).await?.remove(&id);
    let roles = store::roles_on(look.conn(), id, on).await?;
    let threshold = values_on(look.conn(), &site.region, on).await?.count(BODY_PEOPLE);
    let size = Size::of(headcount.as_ref(), site.people);
    let has = |kind: RoleKind| roles.iter().any(|r| r.role == kind);
    let body = body_standing(size, threshold, has(RoleKind::CollectiveBody));
    let unrecorded = RoleKind::SIDES.into_iter().filter(|kind| !has(*kind)).collect();
    Ok(Standing { site: id, on, size, headcount, threshold, body, roles, unrecorded })
}

//! Reading resolutions, what stands on them, and what the rules say of them.

use super::{
    judge::{before_the_vote, of_the_vote},
    roster::roster_of,
    subject_of,
};
use crate::{
    benefit::resolutions::{
        model::{Resolution, ResolutionQuery},
        store,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Check, ExternalRef, RegionCode, ResolutionId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, only_named},
    },
    office::policy::values_on,
};

/// A resolution with what stands on it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The resolution.
    pub resolution: Resolution,
    /// What stands on it.
    pub uses: Vec<SubjectRef>,
}

impl Shown {
    /// One on which nothing can stand: its act asked for that, or has just made it.
    pub fn unused(resolution: &Resolution) -> Self {
        Self { resolution: resolution.clone(), uses: Vec::new() }
    }
}

/// Resolutions with what stands on them, in one more query.
async fn shown(db: &Db, found: Vec<Resolution>) -> Result<Vec<Shown>, Fault> {
    let ids: Vec<ResolutionId> = found.iter().map(|r| r.id).collect();
    let mut uses = store::uses_of(db.read(), &ids).await?;
    let with_uses = |resolution: Resolution| {
        let uses = uses.remove(&resolution.id).unwrap_or_default();
        Shown { resolution, uses }
    };
    Ok(found.into_iter().map(with_uses).collect())
}

/// One resolution, with the right to this reading of it.
pub(super) async fn seen(
    conn: &impl ConnectionTrait,
    holder: &Holder,
    id: ResolutionId,
    wanted: &'static Action,
) -> Result<Resolution, Stop> {
    let found = store::find_resolution(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    Ok(found)
}

/// One resolution.
pub async fn read_resolution(db: &Db, holder: &Holder, id: ResolutionId) -> Result<Shown, Stop> {
    let found = seen(db.read(), holder, id, &action::RESOLUTION_READ).await?;
    let shown = shown(db, vec![found]).await?.pop();
    Ok(shown.ok_or_else(|| Fault::inconsistent("a resolution that was just read"))?)
}

/// What the rules of the meeting's day say of it, over the roster as it stands now.
pub async fn read_checks(db: &Db, holder: &Holder, id: ResolutionId) -> Result<Vec<Check>, Stop> {
    let found = seen(db.read(), holder, id, &action::RESOLUTION_READ_CHECKS).await?;
    let (conn, on) = (db.read(), found.meeting_on);
    let values = values_on(conn, &found.region, on).await?;
    let Some(count) = found.count else {
        return Ok(before_the_vote(&found, &|rule, day, verdict| values.judge(rule, day, verdict)));
    };
    let roster = roster_of(conn, &found).await?;
    Ok(of_the_vote(&found, &count, roster, &|rule, day, verdict| values.judge(rule, day, verdict)))
}

/// Resolutions of bodies in the holder's regions.
pub async fn list_resolutions(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (ResolutionQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Shown>, Stop> {
    let scope = holder.scope_within(&action::RESOLUTION_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Resolution, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = ResolutionQuery { only: only.map(Into::into), ..query };
    let page = store::list_resolutions(db.read(), &scope, &query, listing, db.now().await?).await?;
    Ok(Page { items: shown(db, page.items).await?, next: page.next, total: page.total })
}

//! Reading lines.

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{ExternalRef, MatchLineId, RegionCode, SubjectKind},
        platform::{Db, Listing, Page, Stop, only_named},
    },
    oversight::matches::{
        model::{MatchLine, MatchQuery},
        store,
    },
};

/// One line.
pub async fn read_line(db: &Db, holder: &Holder, id: MatchLineId) -> Result<MatchLine, Stop> {
    let line = store::find_line(db.read(), id).await?.ok_or_else(|| unknown(&action::MATCH_LINE_READ))?;
    let _permit = holder.permit_on(&action::MATCH_LINE_READ, subject_of(&line), &line.region)?;
    Ok(line)
}

/// Lines in the holder's regions, by the right to this reading of them.
pub async fn list_lines(
    db: &Db,
    (holder, wanted): (&Holder, &'static Action),
    region: Option<&RegionCode>,
    (query, external): (MatchQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<MatchLine>, Stop> {
    let scope = holder.scope_within(wanted, region)?;
    let only = only_named(db.read(), SubjectKind::MatchLine, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = MatchQuery { only: only.map(Into::into), ..query };
    Ok(store::list_lines(db.read(), &scope, query, listing, db.now().await?).await?)
}

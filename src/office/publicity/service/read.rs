//! Reading postings, and what they say by the profile of a place.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Day, FileId, PostingId, RegionCode, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Db, Listing, Page, Sealer, Stop},
    },
    office::{
        files::PaperDoor,
        policy::values_on,
        publicity::{
            PublicityRefusal,
            model::{Content, KEEP, Posting, PostingQuery, Profile, Shown, Spoken},
            store,
        },
    },
};

async fn permitted(db: &Db, holder: &Holder, id: PostingId, wanted: &'static Action) -> Result<Posting, Stop> {
    let posting = store::find_posting(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&posting), &posting.region)?;
    Ok(posting)
}

/// One posting; nobody is named in it.
pub async fn read_posting(db: &Db, holder: &Holder, id: PostingId) -> Result<Posting, Stop> {
    permitted(db, holder, id, &action::POSTING_READ).await
}

/// Postings in the holder's regions.
pub async fn list_postings(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &PostingQuery,
    listing: &Listing,
) -> Result<Page<Posting>, Stop> {
    let scope = holder.scope_within(&action::POSTING_READ, region)?;
    Ok(store::list_postings(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// Refuses what a page outside would show when its time is over: the term, and the days for which the region lets it stand after it.
pub(super) async fn may_show(
    conn: &impl ConnectionTrait,
    p: &Posting,
    profile: Profile,
    today: Day,
) -> Result<(), Stop> {
    if !profile.is_outside() {
        return Ok(());
    }
    let keep = values_on(conn, &p.region, today).await?.days(KEEP);
    match p.kept_until(p.revision, keep).filter(|until| *until < today) {
        Some(until) => Err(PublicityRefusal::PageOver { until }.into()),
        None => Ok(()),
    }
}

/// The lines of a posting as an officer is given them. Whole names are for neighbours, while it hangs, and for whoever prepares what is to hang;
/// everybody else, and everybody of what is over, is told no more than a website shows, and of a list of persons nobody's whole name.
pub(super) fn shown_to(holder: &Holder, p: &Posting, profile: Profile, content: &Content) -> Vec<Shown> {
    let prepares = !p.state.is_over() && holder.may(&action::POSTING_REVISE, &p.region);
    let whole = p.state.hangs() || prepares;
    let of_list = p.matter.is_of_lists();
    content.lines.iter().map(|line| if whole { line.shown(profile) } else { line.told(profile, of_list) }).collect()
}

/// The lines of a posting as a kind of place shows them.
pub async fn read_lines(
    db: &Db,
    sealer: &Sealer,
    holder: &Holder,
    id: PostingId,
    profile: Profile,
) -> Result<Vec<Shown>, Stop> {
    let posting = permitted(db, holder, id, &action::POSTING_READ_LINES).await?;
    may_show(db.read(), &posting, profile, db.now().await?.day()).await?;
    let content = store::read_content(db.read(), sealer, &posting).await?;
    Ok(shown_to(holder, &posting, profile, &content))
}

/// The objections to a posting with what they say.
pub async fn read_objections(
    db: &Db,
    sealer: &Sealer,
    holder: &Holder,
    id: PostingId,
) -> Result<(Posting, Vec<Spoken>), Stop> {
    let posting = permitted(db, holder, id, &action::POSTING_READ_OBJECTIONS).await?;
    let spoken = store::read_spoken(db.read(), sealer, posting.id).await?;
    Ok((posting, spoken))
}

/// The papers of objections: whoever reads what they say reads them, and nobody else. What shows where a posting hung is no such paper.
#[derive(Debug)]
pub struct ObjectionPapers;

impl PaperDoor for ObjectionPapers {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Posting
    }

    fn readable<'a>(
        &'a self,
        db: &'a Db,
        holder: &'a Holder,
        (subject, file): (SubjectRef, FileId),
    ) -> BoxFuture<'a, Result<(), Stop>> {
        async move {
            let Some(posting) = store::find_posting(db.read(), subject.id.into()).await? else { return Ok(()) };
            if posting.objections.iter().any(|o| o.file == Some(file)) {
                let _permit = holder.permit_on(&action::POSTING_READ_OBJECTIONS, subject, &posting.region)?;
            }
            Ok(())
        }
        .boxed()
    }
}

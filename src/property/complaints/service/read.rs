//! Reading complaints, and what they say.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{not_concerned, subject_of};
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{ComplaintId, FileId, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::files::PaperDoor,
    property::complaints::{
        model::{Complaint, ComplaintQuery, KINDS, Spoken},
        store,
    },
};

async fn permitted(db: &Db, holder: &Holder, id: ComplaintId, wanted: &'static Action) -> Result<Complaint, Stop> {
    let complaint = store::find_complaint(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&complaint), &complaint.region)?;
    Ok(complaint)
}

/// What a reader is told of a complaint: whoever is complained of does not learn it from here, nor who else is.
fn untold(holder: &Holder, complaint: Complaint) -> Complaint {
    match holder.actor().officer() {
        Some(officer) if complaint.speaks_of(officer) => Complaint { complained_of: Vec::new(), ..complaint },
        _ => complaint,
    }
}

/// One complaint, without what it says and who complained.
pub async fn read_complaint(db: &Db, holder: &Holder, id: ComplaintId) -> Result<Complaint, Stop> {
    Ok(untold(holder, permitted(db, holder, id, &action::COMPLAINT_READ).await?))
}

/// Complaints in the holder's regions.
pub async fn list_complaints(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &ComplaintQuery,
    listing: &Listing,
) -> Result<Page<Complaint>, Stop> {
    let scope = holder.scope_within(&action::COMPLAINT_READ, region)?;
    // What nobody can complain of, nobody has complained of.
    if query.about.is_some_and(|about| !KINDS.contains(&about.kind)) {
        return Ok(Page::empty());
    }
    let page = store::list_complaints(db.read(), &scope, query, listing, db.now().await?).await?;
    Ok(page.map(|complaint| untold(holder, complaint)))
}

/// What a complaint says, what was answered, and who complained: to nobody who is complained of.
pub async fn read_words(
    db: &Db,
    sealer: &Sealer,
    holder: &Holder,
    id: ComplaintId,
) -> Result<(Complaint, Vec<Spoken>), Stop> {
    let wanted = &action::COMPLAINT_READ_WORDS;
    let complaint = permitted(db, holder, id, wanted).await?;
    not_concerned(holder.actor().officer(), wanted, &complaint)?;
    let spoken = store::read_spoken(db.read(), sealer, complaint.id).await?;
    Ok((complaint, spoken))
}

/// The papers of complaints: whoever reads its words reads them, and nobody else.
#[derive(Debug)]
pub struct SealedWords;

impl PaperDoor for SealedWords {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Complaint
    }

    fn readable<'a>(
        &'a self,
        db: &'a Db,
        holder: &'a Holder,
        (subject, _): (SubjectRef, FileId),
    ) -> BoxFuture<'a, Result<(), Stop>> {
        async move {
            let wanted = &action::COMPLAINT_READ_WORDS;
            let complaint = permitted(db, holder, subject.id.into(), wanted).await?;
            not_concerned(holder.actor().officer(), wanted, &complaint)
        }
        .boxed()
    }
}

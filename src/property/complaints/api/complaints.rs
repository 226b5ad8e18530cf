//! `/complaints`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    ComplaintsParts,
    bodies::{
        ComplaintAcceptance, ComplaintAnswer, ComplaintExtension, ComplaintRefused, ComplaintWord, MoreSubjects,
        NewComplaint,
    },
    views::{ComplaintView, SpokenWords},
};
use crate::{
    ground::{
        authority::action,
        kernel::{AnyId, ComplaintId, Day, OrganisationId, RegionCode, SiteId, SubjectRef},
        platform::Work,
        trail::Committed,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::tables::{TableFile, exported},
    property::complaints::{
        model::{Complaint, ComplaintChannel, ComplaintKind, ComplaintQuery, ComplaintState},
        service::{
            Act,
            accept::{AcceptComplaint, DeclineComplaint},
            answer::AnswerComplaint,
            close::CloseComplaint,
            exports::ComplaintTable,
            extend::ExtendComplaint,
            named::AddSubjects,
            read::{list_complaints, read_complaint, read_words},
            receive::{Heard, ReceiveComplaint},
            reopen::ReopenComplaint,
        },
    },
};

/// Filters of complaints.
#[derive(Debug, Object)]
pub struct ComplaintFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only about this site.
    site_id: Option<SiteId>,
    /// Only about this: `asset:…`, `payment:…`, `disbursement:…`, `site:…`, `project:…`, `allocation:…`, `posting:…` or `upkeep_order:…`.
    subject: Option<SubjectRef>,
    /// Only of this kind.
    kind: Option<ComplaintKind>,
    /// Only in this state.
    state: Option<ComplaintState>,
    /// Only those that first came by this channel.
    channel: Option<ComplaintChannel>,
    /// Only those that first came on this day or after it.
    received_from_on: Option<Day>,
    /// Only those that first came on this day or before it.
    received_to_on: Option<Day>,
    /// Only those for this unit to answer.
    unit_id: Option<OrganisationId>,
    /// Only those that wait beyond their last day; with `false` all others.
    overdue: Option<bool>,
}

impl Filter for ComplaintFilter {
    const MARK: &'static str = "list:ComplaintFilter:since";
}

impl From<&ComplaintFilter> for ComplaintQuery {
    fn from(f: &ComplaintFilter) -> Self {
        Self {
            kind: f.kind,
            state: f.state,
            channel: f.channel,
            received_from: f.received_from_on,
            received_to: f.received_to_on,
            about: f.subject,
            site: f.site_id.map(|id| AnyId::new(id.uuid())),
            unit: f.unit_id,
            overdue: f.overdue,
        }
    }
}

/// Complaints.
pub struct ComplaintsApi(pub ComplaintsParts);

type Acted = Result<Done<ComplaintView>, Refused<Writes>>;

fn act_of(by: &Acting, id: ComplaintId) -> Act {
    Act { actor: by.actor.clone(), id, if_match: by.if_match.clone() }
}

impl ComplaintsApi {
    async fn act<W: Work<Record = Committed<Complaint>>>(&self, by: Acting, work: &W) -> Acted {
        by.run(&self.0.db, work, |c| ComplaintView::from(c)).await
    }
}

#[OpenApi]
impl ComplaintsApi {
    /// Complaints and suggestions in one's regions
    #[oai(path = "/complaints", method = "get", operation_id = "complaints.complaint.list")]
    async fn list(&self, by: Lister<ComplaintFilter>) -> Result<Json<PageOf<ComplaintView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), ComplaintQuery::from(&by.filter));
        let page = list_complaints(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|c| ComplaintView::from(&c)).into()))
    }

    /// Record a complaint or a suggestion; what it says and who said it is kept sealed
    #[oai(path = "/complaints", method = "post", operation_id = "complaints.complaint.receive")]
    async fn receive(&self, by: Creating, body: Json<NewComplaint>) -> Result<Created<ComplaintView>, Refused<Writes>> {
        let named = body.0.named();
        let b = body.0;
        let heard = Heard {
            channel: b.channel,
            received_on: b.received_on,
            said: b.text.into(),
            files: b.file_ids.unwrap_or_default(),
        };
        let work = ReceiveComplaint {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            region: b.region_code,
            kind: b.kind,
            place: b.place.map(Into::into),
            complainant: b.complainant_id,
            named,
            heard,
        };
        by.run(&self.0.db, &work, |c| ComplaintView::from(c)).await
    }

    /// The complaints as a table, as filtered
    #[oai(path = "/complaints/export", method = "get", operation_id = "complaints.complaint.export")]
    async fn export(&self, by: Exporter<ComplaintFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = ComplaintQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = ComplaintTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::COMPLAINT_EXPORT, list).await?)
    }

    /// One complaint, without what it says and who said it
    #[oai(path = "/complaints/:id", method = "get", operation_id = "complaints.complaint.read")]
    async fn read(&self, by: Caller, id: Path<ComplaintId>) -> Result<Read<ComplaintView>, Refused<Reads>> {
        Ok(Read(ComplaintView::from(&read_complaint(&self.0.db, &by.holder, id.0).await?)))
    }

    /// What a complaint says, what was answered, and who complained; to nobody who is complained of
    #[oai(path = "/complaints/:id/words", method = "get", operation_id = "complaints.complaint.read_words")]
    async fn words(&self, by: Caller, id: Path<ComplaintId>) -> Result<Json<SpokenWords>, Refused<Reads>> {
        let ComplaintsParts { db, sealer } = &self.0;
        Ok(Json(read_words(db, sealer, &by.holder, id.0).await?.into()))
    }

    /// Add to what a complaint is about, and to whom it speaks of
    #[oai(path = "/complaints/:id/subjects", method = "post", operation_id = "complaints.complaint.add_subjects")]
    async fn add_subjects(&self, by: Acting, id: Path<ComplaintId>, body: Json<MoreSubjects>) -> Acted {
        let work = AddSubjects { act: act_of(&by, id.0), named: body.0.named() };
        self.act(by, &work).await
    }

    /// Accept a complaint, and give it to whoever is to answer
    #[oai(path = "/complaints/:id/accept", method = "post", operation_id = "complaints.complaint.accept")]
    async fn accept(&self, by: Acting, id: Path<ComplaintId>, body: Json<ComplaintAcceptance>) -> Acted {
        let ComplaintAcceptance { unit_id: unit, officer_id: officer, due_on } = body.0;
        let work = AcceptComplaint { act: act_of(&by, id.0), unit, officer, due_on };
        self.act(by, &work).await
    }

    /// Decline a complaint, with a reason and whither it was passed
    #[oai(path = "/complaints/:id/decline", method = "post", operation_id = "complaints.complaint.decline")]
    async fn decline(&self, by: Acting, id: Path<ComplaintId>, body: Json<ComplaintRefused>) -> Acted {
        let (reason, passed_to) = (body.0.reason.into(), body.0.passed_to.map(Into::into));
        let work = DeclineComplaint { act: act_of(&by, id.0), reason, passed_to };
        self.act(by, &work).await
    }

    /// Put the day of an answer off, as another than who is to answer and before it has passed
    #[oai(path = "/complaints/:id/extend", method = "post", operation_id = "complaints.complaint.extend")]
    async fn extend(&self, by: Acting, id: Path<ComplaintId>, body: Json<ComplaintExtension>) -> Acted {
        let work = ExtendComplaint { act: act_of(&by, id.0), until: body.0.until_on, reason: body.0.reason.into() };
        self.act(by, &work).await
    }

    /// Answer the last word of a complaint, as another than who put its day off
    #[oai(path = "/complaints/:id/answer", method = "post", operation_id = "complaints.complaint.answer")]
    async fn answer(&self, by: Acting, id: Path<ComplaintId>, body: Json<ComplaintAnswer>) -> Acted {
        let b = body.0;
        let work = AnswerComplaint {
            act: act_of(&by, id.0),
            sealer: self.0.sealer.clone(),
            finding: b.finding,
            on: b.answered_on,
            said: b.text.into(),
            files: b.file_ids.unwrap_or_default(),
        };
        self.act(by, &work).await
    }

    /// Record another word of whoever complained: the complaint is open again
    #[oai(path = "/complaints/:id/reopen", method = "post", operation_id = "complaints.complaint.reopen")]
    async fn reopen(&self, by: Acting, id: Path<ComplaintId>, body: Json<ComplaintWord>) -> Acted {
        let sealer = self.0.sealer.clone();
        let work = ReopenComplaint { act: act_of(&by, id.0), sealer, heard: body.0.into() };
        self.act(by, &work).await
    }

    /// Close a complaint that was answered, as another than who answered
    #[oai(path = "/complaints/:id/close", method = "post", operation_id = "complaints.complaint.close")]
    async fn close(&self, by: Acting, id: Path<ComplaintId>) -> Acted {
        let work = CloseComplaint { act: act_of(&by, id.0) };
        self.act(by, &work).await
    }
}

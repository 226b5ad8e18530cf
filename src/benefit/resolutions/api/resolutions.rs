//! `/resolutions`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::shapes::{MeetingCancelled, MeetingHeld, NewMeeting, PastMeeting, ResolutionAnnulled, ResolutionView};
use crate::{
    benefit::resolutions::{
        model::{Matter, MeetingKind, ResolutionFormKind, ResolutionQuery, ResolutionState},
        service::{
            convene::Convene,
            ends::{AnnulResolution, CancelMeeting},
            exports::ResolutionTable,
            held::{HoldMeeting, RecordHeld},
            print::print_resolution,
            read::{Shown, list_resolutions, read_checks, read_resolution},
            rows::MeetingRows,
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, Day, RegionCode, ResolutionId},
        wire::{
            Acting, Caller, CheckView, Created, Creating, Deferring, Done, Exporter, Filter, Lister, PageOf, Printed,
            Read, Reads, Refused, Writes,
        },
    },
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
};

/// What the rules say of a resolution.
#[derive(Debug, Object)]
pub struct ResolutionChecks {
    /// One for each rule.
    items: Vec<CheckView>,
}

/// Filters of resolutions.
#[derive(Debug, Object)]
pub struct ResolutionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only about this matter.
    matter: Option<Matter>,
    /// Only of this meeting.
    meeting: Option<MeetingKind>,
    /// Only in this state.
    state: Option<ResolutionState>,
    /// Only meetings from this day on.
    meeting_from: Option<Day>,
    /// Only meetings up to this day.
    meeting_to: Option<Day>,
}

impl Filter for ResolutionFilter {
    const MARK: &'static str = "list:ResolutionFilter:since:external";
}

impl From<&ResolutionFilter> for ResolutionQuery {
    fn from(f: &ResolutionFilter) -> Self {
        Self {
            collective: f.collective_id,
            matter: f.matter,
            meeting: f.meeting,
            state: f.state,
            from: f.meeting_from,
            to: f.meeting_to,
            only: None,
        }
    }
}

type Acted = Result<Done<ResolutionView>, Refused<Writes>>;
type Made = Result<Created<ResolutionView>, Refused<Writes>>;

/// What bodies decide at meetings.
pub struct ResolutionsApi(pub Intake);

#[OpenApi]
impl ResolutionsApi {
    /// What bodies in one's regions decide at meetings
    #[oai(path = "/resolutions", method = "get", operation_id = "resolutions.resolution.list")]
    async fn list(&self, by: Lister<ResolutionFilter>) -> Result<Json<PageOf<ResolutionView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), (ResolutionQuery::from(&by.filter), by.external));
        let page = list_resolutions(&self.0.db, &by.holder, region, query, &by.listing).await?;
        Ok(Json(page.map(|r| ResolutionView::from(&r)).into()))
    }

    /// Tell those who may vote of a meeting that lies ahead
    #[oai(path = "/resolutions", method = "post", operation_id = "resolutions.resolution.convene")]
    async fn convene(&self, by: Creating, body: Json<NewMeeting>) -> Made {
        let (agenda, notice, external_ids) = body.0.into();
        let work = Convene { actor: by.actor.clone(), agenda, notice, external_ids };
        by.run(&self.0.db, &work, |r| ResolutionView::from(&Shown::unused(r))).await
    }

    /// Record a meeting that was held before, in one act and with its own days; whether it passed is computed
    #[oai(path = "/resolutions/held", method = "post", operation_id = "resolutions.resolution.record")]
    async fn record(&self, by: Creating, body: Json<PastMeeting>) -> Made {
        let (agenda, notice, held, external_ids) = body.0.into();
        let work = RecordHeld { actor: by.actor.clone(), agenda, notice, held, external_ids };
        by.run(&self.0.db, &work, |r| ResolutionView::from(&Shown::unused(r))).await
    }

    /// The resolutions as a table, as filtered
    #[oai(path = "/resolutions/export", method = "get", operation_id = "resolutions.resolution.export")]
    async fn export(&self, by: Exporter<ResolutionFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = ResolutionQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = ResolutionTable { db, holder, region, query, external: by.external };
        Ok(exported(by.takeout, &action::RESOLUTION_EXPORT, list).await?)
    }

    /// Import meetings of many bodies that were held, a row a meeting; whether each passed is computed
    #[oai(path = "/resolutions/imports", method = "post", operation_id = "resolutions.resolution.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, MeetingRows).await
    }

    /// A file of meetings back, with what is wrong in each row; nothing is kept
    #[oai(path = "/resolutions/imports/marked", method = "post", operation_id = "resolutions.resolution.mark_import")]
    async fn mark_import(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, MeetingRows).await?)
    }

    /// The template for importing meetings
    #[oai(
        path = "/resolutions/imports/template",
        method = "get",
        operation_id = "resolutions.resolution.read_template"
    )]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<MeetingRows>(&by)?)
    }

    /// One resolution
    #[oai(path = "/resolutions/:id", method = "get", operation_id = "resolutions.resolution.read")]
    async fn read(&self, by: Caller, id: Path<ResolutionId>) -> Result<Read<ResolutionView>, Refused<Reads>> {
        Ok(Read(ResolutionView::from(&read_resolution(&self.0.db, &by.holder, id.0).await?)))
    }

    /// It as a page to be printed: the minutes of its meeting, with room before it was held, or ballots
    #[oai(path = "/resolutions/:id/print", method = "get", operation_id = "resolutions.resolution.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<ResolutionId>,
        form: Query<ResolutionFormKind>,
    ) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_resolution(&self.0.db, &by.holder, id.0, form.0).await?))
    }

    /// What the rules of the meeting's day say of it, over the roster as it stands now
    #[oai(path = "/resolutions/:id/checks", method = "get", operation_id = "resolutions.resolution.read_checks")]
    async fn checks(&self, by: Caller, id: Path<ResolutionId>) -> Result<Json<ResolutionChecks>, Refused<Reads>> {
        let checks = read_checks(&self.0.db, &by.holder, id.0).await?;
        Ok(Json(ResolutionChecks { items: checks.iter().map(|c| CheckView::of(c, by.lang)).collect() }))
    }

    /// Tell the votes of a meeting that was convened and held; whether it passed is computed
    #[oai(path = "/resolutions/:id/hold", method = "post", operation_id = "resolutions.resolution.hold")]
    async fn hold(&self, by: Acting, id: Path<ResolutionId>, body: Json<MeetingHeld>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = HoldMeeting { actor, id: id.0, if_match, held: body.0.into() };
        by.run(&self.0.db, &work, |r| ResolutionView::from(&Shown::unused(r))).await
    }

    /// Say that a meeting is not held
    #[oai(path = "/resolutions/:id/cancel", method = "post", operation_id = "resolutions.resolution.cancel")]
    async fn cancel(&self, by: Acting, id: Path<ResolutionId>, body: Json<MeetingCancelled>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let MeetingCancelled { reason, file_id: paper } = body.0;
        let work = CancelMeeting { actor, id: id.0, if_match, reason: reason.into(), paper };
        by.run(&self.0.db, &work, |r| ResolutionView::from(&Shown::unused(r))).await
    }

    /// Say that what was recorded of a meeting was wrong; nothing may stand on it
    #[oai(path = "/resolutions/:id/annul", method = "post", operation_id = "resolutions.resolution.annul")]
    async fn annul(&self, by: Acting, id: Path<ResolutionId>, body: Json<ResolutionAnnulled>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let ResolutionAnnulled { reason, file_id: paper } = body.0;
        let work = AnnulResolution { actor, id: id.0, if_match, reason: reason.into(), paper };
        by.run(&self.0.db, &work, |r| ResolutionView::from(&Shown::unused(r))).await
    }
}

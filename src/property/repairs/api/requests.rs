//! `/repair-requests`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::RepairsParts;
use crate::{
    ground::{
        authority::action,
        kernel::{
            AssetId, Day, FileId, Instant, Layer, RegionCode, RepairLinkId, RepairRequestId, SiteId, UpkeepOrderId,
        },
        platform::Work,
        trail::Committed,
        wire::{
            Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Writes, resource,
            wire_words,
        },
    },
    office::tables::{TableFile, given_out},
    property::{
        repairs::{
            model::{Progress, RepairKind, RepairRequest, RequestQuery, RequestState, progress},
            service::{
                act::{AnswerRequest, DeclineRequest, OpenForRequest, RequestAct},
                read::{Seen, list_requests, read_request},
                reveal::RevealPhone,
            },
        },
        upkeep::DutyKind,
    },
};

wire_words!(RepairKind, RequestState, Progress);

/// What somebody asks to be repaired, and what became of it (报修).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RepairRequestView {
    /// Id.
    id: RepairRequestId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Through which link it came.
    repair_link_id: RepairLinkId,
    /// At which site.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// What is broken.
    kind: RepairKind,
    /// Where, as it was told; numbers of persons hidden but for their last four digits.
    place: Option<String>,
    /// How, as it was told; numbers of persons hidden but for their last four digits.
    what: Option<String>,
    /// Phone: its last four digits.
    phone: Option<String>,
    /// Photo.
    photo_file_id: Option<FileId>,
    /// On which day it was filed.
    filed_on: Day,
    /// Where it stands.
    state: RequestState,
    /// How far it is, as whoever filed it is told.
    progress: Option<Progress>,
    /// The order of upkeep that it became.
    upkeep_order_id: Option<UpkeepOrderId>,
    /// What whoever filed it is told.
    answer: Option<String>,
    /// On which day it was answered last.
    answered_on: Option<Day>,
    /// Why it was declined.
    decline_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(RepairRequestView, "/repair-requests");

impl From<&RepairRequest> for RepairRequestView {
    /// Of a request whose sealed part nobody opened: what an act answers is kept under its key, and must not hold it.
    fn from(r: &RepairRequest) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            number: r.number.clone(),
            repair_link_id: r.link,
            site_id: r.site,
            region_code: r.region.clone(),
            kind: r.kind,
            place: None,
            what: None,
            phone: r.phone.as_ref().map(|p| p.shown.clone()),
            photo_file_id: r.photo,
            filed_on: r.filed_on,
            state: r.state,
            progress: None,
            upkeep_order_id: r.order,
            answer: r.answer.clone(),
            answered_on: r.answered_on,
            decline_reason: r.decline_reason.clone(),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

impl From<Seen> for RepairRequestView {
    fn from(seen: Seen) -> Self {
        Self {
            place: Some(seen.told.place),
            what: Some(seen.told.what),
            progress: Some(progress(seen.request.state, seen.order)),
            ..Self::from(&seen.request)
        }
    }
}

/// An order of upkeep for what was asked.
#[derive(Debug, Object)]
pub struct RequestOrderBody {
    /// On which asset of the site.
    asset_id: AssetId,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// What is to be done, in your own words; never who asked.
    what: Plain<500>,
    /// Until when.
    due_on: Option<Day>,
}

/// What whoever filed a request is told.
#[derive(Debug, Object)]
pub struct RequestAnswerBody {
    /// What they are told; anybody who has their receipt reads it.
    answer: Plain<1000>,
}

/// Why a request is declined.
#[derive(Debug, Object)]
pub struct RequestDeclineBody {
    /// Why; anybody who has the receipt reads it.
    reason: Plain<500>,
}

/// Why a phone is to be seen in clear.
#[derive(Debug, Object)]
pub struct RequestRevealBody {
    /// Why.
    reason: Plain<200>,
}

/// What is hidden of a request, in clear. Kept nowhere.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RevealedPhone {
    /// Phone, where one was left.
    phone: Option<String>,
    /// Where, as it was told, if numbers in it are hidden elsewhere.
    place: Option<String>,
    /// How, as it was told, if numbers in it are hidden elsewhere.
    what: Option<String>,
}

/// Filters of requests.
#[derive(Debug, Object)]
pub struct RepairRequestFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only at this site.
    site_id: Option<SiteId>,
    /// Only through this link.
    repair_link_id: Option<RepairLinkId>,
    /// Only in this state.
    state: Option<RequestState>,
    /// Only of this kind.
    kind: Option<RepairKind>,
    /// Only the one that became this order.
    upkeep_order_id: Option<UpkeepOrderId>,
    /// Only those filed on this day or after it.
    filed_from: Option<Day>,
    /// Only those filed on this day or before it.
    filed_until: Option<Day>,
}

impl Filter for RepairRequestFilter {
    const MARK: &'static str = "list:RepairRequestFilter:since";
}

impl From<RepairRequestFilter> for RequestQuery {
    fn from(f: RepairRequestFilter) -> Self {
        Self {
            site: f.site_id,
            link: f.repair_link_id,
            state: f.state,
            kind: f.kind,
            order: f.upkeep_order_id,
            filed_from: f.filed_from,
            filed_until: f.filed_until,
        }
    }
}

/// Requests.
pub struct RequestsApi(pub RepairsParts);

type Moved = Result<Done<RepairRequestView>, Refused<Writes>>;

fn act(by: &Acting, id: &Path<RepairRequestId>) -> RequestAct {
    RequestAct { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() }
}

impl RequestsApi {
    async fn moved(&self, by: Acting, work: impl Work<Record = Committed<RepairRequest>>) -> Moved {
        by.run(&self.0.db, &work, |r| RepairRequestView::from(r)).await
    }
}

#[OpenApi]
impl RequestsApi {
    /// What residents ask to be repaired in one's regions
    #[oai(path = "/repair-requests", method = "get", operation_id = "repairs.request.list")]
    async fn list(&self, by: Lister<RepairRequestFilter>) -> Result<Json<PageOf<RepairRequestView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let with = (&self.0.db, &self.0.sealer);
        let page = list_requests(with, &by.holder, region.as_ref(), &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(RepairRequestView::from).into()))
    }

    /// The requests as a table, as filtered; phones stay masked, in what was told too
    #[oai(path = "/repair-requests/export", method = "get", operation_id = "repairs.request.export")]
    async fn export(&self, by: Exporter<RepairRequestFilter>) -> Result<TableFile, Refused<Writes>> {
        let from = (self.0.db.clone(), self.0.sealer.clone());
        let narrowed = |f: RepairRequestFilter| (f.region.clone(), RequestQuery::from(f));
        given_out(by, &action::REPAIR_REQUEST_EXPORT, from, narrowed).await
    }

    /// One request
    #[oai(path = "/repair-requests/:id", method = "get", operation_id = "repairs.request.read")]
    async fn read(&self, by: Caller, id: Path<RepairRequestId>) -> Result<Read<RepairRequestView>, Refused<Reads>> {
        Ok(Read(read_request(&self.0.db, &self.0.sealer, &by.holder, id.0).await?.into()))
    }

    /// Open an order of upkeep for it, on an asset of the site; its course is the answer
    #[oai(path = "/repair-requests/:id/open-order", method = "post", operation_id = "repairs.request.open_order")]
    async fn open_order(&self, by: Acting, id: Path<RepairRequestId>, body: Json<RequestOrderBody>) -> Moved {
        let act = act(&by, &id);
        let RequestOrderBody { asset_id: asset, duty, what, due_on } = body.0;
        self.moved(by, OpenForRequest { act, asset, duty, what: what.into(), due_on }).await
    }

    /// Answer it: on the way while its order is under way, else for good
    #[oai(path = "/repair-requests/:id/answer", method = "post", operation_id = "repairs.request.answer")]
    async fn answer(&self, by: Acting, id: Path<RepairRequestId>, body: Json<RequestAnswerBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, AnswerRequest { act, answer: body.0.answer.into() }).await
    }

    /// Decline it, with the reason; not by those who look after the site
    #[oai(path = "/repair-requests/:id/decline", method = "post", operation_id = "repairs.request.decline")]
    async fn decline(&self, by: Acting, id: Path<RepairRequestId>, body: Json<RequestDeclineBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, DeclineRequest { act, reason: body.0.reason.into() }).await
    }

    /// See the phone and hidden numbers in clear; each time counts, and the answer is kept nowhere
    #[oai(path = "/repair-requests/:id/reveal", method = "post", operation_id = "repairs.request.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<RepairRequestId>,
        body: Json<RequestRevealBody>,
    ) -> Result<Json<RevealedPhone>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.0.sealer.clone());
        let work = RevealPhone { actor, sealer, id: id.0, reason: body.0.reason.into() };
        let clear = self.0.db.write(&work).await?;
        let phone = clear.phone.map(|phone| phone.reveal().to_owned());
        Ok(Json(RevealedPhone { phone, place: clear.place, what: clear.what }))
    }
}

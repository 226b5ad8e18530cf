//! `/trail/events`, for auditors.

use poem_openapi::{Object, OpenApi, payload::Json, types::Any};
use serde_json::Value;

use super::{
    model::{Event, EventFilter, EventOutcome},
    service,
};
use crate::ground::{
    kernel::{AnyId, Instant, OfficerId, RegionCode, SubjectKind},
    platform::Db,
    wire::{Filter, Lister, PageOf, Reads, Refused, Text, wire_words},
};

wire_words!(SubjectKind, EventOutcome);

/// One event of the trail.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TrailEvent {
    /// Its place: rising, not gapless.
    pub seq: i64,
    /// Its id; ledger entries name it as their cause.
    pub id: AnyId,
    /// When.
    pub at: Instant,
    /// `account:<id>`, `client:<id>`, `job:<name>` or `public:<name>`.
    pub principal: String,
    /// The human behind the account.
    pub officer_id: Option<OfficerId>,
    /// The role that gave the right.
    pub role: Option<String>,
    /// What was done or tried.
    pub action: String,
    /// Done or denied.
    pub outcome: EventOutcome,
    /// Why, for a denial.
    pub reason: Option<String>,
    /// Kind of the subject.
    pub subject_kind: Option<SubjectKind>,
    /// Id of the subject.
    pub subject_id: Option<AnyId>,
    /// The subject's version after the change.
    pub subject_version: Option<i64>,
    /// The subject's state after the change.
    pub subject_state: Option<String>,
    /// Where.
    pub region_code: RegionCode,
    /// The changed fields as they were.
    pub before: Option<Any<Value>>,
    /// The changed fields as they are; the whole subject when it was created.
    pub after: Option<Any<Value>>,
    /// In which request.
    pub request_id: String,
    /// From which network address.
    pub address: Option<String>,
}

impl From<Event> for TrailEvent {
    fn from(event: Event) -> Self {
        let (subject_kind, subject_id) = event.subject.unzip();
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            principal: event.principal,
            officer_id: event.officer_id,
            role: event.role,
            action: event.action,
            outcome: event.outcome,
            reason: event.reason,
            subject_kind,
            subject_id,
            subject_version: event.version,
            subject_state: event.state,
            region_code: event.region,
            before: event.before.map(Any),
            after: event.after.map(Any),
            request_id: event.request_id,
            address: event.address,
        }
    }
}

/// Filters of the trail.
#[derive(Debug, Object)]
pub struct TrailFilter {
    /// Only this kind of subject.
    subject_kind: Option<SubjectKind>,
    /// Only this subject.
    subject_id: Option<AnyId>,
    /// Only this human.
    officer_id: Option<OfficerId>,
    /// Only this principal, e.g. `client:<id>`.
    principal: Option<Text<64>>,
    /// Only this action.
    action: Option<Text<64>>,
    /// Only done, or only denied.
    outcome: Option<EventOutcome>,
    /// At or after this instant.
    from: Option<Instant>,
    /// Before this instant.
    until: Option<Instant>,
}

impl Filter for TrailFilter {
    const MARK: &'static str = "list:TrailFilter:since";
}

impl From<TrailFilter> for EventFilter {
    fn from(f: TrailFilter) -> Self {
        Self {
            subject_kind: f.subject_kind,
            subject_id: f.subject_id,
            officer_id: f.officer_id,
            principal: f.principal.map(Into::into),
            action: f.action.map(Into::into),
            outcome: f.outcome,
            from: f.from,
            until: f.until,
        }
    }
}

/// The trail.
pub struct TrailApi {
    /// The database.
    pub db: Db,
}

#[OpenApi]
impl TrailApi {
    /// Events of the trail, by subject, actor and time
    #[oai(path = "/trail/events", method = "get", operation_id = "trail.event.list")]
    async fn list(&self, by: Lister<TrailFilter>) -> Result<Json<PageOf<TrailEvent>>, Refused<Reads>> {
        let filter = EventFilter::from(by.filter);
        let page = service::list_events(&self.db, &by.holder, &filter, &by.listing).await?;
        Ok(Json(page.map(TrailEvent::from).into()))
    }
}

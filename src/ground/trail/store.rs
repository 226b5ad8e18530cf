//! Rows of the trail.

use ::entity::{trail_event, trail_pending};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;
use uuid::Uuid;

use super::model::{Change, Event, EventFilter, EventOutcome};
use crate::ground::{
    authority::{Action, Actor, Principal, Role},
    kernel::{DenialReason, Digester, Instant, OfficerId, RegionCode, Scope, SubjectRef, Words as _},
    platform::{Fault, Listing, Page, PageKeys, Sort, Tx, in_scope, insert_rows, page, total, word},
};

/// An event about to be written.
pub(super) struct NewEvent<'a> {
    pub action: &'static str,
    pub outcome: EventOutcome,
    pub reason: Option<DenialReason>,
    pub subject: Option<SubjectRef>,
    pub region: RegionCode,
    pub change: Option<&'a Change>,
}

/// Writes events and their pending rows, in statements of bounded size. The first event has this id.
pub(super) async fn insert_events(
    tx: &Tx,
    actor: &Actor,
    role: Option<Role>,
    first: Uuid,
    events: Vec<NewEvent<'_>>,
) -> Result<(), Fault> {
    let now = tx.now().await?;
    let mut next_id = Some(first);
    let mut rows = Vec::with_capacity(events.len());
    let mut pending = Vec::with_capacity(events.len());
    for event in events {
        let id = next_id.take().unwrap_or_else(|| tx.uuid(now));
        rows.push(row_of(id, now, actor, role, event));
        pending.push(trail_pending::ActiveModel { event_id: Set(id) });
    }
    insert_rows(tx, rows).await?;
    insert_rows(tx, pending).await
}

fn row_of(id: Uuid, now: Instant, actor: &Actor, role: Option<Role>, event: NewEvent<'_>) -> trail_event::ActiveModel {
    let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
    let before = event.change.and_then(|c| text(&c.before));
    let after = event.change.and_then(|c| text(&c.after));
    let principal = actor.principal.to_string();
    let digest = Digester::new("trail_event")
        .field("id", id)
        .field("at", now)
        .field("principal", &principal)
        .optional("officer", actor.officer())
        .optional("role", role)
        .field("action", event.action)
        .field("outcome", event.outcome)
        .optional("reason", event.reason)
        .optional("subject", event.subject)
        .optional("version", event.change.map(|c| c.version))
        .optional("state", event.change.and_then(|c| c.state))
        .field("region", &event.region)
        .optional("before", before.as_ref())
        .optional("after", after.as_ref())
        .field("request", &actor.request.request_id)
        .optional("address", actor.request.address.as_ref())
        .finish();
    let (account, client) = match actor.principal {
        Principal::Account { account, .. } => (Some(account.uuid()), None),
        Principal::Client { client } => (None, Some(client.uuid())),
        Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => (None, None),
    };
    trail_event::ActiveModel {
        seq: sea_orm::NotSet,
        id: Set(id),
        at_ms: Set(now.millis()),
        principal: Set(principal),
        officer_id: Set(actor.officer().map(|o| o.uuid())),
        account_id: Set(account),
        client_id: Set(client),
        role: Set(role.map(|r| r.word().into())),
        action: Set(event.action.into()),
        outcome: Set(event.outcome.word().into()),
        reason: Set(event.reason.map(|r| r.word().into())),
        subject_kind: Set(event.subject.map(|s| s.kind.word().into())),
        subject_id: Set(event.subject.map(|s| s.id)),
        subject_version: Set(event.change.map(|c| c.version)),
        subject_state: Set(event.change.and_then(|c| c.state).map(Into::into)),
        region_code: Set(event.region.to_string()),
        before_json: Set(before),
        after_json: Set(after),
        request_id: Set(actor.request.request_id.clone()),
        address: Set(actor.request.address.clone()),
        digest: Set(digest.to_string()),
    }
}

/// The officers who have done one of these things to a subject, each once. What this transaction does is not among it yet: its
/// events are written when it commits.
pub async fn officers_who(tx: &Tx, subject: SubjectRef, did: &[&Action]) -> Result<Vec<OfficerId>, Fault> {
    use trail_event::Column;
    let officers: Vec<Option<Uuid>> = trail_event::Entity::find()
        .select_only()
        .column(Column::OfficerId)
        .filter(Column::SubjectKind.eq(subject.kind.word()))
        .filter(Column::SubjectId.eq(subject.id))
        .filter(Column::SubjectVersion.is_not_null())
        .filter(Column::Action.is_in(did.iter().map(|act| act.name)))
        .distinct()
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(officers.into_iter().flatten().map(OfficerId::new).collect())
}

/// One page of events in the scope.
pub async fn list_events(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    filter: &EventFilter,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Event>, Fault> {
    use trail_event::Column;
    let mut select = trail_event::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let texts = [
        (Column::SubjectKind, filter.subject_kind.map(|k| k.word().to_owned())),
        (Column::Principal, filter.principal.clone()),
        (Column::Action, filter.action.clone()),
        (Column::Outcome, filter.outcome.map(|o| o.word().to_owned())),
    ];
    for (column, value) in texts.into_iter().filter_map(|(c, v)| Some((c, v?))) {
        select = select.filter(column.eq(value));
    }
    for (column, value) in [
        (Column::SubjectId, filter.subject_id.map(|i| i.uuid())),
        (Column::OfficerId, filter.officer_id.map(|i| i.uuid())),
    ] {
        if let Some(value) = value {
            select = select.filter(column.eq(value));
        }
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::AtMs.gte(from.millis()));
    }
    if let Some(until) = filter.until {
        select = select.filter(Column::AtMs.lt(until.millis()));
    }
    if listing.updated_since.is_some() {
        let keys: PageKeys<trail_event::Entity> =
            PageKeys { id: Column::Id, updated: Some(Column::AtMs), deleted: None, of: |row| (row.at_ms, row.id) };
        return page(conn, select, keys, listing, now).await?.try_map(event_of);
    }
    let total = total(conn, &select, listing).await?;
    select = match (listing.sort, listing.cursor) {
        (Sort::Newest, None) => select.order_by_desc(Column::Seq),
        (Sort::Newest, Some(c)) => select.filter(Column::Seq.lt(c.key)).order_by_desc(Column::Seq),
        (Sort::Oldest, None) => select.order_by_asc(Column::Seq),
        (Sort::Oldest, Some(c)) => select.filter(Column::Seq.gt(c.key)).order_by_asc(Column::Seq),
    };
    let (rows, next) = listing.cut(select.limit(listing.limit + 1).all(conn).await?, |row| (row.seq, row.id));
    let items = rows.into_iter().map(event_of).collect::<Result<_, _>>()?;
    Ok(Page { items, next, total })
}

fn event_of(row: trail_event::Model) -> Result<Event, Fault> {
    let json = |text: Option<String>| -> Result<Option<Value>, Fault> {
        text.map(|t| serde_json::from_str(&t).map_err(|e| Fault::inconsistent(format!("trail event {}: {e}", row.id))))
            .transpose()
    };
    let subject = match (&row.subject_kind, row.subject_id) {
        (Some(kind), Some(id)) => Some((word(kind)?, id.into())),
        _ => None,
    };
    Ok(Event {
        seq: row.seq,
        id: row.id.into(),
        at: Instant::from_millis(row.at_ms),
        outcome: word(&row.outcome)?,
        region: row
            .region_code
            .parse()
            .map_err(|()| Fault::inconsistent(format!("region of trail event {}", row.id)))?,
        before: json(row.before_json)?,
        after: json(row.after_json)?,
        principal: row.principal,
        officer_id: row.officer_id.map(Into::into),
        role: row.role,
        action: row.action,
        reason: row.reason,
        subject,
        version: row.subject_version,
        state: row.subject_state,
        request_id: row.request_id,
        address: row.address,
    })
}

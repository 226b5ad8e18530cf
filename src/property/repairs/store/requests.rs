//! Rows of requests; what somebody told is sealed on the way in and opened in its place on the way out.

use std::collections::BTreeMap;

use ::entity::{repair_link, repair_request};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, sea_query::Query,
};

use crate::{
    ground::{
        kernel::{Day, Digest, Instant, RepairLinkId, RepairRequestId, Scope, Words as _},
        platform::{
            DataKey, Fault, Listing, Page, Sealer, Tx, count_by_state, in_scope, insert, lock_if_postgres, page,
            page_keys, region_of, update_versioned, word,
        },
    },
    office::people::KeptPhone,
    property::repairs::model::{LinkState, RepairRequest, RequestQuery, Told},
};

fn told_place(id: RepairRequestId) -> String {
    format!("repair_request|told|{id}")
}

/// What somebody told, sealed for its request.
pub fn seal_told(key: &DataKey, id: RepairRequestId, told: &Told) -> Result<Vec<u8>, Fault> {
    let clear = serde_json::to_vec(told).map_err(|_| Fault::inconsistent("what was told and is not written"))?;
    key.seal(&told_place(id), &clear)
}

/// What somebody told.
pub async fn open_told(conn: &impl ConnectionTrait, sealer: &Sealer, r: &RepairRequest) -> Result<Told, Fault> {
    let clear = sealer.open(conn, &told_place(r.id), &r.told).await?;
    serde_json::from_slice(&clear).map_err(|_| Fault::inconsistent(format!("what request {} told", r.id)))
}

fn to_row(r: &RepairRequest) -> repair_request::Model {
    repair_request::Model {
        id: r.id.uuid(),
        number: r.number.clone(),
        link_id: r.link.uuid(),
        site_id: r.site.uuid(),
        region_code: r.region.to_string(),
        kind: r.kind.word().into(),
        told: r.told.clone(),
        phone: r.phone.as_ref().map(|p| p.sealed.clone()),
        phone_shown: r.phone.as_ref().map(|p| p.shown.clone()),
        photo_file_id: r.photo.map(|f| f.uuid()),
        code_digest: r.code.to_string(),
        filed_on: r.filed_on.date(),
        state: r.state.word().into(),
        order_id: r.order.map(|o| o.uuid()),
        answer: r.answer.clone(),
        answered_on: r.answered_on.map(Day::date),
        decline_reason: r.decline_reason.clone(),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn from_row(row: repair_request::Model) -> Result<RepairRequest, Fault> {
    let wrong = || Fault::inconsistent(format!("the digest of repair request {}", row.id));
    Ok(RepairRequest {
        id: row.id.into(),
        link: row.link_id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        phone: KeptPhone::of(row.phone_shown, row.phone),
        photo: row.photo_file_id.map(Into::into),
        code: row.code_digest.parse().map_err(|()| wrong())?,
        filed_on: Day::from_date(row.filed_on),
        state: word(&row.state)?,
        order: row.order_id.map(Into::into),
        answered_on: row.answered_on.map(Day::from_date),
        layer: word(&row.layer)?,
        number: row.number,
        told: row.told,
        answer: row.answer,
        decline_reason: row.decline_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_request(tx: &Tx, request: &RepairRequest) -> Result<(), Fault> {
    insert(tx, to_row(request)).await
}

pub async fn update_request(tx: &Tx, request: &RepairRequest, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(request), repair_request::Column::Version, read_at).await
}

pub async fn find_request(conn: &impl ConnectionTrait, id: RepairRequestId) -> Result<Option<RepairRequest>, Fault> {
    repair_request::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Requests by id, in one query.
pub async fn find_requests(conn: &impl ConnectionTrait, ids: &[RepairRequestId]) -> Result<Vec<RepairRequest>, Fault> {
    let wanted = repair_request::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    repair_request::Entity::find().filter(wanted).all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn lock_request(tx: &Tx, id: RepairRequestId) -> Result<Option<RepairRequest>, Fault> {
    let select = lock_if_postgres(tx, repair_request::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// How many requests came by a link on a day. Whoever calls has locked the link.
pub async fn count_filed(tx: &Tx, link: RepairLinkId, day: Day) -> Result<u64, Fault> {
    let select = repair_request::Entity::find()
        .filter(repair_request::Column::LinkId.eq(link.uuid()))
        .filter(repair_request::Column::FiledOn.eq(day.date()));
    Ok(select.count(tx.conn()).await?)
}

/// The request of this code at the site of a link that works, in one statement: a wrong code and a wrong link are looked for alike.
pub async fn find_receipt(
    conn: &impl ConnectionTrait,
    (secret, code): (&Digest, &Digest),
) -> Result<Option<RepairRequest>, Fault> {
    let site = Query::select()
        .column(repair_link::Column::SiteId)
        .from(repair_link::Entity)
        .and_where(repair_link::Column::SecretDigest.eq(secret.to_string()))
        .and_where(repair_link::Column::State.eq(LinkState::Open.word()))
        .to_owned();
    let select = repair_request::Entity::find()
        .filter(repair_request::Column::CodeDigest.eq(code.to_string()))
        .filter(repair_request::Column::SiteId.in_subquery(site));
    select.one(conn).await?.map(from_row).transpose()
}

pub async fn list_requests(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &RequestQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<RepairRequest>, Fault> {
    use repair_request::Column;
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.link.map(|l| Column::LinkId.eq(l.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.kind.map(|k| Column::Kind.eq(k.word())),
        query.order.map(|o| Column::OrderId.eq(o.uuid())),
        query.filed_from.map(|d| Column::FiledOn.gte(d.date())),
        query.filed_until.map(|d| Column::FiledOn.lte(d.date())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = repair_request::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(repair_request), listing, now).await?.try_map(from_row)
}

/// How many requests stand in each state, by its word.
pub async fn requests_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "repair_request").await
}

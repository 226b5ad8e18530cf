//! Rows of links.

use std::collections::BTreeMap;

use ::entity::repair_link;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use crate::{
    ground::{
        kernel::{Digest, Instant, RepairLinkId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    property::repairs::model::{LinkQuery, LinkState, RepairLink},
};

fn to_row(l: &RepairLink) -> repair_link::Model {
    repair_link::Model {
        id: l.id.uuid(),
        site_id: l.site.uuid(),
        region_code: l.region.to_string(),
        place: l.place.clone(),
        state: l.state.word().into(),
        generation: l.generation,
        secret_digest: l.secret.to_string(),
        end_reason: l.end_reason.clone(),
        layer: l.layer.word().into(),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
    }
}

fn from_row(row: repair_link::Model) -> Result<RepairLink, Fault> {
    let wrong = || Fault::inconsistent(format!("the digest of repair link {}", row.id));
    Ok(RepairLink {
        id: row.id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        state: word(&row.state)?,
        generation: row.generation,
        secret: row.secret_digest.parse().map_err(|()| wrong())?,
        layer: word(&row.layer)?,
        place: row.place,
        end_reason: row.end_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_link(tx: &Tx, link: &RepairLink) -> Result<(), Fault> {
    insert(tx, to_row(link)).await
}

pub async fn update_link(tx: &Tx, link: &RepairLink, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(link), repair_link::Column::Version, read_at).await
}

pub async fn find_link(conn: &impl ConnectionTrait, id: RepairLinkId) -> Result<Option<RepairLink>, Fault> {
    repair_link::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_link(tx: &Tx, id: RepairLinkId) -> Result<Option<RepairLink>, Fault> {
    let select = lock_if_postgres(tx, repair_link::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

fn open_by(secret: &Digest) -> Select<repair_link::Entity> {
    repair_link::Entity::find()
        .filter(repair_link::Column::SecretDigest.eq(secret.to_string()))
        .filter(repair_link::Column::State.eq(LinkState::Open.word()))
}

/// The link of this secret, if it works.
pub async fn find_open_link(conn: &impl ConnectionTrait, secret: &Digest) -> Result<Option<RepairLink>, Fault> {
    open_by(secret).one(conn).await?.map(from_row).transpose()
}

/// The same, locked.
pub async fn lock_open_link(tx: &Tx, secret: &Digest) -> Result<Option<RepairLink>, Fault> {
    lock_if_postgres(tx, open_by(secret)).one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn list_links(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &LinkQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<RepairLink>, Fault> {
    use repair_link::Column;
    let wanted = [query.site.map(|s| Column::SiteId.eq(s.uuid())), query.state.map(|s| Column::State.eq(s.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = repair_link::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(repair_link), listing, now).await?.try_map(from_row)
}

/// How many links stand in each state, by its word.
pub async fn links_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "repair_link").await
}

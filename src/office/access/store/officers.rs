//! Rows of officers.

use std::collections::HashMap;

use ::entity::{officer, organisation, region};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Instant, OfficerId, OrganisationId, RegionCode, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert, lock_if_postgres, page, page_keys,
            update_versioned, word,
        },
    },
    office::access::model::{Officer, OfficerBrief},
};

fn to_row(o: &Officer) -> officer::Model {
    officer::Model {
        id: o.id.uuid(),
        name: o.name.clone(),
        region_code: o.region.to_string(),
        organisation_id: o.organisation.map(|i| i.uuid()),
        layer: o.layer.word().into(),
        version: o.version,
        created_at_ms: o.created_at.millis(),
        updated_at_ms: o.updated_at.millis(),
    }
}

fn from_row(row: officer::Model) -> Result<Officer, Fault> {
    Ok(Officer {
        id: row.id.into(),
        name: row.name,
        region: region_of(&row.region_code)?,
        organisation: row.organisation_id.map(Into::into),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<officer::Model>) -> Result<Vec<Officer>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::Officer, found, |o: &mut Officer| (o.id.uuid(), &mut o.external_ids)).await
}

pub fn region_of(code: &str) -> Result<RegionCode, Fault> {
    code.parse().map_err(|()| Fault::inconsistent(format!("region code {code:?}")))
}

pub async fn insert_officer(tx: &Tx, officer: &Officer) -> Result<(), Fault> {
    insert(tx, to_row(officer)).await
}

pub async fn update_officer(tx: &Tx, officer: &Officer, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(officer), officer::Column::Version, read_at).await
}

pub async fn find_officer(conn: &impl ConnectionTrait, id: OfficerId) -> Result<Option<Officer>, Fault> {
    let row = officer::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_officer(tx: &Tx, id: OfficerId) -> Result<Option<Officer>, Fault> {
    let row = lock_if_postgres(tx, officer::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_officers(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    only: Option<Uuid>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Officer>, Fault> {
    let mut select = officer::Entity::find().filter(in_scope(officer::Column::RegionCode, scope));
    if let Some(only) = only {
        select = select.filter(officer::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(officer), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

/// Names of many officers in one query.
pub async fn brief_officers(conn: &impl ConnectionTrait, ids: Vec<OfficerId>) -> Result<Vec<OfficerBrief>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows =
        officer::Entity::find().filter(officer::Column::Id.is_in(ids.into_iter().map(|i| i.uuid()))).all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|r| OfficerBrief { id: r.id.into(), name: r.name, organisation: r.organisation_id.map(Into::into) })
        .collect())
}

/// Where these officers are looked after, in one query.
pub async fn regions_of_officers(
    conn: &impl ConnectionTrait,
    ids: &[OfficerId],
) -> Result<HashMap<OfficerId, RegionCode>, Fault> {
    let rows =
        officer::Entity::find().filter(officer::Column::Id.is_in(ids.iter().map(|i| i.uuid()))).all(conn).await?;
    rows.into_iter().map(|r| Ok((r.id.into(), region_of(&r.region_code)?))).collect()
}

/// Whether a region exists, or is the nation.
pub async fn region_exists(conn: &impl ConnectionTrait, code: &RegionCode) -> Result<bool, Fault> {
    if *code == RegionCode::nation() {
        return Ok(true);
    }
    Ok(region::Entity::find_by_id(code.as_str()).one(conn).await?.is_some())
}

/// Where an organisation is looked after; `None` for one that was deleted.
pub async fn region_of_organisation(
    conn: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<Option<RegionCode>, Fault> {
    let row = organisation::Entity::find_by_id(id.uuid()).one(conn).await?;
    row.filter(|o| o.deleted_at_ms.is_none()).map(|o| region_of(&o.region_code)).transpose()
}

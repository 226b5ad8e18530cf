//! Rows of organisations.

use std::collections::HashMap;

use ::entity::organisation;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _};

use crate::{
    ground::{
        kernel::{Day, Instant, OrganisationId, RegionCode, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres, page,
            page_keys, region_of, says, update_versioned, word,
        },
    },
    office::places::model::{Organisation, OrganisationQuery},
};

fn to_row(o: &Organisation) -> organisation::Model {
    organisation::Model {
        id: o.id.uuid(),
        name: o.name.clone(),
        kind: o.kind.word().into(),
        uscc: o.uscc.clone(),
        region_code: o.region.to_string(),
        agency_id: o.agency.map(|a| a.uuid()),
        valid_from: o.valid_from.map(Day::date),
        valid_to: o.valid_to.map(Day::date),
        layer: o.layer.word().into(),
        note: o.note.clone(),
        version: o.version,
        created_at_ms: o.created_at.millis(),
        updated_at_ms: o.updated_at.millis(),
        deleted_at_ms: o.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: organisation::Model) -> Result<Organisation, Fault> {
    Ok(Organisation {
        id: row.id.into(),
        kind: word(&row.kind)?,
        region: region_of(&row.region_code)?,
        agency: row.agency_id.map(Into::into),
        valid_from: row.valid_from.map(Day::from_date),
        valid_to: row.valid_to.map(Day::from_date),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        name: row.name,
        uscc: row.uscc,
        note: row.note,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

pub async fn insert_organisation(tx: &Tx, organisation: &Organisation) -> Result<(), Fault> {
    insert(tx, to_row(organisation)).await
}

/// Many new organisations, in statements of bounded size.
pub async fn insert_organisations(tx: &Tx, organisations: &[Organisation]) -> Result<(), Fault> {
    insert_all(tx, organisations.iter().map(to_row).collect()).await
}

/// Many organisations by id, locked in id order.
pub async fn lock_organisations(tx: &Tx, ids: &[OrganisationId]) -> Result<Vec<Organisation>, Fault> {
    let select = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(organisation::Column::Id);
    let rows = lock_if_postgres(tx, select).all(tx.conn()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    with_external_ids(tx.conn(), found).await
}

/// Who bears these codes where, in one query.
pub async fn bearers_of(
    conn: &impl ConnectionTrait,
    codes: &[String],
) -> Result<HashMap<(RegionCode, String), OrganisationId>, Fault> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Uscc.is_in(codes))
        .filter(organisation::Column::DeletedAtMs.is_null())
        .all(conn)
        .await?;
    let bearer =
        |row: organisation::Model| Ok(((region_of(&row.region_code)?, row.uscc.unwrap_or_default()), row.id.into()));
    rows.into_iter().map(bearer).collect()
}

pub async fn update_organisation(tx: &Tx, organisation: &Organisation, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(organisation), organisation::Column::Version, read_at).await
}

pub async fn bury_organisation(tx: &Tx, organisation: &Organisation) -> Result<bool, Fault> {
    bury(tx, to_row(organisation)).await
}

async fn with_external_ids(conn: &impl ConnectionTrait, found: Vec<Organisation>) -> Result<Vec<Organisation>, Fault> {
    attach_external_ids(conn, SubjectKind::Organisation, found, |s| (s.id.uuid(), &mut s.external_ids)).await
}

pub async fn find_organisation(conn: &impl ConnectionTrait, id: OrganisationId) -> Result<Option<Organisation>, Fault> {
    let row = organisation::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()?;
    Ok(with_external_ids(conn, row.into_iter().collect()).await?.pop())
}

/// Organisations that bear one of these codes or names, without their external ids.
pub async fn find_organisations_called(
    conn: &impl ConnectionTrait,
    words: &[String],
) -> Result<Vec<Organisation>, Fault> {
    let called =
        Condition::any().add(organisation::Column::Uscc.is_in(words)).add(organisation::Column::Name.is_in(words));
    let select = organisation::Entity::find().filter(called).filter(organisation::Column::DeletedAtMs.is_null());
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Every region that has an organisation.
pub async fn regions_of_organisations(conn: &impl ConnectionTrait) -> Result<Vec<RegionCode>, Fault> {
    let select = organisation::Entity::find().filter(organisation::Column::DeletedAtMs.is_null());
    let codes: Vec<String> =
        select.select_only().column(organisation::Column::RegionCode).distinct().into_tuple().all(conn).await?;
    codes.iter().map(|code| region_of(code)).collect()
}

/// Many organisations in one query, without their external ids.
pub async fn find_organisations(
    conn: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<Vec<Organisation>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn lock_organisation(tx: &Tx, id: OrganisationId) -> Result<Option<Organisation>, Fault> {
    let row = lock_if_postgres(tx, organisation::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    let row = row.map(from_row).transpose()?;
    Ok(with_external_ids(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_organisations(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &OrganisationQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Organisation>, Fault> {
    let mut select = organisation::Entity::find().filter(in_scope(organisation::Column::RegionCode, scope));
    if let Some(name) = &query.name {
        select = select.filter(says(organisation::Column::Name, name));
    }
    if let Some(uscc) = &query.uscc {
        select = select.filter(organisation::Column::Uscc.eq(uscc));
    }
    if let Some(kind) = query.kind {
        select = select.filter(organisation::Column::Kind.eq(kind.word()));
    }
    if let Some(only) = query.only {
        select = select.filter(organisation::Column::Id.eq(only.uuid()));
    }
    let found = page(conn, select, page_keys!(organisation, tombstones), listing, now).await?.try_map(from_row)?;
    Ok(Page { items: with_external_ids(conn, found.items).await?, ..found })
}

//! Rows of funding sources.

use ::entity::funding_source;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{ClassCode, Day, FundingSourceId, Instant, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
    money::funds::model::{FundingSource, SourceKind},
};

/// Codes, one after the other with a space between.
fn listed(codes: &[ClassCode]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.iter().map(ClassCode::as_str).collect::<Vec<_>>().join(" "))
}

fn codes_of(text: Option<&str>) -> Result<Vec<ClassCode>, Fault> {
    let wrong = |()| Fault::inconsistent("a list of budget classes");
    text.unwrap_or_default().split_whitespace().map(|c| c.parse().map_err(wrong)).collect()
}

/// An optional budget class as stored.
pub fn class_of(text: Option<&str>) -> Result<Option<ClassCode>, Fault> {
    text.map(|c| c.parse().map_err(|()| Fault::inconsistent(format!("budget class {c:?}")))).transpose()
}

fn to_row(s: &FundingSource) -> funding_source::Model {
    funding_source::Model {
        id: s.id.uuid(),
        name: s.name.clone(),
        kind: s.kind.word().into(),
        level: s.level.word().into(),
        region_code: s.region.to_string(),
        fund_code: s.fund_code.clone(),
        allowed_uses: listed(&s.allowed_uses),
        negative_list: listed(&s.negative_list),
        basis_document: s.basis_document.clone(),
        valid_from: s.valid_from.map(Day::date),
        valid_to: s.valid_to.map(Day::date),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn from_row(row: funding_source::Model) -> Result<FundingSource, Fault> {
    Ok(FundingSource {
        id: row.id.into(),
        kind: word(&row.kind)?,
        level: word(&row.level)?,
        region: region_of(&row.region_code)?,
        allowed_uses: codes_of(row.allowed_uses.as_deref())?,
        negative_list: codes_of(row.negative_list.as_deref())?,
        valid_from: row.valid_from.map(Day::from_date),
        valid_to: row.valid_to.map(Day::from_date),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        name: row.name,
        fund_code: row.fund_code,
        basis_document: row.basis_document,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<funding_source::Model>) -> Result<Vec<FundingSource>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::FundingSource, found, |s: &mut FundingSource| {
        (s.id.uuid(), &mut s.external_ids)
    })
    .await
}

pub async fn insert_source(tx: &Tx, source: &FundingSource) -> Result<(), Fault> {
    insert(tx, to_row(source)).await
}

pub async fn update_source(tx: &Tx, source: &FundingSource, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(source), funding_source::Column::Version, read_at).await
}

pub async fn find_source(conn: &impl ConnectionTrait, id: FundingSourceId) -> Result<Option<FundingSource>, Fault> {
    let row = funding_source::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_source(tx: &Tx, id: FundingSourceId) -> Result<Option<FundingSource>, Fault> {
    let row = lock_if_postgres(tx, funding_source::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn find_sources(conn: &impl ConnectionTrait, ids: Vec<FundingSourceId>) -> Result<Vec<FundingSource>, Fault> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.uuid()).collect();
    let rows = funding_source::Entity::find().filter(funding_source::Column::Id.is_in(ids)).all(conn).await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn list_sources(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: (Option<SourceKind>, Option<Uuid>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<FundingSource>, Fault> {
    let mut select = funding_source::Entity::find().filter(in_scope(funding_source::Column::RegionCode, scope));
    if let Some(kind) = query.0 {
        select = select.filter(funding_source::Column::Kind.eq(kind.word()));
    }
    if let Some(only) = query.1 {
        select = select.filter(funding_source::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(funding_source), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

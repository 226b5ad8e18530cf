//! Rows of inspections.

use std::collections::HashMap;

use ::entity::{inspection, inspection_finding, inspection_photo};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, InspectionId, Instant, Scope, Words as _},
        platform::{Fault, Listing, Page, Tx, in_scope, insert, insert_all, page, page_keys, region_of, word},
    },
    property::upkeep::model::{Inspection, InspectionQuery},
};

fn to_row(i: &Inspection) -> inspection::Model {
    inspection::Model {
        id: i.id.uuid(),
        asset_id: i.asset.uuid(),
        region_code: i.region.to_string(),
        inspected_on: i.on.date(),
        grade: i.grade.word().into(),
        risk: i.risk.word().into(),
        note: i.note.clone(),
        inspected_by: i.inspected_by.uuid(),
        layer: i.layer.word().into(),
        version: i.version,
        created_at_ms: i.created_at.millis(),
        updated_at_ms: i.updated_at.millis(),
    }
}

fn from_row(row: inspection::Model, findings: Vec<String>, photos: Vec<FileId>) -> Result<Inspection, Fault> {
    Ok(Inspection {
        id: row.id.into(),
        asset: row.asset_id.into(),
        region: region_of(&row.region_code)?,
        on: Day::from_date(row.inspected_on),
        grade: word(&row.grade)?,
        risk: word(&row.risk)?,
        findings,
        photos,
        note: row.note,
        inspected_by: row.inspected_by.into(),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Inspections with what hangs on them: two queries more, however many they are.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<inspection::Model>) -> Result<Vec<Inspection>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let select = inspection_finding::Entity::find()
        .filter(inspection_finding::Column::InspectionId.is_in(ids.iter().copied()))
        .order_by_asc(inspection_finding::Column::N);
    let mut findings: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in select.all(conn).await? {
        findings.entry(row.inspection_id).or_default().push(row.what);
    }
    let select = inspection_photo::Entity::find()
        .filter(inspection_photo::Column::InspectionId.is_in(ids))
        .order_by_asc(inspection_photo::Column::FileId);
    let mut photos: HashMap<Uuid, Vec<FileId>> = HashMap::new();
    for row in select.all(conn).await? {
        photos.entry(row.inspection_id).or_default().push(row.file_id.into());
    }
    let with = |row: inspection::Model| {
        let (findings, photos) = (findings.remove(&row.id), photos.remove(&row.id));
        from_row(row, findings.unwrap_or_default(), photos.unwrap_or_default())
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_inspection(tx: &Tx, i: &Inspection) -> Result<(), Fault> {
    insert(tx, to_row(i)).await?;
    let finding =
        |(n, what): (i32, &String)| inspection_finding::Model { inspection_id: i.id.uuid(), n, what: what.clone() };
    insert_all(tx, (1..).zip(&i.findings).map(finding).collect()).await?;
    let photo = |file: &FileId| inspection_photo::Model { inspection_id: i.id.uuid(), file_id: file.uuid() };
    insert_all(tx, i.photos.iter().map(photo).collect()).await
}

pub async fn find_inspection(conn: &impl ConnectionTrait, id: InspectionId) -> Result<Option<Inspection>, Fault> {
    let row = inspection::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Those of these that there are, without what was found wanting and the photos.
pub async fn inspection_heads(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Inspection>, Fault> {
    let select = inspection::Entity::find().filter(inspection::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(|row| from_row(row, Vec::new(), Vec::new())).collect()
}

/// The latest inspection of an asset on or before a day.
pub async fn last_inspection(tx: &Tx, asset: AssetId, day: Day) -> Result<Option<Inspection>, Fault> {
    let select = inspection::Entity::find()
        .filter(inspection::Column::AssetId.eq(asset.uuid()))
        .filter(inspection::Column::InspectedOn.lte(day.date()))
        .order_by_desc(inspection::Column::InspectedOn)
        .order_by_desc(inspection::Column::Id);
    let row = select.one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_inspections(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &InspectionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Inspection>, Fault> {
    use inspection::Column;
    let wanted = [query.asset.map(|a| Column::AssetId.eq(a.uuid())), query.grade.map(|g| Column::Grade.eq(g.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = inspection::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(inspection), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

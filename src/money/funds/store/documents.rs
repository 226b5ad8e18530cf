//! Rows of budget documents and plan lines.

use std::collections::HashMap;

use ::entity::{allocation, budget_document, plan_line, plan_line_document};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    sea_query::{Alias, ExprTrait as _},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{BudgetDocumentId, Day, Instant, Money, PlanLineId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres,
            money_of, page, page_keys, region_of, says, update_versioned, word,
        },
    },
    money::funds::model::{BudgetDocument, DocumentNumber, DocumentQuery, PlanLine},
};

fn to_row(d: &BudgetDocument) -> budget_document::Model {
    budget_document::Model {
        id: d.id.uuid(),
        number: d.number.to_string(),
        title: d.title.clone(),
        issuer: d.issuer.clone(),
        region_code: d.region.to_string(),
        kind: d.kind.word().into(),
        budget_year: d.budget_year,
        document_on: d.document_on.map(Day::date),
        received_on: d.received_on.map(Day::date),
        file_id: d.file.map(|f| f.uuid()),
        layer: d.layer.word().into(),
        source: d.source.clone(),
        note: d.note.clone(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
        deleted_at_ms: d.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: budget_document::Model) -> Result<BudgetDocument, Fault> {
    let wrong = || Fault::inconsistent(format!("number of budget document {}", row.id));
    Ok(BudgetDocument {
        id: row.id.into(),
        number: DocumentNumber::parse(&row.number).ok_or_else(wrong)?,
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        document_on: row.document_on.map(Day::from_date),
        received_on: row.received_on.map(Day::from_date),
        file: row.file_id.map(Into::into),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        title: row.title,
        issuer: row.issuer,
        budget_year: row.budget_year,
        source: row.source,
        note: row.note,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<budget_document::Model>) -> Result<Vec<BudgetDocument>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::BudgetDocument, found, |d: &mut BudgetDocument| {
        (d.id.uuid(), &mut d.external_ids)
    })
    .await
}

pub async fn insert_document(tx: &Tx, document: &BudgetDocument) -> Result<(), Fault> {
    insert(tx, to_row(document)).await
}

pub async fn update_document(tx: &Tx, document: &BudgetDocument, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(document), budget_document::Column::Version, read_at).await
}

pub async fn bury_document(tx: &Tx, document: &BudgetDocument) -> Result<bool, Fault> {
    bury(tx, to_row(document)).await
}

pub async fn find_document(conn: &impl ConnectionTrait, id: BudgetDocumentId) -> Result<Option<BudgetDocument>, Fault> {
    let row = budget_document::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_document(tx: &Tx, id: BudgetDocumentId) -> Result<Option<BudgetDocument>, Fault> {
    let row = lock_if_postgres(tx, budget_document::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Documents by id, in one query.
pub async fn find_documents(
    conn: &impl ConnectionTrait,
    ids: Vec<BudgetDocumentId>,
) -> Result<HashMap<BudgetDocumentId, BudgetDocument>, Fault> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.uuid()).collect();
    let rows = budget_document::Entity::find().filter(budget_document::Column::Id.is_in(ids)).all(conn).await?;
    rows.into_iter().map(|row| Ok((row.id.into(), from_row(row)?))).collect()
}

/// Documents, locked in id order, each with what its lines on record brought; none where no line is on record.
pub async fn lock_documents(
    tx: &Tx,
    ids: &[BudgetDocumentId],
) -> Result<HashMap<BudgetDocumentId, (DocumentNumber, Option<Money>)>, Fault> {
    use allocation::Column;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let wanted = budget_document::Entity::find()
        .filter(budget_document::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(budget_document::Column::Id);
    let found = lock_if_postgres(tx, wanted).all(tx.conn()).await?;
    // Lines that were split off another are a part of it.
    let lines = allocation::Entity::find()
        .filter(Column::DocumentId.is_in(ids))
        .filter(Column::ParentId.is_null())
        .filter(Column::DeletedAtMs.is_null())
        .select_only()
        .column(Column::DocumentId)
        .column_as(Column::AmountFen.sum().cast_as(Alias::new("bigint")), "fen")
        .group_by(Column::DocumentId);
    let brought: HashMap<Uuid, i64> = lines.into_tuple::<(Uuid, i64)>().all(tx.conn()).await?.into_iter().collect();
    let told = |row: budget_document::Model| {
        let brought = brought.get(&row.id).map(|fen| money_of(*fen)).transpose()?;
        let document = from_row(row)?;
        Ok((document.id, (document.number, brought)))
    };
    found.into_iter().map(told).collect()
}

/// Documents that bear one of these numbers.
pub async fn find_numbered(
    conn: &impl ConnectionTrait,
    numbers: &[DocumentNumber],
) -> Result<Vec<BudgetDocument>, Fault> {
    let rows = budget_document::Entity::find()
        .filter(budget_document::Column::Number.is_in(numbers.iter().map(DocumentNumber::as_str)))
        .filter(budget_document::Column::DeletedAtMs.is_null())
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn list_documents(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DocumentQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<BudgetDocument>, Fault> {
    use budget_document::Column;
    let mut select = budget_document::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(number) = &query.number {
        select = select.filter(Column::Number.eq(number.as_str()));
    }
    if let Some(year) = query.budget_year {
        select = select.filter(Column::BudgetYear.eq(year));
    }
    if let Some(title) = &query.title {
        select = select.filter(says(Column::Title, title));
    }
    if let Some(only) = query.only {
        select = select.filter(Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(budget_document, tombstones), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

fn line_row(line: &PlanLine) -> plan_line::Model {
    plan_line::Model {
        id: line.id.uuid(),
        name: line.name.clone(),
        category: line.category.clone(),
        implementer: line.implementer.clone(),
        region_code: line.region.to_string(),
        budget_year: line.budget_year,
        amount_fen: line.amount.fen(),
        fund_source: line.fund_source.clone(),
        layer: line.layer.word().into(),
        source: line.source.clone(),
        note: line.note.clone(),
        version: line.version,
        created_at_ms: line.created_at.millis(),
        updated_at_ms: line.updated_at.millis(),
    }
}

pub async fn update_plan_line(tx: &Tx, line: &PlanLine, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, line_row(line), plan_line::Column::Version, read_at).await
}

pub async fn insert_plan_line(tx: &Tx, line: &PlanLine) -> Result<(), Fault> {
    insert(tx, line_row(line)).await?;
    let links = line
        .documents
        .iter()
        .map(|d| plan_line_document::Model { plan_line_id: line.id.uuid(), document_id: d.uuid() });
    insert_all(tx, links.collect()).await
}

async fn lines_of(conn: &impl ConnectionTrait, rows: Vec<plan_line::Model>) -> Result<Vec<PlanLine>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let links =
        plan_line_document::Entity::find().filter(plan_line_document::Column::PlanLineId.is_in(ids)).all(conn).await?;
    let line = |row: plan_line::Model| {
        Ok(PlanLine {
            id: row.id.into(),
            region: region_of(&row.region_code)?,
            amount: money_of(row.amount_fen)?,
            documents: links.iter().filter(|l| l.plan_line_id == row.id).map(|l| l.document_id.into()).collect(),
            layer: word(&row.layer)?,
            name: row.name,
            category: row.category,
            implementer: row.implementer,
            budget_year: row.budget_year,
            fund_source: row.fund_source,
            source: row.source,
            note: row.note,
            external_ids: Vec::new(),
            version: row.version,
            created_at: Instant::from_millis(row.created_at_ms),
            updated_at: Instant::from_millis(row.updated_at_ms),
        })
    };
    let found = rows.into_iter().map(line).collect::<Result<_, Fault>>()?;
    attach_external_ids(conn, SubjectKind::PlanLine, found, |l: &mut PlanLine| (l.id.uuid(), &mut l.external_ids)).await
}

pub async fn find_plan_line(conn: &impl ConnectionTrait, id: PlanLineId) -> Result<Option<PlanLine>, Fault> {
    let row = plan_line::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(lines_of(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_plan_line(tx: &Tx, id: PlanLineId) -> Result<Option<PlanLine>, Fault> {
    let row = lock_if_postgres(tx, plan_line::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(lines_of(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_plan_lines(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: (Option<i32>, Option<BudgetDocumentId>, Option<Uuid>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PlanLine>, Fault> {
    use sea_orm::sea_query::Query;
    let mut select = plan_line::Entity::find().filter(in_scope(plan_line::Column::RegionCode, scope));
    if let Some(year) = query.0 {
        select = select.filter(plan_line::Column::BudgetYear.eq(year));
    }
    if let Some(document) = query.1 {
        let of = Query::select()
            .column(plan_line_document::Column::PlanLineId)
            .from(plan_line_document::Entity)
            .and_where(plan_line_document::Column::DocumentId.eq(document.uuid()))
            .to_owned();
        select = select.filter(plan_line::Column::Id.in_subquery(of));
    }
    if let Some(only) = query.2 {
        select = select.filter(plan_line::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(plan_line), listing, now).await?;
    Ok(Page { items: lines_of(conn, found.items).await?, next: found.next, total: found.total })
}

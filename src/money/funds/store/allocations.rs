//! Rows of allocations.

use std::collections::BTreeMap;

use ::entity::{allocation, budget_document};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, Value, sea_query::Query,
};
use uuid::Uuid;

use super::sources::class_of;
use crate::{
    ground::{
        kernel::{
            AllocationId, BudgetDocumentId, Instant, Money, OrganisationId, ProjectId, RegionCode, Scope, SubjectKind,
            Words as _,
        },
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, count_by_state, in_scope, insert, insert_all,
            lock_if_postgres, money_of, page, page_keys, places, region_of, update_versioned, word,
        },
    },
    money::{
        funds::model::{Allocation, AllocationQuery, AllocationState, DocumentNumber, FundLevel},
        ledger::AccountKind,
    },
};

fn to_row(a: &Allocation) -> allocation::Model {
    allocation::Model {
        id: a.id.uuid(),
        number: a.number.clone(),
        document_id: a.document.uuid(),
        parent_id: a.parent.map(|p| p.uuid()),
        split_id: a.split.map(|s| s.uuid()),
        region_code: a.region.to_string(),
        unit_id: a.unit.map(|u| u.uuid()),
        project_id: a.project.map(|p| p.uuid()),
        funding_source_id: a.funding_source.map(|s| s.uuid()),
        level_of_origin: a.level_of_origin.word().into(),
        fund_type: a.fund_type.clone(),
        fund_nature: a.fund_nature.map(|n| n.word().into()),
        functional_class: a.functional_class.as_ref().map(ToString::to_string),
        government_economic_class: a.government_economic_class.as_ref().map(ToString::to_string),
        department_economic_class: a.department_economic_class.as_ref().map(ToString::to_string),
        upper_number: a.upper_number.clone(),
        track_kind: a.track_kind.map(|t| t.word().into()),
        budget_year: a.budget_year,
        amount_fen: a.amount.fen(),
        state: a.state.word().into(),
        registered_by: a.registered_by.map(|o| o.uuid()),
        confirmed_by: a.confirmed_by.map(|o| o.uuid()),
        layer: a.layer.word().into(),
        source: a.source.clone(),
        note: a.note.clone(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
        deleted_at_ms: a.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: allocation::Model) -> Result<Allocation, Fault> {
    Ok(Allocation {
        id: row.id.into(),
        document: row.document_id.into(),
        parent: row.parent_id.map(Into::into),
        split: row.split_id.map(Into::into),
        region: region_of(&row.region_code)?,
        unit: row.unit_id.map(Into::into),
        project: row.project_id.map(Into::into),
        funding_source: row.funding_source_id.map(Into::into),
        level_of_origin: word(&row.level_of_origin)?,
        fund_nature: row.fund_nature.as_deref().map(word).transpose()?,
        functional_class: class_of(row.functional_class.as_deref())?,
        government_economic_class: class_of(row.government_economic_class.as_deref())?,
        department_economic_class: class_of(row.department_economic_class.as_deref())?,
        track_kind: row.track_kind.as_deref().map(word).transpose()?,
        amount: money_of(row.amount_fen)?,
        state: word(&row.state)?,
        registered_by: row.registered_by.map(Into::into),
        confirmed_by: row.confirmed_by.map(Into::into),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        number: row.number,
        fund_type: row.fund_type,
        upper_number: row.upper_number,
        budget_year: row.budget_year,
        source: row.source,
        note: row.note,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<allocation::Model>) -> Result<Vec<Allocation>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::Allocation, found, |a: &mut Allocation| (a.id.uuid(), &mut a.external_ids))
        .await
}

pub async fn insert_allocations(tx: &Tx, allocations: &[Allocation]) -> Result<(), Fault> {
    insert_all(tx, allocations.iter().map(to_row).collect()).await
}

pub async fn insert_allocation(tx: &Tx, allocation: &Allocation) -> Result<(), Fault> {
    insert(tx, to_row(allocation)).await
}

pub async fn update_allocation(tx: &Tx, allocation: &Allocation, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(allocation), allocation::Column::Version, read_at).await
}

pub async fn bury_allocation(tx: &Tx, allocation: &Allocation) -> Result<bool, Fault> {
    bury(tx, to_row(allocation)).await
}

pub async fn find_allocation(conn: &impl ConnectionTrait, id: AllocationId) -> Result<Option<Allocation>, Fault> {
    let row = allocation::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

/// Allocations by id.
pub async fn find_allocations(conn: &impl ConnectionTrait, ids: &[AllocationId]) -> Result<Vec<Allocation>, Fault> {
    let wanted = allocation::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    named(conn, allocation::Entity::find().filter(wanted).all(conn).await?).await
}

/// Allocations that bear one of these printed numbers, without their external ids.
pub async fn find_by_number(conn: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Allocation>, Fault> {
    let select = allocation::Entity::find()
        .filter(allocation::Column::Number.is_in(numbers))
        .filter(allocation::Column::DeletedAtMs.is_null());
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Locks allocations in id order.
pub async fn lock_allocations(tx: &Tx, ids: &[AllocationId]) -> Result<Vec<Allocation>, Fault> {
    let select = allocation::Entity::find()
        .filter(allocation::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(allocation::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// Locks the lines of a document in id order, those split off them included.
pub async fn lock_lines_of(tx: &Tx, document: BudgetDocumentId) -> Result<Vec<Allocation>, Fault> {
    let select = allocation::Entity::find()
        .filter(allocation::Column::DocumentId.eq(document.uuid()))
        .filter(allocation::Column::DeletedAtMs.is_null())
        .order_by_asc(allocation::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// The living lines of papers that were split off no other line, with their external ids.
pub async fn find_lines_of(
    conn: &impl ConnectionTrait,
    documents: &[BudgetDocumentId],
) -> Result<Vec<Allocation>, Fault> {
    let rows = allocation::Entity::find()
        .filter(allocation::Column::DocumentId.is_in(documents.iter().map(|d| d.uuid())))
        .filter(allocation::Column::ParentId.is_null())
        .filter(allocation::Column::DeletedAtMs.is_null())
        .all(conn)
        .await?;
    named(conn, rows).await
}

/// Lines split off an allocation, oldest first.
pub async fn find_children(conn: &impl ConnectionTrait, parent: AllocationId) -> Result<Vec<Allocation>, Fault> {
    let rows = allocation::Entity::find()
        .filter(allocation::Column::ParentId.eq(parent.uuid()))
        .order_by_asc(allocation::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// Which of these have passed money on.
pub async fn find_parents(conn: &impl ConnectionTrait, ids: &[AllocationId]) -> Result<Vec<AllocationId>, Fault> {
    use sea_orm::QuerySelect as _;
    let rows: Vec<Option<Uuid>> = allocation::Entity::find()
        .select_only()
        .column(allocation::Column::ParentId)
        .filter(allocation::Column::ParentId.is_in(ids.iter().map(|id| id.uuid())))
        .distinct()
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().flatten().map(Into::into).collect())
}

/// Allocations with money that a project may spend: its own, and those of the budgets it belongs to that name no project; for a
/// named unit only where it is the project's.
pub async fn find_usable(
    conn: &impl ConnectionTrait,
    project: ProjectId,
    budgets: &[RegionCode],
    units: &[OrganisationId],
    only: Option<&[AllocationId]>,
) -> Result<Vec<Allocation>, Fault> {
    use allocation::Column;
    let open = Condition::all()
        .add(Column::ProjectId.is_null())
        .add(Column::RegionCode.is_in(budgets.iter().map(RegionCode::as_str)))
        .add(Condition::any().add(Column::UnitId.is_null()).add(Column::UnitId.is_in(units.iter().map(|u| u.uuid()))));
    let mut select = allocation::Entity::find()
        .filter(Condition::any().add(Column::ProjectId.eq(project.uuid())).add(open))
        .filter(Column::State.is_not_in([AllocationState::Received.word(), AllocationState::Registered.word()]))
        .order_by_asc(Column::Id);
    if let Some(only) = only {
        select = select.filter(Column::Id.is_in(only.iter().map(|id| id.uuid())));
    }
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// A line that cannot be told from this one by document number, region, unit, functional class, project and level.
pub async fn find_same_line(
    conn: &impl ConnectionTrait,
    a: &Allocation,
    number: &DocumentNumber,
) -> Result<Option<AllocationId>, Fault> {
    use allocation::Column;
    let numbered = Query::select()
        .column(budget_document::Column::Id)
        .from(budget_document::Entity)
        .and_where(budget_document::Column::Number.eq(number.as_str()))
        .and_where(budget_document::Column::DeletedAtMs.is_null())
        .to_owned();
    let same_or_none = |column: Column, value: Option<sea_orm::Value>| match value {
        Some(value) => column.eq(value),
        None => column.is_null(),
    };
    let found = allocation::Entity::find()
        .filter(Column::DocumentId.in_subquery(numbered))
        .filter(Column::RegionCode.eq(a.region.as_str()))
        .filter(Column::LevelOfOrigin.eq(a.level_of_origin.word()))
        .filter(same_or_none(Column::UnitId, a.unit.map(|u| u.uuid().into())))
        .filter(same_or_none(Column::ProjectId, a.project.map(|p| p.uuid().into())))
        .filter(same_or_none(Column::FunctionalClass, a.functional_class.as_ref().map(|c| c.to_string().into())))
        .filter(Column::ParentId.is_null())
        .filter(Column::DeletedAtMs.is_null())
        .one(conn)
        .await?;
    Ok(found.map(|row| row.id.into()))
}

pub async fn list_allocations(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &AllocationQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Allocation>, Fault> {
    use allocation::Column;
    let equals = [
        query.document.map(|d| Column::DocumentId.eq(d.uuid())),
        query.parent.map(|p| Column::ParentId.eq(p.uuid())),
        query.project.map(|p| Column::ProjectId.eq(p.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.budget_year.map(|y| Column::BudgetYear.eq(y)),
        query.only.map(|id| Column::Id.eq(id)),
    ];
    let select = allocation::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = equals.into_iter().flatten().fold(select, |select, equal| select.filter(equal));
    let found = page(conn, select, page_keys!(allocation, tombstones), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many allocations stand in each state.
pub async fn allocations_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "allocation").await
}

/// What stands in the accounts of allocations, by the level that the money comes from and kind of account.
pub async fn money_by_level(conn: &impl ConnectionTrait) -> Result<Vec<(FundLevel, AccountKind, Money)>, Fault> {
    let sql = "SELECT a.level_of_origin, l.kind, CAST(sum(l.balance_fen) AS BIGINT) FROM allocation a \
                 JOIN ledger_account l ON l.owner_id = a.id AND l.kind <> 'source.inflow' \
                GROUP BY a.level_of_origin, l.kind ORDER BY a.level_of_origin, l.kind";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let total = |row: sea_orm::QueryResult| {
        let (level, kind): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((word(&level)?, word(&kind)?, money_of(row.try_get_by_index(2)?)?))
    };
    rows.into_iter().map(total).collect()
}

/// Where the lines of documents lie, and what each holds less what it passed on to others.
pub async fn held_by_lines(
    conn: &impl ConnectionTrait,
    documents: &[BudgetDocumentId],
) -> Result<Vec<(BudgetDocumentId, RegionCode, Money)>, Fault> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT a.document_id, a.region_code, CAST(a.amount_fen - coalesce((SELECT sum(c.amount_fen) FROM allocation c \
                  WHERE c.parent_id = a.id AND c.deleted_at_ms IS NULL), 0) AS BIGINT) \
           FROM allocation a WHERE a.deleted_at_ms IS NULL AND a.document_id IN ({})",
        places(1, documents.len())
    );
    let values: Vec<Value> = documents.iter().map(|id| id.uuid().into()).collect();
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let line = |row: sea_orm::QueryResult| {
        let (document, region, fen): (Uuid, String, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((document.into(), region_of(&region)?, money_of(fen)?))
    };
    rows.into_iter().map(line).collect()
}

/// Lines by number of their document and state: how many, and what they were given less what they passed on, so that the sums
/// of a document add up to what it brought.
pub async fn lines_by_document(
    conn: &impl ConnectionTrait,
) -> Result<Vec<(String, AllocationState, u64, Money)>, Fault> {
    let sql = "SELECT d.number, a.state, count(*), CAST(sum(a.amount_fen - coalesce(c.passed_fen, 0)) AS BIGINT) FROM allocation a \
                 JOIN budget_document d ON d.id = a.document_id LEFT JOIN (SELECT parent_id, CAST(sum(amount_fen) AS BIGINT) AS passed_fen \
                   FROM allocation WHERE parent_id IS NOT NULL GROUP BY parent_id) c ON c.parent_id = a.id \
                WHERE a.deleted_at_ms IS NULL GROUP BY d.id, d.number, a.state ORDER BY d.number, a.state";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let line = |row: sea_orm::QueryResult| {
        let (number, state): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let (count, amount): (i64, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        Ok((number, word(&state)?, u64::try_from(count).unwrap_or_default(), money_of(amount)?))
    };
    rows.into_iter().map(line).collect()
}

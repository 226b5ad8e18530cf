//! Rows of splits.

use ::entity::{allocation_split, allocation_split_line};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AllocationId, Instant, Scope, SplitId, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert, insert_all, lock_if_postgres, money_of,
            page, page_keys, region_of, update_versioned, word,
        },
    },
    money::funds::model::{Split, SplitLine, SplitState},
};

fn to_row(s: &Split) -> allocation_split::Model {
    allocation_split::Model {
        id: s.id.uuid(),
        number: s.number.clone(),
        allocation_id: s.allocation.uuid(),
        region_code: s.region.to_string(),
        state: s.state.word().into(),
        total_fen: s.total.fen(),
        document_number: s.document_number.clone(),
        reason: s.reason.clone(),
        run_id: s.run.map(|r| r.uuid()),
        proposed_by: s.proposed_by.uuid(),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn line_rows(s: &Split) -> Vec<allocation_split_line::Model> {
    let row = |(line, position): (&SplitLine, i32)| allocation_split_line::Model {
        split_id: s.id.uuid(),
        position,
        region_code: line.region.to_string(),
        unit_id: line.unit.map(|u| u.uuid()),
        project_id: line.project.map(|p| p.uuid()),
        amount_fen: line.amount.fen(),
        child_id: line.child.map(|c| c.uuid()),
    };
    s.lines.iter().zip(1..).map(row).collect()
}

async fn with_lines(conn: &impl ConnectionTrait, rows: Vec<allocation_split::Model>) -> Result<Vec<Split>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let lines = allocation_split_line::Entity::find()
        .filter(allocation_split_line::Column::SplitId.is_in(ids))
        .order_by_asc(allocation_split_line::Column::Position)
        .all(conn)
        .await?;
    let line = |l: &allocation_split_line::Model| {
        Ok(SplitLine {
            region: region_of(&l.region_code)?,
            unit: l.unit_id.map(Into::into),
            project: l.project_id.map(Into::into),
            amount: money_of(l.amount_fen)?,
            child: l.child_id.map(Into::into),
        })
    };
    let split = |row: allocation_split::Model| {
        Ok(Split {
            id: row.id.into(),
            allocation: row.allocation_id.into(),
            region: region_of(&row.region_code)?,
            state: word(&row.state)?,
            total: money_of(row.total_fen)?,
            run: row.run_id.map(Into::into),
            proposed_by: row.proposed_by.into(),
            lines: lines.iter().filter(|l| l.split_id == row.id).map(line).collect::<Result<_, Fault>>()?,
            layer: word(&row.layer)?,
            external_ids: Vec::new(),
            number: row.number,
            document_number: row.document_number,
            reason: row.reason,
            version: row.version,
            created_at: Instant::from_millis(row.created_at_ms),
            updated_at: Instant::from_millis(row.updated_at_ms),
        })
    };
    let found = rows.into_iter().map(split).collect::<Result<_, Fault>>()?;
    attach_external_ids(conn, SubjectKind::AllocationSplit, found, |s: &mut Split| (s.id.uuid(), &mut s.external_ids))
        .await
}

pub async fn insert_split(tx: &Tx, split: &Split) -> Result<(), Fault> {
    insert(tx, to_row(split)).await?;
    insert_all(tx, line_rows(split)).await
}

/// Writes a split back, its lines anew.
pub async fn update_split(tx: &Tx, split: &Split, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(split), allocation_split::Column::Version, read_at).await?;
    allocation_split_line::Entity::delete_many()
        .filter(allocation_split_line::Column::SplitId.eq(split.id.uuid()))
        .exec(tx.conn())
        .await?;
    insert_all(tx, line_rows(split)).await
}

pub async fn find_split(conn: &impl ConnectionTrait, id: SplitId) -> Result<Option<Split>, Fault> {
    let row = allocation_split::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(with_lines(conn, row.into_iter().collect()).await?.pop())
}

/// Splits by id.
pub async fn find_splits(conn: &impl ConnectionTrait, ids: &[SplitId]) -> Result<Vec<Split>, Fault> {
    let wanted = allocation_split::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    with_lines(conn, allocation_split::Entity::find().filter(wanted).all(conn).await?).await
}

pub async fn lock_split(tx: &Tx, id: SplitId) -> Result<Option<Split>, Fault> {
    let row = lock_if_postgres(tx, allocation_split::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(with_lines(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Which of these allocations have a split that waits, proposed or returned.
pub async fn find_waiting(
    conn: &impl ConnectionTrait,
    ids: &[AllocationId],
) -> Result<Vec<(AllocationId, SplitState)>, Fault> {
    let rows = allocation_split::Entity::find()
        .filter(allocation_split::Column::AllocationId.is_in(ids.iter().map(|id| id.uuid())))
        .filter(allocation_split::Column::State.is_in([SplitState::Proposed.word(), SplitState::Returned.word()]))
        .all(conn)
        .await?;
    rows.into_iter().map(|r| Ok((r.allocation_id.into(), word(&r.state)?))).collect()
}

pub async fn list_splits(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: (Option<AllocationId>, Option<SplitState>, Option<Uuid>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<Split>, Fault> {
    let mut select = allocation_split::Entity::find().filter(in_scope(allocation_split::Column::RegionCode, scope));
    if let Some(allocation) = query.0 {
        select = select.filter(allocation_split::Column::AllocationId.eq(allocation.uuid()));
    }
    if let Some(state) = query.1 {
        select = select.filter(allocation_split::Column::State.eq(state.word()));
    }
    if let Some(only) = query.2 {
        select = select.filter(allocation_split::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(allocation_split), listing, now).await?;
    Ok(Page { items: with_lines(conn, found.items).await?, next: found.next, total: found.total })
}

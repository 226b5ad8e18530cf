//! The use cases of funds, and what other rooms may ask.

pub mod allocation_rows;
pub mod allocations;
pub mod classes;
pub mod conclude;
pub mod documents;
pub mod exports;
pub mod paper_exports;
pub mod plan_lines;
pub mod print;
pub mod project_door;
pub mod reference;
pub mod register;
pub mod sources;
pub mod splits;
mod usable;

use std::collections::HashMap;

use super::{
    model::{Allocation, AllocationState, BudgetDocument, DocumentNumber, FundingSource, SplitState},
    store,
};
use crate::{
    ground::{
        kernel::{AllocationId, BudgetDocumentId, Money, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    money::ledger::Books,
};

pub use classes::class_title;
pub use project_door::ProjectDoor;
pub use usable::{Usable, usable_for};

fn subject_of(allocation: &Allocation) -> SubjectRef {
    SubjectRef::new(SubjectKind::Allocation, allocation.id)
}

/// Budget documents that bear these numbers.
pub async fn documents_numbered(
    conn: &impl ConnectionTrait,
    numbers: &[DocumentNumber],
) -> Result<Vec<BudgetDocument>, Fault> {
    store::find_numbered(conn, numbers).await
}

/// Allocations that bear one of these printed numbers, in one query.
pub async fn allocations_numbered(conn: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Allocation>, Fault> {
    if numbers.is_empty() { Ok(Vec::new()) } else { store::find_by_number(conn, numbers).await }
}

/// Locks allocations in id order, before their accounts: what is paid may exhaust them.
pub async fn lock_allocations(tx: &Tx, ids: &[AllocationId]) -> Result<Vec<Allocation>, Fault> {
    store::lock_allocations(tx, ids).await
}

/// Brings the states of locked allocations in line with what their accounts say after a posting.
pub async fn restate(tx: &Tx, books: &Books, allocations: &[Allocation]) -> Result<Vec<Change>, Stop> {
    let ids: Vec<AllocationId> = allocations.iter().map(|a| a.id).collect();
    let waiting = store::find_waiting(tx.conn(), &ids).await?;
    let parents = store::find_parents(tx.conn(), &ids).await?;
    let mut changes = Vec::new();
    for before in allocations.iter().filter(|a| a.state.has_money()) {
        let split_waits = waiting.contains(&(before.id, SplitState::Proposed));
        let state = AllocationState::of(&books.position(before.id), split_waits, parents.contains(&before.id));
        if state != before.state {
            let (_, change) = save(tx, before, Allocation { state, ..before.clone() }).await?;
            changes.push(change.named("funds.allocation.restate"));
        }
    }
    Ok(changes)
}

/// Writes a changed allocation under its next version.
async fn save(tx: &Tx, before: &Allocation, after: Allocation) -> Result<(Allocation, Change), Stop> {
    let after = Allocation { version: before.version + 1, updated_at: tx.now().await?, ..after };
    store::update_allocation(tx, &after, before.version).await?;
    let change = changed(before, &after);
    Ok((after, change))
}

fn changed(before: &Allocation, after: &Allocation) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after).state(after.state.word())
}

/// How papers call the fund of each of these lines: as the register does, else as the line's own paper does.
pub async fn fund_names(
    conn: &impl ConnectionTrait,
    allocations: &HashMap<AllocationId, Allocation>,
) -> Result<HashMap<AllocationId, String>, Fault> {
    let ids = allocations.values().filter_map(|a| a.funding_source).collect();
    let sources = store::find_sources(conn, ids).await?;
    let name = |a: &Allocation| {
        let source = sources.iter().find(|s| Some(s.id) == a.funding_source).map(|s| s.name.clone());
        source.or_else(|| a.fund_type.clone()).unwrap_or_default()
    };
    Ok(allocations.iter().map(|(id, a)| (*id, name(a))).collect())
}

/// The fund of each of these lines that names one, in one query each for lines and funds.
pub async fn sources_of(
    conn: &impl ConnectionTrait,
    allocations: &[AllocationId],
) -> Result<HashMap<AllocationId, FundingSource>, Fault> {
    let lines = store::find_allocations(conn, allocations).await?;
    let sources = store::find_sources(conn, lines.iter().filter_map(|a| a.funding_source).collect()).await?;
    let of = |a: &Allocation| sources.iter().find(|s| Some(s.id) == a.funding_source).cloned();
    Ok(lines.iter().filter_map(|a| Some((a.id, of(a)?))).collect())
}

/// Budget documents, in one query.
pub async fn documents_by_id(
    conn: &impl ConnectionTrait,
    ids: &[BudgetDocumentId],
) -> Result<HashMap<BudgetDocumentId, BudgetDocument>, Fault> {
    store::find_documents(conn, ids.to_vec()).await
}

/// Documents, locked in id order: whoever takes of the same money waits. Each with what its lines on record brought.
pub async fn lock_documents(
    tx: &Tx,
    ids: &[BudgetDocumentId],
) -> Result<HashMap<BudgetDocumentId, (DocumentNumber, Option<Money>)>, Fault> {
    store::lock_documents(tx, ids).await
}

/// Allocations with their external ids, in one query each.
pub async fn allocations_by_id(
    conn: &impl ConnectionTrait,
    ids: &[AllocationId],
) -> Result<HashMap<AllocationId, Allocation>, Fault> {
    Ok(store::find_allocations(conn, ids).await?.into_iter().map(|a| (a.id, a)).collect())
}

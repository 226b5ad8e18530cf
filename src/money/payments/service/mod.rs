//! The use cases of payments.

pub mod batches;
pub mod booking;
mod case;
pub mod conclude;
pub mod dissolve;
mod doors;
pub mod drafts;
pub mod ends;
pub mod exceptions;
pub mod export;
pub mod exports;
pub mod hand_over;
pub mod import;
pub mod names;
pub mod papers;
pub mod print;
pub mod read;
pub mod retry;
pub mod results;
pub mod submit;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    model::{Batch, Disbursement, DisbursementState, Payment, PaymentResult, Place},
    store,
};
use crate::{
    ground::{
        kernel::{AllocationId, DisbursementId, Money, PaymentId, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    money::{
        funds::{Allocation, lock_allocations, restate},
        ledger::{Books, Entry},
        projects::{Contract, Project, lock_contract, lock_project},
    },
};

pub use doors::{Claims, bill_list, bill_upkeep, claim_of_list, paid_for_order, unbill_list, unbill_upkeep};

fn subject_of(d: &Disbursement) -> SubjectRef {
    SubjectRef::new(SubjectKind::Disbursement, d.id)
}

fn changed(before: &Disbursement, after: &Disbursement) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after).state(after.state.word())
}

/// Payments, in one query.
pub async fn payments_by_id(
    conn: &impl ConnectionTrait,
    ids: &[PaymentId],
) -> Result<HashMap<PaymentId, Payment>, Fault> {
    Ok(store::find_payments(conn, ids).await?.into_iter().map(|p| (p.id, p)).collect())
}

/// Disbursements, in one query.
pub async fn disbursements_by_id(
    conn: &impl ConnectionTrait,
    ids: &[DisbursementId],
) -> Result<HashMap<DisbursementId, Disbursement>, Fault> {
    Ok(store::find_disbursements(conn, ids).await?.into_iter().map(|d| (d.id, d)).collect())
}

fn payment_subject(p: &Payment) -> SubjectRef {
    SubjectRef::new(SubjectKind::Payment, p.id)
}

fn payment_created(p: &Payment) -> Change {
    Change::created(payment_subject(p), &p.region, p).state(p.state.word())
}

fn payment_changed(before: &Payment, after: &Payment) -> Change {
    Change::changed(payment_subject(after), &after.region, after.version, before, after).state(after.state.word())
}

fn batch_changed(before: &Batch, after: &Batch) -> Change {
    Change::changed(batch_subject(after), &after.region, after.version, before, after).state(after.state.word())
}

fn batch_subject(b: &Batch) -> SubjectRef {
    SubjectRef::new(SubjectKind::PaymentBatch, b.id)
}

fn result_subject(r: &PaymentResult) -> SubjectRef {
    SubjectRef::new(SubjectKind::PaymentResult, r.id)
}

/// A disbursement with its project and contract.
struct Held {
    disbursement: Disbursement,
    project: Project,
    contract: Option<Contract>,
}

/// Locks projects, then contracts, then bills of upkeep and of lists, then disbursements, each in id order; what other claims sum up to stands still from here on.
async fn hold_each(tx: &Tx, found: &[Place]) -> Result<Vec<Held>, Stop> {
    let gone = |what: &str| Fault::inconsistent(format!("{what} of a disbursement"));
    let ids: BTreeSet<_> = found.iter().map(|d| d.project).collect();
    let mut projects = BTreeMap::new();
    for id in ids {
        projects.insert(id, lock_project(tx, id).await?.ok_or_else(|| gone("project"))?);
    }
    let ids: BTreeSet<_> = found.iter().filter_map(|d| d.contract).collect();
    let mut contracts = BTreeMap::new();
    for id in ids {
        contracts.insert(id, lock_contract(tx, id).await?.ok_or_else(|| gone("contract"))?);
    }
    let orders: BTreeSet<_> = found.iter().filter_map(|d| d.upkeep_order).collect();
    store::lock_bills(tx, &orders.into_iter().collect::<Vec<_>>()).await?;
    let lists: BTreeSet<_> = found.iter().filter_map(|d| d.to_person_list).collect();
    store::lock_list_bills(tx, &lists.into_iter().collect::<Vec<_>>()).await?;
    let ids: Vec<DisbursementId> = found.iter().map(|d| d.id).collect();
    let mut held = Vec::with_capacity(ids.len());
    for disbursement in store::lock_disbursements(tx, &ids).await? {
        let project = projects.get(&disbursement.project).cloned().ok_or_else(|| gone("project"))?;
        let contract = match disbursement.contract {
            // A draft may have been laid under another contract since its place was read.
            Some(id) if !contracts.contains_key(&id) => lock_contract(tx, id).await?,
            id => id.and_then(|id| contracts.get(&id).cloned()),
        };
        held.push(Held { disbursement, project, contract });
    }
    Ok(held)
}

/// The same for one.
async fn hold_all(tx: &Tx, found: &Place) -> Result<Held, Stop> {
    let gone = || Fault::inconsistent(format!("disbursement {} is gone", found.id));
    Ok(hold_each(tx, std::slice::from_ref(found)).await?.pop().ok_or_else(gone)?)
}

/// What a disbursement takes from each allocation.
fn funding_of(d: &Disbursement) -> Result<BTreeMap<AllocationId, Money>, Fault> {
    d.funding()
        .ok_or_else(|| Fault::inconsistent(format!("funding of disbursement {} beyond the range of money", d.id)))
}

/// Which way the money of a whole disbursement moves.
#[derive(Clone, Copy)]
enum Move {
    /// available → reserved.
    Reserve,
    /// reserved → available.
    Release,
}

/// Moves the money of a whole disbursement back: locks its allocations, then as below.
async fn release_money(tx: &Tx, d: &Disbursement) -> Result<Vec<Change>, Stop> {
    let allocations = lock_allocations(tx, &d.allocations()).await?;
    move_money(tx, d, Move::Release, &allocations).await
}

/// Moves the money of a whole disbursement, whose allocations the caller has locked: locks their accounts, posts, and restates them.
async fn move_money(tx: &Tx, d: &Disbursement, way: Move, allocations: &[Allocation]) -> Result<Vec<Change>, Stop> {
    let funding: Vec<(AllocationId, Money)> = funding_of(d)?.into_iter().collect();
    let ids: Vec<AllocationId> = funding.iter().map(|f| f.0).collect();
    let mut books = Books::lock(tx, ids.iter().map(|id| id.uuid())).await?;
    let day = tx.now().await?.day();
    // One entry for each allocation: an entry never spans two budget years.
    let entry = |line: &(AllocationId, Money)| match way {
        Move::Reserve => Entry::disbursement_reserved(d.id, &[*line]),
        Move::Release => Entry::disbursement_released(d.id, &[*line]),
    };
    let entries: Vec<Entry> = funding.iter().map(entry).collect();
    books.post(tx, day, &entries).await?;
    restate(tx, &books, allocations).await
}

/// Brings a disbursement in line with what its payments tell. The caller holds its lock.
async fn follow_payments(tx: &Tx, before: &Disbursement, payments: &[Payment]) -> Result<Option<Change>, Stop> {
    let beyond = || Fault::inconsistent(format!("payments of disbursement {} beyond the range of money", before.id));
    let state = DisbursementState::of(before.state, before.amount, payments).ok_or_else(beyond)?;
    if state == before.state {
        return Ok(None);
    }
    let after = Disbursement { state, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
    store::update_disbursement(tx, before, &after).await?;
    Ok(Some(changed(before, &after).named("payments.disbursement.follow")))
}

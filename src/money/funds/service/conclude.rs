//! What the approval of a split does: children with money, or the parent's money released.

use super::{restate, splits::subject_of};
use crate::{
    ground::{
        kernel::{AnyId, NumberKind, SplitId, Words as _, settle},
        platform::{Fault, Notice, Stop, Tx, next_number},
        trail::Change,
    },
    money::{
        funds::{
            model::{Allocation, AllocationState, Split, SplitState},
            rules::{SPLIT_WITHIN_REST, split_within_rest},
            store,
        },
        ledger::{Books, Entry, open_books},
    },
    office::approvals::{Concluded, Ending, Rechecked},
};

async fn locked(tx: &Tx, id: AnyId) -> Result<(Split, Allocation), Stop> {
    let gone = || Fault::inconsistent(format!("split {id} under approval is gone"));
    let split = store::lock_split(tx, SplitId::new(id.uuid())).await?.ok_or_else(gone)?;
    let parent = store::lock_allocations(tx, &[split.allocation]).await?.pop().ok_or_else(gone)?;
    Ok((split, parent))
}

/// R81 again at every decision: what the split holds is still there.
pub async fn recheck(tx: &Tx, id: AnyId) -> Result<Rechecked, Stop> {
    let (split, parent) = locked(tx, id).await?;
    let held = Books::lock(tx, [parent.id.uuid()]).await?.position(parent.id).reserved;
    let day = tx.now().await?.day();
    let check = SPLIT_WITHIN_REST.judge(day, split_within_rest(parent.amount, held, split.total));
    Ok(Rechecked { checks: settle(vec![check], &[])?, decisive: split.decisive(), revision: 1 })
}

/// Concludes a split in the transaction of the decision.
pub async fn conclude(tx: &Tx, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let (before, parent) = locked(tx, id).await?;
    let (state, topic) = match ending {
        Ending::Approved => (SplitState::Approved, "funds.split.approved"),
        Ending::Rejected => (SplitState::Refused, "funds.split.refused"),
        Ending::Returned(_) => (SplitState::Returned, "funds.split.returned"),
        Ending::Withdrawn => (SplitState::Withdrawn, "funds.split.withdrawn"),
    };
    let mut changes = Vec::new();
    let day = tx.now().await?.day();
    let mut split = Split { state, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
    let books = if state == SplitState::Approved {
        let children = children(tx, &parent, &mut split).await?;
        let owners = children.iter().map(|c| c.id.uuid()).chain([parent.id.uuid()]);
        let mut books = Books::lock(tx, owners).await?;
        let parts: Vec<_> = children.iter().map(|c| (c.id, c.amount)).collect();
        books.post(tx, day, &[Entry::split_approved(split.id, parent.id, &parts)]).await?;
        changes.extend(children.iter().map(created));
        books
    } else {
        let mut books = Books::lock(tx, [parent.id.uuid()]).await?;
        // A returned split has released its money already.
        if before.state == SplitState::Proposed {
            books.post(tx, day, &[Entry::split_refused(split.id, parent.id, split.total)]).await?;
        }
        books
    };
    store::update_split(tx, &split, before.version).await?;
    let restated = restate(tx, &books, std::slice::from_ref(&parent)).await?;
    let subject = subject_of(split.id);
    let change =
        Change::changed(subject, &split.region, split.version, &before, &split).state(state.word()).named(topic);
    changes.insert(0, change);
    changes.extend(restated);
    Ok(Concluded { changes, notices: vec![Notice { topic, subject, region: split.region.clone() }] })
}

fn created(child: &Allocation) -> Change {
    use crate::ground::kernel::{SubjectKind, SubjectRef};
    let subject = SubjectRef::new(SubjectKind::Allocation, child.id);
    Change::created(subject, &child.region, child).state(child.state.word()).named("funds.allocation.split_off")
}

/// The lines that come of a split: source, marks, classes and budget year pass on unchanged.
async fn children(tx: &Tx, parent: &Allocation, split: &mut Split) -> Result<Vec<Allocation>, Stop> {
    let now = tx.now().await?;
    let mut children = Vec::with_capacity(split.lines.len());
    for line in &mut split.lines {
        let (unit, project) = line.named_under(parent);
        let child = Allocation {
            id: tx.id(now),
            number: Some(next_number(tx, NumberKind::Allocation, &line.region).await?.to_string()),
            parent: Some(parent.id),
            split: Some(split.id),
            region: line.region.clone(),
            unit,
            project,
            upper_number: split.document_number.clone().or_else(|| parent.upper_number.clone()),
            amount: line.amount,
            state: AllocationState::Executing,
            registered_by: Some(split.proposed_by),
            confirmed_by: None,
            layer: split.layer,
            source: None,
            note: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            ..parent.clone()
        };
        line.child = Some(child.id);
        children.push(child);
    }
    store::insert_allocations(tx, &children).await?;
    for child in &children {
        open_books(tx, child.id, None, &child.region, child.budget_year).await?;
    }
    Ok(children)
}

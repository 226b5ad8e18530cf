//! Using exceptions up, in the transaction of the act that they let pass.

use super::{moved, write_back};
use crate::{
    ground::{
        kernel::{AnyId, OfficerId, RunId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::Change,
    },
    office::{
        approvals::{ApprovalsRefusal, approvers_of},
        policy::{
            model::{Act, Exception, ExceptionState},
            store,
        },
    },
};

/// Every exception for these subjects, whatever its state: for whoever looks.
pub async fn exceptions_for(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[AnyId],
) -> Result<Vec<Exception>, Fault> {
    store::find_exceptions(conn, kind, ids).await
}

/// Every exception for one subject, locked: for an act that may use one up. The caller holds the subject's own lock.
pub async fn exceptions_held(tx: &Tx, subject: SubjectRef) -> Result<Vec<Exception>, Fault> {
    store::lock_exceptions(tx, subject.kind, subject.id.into()).await
}

/// Uses exceptions up by an act: what it changed, and that thing's version after it.
pub async fn spend(tx: &Tx, exceptions: &[Exception], by: (SubjectRef, i64)) -> Result<Vec<Change>, Fault> {
    let now = tx.now().await?;
    let mut changes = Vec::with_capacity(exceptions.len());
    for before in exceptions {
        let consumed = moved(before, ExceptionState::Consumed, now);
        let after = Exception { act: Some(Act::on(by.0, by.1)), consumed_at: Some(now), ..consumed };
        changes.push(write_back(tx, before, &after).await?.named("policy.exception.consume"));
    }
    Ok(changes)
}

/// Whoever decided an exception has no hand in what uses it up, not even after the grant (R109).
pub async fn decided_by_others(tx: &Tx, makers: &[OfficerId], spent: &[Exception]) -> Result<(), Stop> {
    if spent.is_empty() {
        return Ok(());
    }
    let runs: Vec<RunId> = spent.iter().filter_map(|e| e.run).collect();
    match approvers_of(tx, &runs).await?.into_iter().find(|(_, officer)| makers.contains(officer)) {
        Some((_, officer)) => Err(ApprovalsRefusal::DeciderPrepared { officer }.into()),
        None => Ok(()),
    }
}

//! Weighing what the rules say of an act against the exceptions that were granted for its subject: the one way for every area.

use crate::{
    ground::{
        authority::Action,
        kernel::{AnyId, Check, OfficerId, RunId, SubjectKind, settle},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::officers_who,
    },
    office::{
        approvals::{ApprovalsRefusal, approvers_of},
        policy::{
            model::{Exception, Standing, lift, needed},
            store,
        },
    },
};

/// Whose hand is in an act.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The acts by which one prepares its subject.
    pub prepared_by: &'a [&'static Action],
    /// Who acts.
    pub officer: Option<OfficerId>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: &'a [String],
}

/// Every exception for these subjects, whatever its state: for whoever looks.
pub async fn exceptions_for(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[AnyId],
) -> Result<Vec<Exception>, Fault> {
    store::find_exceptions(conn, kind, ids).await
}

/// Checks with what exceptions let pass, for whoever looks on or decides: nothing is used up.
pub async fn shown(conn: &impl ConnectionTrait, standing: &Standing, checks: Vec<Check>) -> Result<Vec<Check>, Fault> {
    let subject = standing.subject;
    let known = store::find_exceptions(conn, subject.kind, &[subject.id.into()]).await?;
    Ok(lift(checks, &known, standing).checks)
}

/// Settles an act: what its rules refuse passes by what exceptions cover, or not at all. The caller holds the subject's lock. Answers
/// what the act uses up, for [`spend`](super::spend).
pub async fn pass(tx: &Tx, standing: &Standing, checks: Vec<Check>, hand: &Hand<'_>) -> Result<Vec<Exception>, Stop> {
    if !checks.iter().any(needed) {
        settle(checks, hand.acknowledged)?;
        return Ok(Vec::new());
    }
    let subject = standing.subject;
    let held = store::lock_exceptions(tx, subject.kind, subject.id.into()).await?;
    let lifted = lift(checks, &held, standing);
    settle(lifted.checks, hand.acknowledged)?;
    decided_by_others(tx, standing, hand, &lifted.spent).await?;
    Ok(lifted.spent)
}

/// Whoever decided an exception has no hand in what uses it up, not even after the grant (R109).
async fn decided_by_others(tx: &Tx, standing: &Standing, hand: &Hand<'_>, spent: &[Exception]) -> Result<(), Stop> {
    if spent.is_empty() {
        return Ok(());
    }
    let mut makers = officers_who(tx, standing.subject, hand.prepared_by).await?;
    makers.extend(hand.officer);
    let runs: Vec<RunId> = spent.iter().filter_map(|e| e.run).collect();
    match approvers_of(tx, &runs).await?.into_iter().find(|(_, officer)| makers.contains(officer)) {
        Some((_, officer)) => Err(ApprovalsRefusal::DeciderPrepared { officer }.into()),
        None => Ok(()),
    }
}

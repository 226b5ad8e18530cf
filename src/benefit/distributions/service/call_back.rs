//! 收回恢复发放. What of lines was let go to heirs waits again, where the inheritance that said so is taken back before anything was paid.

use serde::Serialize;

use super::subject_of;
use crate::{
    benefit::distributions::{model::Distribution, store},
    ground::{
        authority::Actor,
        kernel::{DistributionId, Words as _},
        platform::{Fault, Tx},
        trail::Change,
    },
};

/// What the trail keeps: the plan, and what of it was called back, by serial and part.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    called_back: &'a [(i64, i64)],
    reason: &'a str,
}

/// Calls parts of lines of a plan back, each by serial and part. Whoever calls has seen that nothing of them is paid, or on its way.
pub async fn call_back(
    tx: &Tx,
    id: DistributionId,
    parts: &[(i64, i64)],
    (actor, reason): (&Actor, &str),
) -> Result<Change, Fault> {
    let gone = || Fault::inconsistent(format!("distribution {id} is gone"));
    let before = store::lock_distribution(tx, id).await?.ok_or_else(gone)?;
    let now = tx.now().await?;
    let by = actor.principal.to_string();
    store::insert_recalls(tx, &before, parts, (by.as_str(), reason, now)).await?;
    let after = before.clone().next(actor.layer, now);
    store::update_distribution(tx, &after, before.version).await?;
    let kept = Kept { plan: &after, called_back: parts, reason };
    let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &kept);
    Ok(change.state(after.state.word()).named("distributions.line.call_back"))
}

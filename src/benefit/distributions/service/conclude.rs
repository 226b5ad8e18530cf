//! What the approval of a list does: it may be paid, or its plan goes back.

use super::{changed, steps::let_go, subject_of};
use crate::{
    benefit::distributions::{
        model::{Distribution, DistributionState},
        store,
    },
    ground::{
        kernel::{AnyId, DistributionId},
        platform::{Fault, Notice, Stop, Tx},
    },
    office::approvals::{Concluded, Ending, Rechecked},
};

async fn locked(tx: &Tx, id: AnyId) -> Result<Distribution, Stop> {
    let found = store::lock_distribution(tx, DistributionId::new(id.uuid())).await?;
    Ok(found.ok_or_else(|| Fault::inconsistent(format!("distribution {id} under approval is gone")))?)
}

/// Its digest anew, from what is stored.
pub async fn recheck(tx: &Tx, id: AnyId) -> Result<Rechecked, Stop> {
    let decisive = locked(tx, id).await?.decisive();
    Ok(Rechecked { checks: Vec::new(), decisive, revision: 1 })
}

/// Concludes a distribution in the transaction of the decision.
pub async fn conclude(tx: &Tx, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let before = locked(tx, id).await?;
    let (state, reason, topic) = match ending {
        Ending::Approved => (DistributionState::Approved, None, "distributions.distribution.approved"),
        Ending::Rejected => (DistributionState::Returned, Some("审批不同意"), "distributions.distribution.refused"),
        Ending::Returned(_) => (DistributionState::Returned, Some("审批退回"), "distributions.distribution.returned"),
        Ending::Withdrawn => (DistributionState::Returned, Some("已撤回"), "distributions.distribution.withdrawn"),
    };
    let free = if reason.is_some() { let_go(tx, &before).await? } else { before.clone() };
    let after = Distribution { state, end_reason: reason.map(Into::into), ..free };
    let after = after.next(before.layer, tx.now().await?);
    store::update_distribution(tx, &after, before.version).await?;
    let notice = Notice { topic, subject: subject_of(&after), region: after.region.clone() };
    Ok(Concluded { changes: vec![changed(&before, &after).named(topic)], notices: vec![notice] })
}

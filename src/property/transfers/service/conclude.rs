//! What the approval of a transfer does: it may take effect, or its assets go back to where they were.

use super::{give_back, moved, papers_of, write_back};
use crate::{
    ground::{
        kernel::{AnyId, RunId, TransferId},
        platform::{Fault, Notice, Stop, Tx},
    },
    office::approvals::{Concluded, Ending, Rechecked},
    property::{
        assets::Passing,
        transfers::{
            model::{Transfer, TransferState},
            store,
        },
    },
};

async fn locked(tx: &Tx, id: AnyId) -> Result<(Transfer, RunId), Stop> {
    let gone = || Fault::inconsistent(format!("transfer {id} under approval is gone"));
    let found = store::lock_transfer(tx, TransferId::new(id.uuid())).await?.ok_or_else(gone)?;
    let run = found.run.ok_or_else(gone)?;
    Ok((found, run))
}

/// Its digest anew, from what is stored.
pub async fn recheck(tx: &Tx, id: AnyId) -> Result<Rechecked, Stop> {
    let (transfer, _) = locked(tx, id).await?;
    let decisive = transfer.decisive(&papers_of(tx.conn(), &transfer).await?);
    Ok(Rechecked { checks: Vec::new(), decisive, revision: transfer.revision })
}

/// Concludes a transfer in the transaction of the decision.
pub async fn conclude(tx: &Tx, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let (before, run) = locked(tx, id).await?;
    let (state, topic) = match ending {
        Ending::Approved => (TransferState::Approved, "transfers.transfer.approved"),
        Ending::Rejected => (TransferState::Refused, "transfers.transfer.refused"),
        Ending::Returned(_) => (TransferState::Returned, "transfers.transfer.returned"),
        Ending::Withdrawn => (TransferState::Cancelled, "transfers.transfer.withdrawn"),
    };
    let now = tx.now().await?;
    let approved_on = (state == TransferState::Approved).then(|| now.day());
    let after = Transfer { approved_on, ..moved(&before, state, now) };
    let mut changes = vec![write_back(tx, &before, &after).await?.named(topic)];
    if !state.is_open() {
        let by = Passing {
            recorded_by: format!("run:{run}"),
            on: now.day(),
            file: None,
            reason: Some(after.number.clone()),
            layer: after.layer,
        };
        changes.extend(give_back(tx, before.passing().collect(), &by).await?.into_iter().map(|c| c.named(topic)));
    }
    let notice = Notice { topic, subject: super::subject_of(&after), region: after.region.clone() };
    Ok(Concluded { changes, notices: vec![notice] })
}

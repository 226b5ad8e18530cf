//! What the approval of a disbursement does: its money stays held, or is released.

use super::{case::Case, changed, exceptions::standing, hold_all, release_money, store, subject_of};
use crate::{
    ground::{
        kernel::{AnyId, DisbursementId},
        platform::{Fault, Notice, Stop, Tx},
    },
    money::payments::model::{Disbursement, DisbursementState, Place},
    office::{
        approvals::{Concluded, Definition, Ending, Rechecked},
        policy::shown,
    },
};

async fn found(tx: &Tx, id: AnyId) -> Result<Place, Stop> {
    let gone = || Fault::inconsistent(format!("disbursement {id} under approval is gone"));
    Ok(store::find_place(tx.conn(), DisbursementId::new(id.uuid())).await?.ok_or_else(gone)?)
}

/// Every rule again, on the state of the books at the moment of the decision; the digest anew from what is stored. What an exception
/// lets pass is passed; it is used up by the acts that move money, not by a desk.
pub async fn recheck(tx: &Tx, id: AnyId, definition: &Definition) -> Result<Rechecked, Stop> {
    let held = hold_all(tx, &found(tx, id).await?).await?;
    let today = tx.now().await?.day();
    let case = Case::gather(tx.conn(), held.disbursement, held.project, held.contract, today).await?;
    let decisive = case.decisive(tx.conn(), definition).await?;
    let checks = shown(tx.conn(), &standing(&case, decisive), case.judge()?).await?;
    Ok(Rechecked { checks, decisive, revision: case.disbursement.revision })
}

/// Concludes a disbursement in the transaction of the decision.
pub async fn conclude(tx: &Tx, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let before = hold_all(tx, &found(tx, id).await?).await?.disbursement;
    let (state, topic) = match ending {
        Ending::Approved => (DisbursementState::Approved, "payments.disbursement.approved"),
        Ending::Rejected => (DisbursementState::Rejected, "payments.disbursement.rejected"),
        Ending::Returned(_) => (DisbursementState::Returned, "payments.disbursement.returned"),
        Ending::Withdrawn => (DisbursementState::Withdrawn, "payments.disbursement.withdrawn"),
    };
    let now = tx.now().await?;
    let approved_on = if state == DisbursementState::Approved { Some(now.day()) } else { before.approved_on };
    let after = Disbursement { state, approved_on, version: before.version + 1, updated_at: now, ..before.clone() };
    store::update_disbursement(tx, &before, &after).await?;
    let mut changes = vec![changed(&before, &after).named(topic)];
    // A returned disbursement has released its money already.
    if before.state.holds_reservation() && !after.state.holds_reservation() {
        changes.extend(release_money(tx, &after).await?);
    }
    let notice = Notice { topic, subject: subject_of(&after), region: after.region.clone() };
    Ok(Concluded { changes, notices: vec![notice] })
}

//! 查看电话. Sees in clear the phone that somebody left; it counts like every look at a person.

use super::{file::phone_place, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::RepairRequestId,
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{Phone, Seeing, note_reveal, open_phone},
    },
    property::repairs::{RepairsRefusal, store},
};

/// Sees the phone of a request in clear.
pub struct RevealPhone {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which request.
    pub id: RepairRequestId,
    /// Why.
    pub reason: String,
}

impl Work for RevealPhone {
    type Record = Committed<Phone>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Phone>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::REPAIR_REQUEST_REVEAL;
        let request = store::find_request(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&request), &request.region)?;
        let kept = request.phone.as_ref().ok_or(RepairsRefusal::NoPhone)?;
        let phone = open_phone(tx.conn(), &self.sealer, &phone_place(request.id), kept).await?;
        let (fields, reason) = ("phone".to_owned(), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&request), region: &request.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, phone))
    }
}

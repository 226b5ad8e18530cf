//! 查看电话. Sees in clear the phone of whoever has a duty; it counts like every look at a person.

use super::{assign::phone_place, store, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::UpkeepDutyId,
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{Phone, Seeing, note_reveal, open_phone},
    },
    property::upkeep::UpkeepRefusal,
};

/// Sees a keeper's phone in clear.
pub struct RevealDutyPhone {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which duty.
    pub id: UpkeepDutyId,
    /// Why.
    pub reason: String,
}

impl Work for RevealDutyPhone {
    type Record = Committed<Phone>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Phone>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_DUTY_REVEAL;
        let duty = store::find_duty(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&duty), &duty.region)?;
        let kept = duty.phone.as_ref().ok_or(UpkeepRefusal::NoPhone)?;
        let phone = open_phone(tx.conn(), &self.sealer, &phone_place(duty.id), kept).await?;
        let (fields, reason) = ("phone".to_owned(), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&duty), region: &duty.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, phone))
    }
}

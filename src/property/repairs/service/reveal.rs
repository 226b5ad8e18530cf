//! 查看电话. Sees in clear the phone that somebody left, and numbers in what they told; it counts like every look at a person.

use super::{file::phone_place, read::masked, subject_of};
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

/// What is hidden of a request wherever it is shown, in clear.
pub struct Clear {
    /// The phone that was left.
    pub phone: Option<Phone>,
    /// Where, if numbers stand in it.
    pub place: Option<String>,
    /// What is broken, if numbers stand in it.
    pub what: Option<String>,
}

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
    type Record = Committed<Clear>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Clear>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::REPAIR_REQUEST_REVEAL;
        let request = store::find_request(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&request), &request.region)?;
        let phone = match &request.phone {
            Some(kept) => Some(open_phone(tx.conn(), &self.sealer, &phone_place(request.id), kept).await?),
            None => None,
        };
        let told = store::open_told(tx.conn(), &self.sealer, &request).await?;
        let shown = masked(&told);
        let place = Some(told.place).filter(|place| *place != shown.place);
        let what = Some(told.what).filter(|what| *what != shown.what);
        let seen = [("phone", phone.is_some()), ("place", place.is_some()), ("what", what.is_some())];
        let seen: Vec<&str> = seen.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
        if seen.is_empty() {
            return Err(RepairsRefusal::NoPhone.into());
        }
        let (fields, reason) = (seen.join(","), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&request), region: &request.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, Clear { phone, place, what }))
    }
}

//! 查看姓名、电话. Sees in clear who has a duty or an order; it counts like every look at a person.

use super::{assign::phone_place, store, subject_of, subject_of_order};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{UpkeepDutyId, UpkeepOrderId},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{PersonName, Phone, Seeing, note_reveal, open_name, open_phone},
    },
    property::{assets::Named, upkeep::UpkeepRefusal},
};

/// Sees a keeper's name and phone in clear.
pub struct RevealKeeper {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which duty.
    pub id: UpkeepDutyId,
    /// Why.
    pub reason: String,
}

/// A keeper in clear: what of it is sealed.
pub struct Keeper {
    /// Of a private person.
    pub name: Option<PersonName>,
    /// Where one is recorded.
    pub phone: Option<Phone>,
}

/// The name of somebody, where it is sealed.
async fn name_of(tx: &Tx, sealer: &Sealer, who: Option<&Named>) -> Result<Option<PersonName>, Stop> {
    match who.and_then(Named::written).filter(|name| name.person().is_some()) {
        Some(name) => Ok(Some(open_name(tx.conn(), sealer, name).await?)),
        None => Ok(None),
    }
}

impl Work for RevealKeeper {
    type Record = Committed<Keeper>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Keeper>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_DUTY_REVEAL;
        let duty = store::find_duty(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&duty), &duty.region)?;
        let name = name_of(tx, &self.sealer, Some(&duty.keeper)).await?;
        let phone = match &duty.phone {
            Some(kept) => Some(open_phone(tx.conn(), &self.sealer, &phone_place(duty.id), kept).await?),
            None => None,
        };
        let fields = match (&name, &phone) {
            (Some(_), Some(_)) => "name,phone",
            (Some(_), None) => "name",
            (None, Some(_)) => "phone",
            (None, None) => return Err(UpkeepRefusal::NothingSealed.into()),
        };
        let (fields, reason) = (fields.to_owned(), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&duty), region: &duty.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, Keeper { name, phone }))
    }
}

/// Sees in clear to whom an order was given.
pub struct RevealAssignee {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which order.
    pub id: UpkeepOrderId,
    /// Why.
    pub reason: String,
}

impl Work for RevealAssignee {
    type Record = Committed<PersonName>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PersonName>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_ORDER_REVEAL;
        let order = store::find_order(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of_order(&order);
        let permit = holder.permit_on(wanted, subject, &order.region)?;
        let name = name_of(tx, &self.sealer, order.assignee.as_ref()).await?.ok_or(UpkeepRefusal::NothingSealed)?;
        let (fields, reason) = ("name".to_owned(), self.reason.clone());
        let told =
            note_reveal(tx, Seeing { permit: &permit, of: subject, region: &order.region, fields, reason }).await?;
        Ok(permit.commit(told, name))
    }
}

//! 外部编号: by which names other systems know a payment, which comes into being without a body that could say so.

use super::{payment_changed, payment_subject, store};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{ExternalRef, PaymentId},
        platform::{Stop, Tx, Work, replace_external_ids},
        trail::Committed,
        wire::match_version,
    },
    money::payments::model::Payment,
    office::access::holder,
};

/// Says by which names other systems know a payment. Money and state stay as they are.
pub struct NamePayment {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: PaymentId,
    /// The version it was read at.
    pub if_match: String,
    /// All names, in place of those it had.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for NamePayment {
    type Record = Committed<Payment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Payment>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PAYMENT_SET_EXTERNAL_IDS;
        let found = store::find_payment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, payment_subject(&found), &found.region)?;
        store::lock_disbursements(tx, &[found.disbursement]).await?;
        let before = store::find_payment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        let external_ids = self.external_ids.clone();
        let (version, updated_at) = (before.version + 1, tx.now().await?);
        let after = Payment { external_ids, version, updated_at, ..before.clone() };
        store::update_payment(tx, &before, &after).await?;
        replace_external_ids(tx, payment_subject(&after), &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(payment_changed(&before, &after), after))
    }
}

//! 撤销批次: a batch that is not to be handed over lets its payments go, so that one obstacle holds no other claim's money.

use super::{batch_changed, batch_subject, payment_changed, store};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{BatchId, DisbursementId, Money},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{Batch, BatchState, Payment},
    },
    office::access::holder,
};

/// Dissolves an open batch: its payments are queued in no batch again. No money moves.
pub struct DissolveBatch {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: BatchId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for DissolveBatch {
    type Record = Committed<Batch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Batch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BATCH_DISSOLVE;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != BatchState::Open {
            return Err(PaymentsRefusal::BatchStateIs { state: before.state }.into());
        }
        let found = store::payments_in(tx.conn(), self.id).await?;
        let mut claims: Vec<DisbursementId> = found.iter().map(|p| p.disbursement).collect();
        claims.sort_unstable();
        claims.dedup();
        store::lock_disbursements(tx, &claims).await?;
        let now = tx.now().await?;
        let mut changes = Vec::with_capacity(found.len());
        // Who enters or leaves a batch holds its lock: these are the same as before the disbursements were locked.
        for payment in &found {
            let version = payment.version + 1;
            let after = Payment { batch: None, version, updated_at: now, ..payment.clone() };
            store::update_payment(tx, payment, &after).await?;
            changes.push(payment_changed(payment, &after).named("payments.payment.leave"));
        }
        let after = Batch {
            state: BatchState::Dissolved,
            payments: 0,
            total: Money::ZERO,
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::update_batch(tx, &before, &after).await?;
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}

//! 撤销批次. A batch that nobody let go comes to nothing; its lines may be in another.

use super::{Held, batch_changed, hold, in_state, payout_changed, store};
use crate::{
    benefit::payouts::model::{Payout, PayoutBatch, PayoutBatchState, PayoutState},
    ground::{
        authority::{Actor, action},
        kernel::PayoutBatchId,
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

/// Dissolves a batch.
pub struct DissolvePayoutBatch {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PayoutBatchId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for DissolvePayoutBatch {
    type Record = Committed<PayoutBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutBatch>, Stop> {
        let wanted = &action::PAYOUT_BATCH_DISSOLVE;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, PayoutBatchState::Drafted)?;
        let (now, payouts) = (tx.now().await?, store::payouts_in(tx.conn(), before.id).await?);
        let (from, to): (&[PayoutState], _) = (&[PayoutState::Queued], PayoutState::Withdrawn);
        let moved = store::Moved { batch: before.id, from, to, asked_on: None, at: now, count: payouts.len() };
        store::move_all(tx, &moved).await?;
        let end_reason = Some(self.reason.clone());
        let after = PayoutBatch { state: PayoutBatchState::Dissolved, end_reason, ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_batch(tx, &after, before.version).await?;
        let withdrawn = |p: &Payout| {
            let withdrawn = Payout { state: to, version: p.version + 1, updated_at: now, ..p.clone() };
            payout_changed(p, &withdrawn).named("payouts.payout.withdraw")
        };
        let changes: Vec<Change> = payouts.iter().map(withdrawn).collect();
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}

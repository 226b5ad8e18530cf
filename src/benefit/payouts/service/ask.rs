//! 查询未回盘. The bank has not answered some of a batch, and is asked: they are of unknown end, stay where they are, and are never sent again.

use super::{Held, batch_changed, hold, in_state, payout_changed, store};
use crate::{
    benefit::payouts::{
        PayoutsRefusal,
        model::{Payout, PayoutBatch, PayoutBatchState, PayoutState},
    },
    ground::{
        authority::{Actor, action},
        kernel::PayoutBatchId,
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

/// Notes that the bank was asked today after whatever it has not answered.
pub struct AskPayoutBatch {
    /// Who asks.
    pub actor: Actor,
    /// Of which batch.
    pub id: PayoutBatchId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for AskPayoutBatch {
    type Record = Committed<PayoutBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutBatch>, Stop> {
        let wanted = &action::PAYOUT_BATCH_ASK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, PayoutBatchState::Released)?;
        let all = store::payouts_in(tx.conn(), before.id).await?;
        let open: Vec<&Payout> = all.iter().filter(|p| PayoutState::ON_ITS_WAY.contains(&p.state)).collect();
        if open.is_empty() {
            return Err(PayoutsRefusal::NothingToAsk.into());
        }
        let (now, to) = (tx.now().await?, PayoutState::Unknown);
        let asked_on = Some(now.day());
        let from = &PayoutState::ON_ITS_WAY;
        let moved = store::Moved { batch: before.id, from, to, asked_on, at: now, count: open.len() };
        store::move_all(tx, &moved).await?;
        let after = before.clone().next(self.actor.layer, now);
        store::update_batch(tx, &after, before.version).await?;
        let asked = |p: &&Payout| {
            let asked = Payout { state: to, asked_on, version: p.version + 1, updated_at: now, ..(*p).clone() };
            payout_changed(p, &asked).named("payouts.payout.ask")
        };
        let changes: Vec<Change> = open.iter().map(asked).collect();
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}

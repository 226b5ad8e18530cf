//! 未挂接回盘. An officer says which payout a row is of, or that it is of none.

use super::{desk::Desk, may_book, plan_of, result_subject, store};
use crate::{
    benefit::payouts::{
        PayoutsRefusal,
        model::{Payout, PayoutBatch, PayoutResult, PayoutResultState, PayoutState, Step, Told},
    },
    ground::{
        authority::{Action, Actor, action, unknown},
        kernel::{PayoutBatchId, PayoutId, PayoutResultId, Scope, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::holder,
};

/// What becomes of a row that waits.
#[derive(Debug, Clone, Copy)]
pub enum Settle {
    /// It is of this payout.
    Match(PayoutId),
    /// It is of none.
    Dismiss,
}

impl Settle {
    const fn action(self) -> &'static Action {
        match self {
            Self::Match(_) => &action::PAYOUT_RESULT_MATCH,
            Self::Dismiss => &action::PAYOUT_RESULT_DISMISS,
        }
    }

    const fn from(self) -> &'static [PayoutResultState] {
        match self {
            Self::Match(_) => &[PayoutResultState::Unmatched, PayoutResultState::Dismissed],
            Self::Dismiss => &[PayoutResultState::Unmatched],
        }
    }
}

/// Settles a row that waits.
pub struct SettlePayoutResult {
    /// Who asks.
    pub actor: Actor,
    /// Which row.
    pub id: PayoutResultId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub settle: Settle,
    /// Why so; never a name.
    pub reason: String,
}

fn changed(before: &PayoutResult, after: &PayoutResult) -> Change {
    Change::changed(result_subject(after), &after.region, after.version, before, after).state(after.state.word())
}

async fn batch_of(tx: &Tx, id: PayoutBatchId) -> Result<PayoutBatch, Fault> {
    store::find_batch(tx.conn(), id).await?.ok_or_else(|| Fault::inconsistent(format!("payout batch {id}")))
}

impl SettlePayoutResult {
    /// The payout that the officer names: of the same distribution, in a batch that is not the officer's own.
    async fn payout(&self, tx: &Tx, (id, seen): (PayoutId, &Scope), of: &PayoutBatch) -> Result<Payout, Stop> {
        let ours = |p: &Payout| p.distribution == of.distribution && seen.covers(&p.region);
        let found = store::find_payout(tx.conn(), id).await?.filter(ours);
        let found = found.ok_or(PayoutsRefusal::UnknownPayout)?;
        may_book(&self.actor, self.settle.action(), &batch_of(tx, found.batch).await?)?;
        Ok(found)
    }

    /// Books the row on the payout that the officer names.
    async fn book(&self, tx: &Tx, (row, payout): (&PayoutResult, Payout)) -> Result<Vec<Change>, Stop> {
        let does_not_fit =
            || PayoutsRefusal::DoesNotFit { row: row.amount, payout: payout.amount, state: payout.state };
        if row.amount != payout.amount {
            return Err(does_not_fit().into());
        }
        if payout.state == PayoutState::Failed {
            let live = store::live_of_line(tx.conn(), payout.distribution, payout.serial).await?;
            if let Some(live) = live {
                return Err(PayoutsRefusal::PaidElsewhere { number: live.number }.into());
            }
        }
        let reference = Some(row.reference.clone()).filter(|r| !r.is_empty());
        let told = Told { outcome: row.outcome, on: row.on, reference, reason: row.reason.clone() };
        let by = (self.actor.layer, tx.now().await?);
        let mut desk = Desk::open(row.answer, payout.distribution, by, vec![payout.clone()]);
        match desk.book(payout.id, told, true)? {
            Step::To(_) => desk.clear(tx).await,
            Step::Nothing | Step::Contradicts => Err(does_not_fit().into()),
        }
    }
}

impl Work for SettlePayoutResult {
    type Record = Committed<PayoutResult>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutResult>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.settle.action();
        let found = store::find_result(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, result_subject(&found), &found.region)?;
        let batch = batch_of(tx, found.batch).await?;
        plan_of(tx, &batch).await?;
        let before = store::lock_result(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if !self.settle.from().contains(&before.state) {
            return Err(PayoutsRefusal::ResultStateIs { state: before.state }.into());
        }
        let stamped = PayoutResult {
            note: Some(self.reason.clone()),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        let Settle::Match(id) = self.settle else {
            let after = PayoutResult { state: PayoutResultState::Dismissed, ..stamped };
            store::update_result(tx, &after, before.version).await?;
            return Ok(permit.commit(changed(&before, &after), after));
        };
        let payout = self.payout(tx, (id, &holder.seen()), &batch).await?;
        let changes = self.book(tx, (&before, payout)).await?;
        let after = PayoutResult { state: PayoutResultState::Booked, payout: Some(id), ..stamped };
        store::update_result(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(changes))
    }
}

//! 复核放行. A second officer lets a batch go: accounts are chosen once more, the file is written and read again, and its money is in payment.

use std::collections::BTreeSet;

use super::{
    Held, batch_changed,
    choose::{Chooser, why},
    create::written,
    form_of, hold, in_state, may_release, payout_changed, store,
};
use crate::{
    benefit::{
        distributions::{Distribution, DistributionState},
        payouts::{
            PayoutsRefusal,
            model::{
                BankForm, BankFormState, Instruction, Payout, PayoutBatch, PayoutBatchState, PayoutState, PayoutWaits,
                Serials,
            },
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{Digest, PayoutBatchId},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    money::ledger::{Books, Entry},
};

/// Lets a batch go to its bank.
pub struct ReleasePayoutBatch {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: PayoutBatchId,
    /// The version it was read at.
    pub if_match: String,
}

impl ReleasePayoutBatch {
    /// The orders of a batch, into the accounts that its maker chose and nobody has touched since.
    async fn orders(
        &self,
        tx: &Tx,
        plan: &Distribution,
        form: &BankForm,
        payouts: &[Payout],
    ) -> Result<Vec<Instruction>, Stop> {
        let serials: BTreeSet<i64> = payouts.iter().map(|p| p.serial).collect();
        let serials: Vec<i64> = serials.into_iter().collect();
        let going: BTreeSet<(i64, i64)> = payouts.iter().map(|p| (p.serial, p.part)).collect();
        let mut lines = store::lines_named(tx.conn(), (plan.id, plan.edition), &serials).await?;
        lines.retain(|l| going.contains(&(l.serial, l.part)));
        if lines.len() != payouts.len() {
            return Err(Fault::inconsistent("payouts of a batch and their lines").into());
        }
        let day = tx.now().await?.day();
        let chooser = Chooser { tx, sealer: &self.sealer, plan, form, day, again: true };
        chooser.hold_answers().await?;
        let mut ordered: Vec<&Payout> = payouts.iter().collect();
        ordered.sort_by_key(|p| (p.serial, p.part));
        let (mut orders, mut changed) = (Vec::with_capacity(payouts.len()), Vec::new());
        for (payout, found) in ordered.into_iter().zip(chooser.of(&lines).await?) {
            match found {
                Ok(c) if c.line.serial != payout.serial || c.line.amount != payout.amount => {
                    return Err(Fault::inconsistent(format!("payout {} and its line", payout.id)).into());
                }
                // Paid by the annulled plan since the batch was made up: its maker gave no word for that.
                Ok(c) if c.beside.is_some_and(|at| payout.again_reason.is_none() || payout.created_at < at) => {
                    return Err(chooser.paid_of_annulled(payout.serial).await?.into());
                }
                Ok(c) if c.into == payout.into && c.payee_index == payout.payee_index => {
                    orders.push((payout.place, Instruction { number: payout.number.clone(), ..c.order }));
                }
                Ok(_) => changed.push((payout.serial, "other_account", "收款账户已更换")),
                Err((serial, PayoutWaits::BankRow)) => return Err(chooser.bank_row(serial).await?.into()),
                Err(held) => changed.push(why(held)),
            }
        }
        if !changed.is_empty() {
            return Err(PayoutsRefusal::PayeesChanged { serials: Serials(changed) }.into());
        }
        orders.sort_by_key(|(place, _)| *place);
        Ok(orders.into_iter().map(|(_, order)| order).collect())
    }
}

/// What was written is read again, by its bytes alone: as many orders, of the same total as the maker declared.
fn compared(form: &BankForm, bytes: &[u8], batch: &PayoutBatch) -> Result<(), Fault> {
    let read = form.reread(bytes).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        Fault::inconsistent(format!("the file of payout batch {} cannot be read again: {first}", batch.id))
    })?;
    if i64::try_from(read.0).is_ok_and(|count| (count, read.1) == (batch.count, batch.total)) {
        return Ok(());
    }
    Err(Fault::inconsistent(format!("the file of payout batch {} holds other orders", batch.id)))
}

impl Work for ReleasePayoutBatch {
    type Record = Committed<PayoutBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutBatch>, Stop> {
        let wanted = &action::PAYOUT_BATCH_RELEASE;
        let Held { permit, plan, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let officer = may_release(tx, &self.actor, wanted, (&before, &plan)).await?;
        in_state(&before, PayoutBatchState::Drafted)?;
        if !matches!(plan.state, DistributionState::Approved | DistributionState::Announced) {
            return Err(PayoutsRefusal::DistributionStateIs { state: plan.state }.into());
        }
        let (kept, form) = form_of(tx, &before).await?;
        if kept.state != BankFormState::Usable {
            return Err(PayoutsRefusal::FormStateIs { state: kept.state }.into());
        }
        let payouts = store::payouts_in(tx.conn(), before.id).await?;
        let orders = self.orders(tx, &plan, &form, &payouts).await?;
        let bytes = written(&form, &orders, &payouts)?;
        compared(&form, &bytes, &before)?;
        let now = tx.now().await?;
        let after = PayoutBatch {
            state: PayoutBatchState::Released,
            released: Some((officer, now)),
            sha256: Some(Digest::of(&bytes)),
            ..before.clone()
        };
        let after = after.next(self.actor.layer, now);
        store::update_batch(tx, &after, before.version).await?;
        store::keep_file(tx, &self.sealer, &after, &bytes).await?;
        let (from, to): (&[PayoutState], _) = (&[PayoutState::Queued], PayoutState::HandedOver);
        let moved = store::Moved { batch: after.id, from, to, asked_on: None, at: now, count: payouts.len() };
        store::move_all(tx, &moved).await?;
        let mut books = Books::lock(tx, [plan.id.uuid()]).await?;
        books.post(tx, now.day(), &[Entry::dividend_handed_over(after.id, plan.id, after.total)]).await?;
        let sent = |p: &Payout| {
            let sent = Payout { state: to, version: p.version + 1, updated_at: now, ..p.clone() };
            payout_changed(p, &sent).named("payouts.payout.send")
        };
        let changes: Vec<Change> = payouts.iter().map(sent).collect();
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}

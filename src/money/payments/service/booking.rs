//! Booking what the treasury says of one payment: paid whole or in part, failed, bounced.

use std::collections::BTreeMap;

use super::{follow_payments, payment_changed, payment_created, store};
use crate::{
    ground::{
        kernel::{AllocationId, DisbursementId, Money, NumberKind, PaymentId},
        platform::{Fault, Stop, Tx, next_number},
        trail::Change,
    },
    money::{
        funds::{Allocation, lock_allocations, restate},
        ledger::{Books, Entry},
        payments::model::{Disbursement, Mismatch, PayOutcome, Payment, PaymentState, Row},
    },
};

/// Payments with everything that booking on them touches, locked: disbursements, allocations, accounts.
pub(super) struct Desk {
    disbursements: Vec<Disbursement>,
    allocations: Vec<Allocation>,
    books: Books,
    pub(super) payments: BTreeMap<PaymentId, Payment>,
}

impl Desk {
    /// Locks the disbursements of these payments, then their allocations and accounts, each in id order.
    pub(super) async fn lock(tx: &Tx, payments: &[Payment]) -> Result<Self, Stop> {
        let mut ids: Vec<DisbursementId> = payments.iter().map(|p| p.disbursement).collect();
        ids.sort_unstable();
        ids.dedup();
        let disbursements = store::lock_disbursements(tx, &ids).await?;
        // Under these locks nobody else changes a payment of them.
        let every = store::payments_of(tx.conn(), &ids).await?;
        let mut wanted: Vec<AllocationId> = every.iter().map(|p| p.allocation).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let allocations = lock_allocations(tx, &wanted).await?;
        let books = Books::lock(tx, wanted.iter().map(|id| id.uuid())).await?;
        let payments = every.into_iter().map(|p| (p.id, p)).collect();
        Ok(Self { disbursements, allocations, books, payments })
    }

    /// Why a row does not fit a payment; `None` when it does. The payee's name is looked at by whoever matched.
    pub(super) fn misfit(&self, row: &Row, id: PaymentId) -> Option<Mismatch> {
        let Some(payment) = self.payments.get(&id) else { return Some(Mismatch::Nothing) };
        let state_fits = match row.outcome {
            PayOutcome::Paid | PayOutcome::Failed => payment.state.is_on_its_way(),
            PayOutcome::Bounced => payment.state == PaymentState::Confirmed,
        };
        // A voucher may pay less, never more; what fails or bounces does so as a whole.
        let amount_fits = match row.outcome {
            PayOutcome::Paid => row.amount <= payment.amount,
            PayOutcome::Failed | PayOutcome::Bounced => row.amount == payment.amount,
        };
        if !state_fits {
            Some(Mismatch::State)
        } else if !amount_fits {
            Some(Mismatch::Amount)
        } else {
            None
        }
    }

    /// Books a row that fits.
    pub(super) async fn book(&mut self, tx: &Tx, row: &Row, id: PaymentId) -> Result<Vec<Change>, Stop> {
        let gone = || Fault::inconsistent(format!("payment {id} is not on the desk"));
        let before = self.payments.get(&id).cloned().ok_or_else(gone)?;
        let now = tx.now().await?;
        let certificate_no = Some(row.certificate_no.clone());
        let stamped = Payment { version: before.version + 1, updated_at: now, ..before.clone() };
        let line = (before.allocation, before.amount);
        let waits = before.drawn_from.account();
        let mut changes = Vec::new();
        let (after, entries, verb) = match row.outcome {
            PayOutcome::Paid => {
                let rest = before.amount.minus(row.amount).unwrap_or_default();
                let mut entries = vec![Entry::payment_confirmed(id, (before.allocation, row.amount))];
                if rest.is_positive() {
                    entries.push(Entry::payment_failed(id, waits, (before.allocation, rest)));
                    changes.push(self.queue_rest(tx, &before, rest).await?);
                }
                let state = PaymentState::Confirmed;
                let paid_on = Some(row.paid_on);
                (Payment { state, amount: row.amount, certificate_no, paid_on, ..stamped }, entries, "confirm")
            }
            PayOutcome::Failed => {
                let entries = vec![Entry::payment_failed(id, waits, line)];
                let reason = row.reason.clone();
                (Payment { state: PaymentState::Failed, certificate_no, reason, ..stamped }, entries, "fail")
            }
            PayOutcome::Bounced => {
                let entries = vec![Entry::payment_bounced(id, line)];
                (Payment { state: PaymentState::Bounced, reason: row.reason.clone(), ..stamped }, entries, "bounce")
            }
        };
        self.books.post(tx, now.day(), &entries).await?;
        store::update_payment(tx, &before, &after).await?;
        let name = match verb {
            "confirm" => "payments.payment.confirm",
            "fail" => "payments.payment.fail",
            _ => "payments.payment.bounce",
        };
        changes.insert(0, payment_changed(&before, &after).named(name));
        self.payments.insert(id, after);
        Ok(changes)
    }

    /// The rest of a part result: a new payment of the same line, waiting where the whole waited.
    async fn queue_rest(&mut self, tx: &Tx, whole: &Payment, rest: Money) -> Result<Change, Stop> {
        let now = tx.now().await?;
        let parts = self.payments.values().filter(|p| p.line == whole.line).map(|p| p.part);
        let payment = Payment {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Payment, &whole.region).await?.to_string(),
            part: parts.max().unwrap_or(whole.part) + 1,
            attempt: 1,
            instructed: rest,
            amount: rest,
            state: PaymentState::Queued,
            batch: None,
            replaces: Some(whole.id),
            certificate_no: None,
            paid_on: None,
            reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
            ..whole.clone()
        };
        store::insert_payments(tx, std::slice::from_ref(&payment)).await?;
        let change = payment_created(&payment).named("payments.payment.queue");
        self.payments.insert(payment.id, payment);
        Ok(change)
    }

    /// Brings disbursements and allocations in line with what was booked.
    pub(super) async fn clear(self, tx: &Tx) -> Result<Vec<Change>, Stop> {
        let mut changes = restate(tx, &self.books, &self.allocations).await?;
        for d in &self.disbursements {
            let own: Vec<Payment> = self.payments.values().filter(|p| p.disbursement == d.id).cloned().collect();
            changes.extend(follow_payments(tx, d, &own).await?);
        }
        Ok(changes)
    }
}

//! Booking what the treasury says of one payment: paid whole or in part, failed, bounced.

use std::collections::{BTreeMap, BTreeSet};

use super::{follow_payments, payment_changed, payment_created, store};
use crate::{
    ground::{
        kernel::{AllocationId, BatchId, Day, DisbursementId, Money, NumberKind, PaymentId},
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
    /// When the batches of these payments were handed over.
    handed_over: BTreeMap<BatchId, Day>,
    /// Of which something was booked.
    moved: BTreeSet<DisbursementId>,
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
        let batches: Vec<BatchId> = every.iter().filter_map(|p| p.batch).collect();
        let batches = store::find_batches(tx.conn(), &batches).await?;
        let handed_over = batches.iter().filter_map(|b| Some((b.id, b.handed_over_at?.day()))).collect();
        let payments = every.into_iter().map(|p| (p.id, p)).collect();
        Ok(Self { disbursements, allocations, books, payments, handed_over, moved: BTreeSet::new() })
    }

    /// The first day on which the treasury can have said so of a payment: the one of its hand-over, and for what bounces the one on
    /// which it was paid.
    fn possible_from(&self, payment: &Payment) -> Option<Day> {
        let handed_over = payment.batch.and_then(|b| self.handed_over.get(&b)).copied();
        handed_over.max(payment.paid_on)
    }

    /// Whether a row is dated before its payment was on its way: such a row is not booked unseen.
    pub(super) fn is_early(&self, row: &Row, id: PaymentId) -> bool {
        let possible = self.payments.get(&id).and_then(|p| self.possible_from(p));
        possible.is_some_and(|first| row.paid_on < first)
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

    /// Books a row that fits, on the business day that it names; never before its money was on its way, whatever the row says.
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
                let beyond = || Fault::inconsistent(format!("the rest of payment {id}"));
                let rest = before.amount.minus(row.amount).ok_or_else(beyond)?;
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
        let business_on = self.possible_from(&before).map_or(row.paid_on, |first| first.max(row.paid_on));
        self.books.post(tx, business_on, &entries).await?;
        store::update_payment(tx, &before, &after).await?;
        let name = match verb {
            "confirm" => "payments.payment.confirm",
            "fail" => "payments.payment.fail",
            _ => "payments.payment.bounce",
        };
        changes.insert(0, payment_changed(&before, &after).named(name));
        self.moved.insert(after.disbursement);
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
            external_ids: Vec::new(),
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

    /// Brings disbursements and allocations in line with what was booked. A claim that rows merely name stays as it is.
    pub(super) async fn clear(self, tx: &Tx) -> Result<Vec<Change>, Stop> {
        let mut changes = restate(tx, &self.books, &self.allocations).await?;
        for d in self.disbursements.iter().filter(|d| self.moved.contains(&d.id)) {
            let own: Vec<Payment> = self.payments.values().filter(|p| p.disbursement == d.id).cloned().collect();
            changes.extend(follow_payments(tx, d, &own).await?);
        }
        Ok(changes)
    }
}

//! 拨款批次: make up payments of approved disbursements, and take along payments that are tried again.

use std::collections::BTreeSet;

use super::{batch_subject, exceptions::exception_runs, payment_changed, payment_created, store};
use crate::{
    ground::{
        authority::{Action, Actor, action, officer_of},
        kernel::{BatchId, DisbursementId, Money, NumberKind, OfficerId, PaymentId, RegionCode, RunId, Words as _},
        platform::{Fault, Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    money::payments::{
        PaymentsRefusal,
        model::{Batch, BatchState, Channel, Disbursement, DisbursementState, Line, Payment, PaymentState, Waits},
    },
    office::{
        access::holder,
        approvals::{Acting, approvers_of, preparers_of, separation_denial},
        places::region_on,
    },
};

/// Makes up a batch.
pub struct CreateBatch {
    /// Who.
    pub actor: Actor,
    /// Where: every disbursement lies inside.
    pub region: RegionCode,
    /// By which channel.
    pub channel: Channel,
    /// Approved disbursements, of which payments are made up.
    pub disbursements: Vec<DisbursementId>,
    /// Queued payments that are in no batch: what is tried again, and rests of part results.
    pub payments: Vec<PaymentId>,
}

/// Whoever filed or decided, the claim or an exception for it, does not pay, and nobody pays their own unit (R109).
pub(super) async fn may_pay(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    disbursements: &[Disbursement],
) -> Result<OfficerId, Stop> {
    let officer = officer_of(actor, wanted)?;
    let excepted = exception_runs(tx.conn(), disbursements).await?;
    let own = disbursements.iter().filter_map(|d| d.run);
    let runs: Vec<RunId> = own.chain(excepted.iter().map(|(_, run)| *run)).collect();
    let deciders = approvers_of(tx, &runs).await?;
    let preparers = preparers_of(tx, &runs).await?;
    for d in disbursements {
        let of_run = |found: &[(RunId, OfficerId)]| -> Vec<OfficerId> {
            let its = |run: RunId| Some(run) == d.run || excepted.contains(&(d.id, run));
            found.iter().filter(|(run, _)| its(*run)).map(|(_, officer)| *officer).collect()
        };
        let (makers, earlier) = (of_run(&preparers), of_run(&deciders));
        let payees = d.payees();
        let unit = actor.organisation();
        let acting = Acting { officer, unit, makers: &makers, earlier: &earlier, payee_units: &payees };
        if let Some(denial) = separation_denial(acting, wanted, super::subject_of(d), &d.region) {
            return Err(denial.into());
        }
    }
    Ok(officer)
}

/// Whoever made up or handed over a batch does not book what the treasury answers to it (R109), whatever office they hold by then.
pub(super) async fn may_book(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    batches: &BTreeSet<BatchId>,
) -> Result<(), Stop> {
    let officer = officer_of(actor, wanted)?;
    for id in batches {
        let gone = || Fault::inconsistent(format!("batch {id} of a payment"));
        let batch = store::find_batch(tx.conn(), *id).await?.ok_or_else(gone)?;
        let payers: Vec<OfficerId> = [Some(batch.created_by), batch.handed_over_by].into_iter().flatten().collect();
        let acting = Acting { officer, unit: None, makers: &payers, earlier: &[], payee_units: &[] };
        if let Some(denial) = separation_denial(acting, wanted, batch_subject(&batch), &batch.region) {
            return Err(denial.into());
        }
    }
    Ok(())
}

fn doubled<T: Ord + Copy>(ids: &[T]) -> bool {
    ids.iter().copied().collect::<BTreeSet<_>>().len() != ids.len()
}

impl CreateBatch {
    async fn disbursements(&self, tx: &Tx, more: &[DisbursementId]) -> Result<Vec<Disbursement>, Stop> {
        let mut ids = [self.disbursements.clone(), more.to_vec()].concat();
        ids.sort_unstable();
        ids.dedup();
        let locked = store::lock_disbursements(tx, &ids).await?;
        let inside = |d: &Disbursement| self.region.covers(&d.region) && d.deleted_at.is_none();
        if locked.len() != ids.len() || !locked.iter().all(inside) {
            return Err(PaymentsRefusal::UnknownDisbursement.into());
        }
        Ok(locked)
    }

    async fn payment_of(&self, tx: &Tx, d: &Disbursement, line: &Line, batch: &Batch) -> Result<Payment, Stop> {
        let now = tx.now().await?;
        Ok(Payment {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Payment, &self.region).await?.to_string(),
            disbursement: d.id,
            line: line.id,
            part: 1,
            attempt: 1,
            channel: d.channel,
            region: d.region.clone(),
            organisation: line.organisation,
            account: line.account,
            allocation: line.allocation,
            instructed: line.amount,
            amount: line.amount,
            drawn_from: Waits::Reserved,
            state: PaymentState::Queued,
            batch: Some(batch.id),
            replaces: None,
            certificate_no: None,
            paid_on: None,
            reason: None,
            layer: d.layer,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

impl Work for CreateBatch {
    type Record = Committed<Batch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Batch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BATCH_CREATE;
        let permit = holder.permit(wanted, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        if !self.channel.is_served() {
            return Err(PaymentsRefusal::ChannelNotYet { channel: self.channel }.into());
        }
        let count = self.disbursements.len() + self.payments.len();
        if count == 0 || doubled(&self.disbursements) || doubled(&self.payments) {
            return Err(PaymentsRefusal::BatchEmpty.into());
        }
        let waiting = store::find_payments(tx.conn(), &self.payments).await?;
        if waiting.len() != self.payments.len() || !waiting.iter().all(|p| self.region.covers(&p.region)) {
            return Err(PaymentsRefusal::UnknownPayment.into());
        }
        let of_waiting: Vec<DisbursementId> = waiting.iter().map(|p| p.disbursement).collect();
        let disbursements = self.disbursements(tx, &of_waiting).await?;
        // Read again under the locks of their disbursements.
        let waiting = store::find_payments(tx.conn(), &self.payments).await?;
        let officer = may_pay(tx, &self.actor, wanted, &disbursements).await?;
        let mut batch = Batch {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Batch, &self.region).await?.to_string(),
            channel: self.channel,
            region: self.region.clone(),
            state: BatchState::Open,
            payments: 0,
            total: Money::ZERO,
            created_by: officer,
            handed_over_by: None,
            handed_over_at: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let (mut fresh, mut changes) = (Vec::new(), Vec::new());
        let made: Vec<DisbursementId> =
            store::payments_of(tx.conn(), &self.disbursements).await?.iter().map(|p| p.disbursement).collect();
        for d in disbursements.iter().filter(|d| self.disbursements.contains(&d.id)) {
            if d.state != DisbursementState::Approved {
                return Err(PaymentsRefusal::state_is(d.state).into());
            }
            if made.contains(&d.id) {
                return Err(PaymentsRefusal::InBatch { disbursement: d.id }.into());
            }
            for line in &d.lines {
                fresh.push(self.payment_of(tx, d, line, &batch).await?);
            }
        }
        let amounts = fresh.iter().chain(&waiting).map(|p| p.amount);
        batch.total = Money::sum(amounts).ok_or_else(|| Fault::inconsistent("a batch beyond the range of money"))?;
        batch.payments = i64::try_from(fresh.len() + waiting.len()).map_err(|_| Fault::inconsistent("a batch"))?;
        store::insert_batch(tx, &batch).await?;
        store::insert_payments(tx, &fresh).await?;
        changes.extend(fresh.iter().map(|p| payment_created(p).named("payments.payment.queue")));
        for before in &waiting {
            if before.state != PaymentState::Queued || before.batch.is_some() {
                return Err(PaymentsRefusal::PaymentStateIs { payment: before.id, state: before.state }.into());
            }
            let version = before.version + 1;
            let after = Payment { batch: Some(batch.id), version, updated_at: now, ..before.clone() };
            store::update_payment(tx, before, &after).await?;
            changes.push(payment_changed(before, &after).named("payments.payment.join"));
        }
        let created = Change::created(batch_subject(&batch), &batch.region, &batch).state(batch.state.word());
        Ok(permit.commit(created, batch).and(changes))
    }
}

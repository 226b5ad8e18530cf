//! 交付支付: the batch goes to the treasury's system; its money is in payment from here on.

use super::{
    Held, batch_changed, batch_subject, batches::may_pay, case::Case, exceptions::standing_now, follow_payments,
    hold_each, payment_changed, store, submit::PREPARED_BY,
};
use crate::{
    ground::{
        authority::{Actor, Role, action, unknown},
        kernel::{AllocationId, BatchId, Check, DisbursementId},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        funds::{lock_allocations, restate},
        ledger::{Books, Entry},
        payments::{
            ListDoor, PaymentsRefusal,
            model::{Batch, BatchState, Disbursement, Payment, PaymentState},
            rules::{HAND_OVER, HandOver, hand_over},
        },
    },
    office::{
        access::holder,
        approvals::signed_by,
        policy::{Exception, Hand, pass, spend},
    },
};

/// Hands a batch over.
pub struct HandOverBatch {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: BatchId,
    /// The version it was read at.
    pub if_match: String,
    /// Says whether lists of persons may still be paid.
    pub lists: &'static dyn ListDoor,
}

/// Every rule once more, and what the treasury office refuses (R104). What its filer stood by is stood by still. The accounts are
/// those into which the money goes now: a retry may name another, and any may have been closed since.
pub(super) async fn hand_over_checks(tx: &Tx, case: &Case, payments: &[&Payment]) -> Result<Vec<Check>, Stop> {
    let d = &case.disbursement;
    let signed = match d.run {
        Some(run) => signed_by(tx, run).await?.contains(&Role::LineReviewer),
        None => false,
    };
    let filed_by_department = case.project.line_department == Some(d.unit);
    let looked_at = HandOver {
        disbursement: &d.number,
        planned: case.project.state.is_planned(),
        // A locked list is the voucher of what it pays.
        vouchers: d.to_person_list.is_some() || d.papers().any(|e| e.kind.is_voucher()),
        signed: signed || filed_by_department,
    };
    let mut checks: Vec<Check> = vec![case.values.judge(&HAND_OVER, case.today, hand_over(looked_at))];
    // What is tried again was judged and partly paid before: its grid no longer stands on one reservation.
    if d.state.holds_reservation() {
        checks.extend(case.judge()?);
    } else {
        checks.extend(case.payee_checks(tx.conn(), payments).await?);
    }
    Ok(checks)
}

/// Judges one claim of a batch. Answers the exceptions that its hand-over uses up.
async fn judged(tx: &Tx, held: Held, payments: &[&Payment]) -> Result<Vec<Exception>, Stop> {
    let today = tx.now().await?.day();
    let case = Case::gather(tx.conn(), held.disbursement, held.project, held.contract, today).await?;
    let late = case.usable.iter().find(|u| u.budget_year > today.year());
    if let Some(usable) = late {
        return Err(PaymentsRefusal::YearNotBegun { year: usable.budget_year, today }.into());
    }
    let checks = hand_over_checks(tx, &case, payments).await?;
    let standing = standing_now(tx.conn(), &case).await?;
    let acknowledged = &case.disbursement.acknowledged;
    pass(tx, &standing, checks, &Hand { prepared_by: &PREPARED_BY, officer: None, acknowledged }).await
}

/// Locks every disbursement of a batch with project and contract, and judges each. Answers also the exceptions that are used up.
async fn judge_all(
    tx: &Tx,
    (actor, lists): (&Actor, &dyn ListDoor),
    payments: &[Payment],
) -> Result<(Vec<Disbursement>, Vec<Exception>), Stop> {
    let mut ids: Vec<DisbursementId> = payments.iter().map(|p| p.disbursement).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = store::find_disbursements(tx.conn(), &ids).await?;
    may_pay(tx, actor, &action::BATCH_HAND_OVER, &found).await?;
    let (mut locked, mut spent) = (Vec::with_capacity(found.len()), Vec::new());
    for held in hold_each(tx, &found.iter().map(Disbursement::place).collect::<Vec<_>>()).await? {
        let d = held.disbursement.clone();
        if let Some(list) = d.to_person_list {
            lists.payable(tx, list).await?;
        }
        let own: Vec<&Payment> = payments.iter().filter(|p| p.disbursement == d.id).collect();
        spent.extend(judged(tx, held, &own).await?);
        locked.push(d);
    }
    Ok((locked, spent))
}

impl Work for HandOverBatch {
    type Record = Committed<Batch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Batch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BATCH_HAND_OVER;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != BatchState::Open {
            return Err(PaymentsRefusal::BatchStateIs { state: before.state }.into());
        }
        let payments = store::payments_in(tx.conn(), self.id).await?;
        let (disbursements, spent) = judge_all(tx, (&self.actor, self.lists), &payments).await?;
        let mut ids: Vec<AllocationId> = payments.iter().map(|p| p.allocation).collect();
        ids.sort_unstable();
        ids.dedup();
        let allocations = lock_allocations(tx, &ids).await?;
        let mut books = Books::lock(tx, ids.iter().map(|id| id.uuid())).await?;
        let now = tx.now().await?;
        let (mut changes, mut entries): (Vec<Change>, Vec<Entry>) = (Vec::new(), Vec::new());
        for payment in &payments {
            let version = payment.version + 1;
            let sent = Payment { state: PaymentState::Sent, version, updated_at: now, ..payment.clone() };
            store::update_payment(tx, payment, &sent).await?;
            changes.push(payment_changed(payment, &sent).named("payments.payment.send"));
            entries.push(Entry::payment_handed_over(
                payment.id,
                payment.drawn_from.account(),
                (payment.allocation, payment.amount),
            ));
        }
        books.post(tx, now.day(), &entries).await?;
        changes.extend(restate(tx, &books, &allocations).await?);
        let every = store::payments_of(tx.conn(), &disbursements.iter().map(|d| d.id).collect::<Vec<_>>()).await?;
        for d in &disbursements {
            let own: Vec<Payment> = every.iter().filter(|p| p.disbursement == d.id).cloned().collect();
            changes.extend(follow_payments(tx, d, &own).await?);
        }
        let after = Batch {
            state: BatchState::HandedOver,
            handed_over_by: self.actor.officer(),
            handed_over_at: Some(now),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::update_batch(tx, &before, &after).await?;
        changes.extend(spend(tx, &spent, (batch_subject(&after), after.version)).await?);
        Ok(permit.commit(batch_changed(&before, &after), after).and(changes))
    }
}

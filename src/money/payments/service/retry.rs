//! 结果不明 and 重新支付.

use super::{batches::may_pay, payment_changed, payment_created, payment_subject, store};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{BankAccountId, NumberKind, PaymentId, Refusal},
        platform::{Stop, Tx, Work, next_number},
        trail::Committed,
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{Payment, PaymentState, Waits},
    },
    office::{
        access::holder,
        places::{AccountState, accounts_by_id},
    },
};

/// The treasury gave no answer: the payment is asked after, and stays where it is.
pub struct MarkUnknown {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: PaymentId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for MarkUnknown {
    type Record = Committed<Payment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Payment>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PAYMENT_MARK_UNKNOWN;
        let found = store::find_payment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, payment_subject(&found), &found.region)?;
        store::lock_disbursements(tx, &[found.disbursement]).await?;
        let before = store::find_payment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if before.state != PaymentState::Sent {
            return Err(PaymentsRefusal::PaymentStateIs { payment: before.id, state: before.state }.into());
        }
        let now = tx.now().await?;
        let after =
            Payment { state: PaymentState::Unknown, version: before.version + 1, updated_at: now, ..before.clone() };
        store::update_payment(tx, &before, &after).await?;
        Ok(permit.commit(payment_changed(&before, &after), after))
    }
}

/// Tries a failed or bounced payment again, into the same account or another confirmed one of the same payee. What waits to be
/// made good, a retry or the rest of a part result, may be sent elsewhere too: its account may have been closed meanwhile.
pub struct RetryPayment {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: PaymentId,
    /// The version it was read at.
    pub if_match: String,
    /// Into which account, where it is another.
    pub account: Option<BankAccountId>,
}

impl RetryPayment {
    async fn account(&self, tx: &Tx, before: &Payment) -> Result<BankAccountId, Stop> {
        let wanted = self.account.unwrap_or(before.account);
        let found = accounts_by_id(tx.conn(), &[wanted]).await?.remove(&wanted);
        let usable = found.is_some_and(|a| a.organisation == before.organisation && a.state == AccountState::Usable);
        if usable {
            Ok(wanted)
        } else {
            Err(Refusal::from(PaymentsRefusal::UnknownAccount).placed(Some("/bank_account_id")).into())
        }
    }
}

impl Work for RetryPayment {
    type Record = Committed<Payment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Payment>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PAYMENT_RETRY;
        let found = store::find_payment(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, payment_subject(&found), &found.region)?;
        let disbursements = store::lock_disbursements(tx, &[found.disbursement]).await?;
        may_pay(tx, &self.actor, wanted, &disbursements).await?;
        let every = store::payments_of(tx.conn(), &[found.disbursement]).await?;
        let before = every.iter().find(|p| p.id == self.id).ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        let waits_anew = before.batch.is_none() && before.replaces.is_some();
        let drawn_from = match before.state {
            PaymentState::Failed => before.drawn_from,
            PaymentState::Queued if waits_anew => before.drawn_from,
            PaymentState::Bounced => Waits::ReturnedToRepay,
            state => return Err(PaymentsRefusal::PaymentStateIs { payment: before.id, state }.into()),
        };
        if every.iter().any(|p| p.replaces == Some(before.id) && p.part == before.part) {
            return Err(PaymentsRefusal::RetriedAlready { payment: before.id }.into());
        }
        let now = tx.now().await?;
        let retry = Payment {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Payment, &before.region).await?.to_string(),
            attempt: before.attempt + 1,
            account: self.account(tx, before).await?,
            instructed: before.amount,
            drawn_from,
            state: PaymentState::Queued,
            batch: None,
            replaces: Some(before.id),
            certificate_no: None,
            paid_on: None,
            reason: None,
            // What another system calls the first attempt is not the second.
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            ..before.clone()
        };
        // A bounced payment was made: it stays what it is. A failed or waiting one never happened.
        let mut changes = Vec::new();
        if before.state != PaymentState::Bounced {
            let version = before.version + 1;
            let after = Payment { state: PaymentState::Superseded, version, updated_at: now, ..before.clone() };
            store::update_payment(tx, before, &after).await?;
            changes.push(payment_changed(before, &after).named("payments.payment.supersede"));
        }
        store::insert_payments(tx, std::slice::from_ref(&retry)).await?;
        Ok(permit.commit(payment_created(&retry), retry).and(changes))
    }
}

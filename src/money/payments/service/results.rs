//! 未挂接队列: an officer says which payment a row is of, or that it is none of ours.

use super::{batches::may_book, booking::Desk, result_subject, store};
use crate::{
    ground::{
        authority::{Action, Actor, action, unknown},
        kernel::{PaymentId, ResultId, Words as _},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{MatchedBy, PaymentResult, ResultState},
    },
    office::access::holder,
};

/// What becomes of a row that waits.
#[derive(Debug, Clone, Copy)]
pub enum Settle {
    /// It is of this payment.
    Match(PaymentId),
    /// It is none of ours.
    Dismiss,
}

impl Settle {
    /// From where: what was dismissed by mistake is still matched.
    const fn from(&self) -> &'static [ResultState] {
        match self {
            Self::Match(_) => &[ResultState::Unmatched, ResultState::Dismissed],
            Self::Dismiss => &[ResultState::Unmatched],
        }
    }
}

/// Settles a row that waits.
pub struct SettleResult {
    /// Who.
    pub actor: Actor,
    /// Which row.
    pub id: ResultId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub settle: Settle,
    /// Why so.
    pub reason: String,
}

impl SettleResult {
    const fn action(&self) -> &'static Action {
        match self.settle {
            Settle::Match(_) => &action::RESULT_MATCH,
            Settle::Dismiss => &action::RESULT_DISMISS,
        }
    }
}

fn changed(before: &PaymentResult, after: &PaymentResult) -> Change {
    Change::changed(result_subject(after), &after.region, after.version, before, after).state(after.state.word())
}

impl Work for SettleResult {
    type Record = Committed<PaymentResult>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PaymentResult>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.action();
        let before = store::lock_result(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, result_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if !self.settle.from().contains(&before.state) {
            return Err(PaymentsRefusal::ResultStateIs { state: before.state }.into());
        }
        let stamped = PaymentResult {
            note: Some(self.reason.clone()),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        let Settle::Match(id) = self.settle else {
            let after = PaymentResult { state: ResultState::Dismissed, ..stamped };
            store::update_result(tx, &before, &after).await?;
            return Ok(permit.commit(changed(&before, &after), after));
        };
        let found = store::find_payment(tx.conn(), id).await?.filter(|p| before.region.covers(&p.region));
        let found = found.ok_or(PaymentsRefusal::UnknownPayment)?;
        may_book(tx, &self.actor, wanted, &found.batch.into_iter().collect()).await?;
        store::hold_answers(tx, &before.region).await?;
        let told = [before.row.certificate_no.clone()];
        let booked = store::booked_under(tx.conn(), &before.region, &told).await?;
        if let Some(by) = booked.iter().find(|r| r.voucher() == before.voucher()) {
            return Err(PaymentsRefusal::VoucherBooked { result: by.id }.into());
        }
        let mut desk = Desk::lock(tx, std::slice::from_ref(&found)).await?;
        if desk.misfit(&before.row, id).is_some() {
            let (row, payment) = (before.row.amount, found.amount);
            return Err(PaymentsRefusal::DoesNotFit { row, payment }.into());
        }
        let mut changes = desk.book(tx, &before.row, id).await?;
        changes.extend(desk.clear(tx).await?);
        let (payment, matched_by) = (Some(id), Some(MatchedBy::Officer));
        let after = PaymentResult { state: ResultState::Booked, payment, matched_by, ..stamped };
        store::update_result(tx, &before, &after).await?;
        Ok(permit.commit(changed(&before, &after), after).and(changes))
    }
}

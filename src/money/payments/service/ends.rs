//! 撤回、作废、确认收款.

use super::{changed, conclude, hold_all, payment_changed, release_money, store};
use crate::{
    ground::{
        authority::{Action, Actor, action, officer_of, unknown},
        kernel::DisbursementId,
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed, first_of},
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{Disbursement, DisbursementState, Payment, PaymentState},
    },
    office::{
        access::holder,
        approvals::{Ending, Opened, abandon, hold},
    },
};

/// How a disbursement comes to an end by its filer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Taken back from the desks.
    Withdraw,
    /// Given up: a draft, or an approved one of which nothing was paid, is on its way or lies in a batch.
    Cancel,
    /// The payee says the money has come.
    ConfirmReceipt,
}

impl End {
    const fn action(self) -> &'static Action {
        match self {
            Self::Withdraw => &action::DISBURSEMENT_WITHDRAW,
            Self::Cancel => &action::DISBURSEMENT_CANCEL,
            Self::ConfirmReceipt => &action::DISBURSEMENT_CONFIRM_RECEIPT,
        }
    }

    const fn from(self) -> &'static [DisbursementState] {
        match self {
            Self::Withdraw => &[DisbursementState::Submitted, DisbursementState::Returned],
            Self::Cancel => &[DisbursementState::Draft, DisbursementState::Approved, DisbursementState::InPayment],
            Self::ConfirmReceipt => &[DisbursementState::Paid],
        }
    }
}

/// Ends it.
pub struct EndDisbursement {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: DisbursementId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub end: End,
}

impl EndDisbursement {
    async fn withdraw(&self, tx: &Tx, before: &Disbursement) -> Result<Opened, Stop> {
        let run = before.run.ok_or_else(|| Fault::inconsistent("a disbursement without its approval"))?;
        abandon(tx, run, officer_of(&self.actor, self.end.action())?).await
    }
}

/// Takes what waits or failed out of the way. Nothing of it was paid, is on its way or came back from a bank: its whole amount is
/// reserved still, and may be released. The caller holds the disbursement's lock.
async fn give_up_payments(tx: &Tx, d: &Disbursement) -> Result<Vec<Change>, Stop> {
    let payments = store::payments_of(tx.conn(), &[d.id]).await?;
    let stands = |p: &&Payment| !p.state.moved_nothing() || (p.state == PaymentState::Queued && p.batch.is_some());
    if let Some(p) = payments.iter().find(stands) {
        return Err(PaymentsRefusal::PaymentStands { payment: p.id, state: p.state }.into());
    }
    let now = tx.now().await?;
    let mut changes = Vec::new();
    for before in payments.iter().filter(|p| p.state != PaymentState::Superseded) {
        let (state, version) = (PaymentState::Superseded, before.version + 1);
        let after = Payment { state, version, updated_at: now, ..before.clone() };
        store::update_payment(tx, before, &after).await?;
        changes.push(payment_changed(before, &after).named("payments.payment.supersede"));
    }
    Ok(changes)
}

impl Work for EndDisbursement {
    type Record = Committed<Disbursement>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Disbursement>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.end.action();
        let found = store::find_place(tx.conn(), self.id).await?.filter(|d| !d.is_deleted);
        let found = found.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, found.subject(), &found.region)?;
        if let (End::Withdraw, Some(run)) = (self.end, found.run) {
            hold(tx, run).await?;
        }
        let before = hold_all(tx, &found).await?.disbursement;
        match_version(&self.if_match, before.version)?;
        if !self.end.from().contains(&before.state) {
            return Err(PaymentsRefusal::state_is(before.state).into());
        }
        if self.end == End::Withdraw {
            let opened = self.withdraw(tx, &before).await?;
            let concluded = conclude::conclude(tx, before.id.uuid().into(), Ending::Withdrawn).await?;
            let after = store::find_disbursement(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
            let (first, rest) = first_of(concluded.changes)?;
            let done = permit.commit(first, after).and(rest);
            return Ok(done.and(opened.changes).telling(opened.notices).telling(concluded.notices));
        }
        let state =
            if self.end == End::Cancel { DisbursementState::Cancelled } else { DisbursementState::ReceiptConfirmed };
        let given_up = if self.end == End::Cancel { give_up_payments(tx, &before).await? } else { Vec::new() };
        let layer = before.layer.touched_by(self.actor.layer);
        let now = tx.now().await?;
        let after = Disbursement { state, layer, version: before.version + 1, updated_at: now, ..before.clone() };
        store::update_disbursement(tx, &before, &after).await?;
        let holds = self.end == End::Cancel && before.state != DisbursementState::Draft;
        let released = if holds { release_money(tx, &after).await? } else { Vec::new() };
        Ok(permit.commit(changed(&before, &after), after).and(given_up).and(released))
    }
}

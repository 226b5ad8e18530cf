//! 未挂接回盘. An officer says which payout a row is of, or that it is of none.

use super::{accounts_of, batch_of, desk::Desk, may_book, plan_of, result_subject, sent_on, store};
use crate::{
    benefit::{
        distributions::{Distribution, DistributionState},
        income::{beyond, lock_pool_or_next},
        payouts::{
            PayoutsRefusal,
            model::{Payout, PayoutBatch, PayoutOutcome, PayoutResult, PayoutResultState, Step, Told},
        },
    },
    ground::{
        authority::{Action, Actor, action, officer_of, unknown},
        kernel::{Day, FileId, OfficerId, PayoutId, PayoutResultId, Scope, Words as _},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::ledger::{AccountKind, Books},
    office::{
        access::holder,
        approvals::{Acting, separation_denial},
        files::use_files,
    },
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
    /// The bank's paper on it.
    pub paper: Option<FileId>,
    /// Keys.
    pub sealer: Sealer,
}

fn changed(before: &PayoutResult, after: &PayoutResult) -> Change {
    Change::changed(result_subject(after), &after.region, after.version, before, after).state(after.state.word())
}

impl SettlePayoutResult {
    /// The batch whose distribution is held: the row's own, or that of the payout which it names although its file was taken in for another batch.
    async fn of_batch(&self, tx: &Tx, row: &PayoutResult) -> Result<PayoutBatch, Fault> {
        let Settle::Match(id) = self.settle else { return batch_of(tx, row.batch).await };
        if row.about != Some(id) {
            return batch_of(tx, row.batch).await;
        }
        let payout = store::find_payout(tx.conn(), id).await?;
        let payout = payout.ok_or_else(|| Fault::inconsistent(format!("payout {id} is gone")))?;
        batch_of(tx, payout.batch).await
    }

    /// The payout that the officer names: of the same distribution, in a batch that is not the officer's own.
    async fn payout(&self, tx: &Tx, (id, seen): (PayoutId, &Scope), of: &PayoutBatch) -> Result<(Payout, Day), Stop> {
        let ours = |p: &Payout| p.distribution == of.distribution && seen.covers(&p.region);
        let found = store::find_payout(tx.conn(), id).await?.filter(ours);
        let found = found.ok_or(PayoutsRefusal::UnknownPayout)?;
        let batch = batch_of(tx, found.batch).await?;
        may_book(&self.actor, self.settle.action(), &batch)?;
        if batch.released.is_none() {
            return Err(PayoutsRefusal::BatchStateIs { state: batch.state }.into());
        }
        Ok((found, sent_on(&batch)?))
    }

    /// Whether a row names whom the payout goes to. Where it names another account or another name, the money may be a stranger's: whoever took
    /// the row in does not say that it is not (R109), and nobody does without the bank's paper. What differs is kept, masked.
    async fn other_payee(
        &self,
        tx: &Tx,
        (row, payout): (&PayoutResult, &Payout),
        officer: OfficerId,
    ) -> Result<Option<String>, Stop> {
        if row.payee_index.as_ref() == Some(&payout.payee_index) {
            return Ok(None);
        }
        let accounts = accounts_of(tx.conn(), &self.sealer, std::slice::from_ref(payout)).await?;
        let account = accounts.get(&payout.id).map(|(_, number)| number.to_string());
        let account = account.ok_or_else(|| Fault::inconsistent(format!("the account of {}", payout.id)))?;
        if self.paper.is_none() {
            let row = row.account_no.clone();
            return Err(PayoutsRefusal::OtherPayee { number: payout.number.clone(), row, account }.into());
        }
        self.another(tx, row, officer).await?;
        Ok(Some(account))
    }

    /// A row of another batch, or one that seemed to be of another payout, is no answer to this one's order as far as its file says: the bank may pay
    /// both. Another officer says so by the bank's paper.
    async fn as_it_seemed(
        &self,
        tx: &Tx,
        (row, payout): (&PayoutResult, &Payout),
        officer: OfficerId,
    ) -> Result<(), Stop> {
        if row.batch == payout.batch && row.about.is_none_or(|about| about == payout.id) {
            return Ok(());
        }
        if self.paper.is_none() {
            let (number, batch) = (payout.number.clone(), batch_of(tx, row.batch).await?.number);
            return Err(PayoutsRefusal::OfAnotherOrder { number, batch }.into());
        }
        self.another(tx, row, officer).await
    }

    /// Whoever took in a row does not decide on it, where money goes again or is gone by what is decided (R109).
    async fn another(&self, tx: &Tx, row: &PayoutResult, officer: OfficerId) -> Result<(), Stop> {
        let makers = [store::taken_by(tx.conn(), row.answer).await?];
        let acting = Acting { officer, unit: None, makers: &makers, earlier: &[], payee_units: &[] };
        match separation_denial(acting, self.settle.action(), result_subject(row), &row.region) {
            Some(denial) => Err(denial.into()),
            None => Ok(()),
        }
    }

    /// What a bank paid of a plan that was annulled is a fact all the same: another says so by the bank's paper, and the pool has it to give.
    async fn of_annulled(
        &self,
        tx: &Tx,
        (row, payout): (&PayoutResult, &Payout),
        (plan, officer): (&Distribution, OfficerId),
    ) -> Result<(), Stop> {
        let number = payout.number.clone();
        if self.paper.is_none() {
            return Err(PayoutsRefusal::AnnulledSince { number, plan: plan.number.clone() }.into());
        }
        self.another(tx, row, officer).await?;
        let Some(source) = plan.source else { return Ok(()) };
        let Some(pool) = lock_pool_or_next(tx, source.pool).await? else {
            let (plan, year) = (plan.number.clone(), source.year.to_string());
            return Err(PayoutsRefusal::PoolTakenBack { number, plan, year }.into());
        };
        let books = Books::lock(tx, [pool.id.uuid(), plan.id.uuid()]).await?;
        let left = beyond(books.balance(AccountKind::CollectivePool, pool.id.uuid()), pool.held);
        if left < payout.amount {
            let (pool, amount) = (pool.number, payout.amount);
            return Err(PayoutsRefusal::PoolShort { number, pool, left, amount }.into());
        }
        Ok(())
    }

    /// Books the row on the payout that the officer names; tells, masked, whom it should have gone to where the row names another.
    async fn book(
        &self,
        tx: &Tx,
        (row, payout): (&PayoutResult, Payout),
        (plan, sent, officer): (&Distribution, Day, OfficerId),
    ) -> Result<(Vec<Change>, Option<String>), Stop> {
        let does_not_fit =
            || PayoutsRefusal::DoesNotFit { row: row.amount, payout: payout.amount, state: payout.state };
        if row.amount != payout.amount {
            return Err(does_not_fit().into());
        }
        if payout.state.came_to_nothing() {
            let live = store::live_of_line(tx.conn(), payout.distribution, (payout.serial, payout.part)).await?;
            if let Some(live) = live {
                return Err(PayoutsRefusal::PaidElsewhere { number: live.number }.into());
            }
        }
        if row.outcome != PayoutOutcome::Paid && store::recovered_of(tx.conn(), plan.id).await?.contains(&payout.id) {
            return Err(PayoutsRefusal::CameBackAlready { number: payout.number.clone() }.into());
        }
        let reference = Some(row.reference.clone()).filter(|r| !r.is_empty());
        let told = Told { outcome: row.outcome, on: row.on, reference, reason: row.reason.clone() };
        let now = tx.now().await?;
        let mut desk = Desk::open(tx, row.answer, plan, (self.actor.layer, now), vec![payout.clone()]).await?;
        if let Some(on) = row.on.filter(|_| !desk.can_be_of(payout.id, &told, (sent, now.day()))) {
            return Err(PayoutsRefusal::DayMisfit { on, sent, today: now.day() }.into());
        }
        self.as_it_seemed(tx, (row, &payout), officer).await?;
        let instead_of = self.other_payee(tx, (row, &payout), officer).await?;
        if plan.state == DistributionState::Annulled && row.outcome == PayoutOutcome::Paid {
            self.of_annulled(tx, (row, &payout), (plan, officer)).await?;
        }
        match desk.book(payout.id, told, true)? {
            Step::To(_) => Ok((desk.clear(tx).await?, instead_of)),
            Step::Nothing | Step::Again | Step::Contradicts => Err(does_not_fit().into()),
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
        let batch = self.of_batch(tx, &found).await?;
        let plan = plan_of(tx, &batch).await?;
        let before = store::lock_result(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if !self.settle.from().contains(&before.state) {
            return Err(PayoutsRefusal::ResultStateIs { state: before.state }.into());
        }
        let officer = officer_of(&self.actor, wanted)?;
        let papers: Vec<FileId> = self.paper.into_iter().collect();
        use_files(tx, &holder.seen(), result_subject(&before), &papers).await?;
        let stamped = PayoutResult {
            note: Some(self.reason.clone()),
            settled_by: Some(officer),
            paper: self.paper,
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        let Settle::Match(id) = self.settle else {
            // Once it is gone, the line may be paid again.
            if before.outcome == PayoutOutcome::Paid {
                self.another(tx, &before, officer).await?;
            }
            let after = PayoutResult { state: PayoutResultState::Dismissed, ..stamped };
            store::update_result(tx, &after, before.version).await?;
            return Ok(permit.commit(changed(&before, &after), after));
        };
        let (payout, sent) = self.payout(tx, (id, &holder.seen()), &batch).await?;
        let (changes, instead_of) = self.book(tx, (&before, payout), (&plan, sent, officer)).await?;
        let after = PayoutResult { state: PayoutResultState::Booked, payout: Some(id), instead_of, ..stamped };
        store::update_result(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(changes))
    }
}

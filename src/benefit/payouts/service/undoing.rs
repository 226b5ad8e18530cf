//! 撤销缴回入账. What two officers saw come back did not: one asks by a paper, another confirms, and it stands as paid again.
//!
//! While something was built on it, that is undone first: its line was let go again, its pool spent it, or a body books what was left as its income.

use super::{
    payers_of,
    recoveries::{HeldRecovery, another, changed, hold_recovery},
    recovery_subject, store,
};
use crate::{
    benefit::{
        distributions::Distribution,
        income::{beyond, booked_line, lock_pool_or_next},
        payouts::{
            PayoutsRefusal,
            model::{Payout, PayoutRecoveredTo, PayoutRecovery, PayoutRecoveryState, RecoveryUndoing},
        },
    },
    ground::{
        authority::{Action, Actor, action},
        kernel::{FileId, IncomePoolId, Money, OfficerId, PayoutRecoveryId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    money::ledger::{AccountKind, Books, Entry},
    office::files::use_files,
};

/// Who says that something did not come back.
#[derive(Debug, Clone)]
pub enum UndoingAct {
    /// One officer asks; what was asked before and nobody confirmed gives way.
    Ask {
        /// Why; never a name.
        reason: String,
        /// The paper that says so.
        paper: FileId,
    },
    /// Another confirms.
    Confirm,
}

impl UndoingAct {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Ask { .. } => &action::PAYOUT_RECOVERY_UNDO,
            Self::Confirm => &action::PAYOUT_RECOVERY_CONFIRM_UNDOING,
        }
    }
}

/// Says that what was confirmed to have come back of a payout did not.
pub struct UndoPayoutRecovery {
    /// Who says so.
    pub actor: Actor,
    /// Of what was recorded.
    pub id: PayoutRecoveryId,
    /// The version it was read at.
    pub if_match: String,
    /// Asks, or confirms.
    pub act: UndoingAct,
}

/// What a body booked of its line is no less than what it has of that once nothing of this came back: else its entry is taken back first.
async fn booked_so(tx: &Tx, payout: &Payout, back: &PayoutRecovery) -> Result<(), Stop> {
    let Some((entry, booked)) = booked_line(tx, payout.distribution, payout.holder).await? else { return Ok(()) };
    let others = store::recoveries_of(tx.conn(), payout.id).await?;
    let others = others.iter().filter(|r| r.id != back.id && r.state == PayoutRecoveryState::Confirmed);
    let returned = Money::sum(others.map(|r| r.amount)).and_then(|returned| payout.amount.minus(returned));
    let kept = returned.ok_or_else(|| Fault::inconsistent("what came back of a payout"))?;
    // An entry of more was there before, as where two were told to have come back: it comes nearer to what the body has.
    if booked >= kept {
        return Ok(());
    }
    let number = payout.number.clone();
    Err(PayoutsRefusal::RecoveryBooked { number, entry, booked, kept }.into())
}

/// The pool that has what came back, with enough left that nobody spent and nothing holds.
async fn pool_with(
    tx: &Tx,
    (plan, payout): (&Distribution, &Payout),
    back: &PayoutRecovery,
) -> Result<IncomePoolId, Stop> {
    let (number, amount) = (payout.number.clone(), back.amount);
    let source = plan.source.ok_or_else(|| Fault::inconsistent("a list that was paid of no pool"))?;
    let Some(pool) = lock_pool_or_next(tx, source.pool).await? else {
        return Err(PayoutsRefusal::RecoveryPoolGone { number, year: source.year.to_string() }.into());
    };
    let books = Books::lock(tx, [pool.id.uuid(), plan.id.uuid()]).await?;
    let left = beyond(books.balance(AccountKind::CollectivePool, pool.id.uuid()), pool.held);
    if left < amount {
        return Err(PayoutsRefusal::RecoverySpent { number, pool: pool.number, left, amount }.into());
    }
    Ok(pool.id)
}

/// Whether nothing was built on what came back; tells the pool that has it.
async fn rests(
    tx: &Tx,
    (plan, payout): (&Distribution, &Payout),
    back: &PayoutRecovery,
) -> Result<Option<IncomePoolId>, Stop> {
    if back.state != PayoutRecoveryState::Confirmed {
        return Err(PayoutsRefusal::RecoveryStateIs { state: back.state }.into());
    }
    if back.part.is_some() {
        let number = payout.number.clone();
        return Err(PayoutsRefusal::RecoveryGoesOut { number, amount: back.amount }.into());
    }
    booked_so(tx, payout, back).await?;
    match back.goes_to {
        PayoutRecoveredTo::Holder => Ok(None),
        PayoutRecoveredTo::Pool => Ok(Some(pool_with(tx, (plan, payout), back).await?)),
    }
}

impl UndoPayoutRecovery {
    /// Moves the money back to where it was before: what is payable of the plan, or its pool, gives it, and it is paid.
    async fn book(
        &self,
        tx: &Tx,
        plan: &Distribution,
        (back, pool): (Money, Option<IncomePoolId>),
    ) -> Result<(), Stop> {
        let entry = match pool {
            Some(pool) => Entry::pool_recovery_undone(plan.id, pool, back),
            None => Entry::dividend_recovery_undone(self.id, plan.id, back),
        };
        let owners = pool.map(|pool| pool.uuid()).into_iter().chain([plan.id.uuid()]);
        let mut books = Books::lock(tx, owners).await?;
        books.post(tx, tx.now().await?.day(), &[entry]).await
    }
}

impl Work for UndoPayoutRecovery {
    type Record = Committed<PayoutRecovery>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutRecovery>, Stop> {
        let wanted = self.act.action();
        let held = hold_recovery(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let HeldRecovery { holder, permit, plan, batch, payout, before } = held;
        let mut makers: Vec<OfficerId> = payers_of(&batch);
        let after = match &self.act {
            UndoingAct::Ask { reason, paper } => {
                use_files(tx, &holder.seen(), recovery_subject(&before), &[*paper]).await?;
                let asked_by = another(&self.actor, wanted, &before, &makers)?;
                rests(tx, (&plan, &payout), &before).await?;
                let undoing = RecoveryUndoing { reason: reason.clone(), paper: *paper, asked_by, confirmed_by: None };
                PayoutRecovery { undoing: Some(undoing), ..before.clone() }
            }
            UndoingAct::Confirm => {
                let asked = before.undoing.clone().ok_or(PayoutsRefusal::UndoingNotAsked)?;
                makers.push(asked.asked_by);
                let officer = another(&self.actor, wanted, &before, &makers)?;
                let pool = rests(tx, (&plan, &payout), &before).await?;
                self.book(tx, &plan, (before.amount, pool)).await?;
                let undoing = RecoveryUndoing { confirmed_by: Some(officer), ..asked };
                PayoutRecovery { state: PayoutRecoveryState::Undone, undoing: Some(undoing), ..before.clone() }
            }
        };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_recovery(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

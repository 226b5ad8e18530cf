//! 缴回. Somebody gave money of a payout back: one officer records it by the bank's paper, another confirms it, and then it stands in the books.
//!
//! Where the holder has a right to it still, its line stays as it is paid, and goes out again only once all of it came back and somebody says so.

use super::{batch_of, may_book, payers_of, payout_changed, plan_of, recovery_subject, sent_on, store};
use crate::{
    benefit::{
        collectives::hold_body,
        distributions::{ComeBack, Distribution, DistributionState, let_go_again},
        income::lock_pool_or_next,
        payouts::{
            PayoutsRefusal,
            model::{
                Payout, PayoutBatch, PayoutInto, PayoutRecoveredTo, PayoutRecovery, PayoutRecoveryState, PayoutState,
            },
        },
    },
    ground::{
        authority::{Action, Actor, Holder, Permit, action, officer_of, unknown},
        kernel::{Day, FileId, Money, OfficerId, PayoutId, PayoutRecoveryId, Words as _},
        platform::{Fault, Stop, Tx, Work, has_come},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::ledger::{Books, Entry},
    office::{
        access::holder,
        approvals::{Acting, separation_denial},
        files::use_files,
    },
};

/// A payout with its batch, under the lock of its distribution: nobody books an answer meanwhile.
async fn held(tx: &Tx, id: PayoutId) -> Result<(Distribution, PayoutBatch, Payout), Fault> {
    let gone = || Fault::inconsistent(format!("payout {id} is gone"));
    let found = store::find_payout(tx.conn(), id).await?.ok_or_else(gone)?;
    let batch = batch_of(tx, found.batch).await?;
    let plan = plan_of(tx, &batch).await?;
    // Read again as it is once its plan is held.
    let payout = store::find_payout(tx.conn(), id).await?.ok_or_else(gone)?;
    Ok((plan, batch, payout))
}

/// What was recorded of money that came back, held for an act with its payout, and the right to it.
pub(super) struct HeldRecovery {
    pub(super) holder: Holder,
    pub(super) permit: Permit,
    pub(super) plan: Distribution,
    pub(super) batch: PayoutBatch,
    pub(super) payout: Payout,
    pub(super) before: PayoutRecovery,
}

/// Holds what was read at a version, after the plan of its payout.
pub(super) async fn hold_recovery(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (PayoutRecoveryId, &str),
) -> Result<HeldRecovery, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_recovery(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, recovery_subject(&found), &found.region)?;
    let (plan, batch, payout) = held(tx, found.payout).await?;
    let before = store::lock_recovery(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok(HeldRecovery { holder, permit, plan, batch, payout, before })
}

pub(super) fn changed(before: &PayoutRecovery, after: &PayoutRecovery) -> Change {
    let change = Change::changed(recovery_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

fn sum(recoveries: impl Iterator<Item = Money>) -> Result<Money, Fault> {
    Money::sum(recoveries).ok_or_else(|| Fault::inconsistent("what came back of a payout"))
}

/// Whoever recorded it does not confirm it, and whoever recorded or confirmed any part of it does not let its line go again; whoever made up or let
/// go its batch says neither that it came back nor that it did not (R109).
pub(super) fn another(
    actor: &Actor,
    wanted: &'static Action,
    before: &PayoutRecovery,
    makers: &[OfficerId],
) -> Result<OfficerId, Stop> {
    let officer = officer_of(actor, wanted)?;
    let acting = Acting { officer, unit: None, makers, earlier: &[], payee_units: &[] };
    match separation_denial(acting, wanted, recovery_subject(before), &before.region) {
        Some(denial) => Err(denial.into()),
        None => Ok(officer),
    }
}

/// Whether what comes back to the pool of a plan has one, of which somebody can spend it. The body is held, after the plan and before its pool: it does
/// not end meanwhile.
async fn has_pool(tx: &Tx, holder: &Holder, (plan, payout): (&Distribution, &Payout)) -> Result<(), Stop> {
    let number = payout.number.clone();
    if plan.source.is_none() {
        return Err(PayoutsRefusal::RecoveredOfNoPool { number, plan: plan.number.clone() }.into());
    }
    let body = hold_body(tx, holder, plan.collective).await?;
    match body.closed_on {
        Some(on) => Err(PayoutsRefusal::RecoveredOfEnded { number, body: body.number, on }.into()),
        None => Ok(()),
    }
}

/// Whether so much of a payout can have come back beside what came back before. Whoever calls holds its plan.
async fn can_be(
    tx: &Tx,
    holder: &Holder,
    (plan, payout): (&Distribution, &Payout),
    told: &PayoutRecovery,
) -> Result<(), Stop> {
    let number = payout.number.clone();
    if payout.state != PayoutState::Confirmed {
        return Err(PayoutsRefusal::NotPaid { number, state: payout.state }.into());
    }
    if plan.state == DistributionState::Annulled && told.goes_to == PayoutRecoveredTo::Holder {
        return Err(PayoutsRefusal::NobodysAnyMore { number, plan: plan.number.clone() }.into());
    }
    let mut others = store::recoveries_of(tx.conn(), payout.id).await?;
    others.retain(|r| r.id != told.id);
    if let Some(other) = others.iter().find(|r| r.goes_to != told.goes_to) {
        return Err(PayoutsRefusal::RecoveredElsewhere { number, goes_to: other.goes_to }.into());
    }
    if told.goes_to == PayoutRecoveredTo::Pool {
        has_pool(tx, holder, (plan, payout)).await?;
    }
    let returned = sum(others.iter().map(|r| r.amount))?;
    // A sum beyond what money is, is beyond what was paid.
    if returned.plus(told.amount).is_none_or(|all| all > payout.amount) {
        let (paid, amount) = (payout.amount, told.amount);
        return Err(PayoutsRefusal::RecoveredTooMuch { number, paid, returned, amount }.into());
    }
    Ok(())
}

/// Records that money of a payout came back.
pub struct RecordPayoutRecovery {
    /// Who asks.
    pub actor: Actor,
    /// Of which payout.
    pub payout: PayoutId,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub on: Day,
    /// Whose it is.
    pub goes_to: PayoutRecoveredTo,
    /// Why it came back; never a name.
    pub reason: String,
    /// The bank's paper.
    pub paper: FileId,
}

impl RecordPayoutRecovery {
    /// The payout that is named: it lies in the holder's regions.
    async fn named(&self, tx: &Tx, holder: &Holder) -> Result<Payout, Stop> {
        let seen = holder.seen();
        let found = store::find_payout(tx.conn(), self.payout).await?.filter(|p| seen.covers(&p.region));
        Ok(found.ok_or(PayoutsRefusal::UnknownRecovered)?)
    }

    /// Money comes back after it was there, and not on a day to come.
    async fn day_fits(&self, tx: &Tx, (batch, payout): (&PayoutBatch, &Payout)) -> Result<(), Stop> {
        let on = self.on;
        has_come(tx, on, "/on", |today| PayoutsRefusal::RecoveredAhead { on, today }).await?;
        let told = payout.told.as_ref().and_then(|t| t.on);
        let paid = match told {
            Some(day) => day,
            None => sent_on(batch)?,
        };
        if on < paid {
            return Err(PayoutsRefusal::RecoveredBefore { number: payout.number.clone(), on, paid }.into());
        }
        Ok(())
    }
}

impl Work for RecordPayoutRecovery {
    type Record = Committed<PayoutRecovery>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutRecovery>, Stop> {
        let wanted = &action::PAYOUT_RECOVERY_RECORD;
        let holder = holder(tx, &self.actor).await?;
        let _some_region = holder.scope(wanted)?;
        let named = self.named(tx, &holder).await?;
        let permit = holder.permit(wanted, &named.region)?;
        let (plan, batch, payout) = held(tx, named.id).await?;
        let now = tx.now().await?;
        let recovery = PayoutRecovery {
            id: tx.id(now),
            payout: payout.id,
            distribution: plan.id,
            region: payout.region.clone(),
            amount: self.amount,
            on: self.on,
            goes_to: self.goes_to,
            reason: self.reason.clone(),
            paper: self.paper,
            state: PayoutRecoveryState::Recorded,
            recorded_by: may_book(&self.actor, wanted, &batch)?,
            confirmed_by: None,
            end_reason: None,
            end_paper: None,
            part: None,
            undoing: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        use_files(tx, &holder.seen(), recovery_subject(&recovery), &[self.paper]).await?;
        if !self.amount.is_positive() {
            return Err(PayoutsRefusal::NothingRecovered.into());
        }
        can_be(tx, &holder, (&plan, &payout), &recovery).await?;
        self.day_fits(tx, (&batch, &payout)).await?;
        store::insert_recovery(tx, &recovery).await?;
        let created = Change::created(recovery_subject(&recovery), &recovery.region, &recovery);
        Ok(permit.commit(created.state(recovery.state.word()), recovery))
    }
}

/// What becomes of money that came back.
#[derive(Debug, Clone)]
pub enum RecoveryAct {
    /// Another officer saw the bank's paper too.
    Confirm,
    /// It was told by mistake.
    Withdraw {
        /// Why; never a name.
        reason: String,
    },
    /// All of it came back, and its line may be paid again; or what came back may, while the rest stays paid.
    Restore {
        /// Why; never a name.
        reason: String,
        /// The paper that says so.
        paper: FileId,
        /// Whether what came back goes alone.
        in_part: bool,
    },
}

impl RecoveryAct {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Confirm => &action::PAYOUT_RECOVERY_CONFIRM,
            Self::Withdraw { .. } => &action::PAYOUT_RECOVERY_WITHDRAW,
            Self::Restore { .. } => &action::PAYOUT_RECOVERY_RESTORE,
        }
    }

    const fn from(&self) -> PayoutRecoveryState {
        match self {
            Self::Confirm | Self::Withdraw { .. } => PayoutRecoveryState::Recorded,
            Self::Restore { .. } => PayoutRecoveryState::Confirmed,
        }
    }
}

/// An act on what was recorded of money that came back.
pub struct ActOnPayoutRecovery {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PayoutRecoveryId,
    /// The version it was read at.
    pub if_match: String,
    /// What.
    pub act: RecoveryAct,
}

impl ActOnPayoutRecovery {
    /// Moves the money: to what is payable of the plan, or into the pool that it was taken of.
    async fn book(&self, tx: &Tx, plan: &Distribution, back: &PayoutRecovery) -> Result<(), Stop> {
        let now = tx.now().await?;
        match back.goes_to {
            PayoutRecoveredTo::Holder => {
                let mut books = Books::lock(tx, [plan.id.uuid()]).await?;
                books.post(tx, now.day(), &[Entry::dividend_recovered(back.id, plan.id, back.amount)]).await
            }
            PayoutRecoveredTo::Pool => {
                let source = plan.source.ok_or_else(|| Fault::inconsistent("a list that was paid of no pool"))?;
                let pool = lock_pool_or_next(tx, source.pool).await?;
                let pool = pool.ok_or_else(|| Fault::inconsistent("the pool of a plan is gone"))?;
                let mut books = Books::lock(tx, [pool.id.uuid(), plan.id.uuid()]).await?;
                let entry = Entry::dividend_recovered_to_pool(plan.id, pool.id, back.amount);
                books.post(tx, now.day(), &[entry]).await
            }
        }
    }

    /// Where what came back of a payout is all of it, and the holder's: its line is owed again, as what a bank sent back is.
    async fn restored(&self, tx: &Tx, payout: &Payout, all: &[PayoutRecovery]) -> Result<Change, Stop> {
        let (paid, returned) = (payout.amount, Self::is_back(payout, all)?);
        if returned != paid {
            return Err(PayoutsRefusal::RecoveredInPart { number: payout.number.clone(), paid, returned }.into());
        }
        let now = tx.now().await?;
        let owed = Payout { state: PayoutState::Bounced, ..payout.clone() }.next(self.actor.layer, now);
        store::update_payout(tx, &owed, payout.version).await?;
        Ok(payout_changed(payout, &owed).named("payouts.payout.restore"))
    }

    /// What came back of a payout is confirmed, and the holder's: how much.
    fn is_back(payout: &Payout, all: &[PayoutRecovery]) -> Result<Money, Stop> {
        let number = payout.number.clone();
        if let Some(open) = all.iter().find(|r| r.state != PayoutRecoveryState::Confirmed) {
            return Err(PayoutsRefusal::RecoveryUnconfirmed { number, amount: open.amount }.into());
        }
        if all.iter().any(|r| r.goes_to != PayoutRecoveredTo::Holder) {
            return Err(PayoutsRefusal::RecoveredForThePool { number }.into());
        }
        Ok(sum(all.iter().map(|r| r.amount))?)
    }

    /// What came back of a payout goes out again as a part of its line; the payout and what came back of it stand as they are.
    async fn again(
        &self,
        tx: &Tx,
        (plan, payout): (&Distribution, &Payout),
        all: &[PayoutRecovery],
        by: (OfficerId, &str, FileId),
    ) -> Result<(i64, Change), Stop> {
        let (paid, amount) = (payout.amount, Self::is_back(payout, all)?);
        if matches!(payout.into, PayoutInto::Unit(_)) {
            // A body books its line as one income.
            let number = payout.number.clone();
            return Err(PayoutsRefusal::RecoveredInPart { number, paid, returned: amount }.into());
        }
        let (by, reason, paper) = (by.0, by.1.to_owned(), by.2);
        let of = (payout.serial, payout.part);
        let back = ComeBack { payout: payout.id, of, amount, reason, paper, by };
        Ok(let_go_again(tx, plan, back, &self.actor).await?)
    }

    /// What of a payout came back is let go: all of it, or what is there while the rest stays paid. Tells what became of each that was recorded.
    async fn restore(
        &self,
        tx: &Tx,
        (plan, payout): (&Distribution, &Payout),
        before: &PayoutRecovery,
        (reason, paper, in_part): (&str, FileId, bool),
    ) -> Result<(PayoutRecovery, Vec<Change>), Stop> {
        let known = store::recoveries_of(tx.conn(), payout.id).await?;
        let recorders = known.iter().flat_map(|r| [Some(r.recorded_by), r.confirmed_by]).flatten();
        let makers: Vec<OfficerId> = recorders.collect();
        let officer = another(&self.actor, self.act.action(), before, &makers)?;
        if before.part.is_some() {
            let number = payout.number.clone();
            return Err(PayoutsRefusal::RecoveryLetGo { number, amount: before.amount }.into());
        }
        let all: Vec<PayoutRecovery> = known.into_iter().filter(|r| r.part.is_none()).collect();
        let (part, change) = if in_part {
            let (part, change) = self.again(tx, (plan, payout), &all, (officer, reason, paper)).await?;
            (Some(part), change)
        } else {
            (None, self.restored(tx, payout, &all).await?)
        };
        let done = |r: &PayoutRecovery| match part {
            Some(part) => PayoutRecovery { part: Some(part), ..r.clone() },
            None => PayoutRecovery {
                state: PayoutRecoveryState::Restored,
                end_reason: Some(reason.to_owned()),
                end_paper: Some(paper),
                ..r.clone()
            },
        };
        let (mut changes, now) = (vec![change], tx.now().await?);
        for other in all.iter().filter(|r| r.id != before.id) {
            let after = done(other).next(self.actor.layer, now);
            store::update_recovery(tx, &after, other.version).await?;
            changes.push(changed(other, &after));
        }
        Ok((done(before), changes))
    }
}

impl Work for ActOnPayoutRecovery {
    type Record = Committed<PayoutRecovery>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutRecovery>, Stop> {
        let wanted = self.act.action();
        let held = hold_recovery(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let HeldRecovery { holder, permit, plan, batch, payout, before } = held;
        if let RecoveryAct::Restore { paper, .. } = &self.act {
            use_files(tx, &holder.seen(), recovery_subject(&before), &[*paper]).await?;
        }
        if before.state != self.act.from() {
            return Err(PayoutsRefusal::RecoveryStateIs { state: before.state }.into());
        }
        let (now, layer) = (tx.now().await?, self.actor.layer);
        let mut changes = Vec::new();
        let after = match &self.act {
            RecoveryAct::Confirm => {
                let makers: Vec<OfficerId> = payers_of(&batch).into_iter().chain([before.recorded_by]).collect();
                let officer = another(&self.actor, wanted, &before, &makers)?;
                can_be(tx, &holder, (&plan, &payout), &before).await?;
                self.book(tx, &plan, &before).await?;
                let state = PayoutRecoveryState::Confirmed;
                PayoutRecovery { state, confirmed_by: Some(officer), ..before.clone() }
            }
            RecoveryAct::Withdraw { reason } => {
                another(&self.actor, wanted, &before, &payers_of(&batch))?;
                let state = PayoutRecoveryState::Withdrawn;
                PayoutRecovery { state, end_reason: Some(reason.clone()), ..before.clone() }
            }
            RecoveryAct::Restore { reason, paper, in_part } => {
                let how = (reason.as_str(), *paper, *in_part);
                let (after, others) = self.restore(tx, (&plan, &payout), &before, how).await?;
                changes = others;
                after
            }
        };
        let after = after.next(layer, now);
        store::update_recovery(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(changes))
    }
}

//! 使用收益、复核、冲回. What is spent from a pool, to whom: recorded by one officer, confirmed by another.
//!
//! Its money leaves the pool when it is recorded, so that nobody spends or distributes it meanwhile; what nobody confirms is taken back.

use super::{
    accounts::{ToldFor, a_day_of, account_of, covers, some, voucher_free},
    spending_subject,
};
use crate::{
    benefit::{
        collectives::hold_body,
        income::{
            IncomeRefusal,
            model::{IncomePoolState, PoolCard, PoolUse, Spending, SpendingState, beyond},
            store,
        },
    },
    ground::{
        authority::{Action, Actor, Holder, action, denial, officer_of, unknown},
        kernel::{
            BankAccountId, Day, DenialReason, FileId, IncomePoolId, IncomeSpendingId, Money, NumberKind,
            OrganisationId, SubjectKind, SubjectRef, ToPersonListId, Words as _,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        ledger::{AccountKind, Books, Entry as Booked},
        payments::ListDoor,
    },
    office::{
        access::{holder, is_one_of},
        files::use_files,
        places::know_organisations,
    },
};

/// Records what is spent from a pool.
pub struct RecordSpending {
    /// Who asks.
    pub actor: Actor,
    /// From which pool.
    pub pool: IncomePoolId,
    /// On which day.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// From which account.
    pub account: BankAccountId,
    /// To whom.
    pub payee: String,
    /// To which organisation.
    pub organisation: Option<OrganisationId>,
    /// For what.
    pub purpose: String,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: FileId,
    /// Which locked list of persons it pays.
    pub list: Option<ToPersonListId>,
    /// Says whether lists of persons may still be paid.
    pub lists: &'static dyn ListDoor,
}

/// The pool that is named at `/pool_id`: it lies in the holder's regions, and was not taken back.
async fn named(tx: &Tx, holder: &Holder, id: IncomePoolId) -> Result<PoolCard, Stop> {
    let found = store::find_pool(tx.conn(), id).await?.filter(|p| holder.seen().covers(&p.region));
    Ok(found.ok_or(IncomeRefusal::UnknownPool)?)
}

/// The same, locked after its body, as it is now.
async fn held(tx: &Tx, id: IncomePoolId) -> Result<PoolCard, Stop> {
    let found = store::lock_pool(tx, id).await?.filter(|p| p.state == IncomePoolState::SetAside);
    Ok(found.ok_or(IncomeRefusal::UnknownPool)?)
}

fn created(spending: &Spending) -> Change {
    let change = Change::created(spending_subject(spending.id), &spending.region, spending);
    change.state(spending.state.word())
}

impl RecordSpending {
    /// Whoever is paid by the list that it names is there. Asked before the pool is held, because whoever locks a list holds its persons before
    /// its pool; a list that holds nothing of this pool is refused with it.
    async fn payable(&self, tx: &Tx) -> Result<(), Stop> {
        let Some(list) = self.list else { return Ok(()) };
        let by = SubjectRef::new(SubjectKind::ToPersonList, list);
        let hold = store::find_hold(tx.conn(), by).await?;
        if hold.is_none_or(|h| h.pool != self.pool) {
            return Ok(());
        }
        self.lists.payable(tx, list).await
    }

    /// What the pool holds for the list that this pays: all of it, once.
    async fn held_for(&self, tx: &Tx, pool: &PoolCard) -> Result<Option<(SubjectRef, Money)>, Stop> {
        let Some(list) = self.list else { return Ok(None) };
        let by = SubjectRef::new(SubjectKind::ToPersonList, list);
        let hold = store::find_hold(tx.conn(), by).await?.filter(|h| h.pool == pool.id);
        let hold = hold.ok_or(IncomeRefusal::UnknownHold)?;
        if let Some(paid_by) = hold.paid_by {
            let number = store::find_spending(tx.conn(), paid_by).await?.map_or_else(String::new, |s| s.number);
            return Err(IncomeRefusal::HoldPaid { number }.into());
        }
        if hold.amount != self.amount {
            return Err(IncomeRefusal::HoldOfOtherSum { held: hold.amount, amount: self.amount }.into());
        }
        Ok(Some((by, hold.amount)))
    }

    /// Whether so much is left of the pool beside what is held for others. The pool is held, and its books are.
    async fn is_left(&self, tx: &Tx, (pool, books): (&PoolCard, &Books), own: Option<Money>) -> Result<(), Stop> {
        let id = pool.id.uuid();
        let held = store::held_of(tx.conn(), &[id]).await?.get(&id).copied().unwrap_or(Money::ZERO);
        let held = beyond(held, own.unwrap_or(Money::ZERO));
        let left = beyond(books.balance(AccountKind::CollectivePool, id), held);
        if left < self.amount {
            return Err(IncomeRefusal::TooMuchSpent { left, held, amount: self.amount }.into());
        }
        Ok(())
    }
}

impl Work for RecordSpending {
    type Record = Committed<Spending>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Spending>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let pool = named(tx, &holder, self.pool).await?;
        let permit = holder.permit(&action::INCOME_SPENDING_RECORD, &pool.region)?;
        let body = hold_body(tx, &holder, pool.collective).await?;
        self.payable(tx).await?;
        let pool = held(tx, pool.id).await?;
        let now = tx.now().await?;
        let id: IncomeSpendingId = tx.id(now);
        let unit: Vec<_> = self.organisation.map(|o| ("/organisation_id".to_owned(), o)).into_iter().collect();
        all_hold([
            some(self.amount),
            account_of(tx, &body, self.account).await.map(drop),
            know_organisations(tx, &holder, &body.region, &unit, IncomeRefusal::UnknownOrganisation).await,
            use_files(tx, &holder.seen(), spending_subject(id), &[self.paper]).await,
            a_day_of(tx, &body, self.on).await,
        ])?;
        if pool.purpose == PoolUse::Members {
            return Err(IncomeRefusal::MembersPool.into());
        }
        if self.on < pool.closed_on {
            return Err(IncomeRefusal::SpentBefore { on: self.on, closed_on: pool.closed_on }.into());
        }
        voucher_free(tx, &body, (&self.voucher, self.on), &ToldFor::Spending(pool.id)).await?;
        let mut books = Books::lock(tx, [pool.id.uuid()]).await?;
        let hold = self.held_for(tx, &pool).await?;
        self.is_left(tx, (&pool, &books), hold.map(|(_, amount)| amount)).await?;
        covers(tx, &body, self.account, self.amount).await?;
        let spending = Spending {
            id,
            number: next_number(tx, NumberKind::IncomeSpending, &pool.region).await?.to_string(),
            pool: pool.id,
            collective: pool.collective,
            region: pool.region.clone(),
            on: self.on,
            amount: self.amount,
            account: self.account,
            payee: self.payee.clone(),
            organisation: self.organisation,
            purpose: self.purpose.clone(),
            voucher: self.voucher.clone(),
            paper: Some(self.paper),
            reverses: None,
            reversed_by: None,
            recorded_by: self.actor.principal.to_string(),
            state: SpendingState::Proposed,
            confirmed_by: None,
            list: self.list,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        books.post(tx, self.on, &[Booked::pool_spent(id, pool.id, self.amount)]).await?;
        store::insert_spending(tx, &spending).await?;
        if let Some((by, _)) = hold {
            store::pay_hold(tx, by, Some(id)).await?;
        }
        Ok(permit.commit(created(&spending), spending))
    }
}

/// Whoever recorded a spending neither confirms it nor takes it back once it was confirmed (R109), by whatever account.
async fn another(tx: &Tx, actor: &Actor, (spending, wanted): (&Spending, &'static Action)) -> Result<(), Stop> {
    officer_of(actor, wanted)?;
    if is_one_of(tx.conn(), actor, &[spending.recorded_by.as_str()]).await? {
        let of = Some(spending_subject(spending.id));
        return Err(denial(DenialReason::SecondPerson, wanted, of, Some(spending.region.clone())).into());
    }
    Ok(())
}

/// Looks at a spending, as another officer than who recorded it: it stands from now on.
pub struct ConfirmSpending {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeSpendingId,
    /// The version it was read at.
    pub if_match: String,
    /// Says whether lists of persons may still be paid.
    pub lists: &'static dyn ListDoor,
}

impl Work for ConfirmSpending {
    type Record = Committed<Spending>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Spending>, Stop> {
        let wanted = &action::INCOME_SPENDING_CONFIRM;
        let holder = holder(tx, &self.actor).await?;
        let found = store::find_spending(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, spending_subject(found.id), &found.region)?;
        hold_body(tx, &holder, found.collective).await?;
        // Read again under the lock of its body.
        let before = store::find_spending(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        another(tx, &self.actor, (&before, wanted)).await?;
        let by = self.actor.principal.to_string();
        if before.state != SpendingState::Proposed {
            return Err(IncomeRefusal::SpendingIs { state: before.state }.into());
        }
        if let Some(number) = store::spending_reversal_of(tx.conn(), before.id).await? {
            return Err(IncomeRefusal::Reversed { number }.into());
        }
        if let Some(list) = before.list {
            self.lists.payable(tx, list).await?;
        }
        let after = Spending {
            state: SpendingState::Confirmed,
            confirmed_by: Some(by),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_spending(tx, &after, before.version).await?;
        let change = Change::changed(spending_subject(after.id), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

/// Takes a spending back by another: the money is in its pool again, and held again for the list that it paid.
pub struct ReverseSpending {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeSpendingId,
    /// Why.
    pub reason: String,
    /// The paper: that the money came back, where two officers said that it went.
    pub paper: Option<FileId>,
    /// Says that the list which it paid waits to be paid again.
    pub lists: &'static dyn ListDoor,
}

/// The list of persons that a spending pays, or is to pay.
async fn list_of(tx: &Tx, spending: IncomeSpendingId) -> Result<Option<ToPersonListId>, Fault> {
    let by = store::paid_for(tx.conn(), spending).await?.filter(|by| by.kind == SubjectKind::ToPersonList);
    Ok(by.map(|by| ToPersonListId::new(by.id)))
}

impl ReverseSpending {
    /// The spending as it is once its list and its body are held: it may have been confirmed, taken back or linked since.
    async fn standing(&self, tx: &Tx, list: Option<ToPersonListId>) -> Result<Spending, Stop> {
        let wanted = &action::INCOME_SPENDING_REVERSE;
        let wrong = store::find_spending(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        if let Some(number) = store::spending_reversal_of(tx.conn(), wrong.id).await? {
            return Err(IncomeRefusal::Reversed { number }.into());
        }
        if list_of(tx, wrong.id).await? != list {
            return Err(IncomeRefusal::LinkedMeanwhile { number: wrong.number }.into());
        }
        self.allowed(tx, &wrong).await?;
        Ok(wrong)
    }

    /// What two officers said of the account is taken back by another than who recorded it, by a paper.
    async fn allowed(&self, tx: &Tx, wrong: &Spending) -> Result<(), Stop> {
        if wrong.state != SpendingState::Confirmed {
            return Ok(());
        }
        another(tx, &self.actor, (wrong, &action::INCOME_SPENDING_REVERSE)).await?;
        match self.paper {
            Some(_) => Ok(()),
            None => Err(IncomeRefusal::SpendingBackByPaper { number: wrong.number.clone() }.into()),
        }
    }
}

impl Work for ReverseSpending {
    type Record = Committed<Spending>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Spending>, Stop> {
        let wanted = &action::INCOME_SPENDING_REVERSE;
        let holder = holder(tx, &self.actor).await?;
        let wrong = store::find_spending(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, spending_subject(wrong.id), &wrong.region)?;
        // Whoever links a list holds it before its body and its pool.
        let list = list_of(tx, wrong.id).await?;
        if let Some(list) = list {
            self.lists.hold(tx, list).await?;
        }
        let body = hold_body(tx, &holder, wrong.collective).await?;
        let pool = store::lock_pool(tx, wrong.pool).await?;
        let pool = pool.ok_or_else(|| Fault::inconsistent("pools are never deleted"))?;
        let now = tx.now().await?;
        let id: IncomeSpendingId = tx.id(now);
        use_files(tx, &holder.seen(), spending_subject(id), self.paper.as_slice()).await?;
        if wrong.reverses.is_some() {
            return Err(IncomeRefusal::NothingToReverse.into());
        }
        let wrong = self.standing(tx, list).await?;
        if let Some(on) = body.closed_on {
            return Err(IncomeRefusal::BodyEnded { body: body.number, on }.into());
        }
        let mut books = Books::lock(tx, [pool.id.uuid()]).await?;
        books.post(tx, now.day(), &[Booked::pool_spending_reversed(id, pool.id, wrong.amount)]).await?;
        let spending = Spending {
            id,
            number: next_number(tx, NumberKind::IncomeSpending, &wrong.region).await?.to_string(),
            on: now.day(),
            purpose: self.reason.clone(),
            paper: self.paper,
            reverses: Some(wrong.id),
            reversed_by: None,
            recorded_by: self.actor.principal.to_string(),
            state: SpendingState::Booked,
            confirmed_by: None,
            list: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
            ..wrong
        };
        store::insert_spending(tx, &spending).await?;
        let freed = match list {
            Some(list) => self.lists.unpaid(tx, &self.actor, (list, self.id, &self.reason)).await?,
            None => None,
        };
        Ok(permit.commit(created(&spending), spending).and(freed))
    }
}

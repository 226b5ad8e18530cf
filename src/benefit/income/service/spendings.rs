//! 使用收益、冲回. What is spent from a pool, to whom.

use super::{
    accounts::{ToldFor, a_day_of, account_of, covers, some, voucher_free},
    spending_subject,
};
use crate::{
    benefit::{
        collectives::hold_body,
        income::{
            IncomeRefusal,
            model::{IncomePoolState, PoolCard, PoolUse, Spending},
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{BankAccountId, Day, FileId, IncomePoolId, IncomeSpendingId, Money, NumberKind, OrganisationId},
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    money::ledger::{AccountKind, Books, Entry as Booked},
    office::{access::holder, files::use_files, places::know_organisations},
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

impl Work for RecordSpending {
    type Record = Committed<Spending>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Spending>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let pool = named(tx, &holder, self.pool).await?;
        let permit = holder.permit(&action::INCOME_SPENDING_RECORD, &pool.region)?;
        let body = hold_body(tx, &holder, pool.collective).await?;
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
        let left = books.balance(AccountKind::CollectivePool, pool.id.uuid());
        if left < self.amount {
            return Err(IncomeRefusal::TooMuchSpent { left, amount: self.amount }.into());
        }
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
            layer: self.actor.layer,
            created_at: now,
        };
        books.post(tx, self.on, &[Booked::pool_spent(id, pool.id, self.amount)]).await?;
        store::insert_spending(tx, &spending).await?;
        Ok(permit.commit(Change::created(spending_subject(id), &spending.region, &spending), spending))
    }
}

/// Takes a spending back by another: the money is in its pool again.
pub struct ReverseSpending {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: IncomeSpendingId,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for ReverseSpending {
    type Record = Committed<Spending>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Spending>, Stop> {
        let wanted = &action::INCOME_SPENDING_REVERSE;
        let holder = holder(tx, &self.actor).await?;
        let wrong = store::find_spending(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, spending_subject(wrong.id), &wrong.region)?;
        hold_body(tx, &holder, wrong.collective).await?;
        let pool = store::lock_pool(tx, wrong.pool).await?;
        let pool = pool.ok_or_else(|| Fault::inconsistent("pools are never deleted"))?;
        let now = tx.now().await?;
        let id: IncomeSpendingId = tx.id(now);
        use_files(tx, &holder.seen(), spending_subject(id), self.paper.as_slice()).await?;
        if wrong.reverses.is_some() {
            return Err(IncomeRefusal::NothingToReverse.into());
        }
        // Read again under the lock of its body.
        if let Some(number) = store::spending_reversal_of(tx.conn(), wrong.id).await? {
            return Err(IncomeRefusal::Reversed { number }.into());
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
            layer: self.actor.layer,
            created_at: now,
            ..wrong
        };
        store::insert_spending(tx, &spending).await?;
        Ok(permit.commit(Change::created(spending_subject(id), &spending.region, &spending), spending))
    }
}

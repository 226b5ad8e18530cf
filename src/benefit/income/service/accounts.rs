//! What money of a body goes to or from, and by which voucher.

use crate::{
    benefit::{
        collectives::Collective,
        income::{IncomeRefusal, model::IncomeCategory, service::reads, store},
    },
    ground::{
        kernel::{AssetId, BankAccountId, Day, IncomePoolId, Money, Refusal},
        platform::{Stop, Tx, money_of},
    },
    office::places::{AccountState, BankAccount, accounts_of},
};

/// The account that is named at `/account_id`: the body's own, or one that its agency keeps for it, confirmed.
pub async fn account_of(tx: &Tx, body: &Collective, id: BankAccountId) -> Result<BankAccount, Stop> {
    let accounts = accounts_of(tx.conn(), body.organisation).await?;
    let found = accounts.into_iter().find(|a| a.id == id && a.state == AccountState::Usable);
    Ok(found.ok_or(IncomeRefusal::UnknownAccount)?)
}

/// 代管账户. Whether an agency's account has so much of the body: what it keeps of one village never pays for another. An account of the
/// body's own is the bank's matter.
pub async fn covers(tx: &Tx, body: &Collective, account: BankAccountId, amount: Money) -> Result<(), Stop> {
    let accounts = accounts_of(tx.conn(), body.organisation).await?;
    if !accounts.iter().any(|a| a.id == account && a.custody) {
        return Ok(());
    }
    let balance = money_of(store::balance_of(tx.conn(), body.id, account).await?)?;
    if balance < amount { Err(IncomeRefusal::TooLittle { balance, amount }.into()) } else { Ok(()) }
}

/// What a voucher is told for: one carries what belongs to several, each of them once.
pub enum ToldFor<'a> {
    /// Income or an expense of a kind, of an asset or none, with somebody.
    Entry(IncomeCategory, Option<AssetId>, &'a str),
    /// What is spent of a pool.
    Spending(IncomePoolId),
}

/// Nothing of this body told the voucher for the same in its month, whose numbers begin anew: no entry that stands, no spending, no order
/// of upkeep. Whoever calls holds the body.
pub async fn voucher_free(
    tx: &Tx,
    body: &Collective,
    (voucher, on): (&str, Day),
    told: &ToldFor<'_>,
) -> Result<(), Stop> {
    let (conn, of) = (tx.conn(), (voucher, on.month()));
    let (entry, pool, upkeep) = match told {
        ToldFor::Entry(category, asset, with) => {
            (Some((*category, *asset, *with)), None, *category == IncomeCategory::Upkeep)
        }
        ToldFor::Spending(pool) => (None, Some(*pool), true),
    };
    let number = match store::voucher_taken(conn, body.id, of, entry).await? {
        Some(number) => Some(number),
        None => match store::spending_voucher_taken(conn, body.id, of, pool).await? {
            None if upkeep => reads::told_by_upkeep(tx, body, of).await?,
            number => number,
        },
    };
    match number {
        Some(number) => {
            let (voucher, month) = (voucher.to_owned(), on.month().to_string());
            Err(IncomeRefusal::VoucherTaken { voucher, month, number }.into())
        }
        None => Ok(()),
    }
}

/// More than nothing.
pub fn some(amount: Money) -> Result<(), Stop> {
    if amount.is_positive() { Ok(()) } else { Err(IncomeRefusal::AmountNone.into()) }
}

/// A day that has come, on which the body was one; the first is told at its place in the body.
pub async fn a_day_of(tx: &Tx, body: &Collective, on: Day) -> Result<(), Stop> {
    let today = tx.now().await?.day();
    if on > today {
        return Err(Refusal::from(IncomeRefusal::DayAhead { day: on, today }).placed(Some("/on")).into());
    }
    if body.term_on(on).is_none() {
        return Err(IncomeRefusal::NoBody { on, since: body.since }.into());
    }
    Ok(())
}

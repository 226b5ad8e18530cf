//! What later rooms ask: what is left of a pool, and whether a year is closed.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    benefit::collectives::hold_body,
    benefit::income::{
        model::{ClosedYear, EarnedYear, IncomePoolState, Pool, PoolCard, PoolHold, Spending, Year},
        store,
    },
    ground::{
        authority::Holder,
        kernel::{AnyId, CollectiveId, DistributionId, IncomePoolId, IncomeSpendingId, Money, SubjectRef},
        platform::{ConnectionTrait, Fault, Stop, Tx},
    },
    money::ledger::{AccountKind, balances_of},
};

async fn with_left(tx: &Tx, card: Option<PoolCard>) -> Result<Option<Pool>, Fault> {
    let Some(card) = card.filter(|c| c.state == IncomePoolState::SetAside) else { return Ok(None) };
    let id = card.id.uuid();
    let balance = balances_of(tx.conn(), AccountKind::CollectivePool, &[id]).await?.get(&id).copied();
    let held = store::held_of(tx.conn(), &[id]).await?.get(&id).copied().unwrap_or(Money::ZERO);
    Ok(Some(card.with(balance.ok_or_else(|| Fault::inconsistent("a pool without books"))?, held)))
}

/// A pool of a closed year with what is left of it; nothing where the id is unknown or the year was opened again.
/// Whoever calls asks for no more than he may see of its body.
pub async fn pool_of(tx: &Tx, id: IncomePoolId) -> Result<Option<Pool>, Fault> {
    let card = store::find_pool(tx.conn(), id).await?;
    with_left(tx, card).await
}

/// The same, held: nobody takes it back meanwhile. What is left is read again under [`crate::money::ledger::Books::lock`] by whoever posts,
/// which refuses what would sink below zero.
pub async fn lock_pool(tx: &Tx, id: IncomePoolId) -> Result<Option<Pool>, Fault> {
    let card = store::lock_pool(tx, id).await?;
    with_left(tx, card).await
}

/// The same for what a bank paid of a list that was annulled: where the year of its pool was opened again, the pool of the same use of that year as it
/// was closed anew. Nothing while the year is open, or where it was closed without such a use.
pub async fn lock_pool_or_next(tx: &Tx, id: IncomePoolId) -> Result<Option<Pool>, Fault> {
    let Some(card) = store::lock_pool(tx, id).await? else { return Ok(None) };
    if card.state == IncomePoolState::SetAside {
        return with_left(tx, Some(card)).await;
    }
    let next = store::pools_of_year(tx, card.year_id).await?.into_iter().find(|p| p.purpose == card.purpose);
    with_left(tx, next).await
}

/// How many pools of a body have something left, and how much in all, as far as an amount can say it. Whoever asks holds the body.
pub async fn left_of_body(conn: &impl ConnectionTrait, body: CollectiveId) -> Result<(u64, Money), Fault> {
    let pools = store::pools_of_body(conn, body).await?;
    let left = balances_of(conn, AccountKind::CollectivePool, &pools).await?;
    Ok(Money::counted(left.into_values().filter(|left| !left.is_zero())))
}

/// The closed books of a body's year, with the evidence of R67; nothing while it is open or was never kept.
pub async fn year_closed(tx: &Tx, collective: CollectiveId, year: i32) -> Result<Option<ClosedYear>, Fault> {
    let found = store::find_year_of(tx.conn(), collective, year).await?;
    Ok(found.as_ref().and_then(ClosedYear::of))
}

/// Years in the order of their ids, with what each and the one before it earned.
pub async fn earned_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<EarnedYear>, Fault> {
    let years = store::years_after(conn, after, most).await?;
    let all = store::years_of(conn, years.iter().map(|y| y.collective)).await?;
    let nets: HashMap<_, _> = all.iter().map(|y| ((y.collective, y.year), ClosedYear::of(y).map(|c| c.net))).collect();
    let net = |collective, year| nets.get(&(collective, year)).copied().flatten();
    let earned = |y: Year| EarnedYear {
        net: net(y.collective, y.year),
        net_before: net(y.collective, y.year - 1),
        id: y.id,
        collective: y.collective,
        region: y.region,
        year: y.year,
    };
    Ok(years.into_iter().map(earned).collect())
}

/// The number of an entry by which some body books a line of a plan as its income, and which was not taken back. Whoever asks holds the
/// plan: nobody books one meanwhile.
pub async fn booked_of_plan(tx: &Tx, plan: DistributionId) -> Result<Option<String>, Fault> {
    store::booked_by(tx.conn(), plan, None).await
}

/// The number and the amount of the entry by which a body books a line of a plan as its income, and which was not taken back. Whoever asks holds the plan.
pub async fn booked_line(tx: &Tx, plan: DistributionId, holder: AnyId) -> Result<Option<(String, Money)>, Fault> {
    store::entry_of_line(tx.conn(), plan, holder).await
}

/// What was spent of a pool, in the caller's regions. Its body is held: nobody takes it back meanwhile.
pub async fn spending_of(tx: &Tx, holder: &Holder, id: IncomeSpendingId) -> Result<Option<Spending>, Stop> {
    let found = store::find_spending(tx.conn(), id).await?.filter(|s| holder.seen().covers(&s.region));
    let Some(found) = found else { return Ok(None) };
    hold_body(tx, holder, found.collective).await?;
    Ok(store::find_spending(tx.conn(), id).await?)
}

/// 分配池预留. Holds so much of a pool for a subject that is to be paid of it: nobody else spends or locks it. Whoever calls holds the pool by
/// [`lock_pool`], which told him that it is left.
pub async fn hold_of_pool(tx: &Tx, pool: IncomePoolId, (by, amount): (SubjectRef, Money)) -> Result<(), Fault> {
    store::insert_hold(tx, pool, (by, amount)).await
}

/// What a subject holds of a pool, which is locked for that.
pub async fn held_by(tx: &Tx, by: SubjectRef) -> Result<Option<PoolHold>, Fault> {
    let Some(found) = store::find_hold(tx.conn(), by).await? else { return Ok(None) };
    store::lock_pool(tx, found.pool).await?;
    store::find_hold(tx.conn(), by).await
}

/// Lets go what a subject holds. Whoever calls has asked [`held_by`].
pub async fn let_go_of_pool(tx: &Tx, by: SubjectRef) -> Result<(), Fault> {
    store::remove_hold(tx, by).await
}

/// Says by which spending a subject is paid: that, and no longer the pool, has its money; or that none pays it. Whoever calls has asked [`held_by`].
pub async fn pay_of_hold(tx: &Tx, by: SubjectRef, spending: Option<IncomeSpendingId>) -> Result<(), Fault> {
    store::pay_hold(tx, by, spending).await
}

/// For which subject a spending was recorded.
pub async fn paid_for(tx: &Tx, spending: IncomeSpendingId) -> Result<Option<SubjectRef>, Fault> {
    store::paid_for(tx.conn(), spending).await
}

/// The printed number of a spending.
pub async fn number_of_spending(tx: &Tx, id: IncomeSpendingId) -> Result<String, Fault> {
    let found = store::find_spending(tx.conn(), id).await?;
    found.map(|s| s.number).ok_or_else(|| Fault::inconsistent("spendings are never deleted"))
}

//! What later rooms ask: what is left of a pool, and whether a year is closed.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    benefit::collectives::hold_body,
    benefit::income::{
        model::{ClosedYear, EarnedYear, IncomePoolState, Pool, PoolCard, Spending, Year},
        store,
    },
    ground::{
        authority::Holder,
        kernel::{CollectiveId, DistributionId, IncomePoolId, IncomeSpendingId},
        platform::{ConnectionTrait, Fault, Stop, Tx},
    },
    money::ledger::{AccountKind, balances_of},
};

async fn with_left(tx: &Tx, card: Option<PoolCard>) -> Result<Option<Pool>, Fault> {
    let Some(card) = card.filter(|c| c.state == IncomePoolState::SetAside) else { return Ok(None) };
    let id = card.id.uuid();
    let left = balances_of(tx.conn(), AccountKind::CollectivePool, &[id]).await?.get(&id).copied();
    Ok(Some(card.with(left.ok_or_else(|| Fault::inconsistent("a pool without books"))?)))
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

/// What was spent of a pool, in the caller's regions. Its body is held: nobody takes it back meanwhile.
pub async fn spending_of(tx: &Tx, holder: &Holder, id: IncomeSpendingId) -> Result<Option<Spending>, Stop> {
    let found = store::find_spending(tx.conn(), id).await?.filter(|s| holder.seen().covers(&s.region));
    let Some(found) = found else { return Ok(None) };
    hold_body(tx, holder, found.collective).await?;
    Ok(store::find_spending(tx.conn(), id).await?)
}

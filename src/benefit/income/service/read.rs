//! Reading what bodies earn, their schemes, years, pools and what was spent.

use std::collections::HashMap;

use uuid::Uuid;

use super::{entry_subject, pool_subject, scheme_subject, spending_subject, year_subject};
use crate::{
    benefit::income::{
        model::{
            Entry, EntryQuery, PoolCard, PoolQuery, Scheme, SchemeQuery, Spending, SpendingQuery, Year, YearQuery,
            beyond,
        },
        store,
    },
    ground::{
        authority::{Holder, action, unknown},
        kernel::{IncomeEntryId, IncomePoolId, IncomeSchemeId, IncomeSpendingId, IncomeYearId, Money, RegionCode},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop},
    },
    money::ledger::{AccountKind, balances_of},
};

/// One entry.
pub async fn read_entry(db: &Db, holder: &Holder, id: IncomeEntryId) -> Result<Entry, Stop> {
    let wanted = &action::INCOME_ENTRY_READ;
    let found = store::find_entry(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, entry_subject(found.id), &found.region)?;
    Ok(found)
}

/// Entries of bodies in the holder's regions.
pub async fn list_entries(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &EntryQuery,
    listing: &Listing,
) -> Result<Page<Entry>, Stop> {
    let scope = holder.scope_within(&action::INCOME_ENTRY_READ, region)?;
    Ok(store::list_entries(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One scheme.
pub async fn read_scheme(db: &Db, holder: &Holder, id: IncomeSchemeId) -> Result<Scheme, Stop> {
    let wanted = &action::INCOME_SCHEME_READ;
    let found = store::find_scheme(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, scheme_subject(found.id), &found.region)?;
    Ok(found)
}

/// Schemes of bodies in the holder's regions.
pub async fn list_schemes(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &SchemeQuery,
    listing: &Listing,
) -> Result<Page<Scheme>, Stop> {
    let scope = holder.scope_within(&action::INCOME_SCHEME_READ, region)?;
    Ok(store::list_schemes(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One year.
pub async fn read_year(db: &Db, holder: &Holder, id: IncomeYearId) -> Result<Year, Stop> {
    let wanted = &action::INCOME_YEAR_READ;
    let found = store::find_year(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, year_subject(found.id), &found.region)?;
    Ok(found)
}

/// Years of bodies in the holder's regions.
pub async fn list_years(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &YearQuery,
    listing: &Listing,
) -> Result<Page<Year>, Stop> {
    let scope = holder.scope_within(&action::INCOME_YEAR_READ, region)?;
    Ok(store::list_years(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One spending.
pub async fn read_spending(db: &Db, holder: &Holder, id: IncomeSpendingId) -> Result<Spending, Stop> {
    let wanted = &action::INCOME_SPENDING_READ;
    let found = store::find_spending(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, spending_subject(found.id), &found.region)?;
    Ok(found)
}

/// Spendings of bodies in the holder's regions.
pub async fn list_spendings(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &SpendingQuery,
    listing: &Listing,
) -> Result<Page<Spending>, Stop> {
    let scope = holder.scope_within(&action::INCOME_SPENDING_READ, region)?;
    Ok(store::list_spendings(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// A pool with what is left of it, and what of it is held for locked lists.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The pool.
    pub card: PoolCard,
    /// What of it is neither spent, nor fixed for payees, nor held.
    pub left: Money,
    /// What is held.
    pub held: Money,
}

/// Pools with what is left of each, in one query of the ledger and one of what is held.
async fn standing(conn: &impl ConnectionTrait, cards: Vec<PoolCard>) -> Result<Vec<Standing>, Fault> {
    let owners: Vec<Uuid> = cards.iter().map(|c| c.id.uuid()).collect();
    let balances: HashMap<Uuid, Money> = balances_of(conn, AccountKind::CollectivePool, &owners).await?;
    let held = store::held_of(conn, &owners).await?;
    let with = |card: PoolCard| {
        let balance = balances.get(&card.id.uuid()).copied();
        let balance = balance.ok_or_else(|| Fault::inconsistent("a pool without books"))?;
        let held = held.get(&card.id.uuid()).copied().unwrap_or(Money::ZERO);
        Ok(Standing { card, left: beyond(balance, held), held })
    };
    cards.into_iter().map(with).collect()
}

/// One pool, with what is left of it.
pub async fn read_pool(db: &Db, holder: &Holder, id: IncomePoolId) -> Result<Standing, Stop> {
    let wanted = &action::INCOME_POOL_READ;
    let found = store::find_pool(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, pool_subject(found.id), &found.region)?;
    let found = standing(db.read(), vec![found]).await?.pop();
    Ok(found.ok_or_else(|| Fault::inconsistent("a pool that was just found"))?)
}

/// Pools of bodies in the holder's regions, with what is left of each.
pub async fn list_pools(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &PoolQuery,
    listing: &Listing,
) -> Result<Page<Standing>, Stop> {
    let scope = holder.scope_within(&action::INCOME_POOL_READ, region)?;
    let page = store::list_pools(db.read(), &scope, query, listing, db.now().await?).await?;
    Ok(Page { items: standing(db.read(), page.items).await?, next: page.next, total: page.total })
}

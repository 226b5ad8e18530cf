//! The one function that posts, and what other rooms may ask of balances.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{
    LedgerRefusal,
    entries::Entry,
    model::{Account, AccountKind, AccountQuery, Booked, EntryQuery, Posting},
    store,
};
use crate::ground::{
    authority::{Holder, action},
    kernel::{AllocationId, Day, FundingSourceId, Instant, Money, RegionCode},
    platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, Tx},
};

/// Accounts locked in this transaction. Whoever posts has locked first: rules read balances that nobody else can move.
#[derive(Debug)]
pub struct Books {
    accounts: BTreeMap<Uuid, Account>,
}

/// Where the money of one allocation stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// May be split or reserved.
    pub available: Money,
    /// Held by submitted requests and proposed splits.
    pub reserved: Money,
    /// Handed to a channel.
    pub in_payment: Money,
    /// Confirmed.
    pub paid: Money,
    /// Bounced and still owed.
    pub returned_to_repay: Money,
}

impl Position {
    fn of<'a>(accounts: impl Iterator<Item = &'a Account>) -> Self {
        let mut position = Self::default();
        for account in accounts {
            match account.kind {
                AccountKind::Available => position.available = account.balance,
                AccountKind::Reserved => position.reserved = account.balance,
                AccountKind::InPayment => position.in_payment = account.balance,
                AccountKind::Paid => position.paid = account.balance,
                AccountKind::ReturnedToRepay => position.returned_to_repay = account.balance,
                // Those of sources, bodies and distributions are no part of an allocation's position.
                _ => {}
            }
        }
        position
    }

    /// What stands in the account of one kind; only an allocation's are part of a position.
    pub const fn of_kind(&self, kind: AccountKind) -> Money {
        match kind {
            AccountKind::Available => self.available,
            AccountKind::Reserved => self.reserved,
            AccountKind::InPayment => self.in_payment,
            AccountKind::Paid => self.paid,
            AccountKind::ReturnedToRepay => self.returned_to_repay,
            _ => Money::ZERO,
        }
    }

    /// Nothing is left that could still be spent or must still be paid: all is paid or passed on.
    pub const fn is_exhausted(&self) -> bool {
        self.available.is_zero()
            && self.reserved.is_zero()
            && self.in_payment.is_zero()
            && self.returned_to_repay.is_zero()
    }
}

/// Opens the accounts of an allocation, and the contra account of its source unless its region and budget year have one already: a
/// prefecture's fund that two counties draw on shows neither what the other received.
pub async fn open_books(
    tx: &Tx,
    allocation: AllocationId,
    source: Option<FundingSourceId>,
    region: &RegionCode,
    fiscal_year: i32,
) -> Result<(), Fault> {
    let now = tx.now().await?;
    let account = |kind, owner: Uuid| Account {
        id: tx.id(now),
        kind,
        owner: owner.into(),
        region: region.clone(),
        fiscal_year,
        balance: Money::ZERO,
        updated_at: now,
    };
    let own = AccountKind::ALLOCATION.map(|kind| account(kind, allocation.uuid()));
    let inflow = source.map(|s| account(AccountKind::SourceInflow, s.uuid()));
    store::insert_accounts(tx, own.iter().chain(&inflow)).await
}

/// Opens accounts of some kinds for one owner: a year of a body, a pool, a distribution.
pub async fn open_accounts(
    tx: &Tx,
    owner: Uuid,
    kinds: &[AccountKind],
    (region, fiscal_year): (&RegionCode, i32),
) -> Result<(), Fault> {
    let now = tx.now().await?;
    let account = |kind: &AccountKind| Account {
        id: tx.id(now),
        kind: *kind,
        owner: owner.into(),
        region: region.clone(),
        fiscal_year,
        balance: Money::ZERO,
        updated_at: now,
    };
    let accounts: Vec<Account> = kinds.iter().map(account).collect();
    store::insert_accounts(tx, accounts.iter()).await
}

/// What stands in one account of each of some owners, in one query, for showing. Owners without one are left out.
pub async fn balances_of(
    conn: &impl ConnectionTrait,
    kind: AccountKind,
    owners: &[Uuid],
) -> Result<HashMap<Uuid, Money>, Fault> {
    let accounts = store::find_accounts(conn, owners).await?;
    Ok(accounts.into_iter().filter(|a| a.kind == kind).map(|a| (a.owner.uuid(), a.balance)).collect())
}

impl Books {
    /// What stands in one account of an owner, as locked and as posted since; nothing where it has none.
    pub fn balance(&self, kind: AccountKind, owner: Uuid) -> Money {
        let is = |a: &&Account| a.kind == kind && a.owner.uuid() == owner;
        self.accounts.values().find(is).map_or(Money::ZERO, |a| a.balance)
    }

    /// Locks every account of these owners, in id order: two transactions that need the same ones wait instead of dying.
    pub async fn lock(tx: &Tx, owners: impl IntoIterator<Item = Uuid>) -> Result<Self, Fault> {
        let mut owners: Vec<Uuid> = owners.into_iter().collect();
        owners.sort_unstable();
        owners.dedup();
        let accounts = store::lock_accounts(tx, &owners).await?;
        Ok(Self { accounts: accounts.into_iter().map(|a| (a.id.uuid(), a)).collect() })
    }

    /// Where an allocation's money stands, as locked and as posted since.
    pub fn position(&self, allocation: AllocationId) -> Position {
        Position::of(self.accounts.values().filter(|a| a.owner.uuid() == allocation.uuid()))
    }

    /// Posts entries: applies their deltas account by account under the guard that none sinks below zero, and writes entries and
    /// postings. `business_on` is the day on which they count.
    pub async fn post(&mut self, tx: &Tx, business_on: Day, entries: &[Entry]) -> Result<(), Stop> {
        let (now, event) = (tx.now().await?, tx.event_id().await?);
        let mut changes: BTreeMap<Uuid, Money> = BTreeMap::new();
        let mut booked = Vec::with_capacity(entries.len());
        for entry in entries {
            let home = self.home_of(entry)?;
            let mut postings = Vec::with_capacity(entry.postings.len());
            for posting in &entry.postings {
                let account = self.account(posting, &home)?;
                let change = changes.entry(account.id.uuid()).or_default();
                *change = change.plus(posting.amount).ok_or(LedgerRefusal::OutOfRange)?;
                postings.push((account.clone(), posting.amount));
            }
            booked.push(store::NewEntry { id: tx.uuid(now), kind: entry.kind, subject: entry.subject, postings });
        }
        for (id, change) in changes.iter().filter(|(_, c)| !c.is_zero()) {
            if !store::add_to_balance(tx, *id, *change, now).await? {
                return Err(self.overdrawn(*id, *change));
            }
            if let Some(account) = self.accounts.get_mut(id) {
                account.balance = account.balance.plus(*change).ok_or(LedgerRefusal::OutOfRange)?;
            }
        }
        store::drop_snapshots(tx, changes.keys().copied(), business_on).await?;
        Ok(store::insert_entries(tx, &booked, business_on, now, event).await?)
    }

    /// The budget year of an entry is that of its allocations, its region that of the first; a source has one account for each.
    fn home_of(&self, entry: &Entry) -> Result<(i32, RegionCode), Fault> {
        let of = |p: &Posting| self.accounts.values().find(|a| a.owner == p.owner && a.kind == p.kind);
        let allocations = entry.postings.iter().filter(|p| p.kind != AccountKind::SourceInflow);
        let found: Vec<&Account> = allocations.filter_map(of).collect();
        if let (true, Some(last)) = (entry.crosses_years(), found.last()) {
            return Ok((last.fiscal_year, last.region.clone()));
        }
        match found[..] {
            [first, ..] if found.iter().all(|a| a.fiscal_year == first.fiscal_year) => {
                Ok((first.fiscal_year, first.region.clone()))
            }
            _ => Err(Fault::inconsistent(format!("an entry {} over no budget year or several", entry.kind))),
        }
    }

    fn account(&self, posting: &Posting, (year, region): &(i32, RegionCode)) -> Result<&Account, Fault> {
        // A source has an account for each year and region; of every other kind its owner has one.
        let lies_here =
            |a: &Account| a.kind != AccountKind::SourceInflow || (a.fiscal_year == *year && a.region == *region);
        let is = |a: &&Account| a.owner == posting.owner && a.kind == posting.kind && lies_here(a);
        let missing =
            || Fault::inconsistent(format!("no locked account {} of {} in {year}", posting.kind, posting.owner));
        self.accounts.values().find(is).ok_or_else(missing)
    }

    fn overdrawn(&self, id: Uuid, change: Money) -> Stop {
        match self.accounts.get(&id) {
            Some(a) => LedgerRefusal::Overdrawn { account: a.kind, balance: a.balance, change }.into(),
            None => Fault::inconsistent(format!("ledger account {id} is gone")).into(),
        }
    }
}

/// Positions of many allocations in one query, for showing; what decides is read under [`Books::lock`].
pub async fn positions(
    conn: &impl ConnectionTrait,
    ids: &[AllocationId],
) -> Result<HashMap<AllocationId, Position>, Fault> {
    let owners: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let accounts = store::find_accounts(conn, &owners).await?;
    let mut by_owner: HashMap<AllocationId, Vec<Account>> = HashMap::new();
    for account in accounts {
        by_owner.entry(AllocationId::new(account.owner.uuid())).or_default().push(account);
    }
    Ok(by_owner.into_iter().map(|(id, accounts)| (id, Position::of(accounts.iter()))).collect())
}

/// Balances as read, without locks: for a dry look at what the rules would say.
pub async fn read_books(conn: &impl ConnectionTrait, owners: &[Uuid]) -> Result<Books, Fault> {
    let accounts = store::find_accounts(conn, owners).await?;
    Ok(Books { accounts: accounts.into_iter().map(|a| (a.id.uuid(), a)).collect() })
}

/// Accounts in the holder's regions, with kept balances.
pub async fn list_accounts(
    db: &Db,
    holder: &Holder,
    query: &AccountQuery,
    listing: &Listing,
) -> Result<Page<Account>, Stop> {
    let scope = holder.scope_within(&action::LEDGER_ACCOUNT_READ, query.region.as_ref())?;
    Ok(store::list_accounts(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// Accounts in the holder's regions, with the balances they had at the end of a day: the nearest snapshot and the postings after it.
pub async fn list_balances(
    db: &Db,
    holder: &Holder,
    query: &AccountQuery,
    as_of: Day,
    listing: &Listing,
) -> Result<Page<Account>, Stop> {
    let scope = holder.scope_within(&action::LEDGER_BALANCE_READ, query.region.as_ref())?;
    let mut page = store::list_accounts(db.read(), &scope, query, listing, db.now().await?).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|a| a.id.uuid()).collect();
    let sums = store::balances_on(db.read(), &ids, as_of).await?;
    for account in &mut page.items {
        account.balance = sums.get(&account.id.uuid()).copied().unwrap_or_default();
    }
    Ok(page)
}

/// Entries in the holder's regions, with their postings.
pub async fn list_entries(
    db: &Db,
    holder: &Holder,
    query: &EntryQuery,
    listing: &Listing,
) -> Result<Page<Booked>, Stop> {
    let scope = holder.scope_within(&action::LEDGER_ENTRY_READ, query.region.as_ref())?;
    let now: Instant = db.now().await?;
    Ok(store::list_entries(db.read(), &scope, query, listing, now).await?)
}

//! `/ledger/accounts`, `/ledger/entries`, `/ledger/balances`. Read only: what moves money is the act of an area.

use poem_openapi::{Object, OpenApi, payload::Json};

use super::{
    model::{Account, AccountKind, AccountQuery, Booked, EntryKind, EntryQuery},
    service::{list_accounts, list_balances, list_entries},
};
use crate::{
    ground::{
        authority::action,
        kernel::{AnyId, Day, Instant, Money, RegionCode, SubjectKind},
        platform::Db,
        wire::{Exporter, Filter, Lister, PageOf, Reads, Refused, Writes, wire_words},
    },
    office::tables::{TableFile, given_out},
};

wire_words!(AccountKind, EntryKind);

/// An account and its balance.
#[derive(Debug, Object)]
pub struct LedgerAccountView {
    /// Id.
    id: AnyId,
    /// What it holds.
    kind: AccountKind,
    /// Kind of its owner.
    owner_kind: SubjectKind,
    /// Its owner.
    owner_id: AnyId,
    /// Where.
    region_code: RegionCode,
    /// Budget year.
    fiscal_year: i32,
    /// Balance in yuan.
    balance: Money,
    /// When it last moved.
    updated_at: Instant,
}

impl From<Account> for LedgerAccountView {
    fn from(a: Account) -> Self {
        Self {
            id: a.id,
            kind: a.kind,
            owner_kind: a.kind.owner_kind(),
            owner_id: a.owner,
            region_code: a.region,
            fiscal_year: a.fiscal_year,
            balance: a.balance,
            updated_at: a.updated_at,
        }
    }
}

/// One account's part of an entry.
#[derive(Debug, Object)]
pub struct PostingView {
    /// What the account holds.
    account: AccountKind,
    /// The account's owner.
    owner_id: AnyId,
    /// Added to it; negative when taken from it.
    amount: Money,
}

/// One move of money.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LedgerEntryView {
    /// Id.
    id: AnyId,
    /// What moved it.
    kind: EntryKind,
    /// Kind of what caused it.
    subject_kind: SubjectKind,
    /// What caused it.
    subject_id: AnyId,
    /// The day on which it counts.
    business_on: Day,
    /// When it was written.
    at: Instant,
    /// The trail event of the act that made it.
    event_id: AnyId,
    /// The entry it takes back.
    reverses_id: Option<AnyId>,
    /// Where.
    region_code: RegionCode,
    /// Budget year.
    fiscal_year: i32,
    /// They add up to zero.
    postings: Vec<PostingView>,
}

impl From<Booked> for LedgerEntryView {
    fn from(e: Booked) -> Self {
        let posting = |p: super::model::Posting| PostingView { account: p.kind, owner_id: p.owner, amount: p.amount };
        Self {
            id: e.id,
            kind: e.kind,
            subject_kind: e.subject.kind,
            subject_id: e.subject.id.into(),
            business_on: e.business_on,
            at: e.at,
            event_id: e.event,
            reverses_id: e.reverses,
            region_code: e.region,
            fiscal_year: e.fiscal_year,
            postings: e.postings.into_iter().map(posting).collect(),
        }
    }
}

/// Filters of accounts.
#[derive(Debug, Object)]
pub struct LedgerAccountFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this owner.
    owner_id: Option<AnyId>,
    /// Only of this kind.
    kind: Option<AccountKind>,
    /// Only of this budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    fiscal_year: Option<i32>,
}

impl Filter for LedgerAccountFilter {
    const MARK: &'static str = "list:LedgerAccountFilter:since";
}

impl From<LedgerAccountFilter> for AccountQuery {
    fn from(f: LedgerAccountFilter) -> Self {
        Self { region: f.region, owner: f.owner_id, kind: f.kind, fiscal_year: f.fiscal_year }
    }
}

/// Filters of balances.
#[derive(Debug, Object)]
pub struct LedgerBalanceFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this owner.
    owner_id: Option<AnyId>,
    /// Only of this kind.
    kind: Option<AccountKind>,
    /// Only of this budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    fiscal_year: Option<i32>,
    /// At the end of this day; today when absent.
    as_of: Option<Day>,
}

impl Filter for LedgerBalanceFilter {
    const MARK: &'static str = "list:LedgerBalanceFilter:since";
}

impl LedgerBalanceFilter {
    fn asked(self, today: Day) -> (AccountQuery, Day) {
        let Self { region, owner_id: owner, kind, fiscal_year, as_of } = self;
        (AccountQuery { region, owner, kind, fiscal_year }, as_of.unwrap_or(today))
    }
}

/// Filters of entries.
#[derive(Debug, Object)]
pub struct LedgerEntryFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only caused by this subject.
    subject_id: Option<AnyId>,
    /// Only caused by this kind of subject.
    subject_kind: Option<SubjectKind>,
    /// Only touching an account of this owner.
    owner_id: Option<AnyId>,
    /// Only of this kind.
    kind: Option<EntryKind>,
}

impl Filter for LedgerEntryFilter {
    const MARK: &'static str = "list:LedgerEntryFilter:since";
}

impl From<LedgerEntryFilter> for EntryQuery {
    fn from(f: LedgerEntryFilter) -> Self {
        let LedgerEntryFilter { region, subject_id: subject, subject_kind, owner_id: owner, kind } = f;
        Self { region, subject, subject_kind, owner, kind }
    }
}

/// The ledger.
pub struct LedgerApi(pub Db);

#[OpenApi]
impl LedgerApi {
    /// Accounts with their kept balances
    #[oai(path = "/ledger/accounts", method = "get", operation_id = "ledger.account.list")]
    async fn accounts(
        &self,
        by: Lister<LedgerAccountFilter>,
    ) -> Result<Json<PageOf<LedgerAccountView>>, Refused<Reads>> {
        let page = list_accounts(&self.0, &by.holder, &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(Into::into).into()))
    }

    /// The accounts as a table, as filtered, with their total
    #[oai(path = "/ledger/accounts/export", method = "get", operation_id = "ledger.account.export")]
    async fn export_accounts(&self, by: Exporter<LedgerAccountFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::LEDGER_ACCOUNT_EXPORT, self.0.clone(), |f| (None, AccountQuery::from(f))).await
    }

    /// Balances at the end of a day, from the nearest snapshot and the postings after it
    #[oai(path = "/ledger/balances", method = "get", operation_id = "ledger.balance.list")]
    async fn balances(
        &self,
        by: Lister<LedgerBalanceFilter>,
    ) -> Result<Json<PageOf<LedgerAccountView>>, Refused<Reads>> {
        let (query, as_of) = by.filter.asked(by.now.day());
        let page = list_balances(&self.0, &by.holder, &query, as_of, &by.listing).await?;
        Ok(Json(page.map(Into::into).into()))
    }

    /// The balances of a day as a table, as filtered, with their total
    #[oai(path = "/ledger/balances/export", method = "get", operation_id = "ledger.balance.export")]
    async fn export_balances(&self, by: Exporter<LedgerBalanceFilter>) -> Result<TableFile, Refused<Writes>> {
        let today = by.takeout.now.day();
        given_out(by, &action::LEDGER_BALANCE_EXPORT, self.0.clone(), |f| (None, f.asked(today))).await
    }

    /// Every move of money, with its postings
    #[oai(path = "/ledger/entries", method = "get", operation_id = "ledger.entry.list")]
    async fn entries(&self, by: Lister<LedgerEntryFilter>) -> Result<Json<PageOf<LedgerEntryView>>, Refused<Reads>> {
        let page = list_entries(&self.0, &by.holder, &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(Into::into).into()))
    }

    /// The moves of money as a table, as filtered: a row for each posting, which add up to zero
    #[oai(path = "/ledger/entries/export", method = "get", operation_id = "ledger.entry.export")]
    async fn export_entries(&self, by: Exporter<LedgerEntryFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::LEDGER_ENTRY_EXPORT, self.0.clone(), |f| (None, EntryQuery::from(f))).await
    }
}

//! `/bank-accounts`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{BankAccountId, Instant, Layer, OfficerId, OrganisationId, RegionCode},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, ExternalId, ExternalIds, Filter, Lister, PageOf, Plain,
            Read, Reads, Refused, Writes, given, resource, shown,
        },
    },
    office::places::{
        model::{AccountState, BankAccount},
        service::{
            accounts::{AccountAct, ActOnAccount, NameAccount, ProposeAccount, list_accounts, read_account},
            exports::AccountQuery,
        },
    },
    office::tables::{TableFile, given_out},
};

/// A bank account of an organisation.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BankAccountView {
    /// Id.
    pub id: BankAccountId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// The organisation's region.
    pub region_code: RegionCode,
    /// Name on the account.
    pub holder_name: String,
    /// Bank and branch.
    pub bank_name: String,
    /// Number: its last four digits, whole for those who pay.
    pub account_no: String,
    /// True when the holder is the organisation's agency (代管账户).
    pub custody: bool,
    /// Proposed, usable or closed.
    pub state: AccountState,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(BankAccountView, "/bank-accounts");

impl From<&BankAccount> for BankAccountView {
    fn from(a: &BankAccount) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            organisation_id: a.organisation,
            region_code: a.region.clone(),
            holder_name: a.holder_name.clone(),
            bank_name: a.bank_name.clone(),
            account_no: a.account_no.to_string(),
            custody: a.custody,
            state: a.state,
            proposed_by: a.proposed_by,
            confirmed_by: a.confirmed_by,
            layer: a.layer,
            external_ids: shown(&a.external_ids),
            created_at: a.created_at,
            updated_at: a.updated_at,
        }
    }
}

impl BankAccountView {
    /// The whole number for those who pay in the account's region, the last four digits for everybody else.
    fn seen_by(account: &BankAccount, holder: &Holder) -> Self {
        let clear = holder.may(&action::BANK_ACCOUNT_SEE_CLEAR, &account.region);
        let shown = if clear { account.account_no.reveal().to_owned() } else { account.account_no.to_string() };
        Self { account_no: shown, ..Self::from(account) }
    }
}

/// A proposed account.
#[derive(Debug, Object)]
pub struct NewBankAccount {
    /// Whose.
    organisation_id: OrganisationId,
    /// Name on the account: the organisation's, or its agency's.
    holder_name: Plain<100>,
    /// Bank and branch.
    bank_name: Plain<100>,
    /// Number: 8 to 32 digits, letters or hyphens.
    #[oai(validator(pattern = "^[0-9A-Za-z-]{8,32}$"))]
    account_no: String,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Filters of accounts.
#[derive(Debug, Object)]
pub struct BankAccountFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this organisation.
    organisation_id: Option<OrganisationId>,
}

impl Filter for BankAccountFilter {
    const MARK: &'static str = "list:BankAccountFilter:sync:external";
}

/// Bank accounts.
pub struct AccountsApi(pub Db);

impl AccountsApi {
    async fn act(
        &self,
        by: Acting,
        id: BankAccountId,
        act: AccountAct,
    ) -> Result<Done<BankAccountView>, Refused<Writes>> {
        let work = ActOnAccount { actor: by.actor.clone(), id, if_match: by.if_match.clone(), act };
        by.run(&self.0, &work, |a| BankAccountView::from(a)).await
    }
}

#[OpenApi]
impl AccountsApi {
    /// Bank accounts in one's regions
    #[oai(path = "/bank-accounts", method = "get", operation_id = "places.bank_account.list")]
    async fn list(&self, by: Lister<BankAccountFilter>) -> Result<Json<PageOf<BankAccountView>>, Refused<Reads>> {
        let region = by.filter.region.as_ref();
        let query = (by.filter.organisation_id, by.external);
        let page = list_accounts(&self.0, &by.holder, region, query, &by.listing).await?;
        Ok(Json(page.map(|a| BankAccountView::seen_by(&a, &by.holder)).into()))
    }

    /// The bank accounts as a table, as filtered; numbers by their last four digits, for whoever pays too
    #[oai(path = "/bank-accounts/export", method = "get", operation_id = "places.bank_account.export")]
    async fn export(&self, by: Exporter<BankAccountFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::BANK_ACCOUNT_EXPORT, self.0.clone(), |f| {
            (f.region, AccountQuery { organisation: f.organisation_id })
        })
        .await
    }

    /// Propose an account; a second officer must confirm it
    #[oai(path = "/bank-accounts", method = "post", operation_id = "places.bank_account.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewBankAccount>,
    ) -> Result<Created<BankAccountView>, Refused<Writes>> {
        let NewBankAccount { organisation_id, holder_name, bank_name, account_no, external_ids } = body.0;
        let work = ProposeAccount {
            actor: by.actor.clone(),
            organisation: organisation_id,
            holder_name: holder_name.into(),
            bank_name: bank_name.into(),
            account_no,
            external_ids: given(external_ids).unwrap_or_default(),
        };
        by.run(&self.0, &work, |a| BankAccountView::from(a)).await
    }

    /// One account
    #[oai(path = "/bank-accounts/:id", method = "get", operation_id = "places.bank_account.read")]
    async fn read(&self, by: Caller, id: Path<BankAccountId>) -> Result<Read<BankAccountView>, Refused<Reads>> {
        let account = read_account(&self.0, &by.holder, id.0).await?;
        Ok(Read(BankAccountView::seen_by(&account, &by.holder)))
    }

    /// Confirm a proposed account, as a second officer
    #[oai(path = "/bank-accounts/:id/confirm", method = "post", operation_id = "places.bank_account.confirm")]
    async fn confirm(&self, by: Acting, id: Path<BankAccountId>) -> Result<Done<BankAccountView>, Refused<Writes>> {
        self.act(by, id.0, AccountAct::Confirm).await
    }

    /// Close an account: no money goes there any more
    #[oai(path = "/bank-accounts/:id/close", method = "post", operation_id = "places.bank_account.close")]
    async fn close(&self, by: Acting, id: Path<BankAccountId>) -> Result<Done<BankAccountView>, Refused<Writes>> {
        self.act(by, id.0, AccountAct::Close).await
    }

    /// Say by which names other systems know an account, in place of those it had
    #[oai(
        path = "/bank-accounts/:id/external-ids",
        method = "post",
        operation_id = "places.bank_account.set_external_ids"
    )]
    async fn set_external_ids(
        &self,
        by: Acting,
        id: Path<BankAccountId>,
        body: Json<ExternalIds>,
    ) -> Result<Done<BankAccountView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = NameAccount { actor, id: id.0, if_match, external_ids: body.0.into() };
        by.run(&self.0, &work, |a| BankAccountView::from(a)).await
    }
}

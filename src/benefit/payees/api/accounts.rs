//! `/payee-accounts`: into which accounts people are paid.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayeesParts;
use crate::{
    benefit::payees::{
        model::{PayeeAccount, PayeeAccountQuery, PayeeAccountState},
        service::{
            acts::{ClosePayeeAccount, ConfirmPayeeAccount},
            exports::PayeeAccountTable,
            read::{ShownAccount, list_accounts, read_account},
            record::RecordPayeeAccount,
        },
    },
    ground::{
        authority::action,
        kernel::{FileId, Instant, Layer, OfficerId, PayeeAccountId, PersonId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayeeAccountState);

/// An account into which a person is paid (收款账户), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayeeAccountView {
    /// Id.
    id: PayeeAccountId,
    /// Version, for `If-Match`.
    etag: String,
    /// Whose.
    person_id: PersonId,
    /// How the holder is called, masked. Absent in the answer of an act.
    name: Option<String>,
    /// Where the person is registered.
    region_code: RegionCode,
    /// Bank and branch.
    bank_name: String,
    /// Number: its last four digits.
    account_no: String,
    /// The card or passbook as a paper.
    file_id: FileId,
    /// State.
    state: PayeeAccountState,
    /// Who proposed it.
    proposed_by: OfficerId,
    /// Who compared it.
    confirmed_by: Option<OfficerId>,
    /// Why it is used no more.
    close_reason: Option<String>,
    /// Who closed it; absent where another account took its place.
    closed_by: Option<OfficerId>,
    /// Who else said that it is closed; until then what goes to the person waits.
    close_confirmed_by: Option<OfficerId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayeeAccountView, "/payee-accounts");

impl From<&PayeeAccount> for PayeeAccountView {
    fn from(a: &PayeeAccount) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            person_id: a.person,
            name: None,
            region_code: a.region.clone(),
            bank_name: a.bank_name.clone(),
            account_no: a.account_no.to_string(),
            file_id: a.paper,
            state: a.state,
            proposed_by: a.proposed_by,
            confirmed_by: a.confirmed_by,
            close_reason: a.close_reason.clone(),
            closed_by: a.closed_by,
            close_confirmed_by: a.close_confirmed_by,
            layer: a.layer,
            created_at: a.created_at,
            updated_at: a.updated_at,
        }
    }
}

impl From<&ShownAccount> for PayeeAccountView {
    fn from(s: &ShownAccount) -> Self {
        Self { name: Some(s.name.clone()), ..Self::from(&s.account) }
    }
}

/// An account of a person.
#[derive(Debug, Object)]
pub struct NewPayeeAccount {
    /// Whose.
    person_id: PersonId,
    /// Name on the account: the person's own.
    holder_name: Text<100>,
    /// Bank and branch.
    bank_name: Plain<100>,
    /// Number: 8 to 30 digits.
    #[oai(validator(pattern = "^[0-9]{8,30}$"))]
    account_no: String,
    /// The card or passbook as a paper.
    file_id: FileId,
}

/// What a second officer reads on the card.
#[derive(Debug, Object)]
pub struct PayeeAccountComparison {
    /// Name on the card.
    holder_name: Text<100>,
    /// Number on the card, typed again.
    #[oai(validator(pattern = "^[0-9]{8,30}$"))]
    account_no: String,
}

/// That nothing goes there any more.
#[derive(Debug, Object)]
pub struct PayeeAccountClosing {
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of accounts of payees.
#[derive(Debug, Object)]
pub struct PayeeAccountFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this person.
    person_id: Option<PersonId>,
    /// Only in this state.
    state: Option<PayeeAccountState>,
}

impl Filter for PayeeAccountFilter {
    const MARK: &'static str = "list:PayeeAccountFilter:since";
}

impl From<&PayeeAccountFilter> for PayeeAccountQuery {
    fn from(f: &PayeeAccountFilter) -> Self {
        Self { person: f.person_id, state: f.state }
    }
}

/// Accounts of payees.
pub struct PayeeAccountsApi(pub PayeesParts);

#[OpenApi]
impl PayeeAccountsApi {
    /// Accounts into which the people of one's regions are paid, masked
    #[oai(path = "/payee-accounts", method = "get", operation_id = "payees.account.list")]
    async fn list(&self, by: Lister<PayeeAccountFilter>) -> Result<Json<PageOf<PayeeAccountView>>, Refused<Reads>> {
        let parts = (&self.0.db, &self.0.sealer);
        let (region, query) = (by.filter.region.as_ref(), PayeeAccountQuery::from(&by.filter));
        let page = list_accounts(parts, (&by.holder, &action::PAYEE_ACCOUNT_READ), region, query, &by.listing).await?;
        Ok(Json(page.map(|a| PayeeAccountView::from(&a)).into()))
    }

    /// Record an account of a person; a second officer must confirm it
    #[oai(path = "/payee-accounts", method = "post", operation_id = "payees.account.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewPayeeAccount>,
    ) -> Result<Created<PayeeAccountView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordPayeeAccount {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            person: b.person_id,
            holder_name: b.holder_name.into(),
            bank_name: b.bank_name.into(),
            account_no: b.account_no,
            paper: b.file_id,
        };
        by.run(&self.0.db, &work, |a| PayeeAccountView::from(a)).await
    }

    /// The accounts as a table, as filtered, masked
    #[oai(path = "/payee-accounts/export", method = "get", operation_id = "payees.account.export")]
    async fn export(&self, by: Exporter<PayeeAccountFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayeeAccountQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = PayeeAccountTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::PAYEE_ACCOUNT_EXPORT, list).await?)
    }

    /// One account, masked
    #[oai(path = "/payee-accounts/:id", method = "get", operation_id = "payees.account.read")]
    async fn read(&self, by: Caller, id: Path<PayeeAccountId>) -> Result<Read<PayeeAccountView>, Refused<Reads>> {
        let found = read_account((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(PayeeAccountView::from(&found)))
    }

    /// Confirm an account as a second officer, by typing again what stands on the card; the one used before is closed
    #[oai(path = "/payee-accounts/:id/confirm", method = "post", operation_id = "payees.account.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<PayeeAccountId>,
        body: Json<PayeeAccountComparison>,
    ) -> Result<Done<PayeeAccountView>, Refused<Writes>> {
        let work = ConfirmPayeeAccount {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            id: id.0,
            if_match: by.if_match.clone(),
            holder_name: body.0.holder_name.into(),
            account_no: body.0.account_no,
        };
        by.run(&self.0.db, &work, |a| PayeeAccountView::from(a)).await
    }

    /// Close an account: nothing goes there any more; once more, by another officer, says the same of one that was of use
    #[oai(path = "/payee-accounts/:id/close", method = "post", operation_id = "payees.account.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<PayeeAccountId>,
        body: Json<PayeeAccountClosing>,
    ) -> Result<Done<PayeeAccountView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ClosePayeeAccount { actor, sealer, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |a| PayeeAccountView::from(a)).await
    }
}

//! `/income-spendings`: what was spent from pools, to whom.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::IncomeParts;
use crate::{
    benefit::income::{
        model::{Spending, SpendingQuery, SpendingState},
        service::{
            exports::SpendingTable,
            read::{list_spendings, read_spending},
            spendings::{ConfirmSpending, RecordSpending, ReverseSpending},
        },
    },
    ground::{
        authority::action,
        kernel::{
            BankAccountId, CollectiveId, Day, FileId, IncomePoolId, IncomeSpendingId, Instant, Layer, Money,
            OrganisationId, RegionCode, ToPersonListId,
        },
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, Number, PageOf, Plain, Read, Reads,
            Refused, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(SpendingState);

/// What was spent from a pool (收益使用).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeSpendingView {
    /// Id.
    id: IncomeSpendingId,
    /// Version, for `If-Match`; only a confirmation changes it.
    etag: String,
    /// Printed number.
    number: String,
    /// From which pool.
    pool_id: IncomePoolId,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// On which day.
    on: Day,
    /// How much.
    amount: Money,
    /// From which account.
    account_id: BankAccountId,
    /// To whom, as the paper writes it.
    payee: String,
    /// To which organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// For what; of a reversal, why.
    purpose: String,
    /// By which voucher.
    voucher: String,
    /// The paper.
    file_id: Option<FileId>,
    /// Which one it takes back.
    reverses_id: Option<IncomeSpendingId>,
    /// Which one took it back.
    reversed_by_id: Option<IncomeSpendingId>,
    /// Who recorded it.
    recorded_by: String,
    /// Whether a second officer looked at it.
    state: SpendingState,
    /// Who that was.
    confirmed_by: Option<String>,
    /// Which locked list of persons it was recorded for.
    to_person_list_id: Option<ToPersonListId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it was recorded.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(IncomeSpendingView, "/income-spendings");

impl From<&Spending> for IncomeSpendingView {
    fn from(s: &Spending) -> Self {
        Self {
            id: s.id,
            etag: s.version.to_string(),
            number: s.number.clone(),
            pool_id: s.pool,
            collective_id: s.collective,
            region_code: s.region.clone(),
            on: s.on,
            amount: s.amount,
            account_id: s.account,
            payee: s.payee.clone(),
            organisation_id: s.organisation,
            purpose: s.purpose.clone(),
            voucher: s.voucher.clone(),
            file_id: s.paper,
            reverses_id: s.reverses,
            reversed_by_id: s.reversed_by,
            recorded_by: s.recorded_by.clone(),
            state: s.state,
            confirmed_by: s.confirmed_by.clone(),
            to_person_list_id: s.list,
            layer: s.layer,
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// What is spent from a pool.
#[derive(Debug, Object)]
pub struct NewIncomeSpending {
    /// From which pool; not the one of members.
    pool_id: IncomePoolId,
    /// On which day: not before the year was closed, not after today.
    on: Day,
    /// How much: more than nothing, no more than is left.
    amount: Money,
    /// From which account of the body.
    account_id: BankAccountId,
    /// To whom, as the paper writes it: an organisation or a group of households; never a person's name.
    payee: Plain<200>,
    /// To which organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// For what.
    purpose: Plain<200>,
    /// By which voucher; within an accounting month each once for the same pool.
    voucher: Number<100>,
    /// The paper.
    file_id: FileId,
    /// Which locked list of persons it pays; as much as that comes to, which the pool holds for it.
    to_person_list_id: Option<ToPersonListId>,
}

/// That a spending was wrong.
#[derive(Debug, Object)]
pub struct IncomeSpendingReversal {
    /// Why; never a name.
    reason: Plain<200>,
    /// The paper: of one that was confirmed, which another officer than who recorded it takes back, the bank's that the money came back.
    file_id: Option<FileId>,
}

/// Filters of spendings.
#[derive(Debug, Object)]
pub struct IncomeSpendingFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only from this pool.
    pool_id: Option<IncomePoolId>,
    /// Only in this state.
    state: Option<SpendingState>,
}

impl Filter for IncomeSpendingFilter {
    const MARK: &'static str = "list:IncomeSpendingFilter:since";
}

impl From<&IncomeSpendingFilter> for SpendingQuery {
    fn from(f: &IncomeSpendingFilter) -> Self {
        Self { collective: f.collective_id, pool: f.pool_id, state: f.state }
    }
}

/// What is spent from pools.
pub struct IncomeSpendingsApi(pub IncomeParts);

#[OpenApi]
impl IncomeSpendingsApi {
    /// What was spent from pools of bodies in one's regions
    #[oai(path = "/income-spendings", method = "get", operation_id = "income.spending.list")]
    async fn list(&self, by: Lister<IncomeSpendingFilter>) -> Result<Json<PageOf<IncomeSpendingView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), SpendingQuery::from(&by.filter));
        let page = list_spendings(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|x| IncomeSpendingView::from(&x)).into()))
    }

    /// What was spent from pools as a table, as filtered
    #[oai(path = "/income-spendings/export", method = "get", operation_id = "income.spending.export")]
    async fn export(&self, by: Exporter<IncomeSpendingFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = SpendingQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::INCOME_SPENDING_EXPORT, SpendingTable { db, holder, region, query }).await?)
    }

    /// One spending
    #[oai(path = "/income-spendings/:id", method = "get", operation_id = "income.spending.read")]
    async fn read(&self, by: Caller, id: Path<IncomeSpendingId>) -> Result<Read<IncomeSpendingView>, Refused<Reads>> {
        Ok(Read(IncomeSpendingView::from(&read_spending(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Record what is spent from a pool
    #[oai(path = "/income-spendings", method = "post", operation_id = "income.spending.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewIncomeSpending>,
    ) -> Result<Created<IncomeSpendingView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordSpending {
            actor: by.actor.clone(),
            pool: b.pool_id,
            on: b.on,
            amount: b.amount,
            account: b.account_id,
            payee: b.payee.into(),
            organisation: b.organisation_id,
            purpose: b.purpose.into(),
            voucher: b.voucher.into(),
            paper: b.file_id,
            list: b.to_person_list_id,
            lists: self.0.lists,
        };
        by.run(&self.0.db, &work, |s| IncomeSpendingView::from(s)).await
    }

    /// Look at what another recorded of a pool's spending: it stands from now on
    #[oai(path = "/income-spendings/:id/confirm", method = "post", operation_id = "income.spending.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<IncomeSpendingId>,
    ) -> Result<Done<IncomeSpendingView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ConfirmSpending { actor, id: id.0, if_match, lists: self.0.lists };
        by.run(&self.0.db, &work, |s| IncomeSpendingView::from(s)).await
    }

    /// Take a spending back by another; one that was confirmed, by a paper and by another officer than who recorded it; the list that it paid waits again
    #[oai(path = "/income-spendings/:id/reverse", method = "post", operation_id = "income.spending.reverse")]
    async fn reverse(
        &self,
        by: Creating,
        id: Path<IncomeSpendingId>,
        body: Json<IncomeSpendingReversal>,
    ) -> Result<Created<IncomeSpendingView>, Refused<Writes>> {
        let (actor, b, lists) = (by.actor.clone(), body.0, self.0.lists);
        let work = ReverseSpending { actor, id: id.0, reason: b.reason.into(), paper: b.file_id, lists };
        by.run(&self.0.db, &work, |s| IncomeSpendingView::from(s)).await
    }
}

//! `/collectives/{id}/receivables`: what other bodies' lists paid to a body, which it books as its income.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayoutsParts;
use crate::{
    benefit::payouts::{
        model::{Receivable, ReceivableQuery},
        service::{exports::ReceivableTable, receivables::list_receivables},
    },
    ground::{
        authority::action,
        kernel::{BankAccountId, CollectiveId, Day, DistributionId, IncomeEntryId, Money, PayoutId},
        wire::{Exporter, Filter, Lister, PageOf, Reads, Refused, Writes},
    },
    office::tables::{TableFile, exported},
};

/// What another body's list paid to a body (应入账分配款): its plan, which may lie outside one's regions, and no more of that than this line.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ReceivableView {
    /// The payout.
    payout_id: PayoutId,
    /// Its number.
    payout_number: String,
    /// The plan.
    distribution_id: DistributionId,
    /// Its number.
    distribution_number: String,
    /// How it is called.
    distribution_name: String,
    /// The number of the body that distributes.
    payer_number: String,
    /// The name of its organisation.
    payer_name: String,
    /// The serial of this body's organisation in the list.
    serial: i64,
    /// How much, less what of it was given back.
    amount: Money,
    /// Into which account of this body it was paid.
    account_id: BankAccountId,
    /// On which day its bank paid it; where the bank told none, the day on which the order went there.
    paid_on: Day,
    /// The entry that books it.
    income_entry_id: Option<IncomeEntryId>,
    /// Its number.
    income_entry_number: Option<String>,
}

impl From<&Receivable> for ReceivableView {
    fn from(r: &Receivable) -> Self {
        let (entry, number) = r.booked.clone().unzip();
        Self {
            payout_id: r.payout,
            payout_number: r.number.clone(),
            distribution_id: r.distribution,
            distribution_number: r.plan_number.clone(),
            distribution_name: r.plan_name.clone(),
            payer_number: r.payer_named.0.clone(),
            payer_name: r.payer_named.1.clone(),
            serial: r.serial,
            amount: r.amount,
            account_id: r.account,
            paid_on: r.paid_on,
            income_entry_id: entry,
            income_entry_number: number,
        }
    }
}

/// Filters of what a body was paid.
#[derive(Debug, Object)]
pub struct ReceivableFilter {
    /// Only what is booked, or only what is not.
    booked: Option<bool>,
}

impl Filter for ReceivableFilter {
    const MARK: &'static str = "list:ReceivableFilter";
}

impl From<&ReceivableFilter> for ReceivableQuery {
    fn from(f: &ReceivableFilter) -> Self {
        Self { booked: f.booked }
    }
}

/// What bodies were paid by lists of others.
pub struct ReceivablesApi(pub PayoutsParts);

#[OpenApi]
impl ReceivablesApi {
    /// What other bodies' lists paid to a body, wherever they lie: each line is booked by one income entry (`from_line`)
    #[oai(path = "/collectives/:id/receivables", method = "get", operation_id = "payouts.receivable.list")]
    async fn list(
        &self,
        by: Lister<ReceivableFilter>,
        id: Path<CollectiveId>,
    ) -> Result<Json<PageOf<ReceivableView>>, Refused<Reads>> {
        let (wanted, of) = ((&by.holder, &action::PAYOUT_RECEIVABLE_READ), (id.0, ReceivableQuery::from(&by.filter)));
        let page = list_receivables(&self.0.db, wanted, of, &by.listing).await?;
        Ok(Json(page.map(|r| ReceivableView::from(&r)).into()))
    }

    /// The same as a table, with its sum
    #[oai(path = "/collectives/:id/receivables/export", method = "get", operation_id = "payouts.receivable.export")]
    async fn export(
        &self,
        by: Exporter<ReceivableFilter>,
        id: Path<CollectiveId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let query = ReceivableQuery::from(&by.filter);
        let list = ReceivableTable(self.0.seen(by.takeout.holder.clone(), None), id.0, query);
        Ok(exported(by.takeout, &action::PAYOUT_RECEIVABLE_EXPORT, list).await?)
    }
}

//! `/payouts`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayoutsParts;
use crate::{
    benefit::payouts::{
        model::{PayoutInto, PayoutOutcome, PayoutQuery, PayoutState},
        service::{
            exports::PayoutTable,
            read::{ShownPayout, list_payouts, read_payout},
        },
    },
    ground::{
        authority::action,
        kernel::{
            BankAccountId, Day, DistributionId, Instant, Layer, Money, PayeeAccountId, PayoutBatchId, PayoutId,
            RegionCode,
        },
        wire::{Caller, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource, wire_words},
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayoutOutcome, PayoutState);

/// One attempt to pay one line of a list (发放), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutView {
    /// Id.
    id: PayoutId,
    /// Version.
    etag: String,
    /// Printed number.
    number: String,
    /// In which batch.
    batch_id: PayoutBatchId,
    /// At which place of its file.
    place: i64,
    /// Of which distribution.
    distribution_id: DistributionId,
    /// Serial of the holder.
    serial: i64,
    /// Which part of the line: 0 the line itself, from 1 on what an heir of its holder has of it.
    part: i64,
    /// How the holder is called, masked.
    name: String,
    /// Where the distribution lies.
    region_code: RegionCode,
    /// Which attempt at the line.
    attempt: i64,
    /// How much.
    amount: Money,
    /// Into which account of a person.
    payee_account_id: Option<PayeeAccountId>,
    /// Into which account of an organisation.
    bank_account_id: Option<BankAccountId>,
    /// Bank and branch.
    bank_name: String,
    /// Number of the account: its last four digits.
    account_no: String,
    /// Why it went once more into an account that it came back from.
    again_reason: Option<String>,
    /// State.
    state: PayoutState,
    /// On which day the bank was last asked after it.
    asked_on: Option<Day>,
    /// What the bank said last.
    told: Option<PayoutOutcome>,
    /// Of which day.
    told_on: Option<Day>,
    /// By which number of the bank's.
    reference: Option<String>,
    /// Why it failed or came back, in the bank's words.
    reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayoutView, "/payouts");

impl From<&ShownPayout> for PayoutView {
    fn from(s: &ShownPayout) -> Self {
        let (p, told) = (&s.payout, s.payout.told.as_ref());
        let (person, unit) = match p.into {
            PayoutInto::Person(id) => (Some(id), None),
            PayoutInto::Unit(id) => (None, Some(id)),
        };
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            batch_id: p.batch,
            place: p.place,
            distribution_id: p.distribution,
            serial: p.serial,
            part: p.part,
            name: s.name.clone(),
            region_code: p.region.clone(),
            attempt: p.attempt,
            amount: p.amount,
            payee_account_id: person,
            bank_account_id: unit,
            bank_name: s.bank_name.clone(),
            account_no: s.account_no.clone(),
            again_reason: p.again_reason.clone(),
            state: p.state,
            asked_on: p.asked_on,
            told: told.map(|t| t.outcome),
            told_on: told.and_then(|t| t.on),
            reference: told.and_then(|t| t.reference.clone()),
            reason: told.and_then(|t| t.reason.clone()),
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// Filters of payouts.
#[derive(Debug, Object)]
pub struct PayoutFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this distribution.
    distribution_id: Option<DistributionId>,
    /// Only in this batch.
    payout_batch_id: Option<PayoutBatchId>,
    /// Only in this state.
    state: Option<PayoutState>,
    /// Only of the holder of this serial.
    serial: Option<i64>,
}

impl Filter for PayoutFilter {
    const MARK: &'static str = "list:PayoutFilter:since";
}

impl From<&PayoutFilter> for PayoutQuery {
    fn from(f: &PayoutFilter) -> Self {
        Self { distribution: f.distribution_id, batch: f.payout_batch_id, state: f.state, serial: f.serial }
    }
}

/// Payouts.
pub struct PayoutsApi(pub PayoutsParts);

#[OpenApi]
impl PayoutsApi {
    /// The payouts in one's regions, masked: every attempt at a line, with what became of it
    #[oai(path = "/payouts", method = "get", operation_id = "payouts.payout.list")]
    async fn list(&self, by: Lister<PayoutFilter>) -> Result<Json<PageOf<PayoutView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PayoutQuery::from(&by.filter));
        let (parts, wanted) = ((&self.0.db, &self.0.sealer), (&by.holder, &action::PAYOUT_READ));
        let page = list_payouts(parts, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|p| PayoutView::from(&p)).into()))
    }

    /// The payouts as a table, as filtered, masked; live ones are added up
    #[oai(path = "/payouts/export", method = "get", operation_id = "payouts.payout.export")]
    async fn export(&self, by: Exporter<PayoutFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayoutQuery::from(&by.filter);
        let list = PayoutTable(self.0.seen(by.takeout.holder.clone(), by.filter.region), query);
        Ok(exported(by.takeout, &action::PAYOUT_EXPORT, list).await?)
    }

    /// One payout, masked
    #[oai(path = "/payouts/:id", method = "get", operation_id = "payouts.payout.read")]
    async fn read(&self, by: Caller, id: Path<PayoutId>) -> Result<Read<PayoutView>, Refused<Reads>> {
        let found = read_payout((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(PayoutView::from(&found)))
    }
}

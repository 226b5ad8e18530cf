//! `/payout-results`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayoutsParts;
use crate::{
    benefit::payouts::{
        model::{PayoutMismatch, PayoutOutcome, PayoutResult, PayoutResultQuery, PayoutResultState},
        service::{
            exports::PayoutResultTable,
            read::{list_results, read_result},
            results::{Settle, SettlePayoutResult},
        },
    },
    ground::{
        authority::action,
        kernel::{
            Day, FileId, Instant, Layer, Money, OfficerId, PayoutAnswerId, PayoutBatchId, PayoutId, PayoutResultId,
            RegionCode,
        },
        wire::{
            Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Writes, resource,
            wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayoutMismatch, PayoutResultState);

/// One row of a bank's answers (回盘明细), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutResultView {
    /// Id.
    id: PayoutResultId,
    /// Version, for `If-Match`.
    etag: String,
    /// In which file.
    answer_id: PayoutAnswerId,
    /// Of which batch.
    batch_id: PayoutBatchId,
    /// Where.
    region_code: RegionCode,
    /// Its line in the file.
    row: i64,
    /// By what it names its order: our number, or its place.
    named: Option<String>,
    /// The account's last four digits.
    account_no: String,
    /// What became of the order.
    outcome: PayoutOutcome,
    /// How much.
    amount: Money,
    /// On which day.
    on: Option<Day>,
    /// The bank's number of it; empty where it gave none.
    reference: String,
    /// Why, in the bank's words.
    reason: Option<String>,
    /// State.
    state: PayoutResultState,
    /// Why it waits.
    mismatch: Option<PayoutMismatch>,
    /// On which payout it is booked.
    payout_id: Option<PayoutId>,
    /// Of which payout it seems to be, where it was not booked at once.
    about_id: Option<PayoutId>,
    /// What the officer who settled it says.
    note: Option<String>,
    /// Who settled it.
    settled_by: Option<OfficerId>,
    /// By which paper of the bank's.
    file_id: Option<FileId>,
    /// The account of the payout, masked, where the row names another account or another name and was booked all the same.
    instead_of: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayoutResultView, "/payout-results");

impl From<&PayoutResult> for PayoutResultView {
    fn from(r: &PayoutResult) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            answer_id: r.answer,
            batch_id: r.batch,
            region_code: r.region.clone(),
            row: r.row,
            named: r.named.clone(),
            account_no: r.account_no.clone(),
            outcome: r.outcome,
            amount: r.amount,
            on: r.on,
            reference: r.reference.clone(),
            reason: r.reason.clone(),
            state: r.state,
            mismatch: r.mismatch,
            payout_id: r.payout,
            about_id: r.about,
            note: r.note.clone(),
            settled_by: r.settled_by,
            file_id: r.paper,
            instead_of: r.instead_of.clone(),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// Which payout a row is of.
#[derive(Debug, Object)]
pub struct PayoutResultMatching {
    /// Of which payout of the same distribution.
    payout_id: PayoutId,
    /// Why so; never a name.
    reason: Plain<200>,
    /// The bank's paper on it: wanted where the row names another account or another name than the payout's, or where the plan was annulled before
    /// the row came; and then of another officer than who took in the file.
    file_id: Option<FileId>,
}

/// That a row is of no payout.
#[derive(Debug, Object)]
pub struct PayoutResultDismissal {
    /// Why so; never a name.
    reason: Plain<200>,
}

/// Filters of rows of answers.
#[derive(Debug, Object)]
pub struct PayoutResultFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this batch.
    payout_batch_id: Option<PayoutBatchId>,
    /// Only in this state.
    state: Option<PayoutResultState>,
}

impl Filter for PayoutResultFilter {
    const MARK: &'static str = "list:PayoutResultFilter:since";
}

impl From<&PayoutResultFilter> for PayoutResultQuery {
    fn from(f: &PayoutResultFilter) -> Self {
        Self { batch: f.payout_batch_id, state: f.state }
    }
}

/// Rows of answers.
pub struct PayoutResultsApi(pub PayoutsParts);

impl PayoutResultsApi {
    async fn settle(
        &self,
        by: Acting,
        id: PayoutResultId,
        (settle, reason, paper): (Settle, String, Option<FileId>),
    ) -> Result<Done<PayoutResultView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let sealer = self.0.sealer.clone();
        let work = SettlePayoutResult { actor, id, if_match, settle, reason, paper, sealer };
        by.run(&self.0.db, &work, |r| PayoutResultView::from(r)).await
    }
}

#[OpenApi]
impl PayoutResultsApi {
    /// Rows of banks' answers in one's regions, masked; those that wait for an officer are `unmatched`
    #[oai(path = "/payout-results", method = "get", operation_id = "payouts.result.list")]
    async fn list(&self, by: Lister<PayoutResultFilter>) -> Result<Json<PageOf<PayoutResultView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PayoutResultQuery::from(&by.filter));
        let wanted = (&by.holder, &action::PAYOUT_RESULT_READ);
        let page = list_results(&self.0.db, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|r| PayoutResultView::from(&r)).into()))
    }

    /// The rows as a table, as filtered, masked
    #[oai(path = "/payout-results/export", method = "get", operation_id = "payouts.result.export")]
    async fn export(&self, by: Exporter<PayoutResultFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayoutResultQuery::from(&by.filter);
        let list = PayoutResultTable(self.0.seen(by.takeout.holder.clone(), by.filter.region), query);
        Ok(exported(by.takeout, &action::PAYOUT_RESULT_EXPORT, list).await?)
    }

    /// One row, masked
    #[oai(path = "/payout-results/:id", method = "get", operation_id = "payouts.result.read")]
    async fn read(&self, by: Caller, id: Path<PayoutResultId>) -> Result<Read<PayoutResultView>, Refused<Reads>> {
        Ok(Read(PayoutResultView::from(&read_result(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Say of which payout a row is that waits, or was dismissed by mistake
    #[oai(path = "/payout-results/:id/match", method = "post", operation_id = "payouts.result.match")]
    async fn match_row(
        &self,
        by: Acting,
        id: Path<PayoutResultId>,
        body: Json<PayoutResultMatching>,
    ) -> Result<Done<PayoutResultView>, Refused<Writes>> {
        let said = body.0;
        self.settle(by, id.0, (Settle::Match(said.payout_id), said.reason.into(), said.file_id)).await
    }

    /// Say that a row is of no payout; where it says that one was paid, by another officer than who took in the file
    #[oai(path = "/payout-results/:id/dismiss", method = "post", operation_id = "payouts.result.dismiss")]
    async fn dismiss(
        &self,
        by: Acting,
        id: Path<PayoutResultId>,
        body: Json<PayoutResultDismissal>,
    ) -> Result<Done<PayoutResultView>, Refused<Writes>> {
        self.settle(by, id.0, (Settle::Dismiss, body.0.reason.into(), None)).await
    }
}

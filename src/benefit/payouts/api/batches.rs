//! `/payout-batches`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    PayoutsParts,
    file::{AnswerForm, BankFile},
};
use crate::{
    benefit::payouts::{
        PayoutsRefusal,
        model::{PayoutBatch, PayoutBatchQuery, PayoutBatchState, PayoutWaits},
        service::{
            answers::{ImportPayoutResult, Imported},
            ask::AskPayoutBatch,
            create::{CreatePayoutBatch, MadeUp},
            dissolve::DissolvePayoutBatch,
            download::DownloadPayoutFile,
            exports::PayoutBatchTable,
            read::{list_batches, read_batch},
            release::ReleasePayoutBatch,
        },
    },
    ground::{
        authority::action,
        kernel::{
            BankFormId, Day, Digest, DistributionId, Instant, Layer, Money, OfficerId, PayoutAnswerId, PayoutBatchId,
            RegionCode,
        },
        platform::Stop,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayoutBatchState, PayoutWaits);

/// How many lines wait for one reason.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutWaiting {
    /// Why.
    reason: PayoutWaits,
    /// How many.
    count: u64,
    /// Which, by serial, where the form of the bank cannot write them, or asks an ID number of whoever has none, or a plan that was annulled paid
    /// them: no list of payees tells that.
    serials: Option<Vec<i64>>,
}

impl PayoutWaiting {
    fn of(reason: PayoutWaits, serials: &[i64]) -> Self {
        let told = Some(serials.to_vec()).filter(|_| reason.is_told_here());
        Self { reason, count: serials.len() as u64, serials: told }
    }
}

/// Payouts of one distribution that go to a bank in one file (发放批次).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutBatchView {
    /// Id.
    id: PayoutBatchId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which distribution.
    distribution_id: DistributionId,
    /// Where that lies.
    region_code: RegionCode,
    /// By which form.
    bank_form_id: BankFormId,
    /// State.
    state: PayoutBatchState,
    /// How many payouts.
    count: i64,
    /// What they come to.
    total: Money,
    /// Lines that were passed over, by why they wait. In the answer of who makes it up alone.
    waiting: Option<Vec<PayoutWaiting>>,
    /// Who made it up.
    created_by: OfficerId,
    /// Who let it go.
    released_by: Option<OfficerId>,
    /// When.
    released_at: Option<Instant>,
    /// What its file digests to (SHA-256).
    sha256: Option<String>,
    /// How often that was fetched.
    downloads: i64,
    /// On which day its bank's answers were last taken in.
    answered_on: Option<Day>,
    /// Why it was dissolved.
    end_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayoutBatchView, "/payout-batches");

impl From<&PayoutBatch> for PayoutBatchView {
    fn from(b: &PayoutBatch) -> Self {
        Self {
            id: b.id,
            etag: b.version.to_string(),
            number: b.number.clone(),
            distribution_id: b.distribution,
            region_code: b.region.clone(),
            bank_form_id: b.form,
            state: b.state,
            count: b.count,
            total: b.total,
            waiting: None,
            created_by: b.created_by,
            released_by: b.released.map(|(by, _)| by),
            released_at: b.released.map(|(_, at)| at),
            sha256: b.sha256.as_ref().map(Digest::to_string),
            downloads: b.downloads,
            answered_on: b.answered_on,
            end_reason: b.end_reason.clone(),
            layer: b.layer,
            created_at: b.created_at,
            updated_at: b.updated_at,
        }
    }
}

impl From<&MadeUp> for PayoutBatchView {
    fn from(made: &MadeUp) -> Self {
        let waiting = made.waiting.iter().map(|(reason, serials)| PayoutWaiting::of(*reason, serials));
        Self { waiting: Some(waiting.collect()), ..Self::from(&made.batch) }
    }
}

/// A batch.
#[derive(Debug, Object)]
pub struct NewPayoutBatch {
    /// Of which distribution; its list is approved.
    distribution_id: DistributionId,
    /// By which form of its region.
    bank_form_id: BankFormId,
    /// Which lines, by their serials; all that can be paid, up to what a file takes, where it is absent.
    #[oai(validator(min_items = 1, max_items = 5000))]
    serials: Option<Vec<i64>>,
    /// Why lines that are named go once more into an account that they came back from, or to whom a plan that was annulled has paid; never a name.
    again_reason: Option<Plain<200>>,
    /// How many payouts there are. With `dry_run=true` it may be absent.
    declared_count: Option<u32>,
    /// What they come to. With `dry_run=true` it may be absent.
    declared_total: Option<Money>,
}

/// That a batch is not to go.
#[derive(Debug, Object)]
pub struct PayoutBatchDissolving {
    /// Why; never a name.
    reason: Plain<200>,
}

/// What became of a file of answers.
#[derive(Debug, Object)]
pub struct PayoutAnswerView {
    /// The batch.
    id: PayoutBatchId,
    /// The batch's version now.
    etag: String,
    /// Id of the file as it was taken in.
    answer_id: PayoutAnswerId,
    /// What its bytes digest to (SHA-256).
    sha256: String,
    /// Rows in it.
    rows: i64,
    /// Rows that were booked now.
    booked: i64,
    /// Rows that were told before, or bring no news: they change nothing.
    repeated: i64,
    /// Rows that wait for an officer: see `/payout-results`.
    unmatched: i64,
    /// What all rows come to.
    total: Money,
}
resource!(PayoutAnswerView, "/payout-batches");

impl From<&Imported> for PayoutAnswerView {
    fn from(i: &Imported) -> Self {
        Self {
            id: i.batch.id,
            etag: i.batch.version.to_string(),
            answer_id: i.answer.id,
            sha256: i.answer.sha256.to_string(),
            rows: i.answer.rows,
            booked: i.answer.booked,
            repeated: i.answer.repeated,
            unmatched: i.answer.unmatched,
            total: i.answer.total,
        }
    }
}

/// Filters of batches.
#[derive(Debug, Object)]
pub struct PayoutBatchFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this distribution.
    distribution_id: Option<DistributionId>,
    /// Only in this state.
    state: Option<PayoutBatchState>,
}

impl Filter for PayoutBatchFilter {
    const MARK: &'static str = "list:PayoutBatchFilter:since";
}

impl From<&PayoutBatchFilter> for PayoutBatchQuery {
    fn from(f: &PayoutBatchFilter) -> Self {
        Self { distribution: f.distribution_id, state: f.state }
    }
}

/// Batches.
pub struct PayoutBatchesApi(pub PayoutsParts);

#[OpenApi]
impl PayoutBatchesApi {
    /// The batches in one's regions
    #[oai(path = "/payout-batches", method = "get", operation_id = "payouts.batch.list")]
    async fn list(&self, by: Lister<PayoutBatchFilter>) -> Result<Json<PageOf<PayoutBatchView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PayoutBatchQuery::from(&by.filter));
        let wanted = (&by.holder, &action::PAYOUT_BATCH_READ);
        let page = list_batches(&self.0.db, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|b| PayoutBatchView::from(&b)).into()))
    }

    /// Make up a batch of lines that are due; the server counts them and compares what is declared
    #[oai(path = "/payout-batches", method = "post", operation_id = "payouts.batch.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewPayoutBatch>,
    ) -> Result<Created<PayoutBatchView>, Refused<Writes>> {
        let b = body.0;
        let work = CreatePayoutBatch {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            distribution: b.distribution_id,
            form: b.bank_form_id,
            serials: b.serials,
            again_reason: b.again_reason.map(Into::into),
            declared: b.declared_count.map(u64::from).zip(b.declared_total),
            dry_run: by.is_dry_run(),
        };
        by.run(&self.0.db, &work, |made| PayoutBatchView::from(made)).await
    }

    /// The batches as a table, as filtered
    #[oai(path = "/payout-batches/export", method = "get", operation_id = "payouts.batch.export")]
    async fn export(&self, by: Exporter<PayoutBatchFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayoutBatchQuery::from(&by.filter);
        let list = PayoutBatchTable(self.0.seen(by.takeout.holder.clone(), by.filter.region), query);
        Ok(exported(by.takeout, &action::PAYOUT_BATCH_EXPORT, list).await?)
    }

    /// One batch
    #[oai(path = "/payout-batches/:id", method = "get", operation_id = "payouts.batch.read")]
    async fn read(&self, by: Caller, id: Path<PayoutBatchId>) -> Result<Read<PayoutBatchView>, Refused<Reads>> {
        Ok(Read(PayoutBatchView::from(&read_batch(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Let a batch go, as another officer than who made it up: its file is written, and its money is in payment
    #[oai(path = "/payout-batches/:id/release", method = "post", operation_id = "payouts.batch.release")]
    async fn release(&self, by: Acting, id: Path<PayoutBatchId>) -> Result<Done<PayoutBatchView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ReleasePayoutBatch { actor, sealer, id: id.0, if_match };
        by.run(&self.0.db, &work, |b| PayoutBatchView::from(b)).await
    }

    /// Dissolve a batch that was not let go: its lines may be in another
    #[oai(path = "/payout-batches/:id/dissolve", method = "post", operation_id = "payouts.batch.dissolve")]
    async fn dissolve(
        &self,
        by: Acting,
        id: Path<PayoutBatchId>,
        body: Json<PayoutBatchDissolving>,
    ) -> Result<Done<PayoutBatchView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = DissolvePayoutBatch { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |b| PayoutBatchView::from(b)).await
    }

    /// The file of a batch for its bank, with names and whole numbers; the same however often it is fetched, and each time an event
    #[oai(path = "/payout-batches/:id/file", method = "get", operation_id = "payouts.batch.download")]
    async fn download(&self, by: Caller, id: Path<PayoutBatchId>) -> Result<BankFile, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.0.sealer.clone());
        let work = DownloadPayoutFile { actor, sealer, id: id.0 };
        Ok(BankFile(self.0.db.write(&work).await?))
    }

    /// Take in a file of the bank's answers, whole or not at all; taking it in again changes nothing
    #[oai(path = "/payout-batches/:id/answers", method = "post", operation_id = "payouts.batch.import_result")]
    async fn import(
        &self,
        by: Acting,
        id: Path<PayoutBatchId>,
        form: AnswerForm,
    ) -> Result<Done<PayoutAnswerView>, Refused<Writes>> {
        let bytes = form.file.bytes;
        if bytes.len() as u64 > self.0.max_bytes {
            return Err(Stop::from(PayoutsRefusal::AnswerTooLarge { limit: self.0.max_bytes }).into());
        }
        let by = by.about(&Digest::of(&bytes));
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ImportPayoutResult { actor, sealer, id: id.0, if_match, bytes };
        by.run(&self.0.db, &work, |i| PayoutAnswerView::from(i)).await
    }

    /// Note that the bank was asked after whatever of a batch it has not answered; nothing is sent again
    #[oai(path = "/payout-batches/:id/ask", method = "post", operation_id = "payouts.batch.ask")]
    async fn ask(&self, by: Acting, id: Path<PayoutBatchId>) -> Result<Done<PayoutBatchView>, Refused<Writes>> {
        let work = AskPayoutBatch { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |b| PayoutBatchView::from(b)).await
    }
}

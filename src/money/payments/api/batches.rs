//! `/payment-batches`.

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Path,
    payload::{Binary, Json, Payload as _},
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
};

use super::{PaymentsParts, payments::ResultView};
use crate::{
    ground::{
        kernel::{BatchId, DisbursementId, FileId, Instant, Layer, Money, OfficerId, PaymentId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource,
        },
    },
    money::payments::{
        model::{Batch, BatchState, Channel},
        service::{
            batches::CreateBatch,
            dissolve::DissolveBatch,
            export::{Export, export_batch},
            hand_over::HandOverBatch,
            import::{ImportResults, Imported},
            read::{list_batches, read_batch},
        },
    },
};

/// A batch (拨款批次).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BatchView {
    /// Id.
    id: BatchId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// By which channel.
    channel: Channel,
    /// Where.
    region_code: RegionCode,
    /// Where it stands.
    state: BatchState,
    /// How many payments are in it; none once it is dissolved.
    payments: i64,
    /// Their sum, in yuan.
    total: Money,
    /// Who made it.
    created_by_officer_id: OfficerId,
    /// Who handed it over.
    handed_over_by_officer_id: Option<OfficerId>,
    /// When.
    handed_over_at: Option<Instant>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(BatchView, "/payment-batches");

impl From<&Batch> for BatchView {
    fn from(b: &Batch) -> Self {
        Self {
            id: b.id,
            etag: b.version.to_string(),
            number: b.number.clone(),
            channel: b.channel,
            region_code: b.region.clone(),
            state: b.state,
            payments: b.payments,
            total: b.total,
            created_by_officer_id: b.created_by,
            handed_over_by_officer_id: b.handed_over_by,
            handed_over_at: b.handed_over_at,
            layer: b.layer,
            created_at: b.created_at,
            updated_at: b.updated_at,
        }
    }
}

/// A new batch.
#[derive(Debug, Object)]
pub struct NewBatch {
    /// Where: everything in it lies inside.
    region_code: RegionCode,
    /// By which channel; `treasury` when absent.
    channel: Option<Channel>,
    /// Approved disbursements, of which payments are made up.
    #[oai(validator(max_items = 200))]
    disbursement_ids: Option<Vec<DisbursementId>>,
    /// Queued payments in no batch: what is tried again, and rests of part results.
    #[oai(validator(max_items = 200))]
    payment_ids: Option<Vec<PaymentId>>,
}

/// A file of results.
#[derive(Debug, Object)]
pub struct ImportBody {
    /// The file: CSV in UTF-8 or GB18030, columns by name.
    file_id: FileId,
}

/// What became of the rows of a file.
#[derive(Debug, Object)]
pub struct ImportView {
    /// The batch.
    id: BatchId,
    /// The batch's version now.
    etag: String,
    /// Rows in the file.
    rows: u64,
    /// Rows that were known already: they changed nothing.
    known: u64,
    /// Rows booked now.
    booked: u64,
    /// Rows that wait for an officer.
    unmatched: u64,
    /// The rows that are new.
    results: Vec<ResultView>,
}
resource!(ImportView, "/payment-batches");

impl From<&Imported> for ImportView {
    fn from(i: &Imported) -> Self {
        Self {
            id: i.batch.id,
            etag: i.batch.version.to_string(),
            rows: i.rows,
            known: i.known,
            booked: i.booked,
            unmatched: i.unmatched,
            results: i.results.iter().map(ResultView::from).collect(),
        }
    }
}

/// Filters of batches.
#[derive(Debug, Object)]
pub struct BatchFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only in this state.
    pub(super) state: Option<BatchState>,
}

impl Filter for BatchFilter {
    const MARK: &'static str = "list:BatchFilter:sync";
}

/// 200 with a CSV file.
pub struct CsvFile(Export);

impl IntoResponse for CsvFile {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type("text/csv; charset=utf-8")
            .header("Content-Disposition", format!("attachment; filename=\"{}\"", self.0.name))
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .body(self.0.bytes)
    }
}

impl ApiResponse for CsvFile {
    fn meta() -> MetaResponses {
        let schema = Binary::<Vec<u8>>::schema_ref();
        MetaResponses {
            responses: vec![MetaResponse {
                description: "支付申请, UTF-8 with mark, columns by the national element names",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType { content_type: "text/csv; charset=utf-8", schema }],
                headers: vec![],
            }],
        }
    }
    fn register(_: &mut Registry) {}
}

/// Batches.
pub struct BatchesApi(pub PaymentsParts);

#[OpenApi]
impl BatchesApi {
    /// Batches in one's regions
    #[oai(path = "/payment-batches", method = "get", operation_id = "payments.batch.list")]
    async fn list(&self, by: Lister<BatchFilter>) -> Result<Json<PageOf<BatchView>>, Refused<Reads>> {
        let f = by.filter;
        let page = list_batches(&self.0.db, &by.holder, f.region.as_ref(), f.state, &by.listing).await?;
        Ok(Json(page.map(|b| BatchView::from(&b)).into()))
    }

    /// Make up a batch of approved disbursements and queued payments
    #[oai(path = "/payment-batches", method = "post", operation_id = "payments.batch.create")]
    async fn create(&self, by: Creating, body: Json<NewBatch>) -> Result<Created<BatchView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateBatch {
            actor: by.actor.clone(),
            region: b.region_code,
            channel: b.channel.unwrap_or(Channel::Treasury),
            disbursements: b.disbursement_ids.unwrap_or_default(),
            payments: b.payment_ids.unwrap_or_default(),
        };
        by.run(&self.0.db, &work, |b| BatchView::from(b)).await
    }

    /// One batch
    #[oai(path = "/payment-batches/:id", method = "get", operation_id = "payments.batch.read")]
    async fn read(&self, by: Caller, id: Path<BatchId>) -> Result<Read<BatchView>, Refused<Reads>> {
        Ok(Read(BatchView::from(&read_batch(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Hand a batch over: its money is in payment from here on
    #[oai(path = "/payment-batches/:id/hand-over", method = "post", operation_id = "payments.batch.hand_over")]
    async fn hand_over(&self, by: Acting, id: Path<BatchId>) -> Result<Done<BatchView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = HandOverBatch { actor, id: id.0, if_match, lists: self.0.lists };
        by.run(&self.0.db, &work, |b| BatchView::from(b)).await
    }

    /// Dissolve a batch that is not to be handed over: its payments wait in no batch again
    #[oai(path = "/payment-batches/:id/dissolve", method = "post", operation_id = "payments.batch.dissolve")]
    async fn dissolve(&self, by: Acting, id: Path<BatchId>) -> Result<Done<BatchView>, Refused<Writes>> {
        let work = DissolveBatch { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |b| BatchView::from(b)).await
    }

    /// The file of a handed-over batch, for the treasury's system
    #[oai(path = "/payment-batches/:id/export", method = "get", operation_id = "payments.batch.export")]
    async fn export(&self, by: Caller, id: Path<BatchId>) -> Result<CsvFile, Refused<Writes>> {
        Ok(CsvFile(export_batch(&self.0.db, &by.holder, id.0).await?))
    }

    /// Import a file of results; importing it again changes nothing
    #[oai(path = "/payment-batches/:id/import-result", method = "post", operation_id = "payments.batch.import_result")]
    async fn import(
        &self,
        by: Acting,
        id: Path<BatchId>,
        body: Json<ImportBody>,
    ) -> Result<Done<ImportView>, Refused<Writes>> {
        let work = ImportResults {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            batch: id.0,
            if_match: by.if_match.clone(),
            file: body.0.file_id,
        };
        by.run(&self.0.db, &work, |i| ImportView::from(i)).await
    }
}

//! `/title-batches`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, HousingUnitId, Instant, Layer, Money, OfficerId, RegionCode, SiteId, TitleBatchId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, texts, wire_words,
        },
    },
    office::tables::{TableFile, exported},
    property::housing::{
        model::{BatchQuery, TitleBatch, TitleBatchState, TitleItem, TitleOutcome, TitleResult},
        service::{
            exports::BatchTable,
            file_batch::{FileBatch, WithdrawBatch},
            read::{list_batches, read_batch},
            results::{RecordResults, Told},
            submit::SubmitBatch,
        },
    },
};

wire_words!(TitleBatchState, TitleOutcome);

/// A dwelling of a batch, and what became of it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TitleItemView {
    /// Which.
    housing_unit_id: HousingUnitId,
    /// What became of it.
    outcome: TitleOutcome,
    /// The day of the decision.
    decided_on: Option<Day>,
    /// The certificate's number.
    certificate_no: Option<String>,
    /// What was charged, in yuan.
    fee: Option<Money>,
    /// Why there is no certificate.
    reason: Option<String>,
    /// The office's paper.
    file_id: Option<FileId>,
}

impl From<&TitleItem> for TitleItemView {
    fn from(i: &TitleItem) -> Self {
        let (certificate_no, reason, file_id) = match &i.result {
            TitleResult::Pending | TitleResult::Withdrawn => (None, None, None),
            TitleResult::Registered { certificate, paper, .. } => {
                (Some(certificate.number.clone()), None, Some(*paper))
            }
            TitleResult::Refused { reason, paper, .. } => (None, Some(reason.clone()), Some(*paper)),
        };
        Self {
            housing_unit_id: i.unit,
            outcome: i.result.outcome(),
            decided_on: i.result.decided_on(),
            certificate_no,
            fee: i.result.fee(),
            reason,
            file_id,
        }
    }
}

/// Dwellings of a site whose titles are applied for together (不动产登记批次).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TitleBatchView {
    /// Id.
    id: TitleBatchId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which site.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// Where it stands.
    state: TitleBatchState,
    /// 申请材料.
    application_file_id: FileId,
    /// The day on which the office took it: its thirty working days count from there (R23).
    submitted_on: Option<Day>,
    /// 受理凭证.
    receipt_file_id: Option<FileId>,
    /// Why it was withdrawn.
    withdraw_reason: Option<String>,
    /// Remark.
    note: Option<String>,
    /// Who filed it.
    filed_by_officer_id: OfficerId,
    /// How many wait for the office.
    pending_count: u32,
    /// Its dwellings.
    items: Vec<TitleItemView>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(TitleBatchView, "/title-batches");

impl From<&TitleBatch> for TitleBatchView {
    fn from(b: &TitleBatch) -> Self {
        Self {
            id: b.id,
            etag: b.version.to_string(),
            number: b.number.clone(),
            site_id: b.site,
            region_code: b.region.clone(),
            state: b.state,
            application_file_id: b.application,
            submitted_on: b.submitted_on,
            receipt_file_id: b.receipt,
            withdraw_reason: b.withdraw_reason.clone(),
            note: b.note.clone(),
            filed_by_officer_id: b.filed_by,
            pending_count: u32::try_from(b.pending()).unwrap_or(u32::MAX),
            items: b.items.iter().map(Into::into).collect(),
            layer: b.layer,
            created_at: b.created_at,
            updated_at: b.updated_at,
        }
    }
}

/// A batch as it is prepared.
#[derive(Debug, Object)]
pub struct NewTitleBatch {
    /// Of which site.
    site_id: SiteId,
    /// Its dwellings: all of them are in registration from then on, or none.
    #[oai(validator(min_items = 1, max_items = 500))]
    housing_unit_ids: Vec<HousingUnitId>,
    /// 申请材料.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// The office took it.
#[derive(Debug, Object)]
pub struct TitleSubmission {
    /// On which day; not after today.
    submitted_on: Day,
    /// 受理凭证.
    file_id: FileId,
}

/// What the office made of a dwelling: a certificate, or the reason for none.
#[derive(Debug, Object)]
pub struct NewTitleResult {
    /// Which.
    housing_unit_id: HousingUnitId,
    /// The day of the decision.
    decided_on: Day,
    /// The certificate's number.
    certificate_no: Option<Plain<60>>,
    /// What was charged for survey and registration, in yuan; nothing where absent (R23.1).
    fee: Option<Money>,
    /// Why there is no certificate.
    reason: Option<Plain<500>>,
}

/// Results of a batch. The last of them ends it.
#[derive(Debug, Object)]
pub struct TitleResults {
    /// The results.
    #[oai(validator(min_items = 1, max_items = 500))]
    items: Vec<NewTitleResult>,
    /// The office's paper.
    file_id: FileId,
    /// Warnings that are acknowledged, by rule number.
    acknowledged: Option<Vec<Text<8>>>,
}

/// Why a batch is withdrawn.
#[derive(Debug, Object)]
pub struct TitleWithdrawal {
    /// Why.
    reason: Plain<500>,
}

/// Filters of batches.
#[derive(Debug, Object)]
pub struct TitleBatchFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this site.
    site_id: Option<SiteId>,
    /// Only in this state.
    state: Option<TitleBatchState>,
    /// Only those with this dwelling.
    housing_unit_id: Option<HousingUnitId>,
}

impl Filter for TitleBatchFilter {
    const MARK: &'static str = "list:TitleBatchFilter:since";
}

impl From<&TitleBatchFilter> for BatchQuery {
    fn from(f: &TitleBatchFilter) -> Self {
        Self { site: f.site_id, state: f.state, unit: f.housing_unit_id }
    }
}

/// Batches of titles.
pub struct TitleBatchesApi(pub Db);

#[OpenApi]
impl TitleBatchesApi {
    /// Batches of titles in one's regions
    #[oai(path = "/title-batches", method = "get", operation_id = "housing.title_batch.list")]
    async fn list(&self, by: Lister<TitleBatchFilter>) -> Result<Json<PageOf<TitleBatchView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), BatchQuery::from(&by.filter));
        let page = list_batches(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|b| TitleBatchView::from(&b)).into()))
    }

    /// Prepare a batch of titles to be applied for
    #[oai(path = "/title-batches", method = "post", operation_id = "housing.title_batch.file")]
    async fn file(&self, by: Creating, body: Json<NewTitleBatch>) -> Result<Created<TitleBatchView>, Refused<Writes>> {
        let b = body.0;
        let work = FileBatch {
            actor: by.actor.clone(),
            site: b.site_id,
            units: b.housing_unit_ids,
            application: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |b| TitleBatchView::from(b)).await
    }

    /// The batches as a table, as filtered
    #[oai(path = "/title-batches/export", method = "get", operation_id = "housing.title_batch.export")]
    async fn export(&self, by: Exporter<TitleBatchFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = BatchQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = BatchTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::TITLE_BATCH_EXPORT, list).await?)
    }

    /// One batch
    #[oai(path = "/title-batches/:id", method = "get", operation_id = "housing.title_batch.read")]
    async fn read(&self, by: Caller, id: Path<TitleBatchId>) -> Result<Read<TitleBatchView>, Refused<Reads>> {
        Ok(Read(TitleBatchView::from(&read_batch(&self.0, &by.holder, id.0).await?)))
    }

    /// Record that the registration office took a batch
    #[oai(path = "/title-batches/:id/submit", method = "post", operation_id = "housing.title_batch.submit")]
    async fn submit(
        &self,
        by: Acting,
        id: Path<TitleBatchId>,
        body: Json<TitleSubmission>,
    ) -> Result<Done<TitleBatchView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = SubmitBatch { actor, id: id.0, if_match, on: body.0.submitted_on, receipt: body.0.file_id };
        by.run(&self.0, &work, |b| TitleBatchView::from(b)).await
    }

    /// Record what the registration office made of dwellings of a batch
    #[oai(path = "/title-batches/:id/results", method = "post", operation_id = "housing.title_batch.record_results")]
    async fn results(
        &self,
        by: Acting,
        id: Path<TitleBatchId>,
        body: Json<TitleResults>,
    ) -> Result<Done<TitleBatchView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let told = |i: NewTitleResult| Told {
            unit: i.housing_unit_id,
            on: i.decided_on,
            certificate_no: i.certificate_no.map(Into::into),
            fee: i.fee,
            reason: i.reason.map(Into::into),
        };
        let (paper, acknowledged) = (body.0.file_id, texts(body.0.acknowledged));
        let told = body.0.items.into_iter().map(told).collect();
        let work = RecordResults { actor, id: id.0, if_match, told, paper, acknowledged };
        by.run(&self.0, &work, |b| TitleBatchView::from(b)).await
    }

    /// Withdraw a batch; what is not decided is unregistered again
    #[oai(path = "/title-batches/:id/withdraw", method = "post", operation_id = "housing.title_batch.withdraw")]
    async fn withdraw(
        &self,
        by: Acting,
        id: Path<TitleBatchId>,
        body: Json<TitleWithdrawal>,
    ) -> Result<Done<TitleBatchView>, Refused<Writes>> {
        let (actor, if_match, reason) = (by.actor.clone(), by.if_match.clone(), body.0.reason.into());
        by.run(&self.0, &WithdrawBatch { actor, id: id.0, if_match, reason }, |b| TitleBatchView::from(b)).await
    }
}

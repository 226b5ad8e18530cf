//! `/jobs`: imports that are done after their request was answered.

use std::sync::Arc;

use poem_openapi::{
    Object, OpenApi,
    param::Path,
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};
use serde_json::{Value, json};

use super::imports::ImportAnswer;
use crate::{
    ground::{
        authority::action,
        kernel::{ImportId, Instant, Lang, Layer, Refusal, RegionCode, TableJobId},
        wire::{
            Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Problem, Read, Reader, Reads, Refused, Text,
            Writes, resource,
        },
    },
    office::tables::{
        api::form::{TableFile, given_out},
        model::{
            ImportMode,
            job::{TableJob, TableJobState},
        },
        service::{
            import::Imported,
            jobs::{Book, CancelJob, Intake, JobQuery, JobSeen, Telling, list_jobs, read_job},
        },
    },
};

/// An import that is done as a job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TableJobView {
    /// Id.
    id: TableJobId,
    /// Version: every state and every stretch of checked rows makes another. What stands before its hyphen changes with the state
    /// alone, and a cancel compares no more than that.
    etag: String,
    /// Rows of what: `assets`.
    sheet: String,
    /// Every row lies inside.
    region_code: RegionCode,
    /// Whose ids the rows bear.
    external_system: String,
    /// Name of the file.
    file_name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    file_sha256: String,
    /// What becomes of wrong rows.
    mode: ImportMode,
    /// Where it stands.
    state: TableJobState,
    /// Rows of data; absent until the file has been read.
    rows: Option<i64>,
    /// Rows that have been checked by whoever is at it.
    rows_checked: i64,
    /// Who sent it: `account:<id>` or `client:<id>`.
    submitted_by: String,
    /// When it was begun.
    started_at: Option<Instant>,
    /// When it ended.
    ended_at: Option<Instant>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it was sent.
    created_at: Instant,
    /// When its state last changed.
    updated_at: Instant,
    /// The import that it made: `/imports/{id}`. Only where the job is read by its id, as what follows.
    import_id: Option<ImportId>,
    /// What became of the file, as the request would have answered; kept for thirty days, for those who may import such rows.
    answer: Option<ImportAnswer>,
    /// Why nothing of the file was taken, as the request would have answered; kept for thirty days, for those who may import such
    /// rows.
    problem: Option<Problem>,
}
resource!(TableJobView, "/jobs");

impl TableJobView {
    /// With how many rows have been checked.
    pub fn of(job: &TableJob, checked: i64) -> Self {
        Self {
            id: job.id,
            etag: job.tag(checked),
            sheet: job.sheet.clone(),
            region_code: job.region.clone(),
            external_system: job.system.clone(),
            file_name: job.file_name.clone(),
            file_sha256: job.sha256.to_string(),
            mode: job.mode,
            state: job.state,
            rows: job.rows,
            rows_checked: checked,
            submitted_by: job.sender.principal.to_string(),
            started_at: job.started_at,
            ended_at: job.ended_at,
            layer: job.layer,
            created_at: job.created_at,
            updated_at: job.updated_at,
            import_id: None,
            answer: None,
            problem: None,
        }
    }

    /// With what its end was.
    fn seen(seen: &JobSeen, lang: Lang) -> Self {
        let told = |what: &str| seen.told.as_ref().and_then(|told| told.get(what)?.get(key(lang)).cloned());
        Self {
            import_id: seen.import,
            answer: told("answer").and_then(|kept| ImportAnswer::parse_from_json(Some(kept)).ok()),
            problem: told("problem").and_then(|kept| Problem::parse_from_json(Some(kept)).ok()),
            ..Self::of(&seen.job, seen.checked)
        }
    }
}

const fn key(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

fn in_both<T: ToJSON>(what: &str, told: impl Fn(Lang) -> T) -> Value {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| told(lang).to_json().unwrap_or_default());
    json!({what: {key(Lang::Zh): zh, key(Lang::En): en}})
}

fn imported(imported: &Imported) -> Value {
    in_both("answer", |lang| ImportAnswer::of(imported, lang))
}

fn refused(job: &TableJob, refusal: &Refusal) -> Value {
    let (instance, request_id) = (format!("/api/v1/jobs/{}", job.id), &job.sender.request.request_id);
    in_both("problem", |lang| {
        Problem::of(refusal, &Reader { lang, instance: instance.clone(), request_id: request_id.clone() })
    })
}

/// The end of a job is told as its request would have answered.
pub const TELLING: Telling = Telling { imported, refused };

/// Filters of jobs.
#[derive(Debug, Object)]
pub struct TableJobFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of these rows: `assets`.
    sheet: Option<Text<40>>,
    /// Only in this state.
    state: Option<TableJobState>,
}

impl Filter for TableJobFilter {
    const MARK: &'static str = "list:TableJobFilter:since";
}

impl TableJobFilter {
    fn narrowed(self) -> (Option<RegionCode>, JobQuery) {
        (self.region, JobQuery { sheet: self.sheet.map(Into::into), state: self.state })
    }
}

/// Imports that are jobs.
pub struct JobsApi {
    /// Where files are taken in.
    pub intake: Intake,
    /// The sheets of every area.
    pub book: Arc<Book>,
}

#[OpenApi]
impl JobsApi {
    /// Imports that are done as jobs, in one's regions
    #[oai(path = "/jobs", method = "get", operation_id = "tables.job.list")]
    async fn list(&self, by: Lister<TableJobFilter>) -> Result<Json<PageOf<TableJobView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_jobs(&self.intake.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|(job, checked)| TableJobView::of(&job, checked)).into()))
    }

    /// The jobs as a table, as filtered
    #[oai(path = "/jobs/export", method = "get", operation_id = "tables.job.export")]
    async fn export(&self, by: Exporter<TableJobFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::TABLE_JOB_EXPORT, self.intake.db.clone(), TableJobFilter::narrowed).await
    }

    /// One of them: how far it has come, and what its end was
    #[oai(path = "/jobs/:id", method = "get", operation_id = "tables.job.read")]
    async fn read(&self, by: Caller, id: Path<TableJobId>) -> Result<Read<TableJobView>, Refused<Reads>> {
        let seen = read_job(&self.intake, &self.book, &by.holder, id.0).await?;
        Ok(Read(TableJobView::seen(&seen, by.lang)))
    }

    /// Cancel an import whose rows are not being written yet; its file is deleted at once
    #[oai(path = "/jobs/:id/cancel", method = "post", operation_id = "tables.job.cancel")]
    async fn cancel(&self, by: Acting, id: Path<TableJobId>) -> Result<Done<TableJobView>, Refused<Writes>> {
        let (actor, if_match, book) = (by.actor.clone(), by.if_match.clone(), Arc::clone(&self.book));
        let work = CancelJob { actor, if_match, id: id.0, book };
        by.run(&self.intake.db, &work, |job| TableJobView::of(job, 0)).await
    }
}

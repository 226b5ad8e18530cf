//! Operations of tables, and the halves of operations that areas share.

mod form;
mod imports;
mod jobs;
mod maps;
mod officers;
mod trail;

use std::sync::{Arc, Mutex};

use poem_openapi::OpenApi;

use super::{
    model::{
        ImportMode,
        out::{TableFormat, marked, marked_text, marked_workbook, template as made},
    },
    service::{
        Sheet,
        import::ImportFile,
        jobs::{Book, Intake, SubmitJob},
        prepare::{Upload, counted, prepare},
    },
};
use crate::{
    ground::{
        platform::{Answer, Fault, Stop},
        wire::{Caller, Creating, Deferring, Refused, Taken, Writes, refusal_of, wire_words},
    },
    office::tables::TablesRefusal,
};

pub use form::{ImportForm, TableFile, exported, given_out};
pub use imports::ImportAnswer;
pub use jobs::{TELLING, TableJobView};

wire_words!(super::model::ImportMode, super::model::job::TableJobState, super::model::out::TableFormat);

/// What an import is answered with: what became of the file, or the job that will say so.
pub type ImportReply = Taken<ImportAnswer, TableJobView>;

/// Every operation of tables.
pub fn apis(intake: &Intake, book: &Arc<Book>) -> impl OpenApi + use<> {
    let (db, jobs) = (&intake.db, jobs::JobsApi { intake: intake.clone(), book: Arc::clone(book) });
    (
        imports::ImportsApi(db.clone()),
        jobs,
        maps::MapsApi(db.clone()),
        trail::TrailExportApi(db.clone()),
        officers::OfficersExportApi(db.clone()),
    )
}

/// Takes a file of rows: at once, or as a job where it has more of them than a request takes, or its sender would rather not wait.
/// Who may not import here learns nothing of it.
pub async fn import<S: Sheet>(
    intake: &Intake,
    by: Deferring,
    form: ImportForm,
    sheet: S,
) -> Result<ImportReply, Refused<Writes>> {
    let (db, upload) = (&intake.db, form.read(None)?);
    let (later, by) = (by.later && !by.creating.is_dry_run(), by.creating.about(&upload.digest()));
    let _permit = by.holder.permit(S::ACTION, &upload.region)?;
    if let Some(work) = at_once(intake, (sheet, upload.clone()), &by, later).await? {
        let lang = by.lang;
        return Ok(by.run(db, &work, |imported| ImportAnswer::of(imported, lang)).await?.into());
    }
    counted(&upload, intake.limits.job_rows).await?;
    let work = SubmitJob::of::<S>(intake, &by.actor, &upload);
    let reply = by.defer(db, &work, |job| TableJobView::of(job, 0)).await?;
    intake.ring();
    Ok(reply)
}

/// The file, read, where it is taken at once. A dry run keeps nothing, and so it leaves nothing for a job to read.
async fn at_once<S: Sheet>(
    intake: &Intake,
    (sheet, upload): (S, Upload),
    by: &Creating,
    later: bool,
) -> Result<Option<ImportFile<S>>, Stop> {
    if later {
        return Ok(None);
    }
    let most = intake.limits.request_rows;
    match prepare(intake, &by.actor, sheet, upload, most).await {
        Ok((work, _grid)) => Ok(Some(work)),
        Err(stop) if is_too_long(&stop) && !by.is_dry_run() => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn is_too_long(stop: &Stop) -> bool {
    refusal_of(stop).kind.code == TablesRefusal::TooManyRows { limit: 0 }.code()
}

/// The file back with a column 失败原因: the same run in mode `partial`, rolled back. Nothing of it is kept anywhere.
pub async fn mark<S: Sheet>(intake: &Intake, by: Caller, form: ImportForm, sheet: S) -> Result<TableFile, Stop> {
    let upload = form.read(Some(ImportMode::Partial))?;
    let _permit = by.holder.permit(S::MARK, &upload.region)?;
    let format = if upload.name.to_ascii_lowercase().ends_with(".csv") { TableFormat::Csv } else { TableFormat::Xlsx };
    let name = upload.name.rsplit_once('.').map_or(upload.name.clone(), |(stem, _)| stem.to_owned());
    let _right_to_import = by.holder.permit(S::ACTION, &upload.region)?;
    let (db, most) = (&intake.db, intake.limits.request_rows);
    let (work, grid) = prepare(intake, by.holder.actor(), sheet, upload, most).await?;
    let flaws = Mutex::new(Vec::new());
    let answer = |imported: &super::service::import::Imported| {
        if let Ok(mut flaws) = flaws.lock() {
            flaws.clone_from(&imported.flaws);
        }
        Ok(Answer { status: 200, etag: None, location: None, body: serde_json::Value::Null })
    };
    db.dry_run(&work, answer).await?;
    let flaws = flaws.into_inner().map_err(|_| Fault::Task("a lock that somebody broke".into()))?;
    let rows = marked(&grid, work.table.header.row, &flaws, by.lang);
    let made = move || match format {
        TableFormat::Csv => marked_text(&rows),
        TableFormat::Xlsx => marked_workbook(&rows),
    };
    let bytes = tokio::task::spawn_blocking(made).await.map_err(|e| Fault::Task(e.to_string()))??;
    Ok(TableFile::whole(format!("{name}-失败原因"), format, bytes))
}

/// The template of a sheet.
pub fn template<S: Sheet>(by: &Caller) -> Result<TableFile, Stop> {
    by.holder.scope(S::TEMPLATE)?;
    Ok(TableFile::whole(format!("{}导入模板", S::TITLE), TableFormat::Xlsx, made(S::TITLE, S::COLUMNS)?))
}

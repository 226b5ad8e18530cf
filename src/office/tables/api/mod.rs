//! Operations of tables, and the halves of operations that areas share.

mod form;
mod imports;
mod maps;
mod trail;

use std::sync::Mutex;

use poem_openapi::OpenApi;

use super::{
    model::{
        ImportMode,
        out::{TableFormat, marked, marked_text, marked_workbook, template as made},
    },
    service::{Sheet, prepare::prepare},
};
use crate::ground::{
    platform::{Answer, Db, Fault, Stop},
    wire::{Caller, Created, Creating, Refused, Writes, wire_words},
};

pub use form::{ImportForm, TableFile, exported};
pub use imports::ImportAnswer;

wire_words!(super::model::ImportMode, super::model::out::TableFormat);

/// Every operation of tables.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (imports::ImportsApi(db.clone()), maps::MapsApi(db.clone()), trail::TrailExportApi(db.clone()))
}

/// Takes a file of rows.
pub async fn import<S: Sheet>(
    db: &Db,
    by: Creating,
    form: ImportForm,
    sheet: S,
) -> Result<Created<ImportAnswer>, Refused<Writes>> {
    let upload = form.read(None)?;
    let by = by.about(&upload.digest());
    let (work, _grid) = prepare(db, (&by.actor, &by.holder), sheet, upload).await?;
    let lang = by.lang;
    by.run(db, &work, |imported| ImportAnswer::of(imported, lang)).await
}

/// The file back with a column 失败原因: the same run in mode `partial`, rolled back. Nothing of it is kept anywhere.
pub async fn mark<S: Sheet>(db: &Db, by: Caller, form: ImportForm, sheet: S) -> Result<TableFile, Stop> {
    let upload = form.read(Some(ImportMode::Partial))?;
    let _permit = by.holder.permit(S::MARK, &upload.region)?;
    let format = if upload.name.to_ascii_lowercase().ends_with(".csv") { TableFormat::Csv } else { TableFormat::Xlsx };
    let name = upload.name.rsplit_once('.').map_or(upload.name.clone(), |(stem, _)| stem.to_owned());
    let (work, grid) = prepare(db, (by.holder.actor(), &by.holder), sheet, upload).await?;
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

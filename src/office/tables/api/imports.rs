//! `/imports`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{ImportId, Instant, Lang, Layer, RegionCode, TableJobId},
        platform::Db,
        wire::{Caller, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Resource, Text, Writes, resource},
    },
    office::tables::{
        api::form::{TableFile, given_out},
        model::{ImportMode, ImportRun, Outcome, flaw::Flaw},
        service::{
            import::Imported,
            read::{list_runs, read_run},
            runs::RunQuery,
        },
    },
};

/// Rows and ids that an answer lists; counts tell how many there are.
const LISTED: usize = 200;

/// A file that was taken, whole or in part. The file itself is not kept.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TableImportView {
    /// Id.
    id: ImportId,
    /// Never changes.
    etag: String,
    /// Rows of what: `organisations`.
    sheet: String,
    /// Every row lies inside.
    region_code: RegionCode,
    /// Whose ids the rows bear.
    external_system: String,
    /// Name of the file.
    file_name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    file_sha256: String,
    /// What became of wrong rows.
    mode: ImportMode,
    /// Rows of data.
    rows: u64,
    /// Rows that came into being.
    added: u64,
    /// Rows that changed.
    changed: u64,
    /// Rows that were the same.
    unchanged: u64,
    /// Rows that are wrong and were left out.
    refused: u64,
    /// Known subjects that the file does not name; they stay as they are.
    absent: u64,
    /// Who: `account:<id>` or `client:<id>`.
    imported_by: String,
    /// The job that took it, when no request did.
    job_id: Option<TableJobId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When.
    created_at: Instant,
}
resource!(TableImportView, "/imports");

impl From<&ImportRun> for TableImportView {
    fn from(run: &ImportRun) -> Self {
        Self {
            id: run.id,
            etag: run.sha256.short(),
            sheet: run.sheet.clone(),
            region_code: run.region.clone(),
            external_system: run.system.clone(),
            file_name: run.file_name.clone(),
            file_sha256: run.sha256.to_string(),
            mode: run.mode,
            rows: run.tally.rows,
            added: run.tally.added,
            changed: run.tally.changed,
            unchanged: run.tally.unchanged,
            refused: run.tally.refused,
            absent: run.tally.absent,
            imported_by: run.imported_by.clone(),
            job_id: run.job,
            layer: run.layer,
            created_at: run.created_at,
        }
    }
}

/// A row that came into being or changed.
#[derive(Debug, Object)]
pub struct ImportedRow {
    /// Its number in the file.
    row: u32,
    /// Its id in the other system.
    external_id: String,
    /// The columns that changed; none of a row that came into being.
    changed: Vec<String>,
}

/// What is wrong at one place.
#[derive(Debug, Object)]
pub struct FlawView {
    /// In which row of the file.
    row: u32,
    /// In which cell, as a spreadsheet program names it.
    cell: String,
    /// Stable code.
    code: String,
    /// What is wrong and what to do.
    message: String,
}

impl FlawView {
    fn of(flaw: &Flaw, lang: Lang) -> Self {
        let message = match lang {
            Lang::Zh => flaw.zh.clone(),
            Lang::En => flaw.en.clone(),
        };
        Self { row: flaw.row, cell: flaw.address.clone(), code: flaw.code.to_owned(), message }
    }
}

/// What became of a file.
#[derive(Debug, Object)]
pub struct ImportAnswer {
    /// What is kept of it.
    import: TableImportView,
    /// The first 200 rows that came into being.
    additions: Vec<ImportedRow>,
    /// The first 200 rows that changed, each with its columns.
    changes: Vec<ImportedRow>,
    /// The first 200 known ids that the file does not name.
    absences: Vec<String>,
    /// The first 200 things that are wrong.
    flaws: Vec<FlawView>,
    /// Rows of totals, which were passed over.
    totals: Vec<u32>,
    /// Headers that no column bears; what stands under them was not read.
    unknown_headers: Vec<String>,
    /// Cells whose value is the result that the file keeps of a formula. Formulas are not computed here.
    formulas: u64,
    /// Visible sheets behind the first, which were not read.
    unread_sheets: Vec<String>,
}

impl Resource for ImportAnswer {
    fn path(&self) -> String {
        self.import.path()
    }
    fn tag(&self) -> String {
        self.import.tag()
    }
}

impl ImportAnswer {
    /// In one language.
    pub fn of(imported: &Imported, lang: Lang) -> Self {
        let row = |(row, id, outcome): &(u32, String, Outcome)| ImportedRow {
            row: *row,
            external_id: id.clone(),
            changed: match outcome {
                Outcome::Changed(columns) => columns.iter().map(|c| (*c).to_owned()).collect(),
                Outcome::Added | Outcome::Unchanged | Outcome::Refused(_) => Vec::new(),
            },
        };
        let (added, changed): (Vec<_>, Vec<_>) = imported.outcomes.iter().partition(|(.., o)| *o == Outcome::Added);
        Self {
            import: TableImportView::from(&imported.run),
            additions: added.into_iter().take(LISTED).map(row).collect(),
            changes: changed.into_iter().take(LISTED).map(row).collect(),
            absences: imported.absent.iter().take(LISTED).cloned().collect(),
            flaws: imported.flaws.iter().take(LISTED).map(|f| FlawView::of(f, lang)).collect(),
            totals: imported.totals.iter().take(LISTED).copied().collect(),
            unknown_headers: imported.unknown.clone(),
            formulas: imported.formulas,
            unread_sheets: imported.unread.clone(),
        }
    }
}

/// Filters of imports.
#[derive(Debug, Object)]
pub struct ImportFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of these rows: `organisations`.
    sheet: Option<Text<40>>,
}

impl Filter for ImportFilter {
    const MARK: &'static str = "list:ImportFilter";
}

/// Imports.
pub struct ImportsApi(pub Db);

#[OpenApi]
impl ImportsApi {
    /// Files that were imported in one's regions
    #[oai(path = "/imports", method = "get", operation_id = "tables.import.list")]
    async fn list(&self, by: Lister<ImportFilter>) -> Result<Json<PageOf<TableImportView>>, Refused<Reads>> {
        let f = by.filter;
        let sheet = f.sheet.as_ref().map(Text::as_str);
        let page = list_runs(&self.0, &by.holder, f.region.as_ref(), sheet, &by.listing).await?;
        Ok(Json(page.map(|run| TableImportView::from(&run)).into()))
    }

    /// The imports as a table, as filtered
    #[oai(path = "/imports/export", method = "get", operation_id = "tables.import.export")]
    async fn export(&self, by: Exporter<ImportFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::IMPORT_EXPORT, self.0.clone(), |f| {
            (f.region, RunQuery { sheet: f.sheet.map(Into::into) })
        })
        .await
    }

    /// One of them
    #[oai(path = "/imports/:id", method = "get", operation_id = "tables.import.read")]
    async fn read(&self, by: Caller, id: Path<ImportId>) -> Result<Read<TableImportView>, Refused<Reads>> {
        Ok(Read(TableImportView::from(&read_run(&self.0, &by.holder, id.0).await?)))
    }
}

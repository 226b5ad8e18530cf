//! Rows of imports and column maps.

use ::entity::{column_map, table_import};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    ground::{
        kernel::{ColumnMapId, ImportId, Instant, RegionCode, Scope, TableJobId, Words as _},
        platform::{
            Fault, Listing, Page, PageKeys, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    office::tables::model::{ColumnsKept, ImportRun, Tally},
};

fn count(rows: u64) -> Result<i64, Fault> {
    i64::try_from(rows).map_err(|_| Fault::inconsistent("a count of rows"))
}

fn rows(count: i64) -> Result<u64, Fault> {
    u64::try_from(count).map_err(|_| Fault::inconsistent("a count of rows"))
}

pub async fn insert_run(tx: &Tx, run: &ImportRun) -> Result<(), Fault> {
    let row = table_import::Model {
        id: run.id.uuid(),
        sheet: run.sheet.clone(),
        region_code: run.region.to_string(),
        external_system: run.system.clone(),
        file_name: run.file_name.clone(),
        file_sha256: run.sha256.to_string(),
        mode: run.mode.word().into(),
        rows_read: count(run.tally.rows)?,
        rows_added: count(run.tally.added)?,
        rows_changed: count(run.tally.changed)?,
        rows_unchanged: count(run.tally.unchanged)?,
        rows_refused: count(run.tally.refused)?,
        rows_absent: count(run.tally.absent)?,
        imported_by: run.imported_by.clone(),
        layer: run.layer.word().into(),
        created_at_ms: run.created_at.millis(),
        job_id: run.job.map(|job| job.uuid()),
    };
    insert(tx, row).await
}

fn run_of(row: table_import::Model) -> Result<ImportRun, Fault> {
    Ok(ImportRun {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        sha256: row.file_sha256.parse().map_err(|()| Fault::inconsistent(format!("digest of import {}", row.id)))?,
        mode: word(&row.mode)?,
        tally: Tally {
            rows: rows(row.rows_read)?,
            added: rows(row.rows_added)?,
            changed: rows(row.rows_changed)?,
            unchanged: rows(row.rows_unchanged)?,
            refused: rows(row.rows_refused)?,
            absent: rows(row.rows_absent)?,
        },
        job: row.job_id.map(TableJobId::new),
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
        sheet: row.sheet,
        system: row.external_system,
        file_name: row.file_name,
        imported_by: row.imported_by,
    })
}

pub async fn find_run(conn: &impl ConnectionTrait, id: ImportId) -> Result<Option<ImportRun>, Fault> {
    table_import::Entity::find_by_id(id.uuid()).one(conn).await?.map(run_of).transpose()
}

/// The import that a job has made.
pub async fn find_run_of(conn: &impl ConnectionTrait, job: TableJobId) -> Result<Option<ImportRun>, Fault> {
    let select = table_import::Entity::find().filter(table_import::Column::JobId.eq(job.uuid()));
    select.one(conn).await?.map(run_of).transpose()
}

pub async fn list_runs(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    sheet: Option<&str>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<ImportRun>, Fault> {
    use table_import::Column;
    let mut select = table_import::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(sheet) = sheet {
        select = select.filter(Column::Sheet.eq(sheet));
    }
    let keys = PageKeys {
        id: Column::Id,
        updated: None,
        deleted: None,
        of: |row: &table_import::Model| (row.created_at_ms, row.id),
    };
    page(conn, select, keys, listing, now).await?.try_map(run_of)
}

fn map_row(kept: &ColumnsKept) -> Result<column_map::Model, Fault> {
    Ok(column_map::Model {
        id: kept.id.uuid(),
        sheet: kept.sheet.clone(),
        region_code: kept.region.to_string(),
        layout: kept.layout.clone(),
        columns_json: serde_json::to_string(&kept.columns).map_err(|_| Fault::inconsistent("a column map"))?,
        version: kept.version,
        created_at_ms: kept.created_at.millis(),
        updated_at_ms: kept.updated_at.millis(),
    })
}

fn map_of(row: column_map::Model) -> Result<ColumnsKept, Fault> {
    Ok(ColumnsKept {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        columns: serde_json::from_str(&row.columns_json)
            .map_err(|_| Fault::inconsistent(format!("columns of map {}", row.id)))?,
        sheet: row.sheet,
        layout: row.layout,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_map(tx: &Tx, kept: &ColumnsKept) -> Result<(), Fault> {
    insert(tx, map_row(kept)?).await
}

pub async fn update_map(tx: &Tx, kept: &ColumnsKept, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, map_row(kept)?, column_map::Column::Version, read_at).await
}

/// The map of one layout in one region.
pub async fn lock_map(tx: &Tx, sheet: &str, region: &RegionCode, layout: &str) -> Result<Option<ColumnsKept>, Fault> {
    use column_map::Column;
    let select = column_map::Entity::find()
        .filter(Column::Sheet.eq(sheet))
        .filter(Column::RegionCode.eq(region.as_str()))
        .filter(Column::Layout.eq(layout));
    lock_if_postgres(tx, select).one(tx.conn()).await?.map(map_of).transpose()
}

/// The maps of any of these layouts in any of these regions.
pub async fn find_maps(
    conn: &impl ConnectionTrait,
    sheet: &str,
    regions: &[RegionCode],
    layouts: &[String],
) -> Result<Vec<ColumnsKept>, Fault> {
    use column_map::Column;
    let found = column_map::Entity::find()
        .filter(Column::Sheet.eq(sheet))
        .filter(Column::RegionCode.is_in(regions.iter().map(RegionCode::as_str)))
        .filter(Column::Layout.is_in(layouts))
        .all(conn)
        .await?;
    found.into_iter().map(map_of).collect()
}

pub async fn find_map(conn: &impl ConnectionTrait, id: ColumnMapId) -> Result<Option<ColumnsKept>, Fault> {
    column_map::Entity::find_by_id(id.uuid()).one(conn).await?.map(map_of).transpose()
}

pub async fn list_maps(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    listing: &Listing,
    now: Instant,
) -> Result<Page<ColumnsKept>, Fault> {
    let select = column_map::Entity::find().filter(in_scope(column_map::Column::RegionCode, scope));
    page(conn, select, page_keys!(column_map), listing, now).await?.try_map(map_of)
}

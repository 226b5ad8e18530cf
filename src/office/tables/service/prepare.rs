//! From the bytes of a file to rows that can be taken: everything that needs no database, off the threads that serve others.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{import::ImportFile, jobs::Intake, sheet::Sheet};
use crate::{
    ground::{
        authority::Actor,
        kernel::{Digest, RegionCode},
        platform::{Db, Fault, Stop},
    },
    office::tables::{
        TablesRefusal,
        model::{
            ImportMode,
            cell::Grid,
            column::ColumnMap,
            count_rows,
            flaw::{Flaw, Wrong},
            header::{Told, layouts},
            read_grid,
            record::{Record, Table},
            stamp::Stamp,
        },
        store,
    },
};

/// A file as it was sent, with what its sender says of it.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Every row lies inside.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What becomes of wrong rows.
    pub mode: ImportMode,
    /// Whose ids the rows bear.
    pub system: Option<String>,
    /// What its columns are.
    pub told: Told,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Upload {
    /// Of everything that was sent: the same request has the same.
    pub fn digest(&self) -> Digest {
        let (content, said) = (Digest::of(&self.bytes), (&self.told, &self.acknowledged));
        let text = format!("{} {:?} {} {:?} {said:?} {content}", self.region, self.name, self.mode, self.system);
        Digest::of(text.as_bytes())
    }
}

/// Work that takes a processor and no database.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, TablesRefusal> + Send + 'static) -> Result<T, Stop> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        // What makes the reader fall over is no table.
        Err(error) if error.is_panic() => Err(TablesRefusal::unreadable("unexpected content", "内容超出预期").into()),
        Err(error) => Err(Fault::Task(error.to_string()).into()),
    }
}

/// Counts the rows of a file that a job is to read: one of more than these is refused, and nothing of it is held in memory.
pub async fn counted(upload: &Upload, most: u32) -> Result<(), Stop> {
    let (name, bytes) = (upload.name.clone(), Arc::clone(&upload.bytes));
    apart(move || count_rows(&name, &bytes, most)).await
}

/// Reads a file of at most so many rows. Whoever calls has asked whether its sender may import here.
pub async fn prepare<S: Sheet>(
    intake: &Intake,
    actor: &Actor,
    sheet: S,
    upload: Upload,
    most: u32,
) -> Result<(ImportFile<S>, Grid), Stop> {
    let Upload { region, name, bytes, mode, system, told, acknowledged } = upload;
    let sha256 = Digest::of(&bytes);
    let file_name = name.clone();
    let grid = apart(move || read_grid(&name, &bytes, most)).await?;
    let today = Stamp::of(S::TITLE, S::COLUMNS);
    if let Some(other) = grid.stamp.as_ref().filter(|stamp| **stamp != today) {
        return Err(TablesRefusal::OtherTemplate { stamp: other.to_string(), today: today.to_string() }.into());
    }
    let keep = !told.map.is_empty();
    let map = if keep { told.map } else { remembered(&intake.db, S::NAME, &region, &grid).await? };
    let told = Told { map, unit: told.unit };
    let (table, grid) = apart(move || Table::read(&grid, S::COLUMNS, &told, most).map(|table| (table, grid))).await?;
    let system = system.unwrap_or_else(|| S::SYSTEM.to_owned());
    let (actor, mut table) = (actor.clone(), table);
    let (records, mut flaws) = (std::mem::take(&mut table.records), std::mem::take(&mut table.flaws));
    let rows = rows_of(&sheet, &region, &records, &mut flaws);
    let sealer = intake.sealer.clone();
    let import = ImportFile {
        actor,
        sealer,
        sheet,
        region,
        system,
        mode,
        acknowledged,
        file_name,
        sha256,
        keep,
        rows,
        flaws,
        table,
    };
    Ok((import, grid))
}

/// What was said of the columns of a file of this layout before, nearest region first.
async fn remembered(db: &Db, sheet: &str, region: &RegionCode, grid: &Grid) -> Result<ColumnMap, Stop> {
    let kept = store::find_maps(db.read(), sheet, &region.and_above(), &layouts(grid)).await?;
    let nearest = kept.into_iter().max_by_key(|k| k.region.as_str().len());
    Ok(nearest.map(|kept| kept.columns).unwrap_or_default())
}

/// The rows that are right by themselves: each says something, lies in the region, and no other row bears its id, but where rows of one
/// id are one.
fn rows_of<S: Sheet>(
    sheet: &S,
    region: &RegionCode,
    records: &[Record],
    flaws: &mut Vec<Flaw>,
) -> Vec<(u32, String, S::Row)> {
    let (mut seen, mut rows) = (HashSet::new(), Vec::with_capacity(records.len()));
    let (mut first, mut broken): (HashMap<String, usize>, HashSet<String>) = (HashMap::new(), HashSet::new());
    for record in records {
        let id = record.text("external_id").unwrap_or_default();
        let mut wrong = Vec::new();
        if !seen.insert(id.clone()) && !S::SHARED {
            wrong.push(Flaw::of(record.row, "external_id", DOUBLED));
        }
        if record.region("region").is_some_and(|r| !region.covers(&r)) {
            wrong.push(Flaw::of(record.row, "region", OUTSIDE));
        }
        match sheet.row(record) {
            Ok(row) if wrong.is_empty() => match first.get(&id).and_then(|at| rows.get_mut(*at)) {
                Some((_, _, joined)) => sheet.join(joined, row),
                None => {
                    first.insert(id.clone(), rows.len());
                    rows.push((record.row, id.clone(), row));
                }
            },
            Ok(_) => {}
            Err(more) if more.is_empty() => wrong.push(Flaw::of(record.row, "", Wrong::Missing.told())),
            Err(more) => wrong.extend(more),
        }
        if !wrong.is_empty() {
            broken.insert(id);
        }
        flaws.append(&mut wrong);
    }
    let across = sheet.across(&rows);
    let wrong: HashSet<u32> = across.iter().map(|flaw| flaw.row).collect();
    flaws.extend(across);
    rows.retain(|(row, id, command)| {
        let lines = sheet.lines(*row, command);
        let lost = (S::SHARED && broken.contains(id)) || lines.iter().any(|line| wrong.contains(line));
        if lost {
            flaws.extend(beside(lines.into_iter().filter(|line| !wrong.contains(line))));
        }
        !lost
    });
    rows
}

/// What rows are told that are right, and stand with one that is not.
pub(super) fn beside(lines: impl Iterator<Item = u32>) -> impl Iterator<Item = Flaw> {
    lines.map(|line| Flaw::of(line, "", BESIDE))
}

const BESIDE: (&str, &str, &str) = (
    "tables.row.beside_wrong",
    "同一编号的其他行有误，本行一并未导入。",
    "Another row of the same id is wrong; this one is not taken either.",
);
const DOUBLED: (&str, &str, &str) = (
    "tables.row.doubled",
    "文件中前面已有同一编号的行；请核对后保留一行。",
    "An earlier row of the file bears this id; keep one of them.",
);
const OUTSIDE: (&str, &str, &str) = (
    "tables.row.outside_region",
    "该行的区划不在本次导入的区划之内。",
    "The region of this row does not lie in the region of the import.",
);

//! Taking a file: all of its rows in one transaction, batch by batch, or none.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    maps::keep_columns,
    prepare::beside,
    sheet::{Desk, Entry, Sheet},
};
use crate::{
    ground::{
        authority::{Actor, Holder, Permit},
        kernel::{Digest, ImportId, Instant, Refusal, RegionCode, SubjectKind, SubjectRef, TableJobId},
        platform::{Sealer, Stop, Tx, Work, external_ids_inside, look_up_by_index, subjects_named},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        tables::{
            TablesRefusal,
            model::{ImportMode, ImportRun, Outcome, Tally, flaw::Flaw, record::Table},
            store,
        },
    },
};

/// Rows that one batch has: what statements are counted by.
const BATCH: usize = 500;
/// Ids that are asked for at once.
const ASKED: usize = 5_000;
/// Flaws that a refusal lists; the file that goes back has all of them.
const LISTED: usize = 100;

/// Takes a file that was read.
pub struct ImportFile<S: Sheet> {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// What the rows are.
    pub sheet: S,
    /// Every row lies inside.
    pub region: RegionCode,
    /// Whose ids the rows bear.
    pub system: String,
    /// What becomes of wrong rows.
    pub mode: ImportMode,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Name of the file.
    pub file_name: String,
    /// Of its bytes.
    pub sha256: Digest,
    /// Whether its sender said what its columns are: that is remembered.
    pub keep: bool,
    /// Rows that are right by themselves: number, id, what it says.
    pub rows: Vec<(u32, String, S::Row)>,
    /// What is wrong in the others.
    pub flaws: Vec<Flaw>,
    /// The table without its rows.
    pub table: Table,
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What is kept of it.
    pub run: ImportRun,
    /// What became of each row that is new or different: number, id, outcome.
    pub outcomes: Vec<(u32, String, Outcome)>,
    /// Known ids that the file does not name, in order.
    pub absent: Vec<String>,
    /// What is wrong, by row.
    pub flaws: Vec<Flaw>,
    /// Rows of totals that were passed over.
    pub totals: Vec<u32>,
    /// Headers that no column bears.
    pub unknown: Vec<String>,
    /// Cells whose value is the stored result of a formula.
    pub formulas: u64,
    /// Visible sheets that nobody read.
    pub unread: Vec<String>,
}

/// What was done so far.
#[derive(Default)]
pub(super) struct Course {
    /// What became of each row that is new or different.
    pub(super) outcomes: Vec<(u32, String, Outcome)>,
    /// What is wrong.
    pub(super) flaws: Vec<Flaw>,
    /// How many rows came into being, changed, were the same.
    pub(super) tally: Tally,
}

impl Course {
    /// What became of what stands in these rows.
    fn note(&mut self, (row, lines): (u32, &[u32]), id: &str, outcome: Outcome) {
        let rows = lines.len() as u64;
        match &outcome {
            Outcome::Added => self.tally.added += rows,
            Outcome::Changed(_) => self.tally.changed += rows,
            Outcome::Unchanged => self.tally.unchanged += rows,
            Outcome::Refused(flaws) => {
                let told = |line: &u32| flaws.iter().any(|flaw| flaw.row == *line);
                self.flaws.extend(flaws.iter().cloned());
                self.flaws.extend(beside(lines.iter().copied().filter(|line| !told(line))));
            }
        }
        if matches!(outcome, Outcome::Added | Outcome::Changed(_)) {
            self.outcomes.push((row, id.to_owned(), outcome));
        }
    }
}

/// In how many rows these flaws are.
fn rows_of<'a>(flaws: impl Iterator<Item = &'a Flaw>) -> u64 {
    flaws.map(|flaw| flaw.row).collect::<HashSet<u32>>().len() as u64
}

/// A file that was taken in a transaction, before that may commit.
pub(super) struct Taken {
    /// The right by which it was.
    pub(super) permit: Permit,
    /// The import itself.
    pub(super) change: Change,
    /// What its columns are, where that is new.
    pub(super) columns: Option<Change>,
    /// What became of it.
    pub(super) imported: Imported,
}

impl<S: Sheet> ImportFile<S> {
    /// Where its rows are taken.
    pub(super) fn desk<'a>(&'a self, tx: &'a Tx, holder: &'a Holder, (import, now): (ImportId, Instant)) -> Desk<'a> {
        let (actor, region, system, acknowledged) = (&self.actor, &self.region, &self.system, &self.acknowledged);
        Desk { tx, sealer: &self.sealer, actor, holder, region, system, acknowledged, now, import, trial: false }
    }

    /// Judges and writes some of its rows, batch by batch. What happened goes to the trail with each batch, so that a long file
    /// never lies in memory as events.
    pub(super) async fn take(
        &self,
        desk: &Desk<'_>,
        permit: &Permit,
        rows: &[(u32, String, S::Row)],
    ) -> Result<Course, Stop> {
        let mut course = Course::default();
        look_up_by_index(desk.tx).await?;
        let known = self.known(desk.tx, rows).await?;
        for batch in rows.chunks(BATCH) {
            let entries: Vec<Entry<'_, S::Row>> = batch
                .iter()
                .map(|(row, id, command)| Entry { row: *row, id, known: known.get(id).copied(), command })
                .collect();
            let applied = self.sheet.apply(desk, &entries).await?;
            permit.record(desk.tx, &applied.changes).await?;
            for (entry, outcome) in entries.iter().zip(applied.outcomes) {
                let lines = self.sheet.lines(entry.row, entry.command);
                course.note((entry.row, &lines), entry.id, outcome);
            }
        }
        Ok(course)
    }

    /// Which of its ids are known. All of them are asked for before any row is written: of rows that a transaction has just written
    /// PostgreSQL knows nothing, and would walk all of them for every batch.
    async fn known(&self, tx: &Tx, rows: &[(u32, String, S::Row)]) -> Result<HashMap<String, Uuid>, Stop> {
        let mut known = HashMap::new();
        for some in rows.chunks(ASKED) {
            let ids: Vec<&str> = some.iter().map(|(_, id, _)| id.as_str()).collect();
            known.extend(subjects_named(tx.conn(), S::KIND, &self.system, &ids).await?);
        }
        Ok(known)
    }

    /// What is wrong in it by itself and what was found wrong in its rows, each with its place, in their order; and in how many rows of data.
    pub(super) fn flaws(&self, found: Vec<Flaw>) -> (Vec<Flaw>, u64) {
        let all = self.flaws.iter().cloned().chain(found);
        let mut flaws: Vec<Flaw> = all.map(|f| if f.address.is_empty() { self.table.flaw(f) } else { f }).collect();
        flaws.sort_by(|a, b| (a.row, &a.address).cmp(&(b.row, &b.address)));
        let count = rows_of(flaws.iter().filter(|flaw| !self.table.totals.contains(&flaw.row)));
        (flaws, count)
    }

    /// Known subjects that the file does not name, wrong rows included among those it names.
    async fn absent(&self, tx: &Tx) -> Result<Vec<String>, Stop> {
        let known =
            external_ids_inside(tx.conn(), S::KIND, &self.system, (S::TABLE, S::TOMBSTONES), &self.region).await?;
        let named: HashSet<&str> = self.rows.iter().map(|(_, id, _)| id.as_str()).collect();
        Ok(known.into_iter().filter(|id| !named.contains(id.as_str())).collect())
    }

    /// The refusal of the whole file, with the first of its flaws.
    pub(super) fn refused(&self, flaws: &[Flaw]) -> Stop {
        let refusal: Refusal = TablesRefusal::Refused { rows: self.table.rows, failed: rows_of(flaws.iter()) }.into();
        Refusal { errors: flaws.iter().take(LISTED).map(Flaw::error).collect(), ..refusal }.into()
    }

    /// Takes the whole file, in a request or in a job.
    pub(super) async fn taken(&self, tx: &Tx, job: Option<TableJobId>) -> Result<Taken, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(S::ACTION, &self.region)?;
        let now = tx.now().await?;
        let id: ImportId = tx.id(now);
        // Before its rows are written, for the same reason as what is known of them.
        let absent = self.absent(tx).await?;
        let mut course = self.take(&self.desk(tx, &holder, (id, now)), &permit, &self.rows).await?;
        let (flaws, failed) = self.flaws(std::mem::take(&mut course.flaws));
        if self.mode == ImportMode::All && !flaws.is_empty() {
            return Err(self.refused(&flaws));
        }
        let run = ImportRun {
            id,
            sheet: S::NAME.into(),
            region: self.region.clone(),
            system: self.system.clone(),
            file_name: self.file_name.clone(),
            sha256: self.sha256,
            mode: self.mode,
            tally: Tally { rows: self.table.rows, refused: failed, absent: absent.len() as u64, ..course.tally },
            imported_by: self.actor.principal.to_string(),
            job,
            layer: self.actor.layer,
            created_at: now,
        };
        store::insert_run(tx, &run).await?;
        let change = Change::created(SubjectRef::new(SubjectKind::TableImport, run.id), &run.region, &run);
        let columns =
            if self.keep { keep_columns(tx, (S::NAME, &self.region), &self.table.header).await? } else { None };
        Ok(Taken { permit, change, columns, imported: self.told(run, course.outcomes, absent, flaws) })
    }

    fn told(
        &self,
        run: ImportRun,
        outcomes: Vec<(u32, String, Outcome)>,
        absent: Vec<String>,
        flaws: Vec<Flaw>,
    ) -> Imported {
        Imported {
            run,
            outcomes,
            absent,
            flaws,
            totals: self.table.totals.clone(),
            unknown: self.table.header.unknown.clone(),
            formulas: self.table.formulas,
            unread: self.table.unread.clone(),
        }
    }
}

impl<S: Sheet> Work for ImportFile<S> {
    type Record = Committed<Imported>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Imported>, Stop> {
        let taken = self.taken(tx, None).await?;
        Ok(taken.permit.commit(taken.change, taken.imported).and(taken.columns))
    }
}

//! Taking a file: all of its rows in one transaction, batch by batch, or none.

use std::collections::HashSet;

use super::{
    maps::keep_columns,
    sheet::{Desk, Entry, Sheet},
};
use crate::{
    ground::{
        authority::Actor,
        kernel::{Digest, Refusal, RegionCode, SubjectKind, SubjectRef},
        platform::{Stop, Tx, Work, external_ids_inside, subjects_named},
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
/// Flaws that a refusal lists; the file that goes back has all of them.
const LISTED: usize = 100;

/// Takes a file that was read.
pub struct ImportFile<S: Sheet> {
    /// Who asks.
    pub actor: Actor,
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
struct Course {
    outcomes: Vec<(u32, String, Outcome)>,
    changes: Vec<Change>,
    flaws: Vec<Flaw>,
    tally: Tally,
}

impl Course {
    fn note(&mut self, row: u32, id: &str, outcome: Outcome) {
        match &outcome {
            Outcome::Added => self.tally.added += 1,
            Outcome::Changed(_) => self.tally.changed += 1,
            Outcome::Unchanged => self.tally.unchanged += 1,
            Outcome::Refused(flaws) => self.flaws.extend(flaws.iter().cloned()),
        }
        if matches!(outcome, Outcome::Added | Outcome::Changed(_)) {
            self.outcomes.push((row, id.to_owned(), outcome));
        }
    }
}

impl<S: Sheet> ImportFile<S> {
    async fn take(&self, desk: &Desk<'_>) -> Result<Course, Stop> {
        let mut course = Course { flaws: self.flaws.clone(), ..Course::default() };
        for batch in self.rows.chunks(BATCH) {
            let ids: Vec<&str> = batch.iter().map(|(_, id, _)| id.as_str()).collect();
            let known = subjects_named(desk.tx.conn(), S::KIND, &self.system, &ids).await?;
            let entries: Vec<Entry<'_, S::Row>> = batch
                .iter()
                .map(|(row, id, command)| Entry { row: *row, id, known: known.get(id).copied(), command })
                .collect();
            let applied = self.sheet.apply(desk, &entries).await?;
            course.changes.extend(applied.changes);
            for (entry, outcome) in entries.iter().zip(applied.outcomes) {
                course.note(entry.row, entry.id, outcome);
            }
        }
        let placed: Vec<Flaw> =
            course.flaws.drain(..).map(|f| if f.address.is_empty() { self.table.flaw(f) } else { f }).collect();
        course.flaws = placed;
        course.flaws.sort_by(|a, b| (a.row, &a.address).cmp(&(b.row, &b.address)));
        let wrong: HashSet<u32> = course.flaws.iter().map(|f| f.row).collect();
        course.tally.rows = self.table.rows;
        course.tally.refused = wrong.len() as u64;
        Ok(course)
    }

    /// Known subjects that the file does not name, wrong rows included among those it names.
    async fn absent(&self, tx: &Tx) -> Result<Vec<String>, Stop> {
        let known = external_ids_inside(tx.conn(), S::KIND, &self.system, (S::TABLE, &self.region)).await?;
        let named: HashSet<&str> = self.rows.iter().map(|(_, id, _)| id.as_str()).collect();
        Ok(known.into_iter().filter(|id| !named.contains(id.as_str())).collect())
    }

    fn refused(&self, course: &Course) -> Stop {
        let refusal: Refusal = TablesRefusal::Refused { rows: self.table.rows, failed: course.tally.refused }.into();
        Refusal { errors: course.flaws.iter().take(LISTED).map(Flaw::error).collect(), ..refusal }.into()
    }
}

impl<S: Sheet> Work for ImportFile<S> {
    type Record = Committed<Imported>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Imported>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(S::ACTION, &self.region)?;
        let now = tx.now().await?;
        let (actor, region, system, acknowledged) = (&self.actor, &self.region, &self.system, &self.acknowledged);
        let desk = Desk { tx, actor, holder: &holder, region, system, acknowledged, now };
        let mut course = self.take(&desk).await?;
        if self.mode == ImportMode::All && !course.flaws.is_empty() {
            return Err(self.refused(&course));
        }
        let absent = self.absent(tx).await?;
        course.tally.absent = absent.len() as u64;
        let run = ImportRun {
            id: tx.id(now),
            sheet: S::NAME.into(),
            region: region.clone(),
            system: system.clone(),
            file_name: self.file_name.clone(),
            sha256: self.sha256,
            mode: self.mode,
            tally: course.tally,
            imported_by: actor.principal.to_string(),
            layer: actor.layer,
            created_at: now,
        };
        store::insert_run(tx, &run).await?;
        let taken = Change::created(SubjectRef::new(SubjectKind::TableImport, run.id), region, &run);
        let mut changes = course.changes;
        if self.keep {
            changes.extend(keep_columns(tx, (S::NAME, region), &self.table.header).await?);
        }
        let imported = Imported {
            run,
            outcomes: course.outcomes,
            absent,
            flaws: course.flaws,
            totals: self.table.totals.clone(),
            unknown: self.table.header.unknown.clone(),
            formulas: self.table.formulas,
            unread: self.table.unread.clone(),
        };
        Ok(permit.commit(taken, imported).and(changes))
    }
}

//! What an area says of the rows that it takes.

use serde::Serialize;
use uuid::Uuid;

use crate::{
    ground::{
        authority::{Action, Actor, Holder},
        kernel::{ExternalRef, ImportId, Instant, Refusal, RegionCode, SubjectKind},
        platform::{ExternalIdRefusal, Sealer, Stop, Tx},
        trail::Change,
    },
    office::tables::model::{Outcome, column::Column, flaw::Flaw, record::Record},
};

/// Rows of one kind of subject. A row is named by the column `external_id`, and where it has a region, by the column `region`.
pub trait Sheet: Copy + Send + Sync + 'static {
    /// A row as a command of the area.
    type Row: Send + Sync + 'static;
    /// Its name in what is kept: `organisations`.
    const NAME: &'static str;
    /// Its name in Chinese.
    const TITLE: &'static str;
    /// Its columns, in the order of the template.
    const COLUMNS: &'static [Column];
    /// Whose ids the rows bear when the caller does not say.
    const SYSTEM: &'static str;
    /// The right to import.
    const ACTION: &'static Action;
    /// The right to have a file marked.
    const MARK: &'static Action;
    /// The right to the template.
    const TEMPLATE: &'static Action;
    /// What the rows become.
    const KIND: SubjectKind;
    /// The table in which they stand, for what the file does not name.
    const TABLE: &'static str;
    /// Whether that table keeps tombstones.
    const TOMBSTONES: bool = true;
    /// Whether rows that bear one id say one thing together, so that they are taken together or not at all; else an id stands once.
    const SHARED: bool = false;

    /// What a row says, or what is wrong in it by itself.
    fn row(&self, record: &Record) -> Result<Self::Row, Vec<Flaw>>;

    /// Adds another row of the same id to what the first says, where ids are shared.
    fn join(&self, _first: &mut Self::Row, _other: Self::Row) {}

    /// In which rows of the file a command stands.
    fn lines(&self, row: u32, _command: &Self::Row) -> Vec<u32> {
        vec![row]
    }

    /// What is wrong in rows beside each other, though each is right by itself.
    fn across(&self, _rows: &[(u32, String, Self::Row)]) -> Vec<Flaw> {
        Vec::new()
    }

    /// Judges the rows of a bounded batch with statements whose number does not hang on the batch's length, and writes those
    /// that are right. A wrong row writes nothing and is told by its flaws; other rows of the file are never looked at.
    fn apply(
        &self,
        desk: &Desk<'_>,
        batch: &[Entry<'_, Self::Row>],
    ) -> impl Future<Output = Result<Applied, Stop>> + Send;
}

/// In whose name and where rows are taken.
pub struct Desk<'a> {
    /// The transaction of the whole file.
    pub tx: &'a Tx,
    /// Keys, for rows that name persons.
    pub sealer: &'a Sealer,
    /// Who.
    pub actor: &'a Actor,
    /// With which rights.
    pub holder: &'a Holder,
    /// Every row lies inside.
    pub region: &'a RegionCode,
    /// Whose ids the rows bear.
    pub system: &'a str,
    /// Warnings acknowledged by rule number, for every row.
    pub acknowledged: &'a [String],
    /// The instant of the transaction.
    pub now: Instant,
    /// The import as which they are taken; its own row comes after theirs.
    pub import: ImportId,
    /// Its rows are judged and nothing of them is kept. A sheet of long files writes nothing then: what is written and taken back leaves
    /// its table full of dead rows before the first one is kept.
    pub trial: bool,
}

/// One row, with the subject that bears its id already.
pub struct Entry<'a, R> {
    /// Its number in the file.
    pub row: u32,
    /// Its id in the other system.
    pub id: &'a str,
    /// The subject of that name.
    pub known: Option<Uuid>,
    /// What it says.
    pub command: &'a R,
}

impl<R> Entry<'_, R> {
    /// The refusal of an id that a subject elsewhere bears.
    pub fn taken(&self, desk: &Desk<'_>, kind: SubjectKind) -> Refusal {
        ExternalIdRefusal::Taken { kind, system: desk.system.to_owned(), id: self.id.to_owned() }.into()
    }

    /// Its name in the other system.
    pub fn named(&self, desk: &Desk<'_>) -> ExternalRef {
        ExternalRef { system: desk.system.to_owned(), id: self.id.to_owned() }
    }
}

/// What a row would make of a subject.
pub enum Judged<T> {
    /// It comes into being.
    New(T),
    /// It changes in these columns: before, after.
    Changed(Box<(T, T)>, Vec<&'static str>),
    /// It is the same.
    Same,
    /// It is refused, because of what stands in this column.
    Wrong(&'static str, Refusal),
}

/// The rows of a batch, judged.
pub struct Sorted<T> {
    /// What comes into being, each with its name in the other system.
    pub added: Vec<T>,
    /// What changes: before, after.
    pub changed: Vec<(T, T)>,
    /// One for each row.
    pub outcomes: Vec<Outcome>,
}

impl<T> Sorted<T> {
    /// Judges every row of a batch, each by itself.
    pub fn of<R>(batch: &[Entry<'_, R>], mut judge: impl FnMut(&Entry<'_, R>) -> Judged<T>) -> Self {
        let mut sorted = Self { added: Vec::new(), changed: Vec::new(), outcomes: Vec::with_capacity(batch.len()) };
        for entry in batch {
            let outcome = match judge(entry) {
                Judged::New(subject) => {
                    sorted.added.push(subject);
                    Outcome::Added
                }
                Judged::Changed(pair, columns) => {
                    sorted.changed.push(*pair);
                    Outcome::Changed(columns)
                }
                Judged::Same => Outcome::Unchanged,
                Judged::Wrong(column, refusal) => Outcome::Refused(vec![Flaw::refused(entry.row, column, &refusal)]),
            };
            sorted.outcomes.push(outcome);
        }
        sorted
    }
}

/// What became of the rows of a batch, in its order.
#[derive(Default)]
pub struct Applied {
    /// One for each row.
    pub outcomes: Vec<Outcome>,
    /// For the trail.
    pub changes: Vec<Change>,
}

impl Applied {
    /// Rows that were judged and not written.
    pub const fn judged(outcomes: Vec<Outcome>) -> Self {
        Self { outcomes, changes: Vec::new() }
    }
}

/// The columns in which two states of a subject differ, by the names under which the trail knows its fields: `note`, `measures/land_mu`.
pub fn differing(
    before: &impl Serialize,
    after: &impl Serialize,
    columns: &[(&'static str, &'static str)],
) -> Vec<&'static str> {
    let json = |value: serde_json::Result<serde_json::Value>| value.unwrap_or_default();
    let (before, after) = (json(serde_json::to_value(before)), json(serde_json::to_value(after)));
    let differs = |field: &str| before.pointer(&format!("/{field}")) != after.pointer(&format!("/{field}"));
    columns.iter().filter(|(_, field)| differs(field)).map(|(key, _)| *key).collect()
}

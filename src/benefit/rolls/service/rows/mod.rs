//! 期初受益名册 as rows of a file: a row an entry, with its true day and its paper. Each is judged as an officer's admission is; whoever it
//! names stands in the register of persons and households already. What was told of an entry no file changes.

mod ground;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use ground::{At, Known, Register};
pub use row::EntryRow;

use super::{Happened, subject_of, written};
use crate::{
    benefit::rolls::{
        model::{Roll, RollEntry},
        store,
    },
    ground::{
        authority::{Action, action},
        kernel::{ExternalRef, FileId, RollId, SubjectKind, SubjectRef},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::{
        files::note_uses,
        tables::{Applied, Column, Desk, Door, Entry, Flaw, Outcome, Record, Sheet, SheetDoor},
    },
};

/// 期初受益名册. Rows of entries.
#[derive(Debug, Clone, Copy)]
pub struct EntryRows;

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(EntryRows))]
}

/// Gives the entries of each roll the next serials of it, writes them, and tells the trail.
async fn admitted(desk: &Desk<'_>, known: &Known, right: Vec<(RollEntry, ExternalRef)>) -> Result<Vec<Change>, Stop> {
    let mut by_roll: BTreeMap<RollId, Vec<(RollEntry, ExternalRef)>> = BTreeMap::new();
    for one in right {
        by_roll.entry(one.0.roll).or_default().push(one);
    }
    let mut changes = Vec::with_capacity(by_roll.len());
    for (id, own) in by_roll {
        let before = known.roll_of(id)?;
        let (mut entries, mut named) = (Vec::with_capacity(own.len()), Vec::with_capacity(own.len()));
        for (serial, (entry, name)) in (before.entries + 1..).zip(own) {
            named.push((entry.id.uuid(), name));
            entries.push(RollEntry { serial, ..entry });
        }
        store::insert_entries(desk.tx, &entries).await?;
        name_subjects(desk.tx, SubjectKind::RollEntry, named).await?;
        let papers: BTreeSet<FileId> = entries.iter().map(|e| e.paper).collect();
        let uses: Vec<(SubjectRef, FileId)> = papers.into_iter().map(|paper| (subject_of(before), paper)).collect();
        note_uses(desk.tx, &uses).await?;
        let serials: Vec<i64> = entries.iter().map(|e| e.serial).collect();
        let after = Roll { entries: serials.last().copied().unwrap_or(before.entries), ..before.clone() };
        let happened = Happened { admitted: serials, ..Happened::default() };
        let (change, _) = written(desk.tx, desk.actor, (before, after), &happened).await?;
        changes.push(change.named(action::ROLL_ENTRY_ADMIT.name));
    }
    Ok(changes)
}

impl Sheet for EntryRows {
    type Row = EntryRow;
    const NAME: &'static str = "benefit_roll";
    const TITLE: &'static str = "期初受益名册";
    const COLUMNS: &'static [Column] = row::COLUMNS;
    const SYSTEM: &'static str = "benefit_roll";
    const ACTION: &'static Action = &action::ROLL_ENTRY_IMPORT;
    const MARK: &'static Action = &action::ROLL_ENTRY_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::ROLL_ENTRY_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::RollEntry;
    // An entry lies where its roll does.
    const TABLE: &'static str =
        "(SELECT e.id, r.region_code FROM roll_entry e JOIN roll r ON r.id = e.roll_id WHERE NOT e.void)";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<EntryRow, Vec<Flaw>> {
        EntryRow::of(record)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, EntryRow>]) -> Result<Applied, Stop> {
        let known = Known::of(desk, batch).await?;
        let judged: Vec<Result<Option<RollEntry>, At>> = batch.iter().map(|e| known.entry(desk, e)).collect();
        let fresh: Vec<RollEntry> = judged.iter().filter_map(|j| j.as_ref().ok()?.clone()).collect();
        let mut register = Register::of(desk, &known, &fresh).await?;
        let (mut right, mut outcomes) = (Vec::with_capacity(fresh.len()), Vec::with_capacity(batch.len()));
        for (told, one) in batch.iter().zip(judged) {
            let one = match one {
                Ok(Some(entry)) => register.admit(desk, &known, (told.row, &entry))?.map(|()| Some(entry)),
                other => other,
            };
            outcomes.push(match one {
                Ok(None) => Outcome::Unchanged,
                Ok(Some(entry)) => {
                    right.push((entry, told.named(desk)));
                    Outcome::Added
                }
                Err((column, refusal)) => Outcome::Refused(vec![Flaw::refused(told.row, column, &refusal)]),
            });
        }
        Ok(Applied { outcomes, changes: admitted(desk, &known, right).await? })
    }
}

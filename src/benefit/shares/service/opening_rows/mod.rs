//! 期初股权登记册 as rows of a file: a row a holding, with the day from which it is so in truth, what proves it, and the certificate of old.
//! Rows are taken while a scheme's register is being filled; one that says something else than before is put in its place by a reversal.

mod ground;
mod judge;
mod row;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ground::Ground;
use judge::{Done, Halt};
pub use row::OpeningRow;

use super::transaction_subject;
use crate::{
    benefit::shares::{
        model::{ClassPlan, Scheme, ShareHolder, ShareTransaction},
        store,
    },
    ground::{
        authority::{Action, action},
        kernel::{NumberKind, RegionCode, SubjectKind},
        platform::{Fault, Stop, next_numbers, unname_subjects},
        trail::Change,
    },
    office::{
        files::note_uses,
        people::{Person, enrol_persons},
        tables::{Applied, Column, Desk, Door, Entry, Flaw, Outcome, Record, Sheet, SheetDoor},
    },
};

/// 期初股权登记册. Rows of holdings.
#[derive(Debug, Clone, Copy)]
pub struct OpeningRows;

/// Whose ids rows bear where nobody says otherwise.
const SYSTEM: &str = "share_register";

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(OpeningRows))]
}

/// Gives every one its number, in one statement for each region.
async fn numbered(desk: &Desk<'_>, made: Vec<ShareTransaction>) -> Result<Vec<ShareTransaction>, Fault> {
    let mut counts: BTreeMap<RegionCode, usize> = BTreeMap::new();
    for t in &made {
        *counts.entry(t.region.clone()).or_default() += 1;
    }
    let mut given = HashMap::new();
    for (region, count) in counts {
        let numbers = next_numbers(desk.tx, NumberKind::ShareTransaction, &region, count).await?;
        given.insert(region, numbers.into_iter());
    }
    let number = |t: ShareTransaction| {
        let next = given.get_mut(&t.region).and_then(Iterator::next);
        let number = next.ok_or_else(|| Fault::inconsistent("as many numbers as transactions"))?.to_string();
        Ok(ShareTransaction { number, ..t })
    };
    made.into_iter().map(number).collect()
}

/// Writes what the rows of a batch made, and tells the trail.
async fn written(desk: &Desk<'_>, before: &[Scheme], ground: &Ground, done: Vec<Done>) -> Result<Vec<Change>, Stop> {
    let born: Vec<Person> = done.iter().filter_map(|d| d.born.clone()).collect();
    let mut changes = enrol_persons(desk, &born).await?;
    let fresh: Vec<ShareHolder> = done.iter().filter_map(|d| d.fresh).collect();
    store::insert_holders(desk.tx, &fresh).await?;
    let (mut made, mut unnamed, mut uses, mut touched) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    for one in done {
        unnamed.extend(one.bearer.map(|id| id.uuid()));
        made.extend(one.back);
        uses.extend(one.made.paper.map(|paper| (transaction_subject(&one.made), paper)));
        made.push(one.made);
    }
    touched.extend(made.iter().flat_map(|t| t.entries.iter().map(|e| (e.holder.id, e.class))));
    let lines = touched.into_iter().filter_map(|key| Some((key, ground.lines.get(&key)?.clone())));
    store::rewrite_lines(desk.tx, &lines.collect()).await?;
    for scheme in before {
        let now = ground.schemes.get(&scheme.number).map_or(&scheme.classes, |s| &s.classes);
        let moved = scheme.classes.iter().zip(now).filter(|(was, is)| was.issued != is.issued);
        let moved: Vec<ClassPlan> = moved.map(|(_, is)| *is).collect();
        store::update_classes(desk.tx, scheme.id, &moved).await?;
    }
    unname_subjects(desk.tx, SubjectKind::ShareTransaction, unnamed).await?;
    let made = numbered(desk, made).await?;
    store::insert_transactions(desk.tx, &made).await?;
    note_uses(desk.tx, &uses).await?;
    let told = |t: &ShareTransaction| {
        let act =
            if t.reverses.is_some() { &action::SHARE_TRANSACTION_REVERSE } else { &action::SHARE_TRANSACTION_RECORD };
        Change::created(transaction_subject(t), &t.region, t).named(act.name)
    };
    changes.extend(made.iter().map(told));
    Ok(changes)
}

impl Sheet for OpeningRows {
    type Row = OpeningRow;
    const NAME: &'static str = "share_register";
    const TITLE: &'static str = "期初股权登记册";
    const COLUMNS: &'static [Column] = row::COLUMNS;
    const SYSTEM: &'static str = SYSTEM;
    const ACTION: &'static Action = &action::SHARE_TRANSACTION_IMPORT;
    const MARK: &'static Action = &action::SHARE_TRANSACTION_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::SHARE_TRANSACTION_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::ShareTransaction;
    const TABLE: &'static str = "share_transaction";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<OpeningRow, Vec<Flaw>> {
        OpeningRow::of(record)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, OpeningRow>]) -> Result<Applied, Stop> {
        let mut ground = Ground::of(desk, batch).await?;
        let before: Vec<Scheme> = ground.schemes.values().cloned().collect();
        let (mut done, mut outcomes) = (Vec::new(), Vec::with_capacity(batch.len()));
        for entry in batch {
            outcomes.push(match ground.judged(desk, entry) {
                Ok(Some(one)) => {
                    let columns = one.columns.clone();
                    done.push(one);
                    if columns.is_empty() { Outcome::Added } else { Outcome::Changed(columns) }
                }
                Ok(None) => Outcome::Unchanged,
                Err(Halt::Wrong((column, refusal))) => {
                    Outcome::Refused(vec![Flaw::refused(entry.row, column, &refusal)])
                }
                Err(Halt::Fault(fault)) => return Err(fault.into()),
            });
        }
        Ok(Applied { outcomes, changes: written(desk, &before, &ground, done).await? })
    }
}

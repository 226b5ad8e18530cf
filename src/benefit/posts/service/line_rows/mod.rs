//! 到人到户名单明细 as rows of a file: a row a line of a list that is still written. Each is judged as an officer's line is (R110, R110.4, R110.6, and who is
//! gone); whoever it names stands in the register of persons already. What a list has by a row, a hand changes and no file.

mod known;
mod register;
mod row;

use std::collections::{BTreeSet, HashMap};

use known::{Fresh, Known};
use register::Register;
pub use row::LineRow;

use super::{changed, lines::PaidPersons};
use crate::{
    benefit::posts::{
        PostsRefusal,
        model::{ToPersonLine, ToPersonList, ToPersonState, digest_of, months_between},
        store,
    },
    ground::{
        authority::{Action, action, officer_of},
        kernel::{ExternalRef, Money, Refusal, SubjectKind, ToPersonListId},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::tables::{Applied, Column, Desk, Door, Entry, Flaw, Outcome, Record, Sheet, SheetDoor},
};

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

fn at(column: &'static str, refusal: impl Into<Refusal>) -> At {
    (column, refusal.into())
}

/// 到人到户名单明细. Rows of lines.
#[derive(Debug, Clone, Copy)]
pub struct LineRows;

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(LineRows))]
}

/// The lines of one list that are right, whom they pay, and the warnings that were stood by.
#[derive(Default)]
struct Right {
    lines: Vec<ToPersonLine>,
    named: Vec<ExternalRef>,
    paid: PaidPersons,
    acknowledged: BTreeSet<String>,
}

impl Right {
    /// Takes a line in as the next of its list.
    fn take(&mut self, list: &ToPersonList, (line, name): (&ToPersonLine, ExternalRef), paid: PaidPersons) {
        // A row before it may have been refused.
        let n = self.lines.last().map_or(list.lines, |last| last.n) + 1;
        self.paid.extend(paid.into_iter().map(|(person, _)| (person, n)));
        self.lines.push(ToPersonLine { n, ..line.clone() });
        self.named.push(name);
    }

    /// Writes the list with these lines behind those that it has, as nobody has looked at it.
    async fn written(self, desk: &Desk<'_>, before: &ToPersonList, there: &[ToPersonLine]) -> Result<Change, Stop> {
        let all: Vec<ToPersonLine> = there.iter().chain(&self.lines).cloned().collect();
        let acknowledged: BTreeSet<String> = before.acknowledged.iter().cloned().chain(self.acknowledged).collect();
        let after = ToPersonList {
            lines: i64::try_from(all.len()).map_err(|_| PostsRefusal::TooMuch)?,
            total: Money::sum(all.iter().map(|l| l.amount)).ok_or(PostsRefusal::TooMuch)?,
            digest: digest_of(before.id, &all),
            acknowledged: acknowledged.into_iter().collect(),
            state: ToPersonState::Drafted,
            end_reason: None,
            prepared_by: officer_of(desk.actor, &action::TO_PERSON_LINE_IMPORT)?,
            ..before.clone().unseen()
        };
        let after = after.next(desk.actor.layer, desk.now);
        store::update_list(desk.tx, &after, before.version).await?;
        store::insert_lines(desk.tx, &after, &self.lines, &self.paid, &months_between(after.months)).await?;
        let ids = self.lines.iter().map(|l| l.id.uuid());
        name_subjects(desk.tx, SubjectKind::ToPersonLine, ids.zip(self.named).collect()).await?;
        Ok(changed(before, &after).named(action::TO_PERSON_LIST_REVISE.name))
    }
}

/// Judges the rows of one list that are right by themselves, writes those that may stand in it, and tells which may not, by their places in the batch.
async fn added(
    desk: &Desk<'_>,
    (known, list): (&Known, &ToPersonList),
    rows: Vec<(usize, ToPersonLine, ExternalRef)>,
) -> Result<(Option<Change>, Vec<(usize, At)>), Stop> {
    let there = known.lines_of(list.id);
    let fresh: Vec<ToPersonLine> = rows.iter().map(|(_, line, _)| line.clone()).collect();
    let mut register = Register::of(desk, list, (there, &fresh)).await?;
    let (mut right, mut wrong) = (Right::default(), Vec::new());
    for (place, line, name) in rows {
        match register.admit(desk, &line) {
            Ok((paid, stood_by)) => {
                right.take(list, (&line, name), paid);
                right.acknowledged.extend(stood_by);
            }
            Err(flaw) => wrong.push((place, flaw)),
        }
    }
    if right.lines.is_empty() {
        return Ok((None, wrong));
    }
    Ok((Some(right.written(desk, list, there).await?), wrong))
}

impl Sheet for LineRows {
    type Row = LineRow;
    const NAME: &'static str = "to_person_lines";
    const TITLE: &'static str = "到人到户名单明细";
    const COLUMNS: &'static [Column] = row::COLUMNS;
    const SYSTEM: &'static str = "to_person_list";
    const ACTION: &'static Action = &action::TO_PERSON_LINE_IMPORT;
    const MARK: &'static Action = &action::TO_PERSON_LINE_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::TO_PERSON_LINE_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::ToPersonLine;
    const TABLE: &'static str = "to_person_line";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<LineRow, Vec<Flaw>> {
        LineRow::of(record)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, LineRow>]) -> Result<Applied, Stop> {
        let known = Known::of(desk, batch).await?;
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(batch.len());
        let mut by_list: HashMap<ToPersonListId, Vec<(usize, ToPersonLine, ExternalRef)>> = HashMap::new();
        let mut counted: HashMap<&str, i64> = HashMap::new();
        for (place, told) in batch.iter().enumerate() {
            let after = counted.entry(told.command.list.as_str()).or_default();
            *after += 1;
            outcomes.push(match known.line(desk, told, *after) {
                Ok(None) => Outcome::Unchanged,
                Ok(Some(Fresh { list, line })) => {
                    by_list.entry(list).or_default().push((place, line, told.named(desk)));
                    Outcome::Added
                }
                Err((column, refusal)) => Outcome::Refused(vec![Flaw::refused(told.row, column, &refusal)]),
            });
        }
        let mut changes = Vec::new();
        // List by list: what one of them takes for a month the next one meets as another list's (R110).
        for list in known.lists.values() {
            let Some(rows) = by_list.remove(&list.id) else { continue };
            let (change, wrong) = added(desk, (&known, list), rows).await?;
            changes.extend(change);
            for (place, (column, refusal)) in wrong {
                let row = batch.get(place).map_or(0, |told| told.row);
                if let Some(outcome) = outcomes.get_mut(place) {
                    *outcome = Outcome::Refused(vec![Flaw::refused(row, column, &refusal)]);
                }
            }
        }
        Ok(Applied { outcomes, changes })
    }
}

//! 比对名单 as rows of a file: what a department says of somebody, named by the number of the row in its list.

use std::collections::HashMap;

use super::{changed, created};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, Level, MatchLineId, Refusal, SubjectKind, Verdict},
        platform::{Fault, Stop, name_subjects},
    },
    office::{
        people::{IdNumber, number_index},
        places::{bears_code, organisation_code},
        tables::{
            Applied, Column, Desk, Door, Entry, Flaw, Judged, Kind, Record, Sheet, SheetDoor, Sorted, differing,
            words_of,
        },
    },
    oversight::matches::{
        MatchesRefusal,
        model::{MatchConcern, MatchLine, MatchState, UnitMark},
        store,
    },
};

/// 比对名单. Rows of lines.
#[derive(Debug, Clone, Copy)]
pub struct MatchRows;

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: true }
}

const COLUMNS: &[Column] = &[
    Column { others: &["编号"], ..column("external_id", "名单行编号", "Number in the list", Kind::Number(64)) },
    Column {
        others: &["类别"], ..column("concern", "比对类别", "What it says", Kind::Word(words_of::<MatchConcern>))
    },
    Column {
        others: &["数据来源", "来源单位"], ..column("source", "提供单位", "Whose list it is", Kind::Plain(100))
    },
    Column { others: &["数据时间"], ..column("listed_on", "数据日期", "Day of the list", Kind::Day) },
    Column {
        others: &["身份证号", "身份证号码", "证件号码"],
        ..column("id_number", "公民身份号码", "ID number", Kind::Id(32))
    },
    Column {
        others: &["关联企业代码"],
        required: false,
        ..column("unit_code", "关联单位统一社会信用代码", "Code of their organisation", Kind::Number(18))
    },
    Column { required: false, ..column("note", "备注", "Remark; never a name", Kind::Plain(200)) },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("concern", "concern"),
    ("source", "source"),
    ("listed_on", "listed_on"),
    ("unit_code", "unit"),
    ("note", "note"),
];

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

fn at(column: &'static str, refusal: MatchesRefusal) -> At {
    (column, refusal.into())
}

/// One row.
pub struct MatchRow {
    concern: MatchConcern,
    source: String,
    listed_on: Day,
    number: IdNumber,
    unit_code: Option<String>,
    note: Option<String>,
}

impl MatchRow {
    fn of(record: &Record) -> Option<Self> {
        Some(Self {
            concern: record.word("concern")?,
            source: record.text("source")?,
            listed_on: record.day("listed_on")?,
            number: IdNumber::typed(&record.text("id_number")?),
            unit_code: record.text("unit_code"),
            note: record.text("note"),
        })
    }

    /// By what the person is found, in the county for which the file is taken.
    fn index(&self, desk: &Desk<'_>) -> Result<String, At> {
        if matches!(desk.region.level(), Level::Nation | Level::Province | Level::Prefecture) {
            return Err(at("id_number", MatchesRefusal::CountyWanted));
        }
        let index = number_index(desk.sealer.keys(), desk.region, &self.number, desk.now.day());
        index.map_err(|refusal| ("id_number", refusal))
    }

    /// By what the organisation is found that the row names, where it names one.
    fn unit(&self, desk: &Desk<'_>) -> Result<UnitMark, At> {
        let Some(code) = self.unit_code.as_deref() else { return Ok(UnitMark::default()) };
        match organisation_code(Some(code)) {
            Verdict::Pass(_) => Ok(UnitMark(Some(store::unit_index(desk.sealer.keys(), code)))),
            Verdict::Fail(_) | Verdict::Silent | Verdict::Undetermined { .. } => {
                Err(at("unit_code", MatchesRefusal::UnitCodeWrong))
            }
        }
    }

    /// Of the code of an organisation nothing is kept but its index: no text of the line bears one.
    fn bears_no_code(&self, id: &str) -> Result<(), At> {
        let texts = [("external_id", Some(id)), ("source", Some(self.source.as_str())), ("note", self.note.as_deref())];
        let bears = texts.into_iter().find(|(_, text)| text.is_some_and(bears_code));
        bears.map_or(Ok(()), |(column, _)| Err(at(column, MatchesRefusal::BearsCode)))
    }

    /// A line that no file has named before.
    fn fresh(&self, desk: &Desk<'_>, entry: &Entry<'_, Self>, (index, unit): (String, UnitMark)) -> MatchLine {
        MatchLine {
            id: desk.tx.id(desk.now),
            region: desk.region.clone(),
            concern: self.concern,
            source: self.source.clone(),
            listed_on: self.listed_on,
            index,
            unit,
            note: self.note.clone(),
            state: MatchState::InForce,
            withdraw_reason: None,
            import: desk.import,
            layer: desk.actor.layer,
            external_ids: vec![entry.named(desk)],
            version: 1,
            created_at: desk.now,
            updated_at: desk.now,
        }
    }

    /// A line that is there, with what the row says of it; a blank cell leaves what is there.
    fn over(&self, before: &MatchLine, unit: UnitMark) -> Result<MatchLine, At> {
        if self.listed_on < before.listed_on {
            let (listed_on, newest_on) = (self.listed_on, before.listed_on);
            return Err(at("listed_on", MatchesRefusal::OlderList { listed_on, newest_on }));
        }
        if unit.is_there() && before.unit.is_there() && unit != before.unit {
            return Err(at("unit_code", MatchesRefusal::OfAnotherUnit));
        }
        let after = MatchLine {
            unit: if unit.is_there() { unit } else { before.unit.clone() },
            concern: self.concern,
            source: self.source.clone(),
            listed_on: self.listed_on,
            note: self.note.clone().or_else(|| before.note.clone()),
            ..before.clone()
        };
        if before.state != MatchState::InForce && after != *before {
            return Err(at("external_id", MatchesRefusal::StateIs { state: before.state }));
        }
        Ok(after)
    }

    /// What it makes of the lines that are there.
    fn judged(
        &self,
        desk: &Desk<'_>,
        entry: &Entry<'_, Self>,
        known: &HashMap<MatchLineId, MatchLine>,
    ) -> Result<Judged<MatchLine>, At> {
        let today = desk.now.day();
        if self.listed_on > today {
            return Err(at("listed_on", MatchesRefusal::DayAhead { day: self.listed_on, today }));
        }
        self.bears_no_code(entry.id)?;
        let (index, unit) = (self.index(desk)?, self.unit(desk)?);
        let Some(id) = entry.known else { return Ok(Judged::New(self.fresh(desk, entry, (index, unit)))) };
        let reached = known.get(&id.into()).filter(|l| desk.region.covers(&l.region));
        let before = reached.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::MatchLine)))?.clone();
        if before.index != index {
            return Err(at("id_number", MatchesRefusal::OfAnotherPerson));
        }
        let after = self.over(&before, unit)?;
        if before == after {
            return Ok(Judged::Same);
        }
        let columns = differing(&before, &after, FIELDS);
        let after = MatchLine { import: desk.import, ..after }.next(desk.actor.layer, desk.now);
        Ok(Judged::Changed(Box::new((before, after)), columns))
    }
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(MatchRows))]
}

/// The lines that a batch names, held.
async fn known(desk: &Desk<'_>, batch: &[Entry<'_, MatchRow>]) -> Result<HashMap<MatchLineId, MatchLine>, Fault> {
    let ids: Vec<MatchLineId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
    Ok(store::lock_lines(desk.tx, &ids).await?.into_iter().map(|l| (l.id, l)).collect())
}

impl Sheet for MatchRows {
    type Row = MatchRow;
    const NAME: &'static str = "matches";
    const TITLE: &'static str = "比对名单";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "match_list";
    const ACTION: &'static Action = &action::MATCH_LINE_IMPORT;
    const MARK: &'static Action = &action::MATCH_LINE_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::MATCH_LINE_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::MatchLine;
    const TABLE: &'static str = "match_line";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<MatchRow, Vec<Flaw>> {
        MatchRow::of(record).ok_or_else(Vec::new)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, MatchRow>]) -> Result<Applied, Stop> {
        let known = known(desk, batch).await?;
        let judge = |entry: &Entry<'_, MatchRow>| {
            let judged = entry.command.judged(desk, entry, &known);
            judged.unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal))
        };
        let sorted = Sorted::of(batch, judge);
        if desk.trial {
            return Ok(Applied::judged(sorted.outcomes));
        }
        let named = sorted.added.iter().flat_map(|l| l.external_ids.iter().map(|e| (l.id.uuid(), e.clone()))).collect();
        store::insert_lines(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::MatchLine, named).await?;
        for (before, after) in &sorted.changed {
            store::update_line(desk.tx, after, before.version).await?;
        }
        let added = sorted.added.iter().map(created);
        let changes = added.chain(sorted.changed.iter().map(|(before, after)| changed(before, after))).collect();
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}

//! 清册行 as rows of a file: what the books of bodies have, named by the number that the books give it.

use std::collections::{BTreeSet, HashMap};

use super::{answers::Answers, changed, created};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, Money, Refusal, StockLineId, SubjectKind, settle},
        platform::{Fault, Stop, name_subjects},
    },
    office::{
        places::{Organisation, organisations_called},
        policy::{Everywhere, key, values_everywhere},
        tables::{
            Applied, Column, Desk, Door, Entry, Flaw, Judged, Kind, Least, Record, Sheet, SheetDoor, Sorted, differing,
            words_of,
        },
    },
    property::{
        assets::{Asset, lock_assets_numbered},
        stock_lists::{
            StockListsRefusal,
            model::{StockLine, StockLineState, StockSource},
            rules::GAP,
            store,
        },
    },
};

/// 账册清册. Rows of lines.
#[derive(Debug, Clone, Copy)]
pub struct StockLineRows;

/// Whose ids rows bear where nobody says otherwise.
pub(super) const SYSTEM: &str = "body_books";

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const COLUMNS: &[Column] = &[
    Column {
        others: &["资产编号", "卡片编号", "编号"],
        required: true,
        ..column("external_id", "清册编号", "Number in the books", Kind::Number(64))
    },
    Column { others: &["名称"], required: true, ..column("name", "资产名称", "Name", Kind::Plain(120)) },
    Column {
        others: &["单位名称", "所属单位", "村集体经济组织", "统一社会信用代码"],
        required: true,
        ..column("body", "账册单位", "Body by code or full name", Kind::Plain(100))
    },
    Column {
        others: &["资产来源", "取得方式"],
        required: true,
        ..column("source", "资金来源", "Source", Kind::Word(words_of::<StockSource>))
    },
    Column {
        others: &["清册基准日", "基准日", "统计日期"],
        required: true,
        ..column("listed_on", "清册日期", "Day of the list", Kind::Day)
    },
    Column {
        others: &["账面原值", "资产原值"], ..column("original_value", "原值", "Original value", Kind::Money)
    },
    Column {
        others: &["购建日期", "购置日期", "建成日期"],
        ..column("acquired_on", "取得日期", "Acquired on", Kind::Day)
    },
    Column {
        others: &["资产登记编号", "登记编号"],
        ..column("asset_number", "登记资产编号", "Number in the register", Kind::Id(40))
    },
    Column { others: &["说明"], ..column("note", "备注", "Remark", Kind::Plain(500)) },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("source", "source"),
    ("listed_on", "listed_on"),
    ("original_value", "original_value"),
    ("acquired_on", "acquired_on"),
    ("asset_number", "answer"),
    ("note", "note"),
];

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

fn at(column: &'static str, refusal: StockListsRefusal) -> At {
    (column, refusal.into())
}

/// One row.
pub struct LineRow {
    name: String,
    body: String,
    source: StockSource,
    listed_on: Day,
    original_value: Option<Money>,
    acquired_on: Option<Day>,
    asset_number: Option<String>,
    note: Option<String>,
}

impl LineRow {
    fn of(record: &Record) -> Option<Self> {
        Some(Self {
            name: record.text("name")?,
            body: record.text("body")?,
            source: record.word("source")?,
            listed_on: record.day("listed_on")?,
            original_value: record.money("original_value"),
            acquired_on: record.day("acquired_on"),
            asset_number: record.text("asset_number"),
            note: record.text("note"),
        })
    }

    /// Its days: none of the future, and nothing is acquired after the list that has it.
    fn days(&self, today: Day) -> Result<(), At> {
        if self.listed_on > today {
            return Err(at("listed_on", StockListsRefusal::DayAhead { day: self.listed_on, today }));
        }
        Ok(())
    }

    /// A line that no file has named before.
    fn fresh(&self, body: &Organisation, desk: &Desk<'_>, entry: &Entry<'_, Self>) -> StockLine {
        StockLine {
            id: desk.tx.id(desk.now),
            organisation: body.id,
            region: body.region.clone(),
            name: self.name.clone(),
            source: self.source,
            original_value: self.original_value,
            acquired_on: self.acquired_on,
            first_listed_on: self.listed_on,
            listed_on: self.listed_on,
            import: desk.import,
            note: self.note.clone(),
            state: StockLineState::Open,
            answer: None,
            reason: None,
            paper: None,
            settled_on: None,
            layer: desk.actor.layer,
            external_ids: vec![entry.named(desk)],
            version: 1,
            created_at: desk.now,
            updated_at: desk.now,
        }
    }

    /// A line that is there, with what the row says of it; a blank cell leaves what is there.
    fn over(&self, before: &StockLine) -> Result<StockLine, At> {
        if self.listed_on < before.listed_on {
            let (listed_on, newest_on) = (self.listed_on, before.listed_on);
            return Err(at("listed_on", StockListsRefusal::OlderList { listed_on, newest_on }));
        }
        let after = StockLine {
            name: self.name.clone(),
            source: self.source,
            original_value: self.original_value.or(before.original_value),
            acquired_on: self.acquired_on.or(before.acquired_on),
            listed_on: self.listed_on,
            note: self.note.clone().or_else(|| before.note.clone()),
            ..before.clone()
        };
        if before.state == StockLineState::SetAside {
            let weighed = ["name", "source", "original_value", "acquired_on"];
            let changed = differing(before, &after, FIELDS).into_iter().find(|column| weighed.contains(column));
            let changed = changed.or(self.asset_number.as_ref().map(|_| "asset_number"));
            if let Some(column) = changed {
                let reason = before.reason.clone().unwrap_or_default();
                return Err(at(column, StockListsRefusal::WeighedThen { reason }));
            }
        }
        Ok(after)
    }

    /// The number of the asset that it names, where the line is not answered by it already.
    fn wanted(&self, before: Option<&StockLine>) -> Option<&str> {
        let answer = before.and_then(|b| b.answer.as_ref()).map(|a| a.number.as_str());
        self.asset_number.as_deref().filter(|number| answer != Some(*number))
    }
}

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<StockLineId, StockLine>,
    bodies: HashMap<String, Vec<Organisation>>,
    assets: HashMap<String, Asset>,
    answers: Answers,
    policy: Everywhere,
}

/// What R11.1 asks of a county, and the force that it may set.
const KEYS: &[&str] = &[GAP, "force.R11.1"];

impl Ground {
    async fn read(desk: &Desk<'_>, batch: &[Entry<'_, LineRow>]) -> Result<Self, Fault> {
        let known: Vec<StockLineId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let before: HashMap<StockLineId, StockLine> =
            store::lock_lines(desk.tx, &known).await?.into_iter().map(|l| (l.id, l)).collect();
        let words: BTreeSet<&str> = batch.iter().map(|e| e.command.body.as_str()).collect();
        let words: Vec<String> = words.into_iter().map(ToOwned::to_owned).collect();
        let mut bodies: HashMap<String, Vec<Organisation>> = HashMap::new();
        for body in organisations_called(desk.tx.conn(), &words).await? {
            if desk.region.covers(&body.region) {
                // Whoever is called by its code as well as by its name is one.
                for word in BTreeSet::from([Some(body.name.clone()), body.uscc.clone()]).into_iter().flatten() {
                    bodies.entry(word).or_default().push(body.clone());
                }
            }
        }
        let line = |e: &Entry<'_, LineRow>| e.known.and_then(|id| before.get(&id.into()));
        let numbers: BTreeSet<&str> = batch.iter().filter_map(|e| e.command.wanted(line(e))).collect();
        let numbers: Vec<&str> = numbers.into_iter().collect();
        let seen = desk.holder.seen();
        let assets = lock_assets_numbered(desk.tx, &numbers).await?.into_iter().filter(|a| seen.covers(&a.region));
        let assets: HashMap<String, Asset> = assets.map(|a| (a.number.clone(), a)).collect();
        let named = bodies.values().flatten().map(|body| body.id);
        let answers = Answers::of(desk.tx, assets.values(), named, desk.now.day()).await?;
        let policy = values_everywhere(desk.tx.conn(), KEYS, desk.now.day()).await?;
        Ok(Self { before, bodies, assets, answers, policy })
    }

    fn body(&self, word: &str) -> Result<&Organisation, At> {
        match self.bodies.get(word).map_or(&[][..], Vec::as_slice) {
            [one] => Ok(one),
            [] => Err(at("body", StockListsRefusal::UnknownBody)),
            _ => Err(at("body", StockListsRefusal::SeveralCalled { name: word.to_owned() })),
        }
    }

    /// The line with the asset that its row names, where that is new.
    fn answered(&mut self, desk: &Desk<'_>, row: &LineRow, line: StockLine) -> Result<StockLine, At> {
        let Some(number) = row.wanted(Some(&line)) else { return Ok(line) };
        if let Some(answer) = &line.answer {
            return Err(at("asset_number", StockListsRefusal::AnsweredByAnother { asset: answer.number.clone() }));
        }
        let found = self.assets.get(number).ok_or_else(|| at("asset_number", StockListsRefusal::UnknownAsset))?;
        let answer = self.answers.answer(&line, found).map_err(|refusal| at("asset_number", refusal))?;
        let values = self.policy.in_region(&line.region, key);
        settle(vec![self.answers.near(&line, found, &values)], desk.acknowledged)
            .map_err(|refusal| ("asset_number", refusal))?;
        let state = line.state;
        line.matched(answer, desk.now.day()).ok_or_else(|| at("asset_number", StockListsRefusal::StateIs { state }))
    }

    fn judged(&mut self, desk: &Desk<'_>, entry: &Entry<'_, LineRow>) -> Result<Judged<StockLine>, At> {
        let row = entry.command;
        row.days(desk.now.day())?;
        let body = self.body(&row.body)?;
        let Some(known) = entry.known else {
            let fresh = row.fresh(body, desk, entry);
            timely(&fresh)?;
            return Ok(Judged::New(self.answered(desk, row, fresh)?));
        };
        let reached = self.before.get(&known.into()).filter(|l| desk.region.covers(&l.region));
        let before = reached.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::StockLine)))?.clone();
        if before.organisation != body.id {
            return Err(at("external_id", StockListsRefusal::OfAnotherBody { id: entry.id.to_owned() }));
        }
        let after = row.over(&before)?;
        timely(&after)?;
        let after = self.answered(desk, row, after)?;
        if before == after {
            return Ok(Judged::Same);
        }
        let columns = differing(&before, &after, FIELDS);
        let after = StockLine { import: desk.import, ..after }.next(desk.actor.layer, desk.now);
        Ok(Judged::Changed(Box::new((before, after)), columns))
    }
}

/// Nothing is acquired after the list that has it.
fn timely(line: &StockLine) -> Result<(), At> {
    match line.acquired_on.filter(|acquired_on| *acquired_on > line.listed_on) {
        None => Ok(()),
        Some(acquired_on) => {
            let listed_on = line.listed_on;
            Err(at("acquired_on", StockListsRefusal::AcquiredLater { acquired_on, listed_on }))
        }
    }
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(StockLineRows))]
}

impl Sheet for StockLineRows {
    type Row = LineRow;
    const NAME: &'static str = "stock_lists";
    const TITLE: &'static str = "账册清册";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = SYSTEM;
    const ACTION: &'static Action = &action::STOCK_LINE_IMPORT;
    const MARK: &'static Action = &action::STOCK_LINE_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::STOCK_LINE_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::StockLine;
    const TABLE: &'static str = "stock_line";
    const TOMBSTONES: bool = false;

    fn row(&self, record: &Record) -> Result<LineRow, Vec<Flaw>> {
        if let Some(flaw) = record.below("original_value", Least::AboveZero) {
            return Err(vec![flaw]);
        }
        LineRow::of(record).ok_or_else(Vec::new)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, LineRow>]) -> Result<Applied, Stop> {
        let mut ground = Ground::read(desk, batch).await?;
        let judge = |entry: &Entry<'_, LineRow>| {
            ground.judged(desk, entry).unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal))
        };
        let sorted = Sorted::of(batch, judge);
        if desk.trial {
            return Ok(Applied::judged(sorted.outcomes));
        }
        let named = sorted.added.iter().flat_map(|l| l.external_ids.iter().map(|e| (l.id.uuid(), e.clone()))).collect();
        store::insert_lines(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::StockLine, named).await?;
        store::update_lines(desk.tx, sorted.changed.iter().map(|(_, after)| after)).await?;
        let added = sorted.added.iter().map(created);
        let changes = added.chain(sorted.changed.iter().map(|(before, after)| changed(before, after))).collect();
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}

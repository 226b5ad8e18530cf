//! Lines of budget documents as rows of a file: the ledger of the budget system, taken over by its own numbers.

use std::collections::{HashMap, HashSet};

use super::{changed, subject_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AllocationId, BudgetDocumentId, ClassCode, Refusal, RegionCode, SubjectKind, Words as _},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    money::funds::{
        FundsRefusal,
        model::{Allocation, AllocationState, BudgetDocument, DocumentNumber, FundLevel, FundNature, TrackKind},
        service::allocations::{AllocationFields, blank},
        store,
    },
    office::{
        places::regions_refused,
        tables::{
            Applied, Column, Desk, Door, Entry, Flaw, Judged, Kind, Record, Sheet, SheetDoor, Sorted, Wrong, differing,
            words_of,
        },
    },
};

/// 指标. Rows of allocations, named by the id that the budget system gives them (`BGT_ID`).
#[derive(Debug, Clone, Copy)]
pub struct AllocationRows;

/// One row.
pub struct AllocationRow {
    document: DocumentNumber,
    region: RegionCode,
    budget_year: Option<i64>,
    fields: AllocationFields,
}

const COLUMNS: &[Column] = &[
    Column {
        key: "external_id",
        zh: "指标编号",
        en: "Budget id",
        others: &["BGT_ID", "指标ID", "指标唯一标识"],
        kind: Kind::Number(64),
        required: true,
    },
    Column {
        key: "document",
        zh: "文号",
        en: "Document number",
        others: &["COR_BGT_DOC_NO", "指标文号", "本级指标文号"],
        kind: Kind::Plain(60),
        required: true,
    },
    Column {
        key: "region",
        zh: "行政区划代码",
        en: "Region code",
        others: &["MOF_DIV_CODE", "财政区划代码", "区划代码", "区划"],
        kind: Kind::Region,
        required: true,
    },
    Column {
        key: "budget_year",
        zh: "预算年度",
        en: "Budget year",
        others: &["FISCAL_YEAR", "年度"],
        kind: Kind::Whole(1990, 2100),
        required: false,
    },
    Column {
        key: "level_of_origin",
        zh: "资金级次",
        en: "Level of origin",
        others: &["级次", "资金来源级次"],
        kind: Kind::Word(words_of::<FundLevel>),
        required: true,
    },
    Column {
        key: "amount",
        zh: "指标金额",
        en: "Amount",
        others: &["BGT_AMT", "下达金额", "金额", "下达数"],
        kind: Kind::Money,
        required: true,
    },
    Column {
        key: "fund_type",
        zh: "资金名称",
        en: "Fund",
        others: &["资金类别", "专项名称"],
        kind: Kind::Plain(60),
        required: false,
    },
    Column {
        key: "fund_nature",
        zh: "资金性质",
        en: "Fund nature",
        others: &["FUND_TYPE_NAME"],
        kind: Kind::Word(words_of::<FundNature>),
        required: false,
    },
    Column {
        key: "functional_class",
        zh: "支出功能分类",
        en: "Functional class",
        others: &["EXP_FUNC_CODE", "功能科目", "功能分类科目"],
        kind: Kind::Digits(7),
        required: false,
    },
    Column {
        key: "government_economic_class",
        zh: "政府预算支出经济分类",
        en: "Government economic class",
        others: &["GOV_BGT_ECO_CODE", "政府经济科目"],
        kind: Kind::Digits(5),
        required: false,
    },
    Column {
        key: "department_economic_class",
        zh: "部门预算支出经济分类",
        en: "Department economic class",
        others: &["DEP_BGT_ECO_CODE", "部门经济科目"],
        kind: Kind::Digits(5),
        required: false,
    },
    Column {
        key: "upper_number",
        zh: "上级指标文号",
        en: "Number of the paper above",
        others: &["SUP_BGT_DOC_NO"],
        kind: Kind::Plain(60),
        required: false,
    },
    Column {
        key: "track_kind",
        zh: "直达资金标识",
        en: "Tracking mark",
        others: &["直达标识"],
        kind: Kind::Word(words_of::<TrackKind>),
        required: false,
    },
    Column { key: "note", zh: "备注", en: "Remark", others: &["说明"], kind: Kind::Plain(500), required: false },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("level_of_origin", "level_of_origin"),
    ("amount", "amount"),
    ("fund_type", "fund_type"),
    ("fund_nature", "fund_nature"),
    ("functional_class", "functional_class"),
    ("government_economic_class", "government_economic_class"),
    ("department_economic_class", "department_economic_class"),
    ("upper_number", "upper_number"),
    ("track_kind", "track_kind"),
    ("note", "note"),
];

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

fn at(column: &'static str, refusal: FundsRefusal) -> At {
    (column, refusal.into())
}

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<AllocationId, Allocation>,
    regions: HashMap<RegionCode, Refusal>,
    /// Papers that bear a number of the batch and that the caller may see.
    documents: Vec<BudgetDocument>,
    /// The lines of those papers.
    lines: Vec<Allocation>,
}

impl Ground {
    async fn read(desk: &Desk<'_>, batch: &[Entry<'_, AllocationRow>]) -> Result<Self, Stop> {
        let conn = desk.tx.conn();
        let known: Vec<AllocationId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let regions: HashSet<RegionCode> = batch.iter().map(|e| e.command.region.clone()).collect();
        let regions: Vec<RegionCode> = regions.into_iter().collect();
        let numbers: HashSet<DocumentNumber> = batch.iter().map(|e| e.command.document.clone()).collect();
        let numbers: Vec<DocumentNumber> = numbers.into_iter().collect();
        let before = store::lock_allocations(desk.tx, &known).await?;
        let papers = store::find_numbered(conn, &numbers).await?;
        let ids: Vec<BudgetDocumentId> = papers.iter().map(|d| d.id).collect();
        let seen = desk.holder.seen();
        Ok(Self {
            before: before.into_iter().map(|a| (a.id, a)).collect(),
            regions: regions_refused(conn, &regions, desk.now.day()).await?,
            lines: store::find_lines_of(conn, &ids).await?,
            documents: papers.into_iter().filter(|d| seen.covers(&d.region)).collect(),
        })
    }

    fn judge(&self, desk: &Desk<'_>, entry: &Entry<'_, AllocationRow>) -> Judged<Allocation> {
        let judged = match entry.known {
            Some(known) => self.known(desk, entry, known.into()),
            None => self.fresh(desk, entry).map(Judged::New),
        };
        judged.unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal))
    }

    /// The paper of a row. A number is not unique: where two papers bear it, nobody guesses.
    fn paper(&self, row: &AllocationRow, of: Option<&Allocation>) -> Result<&BudgetDocument, At> {
        let bears = |d: &&BudgetDocument| d.number == row.document && of.is_none_or(|a| a.document == d.id);
        let mut papers = self.documents.iter().filter(bears);
        let paper = papers.next().ok_or_else(|| at("document", FundsRefusal::UnknownDocument))?;
        if papers.next().is_some() {
            return Err(at("document", FundsRefusal::SeveralDocuments { number: row.document.to_string() }));
        }
        let stated = row.budget_year.unwrap_or_else(|| i64::from(paper.budget_year));
        if stated != i64::from(paper.budget_year) {
            let budget_year = paper.budget_year;
            return Err(at("budget_year", FundsRefusal::OtherYear { number: paper.number.to_string(), budget_year }));
        }
        Ok(paper)
    }

    /// What holds of every line, new or not.
    fn holds(&self, row: &AllocationRow, paper: &BudgetDocument, line: &Allocation) -> Result<(), At> {
        if let Some(refusal) = self.regions.get(&row.region) {
            return Err(("region", refusal.clone()));
        }
        if !paper.region.covers(&row.region) {
            let (region, parent) = (row.region.clone(), paper.region.clone());
            return Err(at("region", FundsRefusal::OutsideParent { region, parent }));
        }
        if line.amount.is_positive() { Ok(()) } else { Err(at("amount", FundsRefusal::BadAmount)) }
    }

    /// A line that nobody has imported before. One that was typed in by hand and cannot be told from it is not doubled.
    fn fresh(&self, desk: &Desk<'_>, entry: &Entry<'_, AllocationRow>) -> Result<Allocation, At> {
        let row = entry.command;
        let paper = self.paper(row, None)?;
        let id = desk.tx.id(desk.now);
        let line = row.fields.over(blank(id, (&row.region, paper), desk.actor.layer, desk.now));
        let line = Allocation { external_ids: vec![entry.named(desk)], ..line };
        self.holds(row, paper, &line)?;
        let by_hand = |a: &&Allocation| !a.external_ids.iter().any(|e| e.system == desk.system);
        let key = |a: &Allocation| (a.region.clone(), a.level_of_origin, a.unit, a.project, a.functional_class.clone());
        match self.lines.iter().filter(by_hand).find(|a| key(a) == key(&line)) {
            Some(same) => Err(at("external_id", FundsRefusal::SameLine { allocation: same.id })),
            None => Ok(line),
        }
    }

    /// A line that is there already. Money that stands in the books is not changed by a file.
    fn known(
        &self,
        desk: &Desk<'_>,
        entry: &Entry<'_, AllocationRow>,
        id: AllocationId,
    ) -> Result<Judged<Allocation>, At> {
        let row = entry.command;
        let reached = |a: &&Allocation| a.deleted_at.is_none() && desk.region.covers(&a.region);
        let before = self.before.get(&id).filter(reached);
        let before = before.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::Allocation)))?;
        let paper = self.paper(row, Some(before))?;
        if before.region != row.region {
            return Err(at("region", FundsRefusal::RegionFixed { region: before.region.clone() }));
        }
        let after = row.fields.over(before.clone());
        if *before == after {
            return Ok(Judged::Same);
        }
        self.holds(row, paper, &after)?;
        let columns = differing(before, &after, FIELDS);
        if before.state.has_money() {
            let column = columns.first().copied().unwrap_or("external_id");
            return Err(at(column, FundsRefusal::AllocationStateIs { state: before.state }));
        }
        // What was held against its paper and is changed has to be held against it again.
        let after = Allocation {
            state: AllocationState::Received,
            registered_by: None,
            layer: before.layer.touched_by(desk.actor.layer),
            version: before.version + 1,
            updated_at: desk.now,
            ..after
        };
        Ok(Judged::Changed(Box::new((before.clone(), after)), columns))
    }
}

/// A class, or the flaw of a code that has no such length.
fn class(record: &Record, key: &'static str, flaws: &mut Vec<Flaw>) -> Option<ClassCode> {
    let parsed = record.text(key)?.parse().ok();
    if parsed.is_none() {
        flaws.push(Flaw::of(record.row, key, Wrong::NotNumber.told()));
    }
    parsed
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(AllocationRows))]
}

impl Sheet for AllocationRows {
    type Row = AllocationRow;
    const NAME: &'static str = "allocations";
    const TITLE: &'static str = "指标";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "budget_integration";
    const ACTION: &'static Action = &action::ALLOCATION_IMPORT;
    const MARK: &'static Action = &action::ALLOCATION_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::ALLOCATION_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Allocation;
    const TABLE: &'static str = "allocation";

    fn row(&self, record: &Record) -> Result<AllocationRow, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let number = record.text("document").unwrap_or_default();
        let document = DocumentNumber::parse(&number);
        if document.is_none() {
            flaws.push(Flaw::refused(record.row, "document", &FundsRefusal::BadNumber { number }.into()));
        }
        let fields = AllocationFields {
            level_of_origin: record.word("level_of_origin"),
            amount: record.money("amount"),
            fund_type: record.text("fund_type"),
            fund_nature: record.word("fund_nature"),
            functional_class: class(record, "functional_class", &mut flaws),
            government_economic_class: class(record, "government_economic_class", &mut flaws),
            department_economic_class: class(record, "department_economic_class", &mut flaws),
            upper_number: record.text("upper_number"),
            track_kind: record.word("track_kind"),
            note: record.text("note"),
            ..AllocationFields::default()
        };
        match (document, record.region("region")) {
            (Some(document), Some(region)) if flaws.is_empty() => {
                Ok(AllocationRow { document, region, budget_year: record.whole("budget_year"), fields })
            }
            _ => Err(flaws),
        }
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, AllocationRow>]) -> Result<Applied, Stop> {
        let ground = Ground::read(desk, batch).await?;
        let sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        let named = sorted.added.iter().flat_map(|a| a.external_ids.iter().map(|e| (a.id.uuid(), e.clone()))).collect();
        store::insert_allocations(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::Allocation, named).await?;
        let mut changes = Vec::with_capacity(batch.len());
        for after in &sorted.added {
            let change = Change::created(subject_of(after), &after.region, after).state(after.state.word());
            changes.push(change.named(action::ALLOCATION_CREATE.name));
        }
        for (before, after) in &sorted.changed {
            store::update_allocation(desk.tx, after, before.version).await?;
            changes.push(changed(before, after).named(action::ALLOCATION_CHANGE.name));
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}

//! One row of an opening roll, as its cells tell it.

use crate::{
    benefit::{
        rolls::{model::NeedClass, service::admit::EntryTold},
        shares::{HolderKind, Whose, WhoseTold},
    },
    ground::kernel::{Day, FileId, Shares},
    office::{
        people::{IdNumber, PersonName},
        tables::{Column, Flaw, Kind, Least, Record, Wrong, words_of},
    },
};

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: true }
}

/// The columns of an opening roll.
pub(super) const COLUMNS: &[Column] = &[
    Column { others: &["编号"], ..column("external_id", "登记编号", "Number of the line", Kind::Number(64)) },
    Column { others: &["名册"], ..column("roll", "名册编号", "Roll by its number", Kind::Id(64)) },
    column("holder_kind", "登记对象类型", "Person, household or organisation", Kind::Word(words_of::<HolderKind>)),
    Column {
        others: &["姓名", "户主姓名", "单位名称"],
        ..column("name", "登记对象", "Name; of a household its head's", Kind::Text(100))
    },
    Column {
        others: &["公民身份号码", "户主身份号码", "统一社会信用代码", "身份证号"],
        ..column("code", "证件号码", "ID number, of a household its head's; or credit code", Kind::Id(32))
    },
    Column { others: &["类别"], ..column("class", "对象类别", "Class", Kind::Word(words_of::<NeedClass>)) },
    Column {
        others: &["享受人数", "出资额"],
        ..column("units", "份数", "Heads, or the yuan of a stake", Kind::Decimal(4))
    },
    Column { others: &["认定日期"], ..column("on", "纳入日期", "Day of the decision", Kind::Day) },
    column("file", "认定材料附件标识", "Its paper, by the id of the file", Kind::Id(36)),
    Column {
        others: &["说明"], required: false, ..column("note", "备注", "Remark; never a name", Kind::Plain(200))
    },
];

/// Code, sentence in zh-CN, sentence in English.
type Told = (&'static str, &'static str, &'static str);

const NO_FILE: Told = (
    "rolls.entry.file_unreadable",
    "不是附件标识；请先上传认定材料，填写返回的标识。",
    "No id of a file; send the paper first, and write the id that was answered.",
);

/// Who a row says benefits.
pub(super) enum Code {
    /// A person, or a household by its head.
    Number(IdNumber),
    /// An organisation by its credit code.
    Unit(String),
}

/// So many units of a class that somebody has by a roll from a day on.
pub struct EntryRow {
    pub(super) roll: String,
    pub(super) kind: HolderKind,
    pub(super) name: String,
    pub(super) code: Code,
    class: NeedClass,
    units: Shares,
    on: Day,
    pub(super) paper: FileId,
    note: Option<String>,
}

impl EntryRow {
    /// What a record says, or what is wrong in it by itself.
    pub(super) fn of(record: &Record) -> Result<Self, Vec<Flaw>> {
        let flaw = |column: &'static str, told: Told| vec![Flaw::of(record.row, column, told)];
        let file = record.text("file").ok_or_else(|| flaw("file", Wrong::Missing.told()))?;
        let paper = file.parse().map_err(|_| flaw("file", NO_FILE))?;
        if let Some(flaw) = record.below("units", Least::Zero) {
            return Err(vec![flaw]);
        }
        Self::read(record, paper).ok_or_else(|| flaw("units", Wrong::OutOfRange.told()))
    }

    fn read(record: &Record, paper: FileId) -> Option<Self> {
        let (kind, code) = (record.word("holder_kind")?, record.text("code")?);
        Some(Self {
            roll: record.text("roll")?,
            kind,
            name: record.text("name")?,
            code: match kind {
                HolderKind::Person | HolderKind::Household => Code::Number(IdNumber::typed(&code)),
                HolderKind::Organisation => Code::Unit(code),
            },
            class: record.word("class")?,
            units: record.scaled("units")?,
            on: record.day("on")?,
            paper,
            note: record.text("note"),
        })
    }

    /// The number by which it names a person.
    pub(super) const fn number(&self) -> Option<&IdNumber> {
        if let Code::Number(number) = &self.code { Some(number) } else { None }
    }

    /// The credit code by which it names an organisation.
    pub(super) fn unit(&self) -> Option<&str> {
        if let Code::Unit(code) = &self.code { Some(code) } else { None }
    }

    /// As a name of a person.
    pub(super) fn person_name(&self) -> PersonName {
        PersonName::new(self.name.clone())
    }

    /// As an officer would tell it of whom it names.
    pub(super) fn told(&self, whose: Whose) -> EntryTold {
        EntryTold {
            whose: WhoseTold {
                person: whose.person(),
                household: whose.household(),
                organisation: whose.organisation(),
            },
            class: self.class,
            units_e4: self.units.scaled(),
            on: self.on,
            paper: self.paper,
            note: self.note.clone(),
        }
    }
}

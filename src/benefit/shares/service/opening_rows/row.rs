//! One row of an opening register, as its cells tell it.

use crate::{
    benefit::shares::model::{HolderKind, Opening, ShareClass, ShareEvidence},
    ground::kernel::{Day, FileId, Shares},
    office::{
        people::{IdNumber, PersonName},
        tables::{Column, Flaw, Kind, Least, Record, Wrong, words_of},
    },
};

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const fn needed(column: Column) -> Column {
    Column { required: true, ..column }
}

/// The highest serial of a register.
const MOST: i64 = 1_000_000_000;

/// The columns of an opening register.
pub(super) const COLUMNS: &[Column] = &[
    Column {
        others: &["编号"], ..needed(column("external_id", "登记编号", "Number of the line", Kind::Number(64)))
    },
    Column { others: &["方案"], ..needed(column("scheme", "方案编号", "Scheme by its number", Kind::Id(64))) },
    Column {
        others: &["户序号", "股东序号"],
        ..needed(column("serial", "序号", "Serial in the register", Kind::Whole(1, MOST)))
    },
    needed(column("holder_kind", "持有人类型", "Kind of holder", Kind::Word(words_of::<HolderKind>))),
    Column {
        others: &["姓名", "户主姓名", "单位名称", "股东姓名"],
        ..needed(column("name", "持有人", "Name; of a household its head's", Kind::Text(100)))
    },
    Column {
        others: &["公民身份号码", "户主身份号码", "统一社会信用代码", "身份证号"],
        ..needed(column("code", "证件号码", "ID number, of a household its head's; or credit code", Kind::Id(32)))
    },
    Column {
        others: &["股份类别", "股权类别"],
        ..needed(column("class", "份额类别", "Class", Kind::Word(words_of::<ShareClass>)))
    },
    Column { others: &["股数", "股份数"], ..needed(column("shares", "份额", "Shares", Kind::Decimal(4))) },
    Column {
        others: &["取得日期", "确权日期"], ..needed(column("on", "生效日期", "Holds from", Kind::Day))
    },
    needed(column("evidence", "佐证", "What proves it", Kind::Word(words_of::<ShareEvidence>))),
    needed(column("file", "佐证附件标识", "Paper that proves it, by the id of the file", Kind::Id(36))),
    Column {
        others: &["股权证编号", "股权证书编号"],
        ..column("certificate", "原证书编号", "Number of the old certificate", Kind::Number(64))
    },
    Column { others: &["说明"], ..column("note", "备注", "Remark; never a name", Kind::Plain(500)) },
];

/// Code, sentence in zh-CN, sentence in English.
type Told = (&'static str, &'static str, &'static str);

const NO_SHARES: Told = ("shares.register.no_shares", "份额须大于零。", "There must be more than no shares.");
const NO_FILE: Told = (
    "shares.register.file_unreadable",
    "不是附件标识；请先上传佐证材料，填写返回的标识。",
    "No id of a file; send the paper first, and write the id that was answered.",
);

/// Who a row says has the shares.
pub(super) enum Code {
    /// A person, or a household by its head.
    Number(IdNumber),
    /// An organisation by its credit code.
    Unit(String),
}

/// So many shares of a class that somebody has from a day on.
pub struct OpeningRow {
    pub(super) scheme: String,
    pub(super) serial: i64,
    pub(super) kind: HolderKind,
    pub(super) name: String,
    pub(super) code: Code,
    pub(super) class: ShareClass,
    pub(super) shares: Shares,
    pub(super) on: Day,
    pub(super) opening: Opening,
    pub(super) paper: FileId,
    pub(super) note: Option<String>,
}

impl OpeningRow {
    /// What a record says, or what is wrong in it by itself.
    pub(super) fn of(record: &Record) -> Result<Self, Vec<Flaw>> {
        let flaw = |column: &'static str, told: Told| vec![Flaw::of(record.row, column, told)];
        let file = record.text("file").ok_or_else(|| flaw("file", Wrong::Missing.told()))?;
        let paper = file.parse().map_err(|_| flaw("file", NO_FILE))?;
        if let Some(flaw) = record.below("shares", Least::Zero) {
            return Err(vec![flaw]);
        }
        let row = Self::read(record, paper).ok_or_else(|| flaw("shares", Wrong::OutOfRange.told()))?;
        if row.shares == Shares::ZERO { Err(flaw("shares", NO_SHARES)) } else { Ok(row) }
    }

    fn read(record: &Record, paper: FileId) -> Option<Self> {
        let (kind, code) = (record.word("holder_kind")?, record.text("code")?);
        Some(Self {
            scheme: record.text("scheme")?,
            serial: record.whole("serial")?,
            kind,
            name: record.text("name")?,
            code: match kind {
                HolderKind::Person | HolderKind::Household => Code::Number(IdNumber::typed(&code)),
                HolderKind::Organisation => Code::Unit(code),
            },
            class: record.word("class")?,
            shares: record.scaled("shares")?,
            on: record.day("on")?,
            opening: Opening { evidence: record.word("evidence")?, certificate: record.text("certificate") },
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
}

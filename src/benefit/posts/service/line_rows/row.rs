//! One row of a list of persons, as its cells tell it.

use crate::{
    ground::kernel::Money,
    office::{
        people::{IdNumber, PersonName},
        tables::{Column, Flaw, Kind, Least, Record, Wrong},
    },
};

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: true }
}

/// The columns of lines; those that the table of lines has are called as there.
pub(super) const COLUMNS: &[Column] = &[
    Column { others: &["编号"], ..column("external_id", "登记编号", "Number of the line", Kind::Number(64)) },
    Column { others: &["名单"], ..column("list", "名单编号", "List by its number", Kind::Id(64)) },
    Column {
        others: &["姓名", "户主姓名"],
        ..column("name", "发放对象", "Name; of a household its head's", Kind::Text(100))
    },
    Column {
        others: &["公民身份号码", "户主身份号码", "身份证号"],
        ..column("code", "证件号码", "ID number; of a household its head's", Kind::Id(32))
    },
    Column {
        others: &["发放金额"],
        required: false,
        ..column("amount", "金额", "How much, where the list has no amount for all", Kind::Money)
    },
    Column { others: &["发放事由"], ..column("reason", "事由", "Why; never a name", Kind::Plain(200)) },
];

/// One person or one household of a list.
pub struct LineRow {
    pub(super) list: String,
    name: String,
    pub(super) number: IdNumber,
    pub(super) amount: Option<Money>,
    pub(super) reason: String,
}

impl LineRow {
    /// What a record says, or what is wrong in it by itself.
    pub(super) fn of(record: &Record) -> Result<Self, Vec<Flaw>> {
        if let Some(flaw) = record.below("amount", Least::AboveZero) {
            return Err(vec![flaw]);
        }
        Self::read(record).ok_or_else(|| vec![Flaw::of(record.row, "code", Wrong::Missing.told())])
    }

    fn read(record: &Record) -> Option<Self> {
        Some(Self {
            list: record.text("list")?,
            name: record.text("name")?,
            number: IdNumber::typed(&record.text("code")?),
            amount: record.money("amount"),
            reason: record.text("reason")?,
        })
    }

    /// The name as that of a person.
    pub(super) fn person_name(&self) -> PersonName {
        PersonName::new(self.name.clone())
    }
}

//! 列. What a column of a sheet is called and holds.

use std::collections::BTreeMap;

use crate::ground::kernel::Words;

/// The unit in which a column states money. A column is in 万元 only where its header or the form says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    WanYuan,
}

impl Unit {
    /// As a header writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::WanYuan => "万元",
        }
    }

    /// Decimals down to the fen.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Yuan => 2,
            Self::WanYuan => 6,
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text of at most so many characters.
    Text(usize),
    /// The same, bearing nobody's ID number and nobody's mobile number: it is kept and shown in clear.
    Plain(usize),
    /// A number that is a name: kept as text, never taken from a numeric cell, which may have lost digits or leading zeros.
    Id(usize),
    /// The same, being nobody's ID number and nobody's mobile number: it is kept and shown in clear.
    Number(usize),
    /// A code of at most so many digits without a leading zero; a numeric cell tells it whole.
    Digits(usize),
    /// 行政区划代码, padded or not.
    Region,
    /// Money, in the unit of its header.
    Money,
    /// A civil day.
    Day,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// A quantity with at most so many decimals.
    Decimal(usize),
    /// A word of a closed list, by its Chinese label or its code: (code, label).
    Word(fn() -> Vec<(&'static str, &'static str)>),
    /// The same, of which only some can be told anew: those are offered, and what was given out with another comes in again as it is.
    Offered {
        /// Every word.
        words: fn() -> Vec<(&'static str, &'static str)>,
        /// Those that can be told.
        offered: fn() -> Vec<(&'static str, &'static str)>,
    },
}

/// The words of a vocabulary, for [`Kind::Word`].
pub fn words_of<W: Words>() -> Vec<(&'static str, &'static str)> {
    W::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

/// 是, 否.
pub fn yes_or_no() -> Vec<(&'static str, &'static str)> {
    vec![("true", "是"), ("false", "否")]
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the code and in a column map.
    pub key: &'static str,
    /// Its header in the template.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
    /// What other files call it.
    pub others: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether every row must have it.
    pub required: bool,
}

impl Column {
    /// Its header in the template, with the unit of money.
    pub fn title(&self) -> String {
        match self.kind {
            Kind::Money => format!("{}（{}）", self.zh, Unit::Yuan.word()),
            _ => self.zh.to_owned(),
        }
    }
}

/// 列对应. Which header stands for which column in one layout of files.
pub type ColumnMap = BTreeMap<String, String>;

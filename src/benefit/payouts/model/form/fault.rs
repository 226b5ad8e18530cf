//! What does not fit.

use std::fmt;

use crate::ground::kernel::{Money, Told};

/// What is wrong with a form, with an order that is to be written by it, or with a file that is read by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    /// Which order, or which line of a file, from 1; `None` where it is the form or the file as a whole.
    pub row: Option<usize>,
    /// Which column, by its title, or which part; empty where it is the whole row.
    pub column: String,
    /// What.
    pub fault: CellFault,
}

/// What is wrong at its place. No variant holds what stands there: that may be somebody's name or account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// The form contradicts itself, or is none.
    Form(String),
    /// Nothing is to be written.
    Nothing,
    /// More orders than the bank takes in a file.
    Many {
        /// How many.
        rows: usize,
        /// How many it takes.
        most: usize,
    },
    /// A value that the form asks for is not there.
    Missing,
    /// A character that the encoding has not.
    Foreign(char),
    /// A character that would be read as something else: delimiter, quote, break, a space at an end.
    Forbidden(char),
    /// Longer than its room.
    Wide {
        /// Bytes in the encoding of the file.
        bytes: usize,
        /// Bytes that it may have.
        most: usize,
    },
    /// No amount above zero in the unit of the form.
    Amount,
    /// No account number: digits, letters, hyphens and stars.
    Account,
    /// No day.
    Day,
    /// No whole number.
    Number,
    /// None of these words.
    Word(String),
    /// Another text than the form says.
    Text,
    /// Bytes that are no text of the encoding; in columns of fixed width, a character that was cut in half too.
    Encoding,
    /// Other cells than the form has.
    Cells {
        /// How many.
        found: usize,
        /// How many it has.
        wanted: usize,
    },
    /// A line that is not as long as its columns.
    Length {
        /// Bytes.
        bytes: usize,
        /// Bytes of its columns.
        wanted: usize,
    },
    /// The file says another number of rows than it has.
    Count {
        /// What it says.
        declared: u64,
        /// What it has.
        found: u64,
    },
    /// The file says another total than its rows come to.
    Total {
        /// What it says.
        declared: Money,
        /// What they come to.
        found: Money,
    },
    /// The amounts come to more than can be counted.
    Range,
    /// More faults than are told.
    More,
}

impl FormFault {
    pub(super) fn form(column: impl Into<String>, what: impl Into<String>) -> Self {
        Self { row: None, column: column.into(), fault: CellFault::Form(what.into()) }
    }

    pub(super) fn at(row: usize, column: impl Into<String>, fault: CellFault) -> Self {
        Self { row: Some(row), column: column.into(), fault }
    }

    pub(super) fn whole(fault: CellFault) -> Self {
        Self { row: None, column: String::new(), fault }
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}")?;
        }
        match (self.row, self.column.is_empty()) {
            (Some(_), true) => f.write_str(": ")?,
            (Some(_), false) => write!(f, ", {}: ", self.column)?,
            (None, false) => write!(f, "{}: ", self.column)?,
            (None, true) => {}
        }
        self.fault.fmt(f)
    }
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(what) => f.write_str(what),
            Self::Nothing => f.write_str("there is nothing to write"),
            Self::Many { rows, most } => {
                write!(f, "{rows} orders, where the bank takes {most} in a file: make several")
            }
            Self::Missing => f.write_str("the form asks for a value and there is none"),
            Self::Foreign(c) => write!(f, "the encoding has no {c} (U+{:04X})", u32::from(*c)),
            Self::Forbidden(c) => {
                write!(f, "U+{:04X} would be read as a part of the file, and not of the value", u32::from(*c))
            }
            Self::Wide { bytes, most } => write!(f, "{bytes} bytes, where {most} have room"),
            Self::Amount => f.write_str("no amount above zero as the form writes them"),
            Self::Account => f.write_str("no account number"),
            Self::Day => f.write_str("no day"),
            Self::Number => f.write_str("no whole number"),
            Self::Word(known) => write!(f, "none of the words {known}"),
            Self::Text => f.write_str("another text than the form has there"),
            Self::Encoding => f.write_str("bytes that are no text in the encoding of the form"),
            Self::Cells { found, wanted } => write!(f, "{found} cells, where the form has {wanted}"),
            Self::Length { bytes, wanted } => write!(f, "{bytes} bytes, where the columns have {wanted}"),
            Self::Count { declared, found } => write!(f, "the file declares {declared} rows and has {found}"),
            Self::Total { declared, found } => write!(f, "the file declares {declared} and its rows come to {found}"),
            Self::Range => f.write_str("the amounts come to more than can be counted"),
            Self::More => f.write_str("there are more faults than are told"),
        }
    }
}

impl Told for FormFault {
    fn zh(&self) -> String {
        let fault = self.fault.zh();
        match (self.row, self.column.as_str()) {
            (None, "") => fault,
            (None, column) => format!("“{column}”：{fault}"),
            (Some(row), "") => format!("第 {row} 行：{fault}"),
            (Some(row), column) => format!("第 {row} 行“{column}”：{fault}"),
        }
    }
}

impl Told for CellFault {
    fn zh(&self) -> String {
        match self {
            // What a form contradicts is told to whoever writes forms, in the words of its keys.
            Self::Form(what) => format!("格式文本不成立（{what}）"),
            Self::Nothing => "没有可写的明细".to_owned(),
            Self::Many { rows, most } => format!("共 {rows} 笔，银行每个文件最多 {most} 笔，请分批"),
            Self::Missing => "格式要求填写，而此处为空".to_owned(),
            Self::Foreign(c) => format!("文件编码中没有“{c}”（U+{:04X}）这个字", u32::from(*c)),
            Self::Forbidden(c) => format!("含有会被当作分隔的字符（U+{:04X}）", u32::from(*c)),
            Self::Wide { bytes, most } => format!("长 {bytes} 字节，最多 {most} 字节"),
            Self::Amount => "不是格式所写的大于零的金额".to_owned(),
            Self::Account => "不是账号".to_owned(),
            Self::Day => "不是日期".to_owned(),
            Self::Number => "不是整数".to_owned(),
            Self::Word(known) => format!("不是下列字样之一：{known}"),
            Self::Text => "与格式规定的文字不同".to_owned(),
            Self::Encoding => "不是格式所定编码的文字".to_owned(),
            Self::Cells { found, wanted } => format!("有 {found} 栏，格式为 {wanted} 栏"),
            Self::Length { bytes, wanted } => format!("长 {bytes} 字节，各栏合计应为 {wanted} 字节"),
            Self::Count { declared, found } => format!("文件写明 {declared} 笔，实有 {found} 笔"),
            Self::Total { declared, found } => format!("文件写明合计 {declared} 元，实为 {found} 元"),
            Self::Range => "金额合计超出可计范围".to_owned(),
            Self::More => "还有其他不符之处，未逐一列出".to_owned(),
        }
    }
}

//! 单元格. What stands in one cell, as its file says it. Nothing is guessed here.

use super::stamp::Stamp;
use crate::ground::kernel::Day;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or white space.
    Empty,
    /// Text.
    Text(String),
    /// A stored number in the shortest decimal that names it: `1234.57`, never `1.2E3`.
    Number(String),
    /// A stored number that its format shows as a day.
    Day(Day),
    /// A stored number that its format shows as a time of day, or as a day with one.
    Clock,
    /// `#REF!` and its like.
    Broken,
    /// A formula whose result the file does not hold. Formulas are never computed here: a stored result counts as the value.
    NotComputed,
}

impl Cell {
    /// A text, trimmed.
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Whether nothing stands here.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// As it is shown, for messages and for the file that goes back.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty | Self::NotComputed => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Clock => "时间".to_owned(),
            Self::Broken => "#ERROR".to_owned(),
        }
    }
}

/// One row, by its number in the file (1 is the first).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet program numbers it.
    pub number: u32,
    /// From column A on, up to the last in which something stands.
    pub cells: Vec<Cell>,
    /// How many its file gives it at least, empty ones included.
    pub fields: usize,
}

impl Row {
    /// What stands in a column, counted from 0.
    pub fn at(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// How far it reaches.
    pub fn width(&self) -> usize {
        self.fields.max(self.cells.len())
    }

    /// The first cell in which something stands.
    pub fn first(&self) -> &Cell {
        self.cells.iter().find(|c| !c.is_empty()).unwrap_or(&Cell::Empty)
    }
}

/// An area of cells that were joined into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// First row, from 1.
    pub row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column, from 0.
    pub column: usize,
}

/// A table as it was read: its rows in order, those without content left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows in which something stands.
    pub rows: Vec<Row>,
    /// Joined cells.
    pub merged: Vec<Merged>,
    /// Cells whose value is the stored result of a formula.
    pub formulas: u64,
    /// Names of the file and of the sheet: some say in which unit its money is.
    pub names: Vec<String>,
    /// Visible sheets behind the first; nobody reads them.
    pub unread: Vec<String>,
    /// From which template it was made, where it says so.
    pub stamp: Option<Stamp>,
}

/// `C12` of row 12 (from 1) and column 2 (from 0).
pub fn address(row: u32, column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    format!("{}{row}", letters.iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{Cell, address};

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let cases = [(0, "A9"), (25, "Z9"), (26, "AA9"), (51, "AZ9"), (52, "BA9"), (701, "ZZ9"), (702, "AAA9")];
        for (column, wanted) in cases {
            assert_eq!(address(9, column), wanted);
        }
    }

    #[test]
    fn white_space_is_nothing() {
        assert_eq!(Cell::text(" \u{3000}\t"), Cell::Empty);
        assert_eq!(Cell::text(" a "), Cell::Text("a".into()));
    }
}

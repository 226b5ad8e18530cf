//! 行. The rows of a table as values, with everything that is wrong in them.

use rust_decimal::Decimal;

use super::{
    cell::{Cell, Grid, Row, address},
    column::{Column, Kind},
    flaw::{Flaw, Wrong},
    header::{Header, Told},
    normal::is_total,
    totals::Totals,
    value::{Value, read},
};
use crate::{
    ground::kernel::{Day, Money, RegionCode, Scale, Scaled, Words},
    office::tables::TablesRefusal,
};

/// One row of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number in the file.
    pub row: u32,
    values: Vec<(&'static str, Value)>,
    /// The decimals of its quantities, which stand among the values in units of the last one.
    decimals: Vec<(&'static str, usize)>,
}

/// The lower end of what a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// Nothing, and more.
    Zero,
    /// More than nothing.
    AboveZero,
}

impl Record {
    fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    /// A text, an id or a code.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A word of a vocabulary.
    pub fn word<W: Words>(&self, key: &str) -> Option<W> {
        W::from_word(&self.text(key)?)
    }

    /// 是 or 否.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.text(key)?.parse().ok()
    }

    /// Money.
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.value(key)? {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// A civil day.
    pub fn day(&self, key: &str) -> Option<Day> {
        match self.value(key)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// A whole number.
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.value(key)? {
            Value::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// The flaw of an amount or a number below what its column takes, with what it says and the bound.
    pub fn below(&self, key: &'static str, least: Least) -> Option<Flaw> {
        let (units, decimals) = match self.value(key)? {
            Value::Money(money) => (money.fen(), 2),
            Value::Whole(units) => (*units, self.decimals.iter().find(|(k, _)| *k == key).map_or(0, |(_, d)| *d)),
            Value::Text(_) | Value::Day(_) | Value::Region(_) => return None,
        };
        let (right, zh, en) = match least {
            Least::Zero => (units >= 0, "不得小于 0", "it is not below 0"),
            Least::AboveZero => (units > 0, "须大于 0", "it lies above 0"),
        };
        let said = Decimal::new(units, u32::try_from(decimals).unwrap_or_default());
        let (zh, en) =
            (format!("“{said}”超出范围，{zh}；请核对。"), format!("“{said}” is out of range: {en}. Check it."));
        (!right).then(|| Flaw::of(self.row, key, (Wrong::OutOfRange.told().0, &zh, &en)))
    }

    /// A quantity; `None` also where it lies below zero or beyond the scale.
    pub fn scaled<S: Scale>(&self, key: &str) -> Option<Scaled<S>> {
        Scaled::from_scaled(self.whole(key)?)
    }

    /// A region.
    pub fn region(&self, key: &str) -> Option<RegionCode> {
        match self.value(key)? {
            Value::Region(region) => Some(region.clone()),
            _ => None,
        }
    }
}

/// A table that was read.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its header.
    pub header: Header,
    /// The rows in which every cell could be read.
    pub records: Vec<Record>,
    /// What is wrong in the others.
    pub flaws: Vec<Flaw>,
    /// Rows of data, wrong ones included.
    pub rows: u64,
    /// Rows of totals, which are no data.
    pub totals: Vec<u32>,
    /// Cells whose value is the stored result of a formula.
    pub formulas: u64,
    /// Visible sheets that nobody read.
    pub unread: Vec<String>,
}

impl Table {
    /// Reads the rows under the header, of which there are at most so many.
    pub fn read(grid: &Grid, columns: &'static [Column], told: &Told, most: u32) -> Result<Self, TablesRefusal> {
        let header = Header::find(grid, columns, told)?;
        let mut table = Self {
            records: Vec::new(),
            flaws: Vec::new(),
            rows: 0,
            totals: Vec::new(),
            formulas: grid.formulas,
            unread: grid.unread.clone(),
            header,
        };
        let (above, mut totals) = (table.header.row, Totals::of(&table.header));
        for row in grid.rows.iter().filter(|r| r.number > above) {
            if matches!(row.first(), Cell::Text(text) if is_total(text)) {
                table.totals.push(row.number);
                totals.state(row);
                continue;
            }
            table.rows += 1;
            let joined = grid.merged.iter().find(|m| (m.row..=m.last_row).contains(&row.number));
            let joined = joined.map(|merged| (merged.column, Wrong::Merged));
            let wrong = joined.or_else(|| table.header.stray(row).map(|at| (at, Wrong::Stray)));
            totals.add(Some(row).filter(|_| wrong.is_none()));
            match wrong {
                Some((at, wrong)) => table
                    .flaws
                    .push(Flaw { address: address(row.number, at), ..Flaw::of(row.number, "", wrong.told()) }),
                None => table.take(row, columns),
            }
        }
        if table.rows > u64::from(most) {
            return Err(TablesRefusal::TooManyRows { limit: most });
        }
        if table.rows == 0 {
            return Err(TablesRefusal::Empty);
        }
        let differing: Vec<Flaw> = totals.differing().into_iter().map(|flaw| table.flaw(flaw)).collect();
        table.flaws.extend(differing);
        Ok(table)
    }

    fn take(&mut self, row: &Row, columns: &'static [Column]) {
        let (mut values, mut flaws, mut decimals) = (Vec::new(), Vec::new(), Vec::new());
        for placed in &self.header.columns {
            let (key, cell) = (placed.column.key, row.at(placed.at));
            let wrong = match read(cell, placed.column.kind, placed.unit) {
                Ok(Some(value)) => {
                    values.push((key, value));
                    if let Kind::Decimal(places) = placed.column.kind {
                        decimals.push((key, places));
                    }
                    continue;
                }
                Ok(None) if placed.column.required => Wrong::Missing,
                Ok(None) => continue,
                Err(wrong) => wrong,
            };
            // Whose number it is nobody is told again, not even whoever sent it: answers are kept.
            let quoted = if wrong == Wrong::BearsNumber { &Cell::Empty } else { cell };
            flaws.push(self.flaw(Flaw::of(row.number, key, wrong.told())).about(placed.column, quoted));
        }
        debug_assert!(columns.iter().filter(|c| c.required).all(|c| self.header.map.contains_key(c.key)));
        if flaws.is_empty() {
            self.records.push(Record { row: row.number, values, decimals });
        }
        self.flaws.append(&mut flaws);
    }

    /// The same flaw with its place.
    pub fn flaw(&self, flaw: Flaw) -> Flaw {
        Flaw { address: address(flaw.row, self.header.at(flaw.column)), ..flaw }
    }
}

impl Flaw {
    /// With the name of its column and what stands in the cell.
    fn about(mut self, column: &Column, cell: &Cell) -> Self {
        let shown: String = cell.shown().chars().take(40).collect();
        let quoted = if shown.is_empty() { String::new() } else { format!("“{shown}”") };
        let (list, range) = match column.kind {
            Kind::Word(list) | Kind::Offered { offered: list, .. } => (
                format!("（{}）", list().iter().map(|(_, label)| *label).collect::<Vec<_>>().join("、")),
                String::new(),
            ),
            Kind::Whole(least, most) if self.code == Wrong::OutOfRange.told().0 => {
                (format!("（{least} 至 {most}）"), format!(" ({least} to {most})"))
            }
            _ => (String::new(), String::new()),
        };
        self.zh = format!("{}{quoted}：{}{list}", column.zh, self.zh);
        self.en = format!("{} {quoted}: {}{range}", column.en, self.en);
        self
    }
}

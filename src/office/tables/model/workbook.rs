//! Reading a workbook cell by cell; rows are kept only as long as there are not too many.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;

use super::{
    cell::{Cell, Grid, Merged, Row, address},
    stamp::{NOTES, Stamp},
    unpack::{UNPACKED, title, within_bounds},
};
use crate::{ground::kernel::Day, office::tables::TablesRefusal};

/// Rows that may stand above the header, and below the last row of data.
pub const AROUND: u32 = 10;
/// Columns of a table.
const COLUMNS: usize = 200;
/// Areas of joined cells that a sheet may have.
const MERGED: usize = 1_000;
/// Bytes of text in all cells together: a text that is stored once and shown a million times.
const TEXTS: usize = 64 * 1024 * 1024;

/// Rows as they come.
pub struct Rows {
    rows: Vec<Row>,
    texts: usize,
    most: u32,
    count: u32,
    keeps: bool,
}

impl Rows {
    /// At most so many, all of them kept.
    pub const fn kept(most: u32) -> Self {
        Self { rows: Vec::new(), texts: 0, most, count: 0, keeps: true }
    }

    /// At most so many, only counted.
    pub fn counted(most: u32) -> Self {
        Self { keeps: false, ..Self::kept(most) }
    }

    /// Puts what stands in a cell where it belongs. Cells come in the order of the file.
    pub fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), TablesRefusal> {
        if cell.is_empty() {
            return Ok(());
        }
        if column >= COLUMNS {
            return Err(TablesRefusal::TooWide { limit: COLUMNS });
        }
        self.texts += match &cell {
            Cell::Text(text) | Cell::Number(text) => text.len(),
            _ => 0,
        };
        if self.texts > TEXTS {
            return Err(TablesRefusal::Bomb { limit: UNPACKED });
        }
        let last = self.rows.last().map_or(0, |r| r.number);
        if row < last {
            return Err(TablesRefusal::unreadable(
                format!("row {row} stands below row {last}"),
                format!("第 {row} 行排在第 {last} 行之后"),
            ));
        }
        if row > last {
            if self.count > self.most.saturating_add(2 * AROUND) {
                return Err(TablesRefusal::TooManyRows { limit: self.most });
            }
            self.count += 1;
            if !self.keeps {
                self.rows.clear();
            }
            self.rows.push(Row { number: row, cells: Vec::new(), fields: 0 });
        }
        if let Some(row) = self.rows.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            if !row.cells[column].is_empty() {
                let at = address(row.number, column);
                let (en, zh) = (format!("the cell {at} stands twice"), format!("单元格 {at} 重复"));
                return Err(TablesRefusal::unreadable(en, zh));
            }
            row.cells[column] = cell;
        }
        Ok(())
    }

    /// Says how many cells the file gives a row.
    pub fn end(&mut self, row: u32, fields: usize) {
        if let Some(last) = self.rows.last_mut().filter(|last| last.number == row) {
            last.fields = fields;
        }
    }

    /// The rows.
    pub fn into_rows(self) -> Vec<Row> {
        self.rows
    }
}

/// Reads the first visible sheet of a workbook.
pub fn read_workbook(bytes: &[u8], mut rows: Rows) -> Result<Grid, TablesRefusal> {
    within_bounds(bytes)?;
    let broken = |error: calamine::XlsxError| TablesRefusal::broken(&error);
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    if book.has_1904_epoch() {
        return Err(TablesRefusal::OldDates);
    }
    let is_table = |s: &&calamine::Sheet| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet;
    let mut names =
        book.sheets_metadata().iter().filter(is_table).map(|s| s.name.clone()).collect::<Vec<_>>().into_iter();
    let name = names.next().ok_or(TablesRefusal::Empty)?;
    let unread = names.filter(|name| name != NOTES).collect();
    let merged = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
    if merged.len() > MERGED {
        let (en, zh) = (format!("more than {MERGED} joined cells"), format!("合并单元格超过 {MERGED} 处"));
        return Err(TablesRefusal::unreadable(en, zh));
    }
    let place = |d: &calamine::Dimensions| Merged {
        row: d.start.0.saturating_add(1),
        last_row: d.end.0.saturating_add(1),
        column: d.start.1 as usize,
    };
    let stamp = stamp_of(&mut book, bytes);
    let mut grid = Grid {
        merged: merged.iter().map(place).collect(),
        names: vec![name.clone()],
        unread,
        stamp,
        ..Grid::default()
    };
    let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        let mut cell = cell_of(&record.value);
        if record.formula.is_some() {
            grid.formulas += u64::from(!cell.is_empty());
            cell = if cell.is_empty() { Cell::NotComputed } else { cell };
        }
        rows.put(record.pos.0.saturating_add(1), record.pos.1 as usize, cell)?;
    }
    grid.rows = rows.into_rows();
    Ok(grid)
}

/// The first cell of a template's notes, or its title where somebody removed them.
fn stamp_of(book: &mut Xlsx<Cursor<&[u8]>>, bytes: &[u8]) -> Option<Stamp> {
    let first = |book: &mut Xlsx<Cursor<&[u8]>>| {
        let mut notes = book.worksheet_cells_reader(NOTES).ok()?;
        let told = cell_of(&notes.next_cell().ok()??.get_value().clone());
        Stamp::read(&told.shown())
    };
    first(book).or_else(|| title(bytes).as_deref().and_then(Stamp::read))
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(yes) => Cell::Text(yes.to_string()),
        DataRef::DateTime(moment) if moment.is_datetime() => day_of(moment.to_ymd_hms_milli()),
        DataRef::DateTimeIso(text) => text.get(..10).and_then(|d| d.parse().ok()).map_or(Cell::Clock, Cell::Day),
        DataRef::DateTime(_) | DataRef::DurationIso(_) => Cell::Clock,
        DataRef::Error(_) => Cell::Broken,
    }
}

fn day_of((year, month, day, hour, minute, second, milli): (u16, u8, u8, u8, u8, u8, u16)) -> Cell {
    let midnight = (hour, minute, second, milli) == (0, 0, 0, 0);
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    date.filter(|_| midnight).map_or(Cell::Clock, |date| Cell::Day(Day::from_date(date)))
}

//! 表头. Finding the header of a table and what each of its columns is.

use std::collections::BTreeMap;

use super::{
    cell::{Grid, Row},
    column::{Column, ColumnMap, Kind, Unit},
    normal::{heading, plain, says_other_unit, strange_unit},
    workbook::AROUND,
};
use crate::{ground::kernel::Digest, office::tables::TablesRefusal};

/// One column of the file that is one of the sheet's.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// Which.
    pub column: &'static Column,
    /// Counted from 0.
    pub at: usize,
    /// In which unit it states money.
    pub unit: Unit,
}

/// The header of a file.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its row.
    pub row: u32,
    /// The columns that are known, in the order of the file.
    pub columns: Vec<Placed>,
    /// Headers that no column bears.
    pub unknown: Vec<String>,
    /// What stands above each column of the file; nothing where there is no header.
    pub titles: Vec<String>,
    /// How far it reaches.
    pub width: usize,
    /// Digest of all headers: files of one layout have the same.
    pub layout: String,
    /// What header stands for what column, as it was matched.
    pub map: ColumnMap,
}

/// What the caller says of a file's columns.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Headers by column, beyond the names that the sheet knows.
    pub map: ColumnMap,
    /// The unit of money columns whose header states none.
    pub unit: Option<Unit>,
}

fn headings(row: &Row) -> Vec<String> {
    row.cells.iter().map(|c| c.shown()).collect()
}

/// The column that a header stands for: by the caller's word before the sheet's own names.
fn column_of(text: &str, columns: &'static [Column], told: &Told) -> Option<&'static Column> {
    let (name, _) = heading(text);
    if name.is_empty() {
        return None;
    }
    let said = told.map.iter().find(|(_, header)| plain(header) == plain(text)).map(|(key, _)| key.as_str());
    if let Some(key) = said {
        return columns.iter().find(|c| c.key == key);
    }
    let is = |known: &str| heading(known).0 == name;
    columns.iter().find(|c| {
        !told.map.contains_key(c.key) && (is(c.zh) || is(c.en) || is(c.key) || c.others.iter().any(|o| is(o)))
    })
}

/// The layout of a file: the same for all files with these headers in this order.
fn layout(texts: &[String]) -> String {
    let names: Vec<String> = texts.iter().map(|t| plain(t).to_lowercase()).collect();
    Digest::of(names.join("\n").trim_end().as_bytes()).to_string()
}

/// The layouts that the file may have: one for each row that may be its header.
pub fn layouts(grid: &Grid) -> Vec<String> {
    grid.rows.iter().take(AROUND as usize + 1).map(|row| layout(&headings(row))).collect()
}

/// Among the first rows, the one in which most columns are named.
fn header_row<'a>(grid: &'a Grid, columns: &'static [Column], told: &Told) -> Option<&'a Row> {
    let named = |row: &Row| headings(row).iter().filter(|text| column_of(text, columns, told).is_some()).count();
    let first = grid.rows.iter().take(AROUND as usize + 1);
    first.rev().max_by_key(|row| named(row)).filter(|row| named(row) > 0 || grid.rows.len() == 1)
}

impl Header {
    /// Finds it. What is missing or doubled is named by its title.
    pub fn find(grid: &Grid, columns: &'static [Column], told: &Told) -> Result<Self, TablesRefusal> {
        let required = || columns.iter().filter(|c| c.required);
        let lacking = |names: Vec<String>| TablesRefusal::BadHeader { missing: names.join("、") };
        let Some(row) = header_row(grid, columns, told) else {
            return Err(if grid.rows.is_empty() {
                TablesRefusal::Empty
            } else {
                lacking(required().map(Column::title).collect())
            });
        };
        let texts = headings(row);
        let undeclared = told.unit.is_none() && speaks_of_other_unit(grid, row.number);
        let (mut placed, mut unknown, mut map, mut faults) = (Vec::new(), Vec::new(), BTreeMap::new(), Vec::new());
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let Some(column) = column_of(text, columns, told) else {
                faults.extend(misread(text, columns, told));
                unknown.push(text.clone());
                continue;
            };
            if map.insert(column.key.to_owned(), text.clone()).is_some() {
                faults.push(format!("{}（重复）", column.zh));
            }
            let stated = heading(text).1;
            if matches!(column.kind, Kind::Money) && stated.is_none() && undeclared {
                faults.push(format!("{}（请写明元或万元）", column.zh));
            }
            placed.push(Placed { column, at, unit: stated.or(told.unit).unwrap_or(Unit::Yuan) });
        }
        let strange = told.map.keys().filter(|key| !map.contains_key(*key)).cloned();
        faults.extend(required().filter(|c| !map.contains_key(c.key)).map(Column::title));
        faults.extend(strange.filter(|key| !required().any(|c| c.key == *key)));
        if !faults.is_empty() {
            return Err(lacking(faults));
        }
        let layout = layout(&texts);
        Ok(Self { row: row.number, columns: placed, unknown, layout, map, titles: texts, width: row.width() })
    }

    /// Where a row has more than the header gives names to: what stands there may be part of a value that a separator cut in two.
    pub fn stray(&self, row: &Row) -> Option<usize> {
        let titled = |at: usize| self.titles.get(at).is_some_and(|title| !title.is_empty());
        let cell = (0..row.cells.len()).find(|at| !row.at(*at).is_empty() && !titled(*at));
        cell.or_else(|| (row.width() > self.width).then_some(self.width))
    }

    /// Where a column stands, counted from 0.
    pub fn at(&self, key: &str) -> usize {
        self.columns.iter().find(|p| p.column.key == key).map_or(0, |p| p.at)
    }
}

/// What is wrong with a header that no column bears because nothing reads its unit: the money below it would be lost.
fn misread(text: &str, columns: &'static [Column], told: &Told) -> Option<String> {
    let (name, unit) = strange_unit(text)?;
    let column = column_of(&name, columns, told).filter(|c| matches!(c.kind, Kind::Money))?;
    Some(format!("{}（单位“{unit}”不能读取，请写明（元）或（万元））", column.zh))
}

/// Where the file's name, its sheet, a title above the header, another header or a remark below says another unit than 元, the unit of every
/// bare column is in doubt.
fn speaks_of_other_unit(grid: &Grid, header: u32) -> bool {
    let remark = |row: &Row| {
        let first = row.first().shown();
        says_other_unit(&first) && plain(&first).contains("单位")
    };
    grid.names.iter().any(|name| says_other_unit(name))
        || grid.rows.iter().any(|row| match row.number {
            number if number <= header => row.cells.iter().any(|cell| says_other_unit(&cell.shown())),
            _ => remark(row),
        })
}

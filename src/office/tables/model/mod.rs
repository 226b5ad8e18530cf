//! Tables as values: reading them, finding their columns, writing them. Pure.

pub mod cell;
pub mod column;
pub mod flaw;
pub mod header;
pub mod job;
mod normal;
pub mod out;
pub mod record;
mod run;
pub mod stamp;
mod text_table;
mod totals;
mod unpack;
mod value;
mod workbook;

pub use run::{ColumnsKept, ImportMode, ImportRun, Outcome, Tally};

use cell::Grid;
use workbook::Rows;

use super::TablesRefusal;

/// Reads a file of at most so many rows as what its content is, when its name agrees.
pub fn read_grid(name: &str, bytes: &[u8], most: u32) -> Result<Grid, TablesRefusal> {
    grid_of(name, bytes, Rows::kept(most))
}

/// Refuses a file of more rows than these, or one that is no table, and keeps nothing of it.
pub fn count_rows(name: &str, bytes: &[u8], most: u32) -> Result<(), TablesRefusal> {
    grid_of(name, bytes, Rows::counted(most)).map(drop)
}

fn grid_of(name: &str, bytes: &[u8], rows: Rows) -> Result<Grid, TablesRefusal> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let grid = match (extension.as_str(), bytes.starts_with(b"PK\x03\x04")) {
        ("xlsx", true) => workbook::read_workbook(bytes, rows),
        ("csv", false) => text_table::read_text(bytes, rows),
        _ => Err(TablesRefusal::WrongType { name: name.to_owned() }),
    };
    grid.map(|mut grid| {
        grid.names.push(name.to_owned());
        grid
    })
}

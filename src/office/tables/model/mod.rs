//! Tables as values: reading them, finding their columns, writing them. Pure.

pub mod cell;
pub mod column;
pub mod flaw;
pub mod header;
mod normal;
pub mod out;
pub mod record;
mod run;
pub mod stamp;
mod text_table;
mod unpack;
mod value;
mod workbook;

pub use run::{ColumnsKept, ImportMode, ImportRun, Outcome, Tally};

use cell::Grid;

use super::TablesRefusal;

/// Reads a file as what its content is, when its name agrees.
pub fn read_grid(name: &str, bytes: &[u8]) -> Result<Grid, TablesRefusal> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let grid = match (extension.as_str(), bytes.starts_with(b"PK\x03\x04")) {
        ("xlsx", true) => workbook::read_workbook(bytes),
        ("csv", false) => text_table::read_text(bytes),
        _ => Err(TablesRefusal::WrongType { name: name.to_owned() }),
    };
    grid.map(|mut grid| {
        grid.names.push(name.to_owned());
        grid
    })
}

//! The use cases of tables: taking a file, giving one out, reading what was taken.

pub mod export;
pub mod import;
pub mod jobs;
pub mod maps;
pub mod officers;
pub mod prepare;
pub mod read;
pub mod runs;
mod sheet;

pub(crate) use export::columns;
pub use export::{BEYOND, Filtered, Listed};
pub use sheet::{Applied, Desk, Entry, Judged, Sheet, Sorted, differing};

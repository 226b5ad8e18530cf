//! The use cases of tables: taking a file, giving one out, reading what was taken.

pub mod export;
pub mod import;
pub mod jobs;
pub mod maps;
pub mod prepare;
pub mod read;
mod sheet;

pub use export::Listed;
pub use sheet::{Applied, Desk, Entry, Judged, Sheet, Sorted, differing};

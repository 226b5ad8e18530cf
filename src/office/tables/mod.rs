//! 表格. Imports and exports: workbooks and text tables, column maps, what became of each row. Knows no subject: an area says by
//! [`Sheet`] what its columns are and what a row does, and the rows go through the area's own checks.
//!
//! - P1 A cell is read exactly or refused by its address; money is never rounded and never in a unit that nobody stated.
//! - P2 Of a refused file nothing is kept; of one taken in part, the right rows. The file itself is not kept, but for P5.
//! - P3 The same file again changes nothing. What it does not name stays as it is and is listed.
//! - P4 A dry run is the run, rolled back.
//! - P5 A file of more rows than a request takes is kept sealed until its job has ended, and no longer than a day. Its rows and the
//!   end of its job are one transaction, which holds the job's lease: they come once or not at all, whoever dies on the way.

mod api;
mod error;
mod invariants;
mod model;
mod service;
mod store;

pub use api::{ImportForm, ImportReply, TELLING, TableFile, apis, exported, given_out, import, mark, template};
pub use error::TablesRefusal;
pub use invariants::{SEALED, invariants};
pub use model::{
    Outcome,
    column::{Column, Kind, words_of, yes_or_no},
    flaw::{Flaw, Wrong},
    out::{Out, TableFormat, Titles, shown_as_text},
    record::{Least, Record},
};
pub(crate) use service::columns;
pub use service::{
    Applied, BEYOND, Desk, Entry, Filtered, Judged, Listed, Sheet, Sorted, differing,
    jobs::{Book, Came, Claimed, Door, Importer, Intake, SheetDoor},
};

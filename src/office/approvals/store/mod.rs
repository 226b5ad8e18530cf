//! Rows of approvals. The only files of this room that know the database.

mod definitions;
mod runs;
mod tasks;

pub use definitions::*;
pub use runs::*;
pub use tasks::*;

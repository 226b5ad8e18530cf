//! Rows of funds. The only files of this room that know the database.

mod allocations;
mod classes;
mod documents;
mod lineage;
mod sources;
mod splits;

pub use allocations::*;
pub use classes::*;
pub use documents::*;
pub use lineage::*;
pub use sources::*;
pub use splits::*;

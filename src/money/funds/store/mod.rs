//! Rows of funds. The only files of this room that know the database.

mod allocations;
mod classes;
mod documents;
mod sources;
mod splits;

pub use allocations::*;
pub use classes::*;
pub use documents::*;
pub use sources::*;
pub use splits::*;

//! Rows of places. The only files of this room that know the database.

mod accounts;
mod calendar;
mod organisations;
mod regions;
mod sites;

pub use accounts::*;
pub use calendar::*;
pub use organisations::*;
pub use regions::*;
pub use sites::*;

//! Rows of payments. The only files of this room that know the database.

mod disbursements;
mod payments;
mod results;

pub use disbursements::*;
pub use payments::*;
pub use results::*;

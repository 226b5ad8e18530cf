//! Rows of payments. The only files of this room that know the database.

mod bills;
mod disbursements;
mod lineage;
mod paid;
mod payments;
mod results;

pub use bills::*;
pub use disbursements::*;
pub use lineage::*;
pub use paid::*;
pub use payments::*;
pub use results::*;

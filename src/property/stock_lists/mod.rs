//! 账册清册. What the books of a body say that it has, line by line, and which asset of the register answers each line. It is no part of
//! the register, no money ledger and no stocktake: it is held against the register, so that what stands in no register is found.
//!
//! - P1 A line comes from a file alone, names the day of its list and keeps the import that last said it. Nobody writes one by hand, and
//!   none is deleted.
//! - P2 A line is of one body for good: the same id in the list of another body is refused, never taken for it.
//! - P3 An asset answers a line whose body owns it on that day, in the county of that body, and no other line of that body.
//! - P4 Setting a line aside says that there is nothing to register; it needs a reason, and what was weighed then no file changes.

mod api;
mod checks;
mod error;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::StockListsRefusal;
pub use invariants::invariants;
pub use lineage::StockListsLineage;
pub use rules::RULES;
pub use service::rows::sheets;

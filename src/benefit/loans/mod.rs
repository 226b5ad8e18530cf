//! 集体借款. What bodies borrow: from whom, what for, by which decision of theirs, and what of it was paid back.
//!
//! - P1 A rural collective borrows nothing for works of public welfare (R79), and for business only what its members decided and the town
//!   has on file (R79.1). What it owes from before is a fact: it is recorded as it is, and found by night (A91).
//!   A vote and a filing carry one loan that is not void (R79.2).
//! - P2 A loan is never changed. What was recorded wrongly is voided by a paper, and stays to be read.
//! - P3 What is owed is what was borrowed without what was paid back; a repayment that was recorded wrongly is taken back and stays.
//! - P4 A loan is no income (R78): nothing here moves money of a year or of a pool.

mod api;
mod checks;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::LoansRefusal;
pub use invariants::invariants;
pub use rules::RULES;
pub use service::owed::owed_of_body;

//! Money from its source to its payee.

pub mod funds;
pub mod ledger;

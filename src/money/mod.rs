//! Money from its source to its payee.

pub mod ledger;
pub mod funds;

//! Types of accounts into which people are paid, and which of them takes what somebody has. Pure.

mod account;
mod choice;

pub use account::{PayeeAccount, PayeeAccountQuery, PayeeAccountState};
pub use choice::{Known, Paid, PaidInto, PayeeWaits, of_household, of_organisation, of_person};

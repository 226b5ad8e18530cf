//! The rules of what bodies earn, and of how a year is divided.

mod asset_named;
mod first_uses;
mod line_amount;
mod line_received;
mod named_use;
mod no_income;
mod order_of_division;
mod rent_spread;
mod reserve_floor;
mod state_income;
mod year_evidence;

use crate::ground::kernel::Rule;

pub use asset_named::{ASSET_NAMED, asset_named};
pub use first_uses::{FIRST_USES, first_uses};
pub use line_amount::{LINE_AMOUNT, line_amount};
pub use line_received::{LINE_RECEIVED, line_received};
pub use named_use::{NAMED_USE, named_use};
pub use no_income::{NO_INCOME, no_income};
pub use order_of_division::{ORDER_OF_DIVISION, order_of_division};
pub use rent_spread::{RENT_SPREAD, rent_spread};
pub use reserve_floor::{FLOOR, RESERVE_FLOOR, reserve_floor};
pub use state_income::{STATE_INCOME, state_income};
pub use year_evidence::{YEAR_EVIDENCE, year_evidence};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &FIRST_USES,
    &ORDER_OF_DIVISION,
    &RESERVE_FLOOR,
    &YEAR_EVIDENCE,
    &NAMED_USE,
    &STATE_INCOME,
    &ASSET_NAMED,
    &RENT_SPREAD,
    &NO_INCOME,
    &LINE_AMOUNT,
    &LINE_RECEIVED,
];

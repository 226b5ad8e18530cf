//! 集体收益. What bodies earn and spend, year by year, how a closed year is divided, and what was spent from each pool.
//!
//! - P1 An entry is dated, appended and never changed; a wrong one is taken back by another. What was received for several months counts
//!   into each year with its own part (R51).
//! - P2 Income of state property is the treasury's, and earmarked money and compensation for land are nobody's income: neither is
//!   recorded here (R76, R78).
//! - P3 A year is closed by another officer than those who recorded it, once, with its evidence (R67), and divided in the order of the law:
//!   losses, reserve, uses (R64, R65). Its figures are kept, and are what its entries make.
//! - P4 A pool is what a closed year set aside for one use. What is left of it stands in the ledger and never sinks below zero. What is spent leaves
//!   it when one officer records it and stands when another confirms it; what a locked list holds of it nobody else spends, distributes or takes back.
//! - P5 A year is opened again by a paper, and not while anything was drawn from its pools or a later year is closed, or while a bank
//!   says that something of a list of the year was paid and nobody has decided it.
//! - P6 What a body gets as a line of another body's list is booked once, whole, and when it was paid (R78.1, R78.2); who may not see that list
//!   learns of his own line alone.

mod api;
mod checks;
mod door;
mod error;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{IncomeParts, apis};
pub use checks::checks;
pub use door::LineDoor;
pub use error::IncomeRefusal;
pub use invariants::invariants;
pub use lineage::IncomeLineage;
pub use model::{
    ClosedYear, EarnedYear, FromLine, IncomeCategory, IncomePoolState, IncomeSchemeState, IncomeYearState, LateRow,
    LinePaid, OwnLine, Pool, PoolHold, PoolSources, PoolUse, SourceEntry, Spending, SpendingState, beyond,
};
pub use rules::RULES;
pub use service::door::{
    booked_line, booked_of_plan, earned_after, held_by, hold_of_pool, left_of_body, let_go_of_pool, lock_pool,
    lock_pool_or_next, number_of_spending, paid_for, pay_of_hold, pool_of, spending_of, year_closed,
};
pub use service::sources::sources_of;
pub use store::{pools_by_state, schemes_by_state, years_by_state};

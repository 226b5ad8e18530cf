//! Types of what bodies earn, of their years and of pools. Pure.

mod entry;
mod pool;
mod receipt;
mod scheme;
mod source;
mod year;

pub use entry::{
    Entry, EntryQuery, IncomeCategory, IncomeSide, Part, RefundOf, SpreadTerm, refunded, spread, unearned,
    unearned_years,
};
pub use pool::{
    IncomePoolState, Pool, PoolCard, PoolHold, PoolQuery, PoolUse, Spending, SpendingQuery, SpendingState, beyond,
};
pub use receipt::{BookedLine, FromLine, LateRow, LinePaid, OwnLine};
pub use scheme::{IncomeSchemeState, Scheme, SchemeLine, SchemeQuery};
pub use source::{PoolSources, SourceEntry};
pub use year::{
    ClosedYear, Closing, EarnedYear, Evidence, Figures, IncomeYearState, Waterfall, Year, YearQuery, waterfall,
};

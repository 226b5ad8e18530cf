//! Types of what bodies earn, of their years and of pools. Pure.

mod entry;
mod pool;
mod scheme;
mod year;

pub use entry::{Category, Entry, EntryQuery, Part, Side, SpreadTerm, spread};
pub use pool::{Pool, PoolCard, PoolQuery, PoolState, PoolUse, Spending, SpendingQuery};
pub use scheme::{Scheme, SchemeLine, SchemeQuery, SchemeState};
pub use year::{ClosedYear, Closing, Evidence, Figures, Waterfall, Year, YearQuery, YearState, waterfall};

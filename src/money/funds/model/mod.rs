//! Types and state machines of funds. Pure.

mod allocation;
mod class;
mod document;
mod notice;
mod number;
mod query;
mod source;
mod split;

pub use allocation::{Allocation, AllocationState, FundNature, TrackKind};
pub use class::BudgetClass;
pub use document::{BudgetDocument, DocumentKind, PlanLine};
pub use notice::{NoticeRow, SplitForm, SplitNotice, fact_label};
pub use number::DocumentNumber;
pub use query::{AllocationQuery, DocumentQuery};
pub use source::{FundLevel, FundingSource, SourceKind};
pub use split::{Split, SplitLine, SplitState};

//! Types of rolls, and from which day and until which one somebody benefits. Pure.

mod entry;
mod roll;

pub use entry::{
    EntryQuery, EntryState, ExitReason, Leaving, NeedClass, Review, RollEntry, Unfit, UnfitReason, WHOLE_E4, misfit,
};
pub use roll::{REVIEW_MONTHS, Roll, RollBasis, RollPer, RollQuery, RollState, review_due};

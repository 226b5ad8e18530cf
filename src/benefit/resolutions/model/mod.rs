//! What bodies decide at meetings, and what their votes make of it. Pure.

mod bar;
mod resolution;

pub use bar::{AgreeOf, Bar, Fraction};
pub use resolution::{
    Count, Dated, End, Matter, MeetingKind, Minutes, Miscount, Notice, Preparation, Resolution, ResolutionQuery,
    ResolutionState, RESIDENTS_LAW_FROM, legal_bar,
};

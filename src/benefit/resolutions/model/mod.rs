//! What bodies decide at meetings, and what their votes make of it. Pure.

mod bar;
mod resolution;

pub use bar::{AgreeOf, Bar, Fraction};
pub use resolution::{
    Count, Dated, End, Matter, MeetingKind, Minutes, Miscount, Notice, Preparation, RESIDENTS_LAW_FROM, Resolution,
    ResolutionQuery, ResolutionState, legal_bar,
};

//! What bodies decide at meetings, and what their votes make of it. Pure.

mod bar;
mod resolution;

pub use bar::{AgreeOf, Bar, Fraction};
pub use resolution::{
    Count, Dated, End, MeetingKind, Minutes, Miscount, Notice, Preparation, RESIDENTS_LAW_FROM, Resolution,
    ResolutionMatter as Matter, ResolutionQuery, ResolutionState, legal_bar,
};

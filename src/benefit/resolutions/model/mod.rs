//! What bodies decide at meetings, and what their votes make of it. Pure.

mod bar;
mod paper;
mod resolution;

pub use bar::{AgreeOf, Bar, Fraction, legal_bar};
pub use paper::{
    BallotPaper, MinutesPaper, ResolutionFormKind, ShortfallRow, VotesRow, before_written, charter_written,
};
pub use resolution::{
    Count, Dated, End, MeetingKind, Minutes, Miscount, Notice, Preparation, RESIDENTS_LAW_FROM, Resolution,
    ResolutionMatter as Matter, ResolutionQuery, ResolutionState,
};

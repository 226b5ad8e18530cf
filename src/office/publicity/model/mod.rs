//! What is posted, for how long, and what is said against it. Pure.

mod content;
mod decision;
mod notice;
mod plain;
mod posting;
mod span;

pub use content::{Content, Line, Profile, Shown};
pub use decision::{Decision, DecisionBody, DecisionQuery, DecisionResult};
pub use notice::{NoticeFields, NoticeRow, PostingFormKind};
pub use plain::{bears_number, is_hotline};
pub use posting::{
    Answer, Channel, Ending, Objection, ObjectionResult, Place, PostedMatter, Posting, PostingQuery, PostingState,
    Spoken, Subject, Term, TermBegun,
};
pub use span::Span;

//! What is posted, for how long, and what is said against it. Pure.

mod content;
mod decision;
mod notice;
mod plain;
mod posting;
mod span;
mod web_copy;

pub use content::{Content, Line, Profile, Shown};
pub use decision::{Decision, DecisionQuery, VillageBody, VillageVote};
pub use notice::{NoticeFields, NoticeRow, PostingFormKind};
pub use plain::is_hotline;
pub use posting::{
    Answer, Ending, Objection, ObjectionChannel, ObjectionResult, Place, PostedMatter, Posting, PostingQuery,
    PostingState, Spoken, Subject, Term, TermBegun,
};
pub use span::{Span, term_in_words};
pub use web_copy::{KEEP, WebCopy};

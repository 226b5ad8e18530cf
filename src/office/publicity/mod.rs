//! 公示与村级民主决策. What is shown to neighbours for so many days before it holds, and what villages decide about it.
//!
//! - P1 A term begins on the day after it was posted; where calendar and working days are both given, the later end holds. A year
//!   without its official calendar is refused, never guessed.
//! - P2 What hangs is one revision, named by its digest. Other content is another revision, and its term begins anew.
//! - P3 An objection that suspends stops the term; upheld it ends the posting; answered and not upheld, a whole new term begins on
//!   the day of the answer. Nobody answers what they have recorded, and nobody closes what they have filed or posted.
//! - P4 Who is named in the content is sealed, told nowhere but by the profile of a place, whole only while it hangs or to whoever
//!   prepares it, and kept under no idempotency key.
//! - P5 What hangs of a list is read of it by the server, with what it digests to; its room lets it be locked by a posting that was closed with
//!   the same. Whatever has a posting that hangs, or an objection that stands, hangs by no other and goes by no paper and no other posting;
//!   a title or a transfer, which nobody corrects as one corrects a list, is posted anew over one that was withdrawn, or whose objection was
//!   upheld after the close.
//! - P6 A term that was recorded after the fact is not closed by its own dates alone: until the server has seen the whole of it, a
//!   proof stands beside it, and the night finds it (A34).
//! - P7 What a page outside shows ends with its term and the region's days after it; whatever nobody took down by then the night finds
//!   (A34.1).
//!
//! It stands behind people, approvals and policy, whose doors it uses, and behind checks, because it has one.

mod api;
mod checks;
mod door;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{PublicityParts, apis};
pub use checks::checks;
pub use door::{Hanging, Posted, PostedDoor};
pub use error::PublicityRefusal;
pub use forms::FORMS;
pub use invariants::{SEALED, invariants};
pub use lineage::PublicityLineage;
pub use model::{Line as PostedLine, PostedMatter, PostingState, term_in_words};
pub use rules::{RULES, hung_as_said, hung_for, unposted};
pub use service::{
    asked::{
        HungList, LockedList, PostedOtherwise, Wanted, hung_before, hung_list, hung_lists, posted_for_others,
        posting_asked, posting_ended, postings_by_id,
    },
    exceptions::PostingExceptions,
    read::ObjectionPapers,
    unsettled::{LeftBehind, ListToHang, all_left_behind, left_behind, unsettled_postings},
};
pub use store::postings_by_state;

//! Rows of publicity. The only files of this room that know the database.

mod decisions;
mod parts;
mod postings;
mod sealed;

pub use decisions::{decisions_by_id, find_decision, insert_decision, list_decisions};
pub use postings::{
    briefs_of, closed_before, find_posting, hold_postings, insert_posting, list_postings, lock_posting, posted_of,
    postings_about, postings_after, postings_by_id, postings_by_state, postings_on, update_posting,
};
pub use sealed::{Sealing, answer_objection, digest_of, insert_content, insert_objection, read_content, read_spoken};

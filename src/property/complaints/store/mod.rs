//! Rows of complaints. The only files of this room that know the database.

mod complaints;
mod parts;
mod sealed;

pub use complaints::{
    complaints_after, complaints_by_state, complaints_of, find_complaint, find_complaints, insert_complaint,
    list_complaints, lock_complaint, named_with, update_complaint,
};
pub use sealed::{Sealing, answer_word, insert_word, read_spoken};

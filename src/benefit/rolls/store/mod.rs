//! Rows of rolls, of their entries and reviews, and of who holds their days.

mod entries;
mod holds;
mod reviews;
mod rolls;

pub use entries::{
    Twin, end_all, end_entries, entries_after, entries_being, entries_by_id, first_days, insert_entries, last_admitted,
    list_entries, lock_numbered, naming, naming_anywhere, standing_after, standing_by_roll, void_entry,
};
pub use holds::{hold_of, longest_holds, put_hold, remove_hold};
pub use reviews::{insert_review, last_reviews, reviews_of};
pub use rolls::{
    find_rolls, insert_roll, list_rolls, lock_roll, lock_rolls_numbered, rolls_after, rolls_by_state, update_roll,
};

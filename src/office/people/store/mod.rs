//! Rows of people and households.

mod events;
mod households;
mod persons;

pub use events::{deaths_elsewhere, events_of, insert_events, lives_of, living_in, mark_reversed, rewrite_stays};
pub use households::{
    find_household, insert_households, insert_standings, list_households, lock_household, lock_households, numbers_of,
    update_household,
};
pub use persons::{
    find_person, insert_person, insert_persons, insert_reveal, list_persons, lock_person, lock_persons, persons_by_id,
    persons_numbered, regions_of_persons, reveals_on, update_person,
};

//! Rows of people and households.

mod events;
mod field_grants;
mod households;
mod kept;
mod months;
mod persons;
mod said;
mod written;

pub use events::{
    dead_of_households, deaths_elsewhere, emptied_by, events_of, insert_events, lives_of, living_in, mark_reversed,
    rewrite_stays, stayed_in,
};
pub use field_grants::{
    find_field_grant, insert_field_grant, insert_field_reading, list_field_grants, lock_field_grant, update_field_grant,
};
pub use households::{
    find_household, hold_household, insert_households, insert_standings, list_households, lock_household,
    lock_households, numbers_of, settled_on, update_household,
};
pub use kept::{Differing, EditionRef, differing_editions, drifted, keep, kept_after, kept_of, register_on};
pub use months::{
    find_month, insert_edition, insert_month, list_months, lock_month, locked_before, locked_of, months_after,
    months_by_state, peopled_since, reopen_edition, update_month,
};
pub use persons::{
    find_person, id_number_index, insert_person, insert_persons, insert_reveal, list_persons, lock_person,
    lock_persons, persons_by_id, persons_numbered, regions_of_persons, reveals_on, update_person,
};
pub use said::{mark_heard, rewrite_said, said_by_lock, said_in};
pub use written::{NameColumn, bare_names, keep_written, open_written, put_written, written_index};

//! Use cases of people and households.

pub mod confirm;
pub mod events;
pub mod exports;
pub mod field_grants;
pub mod households;
mod known;
pub mod member_rows;
pub mod month_differences;
pub mod month_exports;
pub mod months;
mod numbered;
pub mod persons;
pub mod read;
pub mod rolls;
pub mod split;
pub mod standings;
mod written;

use serde::Serialize;

use crate::ground::{
    kernel::{SubjectKind, SubjectRef},
    trail::Change,
};

use super::model::{Household, HouseholdEvent};

pub use known::{
    deaths_of, emptied_by, headed_by, hold_household, hold_persons, homes_on, household_numbers, households_by_id,
    households_on, know_households, living_in, persons_registered, persons_shown, said_in, sees_person, settled_on,
    stayed_in,
};
pub use months::{digests_kept, months_by_state, months_locked, peopled_since};
pub use numbered::{NamedBy, Numbered, enrol_persons, number_index};
pub use persons::{Seeing, keep_phone, know_persons, note_reveal, open_phone};
pub use written::{keep_names, names_whole, open_name, seal_names};

fn subject_of(household: &Household) -> SubjectRef {
    SubjectRef::new(SubjectKind::Household, household.id)
}

/// A household with what was told of it at once, for the trail: nobody but the event itself says why a state is what it is.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    household: &'a Household,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    happened: &'a [HouseholdEvent],
}

fn created(household: &Household, happened: &[HouseholdEvent]) -> Change {
    Change::created(subject_of(household), &household.region, &Told { household, happened })
}

fn changed(before: &Household, after: &Household, happened: &[HouseholdEvent]) -> Change {
    let (was, is) = (Told { household: before, happened: &[] }, Told { household: after, happened });
    Change::changed(subject_of(after), &after.region, after.version, &was, &is)
}

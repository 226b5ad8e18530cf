//! 人员登记、搬迁户. People who are no officers: contacts, maintainers, beneficiaries of assets; and the households of those who moved.
//!
//! - P1 What names a person is sealed where it is kept, and masked wherever it is shown, logged or told to the trail.
//!   What a paper writes of a person whom the register does not know is sealed in the same way, once a region and name.
//! - P2 An ID number passes the check of GB 11643 (R3); what is wrong with it is told without the number. Another name or number than
//!   stands has its paper, and is confirmed by another officer than who changed it.
//! - P3 Whoever sees a person in clear says why, leaves an event, and does so at most fifty times a civil day. What other areas keep of
//!   somebody is sealed and seen by the same machine, and counts against the same fifty.
//! - P4 Who belongs to a household on a day follows from its events, read by their days; an event is never changed, only reversed.
//! - P5 A person belongs to one household on any day (R4); a household with members has one head among them (R5), but for the days
//!   between a head's death and the naming of another.
//! - P6 Who belongs to a household, and who heads it, holds at once in the register; for money it holds once a second officer has compared
//!   it with a paper, or has locked a month that says the same.
//! - P7 A month that is locked says for ever what the register said of its last day; what is learnt later is shown beside it, and a
//!   lock that was opened again stays to be read.

mod api;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::{PeopleParts, apis};
pub use error::PeopleRefusal;
pub use invariants::{SEALED, invariants};
pub use model::{IdNumber, KeptPhone, MonthState, Person, PersonField, PersonName, Phone, Settled, WrittenName};
pub use rules::RULES;
pub use service::{
    NamedBy, Numbered, Seeing, deaths_of, digests_kept, emptied_by, enrol_persons, headed_by, hold_household,
    hold_persons, homes_on, household_numbers, households_by_id, households_on, keep_names, keep_phone,
    know_households, know_persons, living_in, member_rows::sheets, months_by_state, months_locked, names_whole,
    note_reveal, number_index, open_name, open_phone, peopled_since, persons_registered, persons_shown, said_in,
    seal_names, sees_person, settled_on, stayed_in,
};
pub use store::{NameColumn, dead_of_households};

//! What people and their households are. Pure.

mod household;
mod person;
mod roll;

pub use household::{
    Address, EventKind, Household, HouseholdEvent, HouseholdQuery, Lives, Member, Monitored, Presence, Relation,
    Reversal, Sex, Standing, Stay,
};
pub use person::{IdNumber, KeptPhone, Person, PersonField, PersonName, Phone, Reveal, Wanted, county};
pub use roll::{Muster, Odd, Roll};

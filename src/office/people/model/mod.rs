//! What people and their households are. Pure.

mod field_grant;
mod household;
mod month;
mod person;
mod roll;
mod written;

pub use field_grant::{FieldGrant, FieldGrantQuery, FieldGroup, FieldReading, Shared};
pub use household::{
    Address, EventKind, Household, HouseholdEvent, HouseholdQuery, Lives, Member, Monitored, Presence, Relation,
    Reversal, Said, Settled, Sex, Standing, Stay,
};
pub use month::{
    Compared, Counts, Difference, DifferenceKind, Edition, Kept, KeptMember, MonthQuery, MonthState, PeopleMonth,
    Reopening, differences, lock_digest,
};
pub use person::{IdNumber, KeptPhone, Person, PersonField, PersonName, Phone, Rename, Reveal, Wanted};
pub use roll::{Muster, Odd, Roll};
pub use written::{WrittenName, WrittenPerson, is_of_body};

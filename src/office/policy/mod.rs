//! 政策参数与例外审批. Dated values by region with their basis, regional forces of rules, the rule book, and authorised exceptions.
//!
//! - P1 A value is looked up for the business day, nearest region first; where a region above has a tighter value by law, that one holds.
//! - P2 Built in is no value: what is not set answers as not determined, and no money moves on it.
//! - P3 A force is never lowered where it is hard, and a hard rule has no exception.
//! - P4 An exception lets pass one rule as it was broken, for one subject as it was, up to its ceiling and until its day; the act that
//!   it lets pass uses it up in its own transaction.
//! - P5 It is granted by the office that the rule names or a higher one, never below the vice-director of finance, and by nobody who
//!   had a hand in it or in its subject.

mod api;
mod book;
mod door;
mod error;
mod invariants;
mod keys;
mod model;
mod service;
mod store;

pub use api::{PolicyParts, apis};
pub use book::ExceptionBook;
pub use door::{ExceptionDoor, Excepts, Looked};
pub use error::PolicyRefusal;
pub use invariants::invariants;
pub use keys::{Direction, KEYS, Key, Unset, ValueKind, key};
pub use model::{
    Everywhere, Exception, ExceptionState, ExceptionSubject, PolicyValue, Standing, Term, TermUnit, Value, ValueBasis,
    Values, Waiver,
};
pub use service::{Hand, exceptions_for, keys_unset, pass, shown, spend, values_everywhere, values_on, values_until};
pub use store::{exceptions_after, exceptions_by_id, exceptions_by_state, exceptions_of};

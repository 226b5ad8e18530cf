//! 政策参数. Dated values by region with their basis, regional forces of rules, and the rule book.
//!
//! - P1 A value is looked up for the business day, nearest region first; where a region above has a tighter value by law, that one holds.
//! - P2 Built in is no value: what is not set answers as not determined, and no money moves on it.
//! - P3 A force is never lowered where it is hard.

mod api;
mod error;
mod invariants;
mod keys;
mod model;
mod service;
mod store;

pub use api::{PolicyApi, PolicyParts};
pub use error::PolicyRefusal;
pub use invariants::invariants;
pub use keys::{Direction, KEYS, Key, Unset, ValueKind, key};
pub use model::{Everywhere, PolicyValue, Value, ValueBasis, Values};
pub use service::{keys_unset, values_everywhere, values_on};

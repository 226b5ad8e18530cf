//! What must hold of people. That every sealed value opens in its place (I12) takes keys that no statement has: a test walks it.

use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I11 of people.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("person", SubjectKind::Person),
        Invariant::recorded("person_reveal", SubjectKind::PersonReveal),
        Invariant::inside("person_reveal", "person_id", "person"),
    ]
}

//! What must hold of policy values.

use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9 of policy.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("policy_value", SubjectKind::PolicyValue),
        Invariant::new(
            "I9",
            "a key has at most one value in a region on any day",
            "SELECT 'policy_value ' || {b.id} || ' of ' || b.key || ' in ' || b.region_code || ' overlaps ' || {a.id} \
               FROM policy_value a JOIN policy_value b ON b.key = a.key AND b.region_code = a.region_code AND b.id > a.id \
                AND (a.valid_to IS NULL OR b.valid_from <= a.valid_to) AND (b.valid_to IS NULL OR a.valid_from <= b.valid_to)",
        ),
    ]
}

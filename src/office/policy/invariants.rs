//! What must hold of policy values.

use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7 of policy.
pub fn invariants() -> Vec<Invariant> {
    vec![Invariant::history("policy_value", SubjectKind::PolicyValue)]
}

//! What must hold of leads.

use super::model::LeadState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I4, I7, I9 of leads.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("lead", SubjectKind::Lead),
        Invariant::walk("lead", SubjectKind::Lead, &LeadState::FIRST, &LeadState::STEPS),
        Invariant::new(
            "I4",
            "whoever explains a lead does not decide on it",
            "SELECT 'lead ' || l.number || ' was decided by who explained it' FROM lead l \
              WHERE l.state IN ('cleared', 'confirmed') AND l.explained_by = l.decided_by",
        ),
    ]
}

//! What must hold of leads.

use super::model::LeadState;
use crate::ground::{
    kernel::{SubjectKind, Words as _},
    platform::Invariant,
};

/// I4, I7, I9 of leads.
pub fn invariants() -> Vec<Invariant> {
    let steps: Vec<_> = LeadState::STEPS.iter().map(|(from, to)| (from.word(), to.word())).collect();
    vec![
        Invariant::history("lead", SubjectKind::Lead),
        Invariant::walk("lead", SubjectKind::Lead, &LeadState::FIRST.map(|s| s.word()), &steps),
        Invariant::new(
            "I4",
            "whoever explains a lead does not decide on it",
            "SELECT 'lead ' || l.number || ' was decided by who explained it' FROM lead l \
              WHERE l.state IN ('cleared', 'confirmed') AND l.explained_by = l.decided_by",
        ),
    ]
}

//! What must hold of projects and contracts.

use super::model::{ContractState, ProjectState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9, I11 of projects and contracts, and the kept sum of supplements.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("project", SubjectKind::Project),
        Invariant::history("contract", SubjectKind::Contract),
        Invariant::walk("project", SubjectKind::Project, &[ProjectState::Proposed], ProjectState::STEPS),
        Invariant::walk("contract", SubjectKind::Contract, &[ContractState::Draft], ContractState::STEPS),
        Invariant::inside("contract", "project_id", "project"),
        Invariant::inside("policy_exception", "subject_id", "project"),
        Invariant::new(
            "I2",
            "the kept sum of a contract's supplements is their sum",
            "SELECT 'contract ' || {c.id} || ' keeps ' || c.supplements_fen || ' fen of supplements, they make ' || coalesce(sum(s.amount_fen), 0) \
               FROM contract c LEFT JOIN contract_supplement s ON s.contract_id = c.id \
              GROUP BY c.id, c.supplements_fen HAVING c.supplements_fen <> coalesce(sum(s.amount_fen), 0)",
        ),
    ]
}

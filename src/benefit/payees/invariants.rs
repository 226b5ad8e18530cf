//! What must hold of accounts of payees.

use super::model::{PayeeAccountState, PayeeAgentState};
use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[SealedColumn::of("payee_account", "account_no")];

/// I4 of who compared what; I7, I9, I11 of rows. That a person has one account of use and one agent, and a number one person, the database
/// holds itself.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("payee_account", SubjectKind::PayeeAccount),
        Invariant::walk(
            "payee_account",
            SubjectKind::PayeeAccount,
            &[PayeeAccountState::Proposed],
            &PayeeAccountState::STEPS,
        ),
        Invariant::inside("payee_account", "person_id", "person"),
        Invariant::new(
            "I4",
            "an account of a payee that is of use was compared by another than who proposed it",
            "SELECT 'payee_account ' || {a.id} || ' was compared by who proposed it' FROM payee_account a \
              WHERE a.confirmed_by = a.proposed_by OR (a.state = 'usable' AND a.confirmed_by IS NULL)",
        ),
        Invariant::history("payee_agent", SubjectKind::PayeeAgent),
        Invariant::walk("payee_agent", SubjectKind::PayeeAgent, &[PayeeAgentState::Proposed], &PayeeAgentState::STEPS),
        Invariant::inside("payee_agent", "person_id", "person"),
        Invariant::new(
            "I4",
            "whoever receives in another's place was confirmed by another than who proposed it, and stopped by two",
            "SELECT 'payee_agent ' || {a.id} || ' was said by one officer alone' FROM payee_agent a \
              WHERE a.confirmed_by = a.proposed_by OR a.stop_confirmed_by = a.stopped_by \
                 OR (a.state IN ('usable', 'stopped') AND a.confirmed_by IS NULL)",
        ),
    ]
}

//! What must hold of places.

use super::model::AccountState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I9, I11 of places.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("site", SubjectKind::Site),
        Invariant::history("organisation", SubjectKind::Organisation),
        Invariant::history("bank_account", SubjectKind::BankAccount),
        Invariant::walk("bank_account", SubjectKind::BankAccount, &[AccountState::Proposed], AccountState::STEPS),
        Invariant::inside("bank_account", "organisation_id", "organisation"),
        Invariant::new(
            "I11",
            "a region's code begins with its parent's",
            "SELECT 'region ' || r.code || ' hangs under ' || r.parent_code FROM region r \
              WHERE r.parent_code <> 'CN' AND substr(r.code, 1, length(r.parent_code)) <> r.parent_code",
        ),
    ]
}

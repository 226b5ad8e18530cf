//! What must hold of officers, accounts and grants.

use super::model::GrantState;
use crate::ground::{
    authority::Role,
    kernel::{SubjectKind, Words as _},
    platform::Invariant,
};

/// I4, I7, I9 of access.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("officer", SubjectKind::Officer),
        Invariant::history("account", SubjectKind::Account),
        Invariant::history("role_grant", SubjectKind::RoleGrant),
        Invariant::history("api_client", SubjectKind::ApiClient),
        Invariant::recorded("session", SubjectKind::Session),
        Invariant::recorded("setup_token", SubjectKind::SetupToken),
        Invariant::walk("role_grant", SubjectKind::RoleGrant, &GrantState::FIRST, GrantState::STEPS),
        Invariant::new(
            "I4",
            "a role is confirmed by neither who proposed it nor who receives it",
            "SELECT 'role_grant ' || {g.id} || ' of ' || g.role || ' was confirmed by its proposer or its receiver' \
               FROM role_grant g WHERE g.confirmed_by = g.proposed_by OR g.confirmed_by = g.officer_id",
        ),
        apart(),
    ]
}

/// P3: no officer holds two roles that exclude each other on one day.
fn apart() -> Invariant {
    let pairs = Role::incompatible_pairs().flat_map(|(a, b)| [(a, b), (b, a)]);
    let pairs: Vec<_> = pairs.map(|(a, b)| format!("'{}+{}'", a.word(), b.word())).collect();
    let sql = format!(
        "SELECT 'officer ' || {{a.officer_id}} || ' holds ' || a.role || ' and ' || b.role \
           FROM role_grant a JOIN role_grant b ON b.officer_id = a.officer_id AND b.id > a.id \
            AND (a.valid_to IS NULL OR b.valid_from <= a.valid_to) AND (b.valid_to IS NULL OR a.valid_from <= b.valid_to) \
          WHERE a.state <> 'revoked' AND b.state <> 'revoked' AND a.role || '+' || b.role IN ({})",
        pairs.join(", ")
    );
    Invariant::new("I4", "no officer holds two roles that exclude each other on one day", sql)
}

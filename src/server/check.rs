//! What must hold between any two transactions, of every area.

use crate::{
    ground::{
        platform::{ConnectionTrait, Fault, Finding, Invariant, broken_references, recompute},
        trail,
    },
    money::{funds, ledger, payments, projects},
    office::{access, approvals, files, places, policy},
    property::assets,
};

/// The invariants of every area that keeps rows, in the order of the house. That every reference finds its row is not among
/// them: each engine is asked in its own way.
pub fn invariants() -> Vec<Invariant> {
    let areas: &[fn() -> Vec<Invariant>] = &[
        trail::invariants,
        access::invariants,
        places::invariants,
        files::invariants,
        approvals::invariants,
        policy::invariants,
        ledger::invariants,
        funds::invariants,
        projects::invariants,
        payments::invariants,
        assets::invariants,
    ];
    areas.iter().flat_map(|area| area()).collect()
}

/// Recomputes everything. Each invariant is looked at in one statement, so that a server may go on writing meanwhile.
pub async fn check(conn: &impl ConnectionTrait) -> Result<Vec<Finding>, Fault> {
    let mut findings = Vec::new();
    for invariant in invariants() {
        findings.push(recompute(conn, &invariant).await?);
    }
    findings.push(broken_references(conn).await?);
    Ok(findings)
}

//! What must hold between any two transactions, of every area.

use futures_util::future::BoxFuture;

use crate::{
    benefit::{collectives, distributions, income, loans, payees, payouts, posts, resolutions, rolls, shares},
    ground::{
        authority::{Action, action},
        jobs::{self, Job, Step, Turn},
        kernel::Bi,
        platform::{
            ConnectionTrait, Db, Fault, Finding, Invariant, SealedColumn, Stop, Tx, broken_references, recompute,
        },
        trail,
    },
    money::{funds, ledger, payments, projects},
    office::{
        access, approvals, checks, files,
        people::{self, NameColumn},
        places, policy, prints, publicity, tables,
    },
    oversight::matches,
    property::{assets, complaints, housing, repairs, sites, stock_lists, transfers, upkeep},
};

/// The invariants of every area that keeps rows, in the order of the house. That every reference finds its row is not among
/// them: each engine is asked in its own way; nor the digests of locked months, which no statement makes.
pub fn invariants() -> Vec<Invariant> {
    let areas: &[fn() -> Vec<Invariant>] = &[
        trail::invariants,
        jobs::invariants,
        access::invariants,
        tables::invariants,
        prints::invariants,
        places::invariants,
        files::invariants,
        people::invariants,
        approvals::invariants,
        policy::invariants,
        checks::invariants,
        publicity::invariants,
        ledger::invariants,
        funds::invariants,
        projects::invariants,
        payments::invariants,
        assets::invariants,
        stock_lists::invariants,
        upkeep::invariants,
        repairs::invariants,
        transfers::invariants,
        sites::invariants,
        housing::invariants,
        complaints::invariants,
        collectives::invariants,
        resolutions::invariants,
        loans::invariants,
        shares::invariants,
        rolls::invariants,
        distributions::invariants,
        income::invariants,
        payees::invariants,
        payouts::invariants,
        posts::invariants,
        matches::invariants,
    ];
    areas.iter().flat_map(|area| area()).collect()
}

/// Every column whose values are sealed.
pub fn sealed_columns() -> Vec<SealedColumn> {
    let areas = [
        tables::SEALED,
        files::SEALED,
        people::SEALED,
        publicity::SEALED,
        upkeep::SEALED,
        repairs::SEALED,
        complaints::SEALED,
        payees::SEALED,
        payouts::SEALED,
    ];
    areas.concat()
}

/// Every column that shows names of which those of private persons are sealed.
pub fn name_columns() -> Vec<NameColumn> {
    [assets::NAMES, upkeep::NAMES].concat()
}

/// What is recomputed beside the invariants: the digests of locked months, and that every reference finds its row.
const BESIDE: u64 = 2;

/// Recomputes everything. Each invariant is looked at in one statement, so that a server may go on writing meanwhile; what was locked of a
/// month is never changed, and is read in batches.
pub async fn check(conn: &impl ConnectionTrait) -> Result<Vec<Finding>, Fault> {
    let mut findings = Vec::new();
    for invariant in invariants() {
        findings.push(recompute(conn, &invariant).await?);
    }
    findings.push(people::digests_kept(conn).await?);
    findings.push(broken_references(conn).await?);
    Ok(findings)
}

/// 夜间核对. Every invariant, recomputed each night on a connection of its own, outside any transaction. What is broken is counted and
/// told; it is for people to mend. How the books stood in a night that nobody worked is gone: of nights caught up with, the last looks.
pub struct NightlyCheck(pub Db);

impl Job for NightlyCheck {
    fn action(&self) -> &'static Action {
        &action::CHECK_RUN
    }

    fn cron(&self) -> &'static str {
        "0 0 3 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "夜间核对", en: "The books are recomputed" }
    }

    fn look<'a>(&'a self, turn: &'a Turn) -> BoxFuture<'a, Result<Vec<String>, Fault>> {
        Box::pin(async move {
            if turn.late {
                return Ok(Vec::new());
            }
            let conn = self.0.look().await?;
            let findings = check(&conn).await;
            conn.close().await?;
            let told = |f: Finding| format!("{} {}: {} breaches", f.number, f.holds, f.count);
            Ok(findings?.into_iter().filter(|f| !f.is_clean()).map(told).collect())
        })
    }

    fn step<'a>(&'a self, _tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        let recomputed = if turn.late { 0 } else { invariants().len() as u64 + BESIDE };
        Box::pin(async move { Ok(Step::of_batch(recomputed, false)) })
    }
}

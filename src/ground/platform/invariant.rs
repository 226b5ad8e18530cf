//! Invariants that must hold between any two transactions, each one SQL statement that returns the rows that break it.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Fault;

/// One numbered invariant. The statement returns one text column named `breach`: a sentence for
/// each broken place.
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// `I1` … `I13`.
    pub number: &'static str,
    /// What holds, as a sentence.
    pub holds: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Invariant {
    /// One statement for both engines.
    pub const fn both(number: &'static str, holds: &'static str, sql: &'static str) -> Self {
        Self { number, holds, sqlite: sql, postgres: sql }
    }
}

/// One broken place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which invariant.
    pub number: &'static str,
    /// Where and how.
    pub what: String,
}

/// How many breaches of one invariant are listed; a damaged table can have millions.
const LISTED: usize = 20;

/// Recomputes one invariant.
pub async fn breaches(conn: &impl ConnectionTrait, invariant: &Invariant) -> Result<Vec<Breach>, Fault> {
    let backend = conn.get_database_backend();
    let sql = if backend == DbBackend::Postgres { invariant.postgres } else { invariant.sqlite };
    let limited = format!("SELECT breach FROM ({sql}) AS broken LIMIT {LISTED}");
    let rows = conn.query_all_raw(Statement::from_string(backend, limited)).await?;
    rows.iter().map(|row| Ok(Breach { number: invariant.number, what: row.try_get_by_index(0)? })).collect()
}

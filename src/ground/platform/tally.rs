//! Counting rows by a word: for summaries, in one statement each.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement};

use super::Fault;

/// How many rows of a table stand in each state. Only stores call it, each with its own tables.
pub async fn count_by_state(conn: &impl ConnectionTrait, table: &str) -> Result<BTreeMap<String, u64>, Fault> {
    let sql = format!("SELECT state, count(*) FROM {table} GROUP BY state");
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let count = |row: sea_orm::QueryResult| {
        let rows: i64 = row.try_get_by_index(1)?;
        Ok((row.try_get_by_index(0)?, u64::try_from(rows).unwrap_or_default()))
    };
    rows.into_iter().map(count).collect()
}

//! Taking away rows whose time is over, some at a time. Only stores call it, each with its own tables.

use sea_orm::{ConnectionTrait, Statement};

use super::{Fault, Tx};
use crate::ground::kernel::Instant;

/// A table whose rows grow old.
#[derive(Debug, Clone, Copy)]
pub struct Aged {
    /// Its name.
    pub table: &'static str,
    /// The columns of its key.
    pub key: &'static str,
    /// The instant by which a row's age goes.
    pub column: &'static str,
}

/// Deletes at most `limit` rows that are older than an instant, the oldest first. Fewer than `limit`: none is left.
pub async fn forget(tx: &Tx, aged: Aged, before: Instant, limit: u64) -> Result<u64, Fault> {
    let Aged { table, key, column } = aged;
    let sql = format!(
        "DELETE FROM {table} WHERE ({key}) IN \
           (SELECT {key} FROM {table} WHERE {column} < $1 ORDER BY {column} LIMIT {limit})"
    );
    let conn = tx.conn();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [before.millis().into()]);
    Ok(conn.execute_raw(statement).await?.rows_affected())
}

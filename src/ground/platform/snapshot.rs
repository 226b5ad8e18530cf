//! One look at the database: every statement of it sees the same rows, so that amounts read one after the other add up while
//! officers go on working.

use sea_orm::{
    AccessMode, ConnectionTrait as _, DatabaseTransaction, ExprTrait as _, IsolationLevel, TransactionOptions,
    TransactionTrait as _,
    sea_query::{Alias, Expr, Query},
};
use uuid::Uuid;

use super::{Db, Engine, Fault, page::ranged};
use crate::ground::kernel::Scope;

/// A transaction that only reads. Dropping it ends it.
pub struct Snapshot(DatabaseTransaction);

impl Snapshot {
    /// For stores only.
    pub const fn conn(&self) -> &DatabaseTransaction {
        &self.0
    }

    /// The rows of a table that bear a printed number and lie in the scope, in the order of their ids: one, but where several offices count for
    /// themselves.
    pub async fn numbered(&self, table: &'static str, number: &str, scope: &Scope) -> Result<Vec<Uuid>, Fault> {
        let select = Query::select()
            .column(Alias::new("id"))
            .from(Alias::new(table))
            .and_where(Expr::col(Alias::new("number")).eq(number))
            .cond_where(ranged(|| Expr::col(Alias::new("region_code")), scope))
            .order_by(Alias::new("id"), sea_orm::Order::Asc)
            .to_owned();
        let rows = self.0.query_all(&select).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }
}

impl Db {
    /// Begins a look. SQLite reads from the state at its first statement by itself; PostgreSQL is asked to.
    pub async fn snapshot(&self) -> Result<Snapshot, Fault> {
        let (reader, engine) = (self.read().clone(), self.engine());
        let options = move || match engine {
            Engine::Sqlite => TransactionOptions::default(),
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
        };
        // In a task of its own: a BEGIN that is cancelled with its request would leave the pooled connection inside a transaction.
        let begun = tokio::spawn(async move {
            match reader.begin_with_options(options()).await.map_err(Fault::Db) {
                // A pooled connection that the server has closed meanwhile; nothing was sent on it yet.
                Err(fault) if fault.is_lost_connection() => {
                    reader.begin_with_options(options()).await.map_err(Fault::Db)
                }
                begun => begun,
            }
        });
        Ok(Snapshot(begun.await.map_err(|e| Fault::Task(e.to_string()))??))
    }
}

//! Every invariant in one question: tests ask it when they end, walks after each of their steps. And the one that takes keys.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use steward::server::{
    app::App,
    check::{invariants, sealed_columns},
};
use uuid::Uuid;

/// One statement that counts what is broken of all invariants. The command asks one by one and tells what it found; most of that
/// time goes into passing statements to and fro.
pub struct Question(Statement);

impl Question {
    /// As this database's engine reads it. No test writes past PostgreSQL's own constraints, so its references are not asked for.
    pub fn to(conn: &DatabaseConnection) -> Self {
        let backend = conn.get_database_backend();
        let mut looks: Vec<String> = invariants().iter().map(|invariant| invariant.statement(backend)).collect();
        if backend == DbBackend::Sqlite {
            looks.push("SELECT 1 FROM pragma_foreign_key_check".into());
        }
        let counts: Vec<String> = looks.iter().map(|sql| format!("(SELECT count(*) FROM ({sql}) AS broken)")).collect();
        Self(Statement::from_string(backend, format!("SELECT {}", counts.join(" + "))))
    }

    /// How many places are broken.
    pub async fn broken(&self, conn: &DatabaseConnection) -> i64 {
        let row = conn.query_one_raw(self.0.clone()).await.expect("invariants that can be recomputed");
        row.expect("a row").try_get_by_index(0).expect("a number")
    }
}

/// I12: every sealed value opens in its place, and in no other. Answers how many there are in each column, `table.column`.
pub async fn assert_sealed(app: &App) -> BTreeMap<String, usize> {
    let (conn, sealer) = (app.db.unguarded(), &app.sealer);
    let mut counts = BTreeMap::new();
    for column in sealed_columns() {
        let (mut after, mut count) = ((Uuid::nil(), 0), 0);
        loop {
            let values = column.after(conn, after, &[], (50, false)).await.expect("sealed values");
            let Some(last) = values.last() else { break };
            after = (last.id, last.n);
            for value in &values {
                let place = column.place(value);
                assert!(sealer.open(conn, &place, &value.sealed).await.is_ok(), "{place} does not open");
                assert!(
                    sealer.open(conn, &format!("{place}0"), &value.sealed).await.is_err(),
                    "{place} opens elsewhere"
                );
            }
            count += values.len();
        }
        counts.insert(format!("{}.{}", column.table, column.column), count);
    }
    counts
}

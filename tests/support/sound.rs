//! Every invariant in one question, for walks that ask it after each of their steps.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use steward::server::check::invariants;

/// One statement that counts what is broken of all invariants, references included. The command asks one by one and tells
/// what it found; most of that time goes into passing statements to and fro.
pub struct Question(Statement);

/// One row for each foreign key of PostgreSQL: a statement that finds the rows which refer to nothing.
const REFERENCES: &str = "\
    SELECT format('SELECT 1 FROM %s t WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)', c.conrelid::regclass, \
             string_agg(format('t.%I IS NOT NULL', a.attname), ' AND '), c.confrelid::regclass, \
             string_agg(format('p.%I = t.%I', f.attname, a.attname), ' AND ')) \
      FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (own, theirs) \
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own \
      JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.theirs \
     WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace GROUP BY c.oid, c.conrelid, c.confrelid";

impl Question {
    /// As this database's engine reads it.
    pub async fn to(conn: &DatabaseConnection) -> Self {
        let backend = conn.get_database_backend();
        let mut looks: Vec<String> = invariants().iter().map(|invariant| invariant.statement(backend)).collect();
        if backend == DbBackend::Postgres {
            let found = conn.query_all_raw(Statement::from_string(backend, REFERENCES)).await.expect("foreign keys");
            looks.extend(found.iter().map(|row| row.try_get_by_index::<String>(0).expect("a statement")));
        } else {
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

//! Every invariant in one question, for walks that ask it after each of their steps.

use std::collections::BTreeSet;

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

async fn words(conn: &DatabaseConnection, sql: String) -> Vec<String> {
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.expect("names");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a name")).collect()
}

/// All tables, and those without a row.
async fn tables(conn: &DatabaseConnection) -> (BTreeSet<String>, BTreeSet<String>) {
    let tables = match conn.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let tables = words(conn, tables.into()).await;
    let look = |table: &String| format!("SELECT '{table}' WHERE NOT EXISTS (SELECT 1 FROM \"{table}\")");
    let mut empty = BTreeSet::new();
    // SQLite joins no more than 500 selects.
    for some in tables.chunks(200) {
        empty.extend(words(conn, some.iter().map(look).collect::<Vec<_>>().join(" UNION ALL ")).await);
    }
    (tables.into_iter().collect(), empty)
}

/// Whether a statement looks at an empty table and at no other, but for the trail: what has no row cannot be broken.
fn is_idle(sql: &str, tables: &BTreeSet<String>, empty: &BTreeSet<String>) -> bool {
    let named = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| tables.contains(*word));
    let named: BTreeSet<&str> = named.filter(|table| *table != "trail_event").collect();
    !named.is_empty() && named.iter().all(|table| empty.contains(*table))
}

impl Question {
    /// As this database's engine reads it, of the tables that have rows now.
    pub async fn to(conn: &DatabaseConnection) -> Self {
        let backend = conn.get_database_backend();
        let mut looks: Vec<String> = invariants().iter().map(|invariant| invariant.statement(backend)).collect();
        if backend == DbBackend::Postgres {
            let found = conn.query_all_raw(Statement::from_string(backend, REFERENCES)).await.expect("foreign keys");
            looks.extend(found.iter().map(|row| row.try_get_by_index::<String>(0).expect("a statement")));
        } else {
            looks.push("SELECT 1 FROM pragma_foreign_key_check".into());
        }
        let (tables, empty) = tables(conn).await;
        looks.retain(|sql| !is_idle(sql, &tables, &empty));
        let counts: Vec<String> = looks.iter().map(|sql| format!("(SELECT count(*) FROM ({sql}) AS broken)")).collect();
        Self(Statement::from_string(backend, format!("SELECT {}", counts.join(" + "))))
    }

    /// How many places are broken.
    pub async fn broken(&self, conn: &DatabaseConnection) -> i64 {
        let row = conn.query_one_raw(self.0.clone()).await.expect("invariants that can be recomputed");
        row.expect("a row").try_get_by_index(0).expect("a number")
    }
}

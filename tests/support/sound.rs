//! Every invariant in one question: tests ask it when they end, walks after each of their steps. And the one that takes keys.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use steward::{
    ground::platform::Invariant,
    server::{
        app::App,
        check::{invariants, sealed_columns},
    },
};
use uuid::Uuid;

/// One statement that counts what is broken of all invariants, by their numbers. The command asks one by one and tells what it found;
/// most of that time goes into passing statements to and fro.
pub struct Question {
    statement: Statement,
    numbers: Vec<&'static str>,
}

impl Question {
    /// As this database's engine reads it. No test writes past PostgreSQL's own constraints, so its references are not asked for.
    pub fn to(conn: &impl ConnectionTrait) -> Self {
        Self::of(conn.get_database_backend(), invariants())
    }

    /// The same, without what reads empty tables alone: most tests fill few, and on PostgreSQL to plan the rest took a tenth of a run's time.
    pub async fn touched(conn: &impl ConnectionTrait) -> Self {
        let backend = conn.get_database_backend();
        let filled = filled(conn).await;
        let reads_any = |i: &Invariant| words(&i.statement(backend)).any(|word| filled.contains(word));
        Self::of(backend, invariants().into_iter().filter(reads_any).collect())
    }

    fn of(backend: DbBackend, invariants: Vec<Invariant>) -> Self {
        let mut looks: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for invariant in invariants {
            let count = format!("(SELECT count(*) FROM ({}) AS broken)", invariant.statement(backend));
            looks.entry(invariant.number).or_default().push(count);
        }
        if backend == DbBackend::Sqlite {
            looks.entry("I10").or_default().push("(SELECT count(*) FROM pragma_foreign_key_check)".into());
        }
        let sums: Vec<String> = looks.values().map(|counts| counts.join(" + ")).collect();
        let statement = Statement::from_string(backend, format!("SELECT {}", sums.join(", ")));
        Self { statement, numbers: looks.into_keys().collect() }
    }

    /// The numbers of what is broken.
    pub async fn broken(&self, conn: &impl ConnectionTrait) -> BTreeSet<&'static str> {
        let row = conn.query_one_raw(self.statement.clone()).await.expect("invariants that can be recomputed");
        let row = row.expect("a row");
        let count = |n: usize| row.try_get_by_index::<i64>(n).expect("a number");
        self.numbers.iter().enumerate().filter(|(n, _)| count(*n) > 0).map(|(_, number)| *number).collect()
    }
}

fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

/// The tables that hold rows, or held some on PostgreSQL.
async fn filled(conn: &impl ConnectionTrait) -> BTreeSet<String> {
    let all = async |sql: &str| -> BTreeSet<String> {
        let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.expect("tables");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a name")).collect()
    };
    if conn.get_database_backend() == DbBackend::Postgres {
        return all("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0").await;
    }
    let tables = all("SELECT name FROM sqlite_master WHERE type = 'table'").await;
    let looks: Vec<_> = tables.iter().map(|t| format!("SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")")).collect();
    all(&looks.join(" UNION ALL ")).await
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

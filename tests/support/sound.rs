//! Every invariant in one question: tests ask it when they end, walks after each of their steps. And the one that takes keys.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use steward::server::{
    app::App,
    check::{invariants, sealed_columns},
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
        let backend = conn.get_database_backend();
        let mut looks: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for invariant in invariants() {
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

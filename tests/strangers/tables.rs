//! What stands in the database, as far as a stranger must not have touched or seen it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Statement};

use crate::support::{TestApp, cast::COUNTY};

/// A denial leaves one event in the trail, and one mark for those who seal it.
const OF_DENIALS: &[(&str, &str)] = &[
    ("trail_event", "SELECT count(*) FROM trail_event WHERE outcome <> 'denied'"),
    (
        "trail_pending",
        "SELECT count(*) FROM trail_pending p JOIN trail_event e ON e.id = p.event_id WHERE e.outcome <> 'denied'",
    ),
];

/// How often nobody was let in, by the hour: it is there to be written by strangers.
const WATCHED: &str = "login_failure";

/// Rows of the test county that carry no region of their own.
const BELOW: &[&str] = &[
    "SELECT t.id FROM approval_task t JOIN approval_run r ON r.id = t.run_id WHERE r.region_code LIKE '{county}%'",
    "SELECT a.id FROM account a JOIN officer o ON o.id = a.officer_id WHERE o.region_code LIKE '{county}%'",
    "SELECT s.id FROM session s JOIN account a ON a.id = s.account_id JOIN officer o ON o.id = a.officer_id \
     WHERE o.region_code LIKE '{county}%'",
];

async fn rows(app: &TestApp, sql: &str) -> Vec<QueryResult> {
    let conn = app.app.db.unguarded();
    conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.expect(sql)
}

fn is_sqlite(app: &TestApp) -> bool {
    app.app.db.unguarded().get_database_backend() == DbBackend::Sqlite
}

/// Every table with the names of its columns, but for what the migrations keep for themselves.
async fn tables(app: &TestApp) -> BTreeMap<String, BTreeSet<String>> {
    let sql = if is_sqlite(app) {
        "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
    } else {
        "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(app, sql).await {
        let [table, column] = [0, 1].map(|n| row.try_get_by_index::<String>(n).expect("a name"));
        tables.entry(table).or_default().insert(column);
    }
    tables.remove("seaql_migrations");
    tables
}

/// How many rows each table has, and how often they were changed: everything but what a denial leaves.
pub async fn stand(app: &TestApp) -> BTreeMap<String, (i64, i64)> {
    let mut stand = BTreeMap::new();
    for (table, columns) in tables(app).await.into_iter().filter(|(table, _)| table != WATCHED) {
        let of_denials = OF_DENIALS.iter().find(|(name, _)| *name == table);
        let count = of_denials.map_or_else(|| format!("SELECT count(*) FROM {table}"), |(_, sql)| (*sql).to_owned());
        let changes = if columns.contains("version") {
            app.number(&format!("SELECT CAST(coalesce(sum(version), 0) AS bigint) FROM {table}")).await
        } else {
            0
        };
        stand.insert(table, (app.number(&count).await, changes));
    }
    stand
}

/// The id of every row of the test county, whatever table it stands in.
pub async fn ids_of_the_county(app: &TestApp) -> BTreeSet<String> {
    let of_region = tables(app).await.into_iter().filter(|(_, c)| c.contains("id") && c.contains("region_code"));
    let whole = of_region.map(|(table, _)| format!("SELECT id FROM {table} WHERE region_code LIKE '{{county}}%'"));
    let mut ids = BTreeSet::new();
    for sql in whole.chain(BELOW.iter().map(|sql| (*sql).to_owned())) {
        for row in rows(app, &sql.replace("{county}", COUNTY)).await {
            ids.insert(row.try_get_by_index::<uuid::Uuid>(0).expect("an id").to_string());
        }
    }
    ids
}

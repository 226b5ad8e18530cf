//! How damage is planted, looked for, and taken back.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement, TransactionTrait as _};
use steward::server::check::check;

use crate::support::TestApp;

/// What stands in the way of damage, on the one connection that plants it.
async fn disarm(conn: &sea_orm::DatabaseTransaction) {
    if conn.get_database_backend() == DbBackend::Postgres {
        // Triggers and foreign keys are silent for a replica's own session; CHECK constraints are not, and are dropped.
        let sql = "SET LOCAL session_replication_role = replica; \
                   DO $$ DECLARE c record; BEGIN \
                     FOR c IN SELECT conrelid::regclass AS held_by, conname FROM pg_constraint \
                               WHERE contype = 'c' AND connamespace = current_schema()::regnamespace LOOP \
                       EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.held_by, c.conname); END LOOP; END $$";
        conn.execute_unprepared(sql).await.expect("a superuser");
        return;
    }
    let triggers = Statement::from_string(DbBackend::Sqlite, "SELECT name FROM sqlite_master WHERE type = 'trigger'");
    for row in conn.query_all_raw(triggers).await.expect("triggers") {
        let name: String = row.try_get_by_index(0).expect("a name");
        conn.execute_unprepared(&format!("DROP TRIGGER {name}")).await.expect("no trigger");
    }
}

/// Plants a damage in a transaction, recomputes every invariant there, and takes the damage back. Answers the numbers of the
/// broken invariants. `{new}` in a statement is an id that nothing has.
#[expect(clippy::disallowed_methods, reason = "the damage is taken back, and no use case runs in this transaction")]
pub async fn seen(app: &TestApp, damage: &str) -> BTreeSet<&'static str> {
    let db = app.app.db.unguarded();
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let set = async |foreign_keys: &str, ignore_checks: &str| {
        if sqlite {
            let sql =
                format!("PRAGMA foreign_keys = {foreign_keys}; PRAGMA ignore_check_constraints = {ignore_checks}");
            db.execute_unprepared(&sql).await.expect("a setting");
        }
    };
    set("OFF", "ON").await;
    let tx = db.begin().await.expect("a transaction");
    disarm(&tx).await;
    for statement in damage.split(';') {
        let statement = statement.replace("{new}", if sqlite { "randomblob(16)" } else { "gen_random_uuid()" });
        let done = tx.execute_unprepared(&statement).await.expect(&statement);
        assert!(done.rows_affected() > 0, "nothing was damaged: {statement}");
    }
    let findings = check(&tx).await.expect("invariants that can be recomputed");
    tx.rollback().await.expect("a rollback");
    set("ON", "OFF").await;
    findings.iter().filter(|f| !f.is_clean()).map(|f| f.number).collect()
}

/// Each of these damages is seen as this invariant and as nothing else.
pub async fn expect_seen(app: &TestApp, number: &'static str, damages: &[&str]) {
    for damage in damages {
        assert_eq!(seen(app, damage).await, BTreeSet::from([number]), "{damage}");
    }
}

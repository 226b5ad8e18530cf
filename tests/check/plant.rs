//! How damage is planted, looked for, and taken back.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement, TransactionTrait as _};
use steward::{ground::platform::broken_references, office::people::digests_kept};

use crate::support::{TestApp, sound::Question};

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

/// Plants these damages one after the other, recomputes after each what the command does, and takes it back. Answers for each the numbers
/// of the broken invariants. `{new}` in a statement is an id that nothing has.
#[expect(clippy::disallowed_methods, reason = "the damage is taken back, and no use case runs in this transaction")]
async fn each_seen(app: &TestApp, damages: &[&str]) -> Vec<BTreeSet<&'static str>> {
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
    let question = Question::to(&tx);
    let mut numbers = Vec::new();
    for damage in damages {
        // Disarmed once, and asked the same each time: an engine plans the question once.
        let spared = tx.begin().await.expect("a savepoint");
        for statement in damage.split(';') {
            let statement = statement.replace("{new}", if sqlite { "randomblob(16)" } else { "gen_random_uuid()" });
            let done = spared.execute_unprepared(&statement).await.expect(&statement);
            assert!(done.rows_affected() > 0, "nothing was damaged: {statement}");
        }
        let mut broken = question.broken(&spared).await;
        let beside = [digests_kept(&spared).await, broken_references(&spared).await];
        let beside = beside.map(|finding| finding.expect("what is recomputed beside the invariants"));
        broken.extend(beside.iter().filter(|f| !f.is_clean()).map(|f| f.number));
        spared.rollback().await.expect("a rollback");
        numbers.push(broken);
    }
    tx.rollback().await.expect("a rollback");
    set("ON", "OFF").await;
    numbers
}

/// The numbers of the invariants that one damage breaks.
pub async fn seen(app: &TestApp, damage: &str) -> BTreeSet<&'static str> {
    each_seen(app, &[damage]).await.remove(0)
}

/// Each of these damages is seen as this invariant and as nothing else.
pub async fn expect_seen(app: &TestApp, number: &'static str, damages: &[&str]) {
    for (damage, numbers) in damages.iter().zip(each_seen(app, damages).await) {
        assert_eq!(numbers, BTreeSet::from([number]), "{damage}");
    }
}

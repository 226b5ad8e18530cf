//! Reading goes on while nothing can be written.

use std::time::Duration;

use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use steward::ground::platform::{Db, Fault, Ids};

use crate::support::{TestApp, app, database::Wanted};

/// From now on, writing to these tables fails as on a full disk.
async fn fill(app: &TestApp, tables: &[(&str, &str)]) {
    let conn = app.app.db.unguarded();
    let postgres = conn.get_database_backend() == DbBackend::Postgres;
    if postgres {
        let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
            $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$";
        conn.execute_unprepared(full).await.expect("a function");
    }
    for (table, verb) in tables {
        let act = if postgres {
            "FOR EACH ROW EXECUTE FUNCTION full_disk()"
        } else {
            "BEGIN SELECT RAISE(ABORT, 'full'); END"
        };
        let sql = format!("CREATE TRIGGER full_{table} BEFORE {verb} ON {table} {act}");
        conn.execute_unprepared(&sql).await.expect("a trigger");
    }
}

engines! {
    /// That a session was used, and that somebody was turned away, is noted where there is room, and answered all the same.
    async fn whoever_reads_is_answered_on_a_full_disk(app) {
        let clerk = app.who("unit_clerk").await;
        fill(app, &[("session", "UPDATE"), ("login_failure", "INSERT")]).await;
        app.later(120_000).await;
        app.get("/organisations").by(&clerk).send().await.ok(200);
        app.get("/organisations").header("authorization", "Bearer sts_00").send().await.refused(401, "access.unauthenticated");
        assert_eq!(app.number("SELECT count(*) FROM login_failure").await, 0);
    }

    /// While an act holds the one writer of SQLite, reading goes on, and that a session was used is noted when the act has ended.
    #[expect(clippy::disallowed_methods, reason = "an act held by hand makes a note wait for it")]
    async fn whoever_reads_is_answered_while_another_writes(app) {
        let clerk = app.who("unit_clerk").await;
        app.later(120_000).await;
        let act = app.app.db.unguarded().begin().await.expect("a transaction");
        for _ in 0..2 {
            let read = app.get("/organisations").by(&clerk).send();
            tokio::time::timeout(Duration::from_secs(30), read).await.expect("an answer").ok(200);
        }
        act.rollback().await.expect("an end");
        // Behind the note, which has been waiting.
        app.later(0).await;
        let noted = "SELECT count(*) FROM session WHERE last_used_at_ms >= created_at_ms + 120000";
        assert_eq!(app.number(noted).await, 1);
    }
}

/// A read that takes too long is cut off, and may be tried again: 503, not a failure of ours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_cut_off_by_its_time_limit_may_be_tried_again() {
    if !Wanted::Postgres.is_on() {
        return;
    }
    let database = app::fresh(Wanted::Postgres).await;
    let db = Db::open(&database.url, 1, Ids::seeded(1)).await.unwrap();
    db.read().execute_unprepared("SET statement_timeout = '20ms'").await.unwrap();
    let fault = Fault::from(db.read().execute_unprepared("SELECT pg_sleep(5)").await.unwrap_err());
    assert!(fault.is_unavailable() && !fault.is_transient(), "{fault}");
}

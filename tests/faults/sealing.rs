//! Numbers are taken before a commit and seen after it: whoever seals "all after the last one" skips what commits late. What is to be
//! sealed is therefore a row of its own, written with the event.

use futures_util::future::join_all;
use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use serde_json::{Value, json};

use crate::support::{TestApp, money::text};

async fn site(app: &TestApp, name: &str) -> Value {
    let body = json!({"name": name, "region_code": "431026"});
    app.act("asset_officer", "/sites", None, body).await.ok(201)
}

async fn rename(app: &TestApp, site: &Value, name: &str) -> u16 {
    let officer = app.who("asset_officer").await;
    let path = format!("/sites/{}", text(site, "id"));
    app.patch(&path).by(&officer).at(text(site, "etag")).json(json!({"name": name})).send().await.status.as_u16()
}

/// Events without their row in the queue, and rows without their event.
async fn astray(app: &TestApp) -> (i64, i64) {
    let without =
        app.number("SELECT count(*) FROM trail_event WHERE id NOT IN (SELECT event_id FROM trail_pending)").await;
    let beyond =
        app.number("SELECT count(*) FROM trail_pending WHERE event_id NOT IN (SELECT id FROM trail_event)").await;
    (without, beyond)
}

engines! {
    /// One begins first and commits last; one commits meanwhile; one is refused: the queue has exactly what was committed.
    #[expect(clippy::disallowed_methods, reason = "a lock held by hand makes one transaction wait for another")]
    async fn what_commits_late_is_queued_all_the_same(app) {
        let (late, early) = (site(app, "先开始").await, site(app, "先提交").await);
        assert_eq!(astray(app).await, (0, 0));
        if app.app.db.read().get_database_backend() == DbBackend::Postgres {
            let holds = app.app.db.unguarded().begin().await.unwrap();
            holds.execute_unprepared("SELECT 1 FROM site WHERE name = '先开始' FOR UPDATE").await.unwrap();
            let waits = rename(app, &late, "后提交");
            let meanwhile = async {
                // It waits for the lock by now: the engine says so.
                while app.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").await == 0 {}
                assert_eq!(rename(app, &early, "已提交").await, 200);
                assert_eq!(rename(app, &early, "被拒绝").await, 412);
                assert_eq!(app.number("SELECT count(*) FROM site WHERE name = '后提交'").await, 0);
                holds.rollback().await.unwrap();
            };
            let (late, ()) = futures_util::join!(waits, meanwhile);
            assert_eq!(late, 200);
        } else {
            let answers = join_all([rename(app, &late, "后提交"), rename(app, &early, "已提交"), rename(app, &early, "被拒绝")]).await;
            assert_eq!(answers.iter().filter(|status| **status == 200).count(), 2);
        }
        assert_eq!(astray(app).await, (0, 0), "committed and never to be sealed, or to be sealed and never committed");
        assert_eq!(app.number("SELECT count(*) FROM trail_event WHERE action = 'places.site.change'").await, 2);
    }
}

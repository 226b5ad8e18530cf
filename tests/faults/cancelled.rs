//! Callers go away in the middle of their requests: no connection stays behind in a transaction, and each key has one effect.

use std::{
    future::Future,
    pin::pin,
    task::Poll,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sea_orm::DbBackend;
use serde_json::json;

use crate::support::{TestApp, asked};

/// How many requests are begun, and how many of them at once.
const REQUESTS: usize = 240;
const AT_ONCE: usize = 12;

/// Drops a future that is not ready after so many polls, as the server drops a request whose caller has gone.
pub async fn dropped_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(move |context| {
        if let Poll::Ready(done) = future.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        left -= 1;
        if left == 0 { Poll::Ready(None) } else { Poll::Pending }
    })
    .await
}

/// Connections of this database that stand in a transaction while nobody asks anything; what is being rolled back is waited for.
async fn left_in_a_transaction(app: &TestApp) -> i64 {
    if sea_orm::ConnectionTrait::get_database_backend(app.app.db.read()) != DbBackend::Postgres {
        return 0;
    }
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let begun = Instant::now();
    loop {
        let left = app.number(sql).await;
        if left == 0 || begun.elapsed() > Duration::from_secs(10) {
            return left;
        }
    }
}

async fn register(app: &TestApp, token: &crate::support::Person, n: usize) -> u16 {
    let site = json!({"name": format!("示例安置点{n}"), "region_code": "431026"});
    let post = app.post("/sites").by(token).header("idempotency-key", &format!("cancelled-{n}"));
    post.json(site).send().await.status.as_u16()
}

engines! {
    async fn a_caller_who_goes_away_leaves_nothing_behind(app) {
        let seed = asked("STEWARD_TEST_SEED", 11);
        eprintln!("cancelled: seed {seed}");
        let mut rng = StdRng::seed_from_u64(seed);
        let officer = app.who("asset_officer").await;
        let mut gone = 0;
        for first in (0..REQUESTS).step_by(AT_ONCE) {
            let patience: Vec<usize> = (0..AT_ONCE).map(|_| rng.random_range(1..40)).collect();
            let calls = patience.iter().enumerate().map(|(n, polls)| dropped_after(*polls, register(app, &officer, first + n)));
            gone += join_all(calls).await.iter().filter(|answer| answer.is_none()).count();
        }
        assert!((REQUESTS / 10..REQUESTS).contains(&gone), "{gone} of {REQUESTS} went away: too few to tell, or all");
        assert_eq!(left_in_a_transaction(app).await, 0, "connections stand in a transaction that nobody will end");
        for n in 0..REQUESTS {
            assert_eq!(register(app, &officer, n).await, 201, "request {n} under its key again");
        }
        assert_eq!(app.number("SELECT count(*) FROM site").await, REQUESTS as i64);
    }
}

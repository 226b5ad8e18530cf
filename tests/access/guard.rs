//! Guessing costs time, by account and by address; nobody is kept out for ever.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Reply, TestApp, cast::PASSWORD};

const ADDRESS: &str = "192.0.2.7";

async fn log_in(app: &TestApp, login: &str, password: &str, address: &str) -> Reply {
    app.post("/sessions").from(address).json(json!({"login": login, "password": password})).send().await
}

/// A failed login of nobody in particular: only the address remembers it.
async fn fail(app: &TestApp, n: usize) {
    log_in(app, &format!("nobody-{n}"), "wrong wrong wrong", ADDRESS).await.refused(401, "access.session.login_failed");
}

async fn failures(app: &TestApp) -> i64 {
    app.number(&format!("SELECT failures FROM login_guard WHERE subject = 'address:{ADDRESS}'")).await
}

engines! {
    /// From the fifth failure on an address waits fifteen minutes, and no longer however often it tries meanwhile; after an hour
    /// without a failure it begins anew.
    async fn an_address_waits_and_is_let_in_again(app) {
        for (n, wait) in [1_000, 2_000, 4_000, 8_000, 0].into_iter().enumerate() {
            fail(app, n).await;
            app.later(wait).await;
        }
        assert_eq!(failures(app).await, 5);
        log_in(app, "unit-clerk", PASSWORD, ADDRESS).await.refused(401, "access.session.login_failed");
        log_in(app, "unit-clerk", PASSWORD, "192.0.2.8").await.ok(201);
        app.later(600_000).await;
        fail(app, 5).await;
        app.later(300_000).await;
        assert_eq!(failures(app).await, 5);
        log_in(app, "unit-clerk", PASSWORD, ADDRESS).await.ok(201);
        // Its account's count is cleared by a login, its address's is not: one good login does not pay for guesses at others.
        assert_eq!(failures(app).await, 5);
        app.later(3_600_000).await;
        fail(app, 6).await;
        assert_eq!(failures(app).await, 1);
        app.later(1_000).await;
        log_in(app, "unit-clerk", PASSWORD, ADDRESS).await.ok(201);
    }

    /// Of many guesses sent at once, the one that fits is refused as well: a failure came before it.
    async fn a_burst_of_guesses_lets_nobody_in(app) {
        let guesses = (0..40).map(|n| if n == 39 { PASSWORD.to_owned() } else { format!("wrong wrong {n}") });
        let guesses: Vec<String> = guesses.collect();
        let answers = join_all(guesses.iter().map(|g| log_in(app, "unit-clerk", g, ADDRESS))).await;
        let statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
        assert_eq!(statuses, [401; 40]);
        app.later(1_000).await;
        log_in(app, "unit-clerk", PASSWORD, ADDRESS).await.ok(201);
    }
}

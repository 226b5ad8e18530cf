//! Whoever asks too often is told when to come back.

use crate::support::{Reply, TestApp};

const ADDRESS: &str = "192.0.2.9";

/// Told to wait, with the measure.
fn must_wait(reply: Reply) {
    assert_eq!(reply.headers["ratelimit-policy"], "\"default\";q=3;w=60");
    let (left, wait) = (reply.headers["ratelimit"].to_str().unwrap(), reply.headers["retry-after"].to_str().unwrap());
    assert_eq!(left, format!("\"default\";r=0;t={wait}"));
    assert!((1..=60).contains(&wait.parse::<u32>().unwrap()), "{wait}");
    let problem = reply.clone().refused(429, "wire.too_many");
    assert_eq!(problem["facts"]["seconds"], wait);
}

fn limited(app: &TestApp) -> TestApp {
    app.beside(|config| config.security.requests_per_minute = 3)
}

engines! {
    /// Each login has a measure of its own.
    async fn each_login_has_its_measure(app) {
        let (clerk, finance) = (app.who("unit_clerk").await, app.who("finance_clerk").await);
        let limited = limited(app);
        for _ in 0..3 {
            limited.get("/me").by(&clerk).send().await.ok(200);
        }
        must_wait(limited.get("/me").by(&clerk).send().await);
        limited.get("/me").by(&finance).send().await.ok(200);
    }

    /// Tokens that nobody stands behind are measured by address, and leave nothing behind beyond it; whoever is let in from there
    /// does not pay for it.
    async fn made_up_tokens_are_measured_by_address(app) {
        let clerk = app.who("unit_clerk").await;
        let limited = limited(app);
        let guess = |n: usize| limited.get("/me").from(ADDRESS).header("authorization", &format!("Bearer sts_{n:064}")).send();
        for n in 0..3 {
            guess(n).await.refused(401, "access.unauthenticated");
        }
        for n in 3..6 {
            must_wait(guess(n).await);
        }
        assert_eq!(app.number("SELECT failures FROM login_failure").await, 3);
        limited.get("/me").from(ADDRESS).by(&clerk).send().await.ok(200);
        guess(6).await;
        limited.get("/me").from("192.0.2.10").header("authorization", "Bearer sts_0").send().await.refused(401, "access.unauthenticated");
    }
}

//! What a list is asked for, it answers; what it has not, it refuses.

use serde_json::json;

use crate::support::money::text;

engines! {
    /// `count` counts everywhere; an order that a list does not have is no parameter of it.
    async fn lists_count_and_have_one_order_or_two(app) {
        let trail = app.see("auditor", "/trail/events?count=true&limit=1").await;
        assert_eq!(trail["total"].as_i64(), Some(app.number("SELECT count(*) FROM trail_event WHERE region_code LIKE '431026%'").await));
        let regions = app.see("unit_clerk", "/regions?count=true&limit=1&under=431026&level=town").await;
        assert_eq!(regions["total"].as_i64(), Some(app.number("SELECT count(*) FROM region WHERE code LIKE '431026%' AND level = 'town'").await));
        assert_eq!(app.see("unit_head", "/tasks?count=true").await["total"], 0);
        let clerk = app.who("unit_clerk").await;
        let problem = app.get("/regions?sort=oldest").by(&clerk).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "query:sort");
    }

    /// Events and entries are followed by `updated_since`: what is younger than five seconds is left for the next call.
    async fn trail_and_ledger_are_followed_by_time(app) {
        app.later(1_000).await;
        let since = text(&app.see("unit_clerk", "/me").await, "now").to_owned();
        app.allocation("100.00").await;
        for path in ["/trail/events", "/ledger/entries", "/ledger/balances"] {
            let path = format!("{path}?updated_since={since}&limit=200");
            assert_eq!(app.see("auditor", &path).await["items"], json!([]), "{path}");
        }
        app.later(6_000).await;
        for (path, field, least) in [("/trail/events", "at", 3), ("/ledger/entries", "at", 1), ("/ledger/balances", "", 1)] {
            let found = app.see("auditor", &format!("{path}?updated_since={since}&limit=200")).await;
            let items = found["items"].as_array().unwrap();
            assert!(items.len() >= least, "{path}: {found:#}");
            assert!(field.is_empty() || items.iter().all(|i| text(i, field) >= since.as_str()), "{path}: {found:#}");
        }
    }
}

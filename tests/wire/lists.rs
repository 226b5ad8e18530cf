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

    /// One's tasks are followed by time as their papers change; those that became void are the tombstones.
    async fn tasks_are_followed_by_time(app) {
        let county = app.county("1000000.00").await;
        app.later(6_000).await;
        let since = text(&app.see("unit_clerk", "/me").await, "now").to_owned();
        let followed = async |who: &str, query: &str| {
            let page = app.see(who, &format!("/tasks?updated_since={since}{query}")).await;
            page["items"].as_array().unwrap().iter().map(|t| text(t, "state").to_owned()).collect::<Vec<_>>()
        };
        let draft = app.claim(&county, "150000.00").await;
        app.submit(&draft).await.ok(200);
        assert!(followed("unit_head", "").await.is_empty());
        app.later(6_000).await;
        assert_eq!(followed("unit_head", "").await, ["open"]);
        let task = app.see("unit_head", "/tasks").await["items"][0].clone();
        assert!(text(&task, "updated_at") >= since.as_str() && text(&task, "updated_at") >= text(&task, "opened_at"));
        app.approve(&["unit_head"], text(&draft, "id")).await;
        let submitted = app.claim_now(&draft).await;
        app.press("unit_clerk", &format!("/disbursements/{}/withdraw", text(&draft, "id")), &submitted).await.ok(200);
        app.later(6_000).await;
        assert!(followed("unit_head", "").await.is_empty());
        assert_eq!(followed("unit_head", "&box=done").await, ["done"]);
        assert!(followed("finance_clerk", "").await.is_empty());
        assert_eq!(followed("finance_clerk", "&include_deleted=true").await, ["void"]);
        // One by one, in the order in which they changed.
        let again = app.claim(&county, "10000.00").await;
        app.submit(&again).await.ok(200);
        app.approve(&["unit_head"], text(&again, "id")).await;
        app.later(6_000).await;
        let path = format!("/tasks?box=done&limit=1&updated_since={since}");
        let first = app.see("unit_head", &path).await;
        let second = app.see("unit_head", &format!("{path}&cursor={}", text(&first, "next_cursor"))).await;
        let subjects = [&first, &second].map(|page| text(&page["items"][0], "subject_id").to_owned());
        assert_eq!(subjects, [&draft, &again].map(|claim| text(claim, "id").to_owned()));
        assert!(second["next_cursor"].is_null());
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

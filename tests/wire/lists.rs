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

    /// A cursor is of one list in one order by one filter: anywhere else it is refused, and never shows a page of something else. How
    /// many rows a page has, and whether they are counted, is none of it.
    async fn a_cursor_is_of_its_own_list(app) {
        let officer = app.who("asset_officer").await;
        for n in 0..3 {
            let site = json!({"name": format!("示例点{n}"), "region_code": "431026"});
            app.post("/sites").by(&officer).json(site).send().await.ok(201);
        }
        let page = app.get("/sites?limit=1&sort=oldest&q=示例").by(&officer).send().await.ok(200);
        let cursor = text(&page, "next_cursor");
        for other in [
            "/sites?q=示例", "/sites?sort=newest&q=示例", "/sites?sort=oldest", "/sites?sort=oldest&q=示例点",
            "/sites?sort=oldest&q=示例&include_deleted=true", "/sites?sort=oldest&q=示例&updated_since=2023-01-01T00:00:00.000Z",
            "/organisations?sort=oldest&q=示例",
        ] {
            let problem = app.get(&format!("{other}&limit=1&cursor={cursor}")).by(&officer).send().await.refused(400, "wire.malformed");
            let error = &problem["errors"][0];
            assert_eq!((text(error, "pointer"), text(error, "code")), ("query:cursor", "cursor.other_list"), "{other}");
        }
        let rest = app.get(&format!("/sites?q=示例&count=true&limit=9&cursor={cursor}&sort=oldest")).by(&officer).send().await.ok(200);
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["total"]), (2, &json!(3)));
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

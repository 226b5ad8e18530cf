use serde_json::json;

use crate::support::{TestApp, cast::COUNTY, money::text};

async fn states(app: &TestApp, check: &str) -> Vec<(String, String)> {
    let page = app.see("auditor", &format!("/audit/leads?check={check}")).await;
    let lead = |l: &serde_json::Value| (text(&l["figures"], "asset").to_owned(), text(l, "state").to_owned());
    page["items"].as_array().unwrap().iter().map(lead).collect()
}

async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    app.tick().await;
}

async fn used(app: &TestApp, name: &str) -> serde_json::Value {
    let asset = app.stock(json!({"name": name})).await;
    app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200)
}

engines! {
    /// A20.1: twice the interval of its risk without an inspection, or since its first day of use at low risk; the next one ends it.
    async fn an_asset_at_which_nobody_looks_is_a_lead(app) {
        app.tick().await;
        for (risk, days) in [("high", "10"), ("low", "12")] {
            let body = json!({
                "key": format!("upkeep.inspection_days.{risk}"), "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": days,
                "basis": "paper", "document": "示例县管护办法", "certainty": "unverified"
            });
            app.act("finance_director", "/policy-values", None, body).await.ok(201);
        }
        let (seen, never) = (used(app, "示例水池").await, used(app, "示例水塔").await);
        let unset = used(app, "示例公厕").await;
        app.inspected(&seen, json!({})).await.ok(201);
        app.inspected(&unset, json!({"risk": "medium"})).await.ok(201);
        until(app, "2023-03-21").await;
        assert!(states(app, "A20.1").await.is_empty());
        until(app, "2023-03-22").await;
        let found = |asset: &serde_json::Value, state: &str| (text(asset, "number").to_owned(), state.to_owned());
        assert_eq!(states(app, "A20.1").await, [found(&seen, "found")]);
        app.inspected(&seen, json!({"inspected_on": "2023-03-22", "acknowledged": ["R35"]})).await.ok(201);
        until(app, "2023-03-25").await;
        assert_eq!(states(app, "A20.1").await, [found(&seen, "lapsed")]);
        until(app, "2023-03-26").await;
        let mut all = states(app, "A20.1").await;
        all.sort();
        let mut wanted = [found(&seen, "lapsed"), found(&never, "found")];
        wanted.sort();
        assert_eq!(all, wanted);
    }

    /// A20.2: cleaning that ended without a successor is a lead until somebody takes it over.
    async fn a_duty_that_nobody_has_taken_over_is_a_lead(app) {
        let asset = used(app, "示例公厕").await;
        let duty = app.keep(&[&asset], "cleaning", "示例保洁公司", "2023-01-01").await.ok(200)["items"][0].clone();
        app.look().await;
        assert!(states(app, "A20.2").await.is_empty());
        let end = format!("/upkeep-duties/{}/end", text(&duty, "id"));
        app.act("asset_officer", &end, Some(&duty), json!({"until_on": "2023-02-01", "reason": "示例：合同到期"})).await.ok(200);
        until(app, "2023-03-02").await;
        let page = app.see("auditor", "/audit/leads?check=A20.2").await;
        let figures = &page["items"][0]["figures"];
        assert_eq!((text(figures, "duty"), text(figures, "until_on"), text(&page["items"][0], "state")), ("cleaning", "2023-02-01", "found"));
        app.keep(&[&asset], "cleaning", "示例村", "2023-03-02").await.ok(200);
        until(app, "2023-03-03").await;
        assert_eq!(states(app, "A20.2").await, [(text(&asset, "number").to_owned(), "lapsed".to_owned())]);
    }
}

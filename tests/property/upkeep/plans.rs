use serde_json::{Value, json};

use crate::support::{TestApp, cast::TOWN, money::text};

async fn used(app: &TestApp, said: Value) -> Value {
    let asset = app.stock(said).await;
    app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200)
}

async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    app.tick().await;
}

/// What is due of an asset: days, with whether an inspection or an order answers for it.
async fn dues(app: &TestApp, asset: &Value, query: &str) -> Vec<(String, bool)> {
    let page = app.see("auditor", &format!("/upkeep-dues?asset_id={}{query}", text(asset, "id"))).await;
    let due =
        |d: &Value| (text(d, "due_on").to_owned(), d["inspection_id"].is_string() || d["upkeep_order_id"].is_string());
    let mut found: Vec<_> = page["items"].as_array().unwrap().iter().map(due).collect();
    found.sort();
    found
}

fn days(days: &[(&str, bool)]) -> Vec<(String, bool)> {
    days.iter().map(|(day, answered)| ((*day).to_owned(), *answered)).collect()
}

engines! {
    /// By schedule: on every tenth day for each asset in use of its kind, once, until the plan ends; an inspection answers what was due.
    async fn a_schedule_makes_inspections_due(app) {
        app.tick().await;
        let (pool, idle) = (used(app, json!({"name": "示例水池"})).await, app.stock(json!({"name": "示例库房"})).await);
        let shop = used(app, json!({"name": "示例门面", "kind": "business"})).await;
        app.plan(json!({"first_on": "2023-02-19"})).await.refused(422, "upkeep.plan.behind");
        app.plan(json!({"asset_kind": "household"})).await.refused(422, "upkeep.plan.of_households");
        app.plan(json!({"duty": "cleaning"})).await.refused(422, "upkeep.plan.task_wrong");
        app.plan(json!({"task": "order", "duty": "cleaning"})).await.refused(422, "upkeep.plan.task_wrong");
        let plan = app.plan(json!({"first_on": "2023-03-02"})).await.ok(201);
        until(app, "2023-03-12").await;
        app.tick().await;
        assert_eq!(dues(app, &pool, "").await, days(&[("2023-03-02", false), ("2023-03-12", false)]));
        assert!(dues(app, &idle, "").await.is_empty() && dues(app, &shop, "").await.is_empty());
        app.inspected(&pool, json!({"inspected_on": "2023-03-11"})).await.ok(201);
        assert_eq!(dues(app, &pool, "&waiting=true").await, days(&[("2023-03-12", false)]));
        app.inspected(&pool, json!({"inspected_on": "2023-03-12"})).await.ok(201);
        assert_eq!(dues(app, &pool, "&waiting=false").await, days(&[("2023-03-02", true), ("2023-03-12", true)]));
        let end = format!("/upkeep-plans/{}/end", text(&plan, "id"));
        let ended = app.act("asset_officer", &end, Some(&plan), json!({"reason": "示例"})).await.ok(200);
        app.act("asset_officer", &end, Some(&ended), json!({"reason": "示例"})).await.refused(409, "upkeep.plan.ended");
        until(app, "2023-03-22").await;
        assert_eq!(dues(app, &pool, "").await.len(), 2);
    }

    /// By completion: one order at a time, and the next so many days after the last was done; by class and risk.
    async fn a_completion_makes_the_next_order_due(app) {
        app.tick().await;
        let pool = used(app, json!({"name": "示例水池", "region_code": TOWN})).await;
        let calm = used(app, json!({"name": "示例水塔", "region_code": TOWN})).await;
        app.inspected(&pool, json!({"risk": "high"})).await.ok(201);
        app.inspected(&calm, json!({"risk": "low"})).await.ok(201);
        let orders = json!({
            "task": "order", "duty": "cleaning", "what": "示例：清洗水池", "every_days": 5, "counted": "completion", "risk": "high",
            "first_on": "2023-03-02"
        });
        let plan = app.plan(orders).await.ok(201);
        until(app, "2023-03-06").await;
        assert_eq!(dues(app, &pool, "").await, days(&[("2023-03-02", true)]));
        assert!(dues(app, &calm, "").await.is_empty());
        let order = app.see("auditor", &format!("/upkeep-orders?asset_id={}", text(&pool, "id"))).await["items"][0].clone();
        assert_eq!((text(&order, "state"), text(&order, "due_on"), text(&order, "what")), ("opened", "2023-03-02", "示例：清洗水池"));
        assert!(text(&order, "number").starts_with("GH-431026102-2023-"));
        let order = app.on_order("asset_officer", "assign", &order, json!({"name": "示例村"})).await.ok(200);
        let report = json!({"done_on": "2023-03-06", "report": "示例", "cost": "0.00", "upkeep_source": "county_finance"});
        let order = app.on_order("asset_officer", "report", &order, report).await.ok(200);
        let found = json!({"verified_cost": "0.00", "treatment": "expense", "rating": "satisfied", "raters": 3});
        app.on_order("town_officer", "verify", &order, found).await.ok(200);
        until(app, "2023-03-10").await;
        assert_eq!(dues(app, &pool, "").await.len(), 1);
        until(app, "2023-03-11").await;
        assert_eq!(dues(app, &pool, "").await, days(&[("2023-03-02", true), ("2023-03-11", true)]));
        let page = app.see("auditor", &format!("/upkeep-dues?upkeep_plan_id={}", text(&plan, "id"))).await;
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
    }

    /// A county that begins in the middle of an interval says since when that is counted: by schedule, and by completion.
    async fn a_plan_begins_within_its_interval(app) {
        app.tick().await;
        let pool = used(app, json!({"name": "示例水池"})).await;
        let shop = used(app, json!({"name": "示例门面", "kind": "business"})).await;
        app.plan(json!({"first_on": "2023-02-25"})).await.ok(201);
        app.plan(json!({"first_on": "2023-02-25", "asset_kind": "business", "counted": "completion"})).await.ok(201);
        until(app, "2023-03-06").await;
        assert!(dues(app, &pool, "").await.is_empty() && dues(app, &shop, "").await.is_empty());
        until(app, "2023-03-08").await;
        for asset in [&pool, &shop] {
            assert_eq!(dues(app, asset, "").await, days(&[("2023-03-07", false)]));
        }
    }
}

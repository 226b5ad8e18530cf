use serde_json::json;

use crate::support::{
    cast::COUNTY,
    money::{DESKS, text},
};

engines! {
    /// A county publishes its own order of desks: what is filed from then on runs by it, what was filed before by the old one, and
    /// when it is retired the built-in one holds again.
    async fn a_second_definition_is_published_and_run(app) {
        let county = app.county("1000000.00").await;
        let before = app.claim(&county, "100.00").await;
        app.submit(&before).await.ok(200);
        let step = |role: &str, seat: &str| json!({"name": "示例", "name_en": "Example", "mode": "any", "role": role, "seat": seat, "conditions": []});
        let body = json!({
            "matter": "disbursement", "region_code": COUNTY, "name": "示例：先局后股", "restart_at": 1, "decisive_evidence": [],
            "steps": [step("finance_vice_director", "county"), step("finance_section_head", "county"), step("unit_head", "filing_unit")]
        });
        let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
        let path = format!("/approval-definitions/{}", text(&draft, "id"));
        let published = app.press("security_admin_2", &format!("{path}/publish"), &draft).await.ok(200);
        let after = app.claim(&county, "200.00").await;
        app.submit(&after).await.ok(200);
        let other_order = ["finance_vice_director", "finance_section_head", "unit_head"];
        assert_eq!(app.approve(&other_order, text(&after, "id")).await["run_state"], "approved");
        assert_eq!(app.approve(&DESKS, text(&before, "id")).await["run_state"], "approved");
        app.press("security_admin", &format!("{path}/retire"), &published).await.ok(200);
        let last = app.claim(&county, "300.00").await;
        app.submit(&last).await.ok(200);
        assert_eq!(app.approve(&DESKS, text(&last, "id")).await["run_state"], "approved");
    }

    /// A batch of decisions: each item has its own outcome, and one that is refused does not undo the others.
    async fn a_batch_of_decisions_answers_item_by_item(app) {
        let county = app.county("1000000.00").await;
        let mut items = Vec::new();
        for amount in ["100.00", "200.00", "300.00"] {
            let draft = app.claim(&county, amount).await;
            app.submit(&draft).await.ok(200);
        }
        let tasks = app.see("unit_head", "/tasks").await;
        for (n, task) in tasks["items"].as_array().unwrap().iter().enumerate() {
            let etag = if n == 1 { "stale-0" } else { text(task, "etag") };
            items.push(json!({"task_id": task["id"], "etag": etag, "decision": "approve"}));
        }
        let done = app.act("unit_head", "/tasks/batch-decisions", None, json!({"items": items})).await.ok(200);
        let statuses: Vec<_> = done["items"].as_array().unwrap().iter().map(|i| i["status"].as_i64().unwrap()).collect();
        assert_eq!(statuses, [200, 412, 200], "{done:#}");
        assert_eq!(app.see("unit_head", "/tasks").await["items"].as_array().unwrap().len(), 1);
    }
}

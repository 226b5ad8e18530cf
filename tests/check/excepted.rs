//! Damage in exceptions: what nobody granted, and what no act used up.

use serde_json::json;

use super::plant::expect_seen;
use crate::support::money::text;

engines! {
    async fn an_exception_that_nobody_granted_or_used_is_seen(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "200000.01").await;
        let exception = app.except(&claim, "R90", "0.01").await.ok(201);
        app.approve(&["finance_section_head", "finance_vice_director"], text(&exception, "id")).await;
        app.submit(&claim).await.ok(200);
        expect_seen(app, "I4", &[
            "UPDATE policy_exception SET granted_by = 'county_leader'",
            "UPDATE policy_exception SET run_id = (SELECT id FROM approval_run WHERE matter = 'disbursement')",
            "UPDATE policy_exception SET act_id = {new}",
            "UPDATE policy_exception SET act_version = act_version - 1",
            "UPDATE policy_exception SET act_kind = 'payment_batch'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE policy_exception SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE policy_exception SET state = 'made_good'"]).await;
        expect_seen(app, "I11", &["UPDATE policy_exception SET region_code = '431027'"]).await;
    }

    async fn an_exception_for_an_asset_that_no_act_used_is_seen(app) {
        let asset = app.enter(json!({})).await.ok(201);
        let exception = app.except_what(("asset", &asset), "R31", "").await.ok(201);
        app.grant_exception(&exception).await;
        app.on_asset("put-in-service", &asset, json!({"on": "2023-03-01"})).await.ok(200);
        expect_seen(app, "I4", &[
            "UPDATE policy_exception SET act_id = {new}",
            "UPDATE policy_exception SET act_version = act_version - 1",
            "UPDATE policy_exception SET subject_kind = 'posting'",
        ]).await;
    }

    async fn an_exception_to_a_plan_that_nothing_used_is_seen(app) {
        let project = app.uncoded().await;
        let exception = app.except_plan(&project, "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
        let plan = json!({"plan_year": 2023, "paper_file_id": app.paper("年度计划.pdf").await});
        let path = format!("/projects/{}/plan", text(&project, "id"));
        app.act("unit_clerk", &path, Some(&project), plan).await.ok(200);
        expect_seen(app, "I4", &[
            "UPDATE policy_exception SET act_id = {new}",
            "UPDATE policy_exception SET act_version = act_version - 1",
        ]).await;
        expect_seen(app, "I11", &["UPDATE policy_exception SET region_code = '431027'"]).await;
    }
}

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::COUNTY,
    money::{County, text},
};

fn step(role: &str, seat: &str, conditions: Value) -> Value {
    json!({"name": "示例", "name_en": "Example", "mode": "any", "role": role, "seat": seat, "conditions": conditions})
}

/// Desks of claims in the test county.
fn desks(steps: &[Value]) -> Value {
    json!({
        "matter": "disbursement", "region_code": COUNTY, "name": "示例", "restart_at": steps.len(), "decisive_evidence": [],
        "steps": steps
    })
}

/// Above the director's amount.
fn large() -> Value {
    json!([{"fact": "amount", "comparison": "at_least", "other_fact": "director_amount"}])
}

/// The director's amount from a day on.
async fn director_amount(app: &TestApp, from: &str, amount: &str) {
    let body = json!({
        "key": "approvals.director_amount", "region_code": COUNTY, "valid_from_on": from, "value": amount, "basis": "paper",
        "document": "示例县财政资金拨付办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

/// A claim that the vice-director has returned, after whom nobody else signs.
async fn returned(app: &TestApp, county: &County) -> Value {
    let claim = app.claim(county, "150000.00").await;
    app.submit(&claim).await.ok(200);
    app.approve(&["unit_head"], text(&claim, "id")).await;
    let back =
        json!({"decision": "return", "return_form": "revise", "reason": "use_wrong", "opinion": "示例：用途写全"});
    app.decide("finance_vice_director", text(&claim, "id"), back).await.ok(200);
    app.claim_now(&claim).await
}

engines! {
    /// Desks that may all fall away would leave a paper to nobody: such an order of desks is not taken.
    async fn an_order_of_desks_that_may_all_fall_away_is_refused(app) {
        let body = desks(&[step("unit_head", "filing_unit", large()), step("finance_director", "county", large())]);
        let problem = app.act("security_admin", "/approval-definitions", None, body).await.refused(422, "approvals.definition.faulty");
        assert_eq!(problem["errors"][0]["pointer"], "/steps", "{problem:#}");
    }

    /// The desk that returned a claim no longer applies when it is sent again: nobody has said yes in its place, and no claim is
    /// approved by nobody. Its money stays free, and it is withdrawn and filed anew.
    async fn nobody_signing_is_never_an_approval(app) {
        let county = app.county("1000000.00").await;
        director_amount(app, "2023-02-01", "100000.00").await;
        let body = desks(&[step("unit_head", "filing_unit", json!([])), step("finance_vice_director", "county", large())]);
        let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
        let publish = format!("/approval-definitions/{}/publish", text(&draft, "id"));
        app.press("security_admin_2", &publish, &draft).await.ok(200);
        let claim = returned(app, &county).await;
        director_amount(app, "2023-02-02", "300000.00").await;
        let path = format!("/disbursements/{}", text(&claim, "id"));
        app.act("unit_clerk", &format!("{path}/resubmit"), Some(&claim), json!({})).await.refused(409, "approvals.run.nobody_signs");
        assert_eq!(app.claim_now(&claim).await["state"], "returned");
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "0.00");
        app.press("unit_clerk", &format!("{path}/withdraw"), &claim).await.ok(200);
        let anew = app.claim(&county, "150000.00").await;
        app.submit(&anew).await.ok(200);
        assert_eq!(app.approve(&["unit_head"], text(&anew, "id")).await["run_state"], "approved");
    }
}

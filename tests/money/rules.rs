//! Each rule of a claim, called by its operation and refused once over HTTP, with its figures; a warning, answered and then acknowledged.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    money::{County, DESKS, text},
};

/// Drafts a claim and submits it.
async fn submitted(app: &TestApp, claim: Value) -> crate::support::Reply {
    let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
    app.submit(&draft).await
}

/// Refused by a rule, nothing being held.
async fn refused(app: &TestApp, county: &County, claim: Value, rule: &str, code: &str) -> Value {
    let before = app.balance(&county.allocation).await;
    let problem = submitted(app, claim).await.refused(409, code);
    assert_eq!(text(&problem, "rule"), rule);
    assert_eq!(app.balance(&county.allocation).await, before);
    problem
}

engines! {
    /// R90: above the ceiling of the milestone, with the figures; and the ceiling is cumulative.
    async fn r90_milestone_ceiling(app) {
        let county = app.county("1000000.00").await;
        let problem = refused(app, &county, county.claim("200000.01"), "R90", "payments.disbursement.over_milestone").await;
        assert_eq!((problem["facts"]["ceiling"].as_str(), problem["facts"]["left"].as_str()), (Some("200000.00"), Some("200000.00")));
        submitted(app, county.claim("150000.00")).await.ok(200);
        let problem = refused(app, &county, county.claim("50000.01"), "R90", "payments.disbursement.over_milestone").await;
        assert_eq!(problem["facts"]["left"], "50000.00");
        submitted(app, county.claim("50000.00")).await.ok(200);
    }

    /// R89: above the contract, and above what is left of the allocation.
    async fn r89_contract_and_allocation(app) {
        let county = app.county("100000.00").await;
        let problem = submitted(app, county.claim("500000.01")).await.refused(409, "payments.disbursement.over_contract");
        assert_eq!((text(&problem, "rule"), problem["facts"]["price"].as_str()), ("R89", Some("500000.00")));
        let problem = refused(app, &county, county.claim("100000.01"), "R89.1", "payments.disbursement.over_allocation").await;
        assert_eq!(problem["facts"]["left"], "100000.00");
    }

    /// R93: a work is not paid above its estimate.
    async fn r93_estimate(app) {
        let county = app.county("1000000.00").await;
        let contract = app.signed(&county.project, "590000.00").await;
        let mut first = county.claim("236000.00");
        first["contract_id"] = contract["id"].clone();
        submitted(app, first).await.ok(200);
        submitted(app, county.claim("200000.00")).await.ok(200);
        let third = app.signed(&county.project, "500000.00").await;
        let mut over = county.claim("164000.01");
        over["contract_id"] = third["id"].clone();
        let problem = refused(app, &county, over, "R93", "payments.disbursement.over_estimate").await;
        assert_eq!((problem["facts"]["estimate"].as_str(), problem["facts"]["claimed"].as_str()), (Some("600000.00"), Some("436000.00")));
    }

    /// R85: another class than the money allows, and one on the negative list.
    async fn r85_earmark(app) {
        let county = app.county("1000000.00").await;
        let mut other = county.claim("100.00");
        other["functional_class"] = json!("2120303");
        let problem = refused(app, &county, other, "R85", "payments.disbursement.use_out_of_scope").await;
        assert_eq!((problem["facts"]["fault"].as_str(), text(&problem, "clause")), (Some("not_allowed"), "《中华人民共和国预算法》 第九十三条"));
        let mut barred = county.claim("100.00");
        barred["economic_class"] = json!("50201");
        let problem = refused(app, &county, barred, "R85", "payments.disbursement.use_out_of_scope").await;
        assert_eq!(problem["facts"]["fault"], "negative_list");
    }

    /// R84: a suspended project is not paid.
    async fn r84_planned(app) {
        let county = app.county("1000000.00").await;
        let path = format!("/projects/{}/suspend", text(&county.project, "id"));
        app.act("line_reviewer", &path, Some(&county.project), json!({"reason": "示例"})).await.ok(200);
        let problem = refused(app, &county, county.claim("100.00"), "R84", "payments.disbursement.project_not_planned").await;
        assert_eq!(problem["facts"]["state"], "suspended");
    }

    /// R100: not a party to the contract; an account that nobody has confirmed.
    async fn r100_payee(app) {
        let county = app.county("1000000.00").await;
        let stranger = json!({"name": "示例施工单位乙", "kind": "company", "region_code": "431026"});
        let stranger = app.act("unit_clerk", "/organisations", None, stranger).await.ok(201);
        let account = json!({
            "organisation_id": stranger["id"], "holder_name": "示例施工单位乙", "bank_name": "示例银行", "account_no": "6200000000000009"
        });
        let account = app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
        let mut claim = county.claim("100.00");
        claim["payees"] = json!([{"organisation_id": stranger["id"], "bank_account_id": account["id"], "amount": "100.00"}]);
        let problem = refused(app, &county, claim, "R100", "payments.disbursement.payee_mismatch").await;
        assert_eq!(problem["facts"]["fault"], "not_party");
        let close = format!("/bank-accounts/{}/close", text(&county.account, "id"));
        app.press("finance_clerk", &close, &county.account).await.ok(200);
        let problem = refused(app, &county, county.claim("100.00"), "R100", "payments.disbursement.payee_mismatch").await;
        assert_eq!(problem["facts"]["fault"], "account_not_usable");
    }

    /// R101: papers are missing; and where the county has set no list, nothing passes.
    async fn r101_evidence(app) {
        let county = app.county("1000000.00").await;
        let mut bare = county.claim("100.00");
        bare["evidence"] = json!([{"kind": "contract", "file_id": county.contract_paper}]);
        let problem = refused(app, &county, bare, "R101", "payments.disbursement.evidence_missing").await;
        assert_eq!(problem["facts"]["missing"], "invoice");
        let mut unset = county.claim("100.00");
        unset["milestone"] = json!("advance");
        let problem = refused(app, &county, unset, "R101", "policy.value_unset").await;
        assert_eq!(problem["facts"]["key"], "payments.evidence.advance");
    }

    /// R102 warns and passes when acknowledged by name; R102.1 refuses completion money before acceptance.
    async fn r102_dates(app) {
        let county = app.county("1000000.00").await;
        let mut late = county.claim("100.00");
        late["milestone"] = json!("completion");
        late["evidence"][0]["kind"] = json!("acceptance_form");
        let problem = refused(app, &county, late, "R102.1", "payments.disbursement.premature").await;
        assert_eq!(problem["facts"]["fault"], "no_acceptance");
        app.on_day("2023-03-05").await;
        let contract = app.contract(&county.project, "1000.00").await;
        let sign = format!("/contracts/{}/sign", text(&contract, "id"));
        app.act("unit_clerk", &sign, Some(&contract), json!({"on": "2023-03-05"})).await.ok(200);
        let mut early = county.claim("100.00");
        early["contract_id"] = contract["id"].clone();
        early["claimed_on"] = json!("2023-03-05");
        let draft = app.act("unit_clerk", "/disbursements", None, early).await.ok(201);
        // The works began before this contract was signed.
        let problem = app.submit(&draft).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), problem["facts"]["rules"].as_str()), ("R102", Some("R102")));
        let path = format!("/disbursements/{}/submit", text(&draft, "id"));
        let sent = app.act("unit_clerk", &path, Some(&draft), json!({"acknowledged": ["R102"]})).await.ok(200);
        assert_eq!(sent["acknowledged"], json!(["R102"]));
        // Whoever decides is warned too, and stands by it by name.
        let id = text(&draft, "id");
        app.decide("unit_head", id, json!({"decision": "approve"})).await.refused(409, "policy.rule.not_acknowledged");
        app.decide("unit_head", id, json!({"decision": "approve", "acknowledged": ["R102"]})).await.ok(200);
    }

    /// R104: what left the plan after its approval is not handed over.
    async fn r104_hand_over(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "100.00").await;
        let body = json!({"region_code": "431026", "disbursement_ids": [claim["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let suspend = format!("/projects/{}/suspend", text(&county.project, "id"));
        app.act("line_reviewer", &suspend, Some(&county.project), json!({"reason": "示例"})).await.ok(200);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        let problem = app.press("treasury_payer", &path, &batch).await.refused(409, "payments.disbursement.not_payable");
        assert_eq!((text(&problem, "rule"), problem["facts"]["faults"].as_str()), ("R104", Some("not_planned")));
        assert_eq!(text(&app.balance(&county.allocation).await, "in_payment"), "0.00");
    }

    /// R109: whoever's own organisation is to be paid recuses themselves, even from a task that lay on their desk before.
    async fn r109_recusal(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "100.00").await;
        app.submit(&draft).await.ok(200);
        let officer = app.see("security_admin", &format!("/officers/{}", app.who("unit_head").await.officer)).await;
        let admin = app.who("security_admin").await;
        let moved = json!({"organisation_id": county.account["organisation_id"]});
        let path = format!("/officers/{}", text(&officer, "id"));
        app.patch(&path).by(&admin).at(text(&officer, "etag")).json(moved).send().await.ok(200);
        app.decide("unit_head", text(&draft, "id"), json!({"decision": "approve"})).await.refused(403, "access.denied.recused");
        assert_eq!(app.number("SELECT count(*) FROM approval_decision d JOIN approval_run r ON r.id = d.run_id WHERE r.matter = 'disbursement'").await, 0);
        let denied = app.see("auditor", "/trail/events?outcome=denied&action=approvals.task.decide").await;
        assert_eq!(denied["items"][0]["reason"], "recused", "{denied:#}");
    }

    /// R8 at the payment: a work whose code the county's force of the rule let pass at the plan is warned of again.
    async fn r8_at_the_payment(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "100.00").await;
        let checks = app.see("unit_clerk", &format!("/disbursements/{}/checks", text(&draft, "id"))).await;
        let of = |rule: &str| checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == rule).unwrap()["outcome"].clone();
        assert_eq!((of("R8"), of("R84"), of("R89"), of("R102")), (json!("passed"), json!("passed"), json!("passed"), json!("passed")));
    }

    /// A rule that breaks between two desks refuses the later one: checks are made again at each money decision.
    async fn rules_are_judged_again_at_every_desk(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "100.00").await;
        app.submit(&draft).await.ok(200);
        app.approve(&DESKS[..2], text(&draft, "id")).await;
        let close = format!("/bank-accounts/{}/close", text(&county.account, "id"));
        app.press("finance_clerk", &close, &county.account).await.ok(200);
        let problem = app.decide(DESKS[2], text(&draft, "id"), json!({"decision": "approve"})).await
            .refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!(text(&problem, "rule"), "R100");
    }
}

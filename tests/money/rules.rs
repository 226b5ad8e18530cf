//! Each rule of a claim, called by its operation and refused once over HTTP, with its figures; a warning, answered and then acknowledged.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::COUNTY,
    money::{County, DESKS, text},
};

/// Sets a policy value of the county from the year's first day on.
async fn value(app: &TestApp, key: &str, value: &str, until: Option<&str>) {
    let mut body = json!({
        "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
        "document": "示例县财政资金拨付办法", "certainty": "unverified"
    });
    if let Some(until) = until {
        body["valid_to_on"] = json!(until);
    }
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

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

    /// R93 again: what is no work but has an approved estimate is held to it.
    async fn r93_estimate_of_what_is_no_work(app) {
        let county = app.county("1000000.00").await;
        let body = json!({
            "name": "示例设备购置", "region_code": COUNTY, "category": "产业", "is_works": false, "amount": "90.00", "estimate": "90.00",
            "unit_id": county.project["unit_id"], "line_department_id": county.project["unit_id"]
        });
        let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
        let path = format!("/projects/{}", text(&project, "id"));
        let desks = ["line_reviewer", "finance_section_head"];
        app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        app.approve(&desks, text(&project, "id")).await;
        let plan = json!({"plan_year": 2023, "paper_file_id": county.contract_paper});
        app.act("unit_clerk", &format!("{path}/plan"), Some(&app.again(&project).await), plan).await.ok(200);
        app.approve(&desks, text(&project, "id")).await;
        let contract = app.signed(&project, "1000.00").await;
        let mut claim = county.claim("90.01");
        claim["project_id"] = project["id"].clone();
        claim["contract_id"] = contract["id"].clone();
        let problem = refused(app, &county, claim, "R93", "payments.disbursement.over_estimate").await;
        assert_eq!(problem["facts"]["estimate"], "90.00");
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

    /// R101 counts an invoice once: the same paper twice under one kind is refused, drafted or added, whatever file carries it.
    async fn r101_an_invoice_counts_once(app) {
        let county = app.county("1000000.00").await;
        let mut twice = county.claim("100.00");
        let half = |file: &Value| json!({"kind": "invoice", "file_id": file, "amount": "50.00"});
        let copy = app.paper("发票.pdf").await;
        for file in [&county.invoice, &copy] {
            twice["evidence"] = json!([{"kind": "contract", "file_id": county.contract_paper}, half(&county.invoice), half(file)]);
            app.act("unit_clerk", "/disbursements", None, twice.clone()).await.refused(422, "payments.disbursement.paper_doubled");
        }
        let draft = app.claim(&county, "100.00").await;
        let path = format!("/disbursements/{}/evidence", text(&draft, "id"));
        app.act("unit_clerk", &path, Some(&draft), half(&copy)).await.refused(422, "payments.disbursement.paper_doubled");
        twice["evidence"] = json!([{"kind": "contract", "file_id": county.contract_paper}, half(&county.invoice), half(&app.paper("发票二.pdf").await)]);
        submitted(app, twice).await.ok(200);
    }

    /// R102.1: retention is paid when the defects period that runs from acceptance has passed, and not a day before.
    async fn r102_1_retention_waits_for_the_defects_period(app) {
        let county = app.county("1000000.00").await;
        value(app, "payments.evidence.retention", "defects_end_note", None).await;
        let form = app.paper("验收单.pdf").await;
        let path = format!("/contracts/{}/complete", text(&county.contract, "id"));
        app.act("unit_clerk", &path, Some(&county.contract), json!({"on": "2023-03-01"})).await.refused(400, "wire.malformed");
        let done = app.act("unit_clerk", &path, Some(&county.contract), json!({"on": "2023-03-01", "file_id": form})).await.ok(200);
        assert_eq!((&done["completion_file_id"], &done["defects_months"]), (&form, &json!(12)));
        app.on_day("2024-02-29").await;
        let mut claim = county.claim("15000.00");
        claim["milestone"] = json!("retention");
        claim["evidence"] = json!([{"kind": "defects_end_note", "file_id": county.invoice}]);
        claim["claimed_on"] = json!("2024-02-29");
        let problem = refused(app, &county, claim.clone(), "R102.1", "payments.disbursement.premature").await;
        let facts = ["fault", "acceptance", "defects_end"].map(|fact| text(&problem["facts"], fact).to_owned());
        assert_eq!(facts, ["defects_period", "2023-03-01", "2024-03-01"]);
        app.on_day("2024-03-01").await;
        claim["claimed_on"] = json!("2024-03-01");
        submitted(app, claim).await.ok(200);
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

    /// R104: a photo is no voucher.
    async fn r104_a_photo_is_no_voucher(app) {
        let county = app.county("1000000.00").await;
        value(app, "payments.evidence.advance", "photo", None).await;
        let mut claim = county.claim("100.00");
        claim["milestone"] = json!("advance");
        claim["evidence"] = json!([{"kind": "photo", "file_id": county.invoice}]);
        let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        app.submit(&draft).await.ok(200);
        app.approve(&DESKS, text(&draft, "id")).await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [draft["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        let problem = app.press("treasury_payer", &path, &batch).await.refused(409, "payments.disbursement.not_payable");
        assert_eq!((text(&problem, "rule"), problem["facts"]["faults"].as_str()), ("R104", Some("no_voucher")));
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

    /// R8 at the payment: a work without code that the county's force of the rule let pass at the plan is refused once the rule has
    /// its own force again.
    async fn r8_at_the_payment(app) {
        let county = app.county("1000000.00").await;
        value(app, "force.R8", "warn", Some("2023-03-04")).await;
        let body = json!({
            "name": "示例安置点供水", "region_code": COUNTY, "category": "基础设施", "is_works": true, "amount": "1000.00",
            "estimate": "1000.00", "unit_id": county.project["unit_id"], "line_department_id": county.project["unit_id"]
        });
        let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
        let (id, path) = (text(&project, "id"), format!("/projects/{}", text(&project, "id")));
        app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], id).await;
        let plan = |acknowledged: &[&str]| json!({"plan_year": 2023, "paper_file_id": county.contract_paper, "acknowledged": acknowledged});
        let library = app.again(&project).await;
        let problem = app.act("unit_clerk", &format!("{path}/plan"), Some(&library), plan(&[])).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(text(&problem, "rule"), "R8");
        app.act("unit_clerk", &format!("{path}/plan"), Some(&library), plan(&["R8"])).await.ok(200);
        for desk in ["line_reviewer", "finance_section_head"] {
            app.decide(desk, id, json!({"decision": "approve", "acknowledged": ["R8"]})).await.ok(200);
        }
        let contract = app.signed(&project, "1000.00").await;
        let mut claim = county.claim("100.00");
        claim["project_id"] = project["id"].clone();
        claim["contract_id"] = contract["id"].clone();
        let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        let outcome = async || {
            let checks = app.see("unit_clerk", &format!("/disbursements/{}/checks", text(&draft, "id"))).await;
            checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == "R8").unwrap()["outcome"].clone()
        };
        assert_eq!(outcome().await, "warned");
        app.on_day("2023-03-05").await;
        assert_eq!(outcome().await, "refused");
        let problem = app.submit(&draft).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!((text(&problem, "rule"), problem["facts"]["force"].as_str()), ("R8", Some("exception")));
        // What could let it pass is said once, and who grants it.
        assert_eq!(text(&problem, "detail").matches("/api/v1/exceptions").count(), 1, "{problem:#}");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_director");
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

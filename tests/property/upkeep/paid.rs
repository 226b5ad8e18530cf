use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    money::races::until_answered,
    oversight::told::Told,
    support::{
        Reply, TestApp,
        cast::{COUNTY, OTHER},
        money::{County, DESKS, result_row, results, text},
    },
};

/// A county that says which papers a claim of upkeep needs.
async fn county(app: &TestApp) -> County {
    let county = app.county("1000000.00").await;
    let papers = json!({
        "key": "payments.evidence.upkeep_post", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "invoice", "basis": "paper",
        "document": "示例县管护办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, papers).await.ok(201);
    county
}

/// A claim of upkeep for an order, to the county's builder.
fn claim(county: &County, order: &Value, amount: &str) -> Value {
    let mut body = county.claim(amount);
    let fields = body.as_object_mut().unwrap();
    fields.remove("contract_id");
    fields.remove("milestone");
    fields.insert("kind".into(), json!("upkeep_post"));
    fields.insert("purpose".into(), json!("管护维修费"));
    fields.insert("upkeep_order_id".into(), order["id"].clone());
    body
}

async fn drafted(app: &TestApp, body: Value) -> Value {
    app.act("unit_clerk", "/disbursements", None, body).await.ok(201)
}

/// An order that the builder has done for the county's money, as it was reported.
async fn reported(app: &TestApp, county: &County, asset: &Value, cost: &str) -> Value {
    let order = app.order(asset, json!({})).await.ok(201);
    let order = app
        .on_order("asset_officer", "assign", &order, json!({"organisation_id": county.account["organisation_id"]}))
        .await
        .ok(200);
    app.reported(&order, cost, "county_finance").await.ok(200)
}

fn found(cost: &str) -> Value {
    json!({"verified_cost": cost, "treatment": "capital", "improvement": "life", "rating": "satisfied", "raters": 8})
}

/// The paper by which one assigns to another what is due.
fn assignment((from, to): (&str, &str), paper: &Value) -> Value {
    json!({"number": "示例转让〔2023〕1号", "signed_on": "2023-03-01", "from_name": from, "to_name": to, "file_id": paper})
}

engines! {
    /// A claim pays an order that was verified, once, to whoever did it, and no more than was verified; the trace runs both ways.
    async fn an_order_is_paid_by_a_claim(app) {
        let county = county(app).await;
        let asset = app.valued("示例水池").await;
        let order = reported(app, &county, &asset, "100.00").await;
        app.act("unit_clerk", "/disbursements", None, claim(&county, &order, "90.00")).await.refused(422, "payments.upkeep_order.unknown");
        let order = app.on_order("town_officer", "verify", &order, found("90.00")).await.ok(200);
        assert_eq!(order["payee_id"], county.account["organisation_id"]);
        let mut contract = county.claim("90.00");
        contract["upkeep_order_id"] = order["id"].clone();
        app.act("unit_clerk", "/disbursements", None, contract).await.refused(422, "payments.disbursement.order_only_for_upkeep");
        let mut both = claim(&county, &order, "90.00");
        both["contract_id"] = county.contract["id"].clone();
        app.act("unit_clerk", "/disbursements", None, both).await.refused(422, "payments.disbursement.order_needed");
        let problem = app.submit(&drafted(app, claim(&county, &order, "90.01")).await).await.refused(409, "payments.disbursement.over_order");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "verified"), text(&problem["facts"], "total")), ("R89.2", "90.00", "90.01"));
        let paid = drafted(app, claim(&county, &order, "90.00")).await;
        app.submit(&paid).await.ok(200);
        let problem = app.submit(&drafted(app, claim(&county, &order, "0.01")).await).await.refused(409, "payments.disbursement.over_order");
        assert_eq!((text(&problem["facts"], "claimed"), text(&problem["facts"], "total")), ("90.00", "90.01"));
        app.approve(&DESKS, text(&paid, "id")).await;
        let close = format!("/upkeep-orders/{}/close", text(&order, "id"));
        app.press("asset_officer", &close, &order).await.refused(409, "upkeep.order.not_met");
        // Verified and claimed is not spent: nothing of it reached the asset, and the order tells what it owes.
        let owed = Told::to(app, "auditor", "asset", &asset, "&direction=up").await;
        assert_eq!((owed.amounts("kept"), owed.amounts("paid_for").len()), (vec!["-"], 0), "{:#}", owed.0);
        assert_eq!(owed.held(owed.node("upkeep_order"), "committed"), 9_000);
        let batch = app.handed_over(&[&app.claim_now(&paid).await]).await;
        let payment = app.payments(&paid).await.remove(0);
        let row = result_row("Z1", "paid", "90.00", text(&payment, "number"), "");
        app.import(&batch, &results(&[row])).await.ok(200);
        let closed = app.press("asset_officer", &close, &order).await.ok(200);
        assert_eq!((text(&closed, "state"), text(&closed, "paid")), ("closed", "90.00"));
        let card = app.asset_now(&asset, "").await;
        assert_eq!(text(&card, "original_value"), "1090.00");

        let up = Told::to(app, "auditor", "asset", &asset, "&direction=up").await;
        assert_eq!((up.sum("kept"), up.sum("paid_for"), up.sum("made_into")), (9_000, 9_000, 9_000), "{:#}", up.0);
        assert_eq!(text(up.node("upkeep_order"), "number"), text(&order, "number"));
        let down = Told::to(app, "auditor", "payment", &payment, "&direction=down").await;
        assert_eq!((down.amounts("paid_for"), down.amounts("kept")), (vec!["90.00"], vec!["90.00"]), "{:#}", down.0);
        assert_eq!(text(down.node("asset"), "number"), text(&asset, "number"));
        // What kept it up, or raised it, makes no other card.
        let again = json!({"funding": [{"payment_id": payment["id"], "amount": "0.01"}]});
        let problem = app.enter(again).await.refused(409, "assets.funding.of_upkeep");
        assert_eq!(problem["facts"]["payment"], payment["number"]);
        let both = Told::to(app, "auditor", "upkeep_order", &order, "").await;
        assert!(both.node("upkeep_order")["held"].is_null(), "nothing is owed any more");
        assert_eq!((both.nodes("payment").len(), both.nodes("asset").len()), (1, 1), "{:#}", both.0);
    }

    /// What was verified wrongly is taken back by another officer while nobody relies on it, and its bill with it; then it stands.
    async fn a_wrong_verification_is_taken_back_while_nothing_is_claimed(app) {
        let county = county(app).await;
        let order = reported(app, &county, &app.valued("示例水池").await, "100.00").await;
        let wrong = app.on_order("town_officer", "verify", &order, found("10.00")).await.ok(200);
        let reason = json!({"reason": "示例：核定费用录错"});
        app.on_order("town_officer", "send-back", &wrong, reason.clone()).await.refused(403, "access.denied.second_person");
        let back = app.on_order("asset_officer", "send-back", &wrong, reason.clone()).await.ok(200);
        assert_eq!((text(&back, "state"), &back["verified_cost"], &back["payee_id"]), ("done", &Value::Null, &Value::Null));
        app.act("unit_clerk", "/disbursements", None, claim(&county, &back, "10.00")).await.refused(422, "payments.upkeep_order.unknown");
        let right = app.on_order("town_officer", "verify", &back, found("100.00")).await.ok(200);
        let draft = drafted(app, claim(&county, &right, "100.00")).await;
        let problem = app.on_order("asset_officer", "send-back", &right, reason).await.refused(409, "upkeep.order.relied_on");
        assert_eq!(problem["facts"]["by"], draft["number"]);
    }

    /// A claim that was deleted or withdrawn relies on nothing: the verification goes back, and the next one stands in its place.
    async fn a_claim_that_is_no_more_holds_no_verification(app) {
        let county = county(app).await;
        let order = reported(app, &county, &app.valued("示例水池").await, "100.00").await;
        let wrong = app.on_order("town_officer", "verify", &order, found("10.00")).await.ok(200);
        let reason = json!({"reason": "示例：核定费用录错"});
        let deleted = drafted(app, claim(&county, &wrong, "10.00")).await;
        let clerk = app.who("unit_clerk").await;
        app.delete(&format!("/disbursements/{}", text(&deleted, "id"))).by(&clerk).at("1").send().await.ok(200);
        let withdrawn = drafted(app, claim(&county, &wrong, "10.00")).await;
        app.submit(&withdrawn).await.ok(200);
        let problem = app.on_order("asset_officer", "send-back", &wrong, reason.clone()).await.refused(409, "upkeep.order.relied_on");
        assert_eq!(problem["facts"]["by"], withdrawn["number"]);
        let path = format!("/disbursements/{}", text(&withdrawn, "id"));
        app.press("unit_clerk", &format!("{path}/withdraw"), &app.claim_now(&withdrawn).await).await.ok(200);
        let back = app.on_order("asset_officer", "send-back", &wrong, reason).await.ok(200);
        app.act("unit_clerk", "/disbursements", None, claim(&county, &back, "10.00")).await.refused(422, "payments.upkeep_order.unknown");
        app.see("finance_clerk", &format!("{path}/checks")).await;
        let right = app.on_order("town_officer", "verify", &back, found("100.00")).await.ok(200);
        let paid = drafted(app, claim(&county, &right, "100.00")).await;
        app.submit(&paid).await.ok(200);
    }

    /// Eight claims for the whole of one order at once: exactly one passes, the others are told what stands before them (R89.2).
    async fn an_order_is_claimed_once_by_many_at_once(app) {
        let county = county(app).await;
        let order = reported(app, &county, &app.valued("示例水池").await, "90.00").await;
        let order = app.on_order("town_officer", "verify", &order, found("90.00")).await.ok(200);
        let mut drafts = Vec::new();
        for _ in 0..8 {
            drafts.push(drafted(app, claim(&county, &order, "90.00")).await);
        }
        let submit = async |draft: &Value| until_answered(async || app.submit(draft).await).await;
        let answers = join_all(drafts.iter().map(submit)).await;
        let won = answers.iter().filter(|a| a.status == 200).count();
        let told = |a: &&Reply| a.status == 409 && a.body["rule"] == "R89.2" && a.body["facts"]["total"] == "180.00";
        let refused = answers.iter().filter(told).count();
        assert_eq!((won, refused), (1, 7), "{:?}", answers.iter().map(|a| &a.body).collect::<Vec<_>>());
        let held = "SELECT CAST(sum(amount_fen) AS bigint) FROM disbursement WHERE upkeep_order_id IS NOT NULL AND state = 'submitted'";
        assert_eq!(app.number(held).await, 9_000);
    }

    /// Whoever did not do the work is not paid for it (R100), and where nobody of the register did, the verifier says who is due.
    async fn a_claim_pays_whoever_did_the_work(app) {
        let county = county(app).await;
        let order = app.under_way(&app.valued("示例水池").await).await;
        let order = app.reported(&order, "50.00", "county_finance").await.ok(200);
        app.on_order("town_officer", "verify", &order, json!({"verified_cost": "50.00", "treatment": "expense", "rating": "fair", "raters": 2})).await
            .refused(422, "upkeep.order.payee_needed");
        let named = json!({
            "verified_cost": "50.00", "treatment": "expense", "rating": "fair", "raters": 2, "payee_id": app.unit("示例县农业农村局").await,
            "assignment": assignment(("示例村", "示例县农业农村局"), &app.town_paper("付款委托书.pdf").await)
        });
        let order = app.on_order("town_officer", "verify", &order, named).await.ok(200);
        let problem = app.submit(&drafted(app, claim(&county, &order, "50.00")).await).await.refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "fault"), text(&problem["facts"], "contract")), ("R100", "not_party", text(&order, "number")));
    }

    /// R100, R109: another than who had the order is paid on paper, and every later desk is told who had it; the verifier's own unit never is.
    async fn another_payee_needs_a_paper_and_is_told(app) {
        let county = county(app).await;
        let asset = app.valued("示例水池").await;
        let builder = app.act("unit_clerk", "/organisations", None, json!({"name": "示例施工单位乙", "kind": "company", "region_code": COUNTY})).await.ok(201);
        let order = app.order(&asset, json!({})).await.ok(201);
        let order = app.on_order("asset_officer", "assign", &order, json!({"organisation_id": builder["id"]})).await.ok(200);
        let order = app.reported(&order, "90.00", "county_finance").await.ok(200);
        let paper = app.town_paper("债权转让通知书.pdf").await;
        let paid_to = |payee: &Value, by: Value| {
            let mut body = found("90.00");
            body["payee_id"] = payee.clone();
            body["file_ids"] = json!([paper]);
            if !by.is_null() {
                body["assignment"] = by;
            }
            body
        };
        // What other money pays has no payee: who did the work is not who says what it was worth.
        let town = app.unit("示例镇人民政府").await;
        let towns = app.order(&asset, json!({})).await.ok(201);
        let towns = app.on_order("asset_officer", "assign", &towns, json!({"organisation_id": town})).await.ok(200);
        let towns = app.reported(&towns, "90.00", "other").await.ok(200);
        let problem = app.on_order("town_officer", "verify", &towns, found("90.00")).await.refused(409, "upkeep.order.own_work");
        assert_eq!(text(&problem["facts"], "unit"), "示例镇人民政府");
        app.also("line_reviewer", "asset_officer").await;
        app.on_order("line_reviewer", "verify", &towns, found("90.00")).await.ok(200);
        let own = paid_to(&town, json!(null));
        // Nor what it is paid for another's.
        let built = app.on_order("asset_officer", "assign", &app.order(&asset, json!({})).await.ok(201), json!({"organisation_id": builder["id"]})).await.ok(200);
        let built = app.reported(&built, "90.00", "other").await.ok(200);
        app.on_order("town_officer", "verify", &built, own.clone()).await.refused(409, "upkeep.order.own_unit");
        let problem = app.on_order("town_officer", "verify", &order, own).await.refused(409, "upkeep.order.own_unit");
        assert_eq!(text(&problem["facts"], "unit"), "示例镇人民政府");
        let other = &county.account["organisation_id"];
        let problem = app.on_order("town_officer", "verify", &order, paid_to(other, json!(null))).await.refused(409, "upkeep.order.other_payee");
        assert_eq!((text(&problem["facts"], "assigned"), text(&problem["facts"], "payee")), ("示例施工单位乙", "示例施工单位甲"));
        let others = paid_to(other, assignment(("示例施工单位丙", "示例施工单位甲"), &paper));
        let problem = app.on_order("town_officer", "verify", &order, others).await.refused(409, "upkeep.order.assignment_parties");
        assert_eq!((text(&problem["facts"], "from"), text(&problem["facts"], "assigned")), ("示例施工单位丙", "示例施工单位乙"));
        let mut ahead = paid_to(other, assignment(("示例施工单位乙", "示例施工单位甲"), &paper));
        ahead["assignment"]["signed_on"] = json!("2023-12-31");
        app.on_order("town_officer", "verify", &order, ahead).await.refused(422, "upkeep.day.ahead");
        let by = paid_to(other, assignment(("示例施工单位乙", "示例施工单位甲"), &paper));
        let order = app.on_order("town_officer", "verify", &order, by).await.ok(200);
        let draft = drafted(app, claim(&county, &order, "90.00")).await;
        app.submit(&draft).await.ok(200);
        let checks = app.see("finance_clerk", &format!("/disbursements/{}/checks", text(&draft, "id"))).await;
        let payee = checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == "R100").unwrap();
        assert_eq!((text(&payee["facts"], "payee"), text(&payee["facts"], "assigned")), ("示例施工单位甲", "示例施工单位乙"), "{payee:#}");
        assert_eq!((text(&payee["facts"], "assignment"), text(&payee["facts"], "assignment_on")), ("示例转让〔2023〕1号", "2023-03-01"));
    }

    /// An order of another county is for whoever names it as what does not exist; and so is one outside the region of the project.
    async fn an_order_beside_is_no_order(app) {
        let county = county(app).await;
        let order = reported(app, &county, &app.valued("示例水池").await, "10.00").await;
        let order = app.on_order("town_officer", "verify", &order, found("10.00")).await.ok(200);
        let bureau = json!({"name": "示例乙县农业农村局", "kind": "line_department", "region_code": OTHER});
        let bureau = app.act("431027.unit_clerk", "/organisations", None, bureau).await.ok(201);
        let project = json!({
            "name": "示例管护项目", "region_code": OTHER, "category": "管护", "is_works": false, "unit_id": bureau["id"],
            "line_department_id": bureau["id"], "amount": "1000.00"
        });
        let project = app.act("431027.unit_clerk", "/projects", None, project).await.ok(201);
        let mut told = Vec::new();
        for id in [&order["id"], &county.project["id"]] {
            let mut body = claim(&county, &order, "10.00");
            body["project_id"] = project["id"].clone();
            body["upkeep_order_id"] = id.clone();
            let reply = app.act("431027.unit_clerk", "/disbursements", None, body).await;
            assert_eq!(reply.status, 422, "{:#}", reply.body);
            let errors = reply.body["errors"].as_array().unwrap().clone();
            let error = errors.iter().find(|e| e["pointer"] == "/upkeep_order_id").cloned();
            told.push(error.unwrap_or_else(|| panic!("the order is not told: {:#}", reply.body)));
        }
        assert_eq!(told[0], told[1]);
        assert_eq!(told[0]["code"], "payments.upkeep_order.unknown");
    }
}

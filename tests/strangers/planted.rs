//! What is planted in the test county: of everything something that has gone a long way, and something that has only begun.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    people::number,
    support::{
        TestApp,
        cast::COUNTY,
        money::{self, result_row, results, text},
    },
    tables::{send, send_later},
};

/// What was planted.
pub struct Planted {
    /// The objects at which operations are aimed, by collection: as far as possible those that have only begun.
    pub subjects: BTreeMap<&'static str, String>,
    /// Others, by the name under which a body or an aim asks for them.
    pub named: BTreeMap<&'static str, String>,
}

fn id(value: &Value) -> String {
    text(value, "id").to_owned()
}

/// Plants everything.
pub async fn plant(app: &TestApp) -> Planted {
    let county = app.county("1000000.00").await;
    let (paid, failed) = (app.approved(&county, "50000.00").await, app.approved(&county, "60000.00").await);
    let batch = app.handed_over(&[&paid, &failed]).await;
    let number = text(&app.payments(&failed).await[0], "number").to_owned();
    let waiting = result_row("Z9", "paid", "1.00", "无编号", "SL-2023-01");
    let told =
        app.import(&batch, &results(&[waiting, result_row("Z8", "failed", "60000.00", &number, "")])).await.ok(200);
    let waiting = told["results"].as_array().and_then(|rows| rows.iter().find(|row| row["payment_id"].is_null()));
    let mut named = splits(app).await;
    named.insert("waiting", id(waiting.expect("a row that fits no payment")));
    named.insert("library", library(app).await);
    named.insert("batch_taken", taken(app).await);
    let agency = json!({"name": "示例三资代理中心", "kind": "agency_centre", "region_code": COUNTY});
    named.insert("agency", id(&app.act("unit_clerk", "/organisations", None, agency).await.ok(201)));
    let own = [("project", &county.project), ("contract", &county.contract), ("allocation", &county.allocation)];
    named.extend(own.map(|(name, value)| (name, id(value))));
    named.insert("bank_account", id(&county.account));
    named.insert("contract_under_way", id(&app.signed(&county.project, "1000.00").await));
    named.insert("failed", id(&app.payments(&failed).await[0]));
    named.insert("organisation", text(&county.account, "organisation_id").to_owned());
    registers(app).await;
    let mut subjects = beginnings(app, &county).await;
    subjects.extend(shares(app, &mut named).await);
    subjects.extend(incomes(app, &mut named).await);
    Planted { subjects, named }
}

/// A draft that quantifies, and what there is of a dynamic scheme in force: it takes every transaction.
async fn shares(app: &TestApp, named: &mut BTreeMap<&'static str, String>) -> Vec<(&'static str, String)> {
    let body = app.old_body("示例丙村经济合作社").await;
    named.insert("members_pool", id(&app.members_pool(&body, "10000.00").await));
    let shop = app.owned_by(&body, "示例门面", json!({})).await;
    let (scheme, [shareholder, ..]) = app.held(&body, json!({"model": "dynamic"})).await;
    let issued = app.see("auditor", "/share-transactions").await["items"][0].clone();
    let months = json!({"from_month": "2023-02", "to_month": "2023-02"});
    named.insert("in_force", id(&scheme));
    named.insert("resolution", text(&scheme, "resolution_id").to_owned());
    named.insert("divider", id(&body));
    named.insert("plan_vote", id(&app.plan_vote(&body).await));
    let paid = payouts(app, (&body, &scheme), &shareholder, named).await;
    let own = [
        ("/share-schemes", id(&app.drafted(&body, &[&shop], json!({})).await.ok(201))),
        ("/distributions", id(&app.dividend(&body, &scheme, months).await.ok(201))),
        ("/payee-accounts", id(&app.card((&shareholder, "示例"), "6217000000000000001", json!({})).await.ok(201))),
        ("/payee-agents", id(&app.agent((&shareholder, &app.named("示例").await), json!({})).await.ok(201))),
        ("/share-transactions", id(&issued)),
        ("/share-certificates", id(&app.certified(&scheme, &shareholder).await.ok(201))),
    ];
    own.into_iter().chain(paid).collect()
}

/// A list that is approved, of which one line is paid and partly given back and one in a batch that nobody let go; and a row of answers that fits
/// nothing.
async fn payouts(
    app: &TestApp,
    (body, scheme): (&Value, &Value),
    shareholder: &Value,
    named: &mut BTreeMap<&'static str, String>,
) -> [(&'static str, String); 5] {
    app.also("town_officer", "town_officer").await;
    let months = json!({"classes": ["member", "collective"], "from_month": "2023-02", "to_month": "2023-02"});
    let plan = app.voted_plan(body, scheme, months).await;
    app.counted(&plan).await.ok(200);
    app.approved_plan(&plan).await;
    app.usable_card(shareholder, "示例", "6217000000000000009").await;
    let form = app.bank_form("csv_utf8").await;
    let of = (&plan, &form);
    let asked = async |serial: u32| {
        let tried = app.payout_trial(of, json!({"serials": [serial]})).await.ok(200);
        let said = json!({"serials": [serial], "declared_count": 1, "declared_total": tried["total"]});
        app.payout_batch(of, said).await.ok(201)
    };
    let (sent, drafted) = (asked(1).await, asked(4).await);
    app.on_payouts("collective_manager", "release", &sent, Value::Null).await.ok(200);
    let rows = format!(
        "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n7,示例,62170000,1.00,成功,,20230301,R7\r\n1,示例,6217000000000000009,{},成功,,20230301,R1\r\n",
        text(&sent, "total")
    );
    app.bank_answers("finance_clerk", &sent, rows.as_bytes()).await.ok(200);
    named.insert("paying", id(&plan));
    let row = app.see("auditor", "/payout-results?state=unmatched").await["items"][0].clone();
    let payout = app.see("auditor", &format!("/payouts?payout_batch_id={}", id(&sent))).await["items"][0].clone();
    let back = json!({
        "payout_id": payout["id"], "amount": "0.01", "on": "2023-03-01", "goes_to": "pool", "reason": "示例", "file_id": app.paper("示例.pdf").await
    });
    let back = app.act("finance_clerk", "/payout-recoveries", None, back).await.ok(201);
    [
        ("/bank-forms", id(&form)),
        ("/payout-batches", id(&drafted)),
        ("/payouts", id(&payout)),
        ("/payout-recoveries", id(&back)),
        ("/payout-results", id(&row)),
    ]
}

/// What a body earned, how that was divided, and what was spent of it.
async fn incomes(app: &TestApp, named: &mut BTreeMap<&'static str, String>) -> [(&'static str, String); 9] {
    let (body, account, year, pool) = app.pooled("示例丁村经济合作社", "6200000000000017").await;
    named.insert("income_year", id(&year));
    named.insert("community_pool", id(&pool));
    let [post, held, sheet, list] = app.worked(&pool).await;
    named.extend([("earner", id(&body)), ("own_account", id(&account))]);
    let entry = app.see("auditor", "/income-entries").await["items"][0].clone();
    let scheme = app.divided(&body, json!({"from_on": "2022-02-01"})).await.ok(201);
    [
        ("/income-entries", id(&entry)),
        ("/income-schemes", id(&scheme)),
        ("/income-years", id(&app.year_opened(&body, 2023, json!({})).await.ok(201))),
        ("/public-posts", id(&post)),
        ("/post-assignments", id(&held)),
        ("/post-sheets", id(&sheet)),
        ("/to-person-lists", id(&list)),
        ("/income-pools", id(&pool)),
        ("/income-spendings", id(&app.spent(&pool, &account, "示-201", json!({})).await.ok(201))),
    ]
}

/// A split under approval, one that was returned, and money that waits to be split.
async fn splits(app: &TestApp) -> BTreeMap<&'static str, String> {
    let lines = json!({"lines": [{"region_code": COUNTY, "amount": "10.00"}], "reason": "示例"});
    let mut named = BTreeMap::new();
    for name in ["proposed", "returned"] {
        let parent = app.allocation("100.00").await;
        let path = format!("/allocations/{}/split", id(&parent));
        let split = app.act("budget_officer", &path, Some(&parent), lines.clone()).await.ok(200);
        named.insert(name, id(&split));
    }
    let back = json!({"decision": "return", "return_form": "revise", "reason": "other", "opinion": "示例"});
    app.decide("finance_section_head", &named["returned"], back).await.ok(200);
    named.insert("rich", id(&app.allocation("100.00").await));
    named
}

/// A project that has entered the library and is in no plan.
async fn library(app: &TestApp) -> String {
    let project = app.project("400000.00").await;
    app.press("unit_clerk", &format!("/projects/{}/apply", id(&project)), &project).await.ok(200);
    app.approve(&["line_reviewer", "finance_section_head"], &id(&project)).await;
    id(&project)
}

/// What no money moves.
async fn registers(app: &TestApp) {
    let rows = "单位编号,单位名称,单位类别,行政区划代码\n001,示例公司丁,企业,431026\n";
    let file = ("单位.csv", rows.as_bytes());
    send(app, "unit_clerk", "/organisations/imports", file, &[("columns", r#"{"name": "单位名称"}"#)]).await.ok(201);
    let site = app.site(json!({})).await;
    app.count(&site, 1000, "2023-02-01").await.ok(201);
    app.part(&site, "origin_support", "示例村", "2023-02-01").await.ok(201);
    let asset = app.stock(json!({"name": "示例公厕"})).await;
    app.keep(&[&asset], "cleaning", "示例村", "2023-02-01").await.ok(200);
    let document = app.document("示财农〔2023〕98号", 2023).await;
    let line = json!({
        "name": "示例", "region_code": COUNTY, "budget_year": 2023, "amount": "1.00", "document_ids": [document["id"]]
    });
    app.act("budget_officer", "/plan-lines", None, line).await.ok(201);
    let step = json!({
        "name": "示例", "name_en": "Example", "mode": "any", "role": "unit_head", "seat": "county", "conditions": []
    });
    let definition = json!({
        "matter": "disbursement", "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": [], "steps": [step]
    });
    app.act("security_admin", "/approval-definitions", None, definition).await.ok(201);
    let template = json!({
        "form": "approval_form", "region_code": COUNTY, "name": "示例", "body": "示例", "valid_from_on": "2023-03-01"
    });
    app.act("finance_clerk", "/print-templates", None, template).await.ok(201);
}

/// A batch of titles that the registration office took.
async fn taken(app: &TestApp) -> String {
    let site = app.site(json!({"name": "示例安置点丙"})).await;
    let batch = app.title_batch(&site, &[&app.dwelling(&site, "301", json!({})).await.ok(201)]).await.ok(201);
    id(&app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-01"})).await.ok(200))
}

/// What the checks find of an asset that is in use without anybody to look after it, asked for before their hour.
async fn lead(app: &TestApp) -> Value {
    let asset = app.stock(json!({"name": "示例水塔"})).await;
    app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200);
    app.look().await;
    app.see("auditor", "/audit/leads").await["items"][0].clone()
}

/// A file of rows that waits for its job.
async fn long_file(app: &TestApp) -> Value {
    let file = ("单位.csv", "单位编号,单位名称,单位类别,行政区划代码\n002,示例公司戊,企业,431026\n".as_bytes());
    send_later(app, "unit_clerk", "/organisations/imports", file, &[]).await.ok(202)
}

/// A line of a town's books that nothing answers.
async fn listed(app: &TestApp) -> Value {
    let rows = "清册编号,资产名称,账册单位,资金来源,清册日期\n001,示例,示例镇人民政府,捐赠,2023-01-31\n";
    send(app, "asset_officer", "/stock-lines/imports", ("清册.csv", rows.as_bytes()), &[]).await.ok(201);
    app.see("auditor", "/stock-lines").await["items"][0].clone()
}

/// A line of a list of another department, about nobody of the register.
async fn matched(app: &TestApp) -> Value {
    let rows =
        format!("名单行编号,比对类别,提供单位,数据日期,公民身份号码\n001,officer,示例,2023-01-31,{}\n", number(199));
    send(app, "auditor", "/match-lines/imports", ("名单.csv", rows.as_bytes()), &[]).await.ok(201);
    app.see("auditor", "/match-lines").await["items"][0].clone()
}

/// The first step of everything. What each of them begins stays apart: together they would fill the stack of a test.
async fn beginnings(app: &TestApp, county: &money::County) -> BTreeMap<&'static str, String> {
    let begun = [money_begun(app, county).await, people_begun(app).await, property_begun(app).await];
    begun.into_iter().flatten().map(|(collection, value)| (collection, id(&value))).collect()
}

/// A claim at its first desk, and whatever else moves money.
async fn money_begun(app: &TestApp, county: &money::County) -> Vec<(&'static str, Value)> {
    let claim = app.claim(county, "50000.00").await;
    app.submit(&claim).await.ok(200);
    let draft = app.claim(county, "50000.00").await;
    let over = app.claim(county, "200000.01").await;
    let document = app.document("示财农〔2023〕99号", 2023).await;
    let source = app.source().await;
    let account = json!({
        "organisation_id": county.account["organisation_id"], "holder_name": "示例施工单位甲", "bank_name": "示例银行",
        "account_no": "6200000000000008"
    });
    let project = app.project("200000.00").await;
    vec![
        ("/exceptions", app.except(&over, "R90", "200000.01").await.ok(201)),
        ("/allocations", app.line(&document, &source, "5.00").await),
        ("/bank-accounts", app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201)),
        ("/contracts", app.contract(&project, "100000.00").await),
        ("/audit/leads", lead(app).await),
        ("/disbursements", draft),
        ("/budget-documents", document),
        ("/funding-sources", source),
        ("/projects", project),
        ("/jobs", long_file(app).await),
    ]
}

/// Persons, households and what is said of them.
async fn people_begun(app: &TestApp) -> Vec<(&'static str, Value)> {
    let person = json!({"name": "示例", "region_code": COUNTY});
    let member = app.person(json!({})).await;
    let body = app.collective("示例村经济合作社").await;
    let (client, _) = app.client(COUNTY).await;
    let home = app.site(json!({"name": "示例安置点戊"})).await;
    let (dwelling, household) = (app.dwelling(&home, "401", json!({})).await.ok(201), app.living_at(&home).await);
    vec![
        ("/housing-stays", app.housed(&dwelling, &household, json!({})).await.ok(201)),
        ("/match-lines", matched(app).await),
        ("/people-months", app.month(json!({})).await.ok(201)),
        ("/field-grants", app.fields_granted(&client, &["host"], json!({})).await.ok(201)),
        ("/collective-members", app.decided_of(&body, &app.person(json!({})).await, json!({})).await.ok(201)),
        (
            "/collective-beneficiaries",
            app.benefits(&body, json!({"person_id": app.person(json!({})).await["id"]})).await.ok(201),
        ),
        ("/benefit-rolls", app.roll(&body, json!({})).await.ok(201)),
        ("/collective-loans", app.borrowed(&body, json!({"intake": "legacy"})).await.ok(201)),
        ("/entrustments", app.entrusted(&body, json!({})).await.ok(201)),
        ("/resolutions", app.convened(&body, json!({})).await.ok(201)),
        ("/collectives", body),
        ("/households", app.household(&[(&member, "head")], json!({"origin_address": "示例"})).await.ok(201)),
        ("/people", app.act("asset_officer", "/people", None, person).await.ok(201)),
    ]
}

/// Assets, dwellings and what is done to them.
async fn property_begun(app: &TestApp) -> Vec<(&'static str, Value)> {
    let asset = app.enter(json!({})).await.ok(201);
    let site = app.site(json!({"name": "示例安置点乙"})).await;
    let batch = app.title_batch(&site, &[&app.dwelling(&site, "201", json!({})).await.ok(201)]).await.ok(201);
    let posting = app.file_posting(json!({"asset_ids": [app.valued("示例水井").await["id"]]})).await.ok(201);
    let (link, secret) = app.repair_link(&app.site(json!({"name": "示例安置点丁"})).await).await;
    let (request, _) = app.repair_request(&secret, json!({"phone": "13900000001"})).await;
    vec![
        ("/repair-links", link),
        ("/repair-requests", request),
        ("/upkeep-plans", app.plan(json!({})).await.ok(201)),
        ("/inspections", app.inspected(&asset, json!({})).await.ok(201)),
        ("/upkeep-orders", app.order(&asset, json!({})).await.ok(201)),
        ("/assets", asset),
        ("/stock-lines", listed(app).await),
        ("/housing-units", app.dwelling(&site, "101", json!({})).await.ok(201)),
        ("/title-batches", batch),
        ("/demolitions", app.old_house("示例宗地1", json!({})).await.ok(201)),
        ("/complaints", app.complain("asset_officer", json!({"site_ids": [site["id"]]})).await.ok(201)),
        ("/publicity", posting),
        ("/village-decisions", app.decided(json!({})).await.ok(201)),
        ("/asset-transfers", app.transfer(&[&app.valued("示例水池").await], json!({})).await.ok(201)),
    ]
}

//! No query per row: what a page costs does not hang on how long it is.

use serde_json::{Value, json};

use crate::{
    people::number,
    support::{
        TestApp,
        cast::{COUNTY, TOWN},
        money::{result_row, results, text},
    },
    tables::{send, send_later},
};

/// What hangs on the register of people: a household with a dwelling, a month that was locked, fields that were granted.
async fn registered(app: &TestApp, n: i32, site: &Value, dwelling: &Value) {
    let home = app.living_at(site).await;
    app.housed(dwelling, &home, json!({})).await.ok(201);
    let month = json!({"region_code": TOWN, "month": format!("2022-1{}", n - 1)});
    let month = app.month(month).await.ok(201);
    app.on_month("town_officer", "lock", &month, None).await.ok(200);
    app.fields_granted(&app.client(COUNTY).await.0, &["host", "standing"], json!({})).await.ok(201);
    let list =
        format!("名单行编号,比对类别,提供单位,数据日期,公民身份号码\n{n},officer,示例,2023-01-31,{}\n", number(900));
    send(app, "auditor", "/match-lines/imports", ("名单.csv", list.as_bytes()), &[]).await.ok(201);
}

/// Years of bodies that were closed, and what was spent of them.
async fn earned(app: &TestApp) {
    app.reserve_floor().await;
    for n in 1..4 {
        let name = format!("示例老{n}村经济合作社");
        let (_, account, _, pool) = app.pooled(&name, &format!("62000000000000{}", 20 + n)).await;
        app.spent(&pool, &account, "示-201", json!({})).await.ok(201);
        app.worked(&pool).await;
    }
}

/// A body with what hangs on it, and a meeting that it calls.
async fn a_body(app: &TestApp, n: i32, (member, house): (&Value, &Value)) {
    let body = app.old_body(&format!("示例{n}村经济合作社")).await;
    app.members_pool(&body, "10000.00").await;
    app.decided_of(&body, member, json!({})).await.ok(201);
    app.benefits(&body, json!({"household_id": house["id"]})).await.ok(201);
    app.entrusted(&body, json!({})).await.ok(201);
    app.borrowed(&body, json!({"intake": "legacy"})).await.ok(201);
    app.roll(&body, json!({})).await.ok(201);
    app.convened(&body, json!({})).await.ok(201);
    let (scheme, [holder, ..]) = app.held(&body, json!({})).await;
    app.card((&holder, "示例"), &format!("62170000000000000{n:02}"), json!({})).await.ok(201);
    app.agent((&holder, &app.named("示例").await), json!({})).await.ok(201);
    app.certified(&scheme, &holder).await.ok(201);
    let months = json!({"from_month": "2023-02", "to_month": "2023-02"});
    app.dividend(&body, &scheme, months).await.ok(201);
}

/// Three forms, and three batches of a payout each, whose bank answered of nobody first, and of whose money some came back.
async fn paid_out(app: &TestApp) {
    app.also("town_officer", "town_officer").await;
    let body = app.old_body("示例丁村经济合作社").await;
    app.members_pool(&body, "10000.00").await;
    let (scheme, people) = app.held(&body, json!({})).await;
    let plan = app.voted_plan(&body, &scheme, json!({"from_month": "2023-02", "to_month": "2023-02"})).await;
    app.counted(&plan).await.ok(200);
    app.approved_plan(&plan).await;
    // A small one, of which nothing makes the minimum: it waits.
    let said = json!({"from_month": "2023-02", "to_month": "2023-02", "pool": "10.00", "minimum": "100.00"});
    let small = app.voted_plan(&body, &scheme, said).await;
    app.counted(&small).await.ok(200);
    app.approved_plan(&small).await;
    let mut forms = Vec::new();
    for key in ["csv_utf8", "text_gbk", "one_card_gbk"] {
        forms.push(app.bank_form(key).await);
    }
    for (n, person) in (1..).zip(&people) {
        app.usable_card(person, "示例", &format!("62170000000000010{n}")).await;
        let batch = app.payout_batch_of_all((&plan, &forms[0])).await;
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let row = format!(
            "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n7,示例,62170000,1.00,成功,,20230301,R{n}\r\n"
        );
        app.bank_answers("finance_clerk", &batch, row.as_bytes()).await.ok(200);
        given_back(app, &batch, &format!("62170000000000010{n}")).await;
    }
}

/// The payout of a batch is paid, and a yuan of it comes back.
async fn given_back(app: &TestApp, batch: &Value, card: &str) {
    let payouts = app.see("auditor", "/payouts?limit=100").await;
    let payout = payouts["items"].as_array().unwrap().iter().find(|p| p["batch_id"] == batch["id"]).unwrap();
    let amount = text(payout, "amount");
    let row = format!(
        "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n1,示例,{card},{amount},成功,,20230301,P{card}\r\n"
    );
    app.bank_answers("finance_clerk", batch, row.as_bytes()).await.ok(200);
    let said = json!({
        "payout_id": payout["id"], "amount": "1.00", "on": "2023-03-01", "goes_to": "pool", "reason": "示例", "file_id": app.paper("示例.pdf").await
    });
    app.act("finance_clerk", "/payout-recoveries", None, said).await.ok(201);
}

/// A county with several of everything that a list may show.
async fn furnish(app: &TestApp) {
    // Each on the heap: together they are more than the stack of a test holds.
    Box::pin(earned(app)).await;
    Box::pin(paid_out(app)).await;
    let county = app.county("1000000.00").await;
    let mut claims = Vec::new();
    for n in 1..=3 {
        let allocation = app.allocation("1000.00").await;
        let path = format!("/allocations/{}/split", text(&allocation, "id"));
        let line = json!({"lines": [{"region_code": TOWN, "amount": "1.00"}], "reason": "示例"});
        app.act("budget_officer", &path, Some(&allocation), line).await.ok(200);
        app.signed(&app.planned("600000.00").await, "5000.00").await;
        app.account(&format!("62000000000001{n:02}")).await;
        let plan_line = json!({
            "name": "示例", "region_code": COUNTY, "budget_year": 2023, "amount": "1.00", "document_ids": [allocation["budget_document_id"]]
        });
        let made = app.act("budget_officer", "/plan-lines", None, plan_line).await;
        assert_eq!(made.status.as_u16(), 201, "{:#}", made.body);
        let site = app.site(json!({"name": format!("示例安置点{n}")})).await;
        app.count(&site, 1000, "2023-02-01").await.ok(201);
        app.part(&site, "origin_support", "示例村", "2023-02-01").await.ok(201);
        let (_, secret) = app.repair_link(&site).await;
        let (request, _) = app.repair_request(&secret, json!({"phone": "13900000001"})).await;
        let dwelling = app.dwelling(&site, "101", json!({})).await.ok(201);
        Box::pin(registered(app, n, &site, &dwelling)).await;
        app.title_batch(&site, &[&dwelling]).await.ok(201);
        app.old_house(&format!("示例宗地{n}"), json!({})).await.ok(201);
        let asset = app.stock(json!({"name": format!("示例资产{n}")})).await;
        app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200);
        let order = json!({"asset_id": asset["id"], "duty": "repair", "what": "示例"});
        app.on_request("asset_officer", "open-order", &request, order).await.ok(200);
        app.transfer(&[&app.valued("示例水池").await], json!({})).await.ok(201);
        app.keep(&[&asset], "cleaning", "示例村", "2023-03-01").await.ok(200);
        app.inspected(&asset, json!({})).await.ok(201);
        app.plan(json!({})).await.ok(201);
        app.order(&asset, json!({})).await.ok(201);
        app.taken_up(&asset).await;
        let posting = app.file_posting(json!({"asset_ids": [app.valued("示例水井").await["id"]]})).await.ok(201);
        app.hang(&posting, "2023-03-01").await.ok(200);
        app.decided(json!({})).await.ok(201);
        let person = json!({"name": "示例", "region_code": COUNTY});
        app.act("asset_officer", "/people", None, person).await.ok(201);
        let member = app.person(json!({})).await;
        let house = app.household(&[(&member, "head")], json!({"poor": true})).await.ok(201);
        Box::pin(a_body(app, n, (&member, &house))).await;
        let template = json!({
            "form": "approval_form", "region_code": COUNTY, "name": format!("示例{n}"), "body": "甲", "valid_from_on": "2023-01-01"
        });
        app.act("finance_clerk", "/print-templates", None, template).await.ok(201);
        let client = json!({"name": format!("示例系统{n}"), "region_code": COUNTY, "actions": ["places.site.read"]});
        let client = app.act("security_admin", "/api-clients", None, client).await;
        assert_eq!(client.status.as_u16(), 201, "{:#}", client.body);
        let rows = format!("单位编号,单位名称,单位类别,行政区划代码,列{n}\n{n},示例单位{n},企业,431026,\n");
        let file = ("单位.csv", rows.as_bytes());
        send(app, "unit_clerk", "/organisations/imports", file, &[("columns", r#"{"name": "单位名称"}"#)])
            .await
            .ok(201);
        send_later(app, "unit_clerk", "/organisations/imports", file, &[]).await.ok(202);
        let rows = format!("清册编号,资产名称,账册单位,资金来源,清册日期\n{n},示例,示例镇人民政府,捐赠,2023-01-31\n");
        send(app, "asset_officer", "/stock-lines/imports", ("清册.csv", rows.as_bytes()), &[]).await.ok(201);
        claims.push(app.approved(&county, "100.00").await);
        app.except(&app.claim(&county, "200000.00").await, "R90", "200000.00").await.ok(201);
    }
    app.run_now(&["upkeep.due.make", "checks.lead.find"]).await;
    for claim in &claims {
        let batch = app.handed_over(&[claim]).await;
        let unmatched = result_row(&format!("Z{}", text(claim, "number")), "paid", "0.07", "无编号", "");
        app.import(&batch, &results(&[unmatched])).await.ok(200);
        app.submit(&app.claim(&county, "1.00").await).await.ok(200);
    }
}

/// Rows that an export reads at a time.
const EXPORTED: u64 = 200;
/// Statements by which the names and numbers of a page of an export are read, at most: assets come in five, other things in one each.
const NAMES: u64 = 12;

/// Who sees the rows of a list.
fn reader(path: &str) -> &'static str {
    match path {
        "/tasks" => "unit_head",
        "/policy-values" | "/approval-definitions" => "finance_director",
        _ => "auditor",
    }
}

engines! {
    /// Every list of the published document costs as many statements for many rows as for one.
    async fn a_longer_page_costs_no_more_statements(app) {
        Box::pin(furnish(app)).await;
        let document = app.get("//openapi.json").send().await.ok(200);
        let mut lists = 0;
        let paths = document["paths"].as_object().unwrap();
        for (path, operations) in paths {
            let pages = operations["get"]["parameters"].as_array().is_some_and(|p| p.iter().any(|p| p["name"] == "limit"));
            // What hangs on one thing is counted where it is made: `people::months`, `benefit::shares`.
            if !pages || path.contains('{') {
                continue;
            }
            let person = app.who(reader(path)).await;
            let ask = async |limit: u32| -> (Value, u64) {
                let before = app.app.db.statements();
                let page = app.get(&format!("{path}?limit={limit}")).by(&person).send().await.ok(200);
                (page, app.app.db.statements() - before)
            };
            let ((one, for_one), (many, for_many)) = (ask(1).await, ask(100).await);
            let rows = |page: &Value| page["items"].as_array().unwrap().len();
            assert!(rows(&one) == 1 && rows(&many) > 2, "{path}: {} rows are too few to tell", rows(&many));
            assert_eq!(for_one, for_many, "{path}: {for_one} statements for one row, {for_many} for {}", rows(&many));
            if paths.contains_key(&format!("{path}/export")) {
                let before = app.app.db.statements();
                let table = app.get(&format!("{path}/export")).by(&person).send().await;
                assert_eq!(table.status.as_u16(), 200, "{path}: {:#}", table.body);
                let (spent, lines) = (app.app.db.statements() - before, table.bytes.split(|b| *b == b'\n').count() as u64);
                let pages = lines / EXPORTED + 1;
                assert!(spent <= pages * (for_many + NAMES), "{path}: {spent} statements for {lines} lines, {for_many} for the list");
            }
            lists += 1;
        }
        assert!(lists > 20, "only {lists} lists were looked at");
    }
}

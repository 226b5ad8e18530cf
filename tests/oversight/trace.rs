//! Following money: from a paper down to a voucher, and back.

use serde_json::{Value, json};

use super::told::{Told, fen, path};
use crate::support::{
    TestApp,
    cast::{COUNTY, OTHER, TOWN, engage_officer, grant},
    money::{self, result_row, results, text},
};

/// A claim of these sums from these allocations, paid with a voucher for each line; gives the claim and its payments.
async fn paid(app: &TestApp, county: &money::County, from: &[(&Value, &str)], amount: &str) -> (Value, Vec<Value>) {
    let mut body = county.claim(amount);
    let funding = from.iter().map(|(a, amount)| json!({"allocation_id": a["id"], "amount": amount}));
    body["funding"] = funding.collect::<Vec<_>>().into();
    let draft = app.act("unit_clerk", "/disbursements", None, body).await.ok(201);
    app.submit(&draft).await.ok(200);
    app.approve(&money::DESKS, text(&draft, "id")).await;
    let claim = app.claim_now(&draft).await;
    let batch = app.handed_over(&[&claim]).await;
    let payments = app.payments(&claim).await;
    let rows: Vec<String> = payments
        .iter()
        .map(|p| result_row(&format!("Z{}", text(p, "number")), "paid", text(p, "amount"), text(p, "number"), ""))
        .collect();
    app.import(&batch, &results(&rows)).await.ok(200);
    (claim, payments)
}

/// The document that an allocation came by.
fn paper(allocation: &Value) -> Value {
    json!({"id": allocation["budget_document_id"]})
}

/// Passes part of an allocation on.
async fn split(app: &TestApp, of: &Value, amount: &str) -> Value {
    let path = format!("/allocations/{}", text(of, "id"));
    let now = app.see("budget_officer", &path).await;
    let lines = json!({"lines": [{"region_code": TOWN, "amount": amount}], "reason": "示例"});
    app.act("budget_officer", &format!("{path}/split"), Some(&now), lines).await.ok(200)
}

engines! {
    /// From a document down to the voucher: line, claim, payment, answer, with what is left in the books, to the fen.
    async fn a_document_is_followed_down_to_its_vouchers(app) {
        let county = app.county("1000000.07").await;
        let (claim, _) = paid(app, &county, &[(&county.allocation, "150000.03")], "150000.03").await;
        let told = Told::to(app, "auditor", "budget_document", &paper(&county.allocation), "&direction=down").await;
        for (link, amount) in [
            ("received_as", "1000000.07"), ("claimed", "150000.03"), ("paid_by", "150000.03"), ("answered", "150000.03"),
            ("contracted", "500000.00"), ("requested", "150000.03"), ("lists", "150000.03"), ("hands_over", "150000.03"),
        ] {
            assert_eq!(told.amounts(link), [amount], "{link} in {:#}", told.0);
        }
        let allocation = told.node("allocation");
        assert_eq!((text(allocation, "number"), text(allocation, "source")), (text(&county.allocation, "number"), "示例中央衔接资金"));
        assert_eq!((told.held(allocation, "allocation.available"), told.held(allocation, "allocation.paid")), (85_000_004, 15_000_003));
        assert_eq!(text(told.node("disbursement"), "number"), text(&claim, "number"));
        let voucher = told.node("payment_result");
        assert_eq!((text(voucher, "state"), text(voucher, "title"), text(voucher, "dated_on")), ("paid", "示例施工单位甲", "2023-03-01"));
        assert_eq!((told.nodes("funding_source").len(), told.is_truncated()), (0, false), "what a document did not come from");
    }

    /// From a voucher up to the document and the fund, with the papers in which the money stood.
    async fn a_voucher_is_followed_up_to_its_document(app) {
        let county = app.county("1000000.07").await;
        let (_, payments) = paid(app, &county, &[(&county.allocation, "150000.03")], "150000.03").await;
        let down = Told::to(app, "auditor", "payment", &payments[0], "&direction=down").await;
        let voucher = text(down.node("payment_result"), "subject").to_owned();
        let up = Told(app.see("county_leader", &format!("/audit/trace?subject={voucher}&direction=up")).await);
        for (link, amount) in [
            ("answered", "150000.03"), ("paid_by", "150000.03"), ("claimed", "150000.03"), ("received_as", "1000000.07"),
            ("funds", "1000000.07"), ("contracted", "500000.00"),
        ] {
            assert_eq!(up.amounts(link), [amount], "{link} in {:#}", up.0);
        }
        assert_eq!(text(up.node("budget_document"), "subject"), format!("budget_document:{}", text(&county.allocation, "budget_document_id")));
        assert_eq!(text(up.node("funding_source"), "title"), "示例中央衔接资金");
        assert_eq!(text(up.node("project"), "number"), text(&county.project, "number"));
    }

    /// One project, one claim, two allocations: neither way leads to what the other paid.
    async fn money_of_one_allocation_never_leads_to_another(app) {
        let county = app.county("1000000.00").await;
        let other = app.allocation("70000.00").await;
        let (claim, payments) = paid(app, &county, &[(&county.allocation, "100000.01"), (&other, "49999.99")], "150000.00").await;
        let of = |allocation: &Value| payments.iter().find(|p| p["allocation_id"] == allocation["id"]).unwrap();
        for (allocation, amount) in [(&county.allocation, "100000.01"), (&other, "49999.99")] {
            let down = Told::to(app, "auditor", "allocation", allocation, "&direction=down").await;
            assert_eq!((down.amounts("claimed"), down.amounts("paid_by"), down.amounts("answered")), (vec![amount], vec![amount], vec![amount]));
            assert_eq!(text(down.node("payment"), "subject"), format!("payment:{}", text(of(allocation), "id")));
            assert_eq!((down.nodes("disbursement").len(), down.nodes("project").len()), (1, 1), "its papers are named");
            let up = Told::to(app, "auditor", "payment", of(allocation), "&direction=up").await;
            assert_eq!(text(up.node("allocation"), "subject"), format!("allocation:{}", text(allocation, "id")));
            assert_eq!(text(up.node("budget_document"), "subject"), format!("budget_document:{}", text(allocation, "budget_document_id")));
        }
        for (kind, paper) in [("project", &county.project), ("contract", &county.contract), ("disbursement", &claim)] {
            let told = Told::to(app, "auditor", kind, paper, "").await;
            assert_eq!(told.sum("spent_on"), 15_000_000, "{kind}");
            assert_eq!((told.nodes("allocation").len(), told.nodes("budget_document").len(), told.sum("paid_by")), (2, 2, 15_000_000), "{kind}");
        }
        let batch = json!({"id": app.payments(&claim).await[0]["batch_id"]});
        let told = Told::to(app, "auditor", "payment_batch", &batch, "").await;
        assert_eq!((told.sum("spent_on"), told.sum("hands_over"), told.sum("answered")), (15_000_000, 15_000_000, 15_000_000));
    }

    /// What was split off, what is claimed and what is left make up an allocation, whatever is still under approval.
    async fn what_came_of_an_allocation_adds_up(app) {
        let county = app.county("1000000.07").await;
        let passed_on = split(app, &county.allocation, "300000.01").await;
        app.approve(&["finance_section_head", "finance_vice_director"], text(&passed_on, "id")).await;
        paid(app, &county, &[(&county.allocation, "150000.03")], "150000.03").await;
        let waiting = split(app, &county.allocation, "100.00").await;
        let submitted = app.claim(&county, "20000.02").await;
        app.submit(&submitted).await.ok(200);
        let withdrawn = app.claim(&county, "10000.00").await;
        app.submit(&withdrawn).await.ok(200);
        let now = app.claim_now(&withdrawn).await;
        app.press("unit_clerk", &format!("/disbursements/{}/withdraw", text(&now, "id")), &now).await.ok(200);
        let told = Told::to(app, "auditor", "allocation", &county.allocation, "&direction=down").await;
        let start = &told.0["nodes"][0];
        let left = told.held(start, "allocation.available");
        assert_eq!((told.sum("split_into"), told.sum("claimed"), left), (30_010_001, 17_000_005, 52_990_001));
        assert_eq!(told.sum("split_into") + told.sum("claimed") + left, fen(&start["amount"]));
        let held: i64 = start["held"].as_array().unwrap().iter().map(|h| fen(&h["balance"])).sum();
        assert_eq!(held + told.sum("passed_on"), fen(&start["amount"]), "what stands in its accounts, and what it passed on");
        assert_eq!(told.amounts("passed_on"), ["300000.01"]);
        assert_eq!(told.nodes("allocation").len(), 2);
        let child = Told::to(app, "auditor", "allocation_split", &passed_on, "").await;
        assert_eq!((child.amounts("split_into"), child.amounts("passed_on")), (vec!["300000.01"], vec!["300000.01"]));
        assert_eq!(child.amounts("received_as"), ["1000000.07"]);
        let waiting = Told::to(app, "auditor", "allocation_split", &waiting, "&direction=down").await;
        assert_eq!((waiting.0["nodes"].as_array().unwrap().len(), waiting.0["edges"].as_array().unwrap().len()), (1, 0));
    }

    /// A payment that came back is told as an attempt: it adds nothing, and its money stands in the books.
    async fn a_payment_that_came_back_adds_nothing(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let number = text(&app.payments(&claim).await[0], "number").to_owned();
        for outcome in ["paid", "bounced"] {
            app.import(&batch, &results(&[result_row("Z1", outcome, "150000.00", &number, "")])).await.ok(200);
        }
        let told = Told::to(app, "auditor", "allocation", &county.allocation, "&direction=down").await;
        assert_eq!((told.amounts("paid_by").len(), told.amounts("attempted"), told.amounts("answered").len()), (0, vec!["150000.00"], 2));
        assert_eq!(told.held(told.node("allocation"), "allocation.returned_to_repay"), 15_000_000);
        let up = Told::to(app, "auditor", "payment", &app.payments(&claim).await[0], "&direction=up").await;
        assert_eq!((up.amounts("attempted"), up.amounts("claimed")), (vec!["150000.00"], vec!["150000.00"]));
    }

    /// A prefecture's money that two counties share: each sees where its own came from, what came down, and nothing of the other.
    async fn a_county_sees_no_branch_of_its_neighbour(app) {
        let shared = Shared::of(app).await;
        let told = Told::to(app, "auditor", "allocation", &shared.ours, "").await;
        let own = format!("allocation:{}", text(&shared.ours, "id"));
        let above: Vec<&Value> = told.nodes("allocation").into_iter().filter(|n| n["subject"] != own.as_str()).collect();
        assert_eq!(above.len(), 1);
        assert_eq!((above[0]["seen_from_below"].as_bool(), text(above[0], "source")), (Some(true), "示例衔接资金"));
        for hidden in ["amount", "region_code", "state", "held", "dated_on"] {
            assert!(above[0][hidden].is_null(), "{hidden} in {:#}", above[0]);
        }
        let document = told.node("budget_document");
        assert_eq!((text(document, "number"), text(document, "title")), ("示财农〔2023〕7号", "示例"));
        for link in ["received_as", "funds", "split_into", "passed_on"] {
            assert_eq!(told.amounts(link), ["400.00"], "{link}: what came down");
        }
        let shown = told.0.to_string();
        for secret in ["1000.00", "300.00", "700.00", text(&shared.theirs, "id")] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        let auditor = app.who("auditor").await;
        for (kind, id) in [
            ("allocation", text(&shared.theirs, "id")), ("allocation", text(&shared.upper, "id")),
            ("budget_document", text(&shared.upper, "budget_document_id")), ("allocation_split", text(&shared.split, "id")),
            ("allocation", "01890a5d-ac96-774b-bcce-b302099a8057"), ("allocation", text(&shared.upper, "number")),
        ] {
            app.get(&path(kind, id, "")).by(&auditor).send().await.refused(404, "access.not_found");
        }
        let whole = Told::to(app, "4310.auditor", "budget_document", &paper(&shared.upper), "").await;
        assert_eq!((whole.amounts("received_as"), whole.amounts("passed_on")), (vec!["1000.00"], vec!["400.00", "300.00"]));
    }

    /// Depth and nodes are bounded, and what was left out is said.
    async fn a_trace_is_bounded_and_says_where(app) {
        let county = app.county("1000000.00").await;
        paid(app, &county, &[(&county.allocation, "150000.00")], "150000.00").await;
        let document = paper(&county.allocation);
        let near = Told::to(app, "auditor", "budget_document", &document, "&direction=down&depth=1").await;
        assert_eq!((near.is_truncated(), near.node("allocation")["go_on"].as_bool()), (true, Some(true)));
        assert_eq!(near.0["nodes"].as_array().unwrap().len(), 2);
        let enough = Told::to(app, "auditor", "budget_document", &document, "&direction=down&depth=4").await;
        assert!(!enough.is_truncated(), "{:#}", enough.0);
        many_lines(app).await;
        let full = Told::to(app, "auditor", "budget_document", &document, "").await;
        assert_eq!((full.0["nodes"].as_array().unwrap().len(), full.is_truncated()), (500, true));
        assert_eq!(full.node("budget_document")["go_on"], true);
        app.leave_damaged();
    }

    /// What no money passes through, what is no subject, and what lies beyond the bounds is refused as such.
    async fn what_cannot_be_traced_is_refused(app) {
        let allocation = app.allocation("1.00").await;
        let (auditor, id) = (app.who("auditor").await, text(&allocation, "id"));
        let problem = app.get(&path("officer", id, "")).by(&auditor).send().await.refused(404, "audit.trace.kind");
        assert!(text(&problem["facts"], "kinds").contains("budget_document"), "{problem:#}");
        for query in [
            String::new(),
            format!("?subject=allocation:{id}&direction=sideways"), format!("?subject=allocation:{id}&depth=0"),
            format!("?subject=allocation:{id}&depth=13"), format!("?subject=allocation:{id}&format=pdf"),
        ] {
            app.get(&format!("/audit/trace{query}")).by(&auditor).send().await.refused(400, "wire.malformed");
        }
        for subject in ["yuan:1", id, "asset:"] {
            let problem = app.get(&format!("/audit/trace?subject={subject}")).by(&auditor).send().await.refused(400, "audit.trace.subject");
            let told = text(&problem, "detail");
            assert!(told.contains("指标文件、指标") && told.contains("ZC-431026-2023-000001") && !told.contains('^'), "{told}");
        }
        let clerk = app.who("unit_clerk").await;
        app.get(&path("allocation", id, "")).by(&clerk).send().await.refused(403, "access.denied.role");
    }

    /// A trace begins at the number that is printed on a paper, as somebody types it; one that nobody bears here is as one elsewhere.
    async fn a_trace_begins_at_a_printed_number(app) {
        let county = app.county("1000000.07").await;
        let (claim, payments) = paid(app, &county, &[(&county.allocation, "150000.03")], "150000.03").await;
        let auditor = app.who("auditor").await;
        for (kind, of) in [
            ("allocation", &county.allocation), ("project", &county.project), ("contract", &county.contract), ("disbursement", &claim),
            ("payment", &payments[0]),
        ] {
            let told = app.get(&path(kind, &text(of, "number").to_lowercase(), "")).by(&auditor).send().await.ok(200);
            assert_eq!(text(&told, "subject"), format!("{kind}:{}", text(of, "id")));
            let same = app.get(&path(kind, text(of, "id"), "")).by(&auditor).send().await.ok(200);
            assert_eq!(told, same, "{kind}");
        }
        for number in ["%E7%A4%BA%E8%B4%A2%E5%86%9C%E3%80%942023%E3%80%951%E5%8F%B7", "%E7%A4%BA%E8%B4%A2%E5%86%9C%5B2023%5D1%E5%8F%B7"] {
            let told = app.get(&path("budget_document", number, "")).by(&auditor).send().await.ok(200);
            assert_eq!(text(&told, "subject"), format!("budget_document:{}", text(&county.allocation, "budget_document_id")));
        }
        app.get(&path("project", "XM-431026-2023-999999", "")).by(&auditor).send().await.refused(404, "access.not_found");
        // Another county has a document of this number: each finds its own, and who sees both is asked which.
        let number = "%E7%A4%BA%E8%B4%A2%E5%86%9C%5B2023%5D1%E5%8F%B7";
        let beside = json!({
            "number": "示财农〔2023〕1号", "title": "示例资金下达通知", "issuer": "示例省财政厅", "region_code": "431027", "kind": "formal",
            "budget_year": 2023
        });
        app.act("4310.budget_officer", "/budget-documents", None, beside).await.ok(201);
        let own = app.get(&path("budget_document", number, "")).by(&auditor).send().await.ok(200);
        assert_eq!(text(&own, "subject"), format!("budget_document:{}", text(&county.allocation, "budget_document_id")));
        let both = app.get(&path("budget_document", number, "")).by(&app.who("4310.auditor").await).send().await;
        assert_eq!(both.refused(400, "audit.trace.several_numbered")["facts"]["count"], "2");
    }

    /// The same as a text that an official can read.
    async fn a_tree_is_read_by_people(app) {
        let county = app.county("1000000.00").await;
        let (claim, payments) = paid(app, &county, &[(&county.allocation, "150000.00")], "150000.00").await;
        let auditor = app.who("auditor").await;
        let at = path("budget_document", text(&county.allocation, "budget_document_id"), "&direction=down&format=tree");
        let reply = app.get(&at).by(&auditor).send().await;
        assert_eq!(reply.headers["content-type"], "text/plain; charset=utf-8");
        let (zb, bf, fk) = (text(&county.allocation, "number"), text(&claim, "number"), text(&payments[0], "number"));
        let (xm, ht) = (text(&county.project, "number"), text(&county.contract, "number"));
        let batch = app.see("auditor", &format!("/payment-batches/{}", text(&app.payments(&claim).await[0], "batch_id"))).await;
        let tree = format!("\
指标文件 示财农〔2023〕1号 《示例资金下达通知》
去向
└─ 文件下达 1000000.00 元: 指标 {zb} 《示财农〔2023〕1号》 〔示例中央衔接资金〕 执行中
   ├─ 拨付占用 150000.00 元: 支付明细 {bf}#1 《示例施工单位甲》 2023-03-01 已支付 [资金拨付 {bf}, 合同 {ht}, 项目 {xm}]
   │  └─ 支付 150000.00 元: 支付 {fk} 《示例施工单位甲》 2023-03-01 已支付 [拨款批次 {pc}]
   │     └─ 回单 150000.00 元: 支付回单 Z{fk} 《示例施工单位甲》 2023-03-01 支付成功
   └─ 账面: 可用指标 850000.00 元, 已支付 150000.00 元
", pc = text(&batch, "number"));
        assert_eq!(String::from_utf8(reply.bytes).unwrap(), tree);
        let english = app.get(&at).by(&auditor).header("accept-language", "en").send().await;
        let english = String::from_utf8(english.bytes).unwrap();
        assert!(english.contains("came of it") && english.contains("received_as 1000000.00 CNY: allocation "), "{english}");
        let cut = app.get(&at.replace("&format", "&depth=1&format")).by(&auditor).send().await;
        let told = format!("└─ …… 未完，请从此处继续：subject=allocation:{}", text(&county.allocation, "id"));
        assert!(String::from_utf8(cut.bytes).unwrap().contains(&told));
    }

    /// What a trace costs hangs on its levels, not on its rows.
    async fn a_wider_trace_costs_no_more_statements(app) {
        let county = app.county("1000000.00").await;
        let auditor = app.who("auditor").await;
        let at = path("budget_document", text(&county.allocation, "budget_document_id"), "");
        let mut costs = Vec::new();
        for _ in 0..3 {
            paid(app, &county, &[(&county.allocation, "100.00")], "100.00").await;
            let before = app.app.db.statements();
            app.get(&at).by(&auditor).send().await.ok(200);
            costs.push(app.app.db.statements() - before);
        }
        assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?} statements for one, two and three payments");
    }

    /// A trace begins at a site: what was invested there with where its money came from, and what stands there; none of it leads on, and what is
    /// complained of a site leads to none of it.
    async fn a_trace_begins_at_a_site_and_leads_through_none(app) {
        let site = app.site(json!({})).await;
        let agriculture = app.unit("示例县农业农村局").await;
        let body = json!({
            "name": "示例安置点道路硬化", "region_code": COUNTY, "category": "基础设施", "is_works": true, "site_id": site["id"],
            "unit_id": agriculture, "line_department_id": agriculture, "amount": "300000.00", "estimate": "300000.00"
        });
        let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
        let asset = app.stock(json!({"name": "示例水塔", "site_id": site["id"]})).await;
        app.stock(json!({"name": "示例别处水塔"})).await;
        let unit = app.dwelling(&site, "101", json!({})).await.ok(201);
        let made = app.complain("asset_officer", json!({"site_ids": [site["id"]]})).await.ok(201);
        let told = Told::to(app, "auditor", "site", &site, "").await;
        assert_eq!((text(told.node("project"), "number"), told.amounts("invested_at")), (text(&project, "number"), vec!["300000.00"]), "{:#}", told.0);
        assert_eq!(text(told.node("asset"), "number"), text(&asset, "number"), "{:#}", told.0);
        assert_eq!(text(told.node("housing_unit"), "subject"), format!("housing_unit:{}", text(&unit, "id")));
        assert_eq!(told.edges("stands_at").len(), 2);
        assert_eq!(text(told.node("complaint"), "number"), text(&made, "number"));
        let up = Told::to(app, "auditor", "complaint", &made, "").await;
        assert_eq!(text(up.node("site"), "title"), "示例安置点");
        assert!(up.nodes("project").is_empty() && up.nodes("asset").is_empty(), "{:#}", up.0);
        let stranger = app.who(&format!("{OTHER}.asset_officer")).await;
        app.get(&path("site", text(&site, "id"), "")).by(&stranger).send().await.refused(404, "access.not_found");
    }
}

/// 1,000 yuan of a prefecture, of which 400 came down to the test county and 300 to the one beside.
struct Shared {
    upper: Value,
    split: Value,
    ours: Value,
    theirs: Value,
}

impl Shared {
    async fn of(app: &TestApp) -> Self {
        let upper = Self::received(app).await;
        let (admin, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        for role in ["finance_section_head", "finance_vice_director"] {
            let (officer, _) = engage_officer(app, &admin, &format!("4310.{role}"), None, "4310").await;
            grant(app, (&admin, &second), &officer, role, "4310").await;
        }
        let line = |region: &str, amount: &str| json!({"region_code": region, "amount": amount});
        let body = json!({"lines": [line(COUNTY, "400.00"), line(OTHER, "300.00")], "reason": "示例"});
        let at = format!("/allocations/{}/split", text(&upper, "id"));
        let split = app.act("4310.budget_officer", &at, Some(&upper), body).await.ok(200);
        app.approve(&["4310.finance_section_head", "4310.finance_vice_director"], text(&split, "id")).await;
        let split = app.see("4310.budget_officer", &format!("/allocation-splits/{}", text(&split, "id"))).await;
        let child = |n: usize| json!({"id": split["lines"][n]["allocation_id"]});
        Self { ours: child(0), theirs: child(1), upper, split }
    }

    /// A confirmed line of the prefecture.
    async fn received(app: &TestApp) -> Value {
        let who = "4310.budget_officer";
        let source = app.act(who, "/funding-sources", None, json!({
            "name": "示例衔接资金", "kind": "linking_fund", "level": "central", "region_code": "4310", "allowed_uses": ["213"]
        })).await.ok(201);
        let document = app.act(who, "/budget-documents", None, json!({
            "number": "示财农〔2023〕7号", "title": "示例", "issuer": "示例省财政厅", "region_code": "4310", "kind": "formal",
            "budget_year": 2023, "document_on": "2023-02-01"
        })).await.ok(201);
        let line = app.act(who, "/allocations", None, json!({
            "budget_document_id": document["id"], "region_code": "4310", "level_of_origin": "central", "amount": "1000.00",
            "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"
        })).await.ok(201);
        let at = format!("/allocations/{}", text(&line, "id"));
        let line = app.press(who, &format!("{at}/register"), &line).await.ok(200);
        app.press("4310.budget_officer_2", &format!("{at}/confirm"), &line).await.ok(200)
    }
}

/// 600 more lines of the one document, written past the server.
async fn many_lines(app: &TestApp) {
    use sea_orm::ConnectionTrait as _;
    let new_id = match app.app.db.engine() {
        steward::ground::platform::Engine::Sqlite => "randomblob(16)",
        steward::ground::platform::Engine::Postgres => "gen_random_uuid()",
    };
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) \
         INSERT INTO allocation (id, document_id, region_code, level_of_origin, budget_year, amount_fen, state, layer, version, \
                                 created_at_ms, updated_at_ms) \
         SELECT {new_id}, document_id, region_code, level_of_origin, budget_year, amount_fen, 'received', layer, 1, 0, 0 \
           FROM allocation, n"
    );
    app.app.db.unguarded().execute_unprepared(&sql).await.expect("more lines");
}

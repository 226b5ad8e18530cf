use serde_json::json;

use crate::{
    oversight::told::Told,
    support::{TestApp, cast::TOWN, money::text},
};

/// How far whoever has the receipt is told a request is, and what was answered.
async fn told(app: &TestApp, secret: &str, code: &str) -> (String, String) {
    let answer = app.get(&format!("/public-repairs/{secret}/{code}")).send().await.ok(200);
    (text(&answer, "progress").to_owned(), answer["answer"].as_str().unwrap_or_default().to_owned())
}

engines! {
    /// A request becomes an order of upkeep on an asset of its site; both name each other, and the order's course is the answer. An order
    /// that was cancelled leaves it waiting, and another may answer it.
    async fn the_course_of_an_order_is_the_answer(app) {
        let site = app.site(json!({"region_code": TOWN})).await;
        let (_, secret) = app.repair_link(&site).await;
        let (request, code) = app.repair_request(&secret, json!({})).await;
        let asset = app.stock(json!({"name": "示例电梯", "region_code": TOWN, "site_id": site["id"]})).await;
        let body = json!({"asset_id": asset["id"], "duty": "repair", "what": "示例：检修电梯"});
        let elsewhere = app.stock(json!({"name": "示例别处电梯", "site_id": app.site(json!({"name": "示例安置点庚"})).await["id"]})).await;
        let other = json!({"asset_id": elsewhere["id"], "duty": "repair", "what": "示例"});
        let problem = app.on_request("asset_officer", "open-order", &request, other).await.refused(409, "repairs.request.asset_elsewhere");
        assert_eq!(problem["facts"]["asset"], elsewhere["number"]);
        let ordered = app.on_request("asset_officer", "open-order", &request, body.clone()).await.ok(200);
        let order = app.see("auditor", &format!("/upkeep-orders/{}", text(&ordered, "upkeep_order_id"))).await;
        assert_eq!((text(&ordered, "state"), &order["repair_request_id"], text(&order, "what")), ("ordered", &request["id"], "示例：检修电梯"));
        let found = app.see("auditor", &format!("/repair-requests?upkeep_order_id={}", text(&order, "id"))).await;
        assert_eq!(found["items"][0]["id"], request["id"]);
        // The trace tells which order came of it, and of an order from which request.
        for (kind, of) in [("repair_request", &request), ("upkeep_order", &order)] {
            let told = Told::to(app, "auditor", kind, of, "").await;
            assert_eq!(told.amounts("asked_for"), ["-"], "{kind}: {:#}", told.0);
            assert_eq!(text(told.node("repair_request"), "number"), text(&request, "number"), "{kind}");
        }
        app.on_request("asset_officer", "open-order", &request, body.clone()).await.refused(409, "repairs.request.order_under_way");
        app.on_request("asset_officer", "decline", &request, json!({"reason": "示例"})).await.refused(409, "repairs.request.order_under_way");
        app.on_order("asset_officer", "cancel", &order, json!({"reason": "示例：派错"})).await.ok(200);
        assert_eq!(told(app, &secret, &code).await.0, "received");
        let again = app.on_request("asset_officer", "open-order", &request, body).await.ok(200);
        let order = app.see("auditor", &format!("/upkeep-orders/{}", text(&again, "upkeep_order_id"))).await;
        assert_eq!(told(app, &secret, &code).await.0, "under_way");
        let way = app.on_request("asset_officer", "answer", &request, json!({"answer": "示例：配件已订"})).await.ok(200);
        assert_eq!((text(&way, "state"), told(app, &secret, &code).await), ("ordered", ("under_way".into(), "示例：配件已订".into())));
        let order = app.on_order("asset_officer", "assign", &order, json!({"name": "示例村"})).await.ok(200);
        let order = app.reported(&order, "0.00", "collective_income").await.ok(200);
        assert_eq!(told(app, &secret, &code).await.0, "done");
        let found = json!({"verified_cost": "0.00", "treatment": "expense", "rating": "satisfied", "raters": 3});
        let order = app.on_order("town_officer", "verify", &order, found).await.ok(200);
        assert_eq!(told(app, &secret, &code).await.0, "verified");
        app.press("asset_officer", &format!("/upkeep-orders/{}/close", text(&order, "id")), &order).await.ok(200);
        assert_eq!(told(app, &secret, &code).await.0, "closed");
        let last = app.on_request("asset_officer", "answer", &request, json!({"answer": "示例：已修好"})).await.ok(200);
        assert_eq!((text(&last, "state"), told(app, &secret, &code).await), ("answered", ("answered".into(), "示例：已修好".into())));
        let problem = app.on_request("asset_officer", "answer", &request, json!({"answer": "示例"})).await.refused(409, "repairs.request.state_is");
        assert_eq!(text(&problem["facts"], "possible"), "file");
    }

    /// A request that nobody answers by an order is declined with its reason, and whoever asked reads it; as a table it goes out with
    /// phones masked and what was told as text.
    async fn a_reason_is_told_and_a_table_masks(app) {
        let site = app.site(json!({"name": "示例安置点辛", "region_code": TOWN})).await;
        let (_, secret) = app.repair_link(&site).await;
        let (request, code) = app.repair_request(&secret, json!({"phone": "13977700932", "what": "=1+1"})).await;
        let declined = app.on_request("town_officer", "decline", &request, json!({"reason": "示例：属业主自有部分"})).await.ok(200);
        assert_eq!(text(&declined, "state"), "declined");
        assert_eq!(told(app, &secret, &code).await, ("declined".into(), "示例：属业主自有部分".into()));
        for (verb, body) in [("answer", json!({"answer": "示例"})), ("decline", json!({"reason": "示例"}))] {
            app.on_request("town_officer", verb, &request, body).await.refused(if verb == "answer" { 403 } else { 409 }, if verb == "answer" { "access.denied.role" } else { "repairs.request.state_is" });
        }
        let reveal = format!("/repair-requests/{}/reveal", text(&request, "id"));
        let (unasked, _) = app.repair_request(&secret, json!({})).await;
        let none = format!("/repair-requests/{}/reveal", text(&unasked, "id"));
        let officer = app.who("asset_officer").await;
        let see = |path: &str| app.post(path).by(&officer).json(json!({"reason": "示例核实"})).send();
        see(&none).await.refused(409, "repairs.request.no_phone");
        for _ in 0..50 {
            see(&reveal).await.ok(200);
        }
        let problem = see(&reveal).await.refused(403, "access.denied.quota");
        assert_eq!(problem["facts"]["limit"], "50");
        let table = app.get("/repair-requests/export?state=declined").by(&app.who("village_clerk").await).send().await;
        let table = String::from_utf8(table.bytes).unwrap();
        for shown in ["示例安置点辛", "*******0932", "'=1+1", "不予受理", "示例：属业主自有部分"] {
            assert!(table.contains(shown), "{shown}: {table}");
        }
        assert!(!table.contains("13977700932") && table.lines().count() == 2, "{table}");
    }

    /// Whoever tells their number where they are asked what is broken has it hidden there too, in every list and table, and seen with a reason.
    async fn numbers_in_what_was_told_are_hidden(app) {
        let site = app.site(json!({"name": "示例安置点壬", "region_code": TOWN})).await;
        let (_, secret) = app.repair_link(&site).await;
        let what = "示例：厨房漏水，我叫张三，打 139 0000 2222";
        let (request, _) = app.repair_request(&secret, json!({"what": what})).await;
        assert_eq!(text(&request, "what"), "示例：厨房漏水，我叫张三，打 *** **** 2222");
        let path = format!("/repair-requests/{}", text(&request, "id"));
        assert_eq!(text(&app.see("auditor", &path).await, "what"), text(&request, "what"));
        let table = app.get("/repair-requests/export").by(&app.who("auditor").await).send().await;
        let table = String::from_utf8(table.bytes).unwrap();
        assert!(table.contains("*** **** 2222") && !table.contains("139 0000"), "{table}");
        let clear = app.act("asset_officer", &format!("{path}/reveal"), None, json!({"reason": "示例核实"})).await.ok(200);
        assert_eq!(clear, json!({"what": what}));
        assert_eq!(app.number("SELECT count(*) FROM trail_event WHERE action = 'repairs.request.reveal'").await, 1);
    }
}

//! What a complaint is about: of the caller's regions, inside its own, nothing twice.

use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{
        TestApp,
        cast::{COUNTY, OTHER, TOWN, engage_officer, grant},
        money::{result_row, results, text},
    },
};

/// A payment of the county that has its voucher, with its claim.
async fn paid(app: &TestApp) -> (crate::support::money::County, Value, Value) {
    let county = app.county("1000000.00").await;
    let claim = app.approved(&county, "150000.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let payment = app.payments(&claim).await.remove(0);
    let row = result_row("Z1", "paid", "150000.00", text(&payment, "number"), "");
    app.import(&batch, &results(&[row])).await.ok(200);
    (county, claim, payment)
}

engines! {
    /// Everything money passes through may be complained of, and its trace tells the complaint, as far as one's regions go.
    async fn a_payment_and_an_asset_tell_what_was_complained_of_them(app) {
        let (county, claim, payment) = paid(app).await;
        let asset = app.valued("示例公厕").await;
        let order = app.order(&asset, json!({})).await.ok(201);
        let posting = app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let site = app.site(json!({})).await;
        let said = json!({
            "payment_ids": [payment["id"]], "disbursement_ids": [claim["id"]], "project_ids": [county.project["id"]],
            "allocation_ids": [county.allocation["id"]], "asset_ids": [asset["id"]], "upkeep_order_ids": [order["id"]],
            "posting_ids": [posting["id"]], "site_ids": [site["id"]]
        });
        let made = app.complain("asset_officer", said).await.ok(201);
        let kinds: Vec<&str> = made["subjects"].as_array().unwrap().iter().map(|s| text(s, "kind")).collect();
        assert_eq!(kinds, ["asset", "payment", "disbursement", "site", "project", "allocation", "posting", "upkeep_order"]);
        for (kind, of) in [("payment", &payment), ("disbursement", &claim), ("project", &county.project), ("allocation", &county.allocation), ("asset", &asset), ("upkeep_order", &order)] {
            let down = Told::to(app, "auditor", kind, of, "&direction=down").await;
            let told = down.node("complaint");
            assert_eq!((text(told, "number"), text(told, "title"), text(told, "state")), (text(&made, "number"), "投诉", "received"), "{kind}");
            let edges = down.edges("complained");
            assert!(!edges.is_empty() && edges.iter().all(|e| e["amount"].is_null()), "{kind}: {:#}", down.0);
            let list = app.see("auditor", &format!("/complaints?subject={kind}:{}", text(of, "id"))).await;
            assert_eq!(list["items"][0]["id"], made["id"]);
        }
        let up = Told::to(app, "auditor", "complaint", &made, "&direction=up").await;
        assert!(text(up.node("payment"), "number") == text(&payment, "number") && !up.nodes("budget_document").is_empty(), "{:#}", up.0);
        let tree = app.get(&format!("/audit/trace?subject=payment:{}&format=tree", text(&payment, "id"))).by(&app.who("auditor").await).send().await;
        let tree = String::from_utf8(tree.bytes).unwrap();
        assert!(tree.contains(&format!("意见投诉: 意见投诉 {}", text(&made, "number"))) && !tree.contains("无人打扫"), "{tree}");
    }

    /// Whoever sees a thing in a town is not told what the county has written down about it.
    async fn a_complaint_is_told_in_its_own_region(app) {
        let asset = app.stock(json!({"region_code": TOWN})).await;
        let above = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let here = app.complain("village_clerk", json!({"region_code": TOWN, "asset_ids": [asset["id"]]})).await.ok(201);
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let (officer, _) = engage_officer(app, &first, "town_assets", None, TOWN).await;
        grant(app, (&first, &second), &officer, "asset_officer", TOWN).await;
        let numbers = async |who: &str| {
            let told = Told::to(app, who, "asset", &asset, "").await;
            told.nodes("complaint").iter().map(|n| text(n, "number").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(numbers("auditor").await, [text(&above, "number"), text(&here, "number")]);
        assert_eq!(numbers("town_assets").await, [text(&here, "number")]);
        let town = app.who("town_officer").await;
        app.get(&format!("/complaints/{}", text(&above, "id"))).by(&town).send().await.refused(404, "access.not_found");
        app.get(&format!("/complaints/{}/words", text(&above, "id"))).by(&town).send().await.refused(404, "access.not_found");
        let far = json!({"region_code": TOWN, "asset_ids": [app.stock(json!({})).await["id"]]});
        let problem = app.complain("asset_officer", far).await.refused(422, "complaints.subject.elsewhere");
        assert_eq!((text(&problem["facts"], "region"), text(&problem["facts"], "complaint")), (COUNTY, TOWN));
    }

    /// What is not known here is told at its place, all of it at once; nothing is named twice, and no complaint is about nothing.
    async fn what_is_named_is_known_and_named_once(app) {
        let asset = app.stock(json!({})).await;
        let other = app.who("431027.asset_officer").await;
        let beside = json!({"name": "示例桥", "kind": "public_welfare", "form": "fixed", "region_code": OTHER});
        let beside = app.post("/assets").by(&other).json(beside).send().await.ok(201);
        let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
        let said = json!({
            "asset_ids": [asset["id"], beside["id"]], "payment_ids": [nobody], "complainant_id": nobody, "complained_of_officer_ids": [nobody]
        });
        let problem = app.complain("asset_officer", said).await;
        let pointers: Vec<&str> = problem.body["errors"].as_array().unwrap().iter().map(|e| text(e, "pointer")).collect();
        assert_eq!(pointers, ["/asset_ids/1", "/payment_ids/0", "/complained_of_officer_ids/0", "/complainant_id"], "{}", problem.body);
        app.complain("asset_officer", json!({})).await.refused(422, "complaints.complaint.about_nothing");
        app.complain("asset_officer", json!({"asset_ids": [asset["id"], asset["id"]]})).await.refused(422, "complaints.subject.listed_twice");
        let placed = json!({"asset_ids": [asset["id"]], "place": "李某 139-7770-0001"});
        app.complain("asset_officer", placed).await.refused(422, "complaints.text.bears_number");
        app.complain("asset_officer", json!({"asset_ids": [asset["id"]], "received_on": "2023-03-02"})).await.refused(422, "complaints.day.ahead");
        let made = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        app.on_complaint("asset_officer", "subjects", &made, json!({})).await.refused(422, "complaints.complaint.nothing_added");
        app.on_complaint("asset_officer", "subjects", &made, json!({"asset_ids": [asset["id"]]})).await.refused(422, "complaints.subject.listed_twice");
        let bridge = app.stock(json!({"name": "示例桥"})).await;
        let more = app.on_complaint("asset_officer", "subjects", &made, json!({"asset_ids": [bridge["id"]]})).await.ok(200);
        assert_eq!(more["subjects"].as_array().unwrap().len(), 2);
        app.delete(&format!("/assets/{}", text(&bridge, "id"))).by(&app.who("asset_officer").await).at(text(&bridge, "etag")).send().await.refused(409, "assets.asset.in_use");
    }
}

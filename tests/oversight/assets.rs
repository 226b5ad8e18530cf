//! From a document's yuan to the thing that was made of it, and back.

use serde_json::{Value, json};

use super::told::{Told, path};
use crate::support::{
    TestApp,
    money::{County, result_row, results, text},
};

/// A claim of 150,000 yuan under the county's contract, paid.
async fn paid(app: &TestApp, county: &County) -> Value {
    let claim = app.approved(county, "150000.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let payment = app.payments(&claim).await.remove(0);
    let row = result_row("Z1", "paid", "150000.00", text(&payment, "number"), "");
    app.import(&batch, &results(&[row])).await.ok(200);
    payment
}

async fn booked(app: &TestApp, said: Value, funding: Value, amount: &str) -> Value {
    let asset = app.enter(said).await.ok(201);
    let body = json!({"on": "2023-03-01", "amount": amount, "funding": funding});
    app.on_asset("provisional", &asset, body).await.ok(200)
}

engines! {
    /// An asset made of a payment and of another document's line: down from each paper to the asset, and up to both.
    async fn a_yuan_is_followed_to_its_asset_and_back(app) {
        let county = app.county("1000000.00").await;
        let other = app.allocation("70000.00").await;
        let payment = paid(app, &county).await;
        let funding = json!([
            {"payment_id": payment["id"], "amount": "120000.01"}, {"allocation_id": other["id"], "amount": "0.02"}
        ]);
        let under = json!({"name": "示例桥", "project_id": county.project["id"], "contract_id": county.contract["id"]});
        let asset = booked(app, under, funding, "120000.03").await;
        let named = format!("asset:{}", text(&asset, "id"));

        let up = Told::to(app, "auditor", "asset", &asset, "&direction=up").await;
        assert_eq!((up.sum("made_into"), up.nodes("budget_document").len(), up.sum("claimed")), (12_000_003, 2, 15_000_000), "{:#}", up.0);
        assert_eq!((up.amounts("formed").len(), text(up.node("contract"), "number")), (1, text(&county.contract, "number")));
        assert_eq!(text(up.node("project"), "number"), text(&county.project, "number"));
        assert_eq!((up.nodes("payment_result").len(), up.is_truncated()), (0, false), "what it did not come from");

        for (kind, paper, amount) in [
            ("budget_document", json!({"id": county.allocation["budget_document_id"]}), "120000.01"),
            ("payment", payment.clone(), "120000.01"),
            ("budget_document", json!({"id": other["budget_document_id"]}), "0.02"),
        ] {
            let down = Told::to(app, "auditor", kind, &paper, "&direction=down").await;
            assert_eq!((down.amounts("made_into"), text(down.node("asset"), "subject")), (vec![amount], &*named), "{kind}: {:#}", down.0);
            assert_eq!(text(down.node("asset"), "amount"), "120000.03");
        }
        for (kind, paper) in [("project", &county.project), ("contract", &county.contract)] {
            let down = Told::to(app, "auditor", kind, paper, "&direction=down").await;
            assert_eq!(text(down.node("asset"), "subject"), named, "{kind}");
        }
        let tree = app.get(&format!("/audit/trace?subject={named}&format=tree")).by(&app.who("auditor").await).send().await;
        let tree = String::from_utf8(tree.bytes).unwrap();
        assert!(tree.contains("形成资产 120000.01 元: 支付"), "{tree}");
    }

    /// What is written in words leads nowhere; a deleted card and a card of the county beside are not told.
    async fn only_what_a_paper_shows_leads_to_an_asset(app) {
        let county = app.county("1000000.00").await;
        let stock = app.stock(json!({"name": "示例厂房", "funding": [{"text": "示例自筹", "amount": "10.00"}]})).await;
        let officer = app.who("asset_officer").await;
        let told = Told::to(app, "auditor", "asset", &stock, "").await;
        assert_eq!((told.0["nodes"].as_array().unwrap().len(), told.0["edges"].as_array().unwrap().len()), (1, 0));
        let gone = app.enter(json!({"name": "误录", "project_id": county.project["id"]})).await.ok(201);
        app.delete(&format!("/assets/{}", text(&gone, "id"))).by(&officer).at(text(&gone, "etag")).send().await.ok(200);
        let down = Told::to(app, "auditor", "project", &county.project, "&direction=down").await;
        assert_eq!(down.nodes("asset").len(), 0, "{:#}", down.0);
        let beside = app.who("431027.asset_officer").await;
        let path = path("asset", text(&stock, "id"), "");
        app.get(&path).by(&beside).send().await.refused(404, "access.not_found");
    }
    /// What has no amount belongs to the way too: by which transfer an asset passed, who looks after it, how it was found, and the order
    /// that a finding led to; each leads back to the asset, and a list that came to nothing leads nowhere.
    async fn the_way_of_an_asset_goes_on_after_its_money(app) {
        let (asset, other) = (app.valued("示例桥").await, app.valued("示例水池").await);
        let given_up = app.transfer(&[&other], json!({})).await.ok(201);
        app.on_transfer("unit_clerk", "cancel", &given_up, json!({"reason": "示例"})).await.ok(200);
        let filed = app.submitted(&[&asset], json!({})).await;
        let approved = app.signed_by_all(&filed).await;
        let effect = json!({"on": "2023-03-01", "title_certificate": "示例证 2 号"});
        app.on_transfer("asset_officer", "effect", &approved, effect).await.ok(200);
        app.keep(&[&asset], "cleaning", "示例镇人民政府", "2023-03-01").await.ok(200);
        let found = app.inspected(&asset, json!({"grade": "poor", "findings": ["示例：栏杆松动"]})).await.ok(201);
        let order = app.order(&asset, json!({"inspection_id": found["id"], "finding": 1})).await.ok(201);

        let down = Told::to(app, "auditor", "asset", &asset, "&direction=down").await;
        assert_eq!((down.amounts("handed_over"), text(down.node("asset_transfer"), "number")), (vec!["750.00"], text(&filed, "number")));
        assert_eq!((down.node("asset_transfer")["state"].as_str(), down.amounts("inspected")), (Some("effective"), vec!["-"]));
        // The duty of repair passed with the list; cleaning was given apart.
        assert_eq!((down.nodes("upkeep_duty").len(), down.amounts("looked_after")), (2, vec!["-", "-"]), "{:#}", down.0);
        assert_eq!((down.amounts("raised"), text(down.node("upkeep_order"), "number")), (vec!["-"], text(&order, "number")));
        for (kind, of) in [("asset_transfer", &filed), ("inspection", &found)] {
            let up = Told::to(app, "auditor", kind, of, "&direction=up").await;
            assert_eq!(text(up.node("asset"), "number"), text(&asset, "number"), "{kind}");
        }
        let paper = Told::to(app, "auditor", "upkeep_order", &order, "&direction=up").await;
        assert_eq!(paper.nodes("inspection").len(), 1, "the inspection stands above the order that it led to");
        assert_eq!(Told::to(app, "auditor", "asset", &other, "&direction=down").await.nodes("asset_transfer").len(), 0);
        let subject = format!("/audit/trace?subject=asset:{}&direction=down&format=tree", text(&asset, "id"));
        let tree = String::from_utf8(app.get(&subject).by(&app.who("auditor").await).send().await.bytes).unwrap();
        for line in ["移交 750.00 元: 资产移交 YJ-", "管护责任: 管护责任", "《维修：示例镇人民政府》", "《保洁》", "发现问题交办: 管护工单 GH-"] {
            assert!(tree.contains(line), "{line} in {tree}");
        }
        app.get(&subject).by(&app.who("431027.asset_officer").await).send().await.refused(404, "access.not_found");
    }
}

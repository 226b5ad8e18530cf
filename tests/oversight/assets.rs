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
}

use serde_json::json;

use super::{page, shows};
use crate::support::money::text;

engines! {
    /// Card and label of an asset: its facts, owners, money and what happened to it; the seal changes with the card.
    async fn a_card_and_a_label_are_printed(app) {
        let said = json!({
            "name": "示例安置点扶贫车间", "kind": "business", "location": "示例镇示例安置点3栋一层", "in_service_year": 2019,
            "measures": {"area_m2": "1200.00"}, "beneficiaries": {"households": 120, "people": 480},
            "funding": [{"text": "帮扶资金", "amount": "1500000.00"}],
            "parties": [{"role": "operator", "name": "示例合作社", "from_on": "2019-07-01"}]
        });
        let asset = app.stock(said).await;
        let asset = app.titled(&asset, "village", "2020-01-01").await;
        let card = format!("/assets/{}/print?form=asset_card", text(&asset, "id"));
        let first = page(app, "asset_officer", &card, "asset_card").await;
        shows(&first, &[
            text(&asset, "number"), "示例安置点扶贫车间", "经营性资产", "1200.00 平方米", "示例村股份经济合作社", "100%", "农村集体资产",
            "示例合作社", "帮扶资金（待核实）", "1,500,000.00", "120 户 480 人", "已确权", "2020年1月1日", "存量补录", "<svg", "盖章",
        ]);
        let label = format!("/assets/{}/print?form=asset_label", text(&asset, "id"));
        let label = page(app, "asset_officer", &label, "asset_label").await;
        shows(&label, &[text(&asset, "number"), "80mm 50mm", "示例安置点扶贫车间", "示例村股份经济合作社", "未落实", "2019年", "<svg"]);
        let seal = |page: &str| page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned();
        app.on_asset("note-use", &asset, json!({"on": "2021-05-01", "state": "idle"})).await.ok(200);
        let second = page(app, "asset_officer", &card, "asset_card_later").await;
        assert!(seal(&first) != seal(&second) && second.contains("闲置"));
        let other = app.who("431027.asset_officer").await;
        app.get(&card).by(&other).send().await.refused(404, "access.not_found");
        let gone = app.enter(json!({})).await.ok(201);
        let path = format!("/assets/{}", text(&gone, "id"));
        let officer = app.who("asset_officer").await;
        app.delete(&path).by(&officer).at("1").send().await.ok(200);
        app.get(&format!("{path}/print?form=asset_card")).by(&officer).send().await.refused(409, "assets.asset.nothing_to_print");
        let refused = app.get(&format!("{path}/print?form=approval_form")).by(&officer).send().await.refused(400, "wire.malformed");
        assert!(refused["errors"].to_string().contains("asset_label"));
    }
}

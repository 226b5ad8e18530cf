use serde_json::json;

use super::{BODY, days, line, on_line, owned, take};
use crate::support::{
    cast::{OTHER, engage_officer, grant},
    money::text,
};

const FINANCE: &str = "示例县财政局";

engines! {
    /// An asset that the body owns answers one of its lines; of joint owners each may list it. Nothing else passes, and all of it is told.
    async fn an_asset_answers_a_line_of_whoever_owns_it(app) {
        let rows = ["甲1", "甲2"].map(|id| format!("{id},示例水池{id},{BODY},捐赠,2023-01-31,,,,\n")).concat();
        take(app, &format!("{rows}乙1,示例水池,{FINANCE},捐赠,2023-01-31,,,,\n"), &[]).await.ok(201);
        let (own, theirs) = (owned(app, "示例水池", &[BODY]).await, owned(app, "示例水井", &[FINANCE]).await);
        let joint = owned(app, "示例泵站", &[BODY, FINANCE]).await;
        let said = |asset: &serde_json::Value| json!({"asset_id": asset["id"]});
        let unowned = app.stock(json!({"name": "示例水塔"})).await;
        let problem = on_line(app, "town_officer", "match", "甲1", said(&theirs)).await.refused(409, "stock_lists.line.not_owner");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "owners"), text(facts, "body"), text(facts, "asset")), (FINANCE, BODY, text(&theirs, "number")));
        // What lies in the county is above the town.
        on_line(app, "town_officer", "match", "甲1", said(&unowned)).await.refused(422, "stock_lists.line.unknown_asset");
        let problem = on_line(app, "asset_officer", "match", "甲1", said(&unowned)).await.refused(409, "stock_lists.line.not_owner");
        assert_eq!(text(&problem["facts"], "owners"), "–");
        let unknown = json!({"asset_id": "01890a5d-ac96-774b-bcce-b302099a8057"});
        let problem = on_line(app, "asset_officer", "match", "甲1", unknown).await.refused(422, "stock_lists.line.unknown_asset");
        assert_eq!(problem["errors"][0]["pointer"], "/asset_id");

        let open = line(app, "甲1").await;
        let matched = on_line(app, "town_officer", "match", "甲1", said(&own)).await.ok(200);
        assert_eq!((text(&matched, "state"), text(&matched, "asset_number"), text(&matched, "settled_on")), ("matched", text(&own, "number"), "2023-03-01"));
        let path = format!("/stock-lines/{}", text(&open, "id"));
        app.act("asset_officer", &format!("{path}/unmatch"), Some(&open), json!({"reason": "示例"})).await.refused(412, "wire.stale");
        let problem = on_line(app, "asset_officer", "match", "甲2", said(&own)).await.refused(409, "stock_lists.line.asset_answers");
        assert_eq!((text(&problem["facts"], "line"), text(&problem["facts"], "asset")), ("示例水池甲1", text(&own, "number")));
        on_line(app, "asset_officer", "match", "甲1", said(&joint)).await.refused(409, "stock_lists.line.state");
        on_line(app, "asset_officer", "set-aside", "甲1", json!({"reason": "示例"})).await.refused(409, "stock_lists.line.state");
        on_line(app, "asset_officer", "reopen", "甲1", json!({"reason": "示例"})).await.refused(409, "stock_lists.line.state");
        for id in ["甲2", "乙1"] {
            on_line(app, "asset_officer", "match", id, said(&joint)).await.ok(200);
        }
        // An asset that answers something is not deleted.
        let own = app.asset_now(&own, "").await;
        app.delete(&format!("/assets/{}", text(&own, "id"))).by(&app.who("asset_officer").await).at(text(&own, "etag")).send().await
            .refused(409, "assets.asset.in_use");
        let undone = on_line(app, "town_officer", "unmatch", "甲1", json!({"reason": "示例：并非同一水池"})).await.ok(200);
        assert_eq!((text(&undone, "state"), text(&undone, "reason"), undone["asset_id"].is_null()), ("open", "示例：并非同一水池", true));
        let told = app.see("auditor", &format!("/trail/events?subject_id={}", text(&undone, "id"))).await;
        let mut acts: Vec<&str> = told["items"].as_array().unwrap().iter().map(|e| text(e, "action")).collect();
        acts.sort_unstable();
        assert_eq!(acts, ["import", "match", "unmatch"].map(|act| format!("stock_lists.line.{act}")), "{told:#}");

        // The county beside sees none of it, and neither its assets nor its lines are of use here.
        let beside = app.who("431027.asset_officer").await;
        app.get(&path).by(&beside).send().await.refused(404, "access.not_found");
        app.post(&format!("{path}/match")).by(&beside).at(text(&undone, "etag")).json(said(&own)).send().await.refused(404, "access.not_found");
        // A prefecture sees both; what lies in another county than its body answers nothing all the same.
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let (officer, _) = engage_officer(app, &first, "4310.asset_officer", None, "4310").await;
        grant(app, (&first, &second), &officer, "asset_officer", "4310").await;
        let far = json!({"name": "示例飞地厂房", "kind": "business", "form": "fixed", "region_code": OTHER, "intake": "legacy", "base_on": "2023-03-01",
            "evidence_grade": "b"});
        let far = app.act("4310.asset_officer", "/assets", None, far).await.ok(201);
        let title = json!({"on": "2023-03-01", "level": "town", "file_id": app.paper("权证.pdf").await, "owners": [
            {"organisation_id": app.unit(BODY).await, "share": "100.0000", "regime": "infrastructure"}]});
        let far = app.act("4310.asset_officer", &format!("/assets/{}/confirm-title", text(&far, "id")), Some(&far), title).await.ok(200);
        let problem = on_line(app, "4310.asset_officer", "match", "甲1", said(&far)).await.refused(409, "stock_lists.line.other_county");
        assert_eq!((text(&problem["facts"], "region"), text(&problem["facts"], "county")), (OTHER, "431026"));
    }

    /// R11: what public money or a gift made is set aside against its days only by name; with a reason, a paper if there is one, and undone.
    async fn r11_what_is_set_aside_late_is_acknowledged(app) {
        let paper = app.paper("处置凭证.pdf").await;
        let aside = |known: &[&str]| json!({"reason": "示例：登记前已出售", "file_id": paper, "acknowledged": known});
        let rows = format!(
            "甲1,示例水池,{BODY},捐赠,2023-01-31,8.00,2023-01-30,,\n甲2,示例车辆,{BODY},自有,2020-01-31,,,,\n甲3,示例仓库,{BODY},财政资金,2023-01-30,,,,\n"
        );
        take(app, &rows, &[]).await.ok(201);
        days(app, "30").await;
        // Thirty days after 30 January is 1 March.
        for id in ["甲1", "甲2", "甲3"] {
            on_line(app, "asset_officer", "set-aside", id, aside(&[])).await.ok(200);
            on_line(app, "asset_officer", "reopen", id, json!({"reason": "示例：误办"})).await.ok(200);
        }
        app.on_day("2023-03-02").await;
        on_line(app, "asset_officer", "set-aside", "甲2", aside(&[])).await.ok(200);
        for (id, source) in [("甲1", "gift"), ("甲3", "public_money")] {
            let problem = on_line(app, "asset_officer", "set-aside", id, aside(&["R10"])).await.refused(409, "policy.rule.not_acknowledged");
            let facts = &problem["facts"];
            assert_eq!((text(&problem, "rule"), text(facts, "since"), text(facts, "days"), text(facts, "source")), ("R11", "2023-01-30", "30", source));
        }
        on_line(app, "town_officer", "set-aside", "甲1", aside(&["R11"])).await.refused(403, "access.denied.role");
        let done = on_line(app, "asset_officer", "set-aside", "甲1", aside(&["R11"])).await.ok(200);
        assert_eq!((text(&done, "state"), text(&done, "reason"), &done["file_id"]), ("set_aside", "示例：登记前已出售", &paper));
        let unknown = json!({"reason": "示例", "file_id": "01890a5d-ac96-774b-bcce-b302099a8057"});
        on_line(app, "asset_officer", "set-aside", "甲3", unknown).await.refused(422, "files.file.unknown");
        on_line(app, "asset_officer", "unmatch", "甲1", json!({"reason": "示例"})).await.refused(409, "stock_lists.line.state");
        let again = on_line(app, "asset_officer", "reopen", "甲1", json!({"reason": "示例：仍在使用"})).await.ok(200);
        assert_eq!((text(&again, "state"), text(&again, "reason"), again["file_id"].is_null()), ("open", "示例：仍在使用", true));
    }

    /// R11.1: an asset of far other value answers a line only by name, by hand and in a file; what is owned jointly, and where no share is set, is not judged.
    async fn r11_1_an_asset_of_far_other_value_is_acknowledged(app) {
        let title = json!({"on": "2023-03-01", "level": "town", "file_id": app.paper("权证.pdf").await, "owners": [
            {"organisation_id": app.unit(BODY).await, "share": "100.0000", "regime": "infrastructure"}]});
        let (pool, well) = (app.valued("示例水池").await, app.valued("示例水井").await);
        let pool = app.on_asset("confirm-title", &pool, title.clone()).await.ok(200);
        let well = app.on_asset("confirm-title", &well, title).await.ok(200);
        let row = |id: &str, asset: &str| format!("{id},示例水池,{BODY},财政资金,2023-01-31,350000.00,,{asset},\n");
        take(app, &row("甲1", ""), &[]).await.ok(201);
        let said = |known: &[&str]| json!({"asset_id": pool["id"], "acknowledged": known});
        on_line(app, "asset_officer", "match", "甲1", said(&[])).await.ok(200);
        on_line(app, "asset_officer", "unmatch", "甲1", json!({"reason": "示例：误办"})).await.ok(200);
        app.set_value("stock_lists.value_gap_pct", "50.0000").await;
        let problem = on_line(app, "asset_officer", "match", "甲1", said(&["R11"])).await.refused(409, "policy.rule.not_acknowledged");
        let facts = &problem["facts"];
        assert_eq!((text(&problem, "rule"), text(facts, "listed"), text(facts, "value"), text(facts, "apart")), ("R11.1", "350000.00", "1000.00", "349000.00"));
        on_line(app, "asset_officer", "match", "甲1", said(&["R11.1"])).await.ok(200);
        let named = row("甲2", text(&well, "number"));
        let problem = take(app, &named, &[]).await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "policy.rule.not_acknowledged", "{problem:#}");
        take(app, &named, &[("acknowledged", "R11.1")]).await.ok(201);
        assert_eq!(text(&line(app, "甲2").await, "asset_number"), text(&well, "number"));
    }
}

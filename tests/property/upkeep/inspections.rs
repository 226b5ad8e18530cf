use serde_json::json;

use crate::support::{
    cast::{COUNTY, OTHER, TOWN},
    money::text,
};

engines! {
    /// An inspection is kept with its grade, findings and photos; who may not see the asset is told that there is none.
    async fn an_inspection_is_recorded_and_found_again(app) {
        let asset = app.valued("示例水池").await;
        let photo = app.paper("现场照片.pdf").await;
        let said = json!({"findings": ["示例：池壁渗漏", "示例：护栏松动"], "file_ids": [photo], "note": "示例：雨后检查"});
        let made = app.inspected(&asset, said).await.ok(201);
        let kept = app.see("auditor", &format!("/inspections/{}", text(&made, "id"))).await;
        assert_eq!(kept["findings"], json!(["示例：池壁渗漏", "示例：护栏松动"]));
        assert_eq!((text(&kept, "grade"), &kept["file_ids"][0], text(&kept, "note")), ("poor", &photo, "示例：雨后检查"));
        for (query, rows) in [("grade=poor", 1), ("grade=good", 0), ("region=431026102", 1), ("region=431026103", 0)] {
            let page = app.see("auditor", &format!("/inspections?{query}")).await;
            assert_eq!(page["items"].as_array().unwrap().len(), rows, "{query}");
        }
        app.inspected(&asset, json!({"inspected_on": "2023-03-02"})).await.refused(422, "upkeep.day.ahead");
        app.inspected(&asset, json!({"file_ids": [asset["id"]]})).await.refused(422, "files.file.unknown");
        let said = json!({
            "name": "示例公厕", "kind": "public_welfare", "form": "fixed", "region_code": OTHER, "intake": "legacy", "base_on": "2023-03-01",
            "evidence_grade": "b"
        });
        let beside = app.act("431027.asset_officer", "/assets", None, said).await.ok(201);
        // Nothing is looked at, kept or repaired before its card tells that it was there.
        let built = app.stock(json!({"region_code": TOWN, "accepted_on": "2022-06-30", "delivered_on": "2022-06-01", "acknowledged": ["R10.1", "R13.1"]})).await;
        let problem = app.inspected(&built, json!({"inspected_on": "1922-07-01"})).await.refused(409, "upkeep.day.not_there_yet");
        assert_eq!((text(&problem["facts"], "since"), &problem["errors"][0]["pointer"]), ("2022-06-01", &json!("/inspected_on")));
        app.keep(&[&built], "repair", "示例村", "1922-07-01").await.refused(409, "upkeep.day.not_there_yet");
        let order = app.under_way(&built).await;
        let early = json!({"done_on": "1923-03-01", "report": "示例", "cost": "1.00", "upkeep_source": "user_fees"});
        app.on_order("asset_officer", "report", &order, early).await.refused(409, "upkeep.day.not_there_yet");
        app.inspected(&built, json!({"inspected_on": "2022-06-01"})).await.ok(201);
        app.inspected(&asset, json!({"inspected_on": "2010-07-01"})).await.ok(201);
        let problem = app.inspected(&beside, json!({})).await.refused(422, "upkeep.asset.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/asset_id");
    }

    /// R35: later than its risk allows is recorded by whoever stands by it; where the county has set no interval nothing is said.
    async fn an_inspection_later_than_its_risk_allows_is_acknowledged(app) {
        let (asset, quiet) = (app.valued("示例水池").await, app.valued("示例水塔").await);
        let days = json!({
            "key": "upkeep.inspection_days.high", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "30", "basis": "paper",
            "document": "示例县管护办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, days).await.ok(201);
        app.inspected(&asset, json!({"inspected_on": "2023-01-10"})).await.ok(201);
        app.inspected(&quiet, json!({"inspected_on": "2022-01-10", "risk": "low"})).await.ok(201);
        app.inspected(&asset, json!({"inspected_on": "2023-02-09"})).await.ok(201);
        app.inspected(&quiet, json!({})).await.ok(201);
        app.on_day("2023-03-12").await;
        let problem = app.inspected(&asset, json!({"inspected_on": "2023-03-12"})).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "passed"), text(&problem["facts"], "last_on")), ("R35", "31", "2023-02-09"));
        app.inspected(&asset, json!({"inspected_on": "2023-03-12", "acknowledged": ["R35"]})).await.ok(201);
    }
}

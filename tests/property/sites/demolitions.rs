use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp,
    cast::{COUNTY, OTHER, TOWN},
    money::text,
};

async fn act(app: &TestApp, house: &Value, verb: &str, body: Value) -> Reply {
    app.act("asset_officer", &format!("/demolitions/{}/{verb}", text(house, "id")), Some(house), body).await
}

engines! {
    /// An old house goes by its paper, with its day and pictures, and its plot becomes land again, never more than it was.
    async fn an_old_house_goes_and_its_plot_becomes_land(app) {
        let site = app.site(json!({})).await;
        let unit = app.dwelling(&site, "101", json!({})).await.ok(201);
        let house = app.old_house("示例宗地1", json!({"region_code": TOWN, "site_id": site["id"], "housing_unit_id": unit["id"]})).await.ok(201);
        assert_eq!(text(&house, "state"), "required");
        let reclaim = |area: &str, on: &str, paper: &Value| json!({"reclaimed_on": on, "reclaimed_area_mu": area, "land_use": "farmland", "file_id": paper});
        let paper = app.paper("复垦验收.pdf").await;
        let problem = act(app, &house, "reclaim", reclaim("0.2000", "2023-03-01", &paper)).await.refused(409, "housing.demolition.state");
        assert_eq!(problem["facts"]["state"], "required");
        let photos = json!([app.paper("拆除前.pdf").await, app.paper("拆除后.pdf").await]);
        act(app, &house, "demolish", json!({"demolished_on": "2023-03-02", "photo_file_ids": photos})).await.refused(422, "housing.day.ahead");
        act(app, &house, "demolish", json!({"demolished_on": "2023-02-01", "photo_file_ids": []})).await.refused(400, "wire.malformed");
        let gone = act(app, &house, "demolish", json!({"demolished_on": "2023-02-01", "photo_file_ids": photos})).await.ok(200);
        assert_eq!((text(&gone, "state"), gone["photo_file_ids"].clone()), ("demolished", photos));
        act(app, &gone, "exempt", json!({"exempt_reason": "attached", "file_id": paper})).await.refused(409, "housing.demolition.state");
        let problem = act(app, &gone, "reclaim", reclaim("0.2501", "2023-03-01", &paper)).await.refused(422, "housing.demolition.more_than_plot");
        assert_eq!((problem["facts"]["area"].clone(), problem["facts"]["plot"].clone()), (json!("0.2501"), json!("0.2500")));
        act(app, &gone, "reclaim", reclaim("0.2500", "2023-01-31", &paper)).await.refused(422, "housing.demolition.reclaimed_early");
        let land = act(app, &gone, "reclaim", reclaim("0.2500", "2023-03-01", &paper)).await.ok(200);
        assert_eq!((text(&land, "state"), text(&land, "land_use"), text(&land, "reclaimed_area_mu")), ("reclaimed", "farmland", "0.2500"));
        let list = app.see("town_officer", &format!("/demolitions?state=reclaimed&site_id={}", text(&site, "id"))).await;
        assert_eq!(list["items"][0]["id"], house["id"]);
        let table = app.get("/demolitions/export?format=csv").by(&app.who("auditor").await).send().await;
        assert!(table.status.is_success());
    }

    /// What may stand may stand by a paper and for a reason, until another paper says otherwise.
    async fn what_may_stand_does_so_by_its_paper(app) {
        let kept = app.old_house("示例宗地1", json!({"exempt_reason": "traditional_village"})).await.ok(201);
        let photos = json!([app.paper("照片.pdf").await]);
        let done = json!({"demolished_on": "2023-03-01", "photo_file_ids": photos});
        act(app, &kept, "demolish", done).await.refused(409, "housing.demolition.state");
        let list = app.see("auditor", "/demolitions?exempt_reason=traditional_village").await;
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let (old, paper) = (kept["file_id"].clone(), app.paper("调整批复.pdf").await);
        let demanded = act(app, &kept, "require", json!({"file_id": paper})).await.ok(200);
        assert_eq!((text(&demanded, "state"), demanded["exempt_reason"].is_null()), ("required", true));
        assert!(demanded["file_id"] == paper && paper != old);
        let back = act(app, &demanded, "exempt", json!({"exempt_reason": "other", "file_id": old})).await.ok(200);
        assert_eq!((text(&back, "state"), text(&back, "exempt_reason")), ("exempt", "other"));
        for plot in ["示例宗地1", "示例 宗地１", "示例\u{3000}宗地1"] {
            app.old_house(plot, json!({})).await.refused(409, "housing.demolition.plot_taken");
        }
        app.old_house("示例宗地11", json!({})).await.ok(201);
    }

    /// Everything that a case names is known here, and told at its place where it is not.
    async fn a_case_names_what_is_known_here(app) {
        let site = app.site(json!({})).await;
        let other = app.site(json!({"name": "示例安置点乙"})).await;
        let unit = app.dwelling(&other, "101", json!({})).await.ok(201);
        let crossed = json!({"site_id": site["id"], "housing_unit_id": unit["id"]});
        app.old_house("示例宗地1", crossed).await.refused(422, "housing.demolition.dwelling_elsewhere");
        let beside = app.act("431027.asset_officer", "/sites", None, json!({"name": "示例安置点", "region_code": OTHER})).await.ok(201);
        let person = app.act("431027.asset_officer", "/people", None, json!({"name": "示例", "region_code": OTHER})).await.ok(201);
        let named = json!({"site_id": beside["id"], "household_head_id": person["id"]});
        let problem = app.old_house("示例宗地1", named).await.refused(422, "housing.site.unknown");
        let told: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|e| text(e, "pointer")).collect();
        assert_eq!(told, ["/site_id", "/household_head_id"]);
        app.old_house("示例宗地1", json!({"region_code": OTHER})).await.refused(404, "access.not_found");
        let house = app.old_house("示例宗地1", json!({"region_code": COUNTY})).await.ok(201);
        app.get(&format!("/demolitions/{}", text(&house, "id"))).by(&app.who("431027.asset_officer").await).send().await.ok(404);
    }
}

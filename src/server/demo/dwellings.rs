//! The sample site: its people counted, who does what there, its dwellings with their titles in every state, and old houses in every state.

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};

const SITE: &str = "datong-site";
const OFFICER: &str = "datong-assets";
const BATCHES: &str = "/title-batches";
const HOUSES: &str = "/demolitions";

async fn step(scene: &Scene<'_>, (path, row): (&str, &Value), verb: &str, said: Value) -> Result<Value, DemoError> {
    scene.step(SITE, (path, row), (verb, Some(said))).await
}

/// Who has a part at the site; one has it no more.
async fn parts(scene: &Scene<'_>, site: &Value) -> Result<(), DemoError> {
    let (units, paper) = (&scene.county.units, &scene.papers["plan.pdf"]);
    let count = json!({
        "site_id": site["id"], "counted_on": scene.today().await?, "people": 1200, "households": 320, "file_id": paper, "note": "示例"
    });
    scene.talk.make(SITE, "/site-headcounts", &count).await?;
    let part = |said: Value| {
        let mut part = json!({"site_id": site["id"], "from_on": "2023-03-01", "file_id": paper, "note": "示例"});
        for (name, value) in said.as_object().into_iter().flatten() {
            part[name] = value.clone();
        }
        part
    };
    let mut last = Value::Null;
    for said in [
        json!({"role": "collective_body", "organisation_id": units["village_a"], "body_kind": "share_cooperative"}),
        json!({"role": "daily_management", "organisation_id": units["community"]}),
        json!({"role": "origin_support", "name": "示例迁出村"}),
        json!({"role": "property_service", "name": "示例物业公司"}),
    ] {
        last = scene.talk.make(SITE, "/site-roles", &part(said)).await?;
    }
    let end = json!({"until_on": "2023-10-01", "reason": "示例：合同到期"});
    step(scene, ("/site-roles", &last), "end", end).await.map(drop)
}

async fn batch(scene: &Scene<'_>, site: &Value, units: &[&Value]) -> Result<Value, DemoError> {
    let ids: Vec<&Value> = units.iter().map(|unit| &unit["id"]).collect();
    let asked = json!({
        "site_id": site["id"], "housing_unit_ids": ids, "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(SITE, BATCHES, &asked).await
}

/// Five dwellings, a household in the first; batches of titles in every state.
async fn dwellings(scene: &Scene<'_>, site: &Value) -> Result<(), DemoError> {
    let (paper, today) = (&scene.papers["plan.pdf"], scene.today().await?);
    let mut units = Vec::new();
    for room in ["101", "102", "201", "202", "301"] {
        let unit = json!({
            "site_id": site["id"], "building": "示例1栋", "room": room, "area_m2": "75.00", "occupancy": "occupied", "note": "示例"
        });
        units.push(scene.talk.make(SITE, "/housing-units", &unit).await?);
    }
    let head = json!({"region_code": COUNTY, "name": "示例户主壬"});
    let head = scene.talk.make(OFFICER, "/people", &head).await?;
    let household = json!({
        "region_code": COUNTY, "site_id": site["id"], "origin_code": COUNTY, "on": "2023-02-01",
        "members": [{"person_id": head["id"], "relation": "head"}]
    });
    let household = scene.talk.make(OFFICER, "/households", &household).await?;
    let stay = json!({
        "housing_unit_id": units[0]["id"], "household_id": household["id"], "from_on": "2023-03-01", "file_id": paper, "note": "示例"
    });
    scene.talk.make(SITE, "/housing-stays", &stay).await?;
    let applied = json!({"submitted_on": today, "file_id": paper});
    let decided = batch(scene, site, &[&units[0], &units[1]]).await?;
    step(scene, (BATCHES, &decided), "submit", applied.clone()).await?;
    let results = json!({"file_id": paper, "items": [
        {"housing_unit_id": units[0]["id"], "decided_on": today, "certificate_no": "示例不动产权第0001号"},
        {"housing_unit_id": units[1]["id"], "decided_on": today, "reason": "示例：测绘面积不符"}
    ]});
    step(scene, (BATCHES, &decided), "results", results).await?;
    let waits = batch(scene, site, &[&units[2]]).await?;
    step(scene, (BATCHES, &waits), "submit", applied).await?;
    let wrong = batch(scene, site, &[&units[3]]).await?;
    step(scene, (BATCHES, &wrong), "withdraw", json!({"reason": "示例：补测面积"})).await?;
    batch(scene, site, &[&units[3]]).await.map(drop)
}

/// Four old houses: one is to go, one may stand, one is gone, of one the land is land again.
async fn old_houses(scene: &Scene<'_>, site: &Value) -> Result<(), DemoError> {
    let (paper, today) = (&scene.papers["plan.pdf"], scene.today().await?);
    for (n, state) in ["required", "exempt", "demolished", "reclaimed"].into_iter().enumerate() {
        let exempt = (state == "exempt").then_some("traditional_village");
        let house = json!({
            "region_code": COUNTY, "site_id": site["id"], "plot": format!("示例宗地{}", n + 1), "plot_area_mu": "0.2500",
            "file_id": paper, "exempt_reason": exempt, "note": "示例"
        });
        let house = scene.talk.make(SITE, HOUSES, &house).await?;
        if matches!(state, "demolished" | "reclaimed") {
            let gone = json!({"demolished_on": today, "photo_file_ids": [scene.papers["photo.png"]]});
            step(scene, (HOUSES, &house), "demolish", gone).await?;
        }
        if state == "reclaimed" {
            let land = json!({
                "reclaimed_on": today, "reclaimed_area_mu": "0.2500", "land_use": "farmland", "file_id": paper
            });
            step(scene, (HOUSES, &house), "reclaim", land).await?;
        }
    }
    Ok(())
}

/// All of it, as it stands in October.
pub(super) async fn settle(scene: &Scene<'_>) -> Result<(), DemoError> {
    let sites = scene.talk.see(OFFICER, &format!("/sites?region={COUNTY}")).await?;
    let mut sites = sites["items"].as_array().into_iter().flatten();
    let site = sites.find(|site| text(site, "name").starts_with("示例")).ok_or("the sample site")?.clone();
    parts(scene, &site).await?;
    dwellings(scene, &site).await?;
    old_houses(scene, &site).await
}

//! What residents of the sample site ask to be repaired, in every state, by a link that hangs there; and a link that works no more.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    DemoError,
    people::rows,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::Day;

const REPAIRS: &str = include_str!("../../../data/sample/repairs.csv");
const OFFICER: &str = "datong-assets";

/// A link of a site, hung at a place.
async fn hung(scene: &Scene<'_>, site: &Value, place: &str) -> Result<Value, DemoError> {
    scene.talk.make(OFFICER, "/repair-links", &json!({"site_id": site["id"], "place": place})).await
}

/// Somebody reports what the plan says; the request as the officer finds it.
async fn reported(scene: &Scene<'_>, door: &str, row: &HashMap<String, String>) -> Result<Value, DemoError> {
    let mut body = json!({"kind": row["kind"], "place": row["place"], "what": row["what"]});
    if !row["phone"].is_empty() {
        body["phone"] = json!(row["phone"]);
    }
    scene.talk.public(door, &body).await?;
    let found = scene.talk.see(OFFICER, "/repair-requests?limit=200").await?;
    let own = |r: &&Value| r["what"] == row["what"].as_str();
    let request = found["items"].as_array().and_then(|all| all.iter().find(own));
    Ok(request.ok_or("a request that was filed")?.clone())
}

/// Hangs the links, reports what the plan says, and takes each as far as it says.
pub(super) async fn report(scene: &Scene<'_>) -> Result<(), DemoError> {
    scene.on(Day::of(2023, 10, 15)).await?;
    let site = json!({"name": "示例·集中安置小区", "region_code": COUNTY});
    let site = scene.talk.make(OFFICER, "/sites", &site).await?;
    let lift = json!({
        "name": "示例·1 号楼电梯", "kind": "public_welfare", "form": "fixed", "region_code": COUNTY, "site_id": site["id"],
        "intake": "legacy", "base_on": "2023-10-15", "evidence_grade": "b"
    });
    let lift = scene.talk.make(OFFICER, "/assets", &lift).await?;
    let link = hung(scene, &site, "示例：1 号楼大厅").await?;
    let address = scene.talk.see(OFFICER, &format!("/repair-links/{}/address", text(&link, "id"))).await?;
    let door = text(&address, "path").strip_prefix("/api/v1").ok_or("the path of a link")?;
    for row in rows(REPAIRS)? {
        let request = reported(scene, door, &row).await?;
        let (verb, body) = match row["ending"].as_str() {
            "ordered" => ("open-order", json!({"asset_id": lift["id"], "duty": "repair", "what": row["said"]})),
            "answered" => ("answer", json!({"answer": row["said"]})),
            "declined" => ("decline", json!({"reason": row["said"]})),
            _ => continue,
        };
        let path = format!("/repair-requests/{}/{verb}", text(&request, "id"));
        scene.talk.act(OFFICER, &path, &request, Some(body)).await?;
    }
    let old = hung(scene, &site, "示例：旧公告栏").await?;
    let why = json!({"reason": "示例：公告栏已拆除"});
    scene.talk.act(OFFICER, &format!("/repair-links/{}/end", text(&old, "id")), &old, Some(why)).await?;
    Ok(())
}

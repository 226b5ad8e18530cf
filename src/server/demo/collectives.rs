//! Bodies of the sample county that hold property together, with members in every state, a household that benefits without being a member,
//! and what the county manages for one of them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    DemoError,
    people::rows,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::Day;

const MEMBERS: &str = include_str!("../../../data/sample/collective_members.csv");
const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";

/// An organisation of the plan becomes a body.
async fn register(scene: &Scene<'_>, unit: &str, kind: &str, level: Option<&str>) -> Result<Value, DemoError> {
    let body = json!({
        "organisation_id": scene.county.units[unit], "kind": kind, "level": level, "from_on": "2022-01-04",
        "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(MANAGER, "/collectives", &body).await
}

async fn decided(
    scene: &Scene<'_>,
    (body, person): (&Value, &Value),
    (on, ground): (&str, &str),
    refused: bool,
) -> Result<Value, DemoError> {
    let decision = if refused { "refuse" } else { "confirm" };
    let reason = refused.then_some("not_qualified");
    let asked = json!({
        "collective_id": body["id"], "person_id": person["id"], "decision": decision, "on": on, "ground": ground, "reason": reason,
        "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/collective-members", &asked).await
}

async fn act(scene: &Scene<'_>, member: &Value, verb: &str, said: Value) -> Result<Value, DemoError> {
    let now = scene.now(MANAGER, "/collective-members", member).await?;
    scene.talk.act(MANAGER, &format!("/collective-members/{}/{verb}", text(member, "id")), &now, Some(said)).await
}

/// A member of the plan goes as far as it says; whoever asks elsewhere asks the second village.
async fn goes(
    scene: &Scene<'_>,
    (first, second): (&Value, &Value),
    row: &HashMap<String, String>,
) -> Result<(), DemoError> {
    let person = json!({"region_code": COUNTY, "name": row["person"]});
    let person = scene.talk.make(ACCOUNTANT, "/people", &person).await?;
    let ending = row["ending"].as_str();
    let member = decided(scene, (first, &person), ("2023-02-01", &row["ground"]), ending == "refused").await?;
    let answer = |answer: &str| json!({"answer": answer, "on": "2023-06-30", "note": "示例"});
    match ending {
        "lost" => {
            act(scene, &member, "lose", json!({"on": "2023-05-01", "ground": "death", "note": "示例"})).await.map(drop)
        }
        "void" => act(scene, &member, "reverse", json!({"events": [1], "reason": "示例：重复登记"})).await.map(drop),
        "asked" | "stays" | "left" => {
            decided(scene, (second, &person), ("2023-06-01", "relocation"), false).await?;
            match ending {
                "asked" => Ok(()),
                "stays" => act(scene, &member, "answer", answer("stays")).await.map(drop),
                _ => act(scene, &member, "answer", answer("left")).await.map(drop),
            }
        }
        _ => Ok(()),
    }
}

/// All of it, as it stands in October.
pub(super) async fn gather(scene: &Scene<'_>) -> Result<(), DemoError> {
    scene.on(Day::of(2023, 10, 15)).await?;
    let first = register(scene, "village_a", "statutory_collective", Some("village")).await?;
    let second = register(scene, "village_b", "statutory_collective", Some("village")).await?;
    let acting = register(scene, "committee", "village_committee_acting", None).await?;
    let closing =
        json!({"on": "2023-10-01", "reason": "示例：并入甲村经济合作社", "file_id": scene.papers["plan.pdf"]});
    let path = format!("/collectives/{}", text(&acting, "id"));
    let asked = scene.talk.act(MANAGER, &format!("{path}/close"), &acting, Some(closing)).await?;
    scene.talk.act(ACCOUNTANT, &format!("{path}/confirm-closing"), &asked, None).await?;
    for row in rows(MEMBERS)? {
        goes(scene, (&first, &second), &row).await?;
    }
    let head = scene.talk.make("datong-assets", "/people", &json!({"region_code": COUNTY, "name": "示例户主"})).await?;
    let household = json!({
        "region_code": COUNTY, "origin_code": COUNTY, "on": "2023-02-01", "members": [{"person_id": head["id"], "relation": "head"}]
    });
    let household = scene.talk.make("datong-assets", "/households", &household).await?;
    let benefit = json!({
        "collective_id": first["id"], "household_id": household["id"], "basis": "示例：搬迁安置协议", "file_id": scene.papers["plan.pdf"],
        "from_on": "2023-02-01"
    });
    scene.talk.make(ACCOUNTANT, "/collective-beneficiaries", &benefit).await?;
    let given = json!({
        "collective_id": first["id"], "manager_id": scene.county.units["agriculture"], "scope": "示例：全部经营性资产",
        "file_id": scene.papers["contract.pdf"], "from_on": "2023-07-01"
    });
    scene.talk.make(MANAGER, "/entrustments", &given).await?;
    Ok(())
}

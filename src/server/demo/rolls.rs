//! Rolls of the sample county's first village: one of need with several classes, one of stakes, one that is closed; all of them marked.

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
const OFFICER: &str = "datong-assets";
/// Who reviews a roll of a body that lies in no town.
const LINE: &str = "datong-line";
/// The day of the decisions: by need they count from February on.
const DECIDED: &str = "2023-01-20";

async fn act(
    scene: &Scene<'_>,
    who: &str,
    (roll, verb): (&Value, &str),
    said: Option<Value>,
) -> Result<Value, DemoError> {
    let now = scene.now(MANAGER, "/benefit-rolls", roll).await?;
    scene.talk.act(who, &format!("/benefit-rolls/{}/{verb}", text(roll, "id")), &now, said).await
}

async fn filed(
    scene: &Scene<'_>,
    body: &Value,
    (name, basis, per): (&str, &str, &str),
    terms: Option<&str>,
) -> Result<Value, DemoError> {
    let roll = json!({
        "collective_id": body["id"], "basis": basis, "per": per, "name": name, "terms": terms, "file_id": scene.papers["plan.pdf"],
        "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/benefit-rolls", &roll).await
}

async fn person(scene: &Scene<'_>, name: &str) -> Result<Value, DemoError> {
    scene.talk.make(OFFICER, "/people", &json!({"region_code": COUNTY, "name": name})).await
}

/// A household of one, or of a couple.
async fn household(scene: &Scene<'_>, head: &str, spouse: Option<&str>) -> Result<Value, DemoError> {
    let mut members = vec![json!({"person_id": person(scene, head).await?["id"], "relation": "head"})];
    if let Some(spouse) = spouse {
        members.push(json!({"person_id": person(scene, spouse).await?["id"], "relation": "spouse"}));
    }
    let household = json!({"region_code": COUNTY, "origin_code": COUNTY, "on": "2023-01-10", "members": members});
    scene.talk.make(OFFICER, "/households", &household).await
}

fn entry(scene: &Scene<'_>, (sort, whose): (&str, &Value), class: &str, units: &str) -> Value {
    let mut entry = json!({
        "class": class, "units": units, "decided_on": DECIDED, "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    entry[sort] = whose.clone();
    entry
}

/// Six who benefit by need, of five classes: one left, one was told wrongly.
async fn by_need(scene: &Scene<'_>, body: &Value) -> Result<(), DemoError> {
    let roll = filed(scene, body, ("示例·帮扶资产收益受益名册", "need", "mixed"), None).await?;
    let couple = household(scene, "示例帮扶户主甲", Some("示例帮扶成员甲")).await?;
    let single = household(scene, "示例帮扶户主乙", None).await?;
    let mut entries = vec![
        entry(scene, ("household_id", &couple["id"]), "unstable", "2.0000"),
        entry(scene, ("household_id", &single["id"]), "relieved", "1.0000"),
    ];
    let people = [
        ("示例帮扶对象丙", "marginal"),
        ("示例帮扶对象丁", "five_guarantee"),
        ("示例帮扶对象戊", "work"),
        ("示例帮扶对象己", "work"),
    ];
    for (name, class) in people {
        let person = person(scene, name).await?;
        entries.push(entry(scene, ("person_id", &person["id"]), class, "1.0000"));
    }
    act(scene, ACCOUNTANT, (&roll, "admit"), Some(json!({"entries": entries}))).await?;
    let review = json!({"on": "2023-06-30", "file_id": scene.papers["plan.pdf"], "note": "示例"});
    act(scene, LINE, (&roll, "review"), Some(review)).await?;
    let end =
        json!({"serials": [5], "reason": "assistance_ended", "on": "2023-08-20", "file_id": scene.papers["plan.pdf"]});
    act(scene, MANAGER, (&roll, "end"), Some(end)).await?;
    let wrong = json!({"serial": 6, "reason": "示例：登记错误"});
    act(scene, MANAGER, (&roll, "void-entry"), Some(wrong)).await.map(drop)
}

/// A unit and two households that put money in under an agreement.
async fn by_stakes(scene: &Scene<'_>, body: &Value) -> Result<(), DemoError> {
    let terms = Some("示例：按出资额年收益率分红，出资满一年后可以退股");
    let roll = filed(scene, body, ("示例·入股分红名册", "stake", "mixed"), terms).await?;
    let (first, second) =
        (household(scene, "示例入股户主甲", None).await?, household(scene, "示例入股户主乙", None).await?);
    let entries = [
        entry(scene, ("organisation_id", &scene.county.units["village_b"]), "stake", "1000000.0000"),
        entry(scene, ("household_id", &first["id"]), "stake", "2000.0000"),
        entry(scene, ("household_id", &second["id"]), "stake", "3500.5000"),
    ];
    act(scene, ACCOUNTANT, (&roll, "admit"), Some(json!({"entries": entries}))).await.map(drop)
}

/// All of it, as it stands in October.
pub(super) async fn enrol(scene: &Scene<'_>) -> Result<(), DemoError> {
    let unit = scene.county.units["village_a"].as_str().unwrap_or_default().to_owned();
    let found = scene.talk.see(MANAGER, &format!("/collectives?organisation_id={unit}")).await?;
    let body = found["items"][0].clone();
    by_need(scene, &body).await?;
    by_stakes(scene, &body).await?;
    let old = filed(scene, &body, ("示例·上年度受益名册", "need", "person"), None).await?;
    let close = json!({"on": "2023-10-01", "reason": "示例：并入新名册", "file_id": scene.papers["plan.pdf"]});
    act(scene, MANAGER, (&old, "close"), Some(close)).await.map(drop)
}

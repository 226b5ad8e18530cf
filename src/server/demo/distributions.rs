//! Distributions of the sample county's first village, one in every state: marked plans of marked shares.

use serde_json::{Value, json};

use super::{DemoError, scene::Scene, talk::text};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
/// Who checks a plan of a body that lies in no town.
const LINE: &str = "datong-line";
const DESKS: [&str; 2] = [LINE, "datong-section"];
/// How far each goes, and how much of the members' pool of 56,000 yuan it is.
const PLANS: [(&str, &str); 10] = [
    ("announced", "24000.00"),
    ("approved", "5400.00"),
    ("locked", "3600.00"),
    ("publicised", "1000.00"),
    ("voted", "12000.00"),
    ("town_checked", "2000.00"),
    ("discussed", "2500.00"),
    ("drafted", "3000.00"),
    ("returned", "800.00"),
    ("annulled", "700.00"),
];

/// The steps before each state, in their order.
const WAY: [&str; 7] = ["drafted", "discussed", "town_checked", "voted", "publicised", "locked", "approved"];

async fn filed(
    scene: &Scene<'_>,
    (scheme, pool): (&Value, &Value),
    (state, amount): (&str, &str),
) -> Result<Value, DemoError> {
    let plan = json!({
        "collective_id": scheme["collective_id"], "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend",
        "name": format!("示例·2023年4至9月分红方案（{state}）"), "from_month": "2023-04", "to_month": "2023-09",
        "pool_id": pool["id"], "pool": amount, "rounding": "floor", "acknowledged": ["R74.1"],
        "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/distributions", &plan).await
}

async fn act(
    scene: &Scene<'_>,
    who: &str,
    plan: &Value,
    (verb, said): (&str, Option<Value>),
) -> Result<Value, DemoError> {
    let path = format!("/distributions/{}", text(plan, "id"));
    let now = scene.talk.see(MANAGER, &path).await?;
    scene.talk.act(who, &format!("{path}/{verb}"), &now, said).await
}

/// What the members of a body agreed to at a meeting, by a charter that asks for two thirds.
pub(super) async fn resolved(
    scene: &Scene<'_>,
    body: &Value,
    (matter, title): (&str, &str),
    on: &str,
) -> Result<Value, DemoError> {
    let two_thirds = json!({"part": 2, "whole": 3, "above": false});
    let held = json!({
        "eligible": 90, "in_person": 70, "by_proxy": 10, "in_favour": 78, "against": 0, "abstained": 2,
        "minutes_file_id": scene.papers["acceptance_form.pdf"], "kept_by": "示例·村级档案室",
        "charter": {
            "since_on": "2022-01-04", "file_id": scene.papers["plan.pdf"], "attend": two_thirds, "agree": two_thirds,
            "agree_of": "eligible"
        }
    });
    let meeting = json!({
        "collective_id": body["id"], "matter": matter, "meeting": "members_assembly", "title": title, "meeting_on": on, "held": held
    });
    scene.talk.make(MANAGER, "/resolutions/held", &meeting).await
}

/// One step on the way.
async fn goes(scene: &Scene<'_>, plan: &Value, to: &str) -> Result<(), DemoError> {
    let on = scene.today().await?;
    let step = Some(json!({"on": on, "file_id": scene.papers["plan.pdf"], "note": "示例"}));
    match to {
        "discussed" => act(scene, MANAGER, plan, ("discuss", step)).await?,
        "town_checked" => act(scene, LINE, plan, ("check", step)).await?,
        "voted" => {
            let title = format!("示例：表决 {}", text(plan, "number"));
            let body = json!({"id": plan["collective_id"]});
            let resolution = resolved(scene, &body, ("distribution_plan", &title), &on).await?;
            act(scene, MANAGER, plan, ("vote", Some(json!({"resolution_id": resolution["id"]})))).await?
        }
        "publicised" => {
            act(scene, ACCOUNTANT, plan, ("calculate", None)).await?;
            act(scene, MANAGER, plan, ("publicise", step)).await?
        }
        "locked" => act(scene, MANAGER, plan, ("lock", None)).await?,
        "approved" => {
            scene.talk.approve(&DESKS, text(plan, "id")).await?;
            Value::Null
        }
        _ => Value::Null,
    };
    Ok(())
}

/// All of them, as they stand in October.
pub(super) async fn share_out(scene: &Scene<'_>) -> Result<(), DemoError> {
    let found = scene.talk.see(MANAGER, "/share-schemes?state=in_force").await?;
    let scheme = found["items"][0].clone();
    let path = format!("/income-pools?collective_id={}&state=set_aside", text(&scheme, "collective_id"));
    let pool = scene.talk.see(MANAGER, &path).await?["items"][0].clone();
    for (state, amount) in PLANS {
        let plan = filed(scene, (&scheme, &pool), (state, amount)).await?;
        let last = match state {
            "announced" => "approved",
            "returned" | "annulled" => "discussed",
            other => other,
        };
        let length = WAY.iter().position(|way| *way == last).unwrap_or_default();
        for to in &WAY[..=length] {
            goes(scene, &plan, to).await?;
        }
        let on = scene.today().await?;
        let why = |reason: &str| Some(json!({"on": on, "reason": reason, "file_id": scene.papers["plan.pdf"]}));
        if state == "announced" {
            let said = json!({"on": scene.today().await?, "file_id": scene.papers["plan.pdf"], "note": "示例"});
            act(scene, MANAGER, &plan, ("announce", Some(said))).await?;
        }
        if matches!(state, "returned" | "annulled") {
            act(scene, MANAGER, &plan, ("return", why("示例：标准待核"))).await?;
        }
        if state == "annulled" {
            act(scene, MANAGER, &plan, ("annul", why("示例：不再分配"))).await?;
        }
    }
    Ok(())
}

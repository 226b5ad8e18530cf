//! What the bodies of the sample county decided at meetings, one in every state.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{DemoError, people::rows, scene::Scene, talk::text};

const RESOLUTIONS: &str = include_str!("../../../data/sample/resolutions.csv");
const MANAGER: &str = "datong-collective";

/// The body that an organisation of the plan is.
async fn body_of(scene: &Scene<'_>, unit: &str) -> Result<Value, DemoError> {
    let unit = scene.county.units[unit].as_str().unwrap_or_default().to_owned();
    let found = scene.talk.see(MANAGER, &format!("/collectives?organisation_id={unit}")).await?;
    Ok(found["items"][0].clone())
}

/// What is told of a meeting that was held: its figures, and what the charter asks.
fn held(scene: &Scene<'_>, row: &HashMap<String, String>) -> Value {
    let figure = |name: &str| row[name].parse::<i64>().unwrap_or_default();
    let two_thirds = json!({"part": 2, "whole": 3, "above": false});
    json!({
        "eligible": figure("eligible"), "in_person": figure("in_person"), "by_proxy": figure("by_proxy"),
        "in_favour": figure("in_favour"), "against": figure("against"), "abstained": figure("abstained"),
        "minutes_file_id": scene.papers["acceptance_form.pdf"], "kept_by": "示例·村级档案室",
        "charter": {
            "since_on": "2023-01-04", "file_id": scene.papers["plan.pdf"], "attend": two_thirds, "agree": two_thirds,
            "agree_of": "eligible"
        }
    })
}

/// A meeting of the plan goes as far as it says.
async fn goes(scene: &Scene<'_>, row: &HashMap<String, String>) -> Result<(), DemoError> {
    let body = body_of(scene, &row["body"]).await?;
    let ending = row["ending"].as_str();
    let meeting = json!({
        "collective_id": body["id"], "matter": row["matter"], "meeting": row["meeting"], "title": row["title"],
        "meeting_on": row["meeting_on"]
    });
    let with = |name: &str, value: Value| {
        let mut asked = meeting.clone();
        asked[name] = value;
        asked
    };
    if matches!(ending, "convened" | "cancelled") {
        let notice = json!({"on": "2023-10-14", "place": "示例·村务公开栏", "file_id": scene.papers["plan.pdf"]});
        let made = scene.talk.make(MANAGER, "/resolutions", &with("notice", notice)).await?;
        return if ending == "cancelled" {
            act(scene, &made, "cancel", json!({"reason": "示例：改期"})).await
        } else {
            Ok(())
        };
    }
    let made = scene.talk.make(MANAGER, "/resolutions/held", &with("held", held(scene, row))).await?;
    if ending == "annulled" {
        let why = json!({"reason": "示例：票数登记有误", "file_id": scene.papers["plan.pdf"]});
        act(scene, &made, "annul", why).await?;
    }
    Ok(())
}

async fn act(scene: &Scene<'_>, resolution: &Value, verb: &str, said: Value) -> Result<(), DemoError> {
    let path = format!("/resolutions/{}/{verb}", text(resolution, "id"));
    scene.talk.act(MANAGER, &path, resolution, Some(said)).await.map(drop)
}

/// All of it, as it stands in October: one meeting lies ahead, the others were held or called off.
pub(super) async fn decide(scene: &Scene<'_>) -> Result<(), DemoError> {
    for row in rows(RESOLUTIONS)? {
        goes(scene, &row).await?;
    }
    Ok(())
}

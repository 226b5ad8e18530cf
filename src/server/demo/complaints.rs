//! What residents of the sample county complain of and suggest, in every state, through its officers' own acts.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    DemoError,
    people::rows,
    scene::{COUNTY, Scene},
    talk::text,
};
use crate::ground::kernel::Day;

const COMPLAINTS: &str = include_str!("../../../data/sample/complaints.csv");

type Row = HashMap<String, String>;

async fn act(scene: &Scene<'_>, who: &str, verb: &str, at: &Value, body: Option<Value>) -> Result<Value, DemoError> {
    scene.talk.act(who, &format!("/complaints/{}/{verb}", text(at, "id")), at, body).await
}

/// It is written down on its day, about the project that the plan names.
async fn received(scene: &Scene<'_>, row: &Row) -> Result<Value, DemoError> {
    let project = scene.projects.get(&row["project"]).ok_or("a project of the plan")?;
    let body = json!({
        "region_code": COUNTY, "kind": row["kind"], "channel": row["channel"], "received_on": row["received_on"],
        "text": row["text"], "place": "示例：村口", "project_ids": [project["id"]]
    });
    scene.talk.make("datong-clerk", "/complaints", &body).await
}

/// It goes as far as the plan says: given to the unit, put off once, answered, looked at by another, and opened again.
async fn handled(scene: &Scene<'_>, row: &Row, made: Value) -> Result<(), DemoError> {
    let ending = row["ending"].as_str();
    if ending == "received" {
        return Ok(());
    }
    if ending == "declined" {
        let why = json!({"reason": "示例：不属本县安置点", "passed_to": "示例：县水利局"});
        act(scene, "datong-assets", "decline", &made, Some(why)).await?;
        return Ok(());
    }
    let unit = json!({"unit_id": scene.county.units["centre"]});
    let mut now = act(scene, "datong-assets", "accept", &made, Some(unit)).await?;
    if ending == "accepted" {
        let longer = json!({"until_on": "2023-12-29", "reason": "示例：等待第三方检测报告"});
        act(scene, "datong-head", "extend", &now, Some(longer)).await?;
        return Ok(());
    }
    let answer = json!({"finding": row["finding"], "answered_on": row["day"], "text": row["answer"]});
    now = act(scene, "datong-clerk", "answer", &now, Some(answer)).await?;
    if ending == "answered" {
        return Ok(());
    }
    now = act(scene, "datong-assets", "close", &now, None).await?;
    if ending == "reopened" {
        let again = json!({"channel": "phone", "received_on": row["day"], "text": "示例：更换后仍不亮。"});
        act(scene, "datong-clerk", "reopen", &now, Some(again)).await?;
    }
    Ok(())
}

/// Every complaint of the plan, day by day.
pub(super) async fn hear(scene: &Scene<'_>) -> Result<(), DemoError> {
    let mut today = None;
    for row in rows(COMPLAINTS)? {
        let day: Day = row["day"].parse().map_err(|()| "a day of the plan")?;
        if today.replace(day) != Some(day) {
            scene.on(day).await?;
        }
        let made = received(scene, &row).await?;
        handled(scene, &row, made).await?;
    }
    Ok(())
}

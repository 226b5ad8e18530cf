//! What hangs for the neighbours to object to, in every state: titles and a transfer of the sample community; and what the meeting of a
//! marked village of a real town decided, by which a title of it hung for its whole term.

use serde_json::{Value, json};

use super::{
    DemoError,
    cards::{CHARGING, Cards, FITNESS, HALL, LIGHTS, SHED},
    scene::{COUNTY, Scene},
};

const SITE: &str = "datong-site";
const CLERK: &str = "datong-clerk";
const OFFICER: &str = "datong-assets";
const VILLAGE: &str = "shatian-village";
const TOWN_OFFICER: &str = "shatian-town";
/// 沙田镇 of 桂东县: the sample county's towns are not in the table, and a village decides in its town.
const TOWN: &str = "431027101";
const POSTINGS: &str = "/publicity";
/// The days on which they are hung, and on which what hung its two days is closed.
const HUNG: &str = "2023-10-12";
const ENDED: &str = "2023-10-15";

/// A posting of one matter for two days.
async fn filed(scene: &Scene<'_>, (who, region): (&str, &str), title: &str, about: Value) -> Result<Value, DemoError> {
    let mut posting = json!({
        "region_code": region, "title": format!("示例·{title}"), "hotline": "12317", "calendar_days": 2,
        "lines": [{"name": "示例·安置社区", "basis": "示例：项目验收单"}]
    });
    for (name, value) in about.as_object().into_iter().flatten() {
        posting[name] = value.clone();
    }
    scene.talk.make(who, POSTINGS, &posting).await
}

async fn step(scene: &Scene<'_>, who: &str, posting: &Value, verb: &str, said: Value) -> Result<Value, DemoError> {
    scene.step(who, (POSTINGS, posting), (verb, Some(said))).await
}

/// It hangs on a board, with its picture.
async fn hung(scene: &Scene<'_>, (who, photo): (&str, &Value), posting: &Value, on: &str) -> Result<Value, DemoError> {
    let place = json!({"name": "示例：村务公开栏", "profile": "board", "file_id": photo});
    step(scene, who, posting, "post", json!({"on": on, "places": [place]})).await
}

/// Titles of the community's cards: one is not hung yet, one hangs, one waits for an answer, one was answered in the objector's
/// favour, one was taken back.
async fn titles(scene: &Scene<'_>, cards: &Cards) -> Result<(), DemoError> {
    let photo = &scene.papers["photo.png"];
    for (name, state) in
        [(LIGHTS, "draft"), (SHED, "posted"), (CHARGING, "suspended"), (FITNESS, "objected"), (HALL, "withdrawn")]
    {
        let about = json!({"asset_ids": [cards[name]["id"]]});
        let title = format!("权属公示（{}）", name.trim_start_matches("示例·"));
        let posting = filed(scene, (SITE, COUNTY), &title, about).await?;
        if !matches!(state, "draft" | "withdrawn") {
            hung(scene, (SITE, photo), &posting, HUNG).await?;
        }
        let objection = |suspends: bool| json!({"channel": "visit", "received_on": HUNG, "suspends": suspends, "text": "示例：应由二组共有"});
        match state {
            "suspended" => step(scene, CLERK, &posting, "objections", objection(true)).await?,
            "objected" => {
                step(scene, CLERK, &posting, "objections", objection(false)).await?;
                let answer = json!({"n": 1, "on": HUNG, "result": "upheld", "text": "示例：经核属实，另行公示"});
                step(scene, OFFICER, &posting, "answer", answer).await?
            }
            "withdrawn" => step(scene, SITE, &posting, "withdraw", json!({"reason": "示例：并入移交公示"})).await?,
            _ => Value::Null,
        };
    }
    Ok(())
}

/// A village says whose its cistern is, and does not agree to what it would cost.
async fn decided(scene: &Scene<'_>) -> Result<Value, DemoError> {
    let upload = async |name: &'static str| {
        let content = super::scene::PAPERS.iter().find(|(paper, _)| *paper == name).map(|(_, content)| *content);
        scene.talk.upload(VILLAGE, TOWN, &format!("示例-{name}"), content.ok_or("a paper of the sample")?).await
    };
    let (minutes, photo) = (upload("acceptance_form.pdf").await?, upload("photo.png").await?);
    let asset = json!({
        "name": "示例·村级蓄水池", "kind": "public_welfare", "form": "fixed", "region_code": TOWN, "intake": "legacy", "base_on": HUNG,
        "evidence_grade": "b"
    });
    let asset = scene.talk.make(VILLAGE, "/assets", &asset).await?;
    let mut passed = Value::Null;
    for (result, title) in [("not_passed", "示例：蓄水池按量收费"), ("passed", "示例：蓄水池归村集体所有")]
    {
        let said = json!({
            "region_code": TOWN, "village": "示例村", "body": "representatives", "title": title, "decided_on": "2023-10-11",
            "result": result, "file_id": minutes
        });
        passed = scene.talk.make(VILLAGE, "/village-decisions", &said).await?;
    }
    let about = json!({"asset_ids": [asset["id"]], "decision_id": passed["id"], "lines": [{"name": "示例村"}]});
    let posting = filed(scene, (VILLAGE, TOWN), "权属公示（村级蓄水池）", about).await?;
    hung(scene, (VILLAGE, &photo), &posting, HUNG).await
}

/// All that is hung on the first day; the one of the village.
pub(super) async fn hang(scene: &Scene<'_>, cards: &Cards) -> Result<Value, DemoError> {
    titles(scene, cards).await?;
    decided(scene).await
}

/// The village's has hung to its end, and the town says so; a transfer hangs since today.
pub(super) async fn close(scene: &Scene<'_>, posting: &Value, transfer: &Value) -> Result<(), DemoError> {
    let last = scene.talk.upload(VILLAGE, TOWN, "示例-plan.pdf", super::scene::PAPERS[0].1).await?;
    let shown = json!({"places": [{"n": 1, "file_id": last, "on": ENDED}]});
    step(scene, VILLAGE, posting, "places", shown).await?;
    step(scene, TOWN_OFFICER, posting, "close", json!({})).await?;
    let about = json!({"transfer_ids": [transfer["id"]]});
    let posting = filed(scene, (SITE, COUNTY), "移交管护公示（垃圾中转站）", about).await?;
    hung(scene, (SITE, &scene.papers["photo.png"]), &posting, ENDED).await.map(drop)
}

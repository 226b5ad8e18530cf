//! Exceptions to R31, which lets nothing into service without a keeper and money: one in every state, for cards of the sample community.

use serde_json::{Value, json};

use super::{
    DemoError,
    cards::{CHARGING, Cards, FITNESS, HALL, LIGHTS, SHED, WASTE},
    scene::Scene,
    talk::text,
};

const OFFICER: &str = "datong-assets";
/// Who files one and takes it back.
const CLERK: &str = "datong-clerk";
const DESKS: [&str; 2] = ["datong-section", "datong-director"];
const EXCEPTIONS: &str = "/exceptions";

async fn filed(scene: &Scene<'_>, who: &str, card: &Value) -> Result<Value, DemoError> {
    let asked = json!({
        "rule": "R31", "subject_kind": "asset", "subject_id": card["id"], "ceiling": "100000.00", "basis": "minutes",
        "basis_number": "示例会议纪要〔2023〕3号", "file_id": scene.papers["plan.pdf"], "deadline_on": "2023-12-31",
        "reason": "示例：管护单位待定，先行启用"
    });
    scene.talk.make(who, EXCEPTIONS, &asked).await
}

/// What it was granted for is done; where it is made good, the keeper has been found since.
async fn used(scene: &Scene<'_>, card: &Value, exception: &Value, good: bool) -> Result<(), DemoError> {
    let begins = json!({"on": scene.today().await?});
    scene.step(OFFICER, ("/assets", card), ("put-in-service", Some(begins))).await?;
    if good {
        let found = json!({
            "on": scene.today().await?, "state": "in_use", "maintainer": {"name": "示例社区居民委员会"}, "upkeep_source": "county_finance"
        });
        scene.step(OFFICER, ("/assets", card), ("note-use", Some(found))).await?;
        let paper = json!({"file_id": scene.papers["contract.pdf"]});
        scene.step(OFFICER, (EXCEPTIONS, exception), ("make-good", Some(paper))).await?;
    }
    Ok(())
}

/// All of them, as they stand in October; the seventh was taken back.
pub(super) async fn grant(scene: &Scene<'_>, cards: &Cards) -> Result<(), DemoError> {
    for (name, state) in
        [(LIGHTS, "made_good"), (SHED, "consumed"), (WASTE, "granted"), (CHARGING, "refused"), (FITNESS, "returned")]
    {
        let card = &cards[name];
        let exception = filed(scene, OFFICER, card).await?;
        let id = text(&exception, "id");
        match state {
            "refused" | "returned" => {
                let (decision, form) = if state == "refused" { ("reject", None) } else { ("return", Some("revise")) };
                let said = json!({
                    "decision": decision, "return_form": form, "reason": "missing_paper", "opinion": "示例：应先落实管护单位"
                });
                scene.talk.decide(DESKS[0], id, &said).await?;
            }
            _ => scene.talk.approve(&DESKS, id).await?,
        }
        if matches!(state, "made_good" | "consumed") {
            used(scene, card, &exception, state == "made_good").await?;
        }
    }
    let taken = filed(scene, CLERK, &cards[HALL]).await?;
    let run = json!({"id": taken["run_id"]});
    scene.step(CLERK, ("/approvals", &run), ("withdraw", None)).await?;
    filed(scene, OFFICER, &cards[HALL]).await.map(drop)
}

//! Cards of the sample community that an accepted project is entered as, and their ways to whoever is to own or keep them: a transfer in
//! every state, of three kinds.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};

const CLERK: &str = "datong-clerk";
const OFFICER: &str = "datong-assets";
const SITE: &str = "datong-site";
const FINANCE: &str = "datong-finance";
const DESKS: [&str; 2] = [OFFICER, "datong-vice"];
const TRANSFERS: &str = "/asset-transfers";
/// The accepted project that is entered as these cards.
const PROJECT: &str = "P016";
/// The day on which they are entered.
const FORMED: &str = "2023-10-12";
const NAMES: [&str; 7] = [SUPPLY, WASTE, HALL, FITNESS, CHARGING, SHED, LIGHTS];

pub(super) const SUPPLY: &str = "示例·供水泵房";
pub(super) const WASTE: &str = "示例·垃圾中转站";
pub(super) const HALL: &str = "示例·文化活动室";
pub(super) const FITNESS: &str = "示例·健身场";
pub(super) const CHARGING: &str = "示例·充电棚";
pub(super) const SHED: &str = "示例·停车棚";
pub(super) const LIGHTS: &str = "示例·照明线路";

/// The cards by their names.
pub(super) type Cards = HashMap<&'static str, Value>;

/// What was paid under the project's contract becomes seven cards of a hundred thousand yuan, and a rest that nobody has entered yet.
pub(super) async fn form(scene: &Scene<'_>) -> Result<Cards, DemoError> {
    let contract = &scene.contracts[PROJECT];
    let card = |name| {
        json!({
            "name": name, "kind": "public_welfare", "form": "fixed", "contract_id": contract["id"], "amount": "100000.00"
        })
    };
    let formed = json!({
        "on": FORMED, "file_id": scene.papers["acceptance_form.pdf"], "cards": NAMES.map(card)
    });
    let of = ("/projects", &scene.projects[PROJECT]);
    let made = scene.step(OFFICER, of, ("asset-proposals", Some(formed))).await?;
    let made = made["items"].as_array().into_iter().flatten();
    let named = |card: &Value| Some((NAMES.into_iter().find(|name| text(card, "name") == *name)?, card.clone()));
    Ok(made.filter_map(named).collect())
}

/// The papers of a list: those that are there, and of each other kind why it is not.
fn papers(scene: &Scene<'_>, there: &[&str]) -> Vec<Value> {
    let held = there.iter().map(|kind| json!({"kind": kind, "file_id": scene.papers["acceptance_form.pdf"]}));
    let missing = [
        ("drawings", "示例：图纸在建设单位"),
        ("settlement", "示例：决算审计中"),
        ("certificate", "示例：尚未办证"),
        ("warranty", "示例：保修书随合同"),
    ];
    held.chain(missing.map(|(kind, why)| json!({"kind": kind, "missing_reason": why}))).collect()
}

/// A list of one card, filed by the giver: from one unit to another.
async fn listed(
    scene: &Scene<'_>,
    (who, act): (&str, &str),
    card: &Value,
    (from, to): (&str, &str),
) -> Result<Value, DemoError> {
    let (units, gift) = (&scene.county.units, act == "donation");
    let there: &[&str] = if gift { &["acceptance", "resolution"] } else { &["acceptance"] };
    let list = json!({
        "region_code": COUNTY, "act": act, "giver_id": units[from], "receiver_id": units[to], "supervisor_id": units["finance"],
        "to_regime": "collective", "maintainer_id": units[to], "stated_on": scene.today().await?, "note": "示例",
        "upkeep_source": if gift { "collective_income" } else { "county_finance" }, "papers": papers(scene, there),
        "items": [{"asset_id": card["id"], "accumulated_depreciation": "0.00"}]
    });
    scene.talk.make(who, TRANSFERS, &list).await
}

async fn step(scene: &Scene<'_>, who: &str, list: &Value, verb: &str, said: Value) -> Result<Value, DemoError> {
    scene.step(who, (TRANSFERS, list), (verb, Some(said))).await
}

/// A list from the service centre to the community, checked by both and submitted; with a defect where one was found.
async fn submitted(scene: &Scene<'_>, act: &str, card: &Value, defect: Option<&str>) -> Result<Value, DemoError> {
    let list = listed(scene, (CLERK, act), card, ("centre", "community")).await?;
    let units = &scene.county.units;
    let item = defect.map_or_else(
        || json!({"n": 1, "found": "sound"}),
        |told| {
            let defect = json!({"curer_id": units["centre"], "description": told, "due_on": "2023-10-20"});
            json!({"n": 1, "found": "defective", "defects": [defect]})
        },
    );
    let both = json!([units["centre"], units["community"]]);
    let check = json!({"on": scene.today().await?, "organisation_ids": both, "items": [item]});
    step(scene, CLERK, &list, "inspect", check).await?;
    step(scene, CLERK, &list, "submit", json!({})).await
}

/// The whole way: a defect is found, cured by one and looked at by another, three sign, the community owns.
async fn effective(scene: &Scene<'_>, card: &Value) -> Result<(), DemoError> {
    let list = submitted(scene, "title_registration", card, Some("示例：阀门渗水")).await?;
    scene.talk.approve(&DESKS, text(&list, "id")).await?;
    for (who, side) in [(CLERK, "giver"), (SITE, "receiver"), (FINANCE, "supervisor")] {
        step(scene, who, &list, "sign", json!({"side": side})).await?;
    }
    let today = scene.today().await?;
    step(scene, CLERK, &list, "cure", json!({"defects": [1], "on": today, "note": "示例：已换阀门"})).await?;
    step(scene, SITE, &list, "confirm-cure", json!({"defects": [1]})).await?;
    step(scene, OFFICER, &list, "effect", json!({"on": today})).await.map(drop)
}

/// Only the keeping passes: the giver has signed, and the receiver's paper waits for a second officer.
async fn under_signature(scene: &Scene<'_>, card: &Value) -> Result<Value, DemoError> {
    let list = submitted(scene, "custody_only", card, None).await?;
    scene.talk.approve(&DESKS, text(&list, "id")).await?;
    step(scene, CLERK, &list, "sign", json!({"side": "giver"})).await?;
    let scan = json!({"side": "receiver", "on": scene.today().await?, "file_id": scene.papers["acceptance_form.pdf"]});
    step(scene, FINANCE, &list, "record-signature", scan).await
}

/// The first one passes days before the others: what passed on a day is on no other list of that day.
pub(super) async fn pass_first(scene: &Scene<'_>, cards: &Cards) -> Result<(), DemoError> {
    effective(scene, &cards[SUPPLY]).await
}

/// Every other transfer, as they stand in October; the one that waits for its signatures.
pub(super) async fn pass_on(scene: &Scene<'_>, cards: &Cards) -> Result<Value, DemoError> {
    let waits = under_signature(scene, &cards[WASTE]).await?;
    submitted(scene, "title_registration", &cards[HALL], None).await?;
    for (name, decision, opinion) in
        [(FITNESS, "return", "示例：缺设备清单"), (CHARGING, "reject", "示例：不在本次移交范围")]
    {
        let list = submitted(scene, "title_registration", &cards[name], None).await?;
        let form = (decision == "return").then_some("revise");
        let said = json!({"decision": decision, "return_form": form, "reason": "missing_paper", "opinion": opinion});
        scene.talk.decide(OFFICER, text(&list, "id"), &said).await?;
    }
    let wrong = listed(scene, (CLERK, "title_registration"), &cards[SHED], ("centre", "community")).await?;
    step(scene, CLERK, &wrong, "cancel", json!({"reason": "示例：清单有误"})).await?;
    listed(scene, (SITE, "donation"), &cards[SUPPLY], ("community", "village_a")).await?;
    Ok(waits)
}

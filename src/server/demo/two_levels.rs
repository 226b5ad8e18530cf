//! Two levels by the rates that a county told the press (D027): the villages that put money into a company are paid by it, and one of them has
//! booked what it got as its income. Company and villages are marked samples.

use serde_json::{Value, json};

use super::{DemoError, payouts, scene::Scene, talk::text};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";

/// The first village books what it got; the second has not yet.
async fn booked(scene: &Scene<'_>) -> Result<(), DemoError> {
    let unit = scene.county.units["village_a"].as_str().unwrap_or_default();
    let village = scene.talk.see(MANAGER, &format!("/collectives?organisation_id={unit}")).await?["items"][0].clone();
    let year = json!({"collective_id": village["id"], "year": 2023, "note": "示例"});
    scene.talk.make(ACCOUNTANT, "/income-years", &year).await?;
    let path = format!("/collectives/{}/receivables", text(&village, "id"));
    let line = scene.talk.see(ACCOUNTANT, &path).await?["items"][0].clone();
    let entry = json!({
        "collective_id": village["id"], "category": "stake", "on": line["paid_on"], "amount": line["amount"],
        "account_id": line["account_id"], "counterparty": line["payer_name"], "voucher": "示-2023-001",
        "file_id": scene.papers["acceptance_form.pdf"], "note": "示例",
        "from_line": {"distribution_id": line["distribution_id"], "serial": line["serial"]}
    });
    scene.talk.make(ACCOUNTANT, "/income-entries", &entry).await.map(drop)
}

/// Both villages are paid, and the first books it.
pub(super) async fn pay(scene: &Scene<'_>, plan: &Value) -> Result<(), DemoError> {
    payouts::to_both_villages(scene, plan, ("20000.00", "6000.00")).await?;
    booked(scene).await
}

//! Two levels by the rates that a county told the press (D027): the villages that put money into a company are paid by it, and one of them has
//! booked what it got as its income. Company and villages are marked samples.

use serde_json::{Value, json};

use super::{
    DemoError, payouts,
    scene::{COUNTY, Scene},
    talk::text,
};

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

/// Both villages are paid by an approved plan, in which the first serial is the second village's.
pub(super) async fn pay(scene: &Scene<'_>, plan: &Value) -> Result<(), DemoError> {
    let forms = scene.talk.see(MANAGER, &format!("/bank-forms?state=usable&region={COUNTY}")).await?;
    let batch = payouts::batch(scene, (plan, &forms["items"][0]), (&[1, 2], None)).await?;
    payouts::on(scene, MANAGER, &batch, ("release", None)).await?;
    let day = scene.app.db.now().await?.day();
    let mut file = "序号,户名,账号,金额,结果,原因,日期\r\n".to_owned();
    for (place, name, number, amount) in [
        (1, "示例·安置乙村经济合作社", "6200000000000005", "20000.00"),
        (2, "示例·安置甲村经济合作社", "6200000000000004", "6000.00"),
    ] {
        file += &format!("{place},{name},{number},{amount},成功,,{day}\r\n");
    }
    payouts::told(scene, &batch, &file).await?;
    booked(scene).await
}

//! What the sample county's villages earned in 2022: a year that was closed and divided after a loss of the years before, one that was opened
//! again, and a way of dividing that was withdrawn.

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";

/// How much of what a body earns becomes reserve at least, and that no days are asked for which a dividend's list hangs: sample values.
pub(super) async fn floor(scene: &Scene<'_>) -> Result<(), DemoError> {
    for (key, value) in [("income.reserve_floor_pct", "30.0000"), ("distributions.dividend_posted_days", "0")] {
        let value = json!({
            "key": key, "region_code": COUNTY, "value": value, "valid_from_on": "2022-01-01", "basis": "sample",
            "document": "示例：大同区农村集体资产收益管理办法", "certainty": "unverified"
        });
        scene.talk.make("datong-director", "/policy-values", &value).await?;
    }
    Ok(())
}

/// Three tenths are reserve, and all the rest the members'.
async fn divides(scene: &Scene<'_>, body: &Value, from: &str) -> Result<Value, DemoError> {
    let scheme = json!({
        "collective_id": body["id"], "from_on": from, "reserve_pct": "30.0000", "file_id": scene.papers["plan.pdf"], "note": "示例",
        "lines": [{"purpose": "members", "part_pct": "100.0000"}]
    });
    scene.talk.make(MANAGER, "/income-schemes", &scheme).await
}

/// A year with one income, closed by another than who kept it.
async fn closed(
    scene: &Scene<'_>,
    (body, unit): (&Value, &str),
    (loss, earned): (&str, &str),
) -> Result<Value, DemoError> {
    let paper = &scene.papers["acceptance_form.pdf"];
    let year = json!({
        "collective_id": body["id"], "year": 2022, "opening_loss": loss, "opening_file_id": paper, "note": "示例"
    });
    let year = scene.talk.make(ACCOUNTANT, "/income-years", &year).await?;
    let entry = json!({
        "collective_id": body["id"], "category": "operation", "on": "2022-06-30", "amount": earned,
        "account_id": scene.county.accounts[unit]["id"], "counterparty": "示例公司", "voucher": "示-2022-001", "file_id": paper,
        "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/income-entries", &entry).await?;
    let evidence = |on: &str| json!({"on": on, "file_id": paper});
    let closing = json!({"stocktake": evidence("2022-12-31"), "debts": evidence("2023-01-10")});
    scene.talk.act(MANAGER, &format!("/income-years/{}/close", text(&year, "id")), &year, Some(closing)).await
}

/// All of it, as it stands in October.
pub(super) async fn earn(scene: &Scene<'_>) -> Result<(), DemoError> {
    let found =
        |unit: &str| format!("/collectives?organisation_id={}", scene.county.units[unit].as_str().unwrap_or(""));
    let first = scene.talk.see(MANAGER, &found("village_a")).await?["items"][0].clone();
    let second = scene.talk.see(MANAGER, &found("village_b")).await?["items"][0].clone();
    divides(scene, &first, "2022-01-04").await?;
    closed(scene, (&first, "village_a"), ("20000.00", "100000.00")).await?;
    divides(scene, &second, "2022-01-04").await?;
    let year = closed(scene, (&second, "village_b"), ("1000.00", "50000.00")).await?;
    let again = json!({"file_id": scene.papers["plan.pdf"]});
    scene.talk.act(MANAGER, &format!("/income-years/{}/reopen", text(&year, "id")), &year, Some(again)).await?;
    let scheme = divides(scene, &second, "2023-01-01").await?;
    let why = json!({"reason": "示例：比例待成员大会重议"});
    let path = format!("/income-schemes/{}/withdraw", text(&scheme, "id"));
    scene.talk.act(MANAGER, &path, &scheme, Some(why)).await.map(drop)
}

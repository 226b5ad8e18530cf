//! Lists from the books of bodies: how they come in, what officers say of their lines, and what the night finds of them.

mod acts;
mod found;
mod rows;

use serde_json::{Value, json};

use crate::{
    support::{Reply, TestApp, cast::TOWN, money::text},
    tables::{Fields, form, send},
};

pub const PATH: &str = "/stock-lines/imports";
const HEAD: &str = "清册编号,资产名称,账册单位,资金来源,清册日期,原值（元）,取得日期,登记资产编号,备注\n";
/// A body of the cast whose books these are.
pub const BODY: &str = "示例镇人民政府";

fn file(rows: &str) -> Vec<u8> {
    format!("{HEAD}{rows}").into_bytes()
}

/// Sends a list to the test county.
async fn take(app: &TestApp, rows: &str, more: Fields<'_>) -> Reply {
    send(app, "asset_officer", PATH, ("清册.csv", &file(rows)), more).await
}

/// Sends a list to another region as somebody who may.
async fn take_at(app: &TestApp, who: &str, region: &str, rows: &str) -> Reply {
    let body = form("清册.csv", &file(rows), &[("region_code", region)]);
    app.post(PATH).by(&app.who(who).await).raw("multipart/form-data; boundary=x", body).send().await
}

/// A line by its number in the books.
async fn line(app: &TestApp, id: &str) -> Value {
    let list = app.see("auditor", &format!("/stock-lines?external_system=body_books&external_id={id}")).await;
    list["items"][0].clone()
}

/// An act of somebody on a line as it is now.
async fn on_line(app: &TestApp, who: &str, verb: &str, id: &str, body: Value) -> Reply {
    let now = line(app, id).await;
    app.act(who, &format!("/stock-lines/{}/{verb}", text(&now, "id")), Some(&now), body).await
}

/// An asset of the town that these own, each in equal parts.
async fn owned(app: &TestApp, name: &str, owners: &[&str]) -> Value {
    let asset = app.stock(json!({"name": name, "region_code": TOWN})).await;
    let share = if owners.len() == 1 { "100.0000" } else { "50.0000" };
    let mut parts = Vec::new();
    for owner in owners {
        parts.push(json!({"organisation_id": app.unit(owner).await, "share": share, "regime": "infrastructure"}));
    }
    let title = json!({"on": "2023-03-01", "level": "town", "file_id": app.paper("权证.pdf").await, "owners": parts});
    app.on_asset("confirm-title", &asset, title).await.ok(200)
}

/// The days that the county allows.
async fn days(app: &TestApp, days: &str) {
    let body = json!({
        "key": "checks.unlisted_days", "region_code": "431026", "valid_from_on": "2023-01-01", "value": days, "basis": "paper",
        "document": "示例县资产管理办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

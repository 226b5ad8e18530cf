//! Cards of assets: what they are worth, whose they are, how they are used.

use serde_json::{Value, json};

use super::world::Walk;
use crate::support::{
    Reply,
    cast::{COUNTY, TOWN},
    money::text,
};

/// A card at random.
pub async fn asset(w: &mut Walk<'_>) -> Option<Value> {
    w.pick("asset_officer", "/assets?limit=100").await
}

/// An act of the asset officer on a card at random.
async fn on_asset(w: &mut Walk<'_>, verb: &str, body: Value) -> Option<Reply> {
    let asset = asset(w).await?;
    w.send("asset_officer", &format!("/assets/{}/{verb}", text(&asset, "id")), Some(&asset), body).await
}

fn card(w: &mut Walk<'_>) -> Value {
    let (n, kind) = (w.fresh(), w.one(&["public_welfare", "public_welfare", "business"]));
    let region = w.one(&[TOWN, TOWN, TOWN, COUNTY]);
    json!({"name": format!("示例资产{n}"), "kind": kind, "form": "fixed", "region_code": region})
}

/// One owner, two that make one, or two that do not.
fn owners(w: &mut Walk<'_>) -> Value {
    let owner = |name: &str, share: &str| json!({"name": name, "share": share, "regime": "collective"});
    let halves = json!([owner("示例村股份经济合作社", "50.0000"), owner("示例社区股份经济合作社", "50.0000")]);
    let short = json!([owner("示例村股份经济合作社", "99.9999")]);
    let one = json!([owner("示例村股份经济合作社", "100.0000")]);
    w.one(&[&one, &one, &halves, &short]).clone()
}

pub async fn enter_stock(w: &mut Walk<'_>) -> Option<Reply> {
    let mut body = card(w);
    body["intake"] = json!("legacy");
    body["base_on"] = json!("2023-03-01");
    body["evidence_grade"] = json!(w.one(&["a", "b", "c"]));
    if w.once_in(4) {
        body["owners"] = owners(w);
    }
    w.send("asset_officer", "/assets", None, body).await
}

pub async fn enter_new(w: &mut Walk<'_>) -> Option<Reply> {
    let mut body = card(w);
    body["accepted_on"] = json!(w.today());
    w.send("asset_officer", "/assets", None, body).await
}

pub async fn change(w: &mut Walk<'_>) -> Option<Reply> {
    let asset = asset(w).await?;
    let body = json!({"location": format!("示例{}组", w.fresh())});
    w.send("asset_officer", &format!("PATCH /assets/{}", text(&asset, "id")), Some(&asset), body).await
}

pub async fn delete(w: &mut Walk<'_>) -> Option<Reply> {
    let asset = asset(w).await?;
    w.press("asset_officer", &format!("DELETE /assets/{}", text(&asset, "id")), &asset).await
}

pub async fn state_value(w: &mut Walk<'_>) -> Option<Reply> {
    let body = json!({"on": w.today(), "amount": w.amount(90_000), "file_id": w.paper, "acknowledged": ["R12.1"]});
    on_asset(w, "state-value", body).await
}

/// Of the county's money, more now and then than there is of the value.
async fn funded(w: &mut Walk<'_>) -> (String, Value) {
    let amount = w.amount(5_000);
    let short = w.amount(5_000);
    let paid = if w.once_in(8) { short } else { amount.clone() };
    let allocation = w.county.allocation["id"].clone();
    (amount, json!([{"allocation_id": allocation, "amount": paid}]))
}

pub async fn provisional(w: &mut Walk<'_>) -> Option<Reply> {
    let (amount, funding) = funded(w).await;
    on_asset(
        w,
        "provisional",
        json!({"on": w.today(), "amount": amount, "funding": funding, "acknowledged": ["R12.1"]}),
    )
    .await
}

pub async fn settle(w: &mut Walk<'_>) -> Option<Reply> {
    let (amount, funding) = funded(w).await;
    let body =
        json!({"on": w.today(), "amount": amount, "funding": funding, "file_id": w.paper, "acknowledged": ["R12.1"]});
    on_asset(w, "settle", body).await
}

pub async fn confirm_title(w: &mut Walk<'_>) -> Option<Reply> {
    let (level, n) = (w.one(&["county", "town", "village"]), w.fresh());
    let mut body = json!({
        "on": w.today(), "level": level, "certificate": format!("示例证{n}号"), "file_id": w.paper,
        "acknowledged": ["R108.1", "R27.4"]
    });
    if w.once_in(2) {
        body["owners"] = owners(w);
    }
    on_asset(w, "confirm-title", body).await
}

pub async fn dispute_title(w: &mut Walk<'_>) -> Option<Reply> {
    on_asset(w, "dispute-title", json!({"on": w.today(), "reason": "示例：邻村有异议"})).await
}

pub async fn note_use(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["in_use", "in_use", "idle", "repairing", "closed"]);
    let mut body = json!({"on": w.today(), "state": state});
    if w.once_in(2) {
        body["maintainer"] = json!({"name": "示例村"});
        body["upkeep_source"] = json!("collective_income");
    }
    on_asset(w, "note-use", body).await
}

pub async fn put_in_service(w: &mut Walk<'_>) -> Option<Reply> {
    let mut body = json!({"on": w.today()});
    if !w.once_in(4) {
        body["maintainer"] = json!({"organisation_id": w.units.town});
        body["upkeep_source"] = json!("county_finance");
    }
    on_asset(w, "put-in-service", body).await
}

pub async fn mark_idle(w: &mut Walk<'_>) -> Option<Reply> {
    on_asset(w, "mark-idle", json!({"on": w.today(), "reason": "示例：无人承租"})).await
}

pub async fn revive(w: &mut Walk<'_>) -> Option<Reply> {
    on_asset(w, "revive", json!({"on": w.today()})).await
}

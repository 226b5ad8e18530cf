//! Whoever looks after what, and what is done about it.

use serde_json::{Value, json};

use super::{register, world::Walk};
use crate::support::{Reply, cast::COUNTY, money::text};

async fn order_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    w.pick("auditor", &format!("/upkeep-orders?state={state}")).await
}

async fn on_order(w: &mut Walk<'_>, who: &str, state: &str, verb: &str, body: Value) -> Option<Reply> {
    let order = order_in(w, state).await?;
    w.send(who, &format!("/upkeep-orders/{}/{verb}", text(&order, "id")), Some(&order), body).await
}

pub async fn assign_duty(w: &mut Walk<'_>) -> Option<Reply> {
    let asset = register::asset(w).await?;
    let (duty, keeper) = (w.one(&["cleaning", "repair"]), w.one(&["示例村", "示例社区"]));
    let body = json!({"asset_ids": [asset["id"]], "duty": duty, "name": keeper, "from_on": w.today()});
    w.send("asset_officer", "/upkeep-duties", None, body).await
}

pub async fn end_duty(w: &mut Walk<'_>) -> Option<Reply> {
    let duty = w.pick("auditor", "/upkeep-duties").await?;
    let body = json!({"until_on": w.today(), "reason": "示例：到期"});
    w.send("asset_officer", &format!("/upkeep-duties/{}/end", text(&duty, "id")), Some(&duty), body).await
}

pub async fn inspect(w: &mut Walk<'_>) -> Option<Reply> {
    let asset = register::asset(w).await?;
    let (grade, risk) = (w.one(&["good", "fair", "poor"]), w.one(&["low", "high"]));
    let mut body = json!({"asset_id": asset["id"], "inspected_on": w.today(), "grade": grade, "risk": risk});
    if grade == "poor" || w.once_in(3) {
        body["findings"] = json!(["示例：屋面渗漏"]);
    }
    w.send("asset_officer", "/inspections", None, body).await
}

pub async fn plan(w: &mut Walk<'_>) -> Option<Reply> {
    let n = w.fresh();
    let mut body = json!({
        "region_code": COUNTY, "name": format!("示例计划{n}"), "asset_kind": "public_welfare", "every_days": 10 + w.below(50),
        "counted": w.one(&["schedule", "completion"]), "first_on": w.today(), "task": "inspection"
    });
    if w.once_in(2) {
        body["task"] = json!("order");
        body["duty"] = json!("cleaning");
        body["what"] = json!("示例：清洗");
    }
    w.send("asset_officer", "/upkeep-plans", None, body).await
}

pub async fn end_plan(w: &mut Walk<'_>) -> Option<Reply> {
    let plan = w.pick("auditor", "/upkeep-plans").await?;
    let path = format!("/upkeep-plans/{}/end", text(&plan, "id"));
    w.send("asset_officer", &path, Some(&plan), json!({"reason": "示例"})).await
}

/// Of an asset, or of what an inspection found.
pub async fn open(w: &mut Walk<'_>) -> Option<Reply> {
    let duty = w.one(&["repair", "cleaning"]);
    let mut body = json!({"duty": duty, "what": "示例：补漏"});
    if w.once_in(2) {
        let seen = w.pick("auditor", "/inspections").await?;
        body["asset_id"] = seen["asset_id"].clone();
        body["inspection_id"] = seen["id"].clone();
        body["finding"] = json!(1);
    } else {
        body["asset_id"] = register::asset(w).await?["id"].clone();
    }
    w.send("asset_officer", "/upkeep-orders", None, body).await
}

pub async fn assign(w: &mut Walk<'_>) -> Option<Reply> {
    // The town verifies: what its own people do, others verify, whoever pays.
    let doer = if w.once_in(12) { w.units.town.clone() } else { w.units.agriculture.clone() };
    let body = if w.once_in(8) { json!({}) } else { json!({"organisation_id": doer}) };
    on_order(w, "asset_officer", "opened", "assign", body).await
}

pub async fn report(w: &mut Walk<'_>) -> Option<Reply> {
    let source = w.one(&["user_fees", "user_fees", "collective_income", "county_finance"]);
    let cost = if w.once_in(3) { "0.00".to_owned() } else { w.amount(900) };
    let body = json!({
        "done_on": w.today(), "report": "示例：已补漏", "cost": cost, "upkeep_source": source, "acknowledged": ["R32"]
    });
    on_order(w, "asset_officer", "assigned", "report", body).await
}

pub async fn send_back(w: &mut Walk<'_>) -> Option<Reply> {
    on_order(w, "town_officer", "done", "send-back", json!({"reason": "示例：仍渗漏"})).await
}

/// As reported, less, or more than that.
pub async fn verify(w: &mut Walk<'_>) -> Option<Reply> {
    let order = order_in(w, "done").await?;
    let other = w.amount(900);
    let cost = if w.once_in(3) { other.as_str() } else { text(&order, "cost") };
    let mut body = json!({"verified_cost": cost, "treatment": "expense", "rating": "satisfied", "raters": 12});
    if w.once_in(4) {
        body["treatment"] = json!("capital");
        body["improvement"] = json!("capacity");
    }
    w.send("town_officer", &format!("/upkeep-orders/{}/verify", text(&order, "id")), Some(&order), body).await
}

/// The rest of it, or a part, or more than there is; by a voucher that may have been used.
pub async fn meet(w: &mut Walk<'_>) -> Option<Reply> {
    let order = order_in(w, "verified").await?;
    let part = w.amount(400);
    let amount = if w.once_in(3) { part.as_str() } else { text(&order, "verified_cost") };
    let voucher = if w.once_in(10) { 1 } else { w.fresh() };
    let body = json!({
        "organisation_id": w.units.town, "amount": amount, "voucher": format!("记-{voucher}"), "met_on": w.today(),
        "file_id": w.paper
    });
    w.send("asset_officer", &format!("/upkeep-orders/{}/meet", text(&order, "id")), Some(&order), body).await
}

pub async fn close(w: &mut Walk<'_>) -> Option<Reply> {
    on_order(w, "asset_officer", "verified", "close", Value::Null).await
}

pub async fn cancel(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["opened", "assigned", "done"]);
    on_order(w, "asset_officer", state, "cancel", json!({"reason": "示例：误报"})).await
}

//! Assets that pass from one to another: list, joint check, desks, signatures, effect.

use serde_json::{Value, json};

use super::{claims, register, world::Walk};
use crate::support::{Reply, cast::TOWN, money::text};

async fn transfer_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    w.pick("auditor", &format!("/asset-transfers?state={state}")).await
}

async fn on(w: &mut Walk<'_>, who: &str, verb: &str, transfer: &Value, body: Value) -> Option<Reply> {
    w.send(who, &format!("/asset-transfers/{}/{verb}", text(transfer, "id")), Some(transfer), body).await
}

/// The numbers of its items that nobody has refused.
fn left(transfer: &Value) -> Vec<Value> {
    let items = transfer["items"].as_array().expect("items").iter();
    items.filter(|i| i["refused"].is_null()).map(|i| i["n"].clone()).collect()
}

/// The numbers of its defects that stand so.
fn defects(transfer: &Value, stage: &str) -> Vec<Value> {
    let defects = transfer["defects"].as_array().into_iter().flatten();
    defects.filter(|d| d["stage"] == stage).map(|d| d["n"].clone()).collect()
}

/// A transfer in a state with a defect that stands so.
async fn with_defect(w: &mut Walk<'_>, stage: &str) -> Option<(Value, Value)> {
    let state = w.one(&["listed", "in_approval", "approved", "effective"]);
    let transfer = transfer_in(w, state).await?;
    let found = defects(&transfer, stage);
    let n = found.get(w.below(found.len().max(1)))?.clone();
    Some((transfer, n))
}

/// Whether a giver may give it as far as its card tells: in the town, of a known value, nobody else's, and on no other list.
fn givable(asset: &Value, giver: &Value) -> bool {
    let owners = asset["owners"].as_array().into_iter().flatten();
    let theirs = owners.filter(|o| o["until_on"].is_null()).all(|o| o["organisation_id"] == *giver);
    asset["region_code"] == TOWN
        && !asset["original_value"].is_null()
        && theirs
        && asset["title_state"] != "disputed"
        && asset["handover_state"] != "in_transfer"
}

/// One to three cards pass from the department to the town, or back; now and then such as may not.
pub async fn list(w: &mut Walk<'_>) -> Option<Reply> {
    let mut sides = [w.units.agriculture.clone(), w.units.town.clone()];
    if w.once_in(3) {
        sides.reverse();
    }
    let any = w.once_in(6);
    let mut items = Vec::new();
    for _ in 0..=w.below(3) {
        let asset = register::asset(w).await?;
        if (any || givable(&asset, &sides[0])) && items.iter().all(|i: &Value| i["asset_id"] != asset["id"]) {
            items.push(json!({"asset_id": asset["id"], "accumulated_depreciation": "0.00"}));
        }
    }
    if items.is_empty() {
        return None;
    }
    let [giver, receiver] = sides;
    let act = w.one(&["title_registration", "title_registration", "free_transfer", "allotment", "custody_only"]);
    let paper = w.paper.clone();
    let missing = |kind: &str| json!({"kind": kind, "missing_reason": "示例：建设时未留存"});
    let body = json!({
        "region_code": TOWN, "act": act, "giver_id": giver, "receiver_id": receiver, "to_regime": "infrastructure",
        "maintainer_id": receiver, "upkeep_source": "county_finance", "stated_on": w.today(), "supervisor_id": w.units.finance,
        "papers": [
            {"kind": "acceptance", "file_id": paper}, missing("drawings"), missing("settlement"), missing("certificate"),
            missing("warranty")
        ],
        "items": items
    });
    w.send("unit_clerk", "/asset-transfers", None, body).await
}

pub async fn inspect(w: &mut Walk<'_>) -> Option<Reply> {
    let transfer = transfer_in(w, "listed").await?;
    let mut items = Vec::new();
    for n in left(&transfer) {
        let item = if w.once_in(5) {
            let defect =
                json!({"description": "示例：屋面渗漏", "due_on": "2023-12-20", "curer_id": transfer["giver_id"]});
            json!({"n": n, "found": "defective", "defects": [defect]})
        } else {
            json!({"n": n, "found": "sound"})
        };
        items.push(item);
    }
    let both = json!([transfer["giver_id"], transfer["receiver_id"]]);
    let body = json!({"on": w.today(), "organisation_ids": both, "items": items});
    on(w, "unit_clerk", "inspect", &transfer, body).await
}

pub async fn refuse_items(w: &mut Walk<'_>) -> Option<Reply> {
    let transfer = transfer_in(w, "listed").await?;
    let items = left(&transfer);
    if items.len() < 2 && !w.once_in(5) {
        return None;
    }
    let n = items[w.below(items.len())].clone();
    let receiver = if transfer["receiver_id"] == w.units.town { "village_clerk" } else { "unit_head" };
    on(w, receiver, "refuse-items", &transfer, json!({"items": [n], "reason": "示例：规格与合同不符"})).await
}

pub async fn submit(w: &mut Walk<'_>) -> Option<Reply> {
    let transfer = transfer_in(w, "listed").await?;
    on(w, "unit_clerk", "submit", &transfer, json!({})).await
}

pub async fn cure(w: &mut Walk<'_>) -> Option<Reply> {
    let (transfer, n) = with_defect(w, "open").await?;
    let body = json!({"defects": [n], "on": w.today(), "note": "示例：已补漏"});
    on(w, "unit_clerk", "cure", &transfer, body).await
}

pub async fn confirm_cure(w: &mut Walk<'_>) -> Option<Reply> {
    let (transfer, n) = with_defect(w, "cured").await?;
    let who = w.one(&["village_clerk", "town_head"]);
    on(w, who, "confirm-cure", &transfer, json!({"defects": [n]})).await
}

pub async fn accept_defects(w: &mut Walk<'_>) -> Option<Reply> {
    let (transfer, n) = with_defect(w, "open").await?;
    let body = json!({"defects": [n], "until_on": "2023-12-25", "reason": "示例：不影响使用"});
    on(w, "village_clerk", "accept-defects", &transfer, body).await
}

pub async fn decide(w: &mut Walk<'_>) -> Option<Reply> {
    claims::decide_at(w, &["town_officer", "asset_officer", "finance_vice_director"]).await
}

pub async fn sign(w: &mut Walk<'_>) -> Option<Reply> {
    let transfer = transfer_in(w, "approved").await?;
    let side = w.one(&["giver", "receiver", "supervisor"]);
    let signed = transfer["signatures"].as_array().into_iter().flatten().any(|s| s["side"] == side);
    if signed && !w.once_in(10) {
        return None;
    }
    let unit = &transfer[format!("{side}_id")];
    let heads =
        [(&w.units.agriculture, "unit_head"), (&w.units.town, "town_head"), (&w.units.finance, "finance_clerk")];
    let who = heads.iter().find(|(of, _)| *of == unit).map(|(_, who)| *who)?;
    on(w, who, "sign", &transfer, json!({"side": side})).await
}

pub async fn effect(w: &mut Walk<'_>) -> Option<Reply> {
    let transfer = transfer_in(w, "approved").await?;
    let body = json!({"on": w.today(), "acknowledged": ["R108.1"]});
    on(w, "asset_officer", "effect", &transfer, body).await
}

pub async fn cancel(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["listed", "in_approval", "returned", "approved"]);
    let transfer = transfer_in(w, state).await?;
    on(w, "unit_clerk", "cancel", &transfer, json!({"reason": "示例"})).await
}

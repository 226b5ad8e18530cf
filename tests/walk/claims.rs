//! Claims, and the desks they pass.

use serde_json::{Value, json};

use super::world::{DESKS, Walk};
use crate::support::{Reply, money::text};

async fn claim_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    w.pick("unit_clerk", &format!("/disbursements?state={state}")).await
}

fn path(claim: &Value, act: &str) -> String {
    format!("/disbursements/{}/{act}", text(claim, "id"))
}

/// A line of money: often the large one that the county began with.
async fn money(w: &mut Walk<'_>) -> Option<Value> {
    if w.once_in(2) {
        Some(w.county.allocation.clone())
    } else {
        w.pick("budget_officer", "/allocations?state=executing").await
    }
}

/// From where and to whom, for this much: one line of money or two.
async fn grid(w: &mut Walk<'_>) -> Option<Value> {
    let (allocation, other) = (money(w).await?, money(w).await?);
    let account = if w.once_in(4) { w.pick("unit_clerk", "/bank-accounts").await? } else { w.county.account.clone() };
    let most = w.one(&[2_000, 2_000, 2_000, 60_000]);
    let (yuan, fen) = (1 + w.below(most), w.below(100));
    let funding = if w.once_in(3) && other["id"] != allocation["id"] {
        json!([
            {"allocation_id": allocation["id"], "amount": format!("{yuan}.00")},
            {"allocation_id": other["id"], "amount": format!("1.{fen:02}")}
        ])
    } else {
        json!([{"allocation_id": allocation["id"], "amount": format!("{}.{fen:02}", yuan + 1)}])
    };
    let amount = format!("{}.{fen:02}", yuan + 1);
    let payee =
        json!({"organisation_id": account["organisation_id"], "bank_account_id": account["id"], "amount": amount});
    Some(json!({"amount": amount, "funding": funding, "payees": [payee]}))
}

pub async fn claim(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["signed", "signed", "signed", "completed"]);
    let contract = if w.once_in(2) {
        w.county.contract.clone()
    } else {
        w.pick("unit_clerk", &format!("/contracts?state={state}")).await?
    };
    let mut body = grid(w).await?;
    let milestone = w.one(&["start", "progress", "progress", "completion"]);
    let amount = text(&body, "amount").to_owned();
    body["evidence"] = w.papers(milestone, &amount);
    for (field, value) in [
        ("kind", json!("contract_payment")),
        ("project_id", contract["project_id"].clone()),
        ("contract_id", contract["id"].clone()),
        ("milestone", json!(milestone)),
        ("purpose", json!("示例")),
        ("functional_class", json!("2130504")),
        ("economic_class", json!("50302")),
        ("claimed_on", json!(w.today())),
    ] {
        body[field] = value;
    }
    w.send("unit_clerk", "/disbursements", None, body).await
}

pub async fn change(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["draft", "returned"]);
    let claim = claim_in(w, state).await?;
    let mut body = grid(w).await?;
    let (milestone, amount) = (text(&claim, "milestone").to_owned(), text(&body, "amount").to_owned());
    body["evidence"] = w.papers(&milestone, &amount);
    w.send("unit_clerk", &format!("PATCH /disbursements/{}", text(&claim, "id")), Some(&claim), body).await
}

/// Sends a claim to its desks; a warning is stood by at the second attempt.
async fn hand_in(w: &mut Walk<'_>, state: &str, act: &str) -> Option<Reply> {
    let claim = claim_in(w, state).await?;
    let first = w.send("unit_clerk", &path(&claim, act), Some(&claim), json!({})).await?;
    if first.body["code"] != "policy.rule.not_acknowledged" || w.once_in(4) {
        return Some(first);
    }
    let body = json!({"acknowledged": [first.body["rule"]]});
    w.send("unit_clerk", &path(&claim, act), Some(&claim), body).await
}

pub async fn submit(w: &mut Walk<'_>) -> Option<Reply> {
    hand_in(w, "draft", "submit").await
}

pub async fn resubmit(w: &mut Walk<'_>) -> Option<Reply> {
    hand_in(w, "returned", "resubmit").await
}

pub async fn add_paper(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["submitted", "returned"]);
    let claim = claim_in(w, state).await?;
    let body = json!({"kind": "photo", "file_id": w.county.invoice});
    w.send("unit_clerk", &path(&claim, "evidence"), Some(&claim), body).await
}

pub async fn withdraw(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["submitted", "returned"]);
    let claim = claim_in(w, state).await?;
    w.press("unit_clerk", &path(&claim, "withdraw"), &claim).await
}

pub async fn cancel(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["approved", "in_payment"]);
    let claim = claim_in(w, state).await?;
    w.press("unit_clerk", &path(&claim, "cancel"), &claim).await
}

pub async fn tear_up(w: &mut Walk<'_>) -> Option<Reply> {
    let claim = claim_in(w, "draft").await?;
    w.press("unit_clerk", &format!("DELETE /disbursements/{}", text(&claim, "id")), &claim).await
}

pub async fn confirm_receipt(w: &mut Walk<'_>) -> Option<Reply> {
    let claim = claim_in(w, "paid").await?;
    w.press("unit_clerk", &path(&claim, "confirm-receipt"), &claim).await
}

/// Mostly yes; now and then one of the two returns, to a desk or to the filer, and rarely no.
fn opinion(w: &mut Walk<'_>) -> Value {
    let form = w.one(&["supplement", "revise"]);
    match w.below(20) {
        0 => json!({"decision": "reject", "reason": "other", "opinion": "示例"}),
        1 => json!({"decision": "return", "return_form": form, "reason": "other", "opinion": "示例", "to_position": 1}),
        2 | 3 => json!({"decision": "return", "return_form": form, "reason": "other", "opinion": "示例"}),
        _ => json!({"decision": "approve"}),
    }
}

/// A desk with tasks, from a random one on; whoever is away decides nothing.
async fn busy_desk(w: &mut Walk<'_>, desks: &[&'static str]) -> Option<(&'static str, Vec<Value>)> {
    let first = w.below(desks.len());
    for n in 0..desks.len() {
        let who = desks[(first + n) % desks.len()];
        if w.absent == Some(who) {
            continue;
        }
        let tasks = w.app.see(who, "/tasks").await["items"].as_array().expect("tasks").clone();
        if !tasks.is_empty() {
            return Some((who, tasks));
        }
    }
    None
}

pub async fn decide(w: &mut Walk<'_>) -> Option<Reply> {
    decide_at(w, DESKS).await
}

/// One decision at any of these desks.
pub async fn decide_at(w: &mut Walk<'_>, desks: &[&'static str]) -> Option<Reply> {
    let (who, tasks) = busy_desk(w, desks).await?;
    let task = &tasks[w.below(tasks.len())];
    let body = opinion(w);
    w.send(who, &format!("/tasks/{}/decision", text(task, "id")), Some(task), body).await
}

pub async fn decide_many(w: &mut Walk<'_>) -> Option<Reply> {
    let (who, tasks) = busy_desk(w, DESKS).await?;
    let mut items = Vec::new();
    for task in tasks.iter().take(4) {
        let mut item = opinion(w);
        item["task_id"] = task["id"].clone();
        item["etag"] = task["etag"].clone();
        items.push(item);
    }
    w.send(who, "/tasks/batch-decisions", None, json!({"items": items})).await
}

pub async fn withdraw_run(w: &mut Walk<'_>) -> Option<Reply> {
    let run = w.pick("auditor", "/approvals?state=open").await?;
    let who = w.one(&["unit_clerk", "budget_officer"]);
    w.press(who, &format!("/approvals/{}/withdraw", text(&run, "id")), &run).await
}

pub async fn resolve(w: &mut Walk<'_>) -> Option<Reply> {
    let run = w.pick("auditor", "/approvals?state=blocked").await?;
    w.press("finance_section_head", &format!("/approvals/{}/resolve", text(&run, "id")), &run).await
}

/// Somebody leaves a desk, and comes back another time.
pub async fn leave_or_return(w: &mut Walk<'_>) -> Option<Reply> {
    let (who, act) = w.absent.map_or_else(|| (w.one(DESKS), "disable"), |away| (away, "enable"));
    let users = w.app.see("security_admin", "/users?limit=200").await;
    let login = who.replace('_', "-");
    let user = users["items"].as_array()?.iter().find(|u| u["login"] == login.as_str())?.clone();
    let reply = w.press("security_admin", &format!("/users/{}/{act}", text(&user, "id")), &user).await?;
    if reply.status.is_success() {
        w.absent = (act == "disable").then_some(who);
        w.app.forget(who).await;
    }
    Some(reply)
}

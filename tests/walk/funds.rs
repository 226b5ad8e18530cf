//! Money comes in and is passed on.

use serde_json::{Value, json};

use super::world::Walk;
use crate::support::{
    Reply,
    cast::{COUNTY, TOWN},
    money::text,
};

pub async fn document(w: &mut Walk<'_>) -> Option<Reply> {
    let number = format!("示财农〔2023〕{}号", 100 + w.fresh());
    let kind = w.one(&["formal", "formal", "advance"]);
    let body = json!({
        "number": number, "title": "示例资金下达通知", "issuer": "示例省财政厅", "region_code": COUNTY,
        "kind": kind, "budget_year": 2023
    });
    w.send("budget_officer", "/budget-documents", None, body).await
}

pub async fn line(w: &mut Walk<'_>) -> Option<Reply> {
    let document = w.pick("budget_officer", "/budget-documents").await?;
    let source = w.pick("budget_officer", "/funding-sources").await?;
    let amount = w.amount(100_000);
    let body = json!({
        "budget_document_id": document["id"], "region_code": COUNTY, "level_of_origin": "central", "amount": amount,
        "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504",
        "another_line": true
    });
    w.send("budget_officer", "/allocations", None, body).await
}

pub async fn register(w: &mut Walk<'_>) -> Option<Reply> {
    let line = w.pick("budget_officer", "/allocations?state=received").await?;
    w.press("budget_officer", &format!("/allocations/{}/register", text(&line, "id")), &line).await
}

pub async fn confirm(w: &mut Walk<'_>) -> Option<Reply> {
    let line = w.pick("budget_officer", "/allocations?state=registered").await?;
    let who = w.one(&["budget_officer", "budget_officer_2", "budget_officer_2"]);
    w.press(who, &format!("/allocations/{}/confirm", text(&line, "id")), &line).await
}

fn lines(w: &mut Walk<'_>) -> Value {
    let (town, county) = (w.amount(9_000), w.amount(9_000));
    json!({
        "lines": [{"region_code": TOWN, "amount": town}, {"region_code": COUNTY, "amount": county}], "reason": "示例"
    })
}

pub async fn split(w: &mut Walk<'_>) -> Option<Reply> {
    let parent = w.pick("budget_officer", "/allocations?state=executing").await?;
    let body = lines(w);
    w.send("budget_officer", &format!("/allocations/{}/split", text(&parent, "id")), Some(&parent), body).await
}

pub async fn split_again(w: &mut Walk<'_>) -> Option<Reply> {
    let split = w.pick("budget_officer", "/allocation-splits?state=returned").await?;
    // What was returned for papers comes back as it was.
    let line = |l: &Value| json!({"region_code": l["region_code"], "amount": l["amount"]});
    let same: Vec<Value> = split["lines"].as_array()?.iter().map(line).collect();
    let body = if w.once_in(3) { lines(w) } else { json!({"lines": same, "reason": "示例"}) };
    w.send("budget_officer", &format!("/allocation-splits/{}/resubmit", text(&split, "id")), Some(&split), body).await
}

//! Money goes out: batches, what the treasury answers, and the accounts it goes to.

use serde_json::{Value, json};

use super::world::Walk;
use crate::support::{
    Reply,
    cast::COUNTY,
    money::{RESULTS, text, upload},
};

pub async fn batch(w: &mut Walk<'_>) -> Option<Reply> {
    let body = if w.once_in(2) {
        let queued = w.pick("treasury_payer", "/payments?state=queued").await?;
        json!({"region_code": COUNTY, "payment_ids": [queued["id"]]})
    } else {
        let approved = w.app.see("treasury_payer", "/disbursements?state=approved&limit=3").await;
        let ids: Vec<_> = approved["items"].as_array()?.iter().map(|c| c["id"].clone()).collect();
        if ids.is_empty() {
            return None;
        }
        json!({"region_code": COUNTY, "disbursement_ids": ids})
    };
    w.send("treasury_payer", "/payment-batches", None, body).await
}

pub async fn hand_over(w: &mut Walk<'_>) -> Option<Reply> {
    let batch = w.pick("treasury_payer", "/payment-batches?state=open").await?;
    w.press("treasury_payer", &format!("/payment-batches/{}/hand-over", text(&batch, "id")), &batch).await
}

pub async fn dissolve(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["open", "open", "open", "handed_over"]);
    let batch = w.pick("treasury_payer", &format!("/payment-batches?state={state}")).await?;
    w.press("treasury_payer", &format!("/payment-batches/{}/dissolve", text(&batch, "id")), &batch).await
}

/// One row of an answer: paid, paid in part, failed, bounced after it was paid, or something that fits nothing.
fn row(w: &mut Walk<'_>, payment: &Value) -> String {
    let account = w.accounts[text(payment, "bank_account_id")].clone();
    let amount = text(payment, "amount").to_owned();
    let certificate = payment["certificate_no"].as_str().map(str::to_owned);
    let fresh = format!("Z{}", w.fresh());
    let (certificate, outcome, amount) = match (text(payment, "state"), w.below(10)) {
        ("confirmed", _) => (certificate.unwrap_or(fresh), "bounced", amount),
        (_, 0) => (fresh, "failed", amount),
        (_, 1) => (fresh, "paid", "0.50".to_owned()),
        (_, 2) => (fresh, "paid", format!("9{amount}")),
        _ => (fresh, "paid", amount),
    };
    let number = if w.once_in(5) { "无编号" } else { text(payment, "number") };
    format!("{certificate},{outcome},{amount},{},示例施工单位甲,{account},{number},,", w.today())
}

pub async fn import(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["sent", "sent", "sent", "sent", "unknown", "confirmed"]);
    let payment = w.pick("treasury_confirmer", &format!("/payments?state={state}")).await?;
    let batch = text(&payment, "batch_id").to_owned();
    let rest = w.app.see("treasury_confirmer", &format!("/payments?batch_id={batch}&state=sent")).await;
    let mut rows = vec![row(w, &payment)];
    for other in rest["items"].as_array()?.iter().filter(|p| p["id"] != payment["id"]) {
        rows.push(row(w, other));
    }
    let file = format!("{RESULTS}\n{}\n", rows.join("\n"));
    let confirmer = w.app.who("treasury_confirmer").await;
    let file = upload(w.app, &confirmer, COUNTY, "回单.csv", file.as_bytes()).await.ok(201);
    let path = format!("/payment-batches/{batch}");
    let body = json!({"file_id": file["id"]});
    for again in [false, true] {
        let now = w.app.see("treasury_confirmer", &path).await;
        let reply = w.send("treasury_confirmer", &format!("{path}/import-result"), Some(&now), body.clone()).await;
        if again || !w.once_in(4) {
            return reply;
        }
    }
    None
}

pub async fn lose_sight(w: &mut Walk<'_>) -> Option<Reply> {
    let payment = w.pick("treasury_confirmer", "/payments?state=sent").await?;
    w.press("treasury_confirmer", &format!("/payments/{}/mark-unknown", text(&payment, "id")), &payment).await
}

pub async fn retry(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["failed", "bounced", "failed", "bounced", "queued"]);
    let payment = w.pick("treasury_payer", &format!("/payments?state={state}")).await?;
    let account = w.pick("unit_clerk", "/bank-accounts").await?;
    let body = if w.once_in(2) { json!({}) } else { json!({"bank_account_id": account["id"]}) };
    w.send("treasury_payer", &format!("/payments/{}/retry", text(&payment, "id")), Some(&payment), body).await
}

pub async fn match_by_hand(w: &mut Walk<'_>) -> Option<Reply> {
    let result = w.pick("treasury_confirmer", "/payment-results?state=unmatched").await?;
    // Mostly the payment that it looks like, if there is one.
    let sent = w.app.see("treasury_confirmer", "/payments?state=sent").await;
    let alike = sent["items"].as_array()?.iter().find(|p| p["amount"] == result["amount"]).cloned();
    let payment = match alike {
        Some(payment) if !w.once_in(4) => payment,
        _ => w.pick("treasury_confirmer", "/payments?state=sent").await?,
    };
    let body = json!({"payment_id": payment["id"], "reason": "示例"});
    w.send("treasury_confirmer", &format!("/payment-results/{}/match", text(&result, "id")), Some(&result), body).await
}

pub async fn dismiss(w: &mut Walk<'_>) -> Option<Reply> {
    let result = w.pick("treasury_confirmer", "/payment-results?state=unmatched").await?;
    let path = format!("/payment-results/{}/dismiss", text(&result, "id"));
    w.send("treasury_confirmer", &path, Some(&result), json!({"reason": "示例"})).await
}

pub async fn open_account(w: &mut Walk<'_>) -> Option<Reply> {
    let number = format!("62{:014}", 1_000 + w.fresh());
    let body = json!({
        "organisation_id": w.county.account["organisation_id"], "holder_name": "示例施工单位甲",
        "bank_name": "示例银行示例支行", "account_no": number
    });
    let reply = w.send("finance_clerk", "/bank-accounts", None, body).await?;
    if reply.status.is_success() {
        w.accounts.insert(text(&reply.body, "id").to_owned(), number);
    }
    Some(reply)
}

pub async fn confirm_account(w: &mut Walk<'_>) -> Option<Reply> {
    let account = w.pick("finance_clerk", "/bank-accounts").await?;
    let who = w.one(&["finance_clerk", "finance_section_head", "finance_section_head"]);
    w.press(who, &format!("/bank-accounts/{}/confirm", text(&account, "id")), &account).await
}

pub async fn close_account(w: &mut Walk<'_>) -> Option<Reply> {
    let account = w.pick("finance_clerk", "/bank-accounts").await?;
    // The first one stays, so that money has somewhere to go.
    if account["id"] == w.county.account["id"] {
        return None;
    }
    w.press("finance_clerk", &format!("/bank-accounts/{}/close", text(&account, "id")), &account).await
}

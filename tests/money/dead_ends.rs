//! What cannot be paid holds nobody's money: batches are dissolved, claims that came to nothing are cancelled, accounts are looked
//! at again whenever money goes out.

use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp,
    cast::COUNTY,
    money::{County, DESKS, result_row, results, text},
};

/// A batch of these payments, not handed over yet.
async fn batch_of(app: &TestApp, payment: &Value) -> Value {
    let body = json!({"region_code": COUNTY, "payment_ids": [payment["id"]]});
    app.act("treasury_payer", "/payment-batches", None, body).await.ok(201)
}

async fn hand_over(app: &TestApp, batch: &Value) -> Reply {
    app.press("treasury_payer", &format!("/payment-batches/{}/hand-over", text(batch, "id")), batch).await
}

async fn dissolve(app: &TestApp, batch: &Value) -> Reply {
    app.press("treasury_payer", &format!("/payment-batches/{}/dissolve", text(batch, "id")), batch).await
}

async fn cancel(app: &TestApp, claim: &Value) -> Reply {
    let now = app.claim_now(claim).await;
    app.press("unit_clerk", &format!("/disbursements/{}/cancel", text(claim, "id")), &now).await
}

async fn close(app: &TestApp, account: &Value) {
    app.press("finance_clerk", &format!("/bank-accounts/{}/close", text(account, "id")), account).await.ok(200);
}

async fn approved(app: &TestApp, claim: Value) -> Value {
    let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
    app.submit(&draft).await.ok(200);
    app.approve(&DESKS, text(&draft, "id")).await;
    app.claim_now(&draft).await
}

/// The payment of a claim that stands in this state.
async fn payment_in(app: &TestApp, claim: &Value, state: &str) -> Value {
    app.payments(claim).await.into_iter().find(|p| p["state"] == state).expect("a payment in this state")
}

/// A start claim into another account of the builder.
fn into(county: &County, amount: &str, account: &Value) -> Value {
    let mut claim = county.claim(amount);
    claim["payees"][0]["bank_account_id"] = account["id"].clone();
    claim
}

/// (available, reserved, in payment, paid).
async fn stands(app: &TestApp, allocation: &Value) -> [String; 4] {
    let balance = app.balance(allocation).await;
    ["available", "reserved", "in_payment", "paid"].map(|part| text(&balance, part).to_owned())
}

engines! {
    /// One closed account refuses a batch of two; dissolved, the one is paid and the other given up, to the last fen.
    async fn a_batch_is_dissolved_and_its_claims_part(app) {
        let county = app.county("1000000.00").await;
        let other = app.account("6200000000000002").await;
        let good = app.approved(&county, "150000.00").await;
        let bad = approved(app, into(&county, "50000.00", &other)).await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [good["id"], bad["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        close(app, &other).await;
        let problem = hand_over(app, &batch).await.refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!((text(&problem, "rule"), problem["facts"]["fault"].as_str()), ("R100", Some("account_not_usable")));
        cancel(app, &bad).await.refused(409, "payments.disbursement.payment_stands");
        let gone = dissolve(app, &batch).await.ok(200);
        assert_eq!((text(&gone, "state"), gone["payments"].as_i64(), text(&gone, "total")), ("dissolved", Some(0), "0.00"));
        hand_over(app, &gone).await.refused(409, "payments.batch.state");
        dissolve(app, &gone).await.refused(409, "payments.batch.state");
        let waiting = app.payments(&good).await.remove(0);
        assert_eq!((text(&waiting, "state"), waiting["batch_id"].is_null()), ("queued", true));
        assert_eq!(stands(app, &county.allocation).await, ["800000.00", "200000.00", "0.00", "0.00"]);
        assert_eq!(cancel(app, &bad).await.ok(200)["state"], "cancelled");
        assert_eq!(stands(app, &county.allocation).await, ["850000.00", "150000.00", "0.00", "0.00"]);
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry WHERE kind = 'disbursement_released'").await, 1);
        let given_up = app.payments(&bad).await.remove(0);
        assert_eq!(text(&given_up, "state"), "superseded");
        let body = json!({"region_code": COUNTY, "payment_ids": [given_up["id"]]});
        app.act("treasury_payer", "/payment-batches", None, body).await.refused(409, "payments.payment.state");
        let again = json!({"region_code": COUNTY, "disbursement_ids": [good["id"]]});
        app.act("treasury_payer", "/payment-batches", None, again).await.refused(409, "payments.disbursement.in_batch");
        let batch = hand_over(app, &batch_of(app, &waiting).await).await.ok(200);
        dissolve(app, &batch).await.refused(409, "payments.batch.state");
        assert_eq!(stands(app, &county.allocation).await, ["850000.00", "0.00", "150000.00", "0.00"]);
    }

    /// A claim of which every payment failed is given up; a voucher that comes after all waits for an officer.
    async fn a_claim_that_failed_is_cancelled(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        cancel(app, &claim).await.refused(409, "payments.disbursement.payment_stands");
        let payment = app.payments(&claim).await.remove(0);
        let row = |certificate, outcome| results(&[result_row(certificate, outcome, "150000.00", text(&payment, "number"), "")]);
        app.import(&batch, &row("Z1", "failed")).await.ok(200);
        assert_eq!(stands(app, &county.allocation).await, ["850000.00", "150000.00", "0.00", "0.00"]);
        assert_eq!(cancel(app, &claim).await.ok(200)["state"], "cancelled");
        assert_eq!(stands(app, &county.allocation).await, ["1000000.00", "0.00", "0.00", "0.00"]);
        let failed = app.payments(&claim).await.remove(0);
        let retry = format!("/payments/{}/retry", text(&failed, "id"));
        app.act("treasury_payer", &retry, Some(&failed), json!({})).await.refused(409, "payments.payment.state");
        let late = app.import(&batch, &row("Z2", "paid")).await.ok(200);
        assert_eq!((late["unmatched"].as_i64(), late["results"][0]["mismatch"].as_str()), (Some(1), Some("state")));
        // Its part of contract and milestone is free again.
        app.approved(&county, "200000.00").await;
    }

    /// What was paid, and what came back and is still owed, is not given up.
    async fn what_was_paid_or_is_owed_is_not_cancelled(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let row = |outcome| results(&[result_row("Z1", outcome, "100000.00", text(&payment, "number"), "")]);
        app.import(&batch, &row("paid")).await.ok(200);
        let problem = cancel(app, &claim).await.refused(409, "payments.disbursement.state");
        assert_eq!(text(&problem["facts"], "possible"), "record_results, retry");
        assert!(text(&problem, "detail").contains("失败或退票的可重新支付"), "{problem:#}");
        app.import(&batch, &row("bounced")).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "in_payment");
        cancel(app, &claim).await.refused(409, "payments.disbursement.payment_stands");
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "returned"), text(&balance, "reserved")), ("100000.00", "50000.00"));
    }

    /// R100 at hand-over, of what is tried again and of the rest of a part result: an account closed since then is paid no more, and
    /// the money finds its way into another account of the same payee.
    async fn retries_and_rests_do_not_go_into_closed_accounts(app) {
        let county = app.county("1000000.00").await;
        let (second, third) = (app.account("6200000000000002").await, app.account("6200000000000003").await);
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        app.import(&batch, &results(&[result_row("Z1", "paid", "100000.00", text(&payment, "number"), "")])).await.ok(200);
        close(app, &county.account).await;
        let rest = payment_in(app, &claim, "queued").await;
        let batch = batch_of(app, &rest).await;
        let problem = hand_over(app, &batch).await.refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!((text(&problem, "rule"), problem["facts"]["fault"].as_str()), ("R100", Some("account_not_usable")));
        dissolve(app, &batch).await.ok(200);
        let retry = async |payment: &Value, account: &Value| {
            let body = json!({"bank_account_id": account["id"]});
            app.act("treasury_payer", &format!("/payments/{}/retry", text(payment, "id")), Some(payment), body).await.ok(200)
        };
        let rest = retry(&payment_in(app, &claim, "queued").await, &second).await;
        assert_eq!((rest["part"].as_i64(), rest["attempt"].as_i64(), text(&rest, "drawn_from")), (Some(2), Some(2), "reserved"));
        let batch = hand_over(app, &batch_of(app, &rest).await).await.ok(200);
        let row = |certificate: &str, outcome: &str, payment: &Value, account: &str| {
            let row = result_row(certificate, outcome, "50000.00", text(payment, "number"), "");
            results(&[row.replace("6200000000000001", account)])
        };
        app.import(&batch, &row("Z2", "failed", &rest, "6200000000000002")).await.ok(200);
        let failed = payment_in(app, &claim, "failed").await;
        let again = retry(&failed, &second).await;
        close(app, &second).await;
        let batch = batch_of(app, &again).await;
        hand_over(app, &batch).await.refused(409, "payments.disbursement.payee_mismatch");
        dissolve(app, &batch).await.ok(200);
        let last = retry(&payment_in(app, &claim, "queued").await, &third).await;
        let batch = hand_over(app, &batch_of(app, &last).await).await.ok(200);
        app.import(&batch, &row("Z3", "paid", &last, "6200000000000003")).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "paid");
        assert_eq!(stands(app, &county.allocation).await, ["850000.00", "0.00", "0.00", "150000.00"]);
    }

    /// A voucher that names what was not handed over yet waits, and the claim stays approved: every rule is still judged at hand-over.
    async fn a_voucher_for_what_waits_moves_nothing(app) {
        let county = app.county("1000000.00").await;
        let (sent, waits) = (app.approved(&county, "100000.00").await, app.approved(&county, "100000.00").await);
        let batch = app.handed_over(&[&sent]).await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [waits["id"]]});
        app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let number = text(&payment_in(app, &waits, "queued").await, "number").to_owned();
        let told = app.import(&batch, &results(&[result_row("Z1", "paid", "100000.00", &number, "")])).await.ok(200);
        assert_eq!(told["results"][0]["mismatch"], "state");
        assert_eq!(app.claim_now(&waits).await["state"], "approved");
    }

    /// What waits for its first hand-over was signed for with its account: it is sent nowhere else without the desks.
    async fn a_first_payment_keeps_the_account_that_was_signed(app) {
        let county = app.county("1000000.00").await;
        let other = app.account("6200000000000002").await;
        let claim = app.approved(&county, "100.00").await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        dissolve(app, &batch).await.ok(200);
        let waiting = app.payments(&claim).await.remove(0);
        let retry = format!("/payments/{}/retry", text(&waiting, "id"));
        let body = json!({"bank_account_id": other["id"]});
        app.act("treasury_payer", &retry, Some(&waiting), body).await.refused(409, "payments.payment.state");
    }

    /// Money announced for next year is approved this year and handed over when its year has begun; its batch lets go meanwhile.
    async fn money_of_next_year_waits_for_its_year(app) {
        let county = app.county("1000000.00").await;
        let document = app.document("示财农〔2023〕90号", 2024).await;
        let line = app.line(&document, &app.source().await, "1000.00").await;
        let path = format!("/allocations/{}", text(&line, "id"));
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        let line = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.ok(200);
        let mut claim = county.claim("100.00");
        claim["funding"][0]["allocation_id"] = line["id"].clone();
        let claim = approved(app, claim).await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let problem = hand_over(app, &batch).await.refused(409, "payments.batch.year_not_begun");
        assert_eq!(problem["facts"]["year"], "2024");
        dissolve(app, &batch).await.ok(200);
        let waiting = app.payments(&claim).await.remove(0);
        let batch = batch_of(app, &waiting).await;
        app.on_day("2024-01-02").await;
        hand_over(app, &batch).await.ok(200);
        assert_eq!(stands(app, &line).await, ["900.00", "0.00", "100.00", "0.00"]);
    }
}

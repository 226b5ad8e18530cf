//! Many at once: money for one goes to one, and one key has one effect.

use futures_util::future::join_all;
use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use serde_json::{Value, json};

use crate::support::{
    Reply,
    cast::{COUNTY, TOWN},
    money::{result_row, results, text, upload},
};

/// Sends again what waited too long for a lock, as the answer asks.
pub async fn until_answered(send: impl AsyncFn() -> Reply) -> Reply {
    for _ in 0..20 {
        let answer = send().await;
        if answer.status != 503 {
            return answer;
        }
    }
    send().await
}

engines! {
    /// 200 submissions at once against money for one: exactly one succeeds, and the books agree.
    async fn money_for_one_goes_to_one(app) {
        let county = app.county("100.00").await;
        let mut drafts = Vec::new();
        for _ in 0..200 {
            drafts.push(app.claim(&county, "100.00").await);
        }
        let clerk = app.who("unit_clerk").await;
        let send = async |draft: &Value| {
            let path = format!("/disbursements/{}/submit", text(draft, "id"));
            app.post(&path).by(&clerk).at("1").json(json!({})).send().await
        };
        let mut answers = join_all(drafts.iter().map(&send)).await;
        // Whoever waited too long for a lock is told to try again, and does.
        for (answer, draft) in answers.iter_mut().zip(&drafts) {
            for _ in 0..20 {
                if answer.status != 503 {
                    break;
                }
                *answer = send(draft).await;
            }
        }
        let won = answers.iter().filter(|a| a.status == 200).count();
        let refused = answers.iter().filter(|a| a.status == 409 && a.body["rule"] == "R89.1").count();
        let others: Vec<_> = answers.iter().filter(|a| a.status != 200 && a.body["rule"] != "R89.1").map(|a| a.body.clone()).collect();
        assert_eq!((won, refused), (1, 199), "{:?}", others.first());
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved")), ("0.00", "100.00"));
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry WHERE kind = 'disbursement_reserved'").await, 1);
    }

    /// The same key sent 50 times at once: one effect; every answer is the first one, or says that it is being worked on.
    async fn one_key_has_one_effect(app) {
        let county = app.county("1000.00").await;
        let draft = app.claim(&county, "100.00").await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/disbursements/{}/submit", text(&draft, "id"));
        let send = async |_| app.post(&path).by(&clerk).at("1").header("idempotency-key", "once").json(json!({})).send().await;
        let answers = join_all((0..50).map(&send)).await;
        let done: Vec<_> = answers.iter().filter(|a| a.status == 200).collect();
        assert!(!done.is_empty() && done.iter().all(|a| a.bytes == done[0].bytes));
        for other in answers.iter().filter(|a| a.status != 200) {
            assert_eq!((other.status.as_u16(), text(&other.body, "code")), (409, "idempotency.in_flight"), "{:#}", other.body);
        }
        assert_eq!(send(0).await.bytes, done[0].bytes);
        assert_eq!(app.number("SELECT count(*) FROM approval_run WHERE matter = 'disbursement'").await, 1);
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "100.00");
    }

    /// One file imported at once under two batches: each row is booked under one of them, and known under the other.
    async fn one_file_under_two_batches_is_booked_once(app) {
        let county = app.county("1000.00").await;
        let (one, two) = (app.approved(&county, "50.00").await, app.approved(&county, "50.00").await);
        let batches = [app.handed_over(&[&one]).await, app.handed_over(&[&two]).await];
        let number = text(&app.payments(&one).await[0], "number").to_owned();
        let rows = results(&[result_row("Z1", "paid", "50.00", &number, ""), result_row("Z2", "paid", "7.00", "无编号", "")]);
        let confirmer = app.who("treasury_confirmer").await;
        let file = upload(app, &confirmer, COUNTY, "回单.csv", &rows).await.ok(201);
        let import = async |batch: &Value| {
            let path = format!("/payment-batches/{}/import-result", text(batch, "id"));
            until_answered(async || app.act("treasury_confirmer", &path, Some(batch), json!({"file_id": file["id"]})).await).await
        };
        let answers = join_all(batches.iter().map(&import)).await;
        let sum = |part: &str| answers.iter().map(|a| a.body[part].as_i64().unwrap_or(-9)).sum::<i64>();
        assert_eq!((sum("booked"), sum("unmatched"), sum("known")), (1, 1, 2), "{:#} {:#}", answers[0].body, answers[1].body);
        assert_eq!(text(&app.balance(&county.allocation).await, "paid"), "50.00");
    }

    /// A split and a claim at once on money for one: one of them gets it.
    async fn a_split_and_a_claim_on_money_for_one(app) {
        let county = app.county("100.00").await;
        let draft = app.claim(&county, "100.00").await;
        let split = async {
            let path = format!("/allocations/{}/split", text(&county.allocation, "id"));
            let body = json!({"lines": [{"region_code": TOWN, "amount": "100.00"}], "reason": "示例"});
            until_answered(async || app.act("budget_officer", &path, Some(&county.allocation), body.clone()).await).await
        };
        let claim = until_answered(async || app.submit(&draft).await);
        let (split, claim) = futures_util::future::join(split, claim).await;
        let won = [&split, &claim].iter().filter(|a| a.status == 200).count();
        assert_eq!(won, 1, "{:#} {:#}", split.body, claim.body);
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved")), ("0.00", "100.00"));
    }

    /// Whoever sends a key again while the first request holds it is told so, and converges afterwards.
    #[expect(clippy::disallowed_methods, reason = "a key held by hand makes a request wait for it")]
    async fn a_key_that_is_held_is_in_flight(app) {
        let conn = app.app.db.unguarded();
        if conn.get_database_backend() != DbBackend::Postgres {
            // SQLite has one writer: nobody meets a key that another transaction holds.
            return;
        }
        let officer = app.who("asset_officer").await;
        let me = app.see("asset_officer", "/me").await;
        let holds = conn.begin().await.unwrap();
        let sql = format!(
            "INSERT INTO idempotency_key (principal, operation, key, request_sha256, created_at_ms) \
             VALUES ('{}', 'POST /sites', 'held', 'x', 0)",
            text(&me, "principal")
        );
        holds.execute_unprepared(&sql).await.unwrap();
        let site = json!({"name": "示例安置点", "region_code": "431026"});
        let post = || app.post("/sites").by(&officer).header("idempotency-key", "held").json(site.clone()).send();
        post().await.refused(409, "idempotency.in_flight");
        holds.rollback().await.unwrap();
        post().await.ok(201);
    }

    /// A batch handed over twice at once is handed over once.
    async fn a_batch_is_handed_over_once(app) {
        let county = app.county("1000.00").await;
        let claim = app.approved(&county, "100.00").await;
        let body = json!({"region_code": "431026", "disbursement_ids": [claim["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        let answers = join_all((0..8).map(|_| app.press("treasury_payer", &path, &batch))).await;
        assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1);
        assert_eq!(text(&app.balance(&county.allocation).await, "in_payment"), "100.00");
    }
}

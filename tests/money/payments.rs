use serde_json::json;

use crate::support::money::{result_row, results, text};

engines! {
    /// From an approved claim to a confirmed payment and receipt; the export carries what the treasury takes in.
    async fn a_voucher_confirms_a_payment(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let body = json!({"region_code": "431026", "disbursement_ids": [claim["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body.clone()).await.ok(201);
        assert_eq!((text(&batch, "total"), batch["payments"].as_i64()), ("150000.00", Some(1)));
        app.act("treasury_payer", "/payment-batches", None, body).await.refused(409, "payments.disbursement.in_batch");
        let path = format!("/payment-batches/{}", text(&batch, "id"));
        let payer = app.who("treasury_payer").await;
        app.get(&format!("{path}/export")).by(&payer).send().await.refused(409, "payments.batch.state");
        app.press("unit_clerk", &format!("/disbursements/{}/cancel", text(&claim, "id")), &claim).await.refused(409, "payments.disbursement.payment_stands");
        let batch = app.press("treasury_payer", &format!("{path}/hand-over"), &batch).await.ok(200);
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "reserved"), text(&balance, "in_payment")), ("0.00", "150000.00"));
        assert_eq!(app.claim_now(&claim).await["state"], "in_payment");
        let export = app.get(&format!("{path}/export")).by(&payer).send().await;
        let file = String::from_utf8(export.bytes.clone()).unwrap();
        assert!(file.starts_with('\u{feff}') && file.contains("6200000000000001") && file.contains(",150000.00,"), "{file}");
        let payment = app.payments(&claim).await.remove(0);
        assert_eq!(text(&payment, "state"), "sent");
        let rows = results(&[result_row("Z1", "paid", "150000.00", text(&payment, "number"), "")]);
        let imported = app.import(&batch, &rows).await.ok(200);
        assert_eq!((imported["booked"].as_i64(), imported["unmatched"].as_i64()), (Some(1), Some(0)));
        assert_eq!(imported["results"][0]["matched_by"], "number");
        let again = app.import(&batch, &rows).await.ok(200);
        assert_eq!((again["booked"].as_i64(), again["known"].as_i64()), (Some(0), Some(1)));
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "in_payment"), text(&balance, "paid")), ("0.00", "150000.00"));
        let paid = app.claim_now(&claim).await;
        assert_eq!(text(&paid, "state"), "paid");
        let done = app.press("unit_clerk", &format!("/disbursements/{}/confirm-receipt", text(&claim, "id")), &paid).await.ok(200);
        assert_eq!(text(&done, "state"), "receipt_confirmed");
        let payment = app.payments(&claim).await.remove(0);
        assert_eq!((text(&payment, "certificate_no"), text(&payment, "paid_on")), ("Z1", "2023-03-01"));
        let trail = app.see("auditor", &format!("/trail/events?subject_id={}", text(&claim, "id"))).await;
        let states: Vec<_> = trail["items"].as_array().unwrap().iter().filter_map(|e| e["after"]["state"].as_str()).collect();
        assert_eq!(states, ["receipt_confirmed", "paid", "in_payment", "approved", "submitted", "draft"]);
    }

    /// Whoever decided does not pay, and whoever pays does not book.
    async fn payer_approver_and_confirmer_are_three(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let body = json!({"region_code": "431026", "disbursement_ids": [claim["id"]]});
        let problem = app.act("finance_section_head", "/payment-batches", None, body.clone()).await.refused(403, "access.denied.role");
        assert!(text(&problem, "detail").contains("可以办理的角色：国库"), "{problem:#}");
        let batch = app.handed_over(&[&claim]).await;
        let import = format!("/payment-batches/{}/import-result", text(&batch, "id"));
        app.act("treasury_payer", &import, Some(&batch), json!({"file_id": county.invoice})).await.refused(403, "access.denied.role");
    }

    /// A part result leaves a rest that is handed over anew.
    async fn a_part_result_splits_the_payment(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let rows = results(&[result_row("Z1", "paid", "100000.00", text(&payment, "number"), "")]);
        app.import(&batch, &rows).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "partly_paid");
        let payments = app.payments(&claim).await;
        assert_eq!((text(&payments[0], "amount"), text(&payments[0], "instructed")), ("100000.00", "150000.00"));
        assert_eq!((text(&payments[1], "amount"), text(&payments[1], "state"), payments[1]["part"].as_i64()), ("50000.00", "queued", Some(2)));
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "paid"), text(&balance, "reserved"), text(&balance, "in_payment")), ("100000.00", "50000.00", "0.00"));
        let body = json!({"region_code": "431026", "payment_ids": [payments[1]["id"]]});
        let rest = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let rest = app.press("treasury_payer", &format!("/payment-batches/{}/hand-over", text(&rest, "id")), &rest).await.ok(200);
        let rows = results(&[result_row("Z2", "paid", "50000.00", text(&payments[1], "number"), "")]);
        app.import(&rest, &rows).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "paid");
    }

    /// A failed payment is tried again on its reservation, a bounced one from the money that came back.
    async fn failed_and_bounced_payments_are_made_good(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let first = app.payments(&claim).await.remove(0);
        let unknown = app.press("treasury_confirmer", &format!("/payments/{}/mark-unknown", text(&first, "id")), &first).await.ok(200);
        assert_eq!(text(&unknown, "state"), "unknown");
        app.import(&batch, &results(&[result_row("Z1", "failed", "150000.00", text(&first, "number"), "")])).await.ok(200);
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "150000.00");
        let failed = app.payments(&claim).await.remove(0);
        let other = app.account("6200000000000002").await;
        let retry = format!("/payments/{}/retry", text(&failed, "id"));
        let second = app.act("treasury_payer", &retry, Some(&failed), json!({"bank_account_id": other["id"]})).await.ok(200);
        assert_eq!((text(&second, "state"), second["attempt"].as_i64()), ("queued", Some(2)));
        let first = app.payments(&claim).await.remove(0);
        assert_eq!(text(&first, "state"), "superseded");
        app.act("treasury_payer", &retry, Some(&first), json!({})).await.refused(409, "payments.payment.state");
        let hand_over = async |payment: &serde_json::Value| {
            let body = json!({"region_code": "431026", "payment_ids": [payment["id"]]});
            let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
            app.press("treasury_payer", &format!("/payment-batches/{}/hand-over", text(&batch, "id")), &batch).await.ok(200)
        };
        let row = |certificate: &str, outcome: &str, payment: &serde_json::Value| {
            let row = result_row(certificate, outcome, "150000.00", text(payment, "number"), "");
            results(&[row.replace("6200000000000001", "6200000000000002")])
        };
        let batch = hand_over(&second).await;
        app.import(&batch, &row("Z2", "paid", &second)).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "paid");
        app.import(&batch, &row("Z2", "bounced", &second)).await.ok(200);
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "paid"), text(&balance, "returned"), text(&balance, "available")), ("0.00", "150000.00", "850000.00"));
        assert_eq!(app.claim_now(&claim).await["state"], "in_payment");
        let bounced = app.payments(&claim).await.remove(1);
        let retry = format!("/payments/{}/retry", text(&bounced, "id"));
        let third = app.act("treasury_payer", &retry, Some(&bounced), json!({})).await.ok(200);
        assert_eq!(text(&third, "drawn_from"), "returned_to_repay");
        app.act("treasury_payer", &retry, Some(&bounced), json!({})).await.refused(409, "payments.payment.retried");
        let batch = hand_over(&third).await;
        app.import(&batch, &row("Z3", "paid", &third)).await.ok(200);
        assert_eq!(app.claim_now(&claim).await["state"], "paid");
    }

    /// A row without our number is matched by contract, payee and amount; what fits nothing, or too much, waits for an officer.
    async fn rows_find_their_payment_or_wait(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let number = text(&payment, "number");
        let stranger = result_row("Z9", "paid", "150000.00", number, "").replace("示例施工单位甲", "示例施工单位乙");
        let rows = [
            result_row("Z7", "paid", "1.00", "无编号", "SL-2023-01"),
            result_row("Z8", "paid", "150000.01", number, ""),
            stranger,
        ];
        let waiting = app.import(&batch, &results(&rows)).await.ok(200);
        let why: Vec<_> = waiting["results"].as_array().unwrap().iter().map(|r| r["mismatch"].as_str().unwrap()).collect();
        assert_eq!(why, ["nothing", "amount", "payee"]);
        assert_eq!(text(&app.balance(&county.allocation).await, "in_payment"), "150000.00");
        let imported = app.import(&batch, &results(&[result_row("Z1", "paid", "150000.00", "无编号", "SL-2023-01")])).await.ok(200);
        assert_eq!(imported["results"][0]["matched_by"], "contract");
        let queue = app.see("treasury_confirmer", "/payment-results?state=unmatched").await;
        assert_eq!(queue["items"].as_array().unwrap().len(), 3);
        let of = |certificate: &str| queue["items"].as_array().unwrap().iter().find(|r| r["certificate_no"] == certificate).unwrap().clone();
        let (z7, z9) = (of("Z7"), of("Z9"));
        let match_body = json!({"payment_id": payment["id"], "reason": "示例"});
        app.act("treasury_confirmer", &format!("/payment-results/{}/match", text(&z9, "id")), Some(&z9), match_body).await
            .refused(409, "payments.result.does_not_fit");
        let dismissed = app.act("treasury_confirmer", &format!("/payment-results/{}/dismiss", text(&z7, "id")), Some(&z7), json!({"reason": "示例：非本系统业务"})).await.ok(200);
        assert_eq!(text(&dismissed, "state"), "dismissed");
    }

    /// A file that is wrong in any row books nothing, and says where.
    async fn a_wrong_file_books_nothing(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let good = result_row("Z1", "paid", "150000.00", text(&payment, "number"), "");
        let problem = app.import(&batch, &results(&[good, result_row("Z2", "也许", "abc", "", "")])).await.refused(422, "payments.result.bad_file");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem:#}");
        assert_eq!(problem["errors"][0]["pointer"], "/file_id#row=3");
        assert_eq!(app.number("SELECT count(*) FROM payment_result").await, 0);
        assert_eq!(text(&app.balance(&county.allocation).await, "in_payment"), "150000.00");
    }

    /// The last payment exhausts an allocation; one that bounces brings it back.
    async fn an_allocation_is_exhausted_by_its_last_payment(app) {
        let county = app.county("150000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let rows = |outcome| results(&[result_row("Z1", outcome, "150000.00", text(&payment, "number"), "")]);
        app.import(&batch, &rows("paid")).await.ok(200);
        assert_eq!(text(&app.balance(&county.allocation).await, "state"), "exhausted");
        app.import(&batch, &rows("bounced")).await.ok(200);
        assert_eq!(text(&app.balance(&county.allocation).await, "state"), "executing");
    }
}

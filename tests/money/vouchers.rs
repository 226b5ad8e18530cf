//! What the treasury answers: one voucher pays once, on the day that it names, whatever file, batch or number it comes with.

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use steward::server::check::check;

use crate::support::{
    TestApp,
    cast::{COUNTY, TOWN},
    money::{County, DESKS, result_row, results, text},
};

/// A county whose project lies in a town.
async fn with_town_project(app: &TestApp) -> County {
    let county = app.county("1000000.00").await;
    let agriculture = app.unit("示例县农业农村局").await;
    let body = json!({
        "name": "示例村晒场", "region_code": TOWN, "category": "基础设施", "is_works": false, "amount": "600000.00",
        "unit_id": agriculture, "line_department_id": agriculture
    });
    let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
    let path = format!("/projects/{}", text(&project, "id"));
    app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
    app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
    let plan = json!({"plan_year": 2023, "paper_file_id": app.paper("年度计划.pdf").await});
    app.act("unit_clerk", &format!("{path}/plan"), Some(&app.again(&project).await), plan).await.ok(200);
    app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
    let contract = app.signed(&project, "500000.00").await;
    County { project: app.again(&project).await, contract, ..county }
}

/// A handed-over batch of one claim, for this region.
async fn handed_over_for(app: &TestApp, region: &str, claim: &Value) -> Value {
    let body = json!({"region_code": region, "disbursement_ids": [claim["id"]]});
    let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
    app.press("treasury_payer", &format!("/payment-batches/{}/hand-over", text(&batch, "id")), &batch).await.ok(200)
}

/// (known, booked, unmatched).
fn outcome(imported: &Value) -> [i64; 3] {
    ["known", "booked", "unmatched"].map(|part| imported[part].as_i64().unwrap())
}

async fn payment_of(app: &TestApp, claim: &Value) -> Value {
    app.payments(claim).await.remove(0)
}

async fn settle(app: &TestApp, row: &Value, act: &str, body: Value) -> crate::support::Reply {
    app.act("treasury_confirmer", &format!("/payment-results/{}/{act}", text(row, "id")), Some(row), body).await
}

/// The builder's second account, and the row of results that names it.
fn other_row(certificate: &str, amount: &str, number: &str) -> String {
    let row = result_row(certificate, "paid", amount, number, "");
    row.replace("示例施工单位甲", "示例施工单位乙").replace("6200000000000001", "6200000000000009")
}

engines! {
    /// A voucher booked on one payment comes again without our number, or under another's: it confirms no second payment.
    async fn one_voucher_confirms_one_payment(app) {
        let county = app.county("1000000.00").await;
        let (one, two) = (app.approved(&county, "50000.00").await, app.approved(&county, "50000.00").await);
        let batch = app.handed_over(&[&one, &two]).await;
        let (first, second) = (payment_of(app, &one).await, payment_of(app, &two).await);
        let row = |certificate: &str, number: &str| results(&[result_row(certificate, "paid", "50000.00", number, "SL-2023-01")]);
        let done = app.import(&batch, &row("Z1", text(&first, "number"))).await.ok(200);
        assert_eq!(outcome(&done), [0, 1, 0]);
        // The first is paid: by contract, payee and amount the second alone would fit.
        let again = app.import(&batch, &row("Z1", "无编号")).await.ok(200);
        assert_eq!(outcome(&again), [1, 0, 0], "{again:#}");
        let crossed = app.import(&batch, &row("Z1", text(&second, "number"))).await.ok(200);
        assert_eq!((outcome(&crossed), crossed["results"][0]["mismatch"].as_str()), ([0, 0, 1], Some("voucher")));
        let body = json!({"payment_id": second["id"], "reason": "示例"});
        settle(app, &crossed["results"][0], "match", body).await.refused(409, "payments.result.voucher_booked");
        assert_eq!(text(&payment_of(app, &two).await, "state"), "sent");
        // Twice in one file, with our number and without: booked once.
        let both = [result_row("Z2", "paid", "50000.00", text(&second, "number"), ""), result_row("Z2", "paid", "50000.00", "", "")];
        assert_eq!(outcome(&app.import(&batch, &results(&both)).await.ok(200)), [1, 1, 0]);
        assert_eq!(text(&app.balance(&county.allocation).await, "paid"), "100000.00");
    }

    /// I5: two booked rows that tell of one voucher are found, were they ever to come about.
    async fn one_voucher_booked_twice_is_seen(app) {
        let county = app.county("1000000.00").await;
        let (one, two) = (app.approved(&county, "50000.00").await, app.approved(&county, "50000.00").await);
        let batch = app.handed_over(&[&one, &two]).await;
        for (claim, certificate) in [(&one, "Z1"), (&two, "Z2")] {
            let number = text(&payment_of(app, claim).await, "number").to_owned();
            app.import(&batch, &results(&[result_row(certificate, "paid", "50000.00", &number, "")])).await.ok(200);
        }
        let broken = async || {
            let findings = check(app.app.db.read()).await.unwrap();
            findings.iter().filter(|f| !f.is_clean()).map(|f| f.number).collect::<Vec<_>>()
        };
        let say = async |was: &str, is: &str| {
            let sql = format!("UPDATE payment_result SET certificate_no = '{is}' WHERE certificate_no = '{was}'");
            app.app.db.unguarded().execute_unprepared(&sql).await.expect(&sql);
        };
        say("Z1", "Z3").await;
        assert_eq!(broken().await, Vec::<&str>::new());
        say("Z3", "Z2").await;
        assert_eq!(broken().await, ["I5"]);
        app.app.db.unguarded().execute_unprepared("UPDATE payment_result SET certificate_no = row_sha256").await.expect("a repair");
    }

    /// The same under a batch of a region inside the first one's, and the other way round.
    async fn one_voucher_confirms_one_payment_across_regions(app) {
        let county = with_town_project(app).await;
        let (one, two, three) = (
            app.approved(&county, "50000.00").await,
            app.approved(&county, "50000.00").await,
            app.approved(&county, "50000.00").await,
        );
        let wide = handed_over_for(app, COUNTY, &one).await;
        let narrow = handed_over_for(app, TOWN, &two).await;
        let row = |certificate: &str, number: &str| results(&[result_row(certificate, "paid", "50000.00", number, "SL-2023-01")]);
        let number = text(&payment_of(app, &one).await, "number").to_owned();
        assert_eq!(outcome(&app.import(&wide, &row("Z1", &number)).await.ok(200)), [0, 1, 0]);
        assert_eq!(outcome(&app.import(&narrow, &row("Z1", "无编号")).await.ok(200)), [1, 0, 0]);
        assert_eq!(outcome(&app.import(&narrow, &row("Z1", &number)).await.ok(200)), [1, 0, 0]);
        assert_eq!(text(&payment_of(app, &two).await, "state"), "sent");
        assert_eq!(outcome(&app.import(&narrow, &row("Z2", "无编号")).await.ok(200)), [0, 1, 0]);
        let last = handed_over_for(app, COUNTY, &three).await;
        assert_eq!(outcome(&app.import(&last, &row("Z2", "无编号")).await.ok(200)), [1, 0, 0]);
        assert_eq!(text(&payment_of(app, &three).await, "state"), "sent");
    }

    /// A voucher counts on the day that it names. One of tomorrow is an error in the file; one from before its hand-over waits, and
    /// counts, once an officer has matched it, on the day of the hand-over.
    async fn a_voucher_counts_on_its_own_day(app) {
        let county = app.county("1000000.00").await;
        let (one, two) = (app.approved(&county, "50000.00").await, app.approved(&county, "60000.00").await);
        app.on_day("2023-03-05").await;
        let batch = app.handed_over(&[&one, &two]).await;
        app.on_day("2023-03-08").await;
        let (first, second) = (payment_of(app, &one).await, payment_of(app, &two).await);
        let row = |payment: &Value, on: &str| {
            let row = result_row("Z1", "paid", text(payment, "amount"), text(payment, "number"), "");
            results(&[row.replace("2023-03-01", on)])
        };
        let problem = app.import(&batch, &row(&first, "2023-03-09")).await.refused(422, "payments.result.bad_file");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
        assert_eq!(outcome(&app.import(&batch, &row(&first, "2023-03-06")).await.ok(200)), [0, 1, 0]);
        let early = app.import(&batch, &row(&second, "2023-03-04")).await.ok(200);
        assert_eq!((outcome(&early), early["results"][0]["mismatch"].as_str()), ([0, 0, 1], Some("day")));
        let body = json!({"payment_id": second["id"], "reason": "示例：先支付后补录"});
        settle(app, &early["results"][0], "match", body).await.ok(200);
        assert_eq!(text(&payment_of(app, &two).await, "paid_on"), "2023-03-04");
        for (on, times) in [("2023-03-04", 0), ("2023-03-05", 1), ("2023-03-06", 1), ("2023-03-08", 0)] {
            let sql = format!("SELECT count(*) FROM ledger_entry WHERE kind = 'payment_confirmed' AND business_on = '{on}'");
            assert_eq!(app.number(&sql).await, times, "{on}");
        }
    }

    /// A row dismissed by mistake is matched after all: its file, imported again, would only be known.
    async fn a_dismissed_row_is_matched_after_all(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let rows = results(&[result_row("Z1", "paid", "150000.00", "无编号", "")]);
        let waiting = app.import(&batch, &rows).await.ok(200)["results"][0].clone();
        let gone = settle(app, &waiting, "dismiss", json!({"reason": "示例：误判"})).await.ok(200);
        assert_eq!(outcome(&app.import(&batch, &rows).await.ok(200)), [1, 0, 0]);
        settle(app, &gone, "dismiss", json!({"reason": "示例"})).await.refused(409, "payments.result.state");
        let body = json!({"payment_id": payment_of(app, &claim).await["id"], "reason": "示例：确系本笔"});
        let booked = settle(app, &gone, "match", body.clone()).await.ok(200);
        assert_eq!((text(&booked, "state"), text(&booked, "note")), ("booked", "示例：确系本笔"));
        settle(app, &booked, "match", body).await.refused(409, "payments.result.state");
        assert_eq!(text(&app.balance(&county.allocation).await, "paid"), "150000.00");
    }

    /// A file as local systems write it: GB18030, columns by their Chinese names.
    async fn a_file_in_gb18030_is_booked(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let number = text(&payment_of(app, &claim).await, "number").to_owned();
        let file = format!(
            "支付凭证号,支付结果,实际支付金额,实际支付日期,收款人户名,收款人账号,摘要\n\
             Z1,支付成功,\"150,000.00\",20230301,示例施工单位甲,6200000000000001,{number} 开工款\n"
        );
        let bytes = encoding_rs::GB18030.encode(&file).0.into_owned();
        assert!(std::str::from_utf8(&bytes).is_err());
        let done = app.import(&batch, &bytes).await.ok(200);
        assert_eq!((outcome(&done), text(&done["results"][0], "payee_name")), ([0, 1, 0], "示例施工单位甲"));
        assert_eq!(app.claim_now(&claim).await["state"], "paid");
    }

    /// The file of a batch is the same whenever it is taken: what was instructed, not what was paid of it.
    async fn an_export_is_the_same_after_a_part_result(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "150000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payer = app.who("treasury_payer").await;
        let path = format!("/payment-batches/{}/export", text(&batch, "id"));
        let before = app.get(&path).by(&payer).send().await.bytes;
        let number = text(&payment_of(app, &claim).await, "number").to_owned();
        app.import(&batch, &results(&[result_row("Z1", "paid", "100000.00", &number, "")])).await.ok(200);
        assert_eq!(app.get(&path).by(&payer).send().await.bytes, before);
    }

    /// Two payees from two allocations: four payments, each from its own line, booked by four vouchers.
    async fn several_payees_from_several_allocations(app) {
        let county = app.county("1000.00").await;
        let more = app.allocation("1000.00").await;
        let other = json!({"name": "示例施工单位乙", "kind": "company", "region_code": COUNTY});
        let other = app.act("unit_clerk", "/organisations", None, other).await.ok(201);
        let account = json!({
            "organisation_id": other["id"], "holder_name": "示例施工单位乙", "bank_name": "示例银行", "account_no": "6200000000000009"
        });
        let account = app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
        let account = app.press("finance_section_head", &format!("/bank-accounts/{}/confirm", text(&account, "id")), &account).await.ok(200);
        let draft = app.contract(&county.project, "1000.00").await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/contracts/{}", text(&draft, "id"));
        let parties = json!({"parties": [
            {"organisation_id": county.account["organisation_id"], "role": "contractor"},
            {"organisation_id": other["id"], "role": "assignee", "file_id": app.paper("债权转让.pdf").await}
        ]});
        let draft = app.patch(&path).by(&clerk).at(text(&draft, "etag")).json(parties).send().await.ok(200);
        let contract = app.act("unit_clerk", &format!("{path}/sign"), Some(&draft), json!({"on": "2023-03-01"})).await.ok(200);
        let (a, b) = (&county.allocation["id"], &more["id"]);
        let from = |first: &str, second: &str| json!([{"allocation_id": a, "amount": first}, {"allocation_id": b, "amount": second}]);
        let mut claim = county.claim("100.00");
        claim["contract_id"] = contract["id"].clone();
        claim["funding"] = from("60.00", "40.00");
        claim["payees"] = json!([
            {"organisation_id": county.account["organisation_id"], "bank_account_id": county.account["id"], "amount": "70.00", "funding": from("50.00", "20.00")},
            {"organisation_id": other["id"], "bank_account_id": account["id"], "amount": "30.00", "funding": from("10.00", "20.00")}
        ]);
        let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        app.submit(&draft).await.ok(200);
        app.approve(&DESKS, text(&draft, "id")).await;
        let batch = app.handed_over(&[&draft]).await;
        assert_eq!((batch["payments"].as_i64(), text(&batch, "total")), (Some(4), "100.00"));
        let payments = app.payments(&draft).await;
        let mut rows = Vec::new();
        for (n, payment) in payments.iter().enumerate() {
            let (certificate, amount, number) = (format!("Z{n}"), text(payment, "amount"), text(payment, "number"));
            rows.push(if payment["organisation_id"] == other["id"] {
                other_row(&certificate, amount, number)
            } else {
                result_row(&certificate, "paid", amount, number, "")
            });
        }
        assert_eq!(outcome(&app.import(&batch, &results(&rows)).await.ok(200)), [0, 4, 0]);
        let paid = [app.balance(&county.allocation).await, app.balance(&more).await];
        assert_eq!(paid.each_ref().map(|b| (text(b, "paid"), text(b, "available"))), [("60.00", "940.00"), ("40.00", "960.00")]);
        assert_eq!(app.claim_now(&draft).await["state"], "paid");
    }
}

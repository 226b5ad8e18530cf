//! Money of a payout that somebody gives back: a fact of its own, as two officers saw it, to the holder's line or to the pool.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use serde_json::{Value, json};

use super::{FIRST, SECOND, csv, is_maker};
use crate::{
    benefit::{
        looked::{found, of, until},
        refused,
    },
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text, property::over},
};

impl TestApp {
    /// A line of 350.00 that its bank paid, with the form, the plan, the batch and the payout.
    pub(super) async fn paid_line(&self) -> (Value, Value, Value, Value) {
        let form = self.bank_form("csv_utf8").await;
        let (plan, people, _) = self.approved_list().await;
        self.usable_card(&people[1], "示例", SECOND).await;
        self.also("asset_officer", "finance_clerk").await;
        let batch = self.sent((&plan, &form), json!([2])).await;
        let paid = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230601", "R1")]);
        self.bank_answers("finance_clerk", &batch, &paid).await.ok(200);
        self.usable_card(&people[1], "示例", FIRST).await;
        let payout = self.payout_of(&batch, 2).await;
        (form, plan, batch, payout)
    }

    /// What of a payout was given back, as somebody records it.
    pub async fn given_back(&self, who: &str, payout: &Value, said: Value) -> Reply {
        let paper = self.paper("示例银行入账凭证.pdf").await;
        let asked = json!({
            "payout_id": payout["id"], "amount": "350.00", "on": "2023-06-01", "goes_to": "holder", "reason": "示例：付入他人账户",
            "file_id": paper
        });
        self.act(who, "/payout-recoveries", None, over(asked, &said)).await
    }

    /// An act on what was given back, as it is now.
    pub async fn on_recovery(&self, who: &str, verb: &str, recovery: &Value, said: Value) -> Reply {
        let path = format!("/payout-recoveries/{}", text(recovery, "id"));
        let now = self.see("auditor", &path).await;
        let path = format!("{path}/{verb}");
        if said.is_null() { self.press(who, &path, &now).await } else { self.act(who, &path, Some(&now), said).await }
    }

    /// What is due of these lines and waits: amounts and reasons, and what all lines that wait for this reason come to.
    pub(super) async fn what_waits(&self, serial: u32, reason: &str) -> (Vec<(String, String)>, Vec<String>) {
        let due = self.see("auditor", "/waiting-payments?state=due&limit=200").await;
        let of_line = due["items"].as_array().unwrap().iter().filter(|w| w["serial"] == serial);
        let lines = of_line.flat_map(|w| w["lines"].as_array().cloned().unwrap_or_default());
        let lines = lines.map(|l| (text(&l, "amount").to_owned(), text(&l, "reason").to_owned())).collect();
        let sums = self.see("auditor", "/waiting-payments/summary").await;
        let sums = sums["sums"].as_array().unwrap().iter().filter(|s| s["reason"] == reason);
        (lines, sums.map(|s| text(s, "total").to_owned()).collect())
    }

    pub(super) async fn restored(&self, who: &str, recovery: &Value) -> Reply {
        let paper = self.paper("示例恢复发放依据.pdf").await;
        self.on_recovery(who, "restore", recovery, json!({"reason": "示例：账户已更正", "file_id": paper})).await
    }

    /// What came back is let go alone.
    pub(super) async fn restored_in_part(&self, who: &str, recovery: &Value) -> Reply {
        let paper = self.paper("示例恢复发放依据.pdf").await;
        let said = json!({"reason": "示例：其余无法追回", "file_id": paper, "in_part": true});
        self.on_recovery(who, "restore", recovery, said).await
    }

    /// The second line's part of this amount goes out, and its bank pays it.
    async fn second_line_paid(&self, of: (&Value, &Value), amount: &str, reference: &str) {
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": amount});
        let batch = self.payout_batch(of, named).await.ok(201);
        self.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let paid = csv(&[(1, "示例", FIRST, amount, "成功", "20230601", reference)]);
        assert_eq!(self.bank_answers("finance_clerk", &batch, &paid).await.ok(200)["booked"], json!(1));
    }
}

pub(super) const POOL: &str = "SELECT balance_fen FROM ledger_account WHERE kind = 'collective.pool'";

engines! {
    /// It had reached somebody else: it comes back in two parts, and the line goes out again once all of it is there and somebody says so.
    async fn what_a_wrong_payee_gives_back_is_the_holders_again(app) {
        let (form, plan, batch, payout) = app.paid_line().await;
        app.tick().await;
        let own = app.given_back("collective_accountant", &payout, json!({})).await;
        is_maker(&own);
        refused(&app.given_back("finance_clerk", &plan, json!({})).await, 422, "payouts.recovery.payout_unknown", &json!({}));
        let early = json!({"number": payout["number"], "on": "2023-05-31", "paid": "2023-06-01"});
        refused(&app.given_back("finance_clerk", &payout, json!({"on": "2023-05-31"})).await, 409, "payouts.recovery.day", &early);
        let ahead = app.given_back("finance_clerk", &payout, json!({"on": "2023-07-01"})).await;
        refused(&ahead, 422, "payouts.recovery.day_ahead", &json!({"on": "2023-07-01"}));
        let much = json!({"number": payout["number"], "paid": "350.00", "returned": "0.00", "amount": "350.01"});
        refused(&app.given_back("finance_clerk", &payout, json!({"amount": "350.01"})).await, 409, "payouts.recovery.too_much", &much);
        let first = app.given_back("finance_clerk", &payout, json!({"amount": "200.00"})).await.ok(201);
        assert_eq!((text(&first, "state"), app.standing(&plan).await[2].as_str()), ("recorded", "350.00"));
        let beyond = app.given_back("finance_clerk", &payout, json!({"amount": "9999999999999.99"})).await;
        refused(&beyond, 409, "payouts.recovery.too_much", &json!({"returned": "200.00", "amount": "9999999999999.99"}));
        let other = app.given_back("finance_clerk", &payout, json!({"amount": "150.00", "goes_to": "pool"})).await;
        refused(&other, 409, "payouts.recovery.goes_elsewhere", &json!({"number": payout["number"], "goes_to": "holder"}));
        is_maker(&app.on_recovery("finance_clerk", "confirm", &first, Value::Null).await);
        // Whoever made up the batch says neither that it came back nor that it did not.
        is_maker(&app.on_recovery("collective_accountant", "confirm", &first, Value::Null).await);
        is_maker(&app.on_recovery("collective_accountant", "withdraw", &first, json!({"reason": "示例：登记有误"})).await);
        until(app, "2023-06-02").await;
        let figures = json!({
            "payout": payout["number"], "distribution": plan["number"], "serial": "2", "on": "2023-06-01", "amount": "200.00", "state": "recorded"
        });
        assert_eq!(found(app, "A28.7").await, [(of("payout_recovery", &first), figures)]);
        app.on_recovery("asset_officer", "confirm", &first, Value::Null).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["850.00", "0.00", "150.00", "0.00"]);
        let twice = app.on_recovery("asset_officer", "confirm", &first, Value::Null).await;
        refused(&twice, 409, "payouts.recovery.state", &json!({"state": "confirmed"}));
        // The line is paid until all of it came back and was let go.
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"});
        let live = json!({"serials": "2 (paid_or_on_its_way)"});
        refused(&app.payout_batch((&plan, &form), named.clone()).await, 409, "payouts.batch.not_payable", &live);
        let part = json!({"number": payout["number"], "paid": "350.00", "returned": "200.00"});
        refused(&app.restored("collective_manager", &first).await, 409, "payouts.recovery.in_part", &part);
        let second = app.given_back("asset_officer", &payout, json!({"amount": "150.00"})).await.ok(201);
        refused(&app.restored("collective_manager", &first).await, 409, "payouts.recovery.unconfirmed", &json!({"number": payout["number"], "amount": "150.00"}));
        app.on_recovery("finance_clerk", "confirm", &second, Value::Null).await.ok(200);
        refused(&app.payout_batch((&plan, &form), named.clone()).await, 409, "payouts.batch.not_payable", &live);
        // What the bank says came back may be the same money.
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230602", "R2")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &back).await.ok(200)["unmatched"], json!(1));
        let row = app.waiting_rows(&batch).await.remove(0);
        let matched = app.settle_row("asset_officer", &row, "match", json!({"payout_id": payout["id"]})).await;
        refused(&matched, 409, "payouts.result.recovered", &json!({"number": payout["number"]}));
        app.settle_row("asset_officer", &row, "dismiss", json!({})).await.ok(200);
        expect_seen(app, "I5", &["UPDATE payout_recovery SET goes_to = 'pool' WHERE amount_fen = 15000"]).await;
        // Whoever recorded a part of it does not let the line go again, whichever part is named.
        app.also("asset_officer", "collective_manager").await;
        is_maker(&app.restored("asset_officer", &first).await);
        app.restored("collective_manager", &first).await.ok(200);
        let list = app.see("auditor", &format!("/payout-recoveries?payout_id={}", text(&payout, "id"))).await;
        assert!(list["items"].as_array().unwrap().iter().all(|r| r["state"] == "restored"), "{list:#}");
        assert_eq!((text(&app.payout_of(&batch, 2).await, "state"), app.standing(&plan).await[0].as_str()), ("bounced", "1000.00"));
        let due = app.see("auditor", "/waiting-payments?state=due").await["items"].clone();
        let back = due.as_array().unwrap().iter().find(|w| w["serial"] == 2).expect("a line that is owed again");
        assert_eq!(text(&back["lines"][0], "reason"), "已缴回，待重发");
        let next = app.payout_batch((&plan, &form), named).await.ok(201);
        app.on_payouts("collective_manager", "release", &next, Value::Null).await.ok(200);
        let paid = csv(&[(1, "示例", FIRST, "350.00", "成功", "20230602", "R5")]);
        app.bank_answers("finance_clerk", &next, &paid).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        until(app, "2023-06-03").await;
        assert_eq!(found(app, "A28.7").await, []);
    }

    /// Nobody has a right to it: it is the pool's, and the line stays paid for good. What was told by mistake is withdrawn.
    async fn what_was_paid_too_much_is_the_pools_again(app) {
        let (form, plan, _, payout) = app.paid_line().await;
        let left = app.number(POOL).await;
        let wrong = app.given_back("finance_clerk", &payout, json!({})).await.ok(201);
        app.on_recovery("asset_officer", "withdraw", &wrong, json!({"reason": "示例：登记有误"})).await.ok(200);
        let back = app.given_back("finance_clerk", &payout, json!({"amount": "50.00", "goes_to": "pool"})).await.ok(201);
        app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
        assert_eq!((app.standing(&plan).await[2].as_str(), app.number(POOL).await), ("300.00", left + 5_000));
        assert_eq!(app.what_waits(2, "已缴回，待恢复发放").await, (vec![], vec![]));
        refused(&app.restored("collective_manager", &back).await, 409, "payouts.recovery.for_the_pool", &json!({"number": payout["number"]}));
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"});
        refused(&app.payout_batch((&plan, &form), named).await, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
        let out = app.get("/payout-recoveries/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("归分配池") && out.contains("合计") && !out.contains("62170000"), "{out}");
        expect_seen(app, "I6", &["UPDATE payout_recovery SET amount_fen = amount_fen - 1 WHERE state = 'confirmed'"]).await;
        expect_seen(app, "I4", &["UPDATE payout_recovery SET recorded_by = (SELECT created_by FROM payout_batch)"]).await;
        expect_seen(app, "I7", &["UPDATE payout_recovery SET version = version + 1"]).await;
    }

    /// What came back of a line as its holder's waits with its own amount, until all of it is there and somebody lets it go; what is the pool's does not.
    async fn what_came_back_in_part_stands_among_what_waits(app) {
        let (_, _, _, payout) = app.paid_line().await;
        let back = "已缴回，待恢复发放";
        let of = |amount: &str| (vec![(amount.to_owned(), back.to_owned())], vec![amount.to_owned()]);
        let first = app.given_back("finance_clerk", &payout, json!({"amount": "200.00"})).await.ok(201);
        assert_eq!(app.what_waits(2, back).await, (vec![], vec![]));
        app.on_recovery("asset_officer", "confirm", &first, Value::Null).await.ok(200);
        assert_eq!(app.what_waits(2, back).await, of("200.00"));
        let second = app.given_back("finance_clerk", &payout, json!({"amount": "150.00"})).await.ok(201);
        app.on_recovery("asset_officer", "confirm", &second, Value::Null).await.ok(200);
        assert_eq!(app.what_waits(2, back).await, of("350.00"));
        app.restored("collective_manager", &first).await.ok(200);
        let again = vec![("350.00".to_owned(), "已缴回，待重发".to_owned())];
        assert_eq!(app.what_waits(2, back).await, (again, vec![]));
    }

    /// The rest will not come: what came back goes out alone, as a part of the line with a number of its own, once; what stays paid is paid still.
    async fn what_came_back_goes_out_alone_while_the_rest_stays_paid(app) {
        let (form, plan, batch, payout) = app.paid_line().await;
        let of = (&plan, &form);
        let first = app.given_back("finance_clerk", &payout, json!({"amount": "200.00"})).await.ok(201);
        app.restored_in_part("collective_manager", &first).await.refused(409, "payouts.recovery.state");
        app.on_recovery("asset_officer", "confirm", &first, Value::Null).await.ok(200);
        app.also("asset_officer", "collective_manager").await;
        is_maker(&app.restored_in_part("asset_officer", &first).await);
        let whole = json!({"number": payout["number"], "paid": "350.00", "returned": "200.00"});
        refused(&app.restored("collective_manager", &first).await, 409, "payouts.recovery.in_part", &whole);
        let let_go = app.restored_in_part("collective_manager", &first).await.ok(200);
        assert_eq!((text(&let_go, "state"), &let_go["part"]), ("confirmed", &json!(1)));
        let twice = app.restored_in_part("collective_manager", &first).await;
        refused(&twice, 409, "payouts.recovery.let_go", &json!({"number": payout["number"], "amount": "200.00"}));
        let again = vec![("200.00".to_owned(), "尚未发放".to_owned())];
        assert_eq!(app.what_waits(2, "已缴回，待恢复发放").await, (again, vec![]));
        assert_eq!(app.standing(&plan).await, ["850.00", "0.00", "150.00", "0.00"]);
        app.second_line_paid(of, "200.00", "R2").await;
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "200.00"});
        let live = json!({"serials": "2 (paid_or_on_its_way)"});
        refused(&app.payout_batch(of, named).await, 409, "payouts.batch.not_payable", &live);
        // The rest came after all, and goes the same way; no more comes back than was paid.
        let much = json!({"number": payout["number"], "paid": "350.00", "returned": "200.00", "amount": "150.01"});
        refused(&app.given_back("finance_clerk", &payout, json!({"amount": "150.01"})).await, 409, "payouts.recovery.too_much", &much);
        let second = app.given_back("finance_clerk", &payout, json!({"amount": "150.00"})).await.ok(201);
        app.on_recovery("asset_officer", "confirm", &second, Value::Null).await.ok(200);
        assert_eq!(app.restored_in_part("collective_manager", &second).await.ok(200)["part"], json!(2));
        app.second_line_paid(of, "150.00", "R3").await;
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        // That all of it came back as the bank says now is the same money.
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230601", "R4")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &back).await.ok(200)["unmatched"], json!(1));
        let row = app.waiting_rows(&batch).await.remove(0);
        let matched = app.settle_row("asset_officer", &row, "match", json!({"payout_id": payout["id"]})).await;
        refused(&matched, 409, "payouts.result.recovered", &json!({"number": payout["number"]}));
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A28.7").await, []);
        expect_seen(app, "I5", &["UPDATE payout_recovery SET part = NULL WHERE part = 2"]).await;
    }

    /// Whoever confirms that something is a pool's again waits for whoever ends its body, and is told where the money goes instead.
    #[expect(clippy::disallowed_methods, reason = "a body that ends by hand makes a request wait for it")]
    async fn nothing_comes_back_into_a_pool_of_a_body_that_ends_meanwhile(app) {
        let (_, plan, _, payout) = app.paid_line().await;
        let back = app.given_back("finance_clerk", &payout, json!({"amount": "50.00", "goes_to": "pool"})).await.ok(201);
        let body = format!("id = (SELECT collective_id FROM distribution WHERE number = '{}')", text(&plan, "number"));
        let ends = format!("UPDATE collective SET state = 'closed', closed_on = '2023-06-01' WHERE {body}");
        let goes_on = format!("UPDATE collective SET state = 'active', closed_on = NULL WHERE {body}");
        let conn = app.app.db.unguarded();
        let answered = AtomicBool::new(false);
        let asked = async {
            let reply = app.on_recovery("asset_officer", "confirm", &back, Value::Null).await;
            answered.store(true, Ordering::SeqCst);
            reply
        };
        let late = if conn.get_database_backend() == DbBackend::Postgres {
            let ending = conn.begin().await.unwrap();
            ending.execute_unprepared(&ends).await.unwrap();
            let ended = async {
                let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
                loop {
                    if answered.load(Ordering::SeqCst) || app.number(waiting).await > 0 {
                        break;
                    }
                }
                ending.commit().await.unwrap();
            };
            tokio::join!(asked, ended).0
        } else {
            // SQLite has one writer: nobody reads what another is about to change.
            conn.execute_unprepared(&ends).await.unwrap();
            asked.await
        };
        refused(&late, 409, "payouts.recovery.body_ended", &json!({"number": payout["number"], "on": "2023-06-01"}));
        let more = app.given_back("finance_clerk", &payout, json!({"amount": "1.00", "goes_to": "pool"})).await;
        refused(&more, 409, "payouts.recovery.body_ended", &json!({"number": payout["number"], "on": "2023-06-01"}));
        conn.execute_unprepared(&goes_on).await.unwrap();
        app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
    }

    /// A batch that its bank does not answer is a lead after the county's days, with what is missing, until all of it is answered.
    async fn a_bank_that_does_not_answer_is_asked_after(app) {
        app.set_value("payouts.answer_days", "1").await;
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        app.tick().await;
        app.usable_card(&people[0], "示例", FIRST).await;
        app.usable_card(&people[1], "示例", SECOND).await;
        let batch = app.sent((&plan, &form), json!([1, 2])).await;
        let paid = csv(&[(1, "示例", FIRST, "250.00", "成功", "20230601", "R1")]);
        app.bank_answers("finance_clerk", &batch, &paid).await.ok(200);
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A28.8").await, []);
        until(app, "2023-06-04").await;
        let figures = json!({
            "batch": batch["number"], "distribution": plan["number"], "released": "2023-06-01", "count": "1", "amount": "350.00", "days": "1"
        });
        assert_eq!(found(app, "A28.8").await, [(of("payout_batch", &batch), figures.clone())]);
        // Asked after, it stays what it was, and goes nowhere else.
        app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
        until(app, "2023-06-05").await;
        assert_eq!(found(app, "A28.8").await, [(of("payout_batch", &batch), figures)]);
        let paid = csv(&[(2, "示例", SECOND, "350.00", "成功", "20230605", "R2")]);
        app.bank_answers("finance_clerk", &batch, &paid).await.ok(200);
        until(app, "2023-06-06").await;
        assert_eq!(found(app, "A28.8").await, []);
    }

    /// Three officers stand between a payment and the next of the same line: who recorded that it came back, who confirmed it, and who lets it go.
    async fn whoever_confirmed_what_came_back_does_not_let_its_line_go(app) {
        let (_, plan, _, payout) = app.paid_line().await;
        app.also("asset_officer", "collective_manager").await;
        let back = app.given_back("finance_clerk", &payout, json!({})).await.ok(201);
        // Nor is one of them whoever let the batch go: that one says neither that it came back nor that it did not.
        is_maker(&app.on_recovery("collective_manager", "confirm", &back, Value::Null).await);
        is_maker(&app.on_recovery("collective_manager", "withdraw", &back, json!({"reason": "示例：登记有误"})).await);
        app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
        is_maker(&app.restored("asset_officer", &back).await);
        app.restored("collective_manager", &back).await.ok(200);
        assert_eq!(app.standing(&plan).await[2], "0.00");
    }
}

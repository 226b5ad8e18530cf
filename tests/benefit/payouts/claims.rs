//! What is owed is paid once, to who may have it: while a bank says that something was paid that had failed, by whatever tells of a death, and
//! where the holder of a line is no more.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, csv, is_maker};
use crate::{
    benefit::{
        looked::{found, of, until},
        refused,
        rolls::{alone, dies},
        shares::of_person,
    },
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text},
};

impl TestApp {
    /// Somebody says that a line goes to a person whose holder is no more.
    pub(super) async fn line_released_to(&self, plan: &Value, serial: i64, person: &Value) -> Reply {
        let paper = self.paper("示例收款依据.pdf").await;
        let said = json!({"reason": "示例：按协议由其领取", "file_id": paper, "person_id": person["id"]});
        self.on_plan("collective_manager", &format!("lines/{serial}/release"), plan, said).await
    }

    /// A batch of one line that its bank says failed, and a form, a plan and its people.
    pub(super) async fn failed_line(&self) -> (Value, Value, [Value; 3], Value) {
        let form = self.bank_form("csv_utf8").await;
        let (plan, people, _) = self.approved_list().await;
        self.usable_card(&people[1], "示例", SECOND).await;
        self.also("asset_officer", "finance_clerk").await;
        let batch = self.sent((&plan, &form), json!([2])).await;
        let failed = csv(&[(1, "示例", SECOND, "350.00", "失败", "20230601", "R1")]);
        self.bank_answers("finance_clerk", &batch, &failed).await.ok(200);
        (form, plan, people, batch)
    }

    pub(super) async fn annulled(&self, plan: &Value) -> Reply {
        let paper = self.paper("示例作废.pdf").await;
        let said = json!({"on": "2023-06-01", "reason": "示例：方案有误", "file_id": paper});
        self.on_plan("collective_manager", "annul", plan, said).await
    }
}

engines! {
    /// While a bank's row says that a failed payout was paid, its line is in no batch, a batch that has it is not let go, and its plan stays.
    async fn a_line_of_which_a_bank_says_that_it_was_paid_goes_nowhere_again(app) {
        let (form, plan, people, batch) = app.failed_line().await;
        let of = (&plan, &form);
        // Another card asks for no word, and a batch is made up before the bank says otherwise.
        app.usable_card(&people[1], "示例", FIRST).await;
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"});
        let next = app.payout_batch(of, named.clone()).await.ok(201);
        let late = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230601", "R2")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &late).await.ok(200)["unmatched"], json!(1));
        let row = app.waiting_rows(&batch).await.remove(0);
        let first = app.payout_of(&batch, 2).await;
        assert_eq!((text(&row, "mismatch"), &row["about_id"]), ("contradicts", &first["id"]));
        let facts = json!({
            "serial": "2", "payout": first["number"], "batch": batch["number"], "row": "2", "on": "2023-06-01", "amount": "350.00"
        });
        refused(&app.on_payouts("collective_manager", "release", &next, Value::Null).await, 409, "payouts.batch.bank_row", &facts);
        app.on_payouts("collective_accountant", "dissolve", &next, json!({"reason": "示例：待银行核实"})).await.ok(200);
        refused(&app.payout_batch(of, named.clone()).await, 409, "payouts.batch.bank_row", &facts);
        // A batch of whatever is payable leaves it out.
        let all = json!({"declared_count": 2, "declared_total": "450.00"});
        refused(&app.payout_batch(of, all).await, 409, "payouts.batch.declared_differs", &json!({"count": "1", "total": "100.00"}));
        refused(&app.annulled(&plan).await, 409, "distributions.distribution.bank_row", &json!({"serial": "2", "batch": batch["number"], "row": "2"}));
        // Whoever took the row in does not say alone that the bank is wrong.
        is_maker(&app.settle_row("finance_clerk", &row, "dismiss", json!({})).await);
        app.settle_row("asset_officer", &row, "dismiss", json!({})).await.ok(200);
        expect_seen(app, "I4", &["UPDATE payout_result SET settled_by = (SELECT taken_by FROM payout_answer WHERE id = payout_result.answer_id) WHERE state = 'dismissed'"]).await;
        let next = app.payout_batch(of, named).await.ok(201);
        app.on_payouts("collective_accountant", "dissolve", &next, json!({"reason": "示例：银行更正"})).await.ok(200);
        // It had been paid after all.
        app.settle_row("asset_officer", &row, "match", json!({"payout_id": first["id"]})).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        // And once more after it came back, which an officer reads and books.
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230602", "R3")]);
        app.on_day("2023-06-05").await;
        app.bank_answers("finance_clerk", &batch, &back).await.ok(200);
        let again = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230604", "R4")]);
        app.bank_answers("finance_clerk", &batch, &again).await.ok(200);
        let row = app.waiting_rows(&batch).await.remove(0);
        app.settle_row("asset_officer", &row, "match", json!({"payout_id": first["id"]})).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
    }

    /// A bank says of a plan that was annulled that something of it was paid: the pool gave it, two officers say so, and the night asks for it back.
    async fn what_a_bank_paid_of_an_annulled_plan_is_a_fact(app) {
        let (_, plan, _, batch) = app.failed_line().await;
        app.tick().await;
        // What a bank did not pay waits like what nobody tried, under a reason of its own; of an annulled plan nothing does.
        let due = app.see("auditor", "/waiting-payments?state=due").await["items"].clone();
        let failed = due.as_array().unwrap().iter().find(|w| w["serial"] == 2).expect("a line that failed");
        assert_eq!((text(&failed["lines"][0], "reason"), text(failed, "total")), ("银行发放失败", "350.00"));
        app.annulled(&plan).await.ok(200);
        assert_eq!(app.see("auditor", "/waiting-payments").await["items"], json!([]));
        let late = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230601", "R2")]);
        app.bank_answers("finance_clerk", &batch, &late).await.ok(200);
        let row = app.waiting_rows(&batch).await.remove(0);
        let payout = app.payout_of(&batch, 2).await;
        let bare = app.settle_row("asset_officer", &row, "match", json!({"payout_id": payout["id"]})).await;
        refused(&bare, 409, "payouts.result.annulled", &json!({"number": payout["number"], "plan": plan["number"]}));
        let proved = json!({"payout_id": payout["id"], "file_id": app.paper("示例银行证明.pdf").await});
        is_maker(&app.settle_row("finance_clerk", &row, "match", proved.clone()).await);
        let left = app.number("SELECT balance_fen FROM ledger_account WHERE kind = 'collective.pool'").await;
        app.settle_row("asset_officer", &row, "match", proved).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["0.00", "0.00", "350.00", "0.00"]);
        assert_eq!(app.number("SELECT balance_fen FROM ledger_account WHERE kind = 'collective.pool'").await, left - 35_000);
        expect_seen(app, "I4", &["UPDATE payout_result SET file_id = NULL WHERE state = 'booked' AND outcome = 'paid'"]).await;
        until(app, "2023-06-03").await;
        let figures = json!({"payout": payout["number"], "distribution": plan["number"], "serial": "2", "amount": "350.00"});
        assert_eq!(found(app, "A28.6").await, [(of("payout", &payout), figures)]);
        // What comes back is the pool's again.
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230602", "R3")]);
        app.bank_answers("finance_clerk", &batch, &back).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["0.00", "0.00", "0.00", "0.00"]);
        assert_eq!(app.number("SELECT balance_fen FROM ledger_account WHERE kind = 'collective.pool'").await, left);
        until(app, "2023-06-04").await;
        assert_eq!(found(app, "A28.6").await, []);
    }

    /// Whoever was struck off as dead, or inherited from, is dead to lists, cards, batches and the night, without a household that says so.
    async fn a_death_is_known_by_whatever_tells_of_it(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.tick().await;
        let member = app.decided_of(&body, &people[0], json!({})).await.ok(201);
        app.on_member("lose", &member, json!({"ground": "death", "on": "2023-05-20"})).await.ok(200);
        let plan = app.voted_plan(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        app.counted(&plan).await.ok(200);
        let held = app.see("auditor", &format!("/distributions/{}/lines?state=held_back", text(&plan, "id"))).await;
        assert_eq!((&held["items"][0]["serial"], held["items"].as_array().map(Vec::len)), (&json!(1), Some(1)), "{held:#}");
        app.approved_plan(&plan).await;
        refused(&app.card((&people[0], "示例"), FIRST, json!({})).await, 409, "payees.account.died", &json!({"on": "2023-05-20"}));
        refused(&app.line_released("collective_manager", &plan, 1).await, 409, "distributions.line.not_inherited", &json!({"serial": "1"}));
        let card = app.usable_card(&people[1], "示例", SECOND).await;
        app.usable_card(&people[2], "示例", THIRD).await;
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"});
        let batch = app.payout_batch((&plan, &form), named).await.ok(201);
        let (from, to) = (of_person(&people[1], "40.0000"), of_person(&people[2], "40.0000"));
        let proof = json!({"number": "示例死证〔2023〕9号", "issued_on": "2023-06-01", "issuer": "示例县人民医院"});
        app.dealt(&scheme, "inherit", &[from], &[to], json!({"on": "2023-06-01", "death_paper": proof})).await.ok(201);
        assert_eq!(app.due_now(&plan).await, ["2 350.00 died", "3 300.00 -", "4 100.00 -"]);
        let stopped = app.on_payouts("collective_manager", "release", &batch, Value::Null).await;
        refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "2 (died)"}));
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A16.2").await, [(of("payee_account", &card), json!({"died": "2023-06-01"}))]);
        assert_eq!(found(app, "A16.3").await.len(), 1);
        app.on_payouts("collective_accountant", "dissolve", &batch, json!({"reason": "示例：持有人去世"})).await.ok(200);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.due_now(&plan).await, ["2 350.00 -", "3 300.00 -", "4 100.00 -"]);
    }

    /// Who gave all shares away and died after it left nothing that heirs could have of the register: a paper names who has the line.
    async fn the_line_of_one_who_died_without_shares_goes_to_whom_a_paper_names(app) {
        let (plan, people, _) = app.approved_list().await;
        let scheme = json!({"id": plan["scheme_id"]});
        app.usable_card(&people[2], "示例", THIRD).await;
        let (from, to) = (of_person(&people[0], "20.0000"), of_person(&people[1], "20.0000"));
        app.dealt(&scheme, "transfer", &[from], &[to], json!({"on": "2023-06-01"})).await.ok(201);
        let house = app.household(&[(&people[0], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        assert_eq!(app.due_now(&plan).await[0], "1 250.00 died");
        let bare = app.line_released("collective_manager", &plan, 1).await;
        refused(&bare, 409, "distributions.line.payee_wanted", &json!({"serial": "1"}));
        app.line_released_to(&plan, 1, &people[2]).await.ok(200);
        assert_eq!(app.due_now(&plan).await[0], "1 250.00 -");
    }

    /// The stake of one who died once its list was approved, and the part of a household that everybody left, go to whom a paper names, once.
    async fn a_line_whose_holder_is_no_more_goes_to_whom_a_paper_names(app) {
        app.on_day("2023-06-01").await;
        app.also("town_officer", "town_officer").await;
        let name = "示例县产业投资公司";
        let company = app.organisation(name, "company").await;
        let company = app.registered(&company, json!({"kind": "company", "from_on": "2021-01-01"})).await.ok(201);
        app.pool_for(&company, (name, "6200000000000032"), ("members", "1000000.00")).await;
        let roll = app.roll(&company, json!({"basis": "stake", "terms": "示例：按入股金额年息8%"})).await.ok(201);
        let ((dead, house), (left, home)) = (alone(app).await, alone(app).await);
        let (lives, heir) = (app.person(json!({})).await, app.person(json!({})).await);
        let stake = |whose: &str, id: &Value| json!({whose: id, "class": "stake", "units": "1000.0000", "decided_on": "2023-01-31"});
        let entries = [stake("person_id", &dead["id"]), stake("household_id", &home["id"]), stake("person_id", &lives["id"])];
        app.admitted(&roll, &entries).await.ok(200);
        let terms = json!([{"class": "stake", "rate_pct": "4.0000"}]);
        let said = json!({"kind": "stake_payout", "terms": terms, "pool": "120.00"});
        let plan = app.by_roll(&company, &roll, said).await.ok(201);
        app.plan_checked(&plan).await;
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        app.usable_card(&heir, "示例", FIRST).await;
        app.usable_card(&left, "示例", SECOND).await;
        dies(app, (&dead, &house), "2023-06-01").await;
        let away = json!({"events": [{"kind": "move_out", "on": "2023-06-01", "person_id": left["id"]}]});
        app.on_household("record", &home, away).await.ok(200);
        assert_eq!(app.due_now(&plan).await, ["1 40.00 died", "2 40.00 no_head", "3 40.00 no_account"]);
        for serial in [1, 2] {
            let bare = app.line_released("collective_manager", &plan, serial).await;
            refused(&bare, 409, "distributions.line.payee_wanted", &json!({"serial": serial.to_string()}));
        }
        refused(&app.line_released_to(&plan, 3, &heir).await, 409, "distributions.line.payee_not_wanted", &json!({"serial": "3"}));
        for nobody in [&dead, &plan] {
            refused(&app.line_released_to(&plan, 1, nobody).await, 422, "distributions.line.payee_unknown", &json!({}));
        }
        app.line_released_to(&plan, 1, &heir).await.ok(200);
        app.line_released_to(&plan, 2, &left).await.ok(200);
        refused(&app.line_released_to(&plan, 2, &heir).await, 409, "distributions.line.released", &json!({"serial": "2"}));
        assert_eq!(app.due_now(&plan).await, ["1 40.00 -", "2 40.00 -", "3 40.00 no_account"]);
        let lines = app.see("auditor", &format!("/distributions/{}/lines?serial=1", text(&plan, "id"))).await;
        assert_eq!(lines["items"][0]["released"][0]["person_id"], heir["id"]);
        let form = app.bank_form("csv_utf8").await;
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        // Who named the persons does not let their money go.
        is_maker(&app.on_payouts("collective_manager", "release", &batch, Value::Null).await);
        app.also("asset_officer", "collective_manager").await;
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let paid = csv(&[
            (1, "示例", FIRST, "40.00", "成功", "20230601", "R1"),
            (2, "示例", SECOND, "40.00", "成功", "20230601", "R2"),
        ]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &paid).await.ok(200)["booked"], json!(2));
        assert_eq!(app.standing(&plan).await, ["40.00", "0.00", "80.00", "0.00"]);
        expect_seen(app, "I2", &["UPDATE distribution_release SET person_id = NULL WHERE serial = 1"]).await;
    }
}

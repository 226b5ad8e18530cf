//! Which order a bank's row is about: of equal ones each, of another batch the one that it names, of another payment none.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, csv, gbk, is_maker};
use crate::{
    benefit::refused,
    support::{TestApp, money::text, property::over},
};

impl TestApp {
    /// The form in UTF-8, whose orders and answers are told by their numbers.
    async fn form_by_number(&self) -> Value {
        let asked = (
            r#"{ title = "序号", value = "serial", digits = 7, most = 7 }"#,
            r#"{ title = "业务编号", value = "number", most = 32 }"#,
        );
        let told = (r#"{ title = "序号", value = "serial" }"#, r#"{ title = "业务编号", value = "number" }"#);
        self.bank_form_but("csv_utf8", &[asked, told]).await
    }
}

engines! {
    /// Two rows that say of two equal orders, which had failed, that they were paid hold both; one of another amount holds one of them.
    async fn each_of_two_equal_orders_is_held_by_a_row(app) {
        let (body, scheme, people) = app.sharing().await;
        let alike = json!({"classes": ["member", "collective"], "from_month": "2023-02", "to_month": "2023-03"});
        let plan = app.approved_of(&body, &scheme, alike).await;
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.home_said("collective_manager", &house, ("示例", 2)).await.ok(200);
        app.usable_card(&people[2], "示例", THIRD).await;
        let form = app.bank_form("text_gbk").await;
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        app.bank_answers("finance_clerk", &batch, &gbk(&[("300.00", "失败"), ("300.00", "失败")])).await.ok(200);
        app.bank_answers("finance_clerk", &batch, &gbk(&[("300.00", "成功"), ("300.00", "交易成功"), ("299.99", "成功")])).await.ok(200);
        let rows = app.waiting_rows(&batch).await;
        let why: Vec<&str> = rows.iter().map(|r| text(r, "mismatch")).collect();
        assert_eq!(why, ["contradicts", "contradicts", "amount"]);
        assert!(rows[0]["about_id"] != rows[1]["about_id"] && rows[2]["about_id"].is_string(), "{rows:#?}");
        let payouts = app.see("auditor", "/payouts?limit=100").await["items"].clone();
        for row in &rows[..2] {
            let serial = &payouts.as_array().unwrap().iter().find(|p| p["id"] == row["about_id"]).unwrap()["serial"];
            let said = json!({"serials": [serial], "declared_count": 1, "declared_total": "300.00", "again_reason": "示例：账户已恢复正常"});
            let held = app.payout_batch((&plan, &form), said).await;
            refused(&held, 409, "payouts.batch.bank_row", &json!({"serial": serial.to_string()}));
        }
    }

    /// A bank's file of a day has rows of many batches: taken in for one of them, its word on an order of another, which that had failed, holds its line
    /// all the same, is matched by a second officer with the bank's paper, and is dismissed by no one who took it in.
    async fn a_row_holds_the_order_that_it_names_whatever_batch_its_file_was_taken_in_for(app) {
        let form = app.form_by_number().await;
        let (plan, people, _) = app.approved_list().await;
        for (person, number) in people.iter().zip([FIRST, SECOND, THIRD]) {
            app.usable_card(person, "示例", number).await;
        }
        app.also("asset_officer", "finance_clerk").await;
        let of = (&plan, &form);
        let (batch, other) = (app.sent(of, json!([2])).await, app.sent(of, json!([3])).await);
        let order = app.payout_of(&batch, 2).await;
        let head = "业务编号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n";
        let file = |word: &str| {
            let row = format!("{},示例,{SECOND},350.00,{word},,20230601,R1\r\n", text(&order, "number"));
            ["\u{feff}", head, &row].concat().into_bytes()
        };
        app.bank_answers("finance_clerk", &batch, &file("失败")).await.ok(200);
        assert_eq!(app.bank_answers("finance_clerk", &other, &file("成功")).await.ok(200)["unmatched"], json!(1));
        let row = app.waiting_rows(&other).await.remove(0);
        assert_eq!((text(&row, "mismatch"), &row["about_id"]), ("nothing", &order["id"]));
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00", "again_reason": "示例：账户已恢复正常"});
        let facts = json!({"serial": "2", "payout": order["number"], "batch": other["number"]});
        refused(&app.payout_batch(of, named).await, 409, "payouts.batch.bank_row", &facts);
        is_maker(&app.settle_row("finance_clerk", &row, "dismiss", json!({})).await);
        let bare = app.settle_row("asset_officer", &row, "match", json!({"payout_id": order["id"]})).await;
        refused(&bare, 409, "payouts.result.other_order", &json!({"number": order["number"], "batch": other["number"]}));
        let proved = json!({"payout_id": order["id"], "file_id": app.paper("示例银行证明.pdf").await});
        is_maker(&app.settle_row("finance_clerk", &row, "match", proved.clone()).await);
        app.settle_row("asset_officer", &row, "match", proved).await.ok(200);
        assert_eq!(text(&app.payout_of(&batch, 2).await, "state"), "confirmed");
    }

    /// The late row of a first attempt is no answer to the second: it is matched onto that by two officers, and what the second's own bank file says then
    /// is another payment.
    async fn a_row_of_a_first_attempt_answers_no_second_one(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        app.usable_card(&people[1], "示例", SECOND).await;
        app.also("asset_officer", "finance_clerk").await;
        let of = (&plan, &form);
        let row = |word: &str, reference: &str| csv(&[(1, "示例", SECOND, "350.00", word, "20230601", reference)]);
        let first = app.sent(of, json!([2])).await;
        app.bank_answers("finance_clerk", &first, &row("失败", "R1")).await.ok(200);
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00", "again_reason": "示例：账户已恢复正常"});
        let second = app.payout_batch(of, named).await.ok(201);
        app.on_payouts("collective_manager", "release", &second, Value::Null).await.ok(200);
        app.bank_answers("finance_clerk", &first, &row("成功", "")).await.ok(200);
        let late = app.waiting_rows(&first).await.remove(0);
        let order = app.payout_of(&second, 2).await;
        let to = json!({"payout_id": order["id"]});
        let bare = app.settle_row("finance_clerk", &late, "match", to.clone()).await;
        refused(&bare, 409, "payouts.result.other_order", &json!({"number": order["number"], "batch": first["number"]}));
        let proved = over(to, &json!({"file_id": app.paper("示例银行证明.pdf").await}));
        is_maker(&app.settle_row("finance_clerk", &late, "match", proved.clone()).await);
        app.settle_row("asset_officer", &late, "match", proved).await.ok(200);
        assert_eq!(app.bank_answers("finance_clerk", &second, &row("成功", "R9")).await.ok(200)["unmatched"], json!(1));
        assert_eq!(text(&app.waiting_rows(&second).await[0], "mismatch"), "paid_again");
    }
}

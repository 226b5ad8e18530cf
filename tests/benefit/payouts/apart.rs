//! What no answer tells apart, who lets go what, and what nobody answered.

use serde_json::{Value, json};

use super::{FIRST, THIRD, gbk, is_maker};
use crate::{benefit::refused, support::money::text};

engines! {
    /// Orders that no answer tells apart are answered by as many rows; who approved a list lets nothing of it go; what nobody answered goes nowhere again.
    async fn what_can_be_told_apart_goes_once(app) {
        let (body, scheme, people) = app.sharing().await;
        app.also("line_reviewer", "collective_manager").await;
        let alike = json!({"classes": ["member", "collective"], "from_month": "2023-02", "to_month": "2023-03"});
        let plan = app.approved_of(&body, &scheme, alike).await;
        // Two of one household have as much, by one card; the third has no account.
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.home_said("collective_manager", &house, ("示例", 2)).await.ok(200);
        app.usable_card(&people[2], "示例", THIRD).await;
        let (by_account, by_card) = (app.bank_form("text_gbk").await, app.bank_form("one_card_gbk").await);
        let of = (&plan, &by_account);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        let waits = json!([{"reason": "no_account", "count": 1}]);
        assert_eq!((&tried["count"], text(&tried, "total"), &tried["waiting"]), (&json!(3), "700.00", &waits));
        // By the other form each order has its number, and each of them wants the payee's own.
        let all = json!({"serials": "2 (no_id_number), 3 (no_id_number), 4 (no_id_number)"});
        refused(&app.payout_trial((&plan, &by_card), json!({})).await, 409, "payouts.batch.not_payable", &all);
        let batch = app.payout_batch_of_all(of).await;
        let own = app.on_payouts("line_reviewer", "release", &batch, Value::Null).await;
        is_maker(&own);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
        // What is of unknown end may be paid: nothing goes.
        refused(&app.payout_trial(of, json!({})).await, 409, "payouts.batch.nothing_payable", &json!({"waiting": "1"}));
        let named = app.payout_trial(of, json!({"serials": [2]})).await;
        refused(&named, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
        // As many rows that say the same answer as many orders; the same file again, and one row of it, answer no other.
        let told = |r: &Value| ["booked", "repeated", "unmatched"].map(|name| r[name].as_i64().unwrap());
        let both = gbk(&[("300.00", "成功"), ("300.00", "成功")]);
        let one = gbk(&[("300.00", "成功")]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &one).await.ok(200)), [1, 0, 0]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &one).await.ok(200)), [0, 1, 0]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &both).await.ok(200)), [1, 1, 0]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &both).await.ok(200)), [0, 2, 0]);
        assert_eq!(app.standing(&plan).await, ["300.00", "100.00", "600.00", "0.00"]);
        // One of them came back, whichever: that much is owed again.
        app.bank_answers("finance_clerk", &batch, &gbk(&[("300.00", "已退汇")])).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["600.00", "100.00", "300.00", "0.00"]);
        // What a file says wrongly is told to officers in their words.
        let torn = app.bank_answers("finance_clerk", &batch, &gbk(&[("300.00", "不明")])).await;
        refused(&torn, 422, "payouts.answer.faulty", &json!({"faults": "1"}));
        let words = text(&torn.body["errors"][0], "message");
        assert!(words.contains("不是下列") && !words.contains("row"), "{words}");
    }

    /// A file that its form cannot write as a whole is told before a second officer is called, and nothing is kept.
    async fn a_file_that_its_form_cannot_write_is_no_batch(app) {
        let wide = "{ title = \"金额\", value = \"total\" },\n  { title = \"备用\"";
        let narrow = wide.replace("\"total\" }", "\"total\", most = 5 }");
        let form = app.bank_form_but("text_gbk", &[(wide, narrow.as_str())]).await;
        let (plan, people, _) = app.approved_list().await;
        app.usable_card(&people[0], "示例", FIRST).await;
        let named = json!({"serials": [1], "declared_count": 1, "declared_total": "250.00"});
        let made = app.payout_batch((&plan, &form), named).await;
        refused(&made, 409, "payouts.batch.not_as_form", &json!({"serial": "0"}));
        assert_eq!(app.number("SELECT count(*) FROM payout_batch").await, 0);
    }
}

//! What a bank paid of a plan that was annulled: it finds a pool, in whatever order its year is opened and closed.

use serde_json::{Value, json};

use super::{FIRST, SECOND, csv};
use crate::{
    benefit::refused,
    support::{Reply, TestApp, money::text},
};

/// Opens the year of a pool again.
async fn reopened(app: &TestApp, pool: &Value) -> Reply {
    let paper = app.paper("示例重新开账依据.pdf").await;
    app.on_year("reopen", &json!({"id": pool["year_id"]}), json!({"file_id": paper})).await
}

engines! {
    /// A year is not opened again over what a bank says it paid; where it was, that is taken of what the year sets aside when it is closed anew.
    async fn what_a_bank_paid_of_an_annulled_plan_finds_its_pool_in_any_order(app) {
        let (_, plan, _, batch) = app.failed_line().await;
        app.annulled(&plan).await.ok(200);
        let body = json!({"id": plan["collective_id"]});
        let pool = app.pool_left(&body).await;
        let late = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230601", "R2")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &late).await.ok(200)["unmatched"], json!(1));
        let rows = format!("{} (2)", text(&batch, "number"));
        refused(&reopened(app, &pool).await, 409, "income.year.paid_undecided", &json!({"plan": plan["number"], "rows": rows}));
        // Dismissed by mistake, it holds nothing.
        let row = app.waiting_rows(&batch).await.remove(0);
        app.settle_row("asset_officer", &row, "dismiss", json!({})).await.ok(200);
        reopened(app, &pool).await.ok(200);
        let payout = app.payout_of(&batch, 2).await;
        let proved = json!({"payout_id": payout["id"], "file_id": app.paper("示例银行证明.pdf").await});
        let gone = app.settle_row("asset_officer", &row, "match", proved.clone()).await;
        let facts = json!({"number": payout["number"], "plan": plan["number"], "year": "2022"});
        refused(&gone, 409, "payouts.result.pool_taken_back", &facts);
        app.year_closed(&json!({"id": pool["year_id"]}), json!({})).await.ok(200);
        app.settle_row("asset_officer", &row, "match", proved).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["0.00", "0.00", "350.00", "0.00"]);
        let anew = app.pool_left(&body).await;
        assert_eq!((text(&anew, "left"), anew["id"] == pool["id"]), ("69650.00", false));
        refused(&reopened(app, &anew).await, 409, "income.year.drawn", &json!({"pool": anew["number"], "left": "69650.00"}));
        // What comes back is that pool's.
        app.on_day("2023-06-05").await;
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230602", "R3")]);
        app.bank_answers("finance_clerk", &batch, &back).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["0.00", "0.00", "0.00", "0.00"]);
        assert_eq!(text(&app.pool_left(&body).await, "left"), "70000.00");
        reopened(app, &anew).await.ok(200);
    }

    /// Another plan in the place of an annulled one pays nobody whom a bank says that one paid, nor whom it has paid, but by a word.
    async fn a_line_is_not_paid_beside_what_an_annulled_plan_paid(app) {
        let (form, plan, people, batch) = app.failed_line().await;
        app.annulled(&plan).await.ok(200);
        let (body, scheme) = (json!({"id": plan["collective_id"]}), json!({"id": plan["scheme_id"]}));
        let next = app.approved_of(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        app.usable_card(&people[0], "示例", FIRST).await;
        let of = (&next, &form);
        let early = app.payout_batch(of, json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"})).await.ok(201);
        let late = csv(&[(1, "示例", SECOND, "350.00", "成功", "20230601", "R2")]);
        app.bank_answers("finance_clerk", &batch, &late).await.ok(200);
        let payout = app.payout_of(&batch, 2).await;
        let facts = json!({
            "serial": "2", "payout": payout["number"], "plan": plan["number"], "batch": batch["number"], "row": "2", "on": "2023-06-01",
            "amount": "350.00"
        });
        // Neither the batch that was made up before goes, nor is another made up, nor does a word help.
        let stopped = app.on_payouts("collective_manager", "release", &early, Value::Null).await;
        refused(&stopped, 409, "payouts.batch.bank_row_annulled", &facts);
        app.on_payouts("collective_accountant", "dissolve", &early, json!({"reason": "示例：待银行核实"})).await.ok(200);
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00", "again_reason": "示例：原付款已查实"});
        refused(&app.payout_batch(of, named.clone()).await, 409, "payouts.batch.bank_row_annulled", &facts);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        assert!(tried["waiting"].as_array().unwrap().contains(&json!({"reason": "bank_row", "count": 1})), "{tried:#}");
        // Once it is booked the money is there by the plan before.
        let row = app.waiting_rows(&batch).await.remove(0);
        let proved = json!({"payout_id": payout["id"], "file_id": app.paper("示例银行证明.pdf").await});
        app.settle_row("asset_officer", &row, "match", proved).await.ok(200);
        let silent = app.payout_batch(of, json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"})).await;
        let facts = json!({"serial": "2", "payout": payout["number"], "plan": plan["number"], "amount": "350.00"});
        refused(&silent, 409, "payouts.batch.paid_of_annulled", &facts);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        let waits = json!({"reason": "paid_of_annulled", "count": 1, "serials": [2]});
        assert!(tried["waiting"].as_array().unwrap().contains(&waits), "{tried:#}");
        let again = app.payout_batch(of, named).await.ok(201);
        assert_eq!(app.payout_of(&again, 2).await["again_reason"], json!("示例：原付款已查实"));
        app.on_payouts("collective_accountant", "dissolve", &again, json!({"reason": "示例：先行追回"})).await.ok(200);
        // What came back holds nothing.
        app.on_day("2023-06-05").await;
        let back = csv(&[(1, "示例", SECOND, "350.00", "退票", "20230602", "R3")]);
        app.bank_answers("finance_clerk", &batch, &back).await.ok(200);
        let free = app.payout_batch(of, json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"})).await.ok(201);
        app.on_payouts("collective_manager", "release", &free, Value::Null).await.ok(200);
    }
}

//! What a bank paid of a plan that was annulled: it finds a pool, in whatever order its year is opened and closed.

use serde_json::{Value, json};

use super::{SECOND, csv};
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
}

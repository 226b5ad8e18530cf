//! What no answer could tell apart, who lets go what, and what nobody answered.

use serde_json::{Value, json};

use super::{MAKER, THIRD};
use crate::{
    benefit::{refused, rule},
    support::money::text,
};

engines! {
    /// Orders that no answer could tell apart share no file; who approved a list lets nothing of it go; what nobody answered goes nowhere again.
    async fn what_can_be_told_apart_goes_once(app) {
        let (body, scheme, people) = app.sharing().await;
        app.also("line_reviewer", "collective_manager").await;
        let alike = json!({"classes": ["member", "collective"], "from_month": "2023-02", "to_month": "2023-03"});
        let plan = app.voted_plan(&body, &scheme, alike).await;
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        // Two of one household have as much, by one card; the third has no account.
        app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.usable_card(&people[2], "示例", THIRD).await;
        let (by_account, by_card) = (app.bank_form("text_gbk").await, app.bank_form("one_card_gbk").await);
        let of = (&plan, &by_account);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        let waits = json!([{"reason": "no_account", "count": 1}, {"reason": "same_order", "count": 1}]);
        assert_eq!((&tried["count"], text(&tried, "total"), &tried["waiting"]), (&json!(2), "400.00", &waits));
        // By the other form each order has its number, and each of them wants the payee's own.
        refused(&app.payout_trial((&plan, &by_card), json!({})).await, 409, "payouts.batch.nothing_payable", &json!({"waiting": "4"}));
        let batch = app.payout_batch_of_all(of).await;
        let own = app.on_payouts("line_reviewer", "release", &batch, Value::Null).await;
        assert_eq!((own.status.as_u16(), text(&own.body, "code"), rule(&own)), (403, MAKER, "R109"), "{:#}", own.body);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
        // What is of unknown end may be paid: only the one that was left out goes.
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        assert_eq!((&tried["count"], text(&tried, "total")), (&json!(1), "300.00"));
        let named = app.payout_trial(of, json!({"serials": [2]})).await;
        refused(&named, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
    }
}

//! What two officers saw come back and did not after all: one asks by a paper, another confirms, while nothing was built on it.

use serde_json::{Value, json};

use super::{is_maker, returned::POOL};
use crate::{
    benefit::refused,
    check::plant::expect_seen,
    oversight::told::Told,
    support::{Reply, TestApp, money::text},
};

impl TestApp {
    /// Somebody asks that what was confirmed be taken back.
    pub async fn undoing_asked(&self, who: &str, recovery: &Value) -> Reply {
        let paper = self.paper("示例银行更正函.pdf").await;
        self.on_recovery(who, "undo", recovery, json!({"reason": "示例：误登记", "file_id": paper})).await
    }

    /// Somebody confirms that.
    pub async fn undoing_confirmed(&self, who: &str, recovery: &Value) -> Reply {
        self.on_recovery(who, "confirm-undoing", recovery, Value::Null).await
    }

    /// What of a payout was given back, as two officers saw it.
    async fn seen_back(&self, payout: &Value, said: Value) -> Value {
        let back = self.given_back("finance_clerk", payout, said).await.ok(201);
        self.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200)
    }
}

engines! {
    /// Neither who paid asks or confirms, nor one alone; then the line is paid as it was, waits for nobody, and may come back another time.
    async fn what_did_not_come_back_stands_as_paid_again(app) {
        let (_, plan, _, payout) = app.paid_line().await;
        let back = app.given_back("finance_clerk", &payout, json!({})).await.ok(201);
        app.undoing_asked("finance_clerk", &back).await.refused(409, "payouts.recovery.state");
        app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
        refused(&app.undoing_confirmed("asset_officer", &back).await, 409, "payouts.recovery.undoing_not_asked", &json!({}));
        for payer in ["collective_accountant", "collective_manager"] {
            is_maker(&app.undoing_asked(payer, &back).await);
        }
        let asked = app.undoing_asked("finance_clerk", &back).await.ok(200);
        assert_eq!((text(&asked, "state"), asked["undoing"]["confirmed_by"].is_null()), ("confirmed", true));
        // Until another confirms it, nothing of it holds.
        assert_eq!(app.standing(&plan).await, ["1000.00", "0.00", "0.00", "0.00"]);
        for maker in ["finance_clerk", "collective_accountant", "collective_manager"] {
            is_maker(&app.undoing_confirmed(maker, &back).await);
        }
        let undone = app.undoing_confirmed("asset_officer", &back).await.ok(200);
        assert_eq!(text(&undone, "state"), "undone");
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        assert_eq!(app.what_waits(2, "已缴回，待恢复发放").await, (vec![], vec![]));
        let twice = app.undoing_confirmed("asset_officer", &back).await;
        refused(&twice, 409, "payouts.recovery.state", &json!({"state": "undone"}));
        app.restored("collective_manager", &back).await.refused(409, "payouts.recovery.state");
        let trace = Told::to(app, "auditor", "payout", &payout, "&direction=up&depth=2").await;
        assert!(!trace.node("payout").to_string().contains("缴回"), "{:#}", trace.0);
        let out = app.get("/payout-recoveries/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("已撤销入账") && out.contains("示例：误登记"), "{out}");
        let numbers = format!("{},{}", text(&payout, "number"), text(&plan, "number"));
        assert!(out.contains("发放编号,分配方案编号") && out.contains(&numbers), "{out}");
        app.seen_back(&payout, json!({})).await;
        assert_eq!(app.standing(&plan).await[2], "0.00");
        expect_seen(app, "I4", &["UPDATE payout_recovery SET undone_by = undoing_by WHERE state = 'undone'"]).await;
    }

    /// What goes out again is not taken back, also where that was asked before.
    async fn what_goes_out_again_is_not_taken_back(app) {
        let (_, _, _, payout) = app.paid_line().await;
        let back = app.seen_back(&payout, json!({"amount": "200.00"})).await;
        app.undoing_asked("finance_clerk", &back).await.ok(200);
        app.restored_in_part("collective_manager", &back).await.ok(200);
        let gone = json!({"number": payout["number"], "amount": "200.00"});
        refused(&app.undoing_confirmed("asset_officer", &back).await, 409, "payouts.recovery.goes_out", &gone);
        refused(&app.undoing_asked("finance_clerk", &back).await, 409, "payouts.recovery.goes_out", &gone);
    }

    /// A pool gives what it has: what another list took of it comes back first.
    async fn what_a_pool_has_no_more_is_not_taken_of_it(app) {
        let (_, plan, _, payout) = app.paid_line().await;
        let back = app.seen_back(&payout, json!({"amount": "50.00", "goes_to": "pool"})).await;
        let (body, scheme) = (json!({"id": plan["collective_id"]}), json!({"id": plan["scheme_id"]}));
        let next = app.voted_plan(&body, &scheme, json!({"pool": null})).await;
        app.counted(&next).await.ok(200);
        app.plan_step("collective_manager", "publicise", &next).await.ok(200);
        app.lock_list(&next).await.ok(200);
        let pool = app.pool_left(&body).await;
        let short = json!({"number": payout["number"], "pool": pool["number"], "left": pool["left"], "amount": "50.00"});
        refused(&app.undoing_asked("finance_clerk", &back).await, 409, "payouts.recovery.pool_short", &short);
        let no = json!({"decision": "reject", "reason": "other", "opinion": "示例：金额有误"});
        app.decide("line_reviewer", text(&next, "id"), no).await.ok(200);
        let before = app.number(POOL).await;
        app.undoing_asked("finance_clerk", &back).await.ok(200);
        app.undoing_confirmed("asset_officer", &back).await.ok(200);
        assert_eq!((app.standing(&plan).await[2].as_str(), app.number(POOL).await), ("350.00", before - 5_000));
    }
}

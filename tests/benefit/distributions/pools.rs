//! Of which pool a list is paid: of a closed year's, once, whoever locks first; what a year opened again takes back is nobody's.

use serde_json::{Value, json};

use super::{
    super::{refused, rule},
    TODAY,
};
use crate::{
    check::plant::expect_seen,
    support::{TestApp, money::text},
};

/// Sends a locked plan back by its desk, and hangs another of the whole pool.
async fn hangs_too(app: &TestApp, (body, scheme): (&Value, &Value), first: &Value) -> Value {
    let no = json!({"decision": "reject", "reason": "other", "opinion": "示例：金额有误"});
    app.decide("line_reviewer", text(first, "id"), no).await.ok(200);
    let plan = app.voted_plan(body, scheme, json!({"pool": "70000.00"})).await;
    app.counted(&plan).await.ok(200);
    app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
    plan
}

engines! {
    /// R66, R67: plans take of one pool what is left of it when they are locked; what a year opened again takes back is nobody's.
    async fn a_pool_is_distributed_once(app) {
        let (body, scheme, _) = app.sharing().await;
        let pool = app.pool_left(&body).await;
        let hangs = async |said: Value| {
            let plan = app.voted_plan(&body, &scheme, said).await;
            app.counted(&plan).await.ok(200);
            app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
            plan
        };
        // Without an amount it is all that is left; two that were made of the same money cannot both have it.
        let (first, second) = (hangs(json!({"pool": null})).await, hangs(json!({"pool": "0.02"})).await);
        assert_eq!(text(&first, "pool"), "70000.00");
        let locked = app.lock_list(&first).await.ok(200);
        assert_eq!((text(&locked, "lines_sum"), text(&app.pool_left(&body).await, "left")), ("69999.99", "0.01"));
        let third = app.dividend(&body, &scheme, json!({"pool": "0.02"})).await;
        refused(&third, 409, "distributions.distribution.nothing_there", &json!({"amount": "0.02", "left": "0.01", "pool": pool["number"]}));
        // Lines that make no fen distribute nothing.
        refused(&app.lock_list(&second).await, 409, "distributions.distribution.nothing_there", &json!({"amount": "0.00", "left": "0.01"}));
        assert_eq!(rule(&app.lock_list(&second).await), "R66");
        assert_eq!((app.payable().await, text(&app.distribution_now(&second).await, "state")), (6_999_999, "publicised"));
        let year = app.see("auditor", &format!("/income-years/{}", text(&pool, "year_id"))).await;
        let paper = app.paper("示例重新开账依据.pdf").await;
        let drawn = app.on_year("reopen", &year, json!({"file_id": paper})).await;
        refused(&drawn, 409, "income.year.drawn", &json!({"amount": "70000.00", "left": "0.01"}));
        let big = hangs_too(app, (&body, &scheme), &first).await;
        app.on_year("reopen", &year, json!({"file_id": paper})).await.ok(200);
        refused(&app.lock_list(&big).await, 409, "distributions.distribution.pool_gone", &json!({}));
        let gone = app.dividend(&body, &scheme, json!({"pool_id": pool["id"]})).await;
        refused(&gone, 422, "distributions.distribution.pool_unknown", &json!({}));
        app.year_closed(&year, json!({})).await.ok(200);
        app.on_plan("collective_manager", "return", &big, json!({"on": TODAY, "reason": "示例"})).await.ok(200);
        let says = |pool: &Value| json!({
            "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend", "name": "示例", "from_month": "2023-03",
            "to_month": "2023-05", "pool_id": pool["id"], "rounding": "floor", "acknowledged": ["R74.1"], "file_id": paper
        });
        let again = app.on_plan("collective_accountant", "revise", &big, says(&app.pool_left(&body).await)).await.ok(200);
        assert_eq!((text(&again, "pool"), text(&again, "closed_on")), ("70000.00", TODAY));
    }

    /// A body is not closed while a pool of it has something left, a plan is not paid out or shares stand; what was spent hangs on nothing.
    async fn a_body_with_money_inside_is_not_closed(app) {
        let (body, scheme, _) = app.sharing().await;
        let closing = json!({"on": TODAY, "reason": "示例：合并", "file_id": app.paper("示例注销依据.pdf").await});
        let close = async |body: &Value| app.on_body("close", body, closing.clone()).await;
        let stands = |left: &str, plans: &str| json!({"pools": "1", "left": left, "plans": plans, "schemes": "1"});
        refused(&close(&body).await, 409, "collectives.body.unsettled", &stands("70000.00", "0"));
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        refused(&close(&body).await, 409, "collectives.body.unsettled", &stands("70000.00", "1"));
        // What is approved and not paid is owed still.
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        refused(&close(&body).await, 409, "collectives.body.unsettled", &stands("69000.02", "1"));
        let (other, account, _, pool) = app.pooled("示例乙村经济合作社", "6200000000000096").await;
        let left = json!({"pools": "1", "left": "35000.00", "plans": "0", "schemes": "0"});
        refused(&close(&other).await, 409, "collectives.body.unsettled", &left);
        let spent = app.spent(&pool, &account, "示-101", json!({"on": TODAY, "amount": "35000.00"})).await.ok(201);
        let waits = json!({"years": "0", "spendings": "1", "recoveries": "0", "receivables": "0", "rolls": "0"});
        refused(&close(&other).await, 409, "collectives.body.books_open", &waits);
        app.confirmed_spending("collective_manager", &spent).await.ok(200);
        // Nor on a day before the last of which anything of it is told; and what comes between asking and confirming stops it.
        let early = json!({"on": "2023-04-01", "reason": "示例：合并", "file_id": app.paper("示例注销依据.pdf").await});
        refused(&app.on_body("close", &other, early).await, 409, "collectives.body.ends_before", &json!({"on": "2023-04-01", "last": TODAY}));
        close(&other).await.ok(200);
        app.taken_back("collective_manager", &spent).await.ok(201);
        refused(&app.closing_confirmed("collective_accountant", &other).await, 409, "collectives.body.unsettled", &left);
        let spent = app.spent(&pool, &account, "示-102", json!({"on": TODAY, "amount": "35000.00"})).await.ok(201);
        refused(&app.closing_confirmed("collective_accountant", &other).await, 409, "collectives.body.books_open", &waits);
        app.confirmed_spending("collective_manager", &spent).await.ok(200);
        assert_eq!(text(&app.closing_confirmed("collective_accountant", &other).await.ok(200), "state"), "closed");
        // Money that would come back into it is told where it goes instead.
        let late = app.taken_back("collective_manager", &spent).await;
        refused(&late, 409, "income.spending.body_ended", &json!({"on": TODAY}));
        // Of a year that runs it is told from which day on it can be closed.
        let name = "示例丙村经济合作社";
        let third = app.old_body(name).await;
        let account = app.banked(&third, name, "6200000000000003").await;
        app.year_opened(&third, 2023, json!({})).await.ok(201);
        app.earned((&third, &account), "示-001", json!({"on": "2023-03-01"})).await.ok(201);
        refused(&close(&third).await, 409, "collectives.body.books_open", &json!({"years": "1", "closable": "2024-01-01"}));
    }

    /// Whoever locks first has the money, however many lock at once.
    async fn lists_that_are_locked_at_once_share_a_pool(app) {
        let (body, scheme, _) = app.sharing().await;
        let mut plans = Vec::new();
        for _ in 0..3 {
            let plan = app.voted_plan(&body, &scheme, json!({"pool": "30000.00"})).await;
            app.counted(&plan).await.ok(200);
            app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
            plans.push(plan);
        }
        let replies = futures_util::future::join_all(plans.iter().map(|plan| app.lock_list(plan))).await;
        let (locked, late): (Vec<_>, Vec<_>) = replies.iter().partition(|r| r.status.as_u16() == 200);
        assert_eq!((locked.len(), late.len()), (2, 1), "{replies:?}");
        refused(late[0], 409, "distributions.distribution.nothing_there", &json!({"amount": "29999.99", "left": "10000.02"}));
        assert_eq!((text(&app.pool_left(&body).await, "left"), app.payable().await), ("10000.02", 5_999_998));
    }

    /// A plan that was made before pools were kept is not locked, and has books once it is written anew.
    async fn a_plan_of_before_pools_is_written_anew(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        app.as_left("UPDATE distribution SET pool_id = NULL, pool_year = NULL; DELETE FROM ledger_account WHERE kind LIKE 'dividend.%'").await;
        refused(&app.lock_list(&plan).await, 409, "distributions.distribution.pool_gone", &json!({}));
        app.on_plan("collective_manager", "return", &plan, json!({"on": TODAY, "reason": "示例"})).await.ok(200);
        let says = json!({
            "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend", "name": "示例", "from_month": "2023-03",
            "to_month": "2023-05", "pool_id": app.pool_left(&body).await["id"], "rounding": "floor", "file_id": app.paper("示例.pdf").await
        });
        app.on_plan("collective_accountant", "revise", &plan, says).await.ok(200);
        assert_eq!(app.number("SELECT count(*) FROM ledger_account WHERE kind LIKE 'dividend.%'").await, 4);
    }

    /// A pool is the members' own, of one year a plan.
    async fn a_pool_of_another_use_or_year_is_refused(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.dividend(&body, &scheme, json!({})).await.ok(201);
        let number = app.pool_left(&body).await["number"].clone();
        app.as_left("UPDATE income_pool SET purpose = 'jobs'").await;
        let use_ = app.dividend(&body, &scheme, json!({})).await;
        refused(&use_, 422, "distributions.distribution.pool_use", &json!({"number": number, "purpose": "就业创业"}));
        app.as_left("UPDATE income_pool SET purpose = 'members'; UPDATE distribution SET pool_year = 2021").await;
        let paper = app.paper("示例.pdf").await;
        let says = json!({
            "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend", "name": "示例", "from_month": "2023-03",
            "to_month": "2023-05", "pool_id": app.pool_left(&body).await["id"], "rounding": "floor", "file_id": paper
        });
        let year = app.on_plan("collective_accountant", "revise", &plan, says).await;
        refused(&year, 422, "distributions.distribution.pool_year", &json!({"year": "2022", "wanted": "2021"}));
        app.as_left("UPDATE distribution SET pool_year = 2022").await;
        expect_seen(app, "I10", &["UPDATE distribution SET pool_year = 2021"]).await;
    }
}

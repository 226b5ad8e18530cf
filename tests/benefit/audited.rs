//! What is amiss of what bodies earn, of their lists and of payees, found by night.

use serde_json::{Value, json};

use super::looked::{found, of, until};
use crate::support::{TestApp, cast::COUNTY, money::text};

/// A value of the county's, set today for days since then.
async fn set(app: &TestApp, key: &str, since: &str, value: &str) {
    let value = json!({
        "key": key, "region_code": COUNTY, "valid_from_on": since, "value": value, "basis": "paper", "document": "示例县文件",
        "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, value).await.ok(201);
}

/// A body that earned 50,000 yuan in 2022 and 40,000 in 2023, as it was closed with three tenths of reserve; its later year.
async fn two_years(app: &TestApp) -> Value {
    let body = app.old_body("示例二村经济合作社").await;
    let account = app.banked(&body, "示例二村经济合作社", "6200000000000088").await;
    app.divided(&body, json!({})).await.ok(201);
    let first = app.year_opened(&body, 2022, json!({})).await.ok(201);
    app.earned((&body, &account), "示-101", json!({"amount": "50000.00"})).await.ok(201);
    app.year_closed(&first, json!({})).await.ok(200);
    app.on_day("2024-02-01").await;
    let second = app.year_opened(&body, 2023, json!({})).await.ok(201);
    app.earned((&body, &account), "示-102", json!({"on": "2023-06-30", "amount": "40000.00"})).await.ok(201);
    let evidence = json!({"on": "2024-01-10", "file_id": app.paper("示例清产核资表.pdf").await});
    app.year_closed(&second, json!({"stocktake": evidence, "debts": evidence})).await.ok(200)
}

engines! {
    /// A28, A28.1, A29, A16.2: two years without a plan, a list that nobody paid, a reserve below a floor that was set for days gone by,
    /// and an account of somebody dead; each goes with its cause.
    async fn what_is_amiss_of_income_is_found_by_night(app) {
        let (body, scheme, people) = app.sharing().await;
        let approved = app.today().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        app.lock_list(&plan).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&plan, "id")).await;
        let card = app.card((&people[0], "示例"), "6217000000000000001", json!({})).await.ok(201);
        app.compared(&card, "示例", "6217000000000000001").await.ok(200);
        let house = app.household(&[(&people[0], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        let year = two_years(app).await;
        let death = json!({"events": [{"kind": "death", "on": "2024-01-20", "person_id": people[0]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        app.tick().await;
        until(app, "2024-02-02").await;
        let earned = json!({"year": "2023", "net": "40000.00", "net_before": "50000.00"});
        assert_eq!(found(app, "A28").await, [(of("income_year", &year), earned)]);
        assert_eq!(found(app, "A16.2").await, [(of("payee_account", &card), json!({"died": "2024-01-20"}))]);
        assert_eq!((found(app, "A28.1").await, found(app, "A29").await), (vec![], vec![]), "no days are set, and the floor was kept");
        set(app, "checks.unpaid_days", "2023-01-01", "60").await;
        set(app, "income.reserve_floor_pct", "2023-12-01", "40.0000").await;
        let now = app.see("auditor", &format!("/payee-accounts/{}", text(&card, "id"))).await;
        let path = format!("/payee-accounts/{}/close", text(&card, "id"));
        app.act("collective_manager", &path, Some(&now), json!({"reason": "示例"})).await.ok(200);
        until(app, "2024-02-03").await;
        let unpaid = json!({"distribution": plan["number"], "approved": approved, "payable": "999.98", "of": "999.98", "days": "60"});
        assert_eq!(found(app, "A28.1").await, [(of("distribution", &plan), unpaid)]);
        let short = json!({
            "year": "2023", "net": "40000.00", "floor": "40.0000", "wanted": "16000.00", "reserve": "12000.00", "losses": "0.00",
            "distributable": "28000.00"
        });
        assert_eq!(found(app, "A29").await, [(of("income_year", &year), short)]);
        assert_eq!(found(app, "A16.2").await, []);
        let paper = app.paper("示例作废.pdf").await;
        let said = json!({"on": app.today().await, "reason": "示例：金额有误", "file_id": paper});
        app.on_plan("collective_manager", "annul", &plan, said).await.ok(200);
        until(app, "2024-02-04").await;
        assert_eq!(found(app, "A28.1").await, []);
    }
}

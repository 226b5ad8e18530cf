//! Months that are distributed again, decisions of before the plan, and households that have fewer heads than their entry says: what is refused, what
//! is acknowledged, what the night finds.

use serde_json::{Value, json};

use super::{
    super::{
        looked::{found, of, until},
        refused, rule,
    },
    TODAY, amounts,
};
use crate::support::{TestApp, money::text, property::over};

/// The refusal of a warning that nobody acknowledged.
const UNKNOWN_WARNING: &str = "policy.rule.not_acknowledged";

/// A roll with a household of three since January, of whom two died in March.
async fn bereaved(app: &TestApp, body: &Value) -> (Value, Value) {
    let people = [app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await];
    let home = [(&people[0], "head"), (&people[1], "spouse"), (&people[2], "son")];
    let home = app.household(&home, json!({"on": "2023-01-05"})).await.ok(201);
    let roll = app.roll(body, json!({})).await.ok(201);
    let entry = json!({"household_id": home["id"], "units": "3.0000", "class": "unstable"});
    app.admitted(&roll, &[entry]).await.ok(200);
    for person in &people[1..] {
        let death = json!({"events": [{"kind": "death", "on": "2023-03-10", "person_id": person["id"]}]});
        app.on_household("record", &home, death).await.ok(200);
    }
    (roll, home)
}

engines! {
    /// R73, R74.2: a household counts in no month with more heads than belong to it; and what each head has for a month it has once.
    async fn a_household_has_as_many_heads_as_people(app) {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        let body = app.old_body("示例村经济合作社").await;
        app.pool_for(&body, ("示例村经济合作社", "6200000000000031"), ("hardship", "100000.00")).await;
        let (roll, home) = bereaved(app, &body).await;
        let each = json!({"terms": [{"class": "unstable", "unit": "600.00"}], "pool": "5000.00", "acknowledged": ["R71"]});
        let plan = app.by_roll(&body, &roll, each.clone()).await.ok(201);
        app.plan_checked(&plan).await;
        app.plan_step("line_reviewer", "file", &plan).await.ok(200);
        let many = app.counted(&plan).await;
        let facts = json!({"count": "1", "serials": "1（2023-04 至 2023-05 享受人数 3 人，在册 1 人）"});
        refused(&many, 409, "distributions.distribution.not_eligible", &facts);
        assert_eq!(rule(&many), "R73");
        assert_eq!(app.number("SELECT count(*) FROM roll_hold").await, 0);
        // What the register knows alone ends nothing here: how many there are is decided anew.
        refused(&app.on_roll("collective_manager", "end-departed", &roll, Value::Null).await, 409, "rolls.entry.nobody_departed", &json!({}));
        let fewer = json!({"serials": [1], "reason": "other", "on": "2023-03-10", "file_id": app.paper("示例.pdf").await});
        app.on_roll("collective_manager", "end", &roll, fewer).await.ok(200);
        let one = json!({"household_id": home["id"], "units": "1.0000", "class": "unstable", "decided_on": "2023-03-15"});
        app.admitted(&roll, &[one]).await.ok(200);
        app.counted(&plan).await.ok(200);
        assert_eq!(amounts(&app.list_of(&plan).await), ["900.00", "300.00"]);
        // The same months again: all of them twice, or a correction that says so.
        let twice = app.by_roll(&body, &roll, each.clone()).await;
        let figures = json!({"other": plan["number"], "other_from": "2023-02", "other_to": "2023-05", "amount": "1200.00", "more": "0"});
        refused(&twice, 409, "distributions.distribution.need_again", &figures);
        assert_eq!(rule(&twice), "R74.2");
        let corrects = over(each, &json!({"correction": "示例：补发标准差额"}));
        let unknown = app.by_roll(&body, &roll, corrects.clone()).await;
        refused(&unknown, 409, UNKNOWN_WARNING, &json!({"rules": "R74.1"}));
        let corrects = over(corrects, &json!({"acknowledged": ["R71", "R74.1"]}));
        let second = app.by_roll(&body, &roll, corrects).await.ok(201);
        assert_eq!((text(&second, "correction"), &second["acknowledged"]), ("示例：补发标准差额", &json!(["R71", "R74.1"])));
        // Parts of a pool give nobody the same twice.
        let parts = app.by_roll(&body, &roll, json!({"acknowledged": ["R70.3"]})).await;
        refused(&parts, 409, UNKNOWN_WARNING, &json!({"rules": "R74.1", "more": "1"}));
    }

    /// R74.3: a month of a class is paid once at so much a unit, on however many rolls of a body somebody stands, as a person or with the household.
    async fn a_second_roll_pays_nobody_twice(app) {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        let body = app.old_body("示例村经济合作社").await;
        app.pool_for(&body, ("示例村经济合作社", "6200000000000031"), ("hardship", "100000.00")).await;
        let people = [app.person(json!({})).await, app.person(json!({})).await];
        let home = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({"on": "2023-01-05"})).await.ok(201);
        let one = json!({"person_id": people[1]["id"], "class": "unstable"});
        let (first, second) = (app.roll(&body, json!({})).await.ok(201), app.roll(&body, json!({})).await.ok(201));
        app.admitted(&first, std::slice::from_ref(&one)).await.ok(200);
        app.admitted(&second, &[json!({"household_id": home["id"], "units": "2.0000", "class": "unstable"})]).await.ok(200);
        let each = json!({"terms": [{"class": "unstable", "unit": "600.00"}], "pool": "5000.00", "acknowledged": ["R71"]});
        let plan = app.by_roll(&body, &first, each.clone()).await.ok(201);
        let again = app.by_roll(&body, &second, each.clone()).await;
        let figures = json!({
            "other": plan["number"], "roll": first["number"], "other_from": "2023-02", "other_to": "2023-05", "entries": "1", "serial": "1", "more": "0"
        });
        refused(&again, 409, "distributions.distribution.need_elsewhere", &figures);
        assert_eq!(rule(&again), "R74.3");
        // Of another class, of other months, and of a pool that is divided, nobody has the same twice.
        for other in [
            json!({"terms": [{"class": "sudden", "unit": "1.00"}], "from_month": "2023-02", "to_month": "2023-02"}),
            json!({"from_month": "2023-01", "to_month": "2023-01"}),
            json!({"terms": [{"class": "unstable", "part_pct": "50.0000"}], "from_month": "2023-03", "to_month": "2023-03"}),
        ] {
            app.by_roll(&body, &second, over(each.clone(), &other)).await.ok(201);
        }
        // Whoever was admitted since is found when the list is computed; a correction says what it corrects.
        let third = app.roll(&body, json!({})).await.ok(201);
        let late = app.by_roll(&body, &third, each.clone()).await.ok(201);
        app.plan_checked(&late).await;
        app.plan_step("line_reviewer", "file", &late).await.ok(200);
        app.admitted(&third, &[one]).await.ok(200);
        refused(&app.counted(&late).await, 409, "distributions.distribution.need_elsewhere", &figures);
        let corrects = over(each, &json!({"correction": "示例：补发标准差额", "acknowledged": ["R71", "R74.1"]}));
        app.by_roll(&body, &third, corrects).await.ok(201);
    }

    /// R74.1, A29.1: months are distributed again knowingly, and the night tells of it. No step lies before its year's closing.
    async fn months_are_distributed_again_knowingly(app) {
        let (body, scheme, _) = app.sharing().await;
        app.tick().await;
        let plain = json!({"acknowledged": []});
        let first = app.dividend(&body, &scheme, plain.clone()).await.ok(201);
        let again = app.dividend(&body, &scheme, plain.clone()).await;
        let figures = json!({"rules": "R74.1", "other": first["number"], "other_from": "2023-02", "other_to": "2023-05", "amount": "1000.00"});
        refused(&again, 409, UNKNOWN_WARNING, &figures);
        assert_eq!(rule(&again), "R74.1");
        // What was sent back or annulled counts for nobody.
        app.plan_step("collective_manager", "discuss", &first).await.ok(200);
        app.on_plan("collective_manager", "return", &first, json!({"on": TODAY, "reason": "示例"})).await.ok(200);
        app.dividend(&body, &scheme, json!({"acknowledged": [], "to_month": "2023-03"})).await.ok(201);
        app.dividend(&body, &scheme, json!({"acknowledged": [], "from_month": "2023-04"})).await.ok(201);
        app.on_day("2023-06-05").await;
        let plan = app.dividend(&body, &scheme, json!({"pool": "2000.00"})).await.ok(201);
        let paper = app.paper("示例.pdf").await;
        let discussed = async |on: &str| app.on_plan("collective_manager", "discuss", &plan, json!({"on": on, "file_id": paper})).await;
        let days = json!({"on": "2023-05-31", "closed_on": TODAY});
        refused(&discussed("2023-05-31").await, 409, "distributions.distribution.before_closing", &days);
        // By paper, before it was filed here.
        discussed("2023-06-04").await.ok(200);
        let mut locked = Vec::new();
        for pool in ["3000.00", "4000.00"] {
            let plan = app.voted_plan(&body, &scheme, json!({"pool": pool})).await;
            app.counted(&plan).await.ok(200);
            app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
            app.lock_list(&plan).await.ok(200);
            locked.push(plan);
        }
        until(app, "2023-06-07").await;
        let figures = json!({
            "distribution": locked[1]["number"], "from": "2023-02", "to": "2023-05", "sum": "3999.99", "other": locked[0]["number"],
            "other_from": "2023-02", "other_to": "2023-05", "amount": "2999.99", "more": "0"
        });
        assert_eq!(found(app, "A29.1").await, [(of("distribution", &locked[1]), figures)]);
        app.decide("line_reviewer", text(&locked[0], "id"), json!({"decision": "reject", "reason": "other", "opinion": "示例"})).await.ok(200);
        until(app, "2023-06-08").await;
        assert_eq!(found(app, "A29.1").await, []);
    }
}

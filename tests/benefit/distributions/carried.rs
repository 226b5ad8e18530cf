//! What lies below a plan's minimum is carried into a later list of the same shares; what waits is told over all plans; a draft comes to nothing; and
//! of what a line was made down to its incomes.

use serde_json::{Value, json};

use super::{super::refused, TODAY};
use crate::support::{Reply, TestApp, money::text};

impl TestApp {
    /// Somebody carries what was below the minimum with a list.
    async fn carried(&self, who: &str, plan: &Value) -> Reply {
        let paper = self.paper("示例小额结转依据.pdf").await;
        self.on_plan(who, "carry", plan, json!({"reason": "示例：累计达到起付额", "file_id": paper})).await
    }

    /// For whom how much waits, of how many lists.
    async fn waits_now(&self, query: &str) -> Vec<(i64, String, usize)> {
        let list = self.see("auditor", &format!("/waiting-payments?limit=200{query}")).await;
        let row = |w: &Value| {
            (w["serial"].as_i64().unwrap(), text(w, "total").to_owned(), w["lines"].as_array().unwrap().len())
        };
        let mut rows: Vec<_> = list["items"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }
}

fn wait(serial: i64, total: &str, lines: usize) -> (i64, String, usize) {
    (serial, total.to_owned(), lines)
}

engines! {
    /// A plan that nobody discussed yet comes to nothing by its reason and paper, without a detour.
    async fn a_draft_is_annulled(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.dividend(&body, &scheme, json!({})).await.ok(201);
        let paper = app.paper("示例作废说明.pdf").await;
        let said = json!({"on": TODAY, "reason": "示例：重复拟订", "file_id": paper});
        let ended = app.on_plan("collective_manager", "annul", &plan, said.clone()).await.ok(200);
        assert_eq!((text(&ended, "state"), text(&ended, "end_reason")), ("annulled", "示例：重复拟订"));
        refused(&app.on_plan("collective_manager", "annul", &plan, said).await, 409, "distributions.distribution.state", &json!({"state": "annulled"}));
    }

    /// What is below the minimum waits, is told with its age and reason over all plans, and is paid once it makes the minimum with a later list.
    async fn small_amounts_are_carried_to_the_next_list(app) {
        let (body, scheme, people) = app.sharing().await;
        let held = json!([{"serial": 2, "reason": "示例：权属争议未决"}]);
        let first = app.voted_plan(&body, &scheme, json!({"minimum": "300.00", "held_back": held})).await;
        app.counted(&first).await.ok(200);
        refused(&app.carried("collective_manager", &first).await, 409, "distributions.distribution.state", &json!({"state": "voted"}));
        assert_eq!(app.waits_now("").await, [], "nothing waits of a list that is not approved");
        app.approved_plan(&first).await;
        let alone = app.carried("collective_manager", &first).await;
        refused(&alone, 409, "distributions.distribution.nothing_reaches", &json!({"minimum": "300.00", "count": "1", "waiting": "277.77"}));
        assert_eq!(app.waits_now("").await, [wait(1, "277.77", 1), wait(2, "388.88", 1), wait(3, "333.33", 1)]);
        assert_eq!(app.waits_now("&state=due").await, [wait(3, "333.33", 1)], "nobody has tried to pay it");
        assert_eq!(app.waits_now("&state=held_back").await, [wait(2, "388.88", 1)]);
        let second = app.voted_plan(&body, &scheme, json!({"pool": "100.00", "minimum": "300.00"})).await;
        app.counted(&second).await.ok(200);
        app.approved_plan(&second).await;
        assert_eq!(app.waits_now("").await, [wait(1, "305.54", 2), wait(2, "427.76", 2), wait(3, "366.66", 2)]);
        assert_eq!(app.waits_now("&state=below_minimum").await, [wait(1, "305.54", 2), wait(2, "38.88", 1), wait(3, "33.33", 1)]);
        let own = app.carried("collective_accountant", &second).await;
        assert_eq!((own.status.as_u16(), text(&own.body, "code")), (403, "access.denied.maker_as_checker"), "{:#}", own.body);
        // Two at once carry it once.
        let both = futures_util::future::join(app.carried("collective_manager", &second), app.carried("collective_manager", &second)).await;
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses == [200, 409] || statuses == [200, 412], "{statuses:?}");
        assert_eq!(app.waits_now("&state=below_minimum").await, [wait(2, "38.88", 1), wait(3, "33.33", 1)]);
        assert_eq!(app.waits_now("&state=due").await, [wait(1, "305.54", 2), wait(3, "333.33", 1)], "what is carried is to be paid");
        assert_eq!(app.standing(&first).await, ["611.10", "0.00", "0.00", "388.88"]);
        assert_eq!(app.standing(&second).await, ["27.77", "0.00", "0.00", "72.21"]);
        let lines = app.see("auditor", &format!("/distributions/{}/lines?serial=1", text(&first, "id"))).await;
        let part = json!([{"part": 0, "amount": "277.77", "on": TODAY, "reason": "示例：累计达到起付额"}]);
        assert_eq!((text(&lines["items"][0], "state"), &lines["items"][0]["released"]), ("below_minimum", &part));
        let again = app.carried("collective_manager", &second).await;
        refused(&again, 409, "distributions.distribution.nothing_reaches", &json!({"count": "2", "waiting": "72.21"}));
        let sums = app.see("auditor", "/waiting-payments/summary").await;
        let sum = |state: &str, lines: u32, total: &str| json!({"state": state, "age": "under_90_days", "lines": lines, "total": total});
        let mut disputed = sum("held_back", 1, "388.88");
        disputed["reason"] = json!("示例：权属争议未决");
        let found = sums["sums"].as_array().unwrap();
        let mut unpaid = sum("due", 3, "638.87");
        unpaid["reason"] = json!("尚未发放");
        let expected = [disputed, unpaid, sum("below_minimum", 2, "72.21")];
        assert!(found.len() == 3 && expected.iter().all(|sum| found.contains(sum)), "{found:#?}");
        // Half a year later it is as much, and older; the dead have nothing carried.
        let house = app.household(&[(&people[2], "head")], json!({})).await.ok(201);
        app.on_day("2023-12-01").await;
        let old = app.see("auditor", "/waiting-payments/summary").await;
        assert!(old["sums"].as_array().unwrap().iter().all(|s| s["age"] == "90_days_to_1_year"), "{old:#}");
        let death = json!({"events": [{"kind": "death", "on": "2023-11-01", "person_id": people[2]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        let third = app.voted_plan(&body, &scheme, json!({"pool": "10.00", "minimum": "30.00", "from_month": "2023-02", "to_month": "2023-03"})).await;
        app.counted(&third).await.ok(200);
        app.approved_plan(&third).await;
        app.carried("collective_manager", &third).await.ok(200);
        let serials: Vec<i64> = app.waits_now("&state=below_minimum").await.into_iter().map(|(serial, ..)| serial).collect();
        assert_eq!(serials, [1, 3], "the first has too little of the third list alone, the third is dead");
    }

    /// A line tells of which pool, year and incomes it was made.
    async fn a_line_tells_the_incomes_of_its_pool(app) {
        let (plan, _, body) = app.due_list().await;
        let why = app.see("line_reviewer", &format!("/distributions/{}/lines/1/explain", text(&plan, "id"))).await;
        let (sources, pool) = (&why["sources"], app.pool_left(&body).await);
        assert_eq!((&sources["pool_id"], text(sources, "amount"), text(sources, "income")), (&pool["id"], "70000.00", "100000.00"));
        let entries = sources["entries"].as_array().unwrap();
        assert_eq!((entries.len(), text(&entries[0], "voucher"), text(&entries[0], "counted"), &sources["more"]), (1, "示-001", "100000.00", &json!(false)));
        assert!(entries[0]["file_id"].is_string() && entries[0]["counterparty"].is_null(), "{entries:#?}");
    }
}

//! Values of policy: one for each key, region and day.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Person, Reply, TestApp};

async fn set(app: &TestApp, director: &Person, region: &str, from: &str) -> Reply {
    let body = json!({
        "key": "payments.milestone_cap.start", "region_code": region, "valid_from_on": from, "value": "40.0000", "basis": "paper",
        "document": "示例县财政资金拨付办法", "certainty": "unverified"
    });
    app.post("/policy-values").by(director).json(body).send().await
}

engines! {
    /// Many set the same key at once: periods follow each other, each refused one is told by what, and none overlaps.
    async fn periods_never_overlap(app) {
        let director = app.who("finance_director").await;
        let days: Vec<String> = (1..=20).map(|n| format!("2023-01-{n:02}")).collect();
        let answers = join_all(days.iter().rev().map(|day| set(app, &director, "431026", day))).await;
        let refused: Vec<&Value> = answers.iter().filter(|a| a.status != 201).map(|a| &a.body).collect();
        assert!(refused.iter().all(|body| body["code"] == "policy.value.overlaps"), "{refused:#?}");
        assert!(refused.len() < answers.len());
        let open = "SELECT count(*) FROM policy_value WHERE key = 'payments.milestone_cap.start' AND valid_to IS NULL";
        assert_eq!(app.number(open).await, 1);
        app.assert_sound().await;
    }

    /// A region that no table knows has no values.
    async fn an_unknown_region_is_told_by_its_place(app) {
        let director = app.who("finance_director").await;
        let problem = set(app, &director, "431026999", "2023-01-01").await.refused(422, "policy.region.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/region_code");
    }
}

//! Numbers out of their range, one line a case: each is told at its place, with the range, and nothing of it comes to the database.

use serde_json::{Value, json};

use crate::support::{Reply, money::text};

/// What is sent, where it is refused, by which code, and the figure that stands in the text.
type Case<'a> = (&'a str, Value, &'a str, &'a str);

const PLANS: [(&str, &str, &str, &str); 4] = [
    ("unit", "-1.00", "/unit", "distributions.distribution.unit"),
    ("unit", "0.00", "/unit", "distributions.distribution.unit"),
    ("unit", "-0.01", "/unit", "distributions.distribution.unit"),
    ("minimum", "-1.00", "/minimum", "distributions.distribution.minimum"),
];

#[track_caller]
fn told(reply: &Reply, (sent, _, place, code): &Case<'_>) {
    assert_eq!(reply.status.as_u16(), 422, "{sent} {place}: {:#}", reply.body);
    let errors = reply.body["errors"].as_array().unwrap();
    let here = errors.iter().find(|e| e["pointer"] == *place).unwrap_or_else(|| panic!("{place}: {:#}", reply.body));
    assert_eq!(text(here, "code"), *code, "{sent}");
    assert!(reply.body.to_string().contains(sent), "{sent}: {:#}", reply.body);
}

engines! {
    /// Amounts, percents and counts that a table would not take are refused before they get there.
    async fn what_lies_out_of_range_is_told_at_its_place(app) {
        let (body, scheme, _) = app.sharing().await;
        for (field, sent, place, code) in PLANS {
            told(&app.dividend(&body, &scheme, json!({field: sent})).await, &(sent, Value::Null, place, code));
        }
        let mill = app.owned_by(&body, "示例门面", json!({})).await;
        for sent in ["0.0000", "100.0001", "101.0000"] {
            let case = (sent, Value::Null, "/cap_pct", "shares.scheme.cap");
            told(&app.drafted(&body, &[&mill], json!({"cap_pct": sent})).await, &case);
        }
        let part = |sent: &str| json!([{"purpose": "members", "part_pct": sent}]);
        let cases: [Case<'_>; 3] = [
            ("101.0000", json!({"reserve_pct": "101.0000"}), "/reserve_pct", "income.scheme.reserve"),
            ("101.0000", json!({"lines": part("101.0000")}), "/lines", "income.scheme.lines"),
            ("0.0000", json!({"lines": part("0.0000")}), "/lines", "income.scheme.lines"),
        ];
        for case in &cases {
            told(&app.divided(&body, case.1.clone()).await, case);
        }
        assert_eq!(app.number("SELECT count(*) FROM distribution").await, 0);
        // What lies at the ends of the ranges is taken.
        app.drafted(&body, &[&mill], json!({"cap_pct": "0.0001"})).await.ok(201);
        app.dividend(&body, &scheme, json!({"unit": "0.01", "minimum": "0.00"})).await.ok(201);
    }
}

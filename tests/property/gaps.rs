use serde_json::{Value, json};

use crate::support::{TestApp, money::text};

const GAPS: &[&str] = &[
    "no_owner",
    "title_unconfirmed",
    "not_handed_over",
    "no_maintainer",
    "no_money_source",
    "no_value",
    "no_papers",
    "funding_unverified",
];

/// (name, gaps) of every row that the list answers.
async fn rows(app: &TestApp, query: &str) -> Vec<(String, Vec<String>)> {
    let page = app.see("auditor", &format!("/asset-gaps{query}")).await;
    let words = |row: &Value| row["gaps"].as_array().unwrap().iter().map(|g| g.as_str().unwrap().to_owned()).collect();
    page["items"].as_array().unwrap().iter().map(|r| (text(r, "name").to_owned(), words(r))).collect()
}

engines! {
    /// Every asset that is there stands in the list with all that is missing of it, until it is made good.
    async fn an_asset_stands_among_the_gaps_until_they_are_closed(app) {
        // Not there yet: nothing is missing of it.
        app.enter(json!({"name": "拟建"})).await.ok(201);
        assert_eq!(rows(app, "").await, []);
        let asset = app.stock(json!({"name": "厂房", "kind": "business", "town_name": "示例镇", "accepted_on": "2022-03-01"})).await;
        let first = ["no_owner", "title_unconfirmed", "not_handed_over", "no_maintainer", "no_money_source", "no_value", "no_papers"];
        assert_eq!(rows(app, "").await, [("厂房".to_owned(), first.map(str::to_owned).to_vec())]);
        for (until, found) in [("2022-02-28", 0), ("2022-03-01", 1)] {
            assert_eq!(rows(app, &format!("?accepted_until={until}")).await.len(), found, "{until}");
        }
        let page = app.see("auditor", "/asset-gaps").await;
        assert_eq!((text(&page["items"][0], "accepted_on"), page["items"][0]["days_since_acceptance"].as_i64()), ("2022-03-01", Some(365)));
        let asset = app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "100.00"})).await.ok(200);
        let asset = app.titled(&asset, "village", "2023-03-01").await;
        let keeping = json!({"on": "2023-03-01", "maintainer": {"name": "示例村委会"}, "upkeep_source": "collective_income"});
        app.on_asset("put-in-service", &asset, keeping).await.ok(200);
        let left = ["not_handed_over", "funding_unverified"].map(str::to_owned).to_vec();
        assert_eq!(rows(app, "").await, [("厂房".to_owned(), left)]);
    }

    /// The list by one gap holds exactly the assets that have it, whatever they are; a town is found by its name.
    async fn the_list_by_a_gap_is_the_list_of_those_who_have_it(app) {
        let kinds = ["public_welfare", "business", "household"];
        for (n, kind) in kinds.iter().cycle().take(9).enumerate() {
            let owner = if n % 2 == 0 { json!("示例村") } else { Value::Null };
            let mut said = json!({"name": format!("示例{n}"), "kind": kind, "town_name": if n < 4 { "甲镇" } else { "乙镇" }});
            if owner.is_string() {
                said["owner_name"] = owner;
            }
            let mut asset = app.stock(said).await;
            if n % 3 != 1 {
                asset = app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "100.00"})).await.ok(200);
            }
            if n > 5 {
                asset = app.titled(&asset, "village", "2023-03-01").await;
            }
            if n % 4 == 0 {
                let noted = json!({"on": "2023-03-01", "state": "in_use", "maintainer": {"name": "示例"}});
                app.on_asset("note-use", &asset, noted).await.ok(200);
            }
        }
        let all = rows(app, "?limit=200").await;
        assert_eq!(all.len(), 9);
        for gap in GAPS {
            let mut wanted: Vec<_> = all.iter().filter(|(_, gaps)| gaps.iter().any(|g| g == gap)).cloned().collect();
            let mut listed = rows(app, &format!("?gap={gap}&limit=200")).await;
            wanted.sort();
            listed.sort();
            assert!(!listed.is_empty() && listed == wanted, "{gap}: {listed:?} instead of {wanted:?}");
        }
        assert_eq!((rows(app, "?town=甲镇").await.len(), rows(app, "?town=丙镇").await.len(), rows(app, "?region=431027").await.len()), (4, 0, 0));
    }
}

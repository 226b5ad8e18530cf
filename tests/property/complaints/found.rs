//! Complaints as they are looked for: by filters, by night.

use serde_json::{Value, json};

use super::{answer, terms};
use crate::support::{TestApp, cast::TOWN, money::text};

async fn leads(app: &TestApp, check: &str) -> Vec<Value> {
    let leads = app.see("auditor", &format!("/audit/leads?check={check}")).await;
    leads["items"].as_array().unwrap().iter().filter(|l| l["present"] == true).cloned().collect()
}

async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
}

/// The numbers that a query finds, in their order.
async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let list = app.see("auditor", &format!("/complaints?{query}")).await;
    let mut numbers: Vec<String> =
        list["items"].as_array().unwrap().iter().map(|c| text(c, "number").to_owned()).collect();
    numbers.sort();
    numbers
}

engines! {
    /// A62 and the list say the same: what waits beyond its day, to be accepted or to be answered, until it is answered.
    async fn what_is_late_is_found_until_it_is_answered(app) {
        app.tick().await;
        let asset = app.stock(json!({})).await;
        let without = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        terms(app).await;
        let waiting = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let accepted = app.taken_up(&asset).await;
        until(app, "2023-03-08").await;
        assert_eq!((leads(app, "A62").await, found(app, "overdue=true").await), (Vec::new(), Vec::new()), "the last day is a day");
        until(app, "2023-03-09").await;
        let late = leads(app, "A62").await;
        assert_eq!((late.len(), text(&late[0], "severity")), (1, "yellow"));
        assert_eq!(late[0]["figures"], json!({
            "complaint": waiting["number"], "state": "received", "received_on": "2023-03-01", "due_on": "2023-03-08", "required": "5 working"
        }));
        assert_eq!(found(app, "overdue=true").await, [text(&waiting, "number")]);
        assert_eq!(found(app, "overdue=false").await, [text(&without, "number"), text(&accepted, "number")]);
        until(app, "2023-03-17").await;
        assert_eq!((leads(app, "A62").await.len(), found(app, "overdue=true").await.len()), (2, 2));
        answer(app, "unit_clerk", &accepted, "upheld", "2023-03-17").await.ok(200);
        let reason = json!({"reason": "示例：不属本县职责"});
        app.on_complaint("asset_officer", "decline", &waiting, reason).await.ok(200);
        until(app, "2023-03-18").await;
        assert_eq!((leads(app, "A62").await, found(app, "overdue=true").await), (Vec::new(), Vec::new()), "what has no day is judged nothing");
    }

    /// A63. So many complaints of one thing within so many days are one lead, at the last of them; where nothing is set nothing is judged.
    async fn what_is_complained_of_again_and_again_is_found(app) {
        app.tick().await;
        let (asset, other) = (app.stock(json!({})).await, app.stock(json!({"name": "示例水井"})).await);
        let about = |on: &str| json!({"asset_ids": [asset["id"]], "received_on": on});
        for on in ["2023-01-10", "2023-02-02", "2023-02-20"] {
            app.complain("asset_officer", about(on)).await.ok(201);
        }
        until(app, "2023-03-02").await;
        assert_eq!(leads(app, "A63").await, Vec::<Value>::new());
        app.set_value("complaints.repeat_count", "3").await;
        app.set_value("complaints.repeat_days", "30").await;
        app.complain("asset_officer", json!({"asset_ids": [other["id"]], "received_on": "2023-03-02"})).await.ok(201);
        until(app, "2023-03-03").await;
        assert_eq!(leads(app, "A63").await, Vec::<Value>::new(), "two within thirty days");
        let last = app.complain("asset_officer", about("2023-03-03")).await.ok(201);
        until(app, "2023-03-04").await;
        let told = leads(app, "A63").await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0]["figures"], json!({
            "complaint": last["number"], "about": asset["number"], "kind": "asset", "times": "3", "first_on": "2023-02-02",
            "last_on": "2023-03-03", "from_times": "3", "days": "30"
        }));
    }

    /// Every filter finds what it says, and the table has the same rows.
    async fn complaints_are_found_by_what_is_known_of_them(app) {
        let (asset, site) = (app.stock(json!({})).await, app.site(json!({"region_code": TOWN})).await);
        let first = app.complain("asset_officer", json!({"asset_ids": [asset["id"]], "received_on": "2023-02-01", "channel": "referred"})).await.ok(201);
        let second = app.complain("village_clerk", json!({"region_code": TOWN, "kind": "suggestion", "site_ids": [site["id"]]})).await.ok(201);
        let taken = app.taken_up(&asset).await;
        let [first, second, third] = [&first, &second, &taken].map(|c| text(c, "number"));
        for (query, wanted) in [
            (format!("site_id={}", text(&site, "id")), vec![second]),
            (format!("subject=asset:{}", text(&asset, "id")), vec![first, third]),
            (format!("unit_id={}", text(&taken, "unit_id")), vec![third]),
            (format!("region={TOWN}"), vec![second]),
            ("channel=referred".into(), vec![first]),
            ("kind=suggestion".into(), vec![second]),
            ("state=accepted".into(), vec![third]),
            ("received_from_on=2023-02-02".into(), vec![third, second]),
            ("received_to_on=2023-02-28&channel=referred".into(), vec![first]),
            ("received_to_on=2023-02-28&channel=window".into(), vec![]),
        ] {
            assert_eq!(found(app, &query).await, wanted, "{query}");
            let table = app.get(&format!("/complaints/export?format=csv&{query}")).by(&app.who("auditor").await).send().await;
            let table = String::from_utf8_lossy(&table.bytes).into_owned();
            assert_eq!(table.lines().filter(|line| line.contains("TS-")).count(), wanted.len(), "{query}: {table}");
        }
        let contract = format!("subject=contract:{}", text(&asset, "id"));
        assert_eq!(found(app, &contract).await, Vec::<String>::new(), "of what nobody can complain nobody has");
    }
}

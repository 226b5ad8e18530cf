//! What is found of bodies by night.

use serde_json::{Value, json};

use super::LATER;
use crate::support::{TestApp, money::text};

/// The night until this day has passed: every check has looked.
pub async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
}

/// What of a check is still found: subjects and figures.
pub async fn found(app: &TestApp, check: &str) -> Vec<(String, Value)> {
    let found = app.see("auditor", &format!("/audit/leads?check={check}&state=found")).await;
    let about = |lead: &Value| (text(lead, "subject").to_owned(), lead["figures"].clone());
    let mut rows: Vec<_> = found["items"].as_array().unwrap().iter().map(about).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

pub fn of(kind: &str, value: &Value) -> String {
    format!("{kind}:{}", text(value, "id"))
}

engines! {
    /// A64, A65, A16.1, A66: a collective without a member, a person of two, a dead member, an entrusted asset that is another's.
    async fn what_does_not_fit_of_bodies_is_found_by_night(app) {
        app.on_day(LATER).await;
        app.tick().await;
        let (old, new) = (app.collective("示例甲村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let (head, other) = (app.person(json!({})).await, app.person(json!({})).await);
        let member = app.decided_of(&old, &head, json!({"ground": "origin"})).await.ok(201);
        // Two stays that overlap before the law, as rosters were taken over; and one who waits.
        let was = app.decided_of(&old, &other, json!({"on": "2023-02-01"})).await.ok(201);
        app.on_member("lose", &was, json!({"ground": "joined_other", "on": "2024-02-01"})).await.ok(200);
        let twice = app.decided_of(&new, &other, json!({"on": "2024-01-01"})).await.ok(201);
        let waits = app.decided_of(&new, &head, json!({"on": "2025-05-20"})).await.ok(201);
        let third = app.collective("示例丙村经济合作社").await;
        let asset = app.stock(json!({"name": "示例加工厂", "kind": "business"})).await;
        let owner = |id: &Value, regime: &str| json!([{"organisation_id": id, "share": "100.0000", "regime": regime}]);
        let paper = app.paper("权证.pdf").await;
        let title = json!({"on": "2023-01-15", "level": "village", "file_id": paper, "owners": owner(&third["organisation_id"], "collective")});
        let asset = app.on_asset("confirm-title", &asset, title).await.ok(200);
        let given = app.entrusted(&third, json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let house = app.household(&[(&head, "head")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2025-05-30", "person_id": head["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        until(app, "2025-06-03").await;
        assert_eq!(found(app, "A64").await, [(of("collective", &third), json!({"body": third["number"], "since": "2023-01-01"}))]);
        let doubled: Vec<String> = found(app, "A65").await.into_iter().map(|(subject, _)| subject).collect();
        let mut expected = [of("collective_member", &twice), of("collective_member", &waits)];
        expected.sort();
        assert_eq!(doubled, expected);
        let dead = found(app, "A16.1").await;
        assert_eq!(dead, [(of("collective_member", &member), json!({"died_on": "2025-05-30", "from": "2023-02-01"}))]);
        assert_eq!(found(app, "A66").await, []);
        // Everything is put right, but for the asset, whose title passes to the county.
        app.on_member("lose", &member, json!({"ground": "death", "on": "2025-05-30"})).await.ok(200);
        app.on_member("reverse", &twice, json!({"events": [1], "reason": "示例：重复登记"})).await.ok(200);
        for body in [&old, &new, &third] {
            app.decided_of(body, &app.person(json!({})).await, json!({})).await.ok(201);
        }
        let now = app.asset_now(&asset, "").await;
        let contested = json!({"on": "2025-06-03", "reason": "示例：县级部门主张权利"});
        app.also("line_reviewer", "asset_officer").await;
        let dispute = format!("/assets/{}/dispute-title", text(&now, "id"));
        let now = app.act("line_reviewer", &dispute, Some(&now), contested).await.ok(200);
        let unit = app.unit("示例县农业农村局").await;
        let title = json!({"on": "2025-06-03", "level": "county", "file_id": app.paper("权证二.pdf").await, "owners": owner(&unit, "administrative")});
        app.on_asset("confirm-title", &now, title).await.ok(200);
        until(app, "2025-06-04").await;
        for check in ["A16.1", "A64", "A65"] {
            assert_eq!(found(app, check).await, [], "{check}");
        }
        let away = json!({"asset": asset["number"], "entrusted_from": "2023-02-01"});
        assert_eq!(found(app, "A66").await, [(of("entrustment", &given), away)]);
    }

    /// Whoever keeps a body reads and explains what is found of it and nothing else; who decides sees who explained it, and of which unit.
    async fn whoever_keeps_a_body_explains_what_is_found_of_it(app) {
        app.on_day(LATER).await;
        app.tick().await;
        let body = app.collective("示例丙村经济合作社").await;
        app.stock(json!({"name": "示例厂房", "kind": "business", "accepted_on": "2022-03-01"})).await;
        until(app, "2025-06-03").await;
        let seen = app.see("collective_accountant", "/audit/leads?limit=200").await;
        let subjects: Vec<&str> = seen["items"].as_array().unwrap().iter().map(|lead| text(lead, "subject")).collect();
        assert!(subjects.contains(&&*of("collective", &body)) && !subjects.iter().any(|s| s.starts_with("asset:")), "{subjects:?}");
        let other = app.see("auditor", "/audit/leads?check=A51").await["items"][0].clone();
        let path = |lead: &Value| format!("/audit/leads/{}", text(lead, "id"));
        let explain = async |who: &str, lead: &Value| {
            app.act(who, &format!("{}/explain", path(lead)), Some(lead), json!({"text": "示例：正在核对"})).await
        };
        app.get(&path(&other)).by(&app.who("collective_manager").await).send().await.refused(404, "access.not_found");
        explain("collective_manager", &other).await.refused(404, "access.not_found");
        let lead = app.see("collective_manager", "/audit/leads?check=A64").await["items"][0].clone();
        let explained = explain("collective_manager", &lead).await.ok(200);
        assert_eq!((text(&explained, "explained_by_name"), &explained["explained_by_unit"]), ("示例·collective_manager", &Value::Null));
        let of_office = explain("asset_officer", &other).await.ok(200);
        assert_eq!(text(&of_office, "explained_by_unit"), "示例县财政局");
    }
}

//! Beneficiaries, who are no members, and what others manage for a body.

use serde_json::{Value, json};

use super::refused;
use crate::{
    check::plant::expect_seen,
    support::{TestApp, money::text},
};

/// What a person is to a body on a day: member, beneficiary.
async fn is(app: &TestApp, body: &Value, person: &Value, on: &str) -> (bool, bool) {
    let path = format!("/collectives/{}/person?person_id={}&as_of={on}", text(body, "id"), text(person, "id"));
    let found = app.see("collective_manager", &path).await;
    (found["member"].as_bool().unwrap(), found["beneficiary"].as_bool().unwrap())
}

/// An asset of the county that this organisation owns.
async fn owned(app: &TestApp, name: &str, (organisation, regime): (&Value, &str)) -> Value {
    let asset = app.stock(json!({"name": name, "kind": "business"})).await;
    let owner = json!({"organisation_id": organisation, "share": "100.0000", "regime": regime});
    let paper = app.paper("权证.pdf").await;
    let level = if regime == "collective" { "village" } else { "town" };
    let title = json!({"on": "2023-01-15", "level": level, "file_id": paper, "owners": [owner]});
    app.on_asset("confirm-title", &asset, title).await.ok(200)
}

engines! {
    /// R63: member, beneficiary, both, neither, by day and by household; a beneficiary is never counted as a member.
    async fn who_benefits_is_no_member(app) {
        let body = app.collective("示例村经济合作社").await;
        let (a, b, c) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        app.decided_of(&body, &a, json!({"on": "2023-02-10"})).await.ok(201);
        let house = app.household(&[(&b, "head"), (&c, "spouse")], json!({})).await.ok(201);
        let whole = app.benefits(&body, json!({"household_id": house["id"]})).await.ok(201);
        app.benefits(&body, json!({"person_id": a["id"], "from_on": "2023-02-15"})).await.ok(201);
        let away = json!({"events": [{"kind": "move_out", "on": "2023-02-20", "person_id": c["id"]}]});
        app.on_household("record", &house, away).await.ok(200);
        assert_eq!((is(app, &body, &a, "2023-02-09").await, is(app, &body, &a, "2023-02-10").await), ((false, false), (true, false)));
        assert_eq!(is(app, &body, &a, "2023-02-15").await, (true, true));
        assert_eq!((is(app, &body, &c, "2023-02-19").await, is(app, &body, &c, "2023-02-20").await), ((false, true), (false, false)));
        let standing = app.see("auditor", &format!("/collectives/{}/standing?as_of=2023-02-28", text(&body, "id"))).await;
        assert_eq!((&standing["members"], &standing["beneficiaries"]), (&json!(1), &json!(2)));
        let twice = app.benefits(&body, json!({"household_id": house["id"], "from_on": "2023-02-20"})).await;
        refused(&twice, 409, "collectives.beneficiary.overlaps", &json!({"from": "2023-02-01", "until": "—"}));
        refused(&app.benefits(&body, json!({})).await, 422, "collectives.beneficiary.not_named", &json!({}));
        let both = json!({"person_id": b["id"], "household_id": house["id"]});
        refused(&app.benefits(&body, both).await, 422, "collectives.beneficiary.not_named", &json!({}));
        let early = json!({"person_id": b["id"], "from_on": "2022-12-31"});
        refused(&app.benefits(&body, early).await, 409, "collectives.body.not_then", &json!({"since": "2023-01-01"}));
        let end = async |until: &str| {
            let path = format!("/collective-beneficiaries/{}", text(&whole, "id"));
            let now = app.see("auditor", &path).await;
            app.act("collective_manager", &format!("{path}/end"), Some(&now), json!({"until_on": until, "reason": "示例：到期"})).await
        };
        refused(&end("2023-02-01").await, 409, "collectives.period.ends_too_early", &json!({"from": "2023-02-01"}));
        refused(&end("2023-03-02").await, 422, "collectives.day.ahead", &json!({}));
        end("2023-02-18").await.ok(200);
        refused(&end("2023-02-19").await, 409, "collectives.period.ended", &json!({"until": "2023-02-18"}));
        assert_eq!(is(app, &body, &b, "2023-02-18").await, (false, false));
        app.benefits(&body, json!({"household_id": house["id"], "from_on": "2023-02-18"})).await.ok(201);
        let on = async |query: &str| app.see("finance_clerk", &format!("/collective-beneficiaries?{query}")).await["items"].as_array().unwrap().len();
        assert_eq!((on("as_of=2023-02-17").await, on(&format!("person_id={}", text(&a, "id"))).await), (2, 1));
        let unseen = format!("/collectives/{}/person?person_id={}", text(&body, "id"), text(&body, "id"));
        app.get(&unseen).by(&app.who("auditor").await).send().await.refused(404, "access.not_found");
        expect_seen(app, "I9", &["UPDATE collective_beneficiary SET from_on = '2023-02-10' WHERE until_on IS NULL AND person_id IS NULL"]).await;
        expect_seen(app, "I7", &["UPDATE collective_beneficiary SET version = version + 1"]).await;
    }

    /// The county manages in one hand what stays the body's own: its own assets alone, nothing twice on a day, ended with a reason.
    async fn what_is_entrusted_stays_the_bodys_own(app) {
        let body = app.collective("示例村经济合作社").await;
        let (mill, other) = (
            owned(app, "示例加工厂", (&body["organisation_id"], "collective")).await,
            owned(app, "示例仓库", (&app.unit("示例镇人民政府").await, "administrative")).await,
        );
        let foreign = app.entrusted(&body, json!({"asset_ids": [other["id"]]})).await;
        refused(&foreign, 409, "collectives.entrustment.not_owner", &json!({"asset": other["number"], "on": "2023-02-01"}));
        let itself = app.entrusted(&body, json!({"manager_id": body["organisation_id"]})).await;
        refused(&itself, 409, "collectives.entrustment.manages_itself", &json!({}));
        let nothing = app.entrusted(&body, json!({"asset_ids": [mill["id"], body["id"]], "manager_id": body["id"]})).await;
        refused(&nothing, 422, "collectives.entrustment.manager_unknown", &json!({}));
        assert_eq!(nothing.body["errors"].as_array().unwrap().len(), 2, "{:#}", nothing.body);
        let made = app.entrusted(&body, json!({"asset_ids": [mill["id"]], "scope": "示例：加工厂"})).await.ok(201);
        let whole = app.entrusted(&body, json!({"from_on": "2023-02-10"})).await;
        refused(&whole, 409, "collectives.entrustment.overlaps", &json!({"from": "2023-02-01", "scope": "示例：加工厂"}));
        let standing = app.see("auditor", &format!("/collectives/{}/standing", text(&body, "id"))).await;
        assert_eq!(standing["entrustment_ids"], json!([made["id"]]));
        let end = async |until: &str| {
            let now = app.see("auditor", &format!("/entrustments/{}", text(&made, "id"))).await;
            let path = format!("/entrustments/{}/end", text(&made, "id"));
            app.act("collective_manager", &path, Some(&now), json!({"until_on": until, "reason": "示例：协议解除"})).await
        };
        refused(&end("2023-02-01").await, 409, "collectives.period.ends_too_early", &json!({}));
        end("2023-02-20").await.ok(200);
        refused(&end("2023-02-21").await, 409, "collectives.period.ended", &json!({"until": "2023-02-20"}));
        let again = app.entrusted(&body, json!({"from_on": "2023-02-20"})).await.ok(201);
        assert_eq!(app.see("auditor", "/entrustments?as_of=2023-02-25").await["items"][0]["id"], again["id"]);
        expect_seen(app, "I9", &["UPDATE entrustment SET from_on = '2023-02-10' WHERE until_on IS NULL"]).await;
        expect_seen(app, "I7", &["UPDATE entrustment SET version = version + 1"]).await;
    }
}

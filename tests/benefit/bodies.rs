//! Bodies: one kind on any day, and the kind says which rules bind.

use serde_json::{Value, json};

use super::refused;
use crate::{
    check::plant::expect_seen,
    support::{TestApp, cast::TOWN, money::text},
};

/// What is so of a body on a day.
async fn standing(app: &TestApp, body: &Value, on: &str) -> Value {
    app.see("auditor", &format!("/collectives/{}/standing?as_of={on}", text(body, "id"))).await
}

engines! {
    /// A village committee acts until the collective is founded; every day tells its kind and rules, and the law binds from its day on.
    async fn a_body_is_of_one_kind_on_any_day(app) {
        let unit = app.organisation("示例村", "village_committee").await;
        let made = app.registered(&unit, json!({"kind": "village_committee_acting", "note": "示例"})).await.ok(201);
        assert_eq!((text(&made, "number"), text(&made, "state")), ("JT-431026-2023-000001", "active"));
        let committee = app.see("auditor", &format!("/organisations/{}", text(&unit, "id"))).await;
        let admin = app.who("unit_clerk").await;
        let path = format!("/organisations/{}", text(&unit, "id"));
        // What the rules of the body hang on does not change under it, by an officer or by a file; the founding of the collective does.
        let fits = json!({"body": made["number"], "fits": "村民委员会、农村集体经济组织"});
        let bureau = app.patch(&path).by(&admin).at(text(&committee, "etag")).json(json!({"kind": "line_department"})).send().await;
        refused(&bureau, 409, "places.organisation.kind_of_body", &fits);
        let called = json!({"external_ids": [{"system": "budget_integration", "id": "001"}]});
        let committee = app.patch(&path).by(&admin).at(text(&committee, "etag")).json(called).send().await.ok(200);
        let rows = "单位编号,单位名称,单位类别,行政区划代码\n001,示例村,企业,431026\n";
        let filed = crate::tables::send(app, "unit_clerk", "/organisations/imports", ("单位.csv", rows.as_bytes()), &[]).await;
        assert_eq!(filed.body["errors"][0]["code"], "places.organisation.kind_of_body", "{:#}", filed.body);
        let turned = json!({"kind": "collective", "acknowledged": ["R2"]});
        app.patch(&path).by(&admin).at(text(&committee, "etag")).json(turned).send().await.ok(200);
        let paper = app.paper("登记证.pdf").await;
        let kind = json!({"kind": "statutory_collective", "level": "village", "from_on": "2023-02-15", "file_id": paper});
        let now = app.on_body("change-kind", &made, kind.clone()).await.ok(200);
        assert_eq!((text(&now, "kind"), text(&now, "level"), now["terms"].as_array().unwrap().len()), ("statutory_collective", "village", 2));
        refused(&app.on_body("change-kind", &made, kind).await, 409, "collectives.body.term_begins", &json!({"on": "2023-02-15", "from": "2023-02-15"}));
        let on = async |day: &str| {
            let s = standing(app, &made, day).await;
            (s["kind"].as_str().unwrap_or("none").to_owned(), s["members_by_law"].as_bool(), s["decided_by"].as_str().unwrap_or("").to_owned())
        };
        let by = |kind: &str, law: Option<bool>, decided: &str| (kind.to_owned(), law, decided.to_owned());
        assert_eq!(on("2022-12-31").await, by("none", None, ""));
        assert_eq!(on("2023-02-14").await, by("village_committee_acting", Some(false), "members_assembly"));
        assert_eq!(on("2023-02-15").await, by("statutory_collective", Some(false), "members_assembly"));
        assert_eq!(on("2025-05-01").await, by("statutory_collective", Some(true), "members_assembly"));
        let closing = json!({"on": "2023-03-01", "reason": "示例：合并", "file_id": paper});
        let early = app.closing_confirmed("collective_accountant", &made).await;
        refused(&early, 409, "collectives.body.closing_not_asked", &json!({}));
        let asked = app.on_body("close", &made, closing.clone()).await.ok(200);
        assert_eq!((text(&asked, "state"), text(&asked["closing"], "on")), ("active", "2023-03-01"));
        let own = app.closing_confirmed("collective_manager", &made).await;
        refused(&own, 403, "access.denied.second_person", &json!({}));
        let closed = app.closing_confirmed("collective_accountant", &made).await.ok(200);
        assert_eq!((text(&closed, "state"), text(&closed, "closed_on")), ("closed", "2023-03-01"));
        assert_eq!(on("2023-03-01").await, by("none", None, ""));
        refused(&app.on_body("close", &made, closing).await, 409, "collectives.body.closed", &json!({"on": "2023-03-01"}));
        let list = async |query: &str| app.see("town_officer", &format!("/collectives?{query}")).await["items"].as_array().unwrap().len();
        assert_eq!(list("state=closed").await, 0, "the town does not see the county's");
        assert_eq!(app.see("auditor", "/collectives?state=closed&kind=statutory_collective").await["items"].as_array().unwrap().len(), 1);
        expect_seen(app, "I2", &["UPDATE collective SET closed_on = '2023-02-28'", "UPDATE collective SET kind = 'company', level = NULL"]).await;
        expect_seen(app, "I4", &["UPDATE collective SET closing_confirmed_by = closing_by"]).await;
        expect_seen(app, "I7", &["UPDATE collective SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE collective_term SET until_on = '2023-02-10' WHERE n = 1", "UPDATE collective SET since_on = '2022-12-01'"]).await;
        expect_seen(app, "I11", &["UPDATE organisation SET region_code = '431026103' WHERE id = (SELECT organisation_id FROM collective)"]).await;
    }

    /// A body that owes is not closed: neither while a loan is not paid back, nor while an order of upkeep waits for its income; nor before its last fact.
    async fn a_body_that_owes_is_not_closed(app) {
        app.also("town_officer", "town_officer").await;
        let body = app.collective("示例村经济合作社").await;
        let paper = app.paper("示例注销依据.pdf").await;
        let close = async |on: &str| app.on_body("close", &body, json!({"on": on, "reason": "示例：合并", "file_id": paper})).await;
        let stands = async |figures: Value| refused(&close("2023-03-01").await, 409, "collectives.body.unsettled", &figures);
        let loan = app.borrowed(&body, json!({"intake": "legacy"})).await.ok(201);
        stands(json!({"loans": "1", "owed": "100000.00", "orders": "0", "unmet": "0.00", "pools": "0", "plans": "0"})).await;
        let back = |amount: &str, voucher: &str| json!({"on": "2023-03-01", "amount": amount, "voucher": voucher, "file_id": paper});
        app.on_loan("repay", &loan, back("60000.00", "示-1")).await.ok(200);
        stands(json!({"loans": "1", "owed": "40000.00"})).await;
        let pond = app.owned_by(&body, "示例水池", json!({"kind": "public_welfare"})).await;
        let order = app.reported(&app.under_way(&pond).await, "100.00", "collective_income").await.ok(200);
        let verified = json!({"verified_cost": "90.00", "treatment": "expense", "rating": "satisfied", "raters": 12});
        let order = app.on_order("town_officer", "verify", &order, verified).await.ok(200);
        app.on_loan("repay", &loan, back("40000.00", "示-2")).await.ok(200);
        stands(json!({"loans": "0", "owed": "0.00", "orders": "1", "unmet": "90.00"})).await;
        let met = json!({"organisation_id": body["organisation_id"], "amount": "90.00", "voucher": "记-1", "met_on": "2023-03-01", "file_id": paper});
        app.on_order("asset_officer", "meet", &order, met).await.ok(200);
        refused(&close("2023-02-28").await, 409, "collectives.body.ends_before", &json!({"on": "2023-02-28", "last": "2023-03-01"}));
        close("2023-03-01").await.ok(200);
        // What is told between asking and confirming stops it too.
        app.on_loan("take-back", &loan, json!({"n": 2, "reason": "示例：重复登记"})).await.ok(200);
        let owes = app.closing_confirmed("collective_accountant", &body).await;
        refused(&owes, 409, "collectives.body.unsettled", &json!({"loans": "1", "owed": "40000.00"}));
        app.on_loan("repay", &loan, back("40000.00", "示-2")).await.ok(200);
        assert_eq!(text(&app.closing_confirmed("collective_accountant", &body).await.ok(200), "state"), "closed");
    }

    /// A kind that the organisation is not, a level where there is none, a day ahead, twice the same, members of the other sort: nothing kept.
    async fn what_is_no_body_is_refused(app) {
        let company = app.organisation("示例公司乙", "company").await;
        let misfit = app.registered(&company, json!({"kind": "statutory_collective", "level": "village"})).await;
        refused(&misfit, 422, "collectives.body.kind_misfit", &json!({"kind": "statutory_collective", "organisation": "company", "fit": "农村集体经济组织"}));
        assert_eq!(misfit.body["errors"][0]["pointer"], "/kind");
        let level = app.registered(&company, json!({"kind": "company", "level": "village"})).await;
        refused(&level, 422, "collectives.body.level_of_kind", &json!({}));
        let ahead = app.registered(&company, json!({"kind": "company", "from_on": "2023-03-02"})).await;
        refused(&ahead, 422, "collectives.day.ahead", &json!({"day": "2023-03-02", "today": "2023-03-01"}));
        let unknown = app.registered(&json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057"}), json!({"kind": "company"})).await;
        refused(&unknown, 422, "collectives.body.organisation_unknown", &json!({}));
        assert_eq!(app.number("SELECT count(*) FROM collective").await, 0);
        let made = app.registered(&company, json!({"kind": "company"})).await.ok(201);
        refused(&app.registered(&company, json!({"kind": "company"})).await, 409, "collectives.body.registered", &json!({"number": made["number"]}));
        // A site without land: no level, no law of members, and its members are not those of a rural collective.
        let site = app.organisation("示例安置点股份合作社", "collective").await;
        let site = app.registered(&site, json!({"kind": "site_body"})).await.ok(201);
        assert_eq!(standing(app, &site, "2025-06-01").await["members_by_law"], false);
        let member = app.decided_of(&site, &app.person(json!({})).await, json!({})).await.ok(201);
        assert_eq!(member["by_law"], false);
        let paper = app.paper("登记证.pdf").await;
        let turn = json!({"kind": "statutory_collective", "level": "village", "from_on": "2023-02-15", "file_id": paper});
        refused(&app.on_body("change-kind", &site, turn.clone()).await, 409, "collectives.body.members_stand", &json!({"members": "1"}));
        let closing = json!({"on": "2023-03-01", "reason": "示例", "file_id": paper});
        refused(&app.on_body("close", &site, closing).await, 409, "collectives.body.not_empty", &json!({"members": "1", "beneficiaries": "0"}));
        app.on_member("lose", &member, json!({"on": "2023-02-10", "ground": "by_charter"})).await.ok(200);
        app.on_body("change-kind", &site, turn).await.ok(200);
    }

    /// The body's page tells which account is its own and which its agency keeps; numbers are masked.
    async fn a_body_shows_whose_its_accounts_are(app) {
        let agency = app.organisation("示例三资代理中心", "agency_centre").await;
        let unit = json!({"name": "示例村经济合作社", "kind": "collective", "region_code": TOWN, "agency_id": agency["id"]});
        let unit = app.act("unit_clerk", "/organisations", None, unit).await.ok(201);
        let body = app.registered(&unit, json!({"kind": "statutory_collective", "level": "village"})).await.ok(201);
        for (holder, number) in [("示例村经济合作社", "6200000000000017"), ("示例三资代理中心", "6200000000000025")] {
            let account = json!({"organisation_id": unit["id"], "holder_name": holder, "bank_name": "示例银行", "account_no": number});
            app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
        }
        let standing = standing(app, &body, "2023-03-01").await;
        let accounts = standing["accounts"].as_array().unwrap();
        let shown: Vec<_> = accounts.iter().map(|a| (text(a, "holder_name"), a["custody"].as_bool().unwrap())).collect();
        assert_eq!(shown, [("示例村经济合作社", false), ("示例三资代理中心", true)]);
        assert!(!standing.to_string().contains("6200000000000017"), "{standing:#}");
    }
}

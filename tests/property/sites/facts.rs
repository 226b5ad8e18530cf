use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::{COUNTY, OTHER, TOWN},
    money::text,
};

async fn standing(app: &TestApp, site: &Value, query: &str) -> Value {
    app.see("auditor", &format!("/sites/{}/standing{query}", text(site, "id"))).await
}

/// From so many persons on a site of the county has a collective body.
async fn threshold(app: &TestApp, people: &str) {
    let body = json!({
        "key": "sites.collective_body_people", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": people, "basis": "paper",
        "document": "示例县后续扶持方案", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

async fn leads(app: &TestApp, check: &str) -> Vec<Value> {
    app.see("auditor", &format!("/audit/leads?check={check}")).await["items"].as_array().unwrap().clone()
}

engines! {
    /// A count is a fact of its day: any day is read again, a wrong one is withdrawn with its reason, and none is overwritten.
    async fn any_day_tells_who_was_counted_then(app) {
        let site = app.site(json!({"people": 870})).await;
        assert_eq!(standing(app, &site, "").await["people"], 870);
        assert!(standing(app, &site, "").await["counted_on"].is_null(), "the register names no day");
        app.count(&site, 900, "2023-01-01").await.ok(201);
        let wrong = app.count(&site, 9990, "2023-02-01").await.ok(201);
        let problem = app.count(&site, 999, "2023-02-01").await.refused(409, "sites.headcount.counted");
        assert_eq!(problem["facts"]["people"], "9990");
        let path = format!("/site-headcounts/{}/withdraw", text(&wrong, "id"));
        let gone = app.act("asset_officer", &path, Some(&wrong), json!({"reason": "示例：多录一位"})).await.ok(200);
        assert_eq!((text(&gone, "state"), text(&gone, "withdraw_reason")), ("withdrawn", "示例：多录一位"));
        app.act("asset_officer", &path, Some(&gone), json!({"reason": "示例"})).await.refused(409, "sites.headcount.state");
        app.count(&site, 999, "2023-02-01").await.ok(201);
        for (day, people, counted) in [("2022-12-31", 870, ""), ("2023-01-31", 900, "2023-01-01"), ("2023-02-01", 999, "2023-02-01")] {
            let then = standing(app, &site, &format!("?on={day}")).await;
            assert_eq!((then["people"].as_i64(), then["counted_on"].as_str().unwrap_or_default()), (Some(people), counted), "{day}");
        }
        app.count(&site, 1, "2023-03-02").await.refused(422, "sites.day.ahead");
        let all = app.see("auditor", &format!("/site-headcounts?site_id={}", text(&site, "id"))).await;
        assert_eq!(all["items"].as_array().unwrap().len(), 3, "what was withdrawn stays readable");
        let more = json!({"site_id": site["id"], "counted_on": "2023-01-15", "people": 3, "households": 4, "file_id": app.paper("表.pdf").await});
        app.act("asset_officer", "/site-headcounts", None, more).await.refused(422, "sites.headcount.more_households");
    }

    /// One body manages a site from day to day, several support it, and of what nobody recorded nobody says that it is not there.
    async fn host_and_origin_have_their_parts_by_day(app) {
        let site = app.site(json!({})).await;
        let nothing = standing(app, &site, "").await;
        assert_eq!((nothing["unrecorded"].clone(), text(&nothing, "collective_body")), (json!(["daily_management", "origin_support"]), "not_counted"));
        app.part(&site, "daily_management", "示例社区甲", "2023-01-01").await.ok(201);
        app.part(&site, "origin_support", "示例村丙", "2023-01-01").await.ok(201);
        app.part(&site, "origin_support", "示例村丁", "2023-01-01").await.ok(201);
        app.part(&site, "origin_support", "示例村丁", "2023-02-01").await.refused(409, "sites.role.same_body");
        app.part(&site, "daily_management", "示例社区乙", "2023-02-01").await.ok(201);
        app.part(&site, "daily_management", "示例社区丙", "2023-01-15").await.refused(409, "sites.role.overlaps");
        let held = async |role: &str, day: &str| {
            let page = app.see("auditor", &format!("/site-roles?site_id={}&role={role}&on={day}", text(&site, "id"))).await;
            page["items"].as_array().unwrap().iter().map(|r| text(r, "name").to_owned()).collect::<BTreeSet<_>>()
        };
        assert_eq!(held("daily_management", "2023-01-31").await, BTreeSet::from(["示例社区甲".to_owned()]));
        assert_eq!(held("daily_management", "2023-02-01").await, BTreeSet::from(["示例社区乙".to_owned()]));
        assert_eq!(held("origin_support", "2023-03-01").await, ["示例村丙", "示例村丁"].map(str::to_owned).into());
        assert_eq!(standing(app, &site, "").await["unrecorded"], json!([]));
        let managing = app.see("auditor", "/site-roles?role=daily_management&on=2023-03-01").await["items"][0].clone();
        let end = |until: &str| json!({"until_on": until, "reason": "示例：撤并"});
        let path = format!("/site-roles/{}/end", text(&managing, "id"));
        app.act("asset_officer", &path, Some(&managing), end("2023-02-01")).await.refused(422, "sites.role.ends_too_early");
        let ended = app.act("asset_officer", &path, Some(&managing), end("2023-03-01")).await.ok(200);
        app.act("asset_officer", &path, Some(&ended), end("2023-03-01")).await.refused(409, "sites.role.ended");
        assert_eq!(standing(app, &site, "").await["unrecorded"], json!(["daily_management"]));
        assert_eq!(standing(app, &site, "?on=2023-02-28").await["unrecorded"], json!([]));
    }

    /// What stands at a site outside one's regions is not there; a body is one, and only a collective has its form.
    async fn what_is_said_of_a_site_is_said_by_its_own_office(app) {
        let beside = json!({"name": "示例安置点", "region_code": OTHER});
        let beside = app.act("431027.asset_officer", "/sites", None, beside).await.ok(201);
        app.count(&beside, 10, "2023-01-01").await.refused(422, "sites.site.unknown");
        app.part(&beside, "origin_support", "示例村", "2023-01-01").await.refused(422, "sites.site.unknown");
        app.get(&format!("/sites/{}/standing", text(&beside, "id"))).by(&app.who("auditor").await).send().await.ok(404);
        let site = app.site(json!({})).await;
        let paper = app.paper("文件.pdf").await;
        let said = |more: Value| {
            let mut body = json!({"site_id": site["id"], "role": "collective_body", "from_on": "2023-01-01", "file_id": paper});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let unit = app.unit("示例镇人民政府").await;
        for (more, code) in [
            (json!({"name": "示例合作社"}), "sites.role.body_kind"),
            (json!({"body_kind": "company"}), "sites.role.not_named"),
            (json!({"body_kind": "company", "name": "示例公司", "organisation_id": unit}), "sites.role.not_named"),
            (json!({"body_kind": "company", "organisation_id": site["id"]}), "sites.unit.unknown"),
        ] {
            app.act("asset_officer", "/site-roles", None, said(more)).await.refused(422, code);
        }
        // No builder is the site's collective, whatever somebody calls it.
        let builder = app.unit("示例施工单位甲").await;
        let collective = said(json!({"body_kind": "rural_collective", "organisation_id": builder}));
        let problem = app.act("asset_officer", "/site-roles", None, collective).await.refused(409, "sites.role.not_of_this_form");
        assert_eq!((text(&problem["facts"], "kind"), text(&problem["facts"], "form")), ("company", "rural_collective"));
        app.act("unit_clerk", "/site-roles", None, said(json!({"body_kind": "company", "name": "示例公司"}))).await.refused(403, "access.denied.role");
    }

    /// A site whose town is known later takes what was recorded there along: whoever sees the site sees its facts.
    async fn facts_go_where_their_site_goes(app) {
        let site = app.site(json!({})).await;
        app.count(&site, 10, "2023-01-01").await.ok(201);
        app.part(&site, "origin_support", "示例村", "2023-01-01").await.ok(201);
        let officer = app.who("asset_officer").await;
        let moved = json!({"region_code": TOWN});
        app.patch(&format!("/sites/{}", text(&site, "id"))).by(&officer).at(text(&site, "etag")).json(moved).send().await.ok(200);
        for list in ["/site-headcounts", "/site-roles"] {
            assert_eq!(app.see("town_officer", list).await["items"][0]["region_code"], TOWN, "{list}");
        }
        let now = app.see("asset_officer", &format!("/sites/{}", text(&site, "id"))).await;
        let kept = app.delete(&format!("/sites/{}", text(&site, "id"))).by(&officer).at(text(&now, "etag")).send().await;
        kept.refused(409, "places.in_use");
    }

    /// A60. A site that reaches the number without a collective body is a lead with its name, persons and day; where no number is set
    /// nothing is judged; a body on record takes the lead away, and its end brings it back.
    async fn a_large_site_without_a_collective_body_is_a_lead(app) {
        let large = app.site(json!({"name": "示例大型安置点"})).await;
        app.count(&large, 1000, "2023-02-01").await.ok(201);
        let small = app.site(json!({"name": "示例小型安置点"})).await;
        app.count(&small, 999, "2023-02-01").await.ok(201);
        let written = app.site(json!({"name": "示例未统计安置点", "people": 1200})).await;
        app.look().await;
        assert_eq!(leads(app, "A60").await, Vec::<Value>::new(), "no number is set");
        assert_eq!(standing(app, &large, "").await["collective_body"], "threshold_unset");
        threshold(app, "1000").await;
        app.on_day("2023-03-02").await;
        app.tick().await;
        let found = leads(app, "A60").await;
        assert_eq!(found.len(), 2);
        let of = |site: &Value| found.iter().find(|l| l["subject"] == format!("site:{}", text(site, "id"))).unwrap().clone();
        let figures = json!({"site": "示例大型安置点", "people": "1000", "counted_on": "2023-02-01", "from_people": "1000"});
        assert_eq!(of(&large)["figures"], figures);
        assert_eq!(of(&written)["figures"]["counted_on"], "undated");
        let body = app.part(&large, "collective_body", "示例社区股份合作社", "2023-03-01").await.ok(201);
        assert_eq!(standing(app, &large, "?on=2023-03-01").await["collective_body"], "formed");
        assert_eq!(standing(app, &small, "").await["collective_body"], "not_needed");
        app.on_day("2023-03-03").await;
        app.tick().await;
        let state = async || {
            let path = format!("/audit/leads?check=A60&subject=site:{}", text(&large, "id"));
            text(&app.see("auditor", &path).await["items"][0], "state").to_owned()
        };
        assert_eq!(state().await, "lapsed");
        let path = format!("/site-roles/{}/end", text(&body, "id"));
        app.act("asset_officer", &path, Some(&body), json!({"until_on": "2023-03-03", "reason": "示例：注销"})).await.ok(200);
        app.on_day("2023-03-04").await;
        app.tick().await;
        assert_eq!(state().await, "found");
        assert_eq!(standing(app, &large, "").await["collective_body"], "not_recorded");
    }
}

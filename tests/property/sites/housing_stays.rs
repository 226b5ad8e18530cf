//! Which household has which dwelling: one on any day, and one household in it unless both share; who left is found by night.

use serde_json::{Value, json};

use crate::{
    check::plant::expect_seen,
    people::households::{refused, told},
    support::{
        Reply, TestApp,
        cast::{COUNTY, TOWN},
        money::text,
        property::over,
    },
};

impl TestApp {
    /// A household that has a dwelling from 1 February 2023.
    pub async fn housed(&self, unit: &Value, household: &Value, said: Value) -> Reply {
        let body = json!({"housing_unit_id": unit["id"], "household_id": household["id"], "from_on": "2023-02-01"});
        self.act("asset_officer", "/housing-stays", None, over(body, &said)).await
    }

    /// Somebody alone in a household at a site of the county.
    pub async fn living_at(&self, site: &Value) -> Value {
        let head = self.person(json!({})).await;
        self.household(&[(&head, "head")], json!({"site_id": site["id"]})).await.ok(201)
    }
}

async fn ended(app: &TestApp, stay: &Value, until: &str) -> Reply {
    let path = format!("/housing-stays/{}", text(stay, "id"));
    let now = app.see("auditor", &path).await;
    let body = json!({"until_on": until, "reason": "示例：搬出"});
    app.act("asset_officer", &format!("{path}/end"), Some(&now), body).await
}

engines! {
    /// Each refused with its days, nothing kept; a second household waits for the first to leave, or both are told to share.
    async fn a_household_has_one_dwelling_on_any_day_and_a_dwelling_one_household(app) {
        let site = app.site(json!({})).await;
        let (one, two) = (app.dwelling(&site, "101", json!({})).await.ok(201), app.dwelling(&site, "102", json!({})).await.ok(201));
        let (a, b, c) = (app.living_at(&site).await, app.living_at(&site).await, app.living_at(&site).await);
        let far = app.living_at(&app.site(json!({"name": "示例安置点乙"})).await).await;
        let paper = app.paper("分房协议.pdf").await;
        let first = app.housed(&one, &a, json!({"file_id": paper, "note": "示例"})).await.ok(201);
        assert_eq!((text(&first, "region_code"), &first["site_id"], &first["shared"]), (COUNTY, &site["id"], &json!(false)));
        let taken = app.housed(&one, &b, json!({"from_on": "2023-02-10"})).await;
        refused(&taken, 409, "housing.stay.dwelling_taken", &json!({"from": "2023-02-01", "until": "—"}));
        let shared = app.housed(&one, &b, json!({"shared": true})).await;
        refused(&shared, 409, "housing.stay.dwelling_taken", &json!({}));
        let second = app.housed(&two, &a, json!({"from_on": "2023-02-10"})).await;
        refused(&second, 409, "housing.stay.household_housed", &json!({"from": "2023-02-01"}));
        refused(&app.housed(&two, &far, json!({})).await, 409, "housing.stay.not_at_site", &json!({"household": far["number"]}));
        app.housed(&two, &far, json!({"until_on": "2023-02-05"})).await.ok(201);
        refused(&app.housed(&two, &b, json!({"until_on": "2023-02-01"})).await, 422, "housing.stay.days", &json!({"from": "2023-02-01"}));
        refused(&app.housed(&two, &b, json!({"from_on": "2023-03-02"})).await, 422, "housing.day.ahead", &json!({"today": "2023-03-01"}));
        let unknown = app.housed(&two, &one, json!({"file_id": one["id"]})).await;
        assert_eq!((unknown.status.as_u16(), unknown.body["errors"].as_array().unwrap().len()), (422, 2), "{:#}", unknown.body);
        refused(&app.housed(&a, &b, json!({})).await, 422, "housing.unit.unknown_dwelling", &json!({}));
        assert_eq!(app.number("SELECT count(*) FROM housing_stay").await, 2);
        refused(&ended(app, &first, "2023-02-01").await, 422, "housing.stay.days", &json!({}));
        refused(&ended(app, &first, "2023-03-02").await, 422, "housing.day.ahead", &json!({}));
        let left = ended(app, &first, "2023-02-10").await.ok(200);
        assert_eq!((text(&left, "until_on"), text(&left, "end_reason")), ("2023-02-10", "示例：搬出"));
        refused(&ended(app, &first, "2023-02-11").await, 409, "housing.stay.ended", &json!({"until": "2023-02-10"}));
        app.housed(&two, &a, json!({"from_on": "2023-02-10"})).await.ok(201);
        for house in [&b, &c] {
            app.housed(&one, house, json!({"from_on": "2023-02-10", "shared": true})).await.ok(201);
        }
        let found = async |query: String| app.see("auditor", &format!("/housing-stays?{query}")).await["items"].as_array().unwrap().len();
        let id = text(&one, "id");
        assert_eq!((found(format!("housing_unit_id={id}&as_of=2023-02-09")).await, found(format!("housing_unit_id={id}&as_of=2023-02-10")).await), (1, 2));
        assert_eq!((found(format!("household_id={}", text(&a, "id"))).await, found(format!("site_id={}", text(&site, "id"))).await), (2, 5));
        let officer = app.who("asset_officer").await;
        let kept = app.delete(&format!("/housing-units/{id}")).by(&officer).at(text(&one, "etag")).send().await;
        kept.refused(409, "housing.unit.in_use");
        expect_seen(app, "I9", &["UPDATE housing_stay SET shared = (1 = 0)"]).await;
        expect_seen(app, "I7", &["UPDATE housing_stay SET version = version + 1"]).await;
    }

    /// Two officers give one dwelling to two households at once: one of them is told of the other.
    async fn a_dwelling_is_given_to_one_of_two_households_at_once(app) {
        let site = app.site(json!({})).await;
        let unit = app.dwelling(&site, "101", json!({})).await.ok(201);
        let (a, b) = (app.living_at(&site).await, app.living_at(&site).await);
        let (first, second) = futures_util::join!(app.housed(&unit, &a, json!({})), app.housed(&unit, &b, json!({})));
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [201, 409], "{:#} {:#}", first.body, second.body);
        let (unit, other) = (app.dwelling(&site, "102", json!({})).await.ok(201), app.dwelling(&site, "103", json!({})).await.ok(201));
        let c = app.living_at(&site).await;
        let (first, second) = futures_util::join!(app.housed(&unit, &c, json!({})), app.housed(&other, &c, json!({})));
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [201, 409], "{:#} {:#}", first.body, second.body);
        assert_eq!(app.number("SELECT count(*) FROM housing_stay").await, 2);
    }

    /// A69. A household of which nobody is left, or that lives at another site, is found with its dwelling, and goes with its end.
    async fn a_household_that_left_its_dwelling_is_found_by_night(app) {
        let (site, other) = (app.site(json!({})).await, app.site(json!({"name": "示例安置点乙", "region_code": TOWN})).await);
        let head = app.person(json!({})).await;
        let gone = app.household(&[(&head, "head")], json!({"site_id": site["id"]})).await.ok(201);
        let (moved, stays) = (app.living_at(&site).await, app.living_at(&site).await);
        let mut had = Vec::new();
        for (room, house) in [("101", &gone), ("102", &moved), ("103", &stays)] {
            let unit = app.dwelling(&site, room, json!({})).await.ok(201);
            had.push(app.housed(&unit, house, json!({})).await.ok(201));
        }
        app.on_household("record", &gone, told(&[("death", "2023-02-20", &head, json!({}))])).await.ok(200);
        let officer = app.who("asset_officer").await;
        let path = format!("/households/{}", text(&moved, "id"));
        app.patch(&path).by(&officer).at(text(&moved, "etag")).json(json!({"site_id": other["id"]})).send().await.ok(200);
        let found = async || {
            let found = app.see("auditor", "/audit/leads?check=A69&state=found").await;
            let cause = |lead: &Value| format!("{} {}", text(&lead["figures"], "household"), text(&lead["figures"], "cause"));
            let mut rows: Vec<String> = found["items"].as_array().unwrap().iter().map(cause).collect();
            rows.sort();
            rows
        };
        app.look().await;
        assert_eq!(found().await, [format!("{} nobody_left", text(&gone, "number")), format!("{} another_site", text(&moved, "number"))]);
        ended(app, &had[0], "2023-02-20").await.ok(200);
        ended(app, &had[1], "2023-03-01").await.ok(200);
        app.on_day("2023-03-02").await;
        assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
        assert_eq!(found().await, Vec::<String>::new());
    }
}

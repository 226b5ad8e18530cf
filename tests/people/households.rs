//! Households: who belongs to them on a day follows from dated events; one household a person, one head a household.

use serde_json::{Value, json};

use super::stands;
use crate::{
    check::plant::expect_seen,
    support::{
        Reply, TestApp,
        cast::{COUNTY, TOWN},
        money::text,
        property::over,
    },
};

/// Marked names, numbers and addresses.
const MARKS: &[&str] = &["甄户主隐", "甄配偶隐", "431026198505157777", "431026199001011234", "示例县隐秘村隐秘组"];

impl TestApp {
    /// A person of the register.
    pub async fn person(&self, said: Value) -> Value {
        let body = over(json!({"region_code": COUNTY, "name": "示例"}), &said);
        self.act("asset_officer", "/people", None, body).await.ok(201)
    }

    /// A household of these persons, each with a relation, enrolled on 1 February 2023.
    pub async fn household(&self, members: &[(&Value, &str)], said: Value) -> Reply {
        let members: Vec<Value> =
            members.iter().map(|(p, relation)| json!({"person_id": p["id"], "relation": relation})).collect();
        let body = json!({"region_code": COUNTY, "origin_code": COUNTY, "on": "2023-02-01", "members": members});
        self.act("asset_officer", "/households", None, over(body, &said)).await
    }

    /// An act on a household as it is now.
    pub async fn on_household(&self, verb: &str, household: &Value, body: Value) -> Reply {
        let path = format!("/households/{}", text(household, "id"));
        let now = self.see("auditor", &path).await;
        self.act("asset_officer", &format!("{path}/{verb}"), Some(&now), body).await
    }

    /// What an officer finds of a household in its paper: its head's name and how many belong to it.
    pub async fn home_said(&self, who: &str, household: &Value, (head, members): (&str, i64)) -> Reply {
        let path = format!("/households/{}", text(household, "id"));
        let now = self.see("auditor", &path).await;
        let body = json!({"head_name": head, "members": members, "file_id": self.paper("示例户口簿.pdf").await});
        self.act(who, &format!("{path}/confirm"), Some(&now), body).await
    }

    /// Who belongs to a household on a day, with relation and presence, in the order of the relations.
    async fn belong(&self, household: &Value, on: &str) -> Vec<(String, String)> {
        let path = format!("/households/{}/members?as_of={on}", text(household, "id"));
        let members = self.see("auditor", &path).await;
        let row = |m: &Value| (text(m, "relation").to_owned(), text(m, "presence").to_owned());
        let mut rows: Vec<_> = members["items"].as_array().expect("members").iter().map(row).collect();
        rows.sort();
        rows
    }
}

/// Events, each as kind, day, person and what else is told.
pub fn told(events: &[(&str, &str, &Value, Value)]) -> Value {
    let event = |(kind, on, person, more): &(&str, &str, &Value, Value)| {
        over(json!({"kind": kind, "on": on, "person_id": person["id"]}), more)
    };
    json!({"events": events.iter().map(event).collect::<Vec<_>>()})
}

#[track_caller]
pub fn refused(reply: &Reply, status: u16, code: &str, facts: &Value) {
    assert_eq!((reply.status.as_u16(), text(&reply.body, "code")), (status, code), "{:#}", reply.body);
    for (name, value) in facts.as_object().expect("facts") {
        assert_eq!(&reply.body["facts"][name], value, "{:#}", reply.body);
    }
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

engines! {
    /// Birth, study, death, a new head, marriage: every day shows what was so; a wrong event is reversed and stays to be read.
    async fn a_household_is_on_any_day_what_its_events_make_of_it(app) {
        let (head, spouse, son, baby) =
            (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        let family = [(&head, "head"), (&spouse, "spouse"), (&son, "son")];
        let made = app.household(&family, json!({"stated_members": 3, "poor": true, "monitored": "marginal"})).await.ok(201);
        assert_eq!((text(&made, "number"), &made["members"], &made["head_id"]), ("BQ-431026-2023-000001", &json!(3), &head["id"]));
        let events = told(&[
            ("study", "2023-02-10", &son, json!({})),
            ("birth", "2023-02-12", &baby, json!({"relation": "daughter", "sex": "female"})),
            ("death", "2023-02-20", &head, json!({})),
        ]);
        let after = app.on_household("record", &made, events).await.ok(200);
        assert_eq!((&after["members"], &after["head_id"]), (&json!(3), &Value::Null));
        let heir = told(&[("head", "2023-02-22", &spouse, json!({})), ("return", "2023-02-25", &son, json!({}))]);
        let after = app.on_household("record", &made, heir).await.ok(200);
        assert_eq!(after["head_id"], spouse["id"]);
        assert_eq!(app.belong(&made, "2023-01-31").await, []);
        assert_eq!(app.belong(&made, "2023-02-11").await, pairs(&[("head", "home"), ("son", "study"), ("spouse", "home")]));
        assert_eq!(app.belong(&made, "2023-02-19").await.len(), 4);
        assert_eq!(app.belong(&made, "2023-02-20").await, pairs(&[("daughter", "home"), ("son", "study"), ("spouse", "home")]));
        assert_eq!(app.belong(&made, "2023-03-01").await, pairs(&[("daughter", "home"), ("head", "home"), ("son", "home")]));
        let twice = app.on_household("record", &made, told(&[("death", "2023-02-28", &head, json!({}))])).await;
        refused(&twice, 409, "people.household.died", &json!({"on": "2023-02-28", "died_on": "2023-02-20"}));
        let back = app.on_household("reverse", &made, json!({"events": [6], "reason": "示例：误报"})).await;
        refused(&back, 409, "people.household.one_head", &json!({"on": "2023-02-22", "heads": "2", "members": "4"}));
        let back = app.on_household("reverse", &made, json!({"events": [6, 7], "reason": "示例：误报"})).await.ok(200);
        assert_eq!((&back["members"], &back["head_id"]), (&json!(4), &head["id"]));
        let again = app.on_household("reverse", &made, json!({"events": [6], "reason": "示例：误报"})).await;
        refused(&again, 409, "people.household.nothing_to_reverse", &json!({"n": "6"}));
        let all = app.see("auditor", &format!("/households/{}/events", text(&made, "id"))).await;
        assert_eq!(all["items"].as_array().unwrap().len(), 8, "{all:#}");
        assert_eq!(all["items"][5]["reversed"]["reason"], "示例：误报", "{all:#}");
        let marked = app.on_household("mark", &made, json!({"since_on": "2023-02-15", "poor": false, "monitored": "none", "paper": "示例〔2023〕1号"})).await.ok(200);
        assert_eq!((&marked["poor"], &marked["monitored"]), (&json!(false), &json!("none")));
        let earlier = app.on_household("mark", &made, json!({"since_on": "2023-02-10", "monitored": "sudden"})).await.ok(200);
        assert_eq!((&earlier["monitored"], earlier["standings"].as_array().unwrap().len()), (&json!("none"), 3));
        refused(&app.on_household("mark", &made, json!({"since_on": "2023-02-10"})).await, 422, "people.household.standing_empty", &json!({}));
    }

    /// R3.1, R4, R5, R5.1, and events out of order: each refused with its rule and figures, and nothing kept.
    async fn what_cannot_be_so_of_households_is_refused(app) {
        let (man, other) = (app.person(json!({"id_number": "11010519491231002X"})).await, app.person(json!({})).await);
        let head = [(&man, "head"), (&other, "spouse")];
        let rule = |reply: &Reply| text(&reply.body, "rule").to_owned();
        let none = app.household(&[(&man, "spouse"), (&other, "son")], json!({})).await;
        refused(&none, 409, "people.household.one_head", &json!({"on": "2023-02-01", "heads": "0", "members": "2"}));
        assert_eq!(rule(&none), "R5");
        let two = app.household(&[(&man, "head"), (&other, "head")], json!({})).await;
        refused(&two, 409, "people.household.one_head", &json!({"heads": "2"}));
        let count = app.household(&head, json!({"stated_members": 3})).await;
        refused(&count, 422, "people.household.headcount_differs", &json!({"stated": "3", "members": "2"}));
        assert_eq!(rule(&count), "R5.1");
        let elsewhere = app.site(json!({"region_code": TOWN})).await;
        let place = app.household(&head, json!({"site_id": elsewhere["id"]})).await;
        refused(&place, 422, "people.household.not_of_site", &json!({"region": COUNTY, "site": TOWN}));
        let ahead = app.household(&head, json!({"on": "2023-03-02"})).await;
        refused(&ahead, 422, "people.household.day_ahead", &json!({"day": "2023-03-02", "today": "2023-03-01"}));
        let sexed = json!({"members": [{"person_id": man["id"], "relation": "head", "sex": "male"}]});
        let sex = app.household(&[], sexed.clone()).await;
        assert_eq!((sex.status.as_u16(), rule(&sex).as_str()), (409, "R3.1"), "{:#}", sex.body);
        assert_eq!(app.number("SELECT count(*) FROM household").await, 0);
        let made = app.household(&[], over(sexed, &json!({"acknowledged": ["R3.1"]}))).await.ok(201);
        let again = app.household(&head, json!({})).await;
        let facts = json!({"household": made["number"], "from": "2023-02-01", "until": "—", "on": "2023-02-01"});
        refused(&again, 409, "people.household.duplicate_person", &facts);
        assert_eq!(rule(&again), "R4");
        let step = async |events: &[(&str, &str, &Value, Value)]| app.on_household("record", &made, told(events)).await;
        refused(&step(&[("move_out", "2023-02-05", &other, json!({}))]).await, 409, "people.household.not_member", &json!({"n": "2"}));
        refused(&step(&[("move_in", "2023-02-05", &man, json!({"relation": "son"}))]).await, 409, "people.household.already_member", &json!({}));
        refused(&step(&[("return", "2023-02-05", &man, json!({}))]).await, 409, "people.household.not_away", &json!({}));
        let away = [("army", "2023-02-05", &man, json!({})), ("study", "2023-02-06", &man, json!({}))];
        refused(&step(&away).await, 409, "people.household.away_already", &json!({"n": "3", "on": "2023-02-06"}));
        refused(&step(&[("move_in", "2023-02-05", &other, json!({}))]).await, 422, "people.household.relation_of_kind", &json!({"at": "1"}));
        let split = [("split_out", "2023-02-05", &man, json!({}))];
        refused(&step(&split).await, 422, "people.household.by_split", &json!({}));
        refused(&step(&[("move_in", "2023-02-05", &other, json!({"relation": "head"}))]).await, 409, "people.household.one_head", &json!({"heads": "2"}));
        step(&[("death", "2023-02-10", &man, json!({}))]).await.ok(200);
        let dead = app.household(&[(&man, "head")], json!({"on": "2023-02-15"})).await;
        refused(&dead, 409, "people.household.died", &json!({"died_on": "2023-02-10"}));
    }

    /// Two officers add one person to two households at once: one of them is told of the other.
    async fn a_person_is_added_to_one_of_two_households_at_once(app) {
        let (a, b, one) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        let homes = [app.household(&[(&a, "head")], json!({})).await.ok(201), app.household(&[(&b, "head")], json!({})).await.ok(201)];
        let come = told(&[("move_in", "2023-02-05", &one, json!({"relation": "other"}))]);
        let (first, second) = futures_util::join!(
            app.on_household("record", &homes[0], come.clone()),
            app.on_household("record", &homes[1], come.clone())
        );
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [200, 409], "{:#} {:#}", first.body, second.body);
        let lost = if first.status == 409 { first } else { second };
        refused(&lost, 409, "people.household.duplicate_person", &json!({"from": "2023-02-05"}));
        assert_eq!(app.number("SELECT count(*) FROM household_member").await, 3);
    }

    /// A split moves members to a household of their own on a day, as poor as the old one; filters find both; damage is seen.
    async fn a_split_leaves_two_households_with_a_head_each(app) {
        let site = app.site(json!({})).await;
        let (head, son, wife) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        let at = json!({"site_id": site["id"], "building": "1栋", "room": "101", "poor": true,
            "external_ids": [{"system": "register", "id": "H1"}]});
        let made = app.household(&[(&head, "head"), (&son, "son"), (&wife, "other")], at).await.ok(201);
        let leave = |relation: &str| json!({"on": "2023-02-20", "building": "1栋", "room": "102", "members": [
            {"person_id": son["id"], "relation": relation}, {"person_id": wife["id"], "relation": "spouse"}]});
        refused(&app.on_household("split", &made, leave("son")).await, 409, "people.household.one_head", &json!({"heads": "0"}));
        let new = app.on_household("split", &made, leave("head")).await.ok(200);
        assert_eq!((&new["poor"], &new["members"], &new["split_from_id"]), (&json!(true), &json!(2), &made["id"]));
        assert_eq!(app.belong(&made, "2023-02-19").await.len(), 3);
        assert_eq!((app.belong(&made, "2023-02-20").await.len(), app.belong(&new, "2023-02-20").await.len()), (1, 2));
        let back = app.on_household("reverse", &new, json!({"events": [1], "reason": "示例"})).await;
        refused(&back, 409, "people.household.nothing_to_reverse", &json!({}));
        let find = async |query: String| app.see("auditor", &format!("/households?{query}")).await["items"].as_array().unwrap().len();
        let site_id = text(&site, "id");
        assert_eq!(find(format!("site_id={site_id}&poor=true&origin=4310")).await, 2);
        assert_eq!(find("poor=false".into()).await + find("monitored=sudden".into()).await + find("origin=431027".into()).await, 0);
        assert_eq!(find("external_system=register&external_id=H1".into()).await, 1);
        assert_eq!(find(format!("split_from_id={}", text(&made, "id"))).await, 1);
        expect_seen(app, "I9", &["UPDATE household_member SET relation = 'head' WHERE relation = 'spouse'"]).await;
        expect_seen(app, "I2", &[
            "UPDATE household SET poor = (1 = 0) WHERE split_from_id IS NULL",
            "UPDATE household_event SET happened_on = '2023-02-02' WHERE kind = 'enrolled' AND relation = 'head'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE household SET version = version + 1"]).await;
    }

    /// What names members and where they came from stands nowhere in clear; who sees the old address says why.
    async fn what_names_a_household_stands_nowhere_in_clear(app) {
        let head = app.person(json!({"name": MARKS[0], "id_number": MARKS[3]})).await;
        let other = app.person(json!({"name": MARKS[1]})).await;
        let made = app.household(&[(&head, "head"), (&other, "spouse")], json!({"origin_address": MARKS[4]})).await.ok(201);
        assert_eq!(text(&made, "origin_address"), "*".repeat(9));
        let id = text(&made, "id").to_owned();
        let members = app.see("auditor", &format!("/households/{id}/members")).await;
        assert_eq!((text(&members["items"][0], "name"), text(&members["items"][0], "id_number")), ("甄***", "431***********1234"));
        let shown = app.see("auditor", "/households").await;
        let (officer, auditor) = (app.who("asset_officer").await, app.who("auditor").await);
        let reveal = app.post(&format!("/households/{id}/reveal"));
        let ask = json!({"reason": "示例核对"});
        assert_eq!(reveal.by(&officer).json(ask.clone()).send().await.ok(200), json!({"origin_address": MARKS[4]}));
        app.post(&format!("/households/{id}/reveal")).by(&auditor).json(ask).send().await.refused(403, "access.denied.role");
        for mark in MARKS {
            assert!(!stands(app, mark).await && !members.to_string().contains(mark) && !shown.to_string().contains(mark), "{mark}");
        }
        let looks = "SELECT count(*) FROM person_reveal WHERE elsewhere_kind = 'household' AND fields = 'origin_address'";
        assert_eq!(app.number(looks).await, 1);
    }
}

//! Months of the register: locked by a second person, told apart, held against what is learnt later, found where nobody locked them.

use serde_json::{Value, json};

use super::households::told;
use crate::{
    check::plant::expect_seen,
    support::{
        Reply, TestApp,
        cast::{COUNTY, TOWN, second_account},
        money::text,
        property::over,
    },
};

impl TestApp {
    /// A month of the register, opened by the clerk of the town; of February where nothing else is said.
    pub async fn month(&self, said: Value) -> Reply {
        self.act("village_clerk", "/people-months", None, over(json!({"region_code": TOWN, "month": "2023-02"}), &said))
            .await
    }

    /// An act on a month as it is now.
    pub async fn on_month(&self, who: &str, verb: &str, month: &Value, said: Option<Value>) -> Reply {
        let path = format!("/people-months/{}", text(month, "id"));
        let now = self.see("auditor", &path).await;
        let person = self.who(who).await;
        let call = self.post(&format!("{path}/{verb}")).by(&person).at(text(&now, "etag"));
        match said {
            Some(said) => call.json(said).send().await,
            None => call.send().await,
        }
    }

    /// A month of a site that was locked.
    pub async fn locked(&self, site: &Value, month: &str) -> Value {
        let opened = self.month(json!({"site_id": site["id"], "month": month})).await.ok(201);
        self.on_month("town_officer", "lock", &opened, None).await.ok(200)
    }

    /// Persons of the register.
    async fn several(&self, count: usize) -> Vec<Value> {
        let mut persons = Vec::new();
        for _ in 0..count {
            persons.push(self.person(json!({})).await);
        }
        persons
    }
}

#[track_caller]
pub fn refused(reply: &Reply, status: u16, code: &str, facts: &Value) {
    super::households::refused(reply, status, code, facts);
}

/// What differs, a line a change: the number's last digits, the kind, what was and what is.
fn lines(page: &Value) -> Vec<String> {
    let of = |household: &Value| {
        let number = text(household, "number").rsplit('-').next().expect("a serial").trim_start_matches('0');
        let line = |c: &Value| {
            let side = |name: &str| c[name].as_str().unwrap_or("–").to_owned();
            format!("{number} {} {} {}", text(c, "kind"), side("before"), side("after"))
        };
        household["changes"].as_array().expect("changes").iter().map(line).collect::<Vec<_>>()
    };
    page["items"].as_array().expect("items").iter().flat_map(of).collect()
}

async fn drift(app: &TestApp, month: &Value, query: &str) -> Value {
    app.see("auditor", &format!("/people-months/{}/drift{query}", text(month, "id"))).await
}

/// A site of the town, and a household at it with a room, registered poor and monitored.
async fn settled(app: &TestApp, members: &[(&Value, &str)]) -> (Value, Value) {
    let site = app.site(json!({"region_code": TOWN})).await;
    let at = json!({"region_code": TOWN, "site_id": site["id"], "building": "1栋", "room": "101", "poor": true, "monitored": "marginal"});
    let house = app.household(members, at).await.ok(201);
    (site, house)
}

engines! {
    /// Whoever locks a month says who belongs to its households and heads them: of what is so still, and of nothing that the same officer told.
    async fn a_lock_says_who_belongs_to_its_households(app) {
        app.also("town_officer", "village_clerk").await;
        let people = app.several(6).await;
        let (site, house) = settled(app, &[(&people[0], "head"), (&people[1], "spouse")]).await;
        let here = json!({"region_code": TOWN, "site_id": site["id"]});
        let own = over(json!({"origin_code": COUNTY, "on": "2023-02-01", "members": [
            {"person_id": people[2]["id"], "relation": "head"}, {"person_id": people[3]["id"], "relation": "spouse"}
        ]}), &here);
        // By another account of the same officer.
        second_account(app, "town_officer").await;
        let own = app.act("town_officer_again", "/households", None, own).await.ok(201);
        let other = app.household(&[(&people[4], "head"), (&people[5], "son")], here).await.ok(201);
        // Told after the last day of the month: what the lock keeps is so no longer.
        let later = [("head", "2023-03-01", &people[5], json!({})), ("relation", "2023-03-01", &people[4], json!({"relation": "parent"}))];
        app.on_household("record", &other, told(&later)).await.ok(200);
        app.locked(&site, "2023-02").await;
        let unsaid = async |household: &Value| app.see("auditor", &format!("/households/{}", text(household, "id"))).await["unconfirmed"].clone();
        assert_eq!(unsaid(&house).await, json!([]));
        assert_eq!(unsaid(&own).await, json!([people[3]["id"]]));
        assert_eq!(unsaid(&other).await, json!([people[5]["id"]]));
    }

    /// A second person locks what the register said of the last day; what is learnt later changes nothing of it and is told beside it.
    async fn a_locked_month_says_what_was_so_on_its_last_day(app) {
        let people = app.several(6).await;
        let (site, house) = settled(app, &[(&people[0], "head"), (&people[1], "spouse")]).await;
        let here = json!({"region_code": TOWN, "site_id": site["id"]});
        let other = app.household(&[(&people[2], "head")], here.clone()).await.ok(201);
        let month = app.month(json!({"site_id": site["id"]})).await.ok(201);
        assert_eq!((text(&month, "state"), text(&month, "as_of_on"), text(&month, "region_code")), ("open", "2023-02-28", TOWN));
        refused(&app.on_month("auditor", "lock", &month, None).await, 403, "access.denied.role", &json!({}));
        let locked = app.on_month("town_officer", "lock", &month, None).await.ok(200);
        let first = locked["editions"][0].clone();
        let counts = ["households", "persons", "poor_households", "poor_persons", "monitored_households", "monitored_persons", "away"];
        assert_eq!(counts.map(|name| first[name].as_i64().unwrap()), [2, 3, 1, 2, 1, 2, 0], "{first:#}");
        assert_eq!(drift(app, &locked, "").await["items"], json!([]));
        refused(&app.on_month("town_officer", "lock", &locked, None).await, 409, "people.month.state", &json!({"state": "locked"}));
        // Learnt later, of days before and after the last of the month.
        app.on_household("record", &house, told(&[("birth", "2023-02-20", &people[3], json!({"relation": "son", "sex": "male"}))])).await.ok(200);
        app.on_household("mark", &other, json!({"since_on": "2023-02-10", "poor": true})).await.ok(200);
        app.on_household("record", &other, told(&[("study", "2023-03-01", &people[2], json!({}))])).await.ok(200);
        let late = app.household(&[(&people[4], "head")], over(here.clone(), &json!({"on": "2023-02-15"}))).await.ok(201);
        app.household(&[(&people[5], "head")], over(here, &json!({"on": "2023-03-01"}))).await.ok(201);
        let elsewhere = app.site(json!({"name": "示例安置点乙", "region_code": TOWN})).await;
        let officer = app.who("asset_officer").await;
        let now = app.see("auditor", &format!("/households/{}", text(&other, "id"))).await;
        let moved = app.patch(&format!("/households/{}", text(&other, "id"))).by(&officer).at(text(&now, "etag"));
        moved.json(json!({"site_id": elsewhere["id"]})).send().await.ok(200);
        let all = ["1 member_in – son", "2 poor false true", "3 household_in – –", "3 member_in – head"];
        assert_eq!(lines(&drift(app, &locked, "").await), all);
        let page = drift(app, &locked, "?limit=2&count=true").await;
        assert_eq!((lines(&page), &page["total"]), (all[..2].iter().map(ToString::to_string).collect(), &json!(3)));
        let next = drift(app, &locked, &format!("?limit=2&cursor={}", text(&page, "next_cursor"))).await;
        assert_eq!((lines(&next).len(), next["next_cursor"].is_null()), (2, true));
        assert_eq!(lines(&drift(app, &locked, &format!("?household_id={}", text(&late, "id"))).await), all[2..]);
        assert_eq!(app.see("auditor", &format!("/people-months/{}", text(&month, "id"))).await["editions"][0], first);
        // Opened again with a reason, and locked by somebody else than who opened it.
        let again = app.on_month("town_officer", "reopen", &month, Some(json!({"reason": "示例：补登出生"}))).await.ok(200);
        assert_eq!((text(&again, "state"), text(&again["editions"][0], "reopen_reason")), ("reopened", "示例：补登出生"));
        refused(&app.on_month("town_officer", "lock", &month, None).await, 403, "access.denied.second_person", &json!({}));
        let unlocked = app.get(&format!("/people-months/{}/drift", text(&month, "id"))).by(&app.who("auditor").await).send().await;
        refused(&unlocked, 409, "people.month.state", &json!({"state": "reopened"}));
        let second = app.on_month("asset_officer", "lock", &month, None).await.ok(200);
        let last = &second["editions"][1];
        assert_eq!((&last["households"], &last["persons"], &last["male"]), (&json!(2), &json!(4), &json!(1)), "{second:#}");
        assert!(last["digest"] != first["digest"] && second["editions"][0]["persons"] == 3);
        assert_eq!(drift(app, &second, "").await["items"], json!([]));
        assert_eq!(app.number("SELECT count(*) FROM people_month_member").await, 7);
        expect_seen(app, "I2", &[
            "UPDATE people_month_edition SET persons = persons + 1",
            "UPDATE people_month_member SET presence = 'army'",
            "DELETE FROM people_month_household WHERE poor = (1 = 1)",
            // What no count shows: the digest is made of the rows again.
            "UPDATE people_month_member SET relation = 'other' WHERE relation = 'head'",
            "UPDATE people_month_household SET room = '9999'",
            "UPDATE people_month_edition SET digest = (SELECT o.digest FROM people_month_edition o WHERE o.n = 2) WHERE n = 1",
        ]).await;
        expect_seen(app, "I4", &["UPDATE people_month_edition SET locked_by = (SELECT m.prepared_by FROM people_month m) WHERE n = 2"]).await;
        expect_seen(app, "I7", &["UPDATE people_month SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE trail_event SET subject_state = 'open' WHERE subject_state = 'reopened'"]).await;
    }

    /// A month is of one place, begun, there once, and over before it is locked; of a region it holds every site and who has none.
    async fn a_month_is_opened_once_for_a_place_and_locked_when_it_is_over(app) {
        let people = app.several(2).await;
        let (site, _) = settled(app, &[(&people[0], "head")]).await;
        let at = json!({"site_id": site["id"]});
        let far = app.site(json!({"name": "示例县城安置点"})).await;
        let place = json!({"region_code": TOWN, "site_id": far["id"], "month": "2023-02"});
        let place = app.act("asset_officer", "/people-months", None, place).await;
        refused(&place, 422, "people.household.not_of_site", &json!({"region": TOWN, "site": COUNTY}));
        let ahead = app.month(over(at.clone(), &json!({"month": "2023-04"}))).await;
        refused(&ahead, 422, "people.month.ahead", &json!({"month": "2023-04", "today": "2023-03-01"}));
        app.month(json!({"region_code": COUNTY})).await.refused(404, "access.not_found");
        let unknown = app.month(json!({"site_id": people[0]["id"]})).await;
        refused(&unknown, 422, "people.household.site_unknown", &json!({}));
        let runs = app.month(over(at.clone(), &json!({"month": "2023-03"}))).await.ok(201);
        let early = app.on_month("town_officer", "lock", &runs, None).await;
        refused(&early, 409, "people.month.runs", &json!({"last": "2023-03-31", "today": "2023-03-01"}));
        refused(&app.month(over(at, &json!({"month": "2023-03"}))).await, 409, "people.month.taken", &json!({"month": "2023-03"}));
        let roaming = json!({"region_code": TOWN});
        app.household(&[(&people[1], "head")], roaming.clone()).await.ok(201);
        let whole = app.month(roaming.clone()).await.ok(201);
        refused(&app.month(roaming).await, 409, "people.month.taken", &json!({}));
        let own = app.act("asset_officer", "/people-months", None, json!({"region_code": COUNTY, "month": "2023-02"})).await.ok(201);
        refused(&app.on_month("asset_officer", "lock", &own, None).await, 403, "access.denied.second_person", &json!({}));
        app.on_month("asset_officer", "reopen", &own, Some(json!({"reason": "示例"}))).await.refused(409, "people.month.state");
        let locked = app.on_month("town_officer", "lock", &whole, None).await.ok(200);
        assert_eq!((&locked["editions"][0]["households"], &locked["site_id"]), (&json!(2), &Value::Null));
        let found = async |query: &str| app.see("auditor", &format!("/people-months?{query}")).await["items"].as_array().unwrap().len();
        assert_eq!((found("month=2023-02").await, found("state=locked").await, found(&format!("site_id={}", text(&site, "id"))).await), (2, 1, 1));
        assert_eq!((found("month=2023-02&region=431026102").await, found("region=431027").await), (1, 0));
    }

    /// Two locked months: who came and went, heads, relations, facts, sites and rooms, page by page and as a table.
    async fn two_months_are_told_apart_household_by_household(app) {
        let people = app.several(5).await;
        let (site, house) = settled(app, &[(&people[0], "head"), (&people[1], "spouse"), (&people[2], "son")]).await;
        let here = json!({"region_code": TOWN, "site_id": site["id"]});
        let gone = app.household(&[(&people[3], "head")], here.clone()).await.ok(201);
        app.household(&[(&app.person(json!({})).await, "head")], here.clone()).await.ok(201);
        let february = app.locked(&site, "2023-02").await;
        app.on_day("2023-03-31").await;
        app.on_household("record", &house, told(&[
            ("death", "2023-03-05", &people[0], json!({})),
            ("head", "2023-03-05", &people[1], json!({})),
            ("army", "2023-03-06", &people[2], json!({})),
        ])).await.ok(200);
        app.on_household("mark", &house, json!({"since_on": "2023-03-10", "poor": false, "monitored": "none"})).await.ok(200);
        let officer = app.who("asset_officer").await;
        let change = async |house: &Value, said: Value| {
            let path = format!("/households/{}", text(house, "id"));
            let now = app.see("auditor", &path).await;
            app.patch(&path).by(&officer).at(text(&now, "etag")).json(said).send().await.ok(200)
        };
        change(&house, json!({"room": "102"})).await;
        let elsewhere = app.site(json!({"name": "示例安置点乙", "region_code": TOWN})).await;
        change(&gone, json!({"site_id": elsewhere["id"]})).await;
        app.household(&[(&people[4], "head")], over(here, &json!({"on": "2023-03-20"}))).await.ok(201);
        let march = app.locked(&site, "2023-03").await;
        let path = format!("/people-months/{}/differences", text(&march, "id"));
        let (head, spouse) = (text(&people[0], "id"), text(&people[1], "id"));
        let mut expected = vec![
            format!("1 head {head} {spouse}"), "1 poor true false".to_owned(), "1 monitored marginal none".to_owned(),
            "1 dwelling 1栋 101 1栋 102".to_owned(), "1 member_out head –".to_owned(), "1 relation spouse head".to_owned(),
            "1 presence home army".to_owned(), "2 household_out – –".to_owned(), "2 member_out head –".to_owned(),
            "4 household_in – –".to_owned(), "4 member_in – head".to_owned(),
        ];
        let mut told = lines(&app.see("auditor", &path).await);
        expected.sort();
        told.sort();
        assert_eq!(told, expected);
        let against = format!("{path}?against_id={}", text(&february, "id"));
        assert_eq!(lines(&app.see("auditor", &against).await).len(), 11);
        let ask = async |limit: u32| -> (Value, u64) {
            let person = app.who("auditor").await;
            let before = app.app.db.statements();
            let page = app.get(&format!("{path}?limit={limit}")).by(&person).send().await.ok(200);
            (page, app.app.db.statements() - before)
        };
        let ((one, for_one), (many, for_many)) = (ask(1).await, ask(100).await);
        assert_eq!((one["items"].as_array().unwrap().len(), many["items"].as_array().unwrap().len(), for_one), (1, 3, for_many));
        let auditor = app.who("auditor").await;
        let table = app.get(&format!("{path}/export")).by(&auditor).send().await;
        let table = String::from_utf8(table.bytes).unwrap();
        assert_eq!(table.lines().count(), 12, "{table}");
        assert!(table.contains("户主变更") && table.contains("1栋 102") && table.contains('*'), "{table}");
        let drift = app.get(&format!("/people-months/{}/drift/export", text(&march, "id"))).by(&auditor).send().await;
        assert_eq!(String::from_utf8(drift.bytes).unwrap().lines().count(), 1);
        let get = async |path: String| app.get(&path).by(&auditor).send().await;
        let first = format!("/people-months/{}/differences", text(&february, "id"));
        refused(&get(first.clone()).await, 409, "people.month.nothing_before", &json!({"month": "2023-02"}));
        let other = app.locked(&elsewhere, "2023-02").await;
        let beside = get(format!("{path}?against_id={}", text(&other, "id"))).await;
        refused(&beside, 409, "people.month.elsewhere", &json!({}));
        get(format!("{path}?against_id={}", text(&site, "id"))).await.refused(404, "access.not_found");
        app.on_month("town_officer", "reopen", &february, Some(json!({"reason": "示例"}))).await.ok(200);
        refused(&get(against).await, 409, "people.month.state", &json!({"state": "reopened"}));
    }

    /// A68. Once the county says how many days a month may wait, each month that nobody locked is found for its site, and goes when it is.
    async fn a_month_that_nobody_locked_is_found_by_night(app) {
        let people = app.several(1).await;
        let (site, _) = settled(app, &[(&people[0], "head")]).await;
        app.site(json!({"name": "示例空安置点", "region_code": TOWN})).await;
        let leads = async |state: &str| {
            let found = app.see("auditor", &format!("/audit/leads?check=A68&state={state}")).await;
            let figures = |lead: &Value| format!("{} {}", text(&lead["figures"], "month"), text(&lead["figures"], "due_on"));
            let mut rows: Vec<String> = found["items"].as_array().unwrap().iter().map(figures).collect();
            rows.sort();
            rows
        };
        let until = async |day: &str| {
            app.on_day(day).await;
            assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
        };
        until("2023-05-02").await;
        assert_eq!(leads("found").await, Vec::<String>::new(), "no value is set");
        app.set_value("people.month_lock_days", "10").await;
        until("2023-05-05").await;
        assert_eq!(leads("found").await, ["2023-03 2023-04-10"]);
        until("2023-05-13").await;
        assert_eq!(leads("found").await, ["2023-03 2023-04-10", "2023-04 2023-05-10"]);
        app.locked(&site, "2023-03").await;
        let whole = app.month(json!({"region_code": TOWN, "month": "2023-04"})).await.ok(201);
        app.on_month("town_officer", "lock", &whole, None).await.ok(200);
        until("2023-05-14").await;
        assert_eq!((leads("found").await, leads("lapsed").await.len()), (Vec::<String>::new(), 2));
    }
}

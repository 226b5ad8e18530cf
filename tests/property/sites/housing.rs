use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{
        TestApp,
        cast::{COUNTY, OTHER, TOWN},
        money::text,
    },
};

async fn unit_now(app: &TestApp, unit: &Value) -> Value {
    app.see("auditor", &format!("/housing-units/{}", text(unit, "id"))).await
}

/// What the office made of a dwelling: its certificate.
fn certificate(unit: &Value, number: &str, on: &str) -> Value {
    json!({"housing_unit_id": unit["id"], "decided_on": on, "certificate_no": number})
}

/// A site with so many dwellings in a batch that the office took on 1 March.
async fn taken(app: &TestApp, rooms: &[&str]) -> (Vec<Value>, Value) {
    let site = app.site(json!({})).await;
    let mut units = Vec::new();
    for room in rooms {
        units.push(app.dwelling(&site, room, json!({})).await.ok(201));
    }
    let batch = app.title_batch(&site, &units.iter().collect::<Vec<_>>()).await.ok(201);
    let batch = app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-01"})).await.ok(200);
    (units, batch)
}

engines! {
    /// A trace tells in which batch a dwelling's title was applied for and which house was left for it, and nobody who lives there.
    async fn a_trace_tells_of_dwellings_batches_and_old_houses(app) {
        let (units, batch) = taken(app, &["101", "102"]).await;
        let house = json!({"site_id": units[0]["site_id"], "housing_unit_id": units[0]["id"]});
        let house = app.old_house("示例宗地1", house).await.ok(201);
        let down = Told::to(app, "auditor", "housing_unit", &units[0], "&direction=down").await;
        assert_eq!(text(down.node("title_batch"), "number"), text(&batch, "number"), "{:#}", down.0);
        assert_eq!(text(down.node("demolition"), "title"), "示例宗地1");
        let up = Told::to(app, "auditor", "title_batch", &batch, "&direction=up").await;
        assert_eq!((up.nodes("housing_unit").len(), up.amounts("applied_in")), (2, vec!["-", "-"]), "{:#}", up.0);
        let left = Told::to(app, "auditor", "demolition", &house, "&direction=up").await;
        assert_eq!(left.amounts("left_for"), ["-"], "{:#}", left.0);
    }

    /// A dwelling names its household as a person of the register, sealed there, and no name of it stands anywhere here.
    async fn a_dwelling_names_a_person_and_never_a_name(app) {
        let site = app.site(json!({})).await;
        let person = json!({"name": "甄示例", "region_code": COUNTY, "phone": "13977700001"});
        let person = app.act("asset_officer", "/people", None, person).await.ok(201);
        let unit = app.dwelling(&site, "101", json!({"household_head_id": person["id"], "household_size": 4, "occupancy": "occupied"})).await.ok(201);
        assert_eq!((unit["household_head_id"].clone(), text(&unit, "title_state")), (person["id"].clone(), "unregistered"));
        let trail = app.see("auditor", &format!("/trail/events?subject_kind=housing_unit&subject_id={}", text(&unit, "id"))).await;
        assert!(!trail.to_string().contains("甄") && !trail.to_string().contains("1397770"), "{trail}");
        let of = app.see("auditor", &format!("/housing-units?household_head_id={}", text(&person, "id"))).await;
        assert_eq!(of["items"].as_array().unwrap().len(), 1);
        let beside = json!({"name": "示例", "region_code": OTHER});
        let beside = app.act("431027.asset_officer", "/people", None, beside).await.ok(201);
        app.dwelling(&site, "102", json!({"household_head_id": beside["id"]})).await.refused(422, "housing.person.unknown");
        let problem = app.dwelling(&site, "101", json!({})).await.refused(409, "housing.unit.place_taken");
        // The same door, as another keyboard types it.
        app.dwelling(&site, "１０１", json!({"building": "１ 栋"})).await.refused(409, "housing.unit.place_taken");
        assert_eq!(problem["facts"]["room"], "101");
        app.dwelling(&site, "103", json!({"area_m2": "0.00"})).await.refused(422, "housing.unit.no_area");
        app.dwelling(&site, "103", json!({"certificate_no": "示例证1"})).await.refused(422, "housing.unit.certificate_in_part");
        let old = json!({"certificate_no": "示例证1", "registered_on": "2020-05-01"});
        let old = app.dwelling(&site, "103", old).await.ok(201);
        assert_eq!(text(&old, "title_state"), "registered");
        let officer = app.who("asset_officer").await;
        let path = format!("/housing-units/{}", text(&old, "id"));
        let other = json!({"certificate_no": "示例证2", "registered_on": "2020-05-01"});
        app.patch(&path).by(&officer).at(text(&old, "etag")).json(other).send().await.refused(409, "housing.unit.title_by_batch");
        let gone = app.delete(&path).by(&officer).at(text(&old, "etag")).send().await.ok(200);
        assert!(gone["deleted_at"].is_string());
        app.dwelling(&site, "103", json!({})).await.ok(201);
    }

    /// A batch takes its dwellings into registration, brings each its certificate or the reason for none, and ends with the last.
    async fn a_batch_ends_with_the_last_of_its_results(app) {
        let (units, batch) = taken(app, &["101", "102", "103"]).await;
        assert_eq!((text(&batch, "state"), batch["pending_count"].as_i64()), ("submitted", Some(3)));
        for unit in &units {
            assert_eq!(text(&unit_now(app, unit).await, "title_state"), "in_registration");
        }
        let site = json!({"id": batch["site_id"]});
        let problem = app.title_batch(&site, &[&units[0]]).await.refused(409, "housing.title_batch.not_open");
        assert_eq!(problem["facts"]["state"], "in_registration");
        let early = json!({"items": [certificate(&units[0], "示例证1", "2023-02-28")]});
        app.on_batch("results", &batch, early).await.refused(422, "housing.title_batch.decided_early");
        app.on_day("2023-03-20").await;
        let both = json!({"items": [{"housing_unit_id": units[0]["id"], "decided_on": "2023-03-10", "certificate_no": "示例证1", "reason": "示例"}]});
        app.on_batch("results", &batch, both).await.refused(422, "housing.title_batch.result_in_part");
        let first = json!({"items": [certificate(&units[0], "示例证1", "2023-03-10")]});
        let batch = app.on_batch("results", &batch, first.clone()).await.ok(200);
        assert_eq!((text(&batch, "state"), batch["pending_count"].as_i64()), ("submitted", Some(2)));
        let problem = app.on_batch("results", &batch, first).await.refused(409, "housing.title_batch.not_pending");
        assert_eq!(problem["facts"]["room"], "101");
        let refused = json!({"housing_unit_id": units[1]["id"], "decided_on": "2023-03-15", "reason": "示例：测绘面积不符"});
        let rest = json!({"items": [refused, certificate(&units[2], "示例证3", "2023-03-15")]});
        let done = app.on_batch("results", &batch, rest).await.ok(200);
        assert_eq!((text(&done, "state"), text(&done["items"][1], "outcome")), ("done", "refused"));
        let (one, two) = (unit_now(app, &units[0]).await, unit_now(app, &units[1]).await);
        assert_eq!((text(&one, "title_state"), text(&one, "certificate_no"), text(&one, "registered_on")), ("registered", "示例证1", "2023-03-10"));
        assert_eq!((text(&two, "title_state"), two["certificate_no"].is_null()), ("refused", true));
        app.on_batch("withdraw", &done, json!({})).await.refused(400, "wire.malformed");
        // What was refused may be applied for again; what is withdrawn before a decision is where it was.
        let again = app.title_batch(&site, &[&units[1]]).await.ok(201);
        let path = format!("/title-batches/{}/withdraw", text(&again, "id"));
        let back = app.act("asset_officer", &path, Some(&again), json!({"reason": "示例：补测"})).await.ok(200);
        assert_eq!((text(&back, "state"), text(&back["items"][0], "outcome")), ("withdrawn", "withdrawn"));
        assert_eq!(text(&unit_now(app, &units[1]).await, "title_state"), "unregistered");
        let of = app.see("auditor", &format!("/title-batches?housing_unit_id={}", text(&units[1], "id"))).await;
        assert_eq!(of["items"].as_array().unwrap().len(), 2);
    }

    /// R23, R23.1. What came after thirty working days, or for a fee, is recorded when it is acknowledged by name, with its figures.
    async fn late_and_charged_titles_are_acknowledged_by_name(app) {
        let (units, batch) = taken(app, &["101", "102"]).await;
        app.on_day("2023-04-20").await;
        let late = |acknowledged: &[&str]| json!({"items": [certificate(&units[0], "示例证1", "2023-04-14")], "acknowledged": acknowledged});
        let problem = app.on_batch("results", &batch, late(&[])).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((problem["facts"]["due"].clone(), problem["facts"]["decided"].clone(), problem["facts"]["rules"].clone()), (json!("2023-04-13"), json!("2023-04-14"), json!("R23")));
        app.on_batch("results", &batch, late(&["R23.1"])).await.refused(409, "policy.rule.not_acknowledged");
        let batch = app.on_batch("results", &batch, late(&["R23"])).await.ok(200);
        let mut below = certificate(&units[1], "示例证2", "2023-04-13");
        below["fee"] = json!("-5.00");
        let problem = app.on_batch("results", &batch, json!({"items": [below]})).await.refused(422, "housing.title_batch.fee_below_zero");
        assert_eq!(problem["errors"][0]["pointer"], "/items/0/fee");
        let charged = |acknowledged: &[&str]| {
            let mut told = certificate(&units[1], "示例证2", "2023-04-13");
            told["fee"] = json!("80.00");
            json!({"items": [told], "acknowledged": acknowledged})
        };
        let problem = app.on_batch("results", &batch, charged(&[])).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((problem["facts"]["fee"].clone(), problem["facts"]["rules"].clone()), (json!("80.00"), json!("R23.1")));
        let done = app.on_batch("results", &batch, charged(&["R23.1"])).await.ok(200);
        assert_eq!(text(&done["items"][1], "fee"), "80.00");
    }

    /// R23.2. A certificate that stands for two dwellings, of these results or of the register, is recorded when it is acknowledged by name.
    async fn one_certificate_for_two_dwellings_is_acknowledged_by_name(app) {
        let (units, batch) = taken(app, &["101", "102", "103"]).await;
        let told = |acknowledged: &[&str], numbers: [&str; 2]| {
            let items = [certificate(&units[0], numbers[0], "2023-03-01"), certificate(&units[1], numbers[1], "2023-03-01")];
            json!({"items": items, "acknowledged": acknowledged})
        };
        let problem = app.on_batch("results", &batch, told(&[], ["示例证1", "示例证1"])).await.refused(409, "policy.rule.not_acknowledged");
        let facts = ["rules", "certificates", "count"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(facts, ["R23.2", "示例证1", "1"]);
        let batch = app.on_batch("results", &batch, told(&["R23.2"], ["示例证1", "示例证1"])).await.ok(200);
        let known = |acknowledged: &[&str]| json!({"items": [certificate(&units[2], "示例证1", "2023-03-01")], "acknowledged": acknowledged});
        let problem = app.on_batch("results", &batch, known(&[])).await.refused(409, "policy.rule.not_acknowledged");
        assert!(text(&problem["facts"], "dwellings").contains("102"), "{problem:#}");
        app.on_batch("results", &batch, known(&["R23.2"])).await.ok(200);
    }

    /// R23.2. A number is one however it is typed: in wide signs, other brackets or with blanks, of a dwelling as in the results of a batch.
    async fn a_certificate_is_one_however_it_is_typed(app) {
        let (units, batch) = taken(app, &["101"]).await;
        let site = json!({"id": units[0]["site_id"]});
        let stock = |number: &str| json!({"certificate_no": number, "registered_on": "2020-05-01"});
        let first = app.dwelling(&site, "901", stock("示（2020）示例不动产权第1a号")).await.ok(201);
        for typed in ["示(2020)示例不动产权第1A号", "示〔２０２０〕 示例不动产权第１ａ号"] {
            let problem = app.dwelling(&site, "902", stock(typed)).await.refused(409, "policy.rule.not_acknowledged");
            assert_eq!((text(&problem["facts"], "rules"), text(&problem["facts"], "dwellings")), ("R23.2", "1栋901"));
        }
        let told = json!({"items": [certificate(&units[0], "示[2020]示例不动产权第1A号", "2023-03-01")]});
        app.on_batch("results", &batch, told).await.refused(409, "policy.rule.not_acknowledged");
        // The dwelling that has it says it again in another way of typing, and nothing is changed by that.
        let officer = app.who("asset_officer").await;
        let path = format!("/housing-units/{}", text(&first, "id"));
        let again = app.patch(&path).by(&officer).at(text(&first, "etag")).json(stock("示(2020)示例不动产权第1A号")).send().await.ok(200);
        assert_eq!(again["certificate_no"], first["certificate_no"]);
    }

    /// What a certificate says of a dwelling changes by a paper of the registration office, and by those who bring its papers; what it does not say
    /// changes as before.
    async fn a_registered_dwelling_changes_by_its_paper(app) {
        let site = app.site(json!({"region_code": TOWN})).await;
        let unit = app.dwelling(&site, "101", json!({})).await.ok(201);
        let batch = app.title_batch(&site, &[&unit]).await.ok(201);
        let batch = app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-01"})).await.ok(200);
        app.on_batch("results", &batch, json!({"items": [certificate(&unit, "示例证1", "2023-03-01")]})).await.ok(200);
        let path = format!("/housing-units/{}", text(&unit, "id"));
        let patch = async |who: &str, said: Value| {
            let (who, now) = (app.who(who).await, unit_now(app, &unit).await);
            app.patch(&path).by(&who).at(text(&now, "etag")).json(said).send().await
        };
        for said in [json!({"area_m2": "99.00"}), json!({"building": "2栋"}), json!({"room": "102"}), json!({"kind": "public_rental"})] {
            let problem = patch("asset_officer", said).await.refused(409, "housing.unit.registered_stands");
            assert_eq!(text(&problem["facts"], "certificate"), "示例证1");
        }
        patch("asset_officer", json!({"occupancy": "occupied", "room": "101室"})).await.ok(200);
        let paper = app.paper("变更登记通知.pdf").await;
        for said in [json!({"area_m2": "99.00"}), json!({})] {
            let mut said = said;
            said["file_id"] = app.town_paper("通知.pdf").await;
            patch("village_clerk", said).await.refused(403, "access.denied.role");
        }
        let moved = json!({"area_m2": "99.00", "certificate_no": "示例证2", "registered_on": "2023-03-01", "file_id": paper});
        let moved = patch("asset_officer", moved).await.ok(200);
        let told = [text(&moved, "area_m2"), text(&moved, "certificate_no"), text(&moved, "title_state")];
        assert_eq!((told, &moved["certificate_file_id"]), (["99.00", "示例证2", "registered"], &paper));
        patch("asset_officer", json!({"certificate_no": "示例证3", "registered_on": "2023-03-01"})).await.refused(409, "housing.unit.title_by_batch");
    }

    /// A61. A batch that the office has not decided when its thirty working days are over is a lead until it has.
    async fn a_batch_that_the_office_has_not_decided_is_a_lead(app) {
        let (units, batch) = taken(app, &["101", "102"]).await;
        let lead = async |day: &str| {
            app.on_day(day).await;
            app.tick().await;
            app.see("auditor", "/audit/leads?check=A61").await["items"].as_array().unwrap().first().cloned()
        };
        assert!(lead("2023-04-13").await.is_none(), "the last day is in time");
        let found = lead("2023-04-14").await.unwrap();
        let figures = json!({"batch": batch["number"], "submitted_on": "2023-03-01", "due_on": "2023-04-13", "pending": "2"});
        assert_eq!((text(&found, "state"), found["figures"].clone()), ("found", figures));
        let all = json!({"items": [certificate(&units[0], "示例证1", "2023-04-14"), certificate(&units[1], "示例证2", "2023-04-14")], "acknowledged": ["R23"]});
        app.on_batch("results", &batch, all).await.ok(200);
        assert_eq!(text(&lead("2023-04-15").await.unwrap(), "state"), "lapsed");
    }

    /// A batch is of one site of one's own, each dwelling once, all of them or none.
    async fn a_batch_is_of_one_site(app) {
        let (site, other) = (app.site(json!({})).await, app.site(json!({"name": "示例安置点乙"})).await);
        let (own, its) = (app.dwelling(&site, "101", json!({})).await.ok(201), app.dwelling(&other, "101", json!({})).await.ok(201));
        app.title_batch(&site, &[&own, &own]).await.refused(422, "housing.title_batch.doubled");
        app.title_batch(&site, &[&own, &its]).await.refused(422, "housing.title_batch.of_another_site");
        assert_eq!(text(&unit_now(app, &own).await, "title_state"), "unregistered");
        let beside = json!({"name": "示例安置点", "region_code": OTHER});
        let beside = app.act("431027.asset_officer", "/sites", None, beside).await.ok(201);
        let body = json!({"site_id": beside["id"], "building": "1栋", "room": "101"});
        let beside = app.act("431027.asset_officer", "/housing-units", None, body).await.ok(201);
        let problem = app.title_batch(&site, &[&own, &beside]).await.refused(422, "housing.unit.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/housing_unit_ids/1");
        let batch = app.title_batch(&site, &[&own]).await.ok(201);
        let problem = app.on_batch("results", &batch, json!({"items": [certificate(&own, "示例证1", "2023-03-01")]})).await;
        assert_eq!(text(&problem.refused(409, "housing.title_batch.state")["facts"], "possible"), "submit, withdraw");
        let ahead = app.on_batch("submit", &batch, json!({"submitted_on": "2023-03-02"})).await.refused(422, "housing.day.ahead");
        assert_eq!(ahead["errors"][0]["pointer"], "/submitted_on");
    }

    /// Progress adds up to the dwellings, by site and by town.
    async fn progress_adds_up_by_site_and_by_town(app) {
        let (first, second) = (app.site(json!({"region_code": TOWN})).await, app.site(json!({"region_code": TOWN, "name": "示例安置点乙"})).await);
        let county = app.site(json!({"name": "示例安置点丙"})).await;
        let old = json!({"certificate_no": "示例证1", "registered_on": "2020-05-01"});
        app.dwelling(&first, "101", old).await.ok(201);
        let waits = app.dwelling(&first, "102", json!({})).await.ok(201);
        app.title_batch(&first, &[&waits]).await.ok(201);
        app.dwelling(&second, "101", json!({})).await.ok(201);
        app.dwelling(&county, "101", json!({})).await.ok(201);
        let rows = async |query: &str| {
            let page = app.see("auditor", &format!("/housing-progress{query}")).await;
            let row = |r: &Value| {
                let count = |name: &str| r[name].as_i64().unwrap();
                (text(r, "name").to_owned(), [count("units"), count("unregistered"), count("in_registration"), count("registered"), count("refused")])
            };
            page["items"].as_array().unwrap().iter().map(row).collect::<Vec<_>>()
        };
        let sites = rows("?group=site").await;
        assert_eq!(sites, [
            ("示例安置点丙".to_owned(), [1, 1, 0, 0, 0]), ("示例安置点".to_owned(), [2, 0, 1, 1, 0]), ("示例安置点乙".to_owned(), [1, 1, 0, 0, 0]),
        ]);
        let towns = rows("?group=town").await;
        assert_eq!(towns.iter().map(|(_, counts)| *counts).collect::<Vec<_>>(), [[1, 1, 0, 0, 0], [3, 1, 1, 1, 0]]);
        assert_eq!(rows(&format!("?group=town&region={TOWN}")).await.len(), 1);
    }
}

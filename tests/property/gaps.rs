use serde_json::{Value, json};

use crate::{
    support::{
        TestApp,
        cast::{COUNTY, TOWN},
        money::text,
    },
    tables::csv,
};

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

/// The names on every page of the list, and how many it says there are.
async fn walked(app: &TestApp, query: &str) -> String {
    let (mut found, mut cursor) = (String::new(), String::new());
    loop {
        let page = app.see("auditor", &format!("/asset-gaps?limit=2&count=true&{query}{cursor}")).await;
        found.extend(page["items"].as_array().unwrap().iter().map(|r| text(r, "name")));
        let Some(next) = page["next_cursor"].as_str() else { return format!("{found} {}", page["total"]) };
        cursor = format!("&cursor={next}");
    }
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
                let level = if *kind == "household" { "household" } else { "village" };
                asset = app.titled(&asset, level, "2023-03-01").await;
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

    /// Where a card names no town and no day of acceptance, its region, its site and its project tell; the list says which. It is ordered
    /// by age, page by page, and counted by county, town and age: each asset once, in the caller's regions alone.
    async fn gaps_are_told_by_what_a_card_hangs_on_and_counted_by_age(app) {
        let county = app.county("1000000.00").await;
        let (project, paper) = (app.again(&county.project).await, app.paper("验收.pdf").await);
        let accept = format!("/projects/{}/accept", text(&project, "id"));
        app.act("unit_clerk", &accept, Some(&project), json!({"on": "2022-06-01", "file_id": paper})).await.ok(200);
        let site = app.site(json!({"name": "示例安置点", "town_name": "丁镇"})).await;
        for said in [
            json!({"name": "甲", "town_name": "甲镇", "accepted_on": "2019-01-31"}),
            json!({"name": "乙", "region_code": TOWN, "site_id": site["id"], "accepted_on": "2022-12-02"}),
            json!({"name": "丙", "site_id": site["id"], "project_id": county.project["id"]}),
            json!({"name": "丁"}),
            json!({"name": "戊", "town_name": "甲镇", "site_id": site["id"], "accepted_on": "2020-03-01"}),
        ] {
            app.stock(said).await;
        }
        let beside = json!({"name": "邻", "kind": "business", "form": "fixed", "region_code": "431027", "intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b"});
        app.act("431027.asset_officer", "/assets", None, beside).await.ok(201);

        let page = app.see("auditor", "/asset-gaps?order=accepted&sort=oldest").await;
        let told: Vec<_> = page["items"].as_array().unwrap().iter().map(|r| {
            let word = |name: &str| r[name].as_str().unwrap_or("-").to_owned();
            [word("name"), word("town_name"), word("town_from"), word("accepted_on"), word("accepted_from"), word("age")].join(" ")
        }).collect();
        let town = text(&app.see("auditor", &format!("/regions?under={TOWN}&level=town")).await["items"][0], "name").to_owned();
        assert_eq!(told, [
            "甲 甲镇 card 2019-01-31 card older".to_owned(),
            "戊 甲镇 card 2020-03-01 card to_three_years".to_owned(),
            "丙 丁镇 site 2022-06-01 project to_one_year".to_owned(),
            format!("乙 {town} region 2022-12-02 card under_90_days"),
            "丁 - - - - unknown".to_owned(),
        ]);
        let names = async |query: &str| rows(app, query).await.into_iter().map(|r| r.0).collect::<Vec<_>>().join("");
        assert_eq!(names("?order=accepted").await, "乙丙戊甲丁", "the newest first, those without a day last");
        for (sort, wanted) in [("oldest", "甲戊丙乙丁"), ("newest", "乙丙戊甲丁")] {
            let (mut found, mut cursor) = (String::new(), String::new());
            loop {
                let page = app.see("auditor", &format!("/asset-gaps?order=accepted&sort={sort}&limit=2&count=true{cursor}")).await;
                found.extend(page["items"].as_array().unwrap().iter().map(|r| text(r, "name")));
                assert_eq!(page["total"], 5);
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(found, wanted);
        }
        assert_eq!((names("?town=丁镇").await, names(&format!("?town={town}")).await), ("丙".to_owned(), "乙".to_owned()));
        assert_eq!(names("?order=accepted&sort=oldest&accepted_until=2022-06-01").await, "甲戊丙");

        let counts = |summary: &Value, list: &str, key: &str| -> Vec<(String, i64)> {
            let rows = summary[list].as_array().unwrap().iter();
            rows.map(|r| (r[key].as_str().unwrap_or("-").to_owned(), r["count"].as_i64().unwrap())).collect()
        };
        let of = |pairs: &[(&str, i64)]| pairs.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect::<Vec<_>>();
        let asked = async |query: &str| {
            let before = app.app.db.statements();
            let summary = app.see("auditor", &format!("/asset-gaps/summary{query}")).await;
            (summary, app.app.db.statements() - before)
        };
        let ((_, for_one), (whole, for_all)) = (asked("?town=丁镇").await, asked("").await);
        assert_eq!(for_one, for_all, "it asks nothing by the row");
        assert_eq!(whole["count"], 5);
        assert_eq!(counts(&whole, "counties", "region_code"), of(&[("431026", 5)]));
        let mut towns = counts(&whole, "towns", "town_name");
        towns.sort_by_key(|t| t.1);
        assert_eq!((towns.len(), towns.last().unwrap()), (4, &("甲镇".to_owned(), 2)), "{towns:?}");
        let ages = [("unknown", 1), ("under_90_days", 1), ("to_one_year", 1), ("to_three_years", 1), ("older", 1)];
        assert_eq!(counts(&whole, "ages", "age"), of(&ages));
        assert_eq!(whole["ages"][4]["label"], "3年以上");
        let some = app.see("auditor", "/asset-gaps/summary?town=甲镇&accepted_until=2019-12-31&gap=no_owner").await;
        assert_eq!((&some["count"], counts(&some, "towns", "town_name")), (&json!(1), of(&[("甲镇", 1)])));
        assert_eq!(app.see("431027.asset_officer", "/asset-gaps/summary").await["count"], 1, "the county beside sees its own");
    }

    /// A town is looked for from each side that may tell a card's, in either order: no card stands there twice, none is left out, none is of another town.
    async fn a_town_is_found_from_every_side(app) {
        let unit = app.unit("示例县农业农村局").await;
        let planned = json!({
            "name": "示例安置点供水", "region_code": COUNTY, "category": "基础设施", "is_works": false, "amount": "1000.00", "estimate": "1000.00",
            "unit_id": unit, "line_department_id": unit, "town_name": "丁镇"
        });
        let project = app.act("unit_clerk", "/projects", None, planned).await.ok(201)["id"].clone();
        let here = app.site(json!({"name": "示例甲安置点", "town_name": "丁镇"})).await["id"].clone();
        let there = app.site(json!({"name": "示例乙安置点", "town_name": "乙镇"})).await["id"].clone();
        let silent = app.site(json!({"name": "示例丙安置点"})).await["id"].clone();
        for said in [
            json!({"name": "甲", "town_name": "丁镇", "accepted_on": "2021-01-01"}),
            json!({"name": "乙", "site_id": here, "accepted_on": "2022-01-01"}),
            json!({"name": "丙", "project_id": project}),
            json!({"name": "丁", "town_name": "乙镇", "site_id": here}),
            json!({"name": "戊", "region_code": TOWN, "site_id": here, "accepted_on": "2022-05-05"}),
            json!({"name": "己", "site_id": there, "project_id": project}),
            json!({"name": "庚", "town_name": "丁镇", "site_id": here, "project_id": project, "accepted_on": "2020-05-05", "acknowledged": ["R13.1"]}),
            json!({"name": "辛", "site_id": silent, "project_id": project, "accepted_on": "2023-01-05", "acknowledged": ["R13.1"]}),
        ] {
            app.stock(said).await;
        }
        let town = text(&app.see("auditor", &format!("/regions?under={TOWN}&level=town")).await["items"][0], "name").to_owned();
        for (query, wanted) in [
            ("town=丁镇&sort=oldest".to_owned(), "甲乙丙庚辛 5"),
            ("town=丁镇&sort=newest".to_owned(), "辛庚丙乙甲 5"),
            ("town=丁镇&order=accepted&sort=oldest".to_owned(), "庚甲乙辛丙 5"),
            ("town=丁镇&order=accepted&sort=newest".to_owned(), "辛乙甲庚丙 5"),
            ("town=丁镇&order=accepted&sort=oldest&accepted_until=2021-12-31".to_owned(), "庚甲 2"),
            ("town=乙镇&sort=oldest".to_owned(), "丁己 2"),
            (format!("town={town}&region={TOWN}"), "戊 1"),
            (format!("town={town}&order=accepted"), "戊 1"),
            (format!("town=丁镇&region={TOWN}"), " 0"),
        ] {
            assert_eq!(walked(app, &query).await, wanted, "{query}");
        }
        let mut cost = Vec::new();
        for query in ["?limit=50", "?town=丁镇&limit=1", "?town=丁镇&order=accepted&limit=50"] {
            let before = app.app.db.statements();
            app.see("auditor", &format!("/asset-gaps{query}")).await;
            cost.push(app.app.db.statements() - before);
        }
        assert!(cost.iter().all(|one| *one == cost[0]), "all sides are asked at once: {cost:?}");
    }

    /// A band narrows the list, its export and its summary to the same assets; a cursor is of its own order.
    async fn gaps_are_narrowed_to_a_band(app) {
        for (name, accepted) in [
            ("甲", Some("2023-03-01")), ("乙", Some("2022-12-02")), ("丙", Some("2022-12-01")), ("丁", Some("2022-03-01")),
            ("戊", Some("2022-02-28")), ("己", Some("2020-03-01")), ("庚", Some("2020-02-29")), ("辛", None),
        ] {
            let mut said = json!({"name": name});
            if let Some(on) = accepted {
                said["accepted_on"] = json!(on);
            }
            app.stock(said).await;
        }
        let bands = [("under_90_days", "甲乙"), ("to_one_year", "丙丁"), ("to_three_years", "戊己"), ("older", "庚"), ("unknown", "辛")];
        for (age, wanted) in bands {
            let listed = rows(app, &format!("?sort=oldest&age={age}")).await.into_iter().map(|r| r.0).collect::<String>();
            let table = csv(app, "auditor", &format!("/asset-gaps/export?sort=oldest&age={age}")).await;
            let exported = table[1..].iter().filter(|r| !r[1].is_empty()).map(|r| r[1].clone()).collect::<String>();
            assert_eq!((listed.as_str(), exported.as_str()), (wanted, wanted), "{age}");
            let summary = app.see("auditor", "/asset-gaps/summary").await;
            let counted = summary["ages"].as_array().unwrap().iter().find(|a| a["age"] == age).expect("a band");
            assert_eq!(counted["count"], json!(wanted.chars().count()), "{age}");
        }
        let mut cost = Vec::new();
        for (order, limit) in [("entered", 1), ("entered", 50), ("accepted", 1), ("accepted", 50)] {
            let before = app.app.db.statements();
            app.see("auditor", &format!("/asset-gaps?order={order}&limit={limit}")).await;
            cost.push(app.app.db.statements() - before);
        }
        assert!(cost.iter().all(|one| *one == cost[0]), "what cards hang on is asked with them: {cost:?}");
        for (sort, wanted) in [("oldest", "甲乙丙丁戊己庚辛"), ("newest", "辛庚己戊丁丙乙甲")] {
            let (mut found, mut cursor) = (String::new(), String::new());
            loop {
                let page = app.see("auditor", &format!("/asset-gaps?sort={sort}&limit=3{cursor}")).await;
                found.extend(page["items"].as_array().unwrap().iter().map(|r| text(r, "name")));
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(found, wanted);
        }
        let page = app.see("auditor", "/asset-gaps?order=accepted&limit=1").await;
        let other = format!("/asset-gaps?order=entered&limit=1&cursor={}", text(&page, "next_cursor"));
        let problem = app.get(&other).by(&app.who("auditor").await).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["code"], "cursor.other_list");
    }

    /// Stock that was handed over on paper before it was entered says so, on its true day, and is no gap; nor is what is never handed over.
    /// What happens since goes by a transfer.
    async fn stock_that_was_handed_over_long_ago_is_no_gap(app) {
        let gaps = async || app.see("auditor", "/asset-gaps?gap=not_handed_over").await["items"].as_array().unwrap().len();
        let (old, own) = (app.stock(json!({"name": "示例水厂"})).await, app.stock(json!({"name": "示例自建房"})).await);
        assert_eq!(gaps().await, 2);
        let paper = app.paper("2019年交接单.pdf").await;
        let noted = |on: &str, state: &str| json!({"on": on, "state": state, "file_id": paper, "reason": "示例：2019 年交接单"});
        app.on_asset("note-handover", &old, noted("2019-06-30", "in_transfer")).await.refused(422, "assets.asset.handover_not_noted");
        let late = app.on_asset("note-handover", &old, noted("2023-03-01", "handed_over")).await.refused(409, "assets.asset.handover_by_transfer");
        assert_eq!(late["facts"]["entered_on"], "2023-03-01");
        let new = app.enter(json!({})).await.ok(201);
        app.on_asset("note-handover", &new, noted("2019-06-30", "handed_over")).await.refused(409, "assets.asset.handover_by_transfer");
        let old = app.on_asset("note-handover", &old, noted("2019-06-30", "handed_over")).await.ok(200);
        assert_eq!((&old["handover_state"], &old["handover_on"]), (&json!("handed_over"), &json!("2019-06-30")));
        app.on_asset("note-handover", &old, noted("2019-07-01", "not_needed")).await.refused(409, "assets.asset.handover_state");
        app.on_asset("note-handover", &own, noted("2020-01-01", "not_needed")).await.ok(200);
        assert_eq!(gaps().await, 0);
    }

    /// That nothing is handed over is for the register's own officer to say, with its paper, and is taken back with a reason; of a household's own
    /// nobody asks either.
    async fn what_need_not_be_handed_over_is_said_with_a_paper(app) {
        let gaps = async || app.see("auditor", "/asset-gaps?gap=not_handed_over").await["items"].as_array().unwrap().len();
        let asset = app.stock(json!({"name": "示例公厕", "region_code": TOWN})).await;
        let path = format!("/assets/{}/note-handover", text(&asset, "id"));
        let mut spared = json!({"on": "2023-03-01", "state": "not_needed", "reason": "示例", "file_id": app.town_paper("会议纪要.pdf").await});
        app.also("village_clerk", "site_manager").await;
        app.act("village_clerk", &path, Some(&asset), spared.clone()).await.refused(403, "access.denied.role");
        let paper = spared["file_id"].take();
        spared.as_object_mut().unwrap().remove("file_id");
        app.on_asset("note-handover", &asset, spared.clone()).await.refused(422, "assets.asset.spared_without_paper");
        spared["file_id"] = paper;
        let stays = app.on_asset("note-handover", &asset, spared).await.ok(200);
        assert_eq!((text(&stays, "handover_state"), gaps().await), ("not_needed", 0));
        let back = |on: &str| json!({"on": on, "state": "not_handed_over", "reason": "示例：仍须移交社区"});
        app.on_asset("note-handover", &stays, back("2023-02-28")).await.refused(422, "assets.asset.spared_since");
        let again = app.act("village_clerk", &path, Some(&stays), back("2023-03-01")).await.ok(200);
        assert_eq!((text(&again, "handover_state"), gaps().await), ("not_handed_over", 1));
        let house = app.stock(json!({"name": "示例自建房", "region_code": TOWN, "kind": "household"})).await;
        let own = json!({"on": "2023-03-01", "state": "not_needed", "reason": "示例"});
        let house = app.act("village_clerk", &format!("/assets/{}/note-handover", text(&house, "id")), Some(&house), own).await.ok(200);
        // And is no public asset that nobody hands over, because its kind is said otherwise afterwards.
        let turned = app.patch(&format!("/assets/{}", text(&house, "id"))).by(&app.who("asset_officer").await).at(text(&house, "etag"));
        let problem = turned.json(json!({"kind": "public_welfare"})).send().await.refused(409, "assets.asset.kind_stands");
        assert_eq!(text(&problem["facts"], "handover"), "not_needed");
    }
}

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::{
    support::{Reply, TestApp, money::text},
    tables::send,
};

const HEAD: &str = "住房编号,安置点名称,栋号,房号,建筑面积(平方米),家庭人口,入住情况,不动产权证号,登记日期\n";

async fn import(app: &TestApp, rows: &str) -> Reply {
    let table = format!("{HEAD}{rows}");
    send(app, "asset_officer", "/housing-units/imports", ("住房.csv", table.as_bytes()), &[]).await
}

async fn units(app: &TestApp) -> Vec<Value> {
    app.see("auditor", "/housing-units").await["items"].as_array().unwrap().clone()
}

engines! {
    /// A file of dwellings comes in whole, the same again changes nothing, and a row that moves makes room for the next.
    async fn dwellings_come_as_rows_and_come_again(app) {
        let site = app.site(json!({})).await;
        let rows = "001,示例安置点,1栋,101,75.00,4,已入住,示例证1,2020-05-01\n002,示例安置点,1栋,102,75.5,,未分配,,\n";
        let made = import(app, rows).await.ok(201);
        assert_eq!((made["import"]["added"].as_i64(), units(app).await.len()), (Some(2), 2), "{made:#}");
        let again = import(app, rows).await.ok(201);
        assert_eq!(again["import"]["unchanged"].as_i64(), Some(2), "{again:#}");
        let found = app.see("auditor", "/housing-units?external_system=housing_ledger&external_id=001").await;
        let one = &found["items"][0];
        assert_eq!((text(one, "title_state"), text(one, "area_m2"), one["site_id"].clone()), ("registered", "75.00", site["id"].clone()));
        let moved = "002,示例安置点,1栋,103,75.5,,未分配,,\n003,示例安置点,1栋,102,60.00,,,,\n";
        let moved = import(app, moved).await.ok(201);
        assert_eq!((moved["import"]["changed"].as_i64(), moved["import"]["added"].as_i64()), (Some(1), Some(1)), "{moved:#}");
        let table = app.get("/housing-units/export?format=csv").by(&app.who("auditor").await).send().await;
        assert!(table.status.is_success());
    }

    /// R23.2. A certificate is of one dwelling, whether a batch, a hand or a file tells it; who stands by it says so.
    async fn one_certificate_is_asked_of_hands_and_files_too(app) {
        let site = app.site(json!({})).await;
        let old = |known: &[&str]| json!({"certificate_no": "示例证1", "registered_on": "2020-05-01", "acknowledged": known});
        app.dwelling(&site, "101", old(&[])).await.ok(201);
        let problem = app.dwelling(&site, "102", old(&[])).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "dwellings")), ("R23.2", "1栋101"));
        let bare = app.dwelling(&site, "102", json!({})).await.ok(201);
        let officer = app.who("asset_officer").await;
        let change = |said: Value| app.patch(&format!("/housing-units/{}", text(&bare, "id"))).by(&officer).at(text(&bare, "etag")).json(said);
        change(old(&[])).send().await.refused(409, "policy.rule.not_acknowledged");
        let known = change(old(&["R23.2"])).send().await.ok(200);
        // What it has already is not asked again.
        let again = app.patch(&format!("/housing-units/{}", text(&known, "id"))).by(&officer).at(text(&known, "etag"));
        again.json(json!({"note": "示例"})).send().await.ok(200);

        let told = |reply: &Reply| reply.body["errors"][0]["pointer"].as_str().map(str::to_owned);
        let rows = "003,示例安置点,1栋,103,75.00,4,,示例证1,2020-05-01\n";
        let refused = import(app, rows).await;
        assert_eq!((refused.status.as_u16(), told(&refused).as_deref()), (422, Some("/file#H2")), "{:#}", refused.body);
        // Two rows of one file.
        let twice = "004,示例安置点,1栋,104,75.00,4,,示例证4,2020-05-01\n005,示例安置点,1栋,105,75.00,4,,示例证4,2020-05-01\n";
        let refused = import(app, twice).await;
        assert_eq!((refused.status.as_u16(), told(&refused).as_deref()), (422, Some("/file#H3")), "{:#}", refused.body);
        let table = format!("{HEAD}{rows}{twice}");
        let known = [("acknowledged", "R23.2")];
        let taken = send(app, "asset_officer", "/housing-units/imports", ("住房.csv", table.as_bytes()), &known).await.ok(201);
        assert_eq!(taken["import"]["added"], 3);
    }

    /// A door is one however it is typed, also beside rows of before.
    async fn a_door_is_one_however_it_is_typed(app) {
        let site = app.site(json!({})).await;
        let unit = app.dwelling(&site, "1单元101室", json!({"building": "9"})).await.ok(201);
        assert_eq!((text(&unit, "building"), text(&unit, "room")), ("9栋", "1-101"));
        let typed = [("9栋", "1-101"), ("９号楼", "1单元101"), ("9幢", "1-101室"), ("#9", "1-101"), ("第9栋", "01-101"), ("009栋", "一单元101"), ("九栋", "1-101")];
        for (building, room) in typed {
            app.dwelling(&site, room, json!({"building": building})).await.refused(409, "housing.unit.place_taken");
        }
        app.dwelling(&site, "2-101", json!({"building": "9"})).await.ok(201);
        let found = app.see("auditor", "/housing-units?building=9").await;
        assert_eq!(found["items"].as_array().unwrap().len(), 2);
        // As it was kept before there was one form.
        let sql = "UPDATE housing_unit SET building = '9', room = '1单元101室' WHERE room = '1-101'";
        app.app.db.unguarded().execute_unprepared(sql).await.expect("a row of before");
        app.dwelling(&site, "1-101", json!({"building": "9栋"})).await.refused(409, "housing.unit.place_taken");
        for of_before in ["09栋", "九号楼"] {
            let sql = format!("UPDATE housing_unit SET building = '{of_before}', room = '一单元101' WHERE room LIKE '%单元101%'");
            app.app.db.unguarded().execute_unprepared(&sql).await.expect("a row of before");
            app.dwelling(&site, "1-101", json!({"building": "9栋"})).await.refused(409, "housing.unit.place_taken");
        }
        let refused = import(app, "001,示例安置点,9栋,1-101,75.00,4,,,\n").await;
        assert_eq!((refused.status.as_u16(), &refused.body["errors"][0]["code"]), (422, &json!("housing.unit.place_taken")));
        // Two rows of before that are one door: neither is written over the other.
        let twin = app.dwelling(&site, "9-9", json!({"building": "8", "external_ids": [{"system": "housing_ledger", "id": "002"}]})).await.ok(201);
        let sql = format!("UPDATE housing_unit SET building = '9', room = '2-101室' WHERE room = '{}'", text(&twin, "room"));
        app.app.db.unguarded().execute_unprepared(&sql).await.expect("a row of before");
        let refused = import(app, "002,示例安置点,9,2-101,75.00,4,,,\n").await;
        assert_eq!((refused.status.as_u16(), &refused.body["errors"][0]["code"]), (422, &json!("housing.unit.place_taken")));
        // Whoever says where it is writes it in one form.
        let officer = app.who("asset_officer").await;
        let path = format!("/housing-units/{}", text(&unit, "id"));
        let evened = app.patch(&path).by(&officer).at(text(&unit, "etag")).json(json!({"building": "9", "room": "1-101"})).send().await.ok(200);
        assert_eq!((text(&evened, "building"), text(&evened, "room")), ("9栋", "1-101"));
    }

    /// What is wrong in a row is told at its cell, and of the file nothing is kept.
    async fn a_wrong_row_leaves_nothing(app) {
        app.site(json!({})).await;
        app.site(json!({"name": "重名安置点"})).await;
        app.site(json!({"name": "重名安置点"})).await;
        app.site(json!({"name": "示例安置点乙"})).await;
        import(app, "001,示例安置点,1栋,101,75.00,4,,示例证1,2020-05-01\n").await.ok(201);
        let right = "009,示例安置点,9栋,901,75.00,4,,,\n";
        for (wrong, code) in [
            ("002,没有的安置点,1栋,102,75.00,4,,,", "housing.site.not_named"),
            ("002,重名安置点,1栋,102,75.00,4,,,", "housing.site.not_named"),
            ("002,示例安置点,1栋,101,75.00,4,,,", "housing.unit.place_taken"),
            ("002,示例安置点,1栋,102,75.00,4,,示例证2,", "housing.unit.certificate_in_part"),
            ("002,示例安置点,1栋,102,75.00,4,,示例证2,2023-03-02", "housing.day.ahead"),
            ("001,示例安置点,1栋,101,75.00,4,,示例证9,2020-05-01", "housing.unit.title_by_batch"),
            ("001,示例安置点,1栋,103,75.00,4,,示例证1,2020-05-01", "housing.unit.registered_stands"),
            ("001,示例安置点,1栋,101,75.01,4,,示例证1,2020-05-01", "housing.unit.registered_stands"),
            ("001,示例安置点乙,1栋,101,75.00,4,,,", "platform.external_id.taken"),
            ("002,示例安置点,1栋,102,0,4,,,", "tables.cell.out_of_range"),
            ("002,示例安置点,1栋,102,75.00,0,,,", "tables.cell.out_of_range"),
        ] {
            let refused = import(app, &format!("{right}{wrong}\n")).await;
            assert_eq!(refused.status.as_u16(), 422, "{wrong}: {:#}", refused.body);
            assert_eq!(refused.body["errors"][0]["code"], code, "{wrong}: {:#}", refused.body);
            assert_eq!(units(app).await.len(), 1, "{wrong}");
        }
    }

    /// More rows cost no more statements than a few, but for those that are written.
    async fn a_long_file_costs_as_many_looks_as_a_short_one(app) {
        app.site(json!({})).await;
        app.who("asset_officer").await;
        let rows = |from: usize, to: usize| (from..to).map(|n| format!("{n:04},示例安置点,1栋,{n},75.00,4,,,\n")).collect::<String>();
        let mut cost = Vec::new();
        for (from, to) in [(1, 11), (11, 111)] {
            let before = app.app.db.statements();
            import(app, &rows(from, to)).await.ok(201);
            cost.push(app.app.db.statements() - before);
        }
        assert!(cost[1] <= cost[0] + 2, "{cost:?}");
    }
}

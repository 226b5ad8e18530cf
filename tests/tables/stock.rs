//! 存量补录 as rows: cards come in with what their ledger states, and what was recorded of a card no file changes.

use serde_json::{Value, json};

use super::{kept, send};
use crate::support::{Reply, TestApp, money::text};

const PATH: &str = "/assets/imports";
const HEAD: &str = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,原值（万元）,坐落,占地面积(亩),受益户数,备注\n";

async fn take(app: &TestApp, rows: &str) -> Reply {
    send(app, "asset_officer", PATH, ("资产.csv", format!("{HEAD}{rows}").as_bytes()), &[]).await
}

async fn card(app: &TestApp, id: &str) -> Value {
    let found = app.see("auditor", &format!("/assets?external_system=asset_ledger&external_id={id}")).await;
    found["items"][0].clone()
}

engines! {
    /// Cards come in as existing stock with printed numbers, their stated value as their first event, and not a fen beside it; the same file
    /// again changes nothing, and what goes out comes back in unchanged.
    async fn stock_comes_in_with_what_its_ledger_states(app) {
        let rows = "1,示例水厂,公益性资产,公共基础设施,431026102,2021-12-31,A 有资料,12.3456,示例村,1.5,30,\n\
                    2,示例厂房,经营性资产,固定资产,431026,2021年12月31日,b,,,,,旧\n合计,,,,,,,12.3456,,,,\n";
        let answer = take(app, rows).await.ok(201);
        assert_eq!((&answer["import"]["added"], &answer["totals"]), (&json!(2), &json!([4])));
        let plant = card(app, "1").await;
        for (field, wanted) in [
            ("original_value", "123456.00"), ("value_state", "stated"), ("intake", "legacy"), ("base_on", "2021-12-31"), ("evidence_grade", "a"),
            ("number", "ZC-431026102-2023-000001"), ("kind", "public_welfare"), ("form", "infrastructure"), ("location", "示例村"),
        ] {
            assert_eq!(text(&plant, field), wanted, "{field}");
        }
        assert_eq!((&plant["measures"]["land_mu"], &plant["beneficiaries"]["households"]), (&json!("1.5000"), &json!(30)));
        let events = app.see("auditor", &format!("/assets/{}/history", text(&plant, "id"))).await;
        assert_eq!((&events["events"][0]["amount"], &events["events"][0]["on"]), (&json!("123456.00"), &json!("2021-12-31")));
        let hall = card(app, "2").await;
        assert_eq!((text(&hall, "value_state"), hall["original_value"].is_null()), ("planned", true));
        assert_eq!(take(app, rows).await.ok(201)["import"]["unchanged"], 2);
        let out = app.get("/assets/export").by(&app.who("auditor").await).send().await;
        let again = send(app, "asset_officer", PATH, ("资产.csv", &out.bytes), &[]).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], &again["import"]["changed"]), (&json!(2), &json!(0)));
        assert_eq!(app.number("SELECT count(*) FROM asset_event").await, 1);
    }

    /// What is written on a card changes and is listed; its value, its day and its grade belong to what was recorded, its region to its number.
    async fn a_file_changes_facts_and_nothing_that_was_recorded(app) {
        let row = |name: &str, region: &str, day: &str, grade: &str, value: &str| format!("1,{name},公益性资产,固定资产,{region},{day},{grade},{value},,,,\n");
        take(app, &row("示例水厂", "431026", "2021-12-31", "a", "5")).await.ok(201);
        let answer = take(app, &row("示例新水厂", "431026", "2021-12-31", "a", "")).await.ok(201);
        assert_eq!(answer["changes"], json!([{"row": 2, "external_id": "1", "changed": ["name"]}]));
        let card = card(app, "1").await;
        assert_eq!((text(&card, "name"), text(&card, "original_value"), text(&card, "etag")), ("示例新水厂", "50000.00", "2"));
        let cases = [
            (row("示例新水厂", "431026", "2021-12-31", "a", "6"), "H2", "assets.asset.value_by_act"),
            (row("示例新水厂", "431026", "2020-12-31", "a", "5"), "F2", "assets.asset.intake_fixed"),
            (row("示例新水厂", "431026", "2021-12-31", "b", "5"), "G2", "assets.asset.intake_fixed"),
            (row("示例新水厂", "431026102", "2021-12-31", "a", "5"), "E2", "assets.asset.region_fixed"),
            (row("示例新水厂", "431026", "2099-12-31", "a", "5").replace("1,示", "9,示"), "F2", "assets.day.ahead"),
            (row("示例新水厂", "431026", "2021-12-31", "a", "0").replace("1,示", "9,示"), "H2", "tables.cell.out_of_range"),
            (row("示例新水厂", "431026", "2021-12-31", "a", "-5").replace("1,示", "9,示"), "H2", "tables.cell.out_of_range"),
            (row("示例新水厂", "431027", "2021-12-31", "a", "5").replace("1,示", "9,示"), "E2", "tables.row.outside_region"),
            (row("示例新水厂", "431026999", "2021-12-31", "a", "5").replace("1,示", "9,示"), "E2", "places.region.unknown"),
        ];
        let before = kept(app).await;
        for (rows, cell, code) in cases {
            let problem = take(app, &rows).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!(format!("/file#{cell}")), &json!(code)), "{rows}");
        }
        assert_eq!(kept(app).await, before);
    }

    /// A total that its rows do not make is a flaw of its cell: a row may be lost. Nothing of the file stays; in part its right rows do.
    async fn a_total_is_held_against_its_rows(app) {
        let rows = "1,示例水厂,公益性资产,固定资产,431026,2021-12-31,a,60,,,,\n2,示例泵站,公益性资产,固定资产,431026,2021-12-31,a,40,,,,\n";
        let before = kept(app).await;
        let problem = take(app, &format!("{rows}合计,,,,,,,999.00,,,,\n")).await.refused(422, "tables.file.refused");
        let told = &problem["errors"][0];
        assert_eq!((text(told, "pointer"), text(told, "code")), ("/file#H4", "tables.total.differs"));
        assert!(text(told, "message").contains("9990000.00") && text(told, "message").contains("1000000.00"), "{told}");
        assert_eq!(kept(app).await, before);
        let file = format!("{HEAD}{rows}合计,,,,,,,999.00,,,,\n");
        let part = send(app, "asset_officer", PATH, ("资产.csv", file.as_bytes()), &[("mode", "partial")]).await.ok(201);
        assert_eq!((&part["import"]["added"], &part["import"]["refused"], &part["flaws"][0]["code"]), (&json!(2), &json!(0), &json!("tables.total.differs")));
        let right = take(app, &format!("{rows}小计,,,,,,,1,,,,\n合计,,,,,,,100,,,,\n")).await.ok(201);
        assert_eq!((&right["import"]["unchanged"], &right["totals"]), (&json!(2), &json!([4, 5])));
    }
}

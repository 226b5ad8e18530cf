//! What rows of stock name by words: sites, units, classes and the papers of their money, each found or refused at its cell; and stock that
//! may be on the register already.

use serde_json::{Value, json};

use super::{card, kept, send};
use crate::support::{Reply, TestApp, cast::OTHER, money::text};

const PATH: &str = "/assets/imports";
const HEAD: &str = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,原值（元）,安置点,分类标准,资产分类代码,所有权单位,产权性质,\
管理单位,管护责任单位,管护经费来源,资金依据1,资金金额1（元）,资金依据2,资金金额2（元）\n";

async fn take(app: &TestApp, rows: &str, more: super::Fields<'_>) -> Reply {
    send(app, "asset_officer", PATH, ("资产.csv", format!("{HEAD}{rows}").as_bytes()), more).await
}

/// A row of the town's water works: its cells behind the value.
fn row(id: &str, value: &str, more: &str) -> String {
    format!("{id},示例水厂,公益性资产,公共基础设施,431026102,2021-12-31,A 有资料,{value},{more}\n")
}

async fn site(app: &TestApp, name: &str, region: &str) -> Value {
    app.act("asset_officer", "/sites", None, json!({"name": name, "region_code": region})).await.ok(201)
}

/// The parts of an asset's money.
async fn money(app: &TestApp, asset: &Value) -> Value {
    app.see("auditor", &format!("/assets/{}/funding", text(asset, "id"))).await["items"].clone()
}

engines! {
    /// A row names its site, class, owner, manager, keeper and money by the words of its ledger; the card has them as one entered by hand
    /// would, and the same file again changes nothing.
    async fn a_row_names_site_class_units_and_money(app) {
        let site = site(app, "示例安置点", "431026102").await;
        let (town, builder) = (app.unit("示例镇人民政府").await, app.unit("示例施工单位甲").await);
        let allocation = app.allocation("100000.00").await;
        let (number, paper) = (text(&allocation, "number"), "示财农〔2023〕1号");
        let rows = row("1", "1000.00", &format!(
            "示例安置点,GB/T 14885-2022,A02010105,示例镇人民政府,公共基础设施,91000000MA0000007C,示例镇人民政府,县级财政,{number},600.00,\
             示财农[2023]1号,300.00"
        ));
        let answer = take(app, &rows, &[]).await.ok(201);
        assert_eq!(answer["import"]["added"], 1);
        let plant = card(app, "1").await;
        assert_eq!((&plant["site_id"], text(&plant["class"], "code")), (&site["id"], "A02010105"));
        assert_eq!(plant["owners"], json!([{
            "organisation_id": town, "share": "100.0000", "regime": "infrastructure", "from_on": "2021-12-31"
        }]));
        let party = |role: &str| plant["parties"].as_array().unwrap().iter().find(|p| p["role"] == role).unwrap().clone();
        assert_eq!((&party("manager")["organisation_id"], &party("maintainer")["organisation_id"]), (&builder, &town));
        assert_eq!((text(&plant, "duty_state"), text(&plant, "duty_on"), text(&plant, "upkeep_source")), ("funded", "2021-12-31", "county_finance"));
        let document = &app.see("budget_officer", &format!("/budget-documents?number={paper}")).await["items"][0]["id"];
        assert_eq!(money(app, &plant).await, json!([
            {"allocation_id": allocation["id"], "amount": "600.00", "unverified": false},
            {"budget_document_id": document, "amount": "300.00", "unverified": false},
        ]));
        assert_eq!(take(app, &rows, &[]).await.ok(201)["import"]["unchanged"], 1);
        // What a file may change of it, and by which column that is told.
        let changed = take(app, &row("1", "", ",,,,,示例镇人民政府,,,待核实：旧账,1000.00,,"), &[]).await.ok(201);
        assert_eq!(changed["changes"], json!([{"row": 2, "external_id": "1", "changed": ["manager", "funding_1"]}]));
        let plant = card(app, "1").await;
        assert_eq!(money(app, &plant).await, json!([{"text": "待核实：旧账", "amount": "1000.00", "unverified": true}]));
        assert_eq!(plant["parties"].as_array().unwrap().len(), 2);
        // The nightly look and a day before find it as it was taken in.
        assert_eq!(app.asset_now(&plant, "?as_of=2021-12-30").await["duty_state"], "none");
        // Once it was handed over, no file says otherwise of which money it was made.
        let paper = app.town_paper("交接单.pdf").await;
        let noted = json!({"on": "2019-06-30", "state": "handed_over", "file_id": paper, "reason": "示例：2019 年交接单"});
        app.on_asset("note-handover", &plant, noted).await.ok(200);
        let other = row("1", "", ",,,,,示例镇人民政府,,,待核实：新账,1000.00,,");
        let problem = take(app, &other, &[]).await.refused(422, "tables.file.refused");
        let told = &problem["errors"][0];
        assert_eq!((text(told, "pointer"), text(told, "code")), ("/file#Q2", "assets.asset.money_stands"));
    }

    /// Every word that names nothing, several or something elsewhere is refused at its cell, by the refusal of the register; nothing stays.
    async fn what_names_nothing_is_refused_at_its_cell(app) {
        site(app, "示例安置点", "431026102").await;
        for region in ["431026", "431026102"] {
            site(app, "同名安置点", region).await;
        }
        app.allocation("100000.00").await;
        let company = json!({"name": "示例建设公司", "kind": "state_company", "region_code": "431026102"});
        app.act("unit_clerk", "/organisations", None, company).await.ok(201);
        let owned = row("7", "7.00", ",,,示例镇人民政府,,,,,,,,");
        take(app, &owned, &[]).await.ok(201);
        let before = kept(app).await;
        let cases = [
            ("无此安置点,,,,,,,,,,,", "I2", "assets.site.unknown"),
            ("同名安置点,,,,,,,,,,,", "I2", "assets.row.several_called"),
            (",GB/T 14885-2010,,,,,,,,,,", "K2", "tables.cell.missing"),
            (",,2010100,,,,,,,,,", "J2", "tables.cell.missing"),
            (",GB/T 14885-2010,9990000,,,,,,,,,", "K2", "policy.rule.not_acknowledged"),
            (",GB/T 14885-2022,2010100,,,,,,,,,", "K2", "policy.rule.not_acknowledged"),
            (",,,无此单位,,,,,,,,", "L2", "assets.unit.unknown"),
            (",,,,公共基础设施,,,,,,,", "L2", "tables.cell.missing"),
            (",,,示例建设公司,国有企业资产,,,,,,,", "L2", "policy.rule.not_acknowledged"),
            (",,,,,无此单位,,,,,,", "N2", "assets.unit.unknown"),
            (",,,,,,无此单位,,,,,", "O2", "assets.unit.unknown"),
            (",,,,,,,,ZB-431026-2023-999999,1.00,,", "Q2", "assets.funding.unknown"),
            (",,,,,,,,示财农〔2022〕9号,1.00,,", "Q2", "assets.funding.unknown"),
            (",,,,,,,,示财农〔2023〕1号,,,", "R2", "tables.cell.missing"),
            (",,,,,,,,,1.00,,", "Q2", "tables.cell.missing"),
            (",,,,,,,,示财农〔2023〕1号,0.00,,", "R2", "tables.cell.out_of_range"),
            (",,,,,,,,示财农〔2023〕1号,1.005,,", "R2", "tables.cell.too_precise"),
            (",,,,,,,,示财农〔2023〕1号,一万元,,", "R2", "tables.cell.not_money"),
        ];
        for (cells, cell, code) in cases {
            let problem = take(app, &row("9", "9.00", cells), &[]).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!(format!("/file#{cell}")), &json!(code)), "{cells}");
        }
        // What was recorded of a card no file says otherwise.
        for (cells, cell, code) in [
            (",,,示例县农业农村局,,,,,,,,", "L2", "assets.asset.owner_by_act"),
            (",,,示例镇人民政府,农村集体资产,,,,,,,", "L2", "assets.asset.owner_by_act"),
            (",,,,,,示例镇人民政府,,,,,", "O2", "assets.asset.keeper_by_act"),
            (",,,,,,,县级财政,,,,", "P2", "assets.asset.keeper_by_act"),
        ] {
            let problem = take(app, &row("7", "", cells), &[]).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!(format!("/file#{cell}")), &json!(code)), "{cells}");
        }
        assert_eq!(kept(app).await, before);
        // The neighbour's site is as if it were not there.
        app.act("431027.asset_officer", "/sites", None, json!({"name": "邻县安置点", "region_code": OTHER})).await.ok(201);
        let problem = take(app, &row("9", "9.00", "邻县安置点,,,,,,,,,,,"), &[]).await.refused(422, "tables.file.refused");
        assert_eq!(problem["errors"][0]["code"], "assets.site.unknown");
    }

    /// R10.1: name, place, value and base day of another entry, in the register or above in the file; who stands by it says so.
    async fn stock_that_may_be_there_already_is_looked_at(app) {
        take(app, &row("1", "1000.00", ",,,,,,,,,,,"), &[]).await.ok(201);
        let again = row("2", "1000.00", ",,,,,,,,,,,");
        let problem = take(app, &again, &[]).await.refused(422, "tables.file.refused");
        let told = &problem["errors"][0];
        assert_eq!((text(told, "pointer"), text(told, "code")), ("/file#A2", "policy.rule.not_acknowledged"));
        assert!(text(told, "message").contains("R10.1") && text(told, "message").contains("ZC-431026102-2023-000001"), "{told}");
        let twice = row("3", "5.00", ",,,,,,,,,,,") + &row("4", "5.00", ",,,,,,,,,,,");
        let problem = take(app, &twice, &[]).await.refused(422, "tables.file.refused");
        assert_eq!(text(&problem["errors"][0], "pointer"), "/file#A3");
        // Another value, or none, is another asset; so is one that somebody stands by.
        let others = row("5", "1000.01", ",,,,,,,,,,,") + &row("6", "", ",,,,,,,,,,,") + &row("8", "", ",,,,,,,,,,,");
        assert_eq!(take(app, &others, &[]).await.ok(201)["import"]["added"], 3);
        assert_eq!(take(app, &again, &[("acknowledged", "R10.1")]).await.ok(201)["import"]["added"], 1);
        assert_eq!(take(app, &twice, &[("mode", "partial")]).await.ok(201)["import"]["refused"], 1);
    }

    /// R27.2: a company's shop that a file says to serve the public is held to the same as an owner that a file names. Once it has a value two officers
    /// say another kind, and no file does.
    async fn a_file_changes_no_kind_past_its_owner(app) {
        let company = json!({"name": "示例建设公司", "kind": "state_company", "region_code": "431026102"});
        app.act("unit_clerk", "/organisations", None, company).await.ok(201);
        let owned = row("1", "", ",,,示例建设公司,国有企业资产,,,,,,,");
        take(app, &owned.replace("公益性资产", "经营性资产"), &[]).await.ok(201);
        // Whether the row names the owner again or not.
        for rows in [&owned, &row("1", "", ",,,,,,,,,,,")] {
            let problem = take(app, rows, &[]).await.refused(422, "tables.file.refused");
            let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(told, (&json!("/file#C2"), &json!("policy.rule.not_acknowledged")), "{problem:#}");
        }
        take(app, &owned, &[("acknowledged", "R27.2")]).await.ok(201);
        let valued = row("2", "1.00", ",,,,,,,,,,,");
        take(app, &valued, &[]).await.ok(201);
        let problem = take(app, &valued.replace("公益性资产", "到户类资产"), &[]).await.refused(422, "tables.file.refused");
        let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
        assert_eq!(told, (&json!("/file#C2"), &json!("assets.asset.kind_stands")), "{problem:#}");
    }

    /// R10.3: rows take of a paper what is left of it, beside cards that are there and rows that come before.
    async fn rows_take_of_a_paper_what_is_left_of_it(app) {
        let allocation = app.allocation("1000.00").await;
        let of = |id: &str, amount: &str| row(id, amount, &format!(",,,,,,,,{},{amount},,", text(&allocation, "number")));
        let both = take(app, &[of("1", "600.00"), of("2", "400.01")].concat(), &[]).await.refused(422, "tables.file.refused");
        assert_eq!((&both["errors"][0]["pointer"], both["errors"].as_array().unwrap().len()), (&json!("/file#Q3"), 1), "{both:#}");
        take(app, &of("1", "600.00"), &[]).await.ok(201);
        let problem = take(app, &of("2", "400.01"), &[]).await.refused(422, "tables.file.refused");
        let told = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
        assert_eq!(told, (&json!("/file#Q2"), &json!("assets.asset.money_taken_twice")));
        take(app, &of("2", "400.00"), &[]).await.ok(201);
        assert_eq!(take(app, &of("1", "600.00"), &[]).await.ok(201)["import"]["unchanged"], 1);
    }
}

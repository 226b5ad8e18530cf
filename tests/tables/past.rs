//! What files tell of existing stock beside its value: its project, its days, its use, its hand-over and its title, by the rules of the acts.

use serde_json::json;

use super::{card, flaws, kept, send};
use crate::support::{
    Reply, TestApp,
    cast::{COUNTY, engage_officer, grant},
    money::text,
};

const HEAD: &str = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,所有权单位,产权性质,项目编号,验收日期,交付日期,使用状态,使用状态日期,\
移交状态,移交日期,确权状态,确权层级,权属证书号,确权日期\n";

async fn take(app: &TestApp, rows: &str) -> Reply {
    stood_by(app, rows, &[]).await
}

/// The same, with warnings that somebody stands by.
async fn stood_by(app: &TestApp, rows: &str, fields: &[(&str, &str)]) -> Reply {
    send(app, "asset_officer", "/assets/imports", ("资产.csv", format!("{HEAD}{rows}").as_bytes()), fields).await
}

/// Works of the past: what a row tells of them, by the letter of its column.
fn row(id: &str, told: &[(char, &str)]) -> String {
    let cell = |letter: char| told.iter().find(|(at, _)| *at == letter).map_or("", |(_, text)| *text);
    let more: Vec<&str> = ('H'..='T').map(cell).collect();
    format!("{id},示例旧水厂{id},公益性资产,公共基础设施,431026102,2021-12-31,B 有台账,{}\n", more.join(","))
}

/// What is told of a card that was there long ago.
const ALL: &[(char, &str)] = &[
    ('H', "示例镇人民政府"),
    ('I', "公共基础设施"),
    ('K', "2018-05-01"),
    ('L', "2018-06-01"),
    ('M', "在用"),
    ('N', "2018-07-01"),
    ('O', "已移交"),
    ('P', "2019-06-30"),
    ('Q', "已确权"),
    ('R', "乡镇级"),
    ('S', "示例证 7 号"),
    ('T', "2019-12-01"),
];

engines! {
    /// A row tells of each track once, as an event with its day; what goes out comes back in unchanged.
    async fn stock_comes_in_with_its_use_hand_over_and_title(app) {
        let project = app.project("500000.00").await;
        let told = [ALL, &[('J', text(&project, "number"))]].concat();
        let rows = row("1", &told) + &row("2", &[]);
        // The project is not accepted in this register (R13.1).
        let problem = take(app, &rows).await.refused(422, "tables.file.refused");
        let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
        assert_eq!(found, (&json!("/file#K2"), &json!("policy.rule.not_acknowledged")), "{problem:#}");
        assert_eq!(stood_by(app, &rows, &[("acknowledged", "R13.1")]).await.ok(201)["import"]["added"], 2);
        let works = card(app, "1").await;
        for (field, wanted) in [
            ("project_id", text(&project, "id")), ("accepted_on", "2018-05-01"), ("delivered_on", "2018-06-01"), ("use_state", "in_use"),
            ("use_on", "2018-07-01"), ("handover_state", "handed_over"), ("handover_on", "2019-06-30"), ("title_state", "confirmed"),
            ("title_level", "town"), ("title_on", "2019-12-01"),
        ] {
            assert_eq!(text(&works, field), wanted, "{field}");
        }
        assert_eq!(works["owners"][0]["from_on"], "2019-12-01");
        let history = app.see("auditor", &format!("/assets/{}/history", text(&works, "id"))).await;
        let events: Vec<_> = history["events"].as_array().unwrap().iter().map(|e| (text(e, "on"), text(e, "state"))).collect();
        assert_eq!(events, [("2019-12-01", "confirmed"), ("2019-06-30", "handed_over"), ("2018-07-01", "in_use")]);
        assert_eq!(history["events"][1]["reason"], "存量补录，依据等级：B 有台账");
        assert_eq!(app.asset_now(&works, "?as_of=2019-01-01").await["handover_state"], "not_handed_over");
        assert_eq!(take(app, &rows).await.ok(201)["import"]["unchanged"], 2);
        let out = app.get("/assets/export").by(&app.who("auditor").await).send().await;
        let again = send(app, "asset_officer", "/assets/imports", ("资产.csv", &out.bytes), &[]).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], &again["import"]["changed"]), (&json!(2), &json!(0)));
        // What nobody had told of a card that is there is added, from its base day where no other is said.
        let more = row("2", &[('M', "闲置"), ('O', "无需移交"), ('K', "2020-02-02")]);
        let changed = take(app, &more).await.ok(201);
        assert_eq!(changed["changes"], json!([{"row": 2, "external_id": "2", "changed": ["accepted_on", "use_state", "handover_state"]}]));
        let house = card(app, "2").await;
        assert_eq!((text(&house, "use_state"), text(&house, "use_on")), ("idle", "2021-12-31"));
        assert_eq!((text(&house, "handover_state"), text(&house, "handover_on")), ("not_needed", "2021-12-31"));
        assert_eq!(app.number("SELECT count(*) FROM asset_event").await, 5);
    }

    /// A file is no way around whoever objects to the title of a card: without a certificate it confirms none while a posting of it hangs.
    async fn no_file_confirms_a_title_that_hangs(app) {
        let owned: &[(char, &str)] = &[('H', "示例镇人民政府"), ('I', "公共基础设施")];
        take(app, &row("1", owned)).await.ok(201);
        let posting = app.file_posting(json!({"asset_ids": [card(app, "1").await["id"]]})).await.ok(201);
        app.hang(&posting, "2023-03-01").await.ok(200);
        let told = [owned, &[('Q', "已确权"), ('R', "乡镇级"), ('T', "2022-06-01")]].concat();
        let problem = take(app, &row("1", &told)).await.refused(422, "tables.file.refused");
        let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
        assert_eq!(found, (&json!("/file#Q2"), &json!("assets.asset.posting_unsettled")), "{problem:#}");
        assert_eq!(text(&card(app, "1").await, "title_state"), "unconfirmed");
    }

    /// Each is refused at its cell by what refuses its act, and nothing stays of the file; what was recorded no file says otherwise.
    async fn what_no_act_would_note_no_file_tells(app) {
        take(app, &row("1", ALL)).await.ok(201);
        app.set_value("publicity.required.title", "7 calendar").await;
        let owned: &[(char, &str)] = &[('H', "示例镇人民政府"), ('I', "公共基础设施"), ('Q', "已确权"), ('R', "乡镇级")];
        let titled = |more: &[(char, &'static str)]| [owned, more].concat();
        let before = kept(app).await;
        for (told, cell, code) in [
            (vec![('J', "XM-431026-2023-999999")], "J2", "assets.project.unknown"),
            (vec![('K', "2099-01-01")], "K2", "assets.day.ahead"),
            (vec![('L', "2099-01-01")], "L2", "assets.day.ahead"),
            (vec![('N', "2019-01-01")], "M2", "tables.cell.missing"),
            (vec![('M', "在用"), ('N', "2099-01-01")], "N2", "assets.day.ahead"),
            (vec![('M', "已处置")], "M2", "assets.asset.not_noted"),
            (vec![('O', "移交中")], "O2", "assets.asset.handover_not_noted"),
            (vec![('O', "已移交")], "P2", "tables.cell.missing"),
            (vec![('O', "已移交"), ('P', "2023-03-01")], "P2", "assets.asset.handover_by_transfer"),
            (vec![('Q', "公示中")], "Q2", "assets.asset.title_of_stock"),
            (vec![('Q', "未确权"), ('S', "示例证 8 号")], "Q2", "assets.asset.title_of_stock"),
            (vec![('Q', "已确权"), ('R', "乡镇级")], "T2", "tables.cell.missing"),
            (vec![('Q', "已确权"), ('R', "乡镇级"), ('T', "2019-12-01")], "Q2", "assets.asset.owner_missing"),
            (titled(&[('T', "2023-03-01")]), "T2", "assets.asset.title_on_its_card"),
            // Titles are posted since 2022: an older one shows its certificate.
            (titled(&[('T', "2019-12-01")]), "Q2", "assets.asset.title_to_post"),
            (titled(&[('T', "2022-12-01"), ('S', "示例证 8 号")]), "Q2", "assets.asset.title_to_post"),
            // R27.4: what a town owns is no household's.
            (vec![
                ('H', "示例镇人民政府"), ('I', "公共基础设施"), ('Q', "已确权"), ('R', "到户"), ('S', "示例证 8 号"), ('T', "2019-12-01"),
            ], "R2", "policy.rule.not_acknowledged"),
        ] {
            let problem = take(app, &row("9", &told)).await.refused(422, "tables.file.refused");
            let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(found, (&json!(format!("/file#{cell}")), &json!(code)), "{told:?}");
        }
        for (told, cell) in [
            (vec![('M', "闲置")], "M2"),
            (vec![('M', "在用"), ('N', "2018-07-02")], "M2"),
            (vec![('O', "无需移交")], "O2"),
            (vec![('Q', "未确权")], "Q2"),
            (vec![('Q', "已确权"), ('R', "村级"), ('T', "2019-12-01")], "Q2"),
        ] {
            let problem = take(app, &row("1", &told)).await.refused(422, "tables.file.refused");
            let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(found, (&json!(format!("/file#{cell}")), &json!("assets.asset.track_by_act")), "{told:?}");
        }
        let rewritten = take(app, &row("1", &[('K', "2018-05-02")])).await.refused(422, "tables.file.refused");
        let found = (&rewritten["errors"][0]["pointer"], &rewritten["errors"][0]["code"]);
        assert_eq!(found, (&json!("/file#K2"), &json!("assets.asset.money_stands")), "{rewritten:#}");
        assert_eq!(kept(app).await, before);
        take(app, &row("9", &titled(&[('T', "2019-12-01"), ('S', "示例证 8 号")]))).await.ok(201);
    }

    /// What a file told of title and hand-over holds the kind of its card against the next file.
    async fn no_file_turns_a_kind_that_its_title_or_hand_over_rests_on(app) {
        let titled: &[(char, &str)] = &[
            ('H', "示例镇人民政府"), ('I', "公共基础设施"), ('Q', "已确权"), ('R', "乡镇级"), ('S', "示例证 9 号"), ('T', "2019-12-01"),
        ];
        let private = |row: String| row.replace("公益性资产", "到户类资产");
        let spared = row("2", &[('O', "无需移交")]);
        take(app, &(row("1", titled) + &private(spared.clone()))).await.ok(201);
        for rows in [private(row("1", titled)), spared] {
            let problem = take(app, &rows).await.refused(422, "tables.file.refused");
            let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!(found, (&json!("/file#C2"), &json!("assets.asset.kind_stands")), "{rows}");
        }
    }

    /// Whoever keeps the site and may neither value an asset nor confirm its title does neither by a file; what was recorded may stand in it again.
    async fn no_file_gives_a_right_that_the_card_refuses(app) {
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let (officer, _) = engage_officer(app, &first, "site_keeper", None, COUNTY).await;
        grant(app, (&first, &second), &officer, "site_manager", COUNTY).await;
        let by_file = async |file: String| send(app, "site_keeper", "/assets/imports", ("资产.csv", file.as_bytes()), &[]).await;
        let denied = |cell: &str| vec![(format!("/file#{cell}"), "access.denied.role".to_owned())];
        app.who("site_keeper").await;
        let before = kept(app).await;
        let titled = by_file(format!("{HEAD}{}", row("1", ALL))).await;
        assert_eq!(flaws(&titled), denied("Q2"));
        titled.refused(422, "tables.file.refused");
        let valued = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,原值\n\
            1,示例旧水厂,公益性资产,公共基础设施,431026102,2021-12-31,B 有台账,100.00\n";
        let valued = by_file(valued.to_owned()).await;
        assert_eq!(flaws(&valued), denied("H2"));
        valued.refused(422, "tables.file.refused");
        assert_eq!(kept(app).await, before);
        take(app, &row("1", ALL)).await.ok(201);
        let rows = row("1", ALL) + &row("2", &[('M', "在用"), ('O', "已移交"), ('P', "2019-06-30")]);
        let taken = by_file(format!("{HEAD}{rows}")).await.ok(201);
        assert_eq!((&taken["import"]["unchanged"], &taken["import"]["added"]), (&json!(1), &json!(1)));
        let funded = app.project("500000.00").await;
        let again = by_file(format!("{HEAD}{}", row("2", &[('J', text(&funded, "number"))]))).await;
        assert_eq!(flaws(&again), denied("J2"));
        again.refused(422, "tables.file.refused");
    }
}

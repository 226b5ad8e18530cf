//! Meetings of many villages as rows of a file: judged as an officer's record is, the same again changes nothing, wrong ones are told by cells.

use serde_json::{Value, json};

use super::LATER;
use crate::{
    support::{Reply, TestApp, money::text},
    tables::{flaws, send},
};

const PATH: &str = "/resolutions/imports";
const HEAD: &str = "表决编号,集体组织主体,表决事项,议题,会议类型,会议日期,通知日期,通知地点,通知附件标识,应到人数,到会人数,委托人数,同意,反对,弃权,会议记录附件标识,保管单位,章程施行日期,章程附件标识,章程规定的同意比例,同意比例的基数\n";

/// A meeting of ninety of whom sixty came, with so many in favour.
fn row(id: u32, body: &str, paper: &str, in_favour: u32) -> String {
    let against = 60 - in_favour;
    format!(
        "{id},{body},折股量化方案,示例：折股量化方案,成员大会,2025-05-20,2025-05-10,示例公告栏,{paper},90,50,10,{in_favour},{against},0,{paper},示例村档案室,,,,\n"
    )
}

async fn file(app: &TestApp, rows: &str) -> Reply {
    let more = [("acknowledged", "R57,R55.3")];
    send(app, "collective_accountant", PATH, ("表决.csv", format!("{HEAD}{rows}").as_bytes()), &more).await
}

async fn paper(app: &TestApp) -> String {
    app.paper("示例.pdf").await.as_str().unwrap().to_owned()
}

engines! {
    /// One file tells the meetings of two villages; what each decided is computed, and the same file again changes nothing.
    async fn meetings_of_many_villages_come_in_by_their_rows(app) {
        app.on_day(LATER).await;
        for name in ["示例甲村经济合作社", "示例乙村经济合作社"] {
            app.collective(name).await;
        }
        let paper = paper(app).await;
        let rows = row(1, "示例甲村经济合作社", &paper, 60) + &row(2, "示例乙村经济合作社", &paper, 59);
        let answer = file(app, &rows).await.ok(201);
        assert_eq!(answer["import"]["added"], 2, "{answer:#}");
        let list = app.see("auditor", "/resolutions").await;
        let mut items = list["items"].as_array().unwrap().clone();
        items.sort_by_key(|r| text(r, "number").to_owned());
        let told: Vec<(&str, &str, &Value)> = items.iter().map(|r| (text(r, "number"), text(r, "state"), &r["shortfalls"])).collect();
        let expected = [("BJ-431026-2025-000001", "passed", json!([])), ("BJ-431026-2025-000002", "not_passed", json!(["R55"]))];
        assert_eq!(told, expected.each_ref().map(|(n, s, short)| (*n, *s, short)));
        assert!(items.iter().all(|r| r["recorded_later"] == true && r["acknowledged"] == json!(["R57", "R55.3"])), "{list:#}");
        let named = app.see("auditor", "/resolutions?external_system=resolution_list&external_id=2").await;
        assert_eq!(named["items"][0]["id"], items[1]["id"]);
        let again = file(app, &rows).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], app.number("SELECT count(*) FROM resolution").await), (&json!(2), 2));
        let changed = file(app, &row(2, "示例乙村经济合作社", &paper, 60)).await;
        assert_eq!(flaws(&changed), [("/file#M2".to_owned(), "resolutions.resolution.by_annulling".to_owned())], "{:#}", changed.body);
        let unknown = send(app, "collective_accountant", PATH, ("表决.csv", format!("{HEAD}{}", row(3, "示例甲村经济合作社", &paper, 60)).as_bytes()), &[]).await;
        assert_eq!(flaws(&unknown)[0].1, "policy.rule.not_acknowledged", "{:#}", unknown.body);
    }

    /// No body of that name, figures and days that cannot be, a paper that is not there: each by its cell, and nothing is kept.
    async fn wrong_rows_of_meetings_are_told_by_their_cells(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let paper = paper(app).await;
        let right = row(1, "示例村经济合作社", &paper, 60);
        let nothing = text(&body, "id");
        let charter = |cells: &str| right.replace("档案室,,,,", &format!("档案室,{cells}"));
        let wrong: &[(String, &str, &str)] = &[
            (right.replace("示例村经济合作社", "没有的合作社"), "/file#B2", "resolutions.resolution.body_not_named"),
            (right.replace(",60,0,0,", ",91,0,0,"), "/file#M2", "resolutions.resolution.votes_above_eligible"),
            (right.replace(",50,10,", ",81,10,"), "/file#K2", "resolutions.resolution.attended_above_eligible"),
            (right.replace(",60,0,0,", ",59,0,0,"), "/file#O2", "resolutions.resolution.votes_not_attended"),
            (right.replace("2025-05-20", "2025-06-03"), "/file#F2", "resolutions.day.ahead"),
            (right.replace("2025-05-10", "2025-05-21"), "/file#G2", "resolutions.resolution.notice_late"),
            (right.replace("2025-05-20", "2025-04-30").replace("2025-05-10", "2025-04-10"), "/file#T2", "resolutions.resolution.charter_untold"),
            (right.replace("2025-05-20", "2022-12-31").replace("2025-05-10", "2022-12-01"), "/file#F2", "collectives.body.not_then"),
            (right.replace("成员大会,", "居民会议,"), "/file#E2", "resolutions.resolution.meeting_misfit"),
            (right.replace(&format!("0,{paper}"), "0,x"), "/file#P2", "resolutions.resolution.file_unreadable"),
            (right.replace(&format!("0,{paper}"), &format!("0,{nothing}")), "/file#P2", "files.file.unknown"),
            (right.replace("示例公告栏", ""), "/file#H2", "tables.cell.missing"),
            (charter(&format!("2023-01-01,{paper},三分之二,应到人员")), "/file#T2", "resolutions.resolution.fraction_unreadable"),
            (charter(&format!("2023-01-01,{paper},4/3,应到人员")), "/file#T2", "resolutions.resolution.fraction_improper"),
            (charter(&format!("2025-05-21,{paper},2/3,应到人员")), "/file#R2", "resolutions.resolution.charter_later"),
            (charter(",,2/3,应到人员"), "/file#R2", "tables.cell.missing"),
        ];
        for (rows, pointer, code) in wrong {
            let reply = file(app, rows).await;
            assert_eq!(reply.status.as_u16(), 422, "{code}: {:#}", reply.body);
            assert!(flaws(&reply).contains(&((*pointer).to_owned(), (*code).to_owned())), "{code}: {:#}", reply.body);
        }
        assert_eq!(app.number("SELECT count(*) FROM resolution").await, 0);
        let stricter = charter(&format!("2023-01-01,{paper},9/10,应到人员"));
        let answer = file(app, &stricter).await.ok(201);
        assert_eq!(answer["import"]["added"], 1);
        let list = app.see("auditor", "/resolutions").await;
        assert_eq!(list["items"][0]["shortfalls"], json!(["R56.1"]));
    }

    /// Ten times as many rows of one day in one batch cost no more statements.
    async fn more_meetings_of_a_file_cost_no_more_statements(app) {
        app.on_day(LATER).await;
        app.collective("示例村经济合作社").await;
        let paper = paper(app).await;
        let rows = |from: u32, to: u32| -> String { (from..to).map(|n| row(n, "示例村经济合作社", &paper, 60)).collect() };
        let cost = async |rows: String| -> u64 {
            let before = app.app.db.statements();
            file(app, &rows).await.ok(201);
            app.app.db.statements() - before
        };
        file(app, &rows(1, 3)).await.ok(201);
        let (few, many) = (cost(rows(10, 30)).await, cost(rows(100, 300)).await);
        assert_eq!(few, many, "statements");
    }
}

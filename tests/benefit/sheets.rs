//! Rosters as rows of a file: whole or in part, the same again changes nothing, nobody is named in what is kept.

use serde_json::json;

use crate::{
    people::{number, stands},
    support::{Reply, TestApp},
    tables::{flaws, send, send_later},
};

const PATH: &str = "/collective-members/imports";
const HEAD: &str = "成员编号,集体组织主体,姓名,公民身份号码,确认理由,决定日期,备注\n";

fn row(id: u32, (name, serial): (&str, u32), ground: &str) -> String {
    format!("{id},示例村经济合作社,{name},{},{ground},2023-02-01,\n", number(serial))
}

async fn file(app: &TestApp, rows: &str, more: &[(&str, &str)]) -> Reply {
    send(app, "collective_accountant", PATH, ("名册.csv", format!("{HEAD}{rows}").as_bytes()), more).await
}

async fn counted(app: &TestApp) -> [i64; 4] {
    let count = async |table: &str| app.number(&format!("SELECT count(*) FROM {table}")).await;
    [
        count("collective_member").await,
        count("person").await,
        count("collective_member_event").await,
        count("external_id").await,
    ]
}

engines! {
    /// Members come in by their numbers, known persons are found, the same again changes nothing; who is one elsewhere waits.
    async fn a_roster_comes_in_by_its_rows(app) {
        app.collective("示例村经济合作社").await;
        let other = app.collective("示例乙村经济合作社").await;
        let known = app.person(json!({"name": "示例甲", "id_number": number(1)})).await;
        app.decided_of(&other, &known, json!({"on": "2023-01-15"})).await.ok(201);
        let rows = row(1, ("示例甲", 1), "政策性移民(搬迁安置)") + &row(2, ("示例乙", 2), "生育") + &row(3, ("示例丙", 3), "origin");
        let answer = file(app, &rows, &[]).await.ok(201);
        assert_eq!(answer["import"]["added"], 3, "{answer:#}");
        assert_eq!(counted(app).await, [4, 3, 4, 3]);
        let waiting = app.see("auditor", "/collective-members?state=waiting").await;
        assert_eq!((waiting["items"].as_array().unwrap().len(), &waiting["items"][0]["person_id"]), (1, &known["id"]));
        let again = file(app, &rows, &[]).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], counted(app).await), (&json!(3), [4, 3, 4, 3]));
        let less = file(app, &row(2, ("示例乙", 2), "生育"), &[]).await.ok(201);
        assert_eq!(less["absences"], json!(["1", "3"]), "what the file does not name stays and is told");
        let moved = file(app, &row(2, ("示例乙", 2), "结婚"), &[]).await;
        assert_eq!(flaws(&moved), [("/file#E2".to_owned(), "collectives.member.by_event".to_owned())], "{:#}", moved.body);
    }

    /// A body that is none, a number twice, a wrong check digit, another name, a day ahead: each by its cell, nothing kept but in part.
    async fn wrong_rows_of_rosters_are_told_by_their_cells(app) {
        app.collective("示例村经济合作社").await;
        app.person(json!({"name": "示例甲", "id_number": number(1)})).await;
        let before = counted(app).await;
        let right = row(1, ("示例甲", 1), "origin");
        let wrong: &[(String, &str, &str)] = &[
            (right.replace("示例村经济合作社", "没有的合作社"), "/file#B2", "collectives.member.body_not_named"),
            (right.clone() + &row(2, ("示例甲", 1), "origin"), "/file#D3", "collectives.member.person_doubled"),
            (right.replace(&number(1), "431026199001010021"), "/file#D2", "people.person.id_number_checksum"),
            (right.replace("示例甲", "示例丁"), "/file#C2", "people.household.name_differs"),
            (right.replace("2023-02-01", "2023-03-02"), "/file#F2", "collectives.day.ahead"),
            (right.replace("2023-02-01", "2022-12-31"), "/file#F2", "collectives.body.not_then"),
            (right.replace("origin", "other"), "/file#G2", "collectives.member.other_untold"),
        ];
        for (rows, pointer, code) in wrong {
            let reply = file(app, rows, &[]).await;
            assert_eq!(reply.status.as_u16(), 422, "{code}: {:#}", reply.body);
            assert!(flaws(&reply).contains(&((*pointer).to_owned(), (*code).to_owned())), "{code}: {:#}", reply.body);
            assert!(!reply.body.to_string().contains("431026199"), "{:#}", reply.body);
        }
        assert_eq!(counted(app).await, before);
        let rows = row(2, ("示例乙", 2), "origin").replace("2023-02-01", "2022-12-31") + &row(3, ("示例丙", 3), "origin");
        let answer = file(app, &rows, &[("mode", "partial")]).await.ok(201);
        assert_eq!((&answer["import"]["added"], &answer["import"]["refused"]), (&json!(1), &json!(1)));
        // Whom a refused row would have registered is not registered.
        assert_eq!(app.number("SELECT count(*) FROM person").await, 2);
    }

    /// As a job: what the file says of persons stands nowhere in clear; what goes out is masked.
    async fn a_roster_names_nobody_in_what_is_kept(app) {
        app.collective("示例村经济合作社").await;
        let bytes = format!("{HEAD}{}{}", row(1, ("甄隐甲", 1), "origin"), row(2, ("甄隐乙", 2), "origin"));
        send_later(app, "collective_accountant", PATH, ("名册.csv", bytes.as_bytes()), &[]).await.ok(202);
        let importer = app.app.importer();
        while !importer.turn().await.expect("a turn").is_empty() {}
        assert_eq!(counted(app).await, [2, 2, 2, 2]);
        for mark in ["甄隐甲", "甄隐乙", &number(1), &number(2)] {
            assert!(!stands(app, mark).await, "{mark}");
        }
        let out = app.get("/collective-members/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("甄**") && out.contains("原有成员") && !out.contains("甄隐"), "{out}");
    }

    /// Ten times as many rows in one batch cost no more statements.
    async fn more_members_of_a_file_cost_no_more_statements(app) {
        app.collective("示例村经济合作社").await;
        let rows = |from: u32, to: u32| -> String { (from..to).map(|n| row(n, ("示例", n), "origin")).collect() };
        let cost = async |rows: String| -> u64 {
            let before = app.app.db.statements();
            file(app, &rows, &[]).await.ok(201);
            app.app.db.statements() - before
        };
        file(app, &rows(1, 3), &[]).await.ok(201);
        let (few, many) = (cost(rows(10, 30)).await, cost(rows(100, 300)).await);
        assert_eq!(few, many, "statements");
        assert_eq!(app.number("SELECT count(*) FROM collective_member").await, 222);
    }
}

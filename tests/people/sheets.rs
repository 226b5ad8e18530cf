//! Households as rows of a file: taken whole or not at all, the same again changes nothing, nobody is named in what is kept.

use serde_json::{Value, json};

use super::stands;
use crate::{
    support::TestApp,
    tables::{flaws, send, send_later},
};

const PATH: &str = "/households/imports";
const HEAD: &str = "户编号,安置点名称,迁出地区划代码,迁出地详细地址,栋号,房号,家庭人口,是否建档立卡,姓名,公民身份号码,联系电话,与户主关系,性别,登记入户日期\n";

/// An ID number of GB 11643 with this serial.
pub fn number(serial: u32) -> String {
    let body = format!("43102619900101{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

/// A member of a household at the site.
fn row(house: &str, stated: u32, (name, serial, relation): (&str, u32, &str)) -> String {
    let number = if serial == 0 { String::new() } else { number(serial) };
    format!("{house},示例安置点,431026,示例隐村隐组,1栋,{house},{stated},是,{name},{number},,{relation},,2023-02-01\n")
}

async fn file(app: &TestApp, rows: &str, more: &[(&str, &str)]) -> crate::support::Reply {
    send(app, "asset_officer", PATH, ("搬迁户.csv", format!("{HEAD}{rows}").as_bytes()), more).await
}

async fn counted(app: &TestApp) -> [i64; 4] {
    let count = async |table: &str| app.number(&format!("SELECT count(*) FROM {table}")).await;
    [count("household").await, count("person").await, count("household_member").await, count("external_id").await]
}

engines! {
    /// Two households in mixed order come in, and the same again changes nothing; who comes later is told by a row, another relation by none.
    async fn households_come_in_by_their_members(app) {
        app.site(json!({})).await;
        let first = [
            row("H1", 2, ("示例甲", 1, "户主")), row("H2", 3, ("示例丙", 4, "子")), row("H1", 2, ("示例乙", 2, "配偶")),
            row("H2", 3, ("示例丁", 3, "户主")), row("H2", 3, ("示例婴", 0, "女")),
        ].concat();
        let answer = file(app, &first, &[]).await.ok(201);
        assert_eq!((&answer["import"]["added"], answer["additions"].as_array().unwrap().len()), (&json!(5), 2));
        assert_eq!(counted(app).await, [2, 5, 5, 2]);
        let again = file(app, &first, &[]).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], counted(app).await), (&json!(5), [2, 5, 5, 2]));
        let list = app.see("auditor", "/households?external_system=household_ledger&external_id=H2").await;
        let two = &list["items"][0];
        assert_eq!((&two["members"], &two["poor"], two["head_id"].is_string()), (&json!(3), &json!(true), true));
        let later = row("H1", 3, ("示例甲", 1, "户主")) + &row("H1", 3, ("示例乙", 2, "配偶")) + &row("H1", 3, ("示例戊", 5, "子"));
        let answer = file(app, &later.replace(",户主,,2023", ",户主,女,2023"), &[("acknowledged", "R3.1")]).await.ok(201);
        assert_eq!((&answer["import"]["changed"], &answer["absences"]), (&json!(3), &json!(["H2"])));
        assert_eq!(counted(app).await, [2, 6, 6, 2]);
        let moved = file(app, &later.replace(",配偶,", ",其他,"), &[]).await;
        assert_eq!(flaws(&moved)[1].1, "people.household.by_event", "{:#}", moved.body);
        let renamed = file(app, &later.replace("示例乙", "示例己"), &[]).await;
        assert!(flaws(&renamed).iter().any(|(_, code)| code == "people.household.name_differs"), "{:#}", renamed.body);
    }

    /// Two heads, a number twice, a headcount that differs, a wrong check digit, a member of another household: each by its cell, nothing kept.
    async fn wrong_rows_of_households_are_told_by_their_cells(app) {
        app.site(json!({})).await;
        file(app, &row("H9", 1, ("示例甲", 9, "户主")), &[]).await.ok(201);
        let before = counted(app).await;
        let pair = |a: (&str, u32, &str), b: (&str, u32, &str), stated| row("H1", stated, a) + &row("H1", stated, b);
        let (man, wife) = (("示例乙", 1, "户主"), ("示例丙", 2, "配偶"));
        let wrong: &[(String, &str, &str)] = &[
            (pair(man, ("示例丙", 2, "户主"), 2), "/file#L2", "people.household.one_head"),
            (pair(("示例乙", 1, "子"), wife, 2), "/file#L2", "people.household.one_head"),
            (pair(man, wife, 3), "/file#G2", "people.household.headcount_differs"),
            (pair(man, ("示例丙", 1, "配偶"), 2), "/file#J3", "people.household.person_doubled"),
            (row("H1", 2, man) + &row("H1", 3, wife), "/file#G3", "people.household.rows_differ"),
            (pair(man, ("示例甲", 9, "配偶"), 2), "/file#J3", "people.household.duplicate_person"),
            (pair(man, wife, 2).replace(&number(2), "431026199001010021"), "/file#J3", "people.person.id_number_checksum"),
            (pair(man, wife, 2).replace(",配偶,,", ",配偶,男,"), "/file#M3", "policy.rule.not_acknowledged"),
            (pair(man, wife, 2).replace("示例安置点", "没有的安置点"), "/file#B2", "people.household.site_not_named"),
            (pair(man, wife, 2).replace("2023-02-01", "2023-03-02"), "/file#N2", "people.household.day_ahead"),
        ];
        for (rows, pointer, code) in wrong {
            let reply = file(app, rows, &[]).await;
            assert_eq!(reply.status.as_u16(), 422, "{code}: {:#}", reply.body);
            let told = flaws(&reply);
            let found = told.iter().any(|(at, said)| at == pointer && said == code);
            assert!(found, "{code} at {pointer}: {told:?}");
            assert_eq!(told.len(), 2, "the other row of the household goes with it: {told:?}");
            assert!(!reply.body.to_string().contains("431026199"), "{:#}", reply.body);
        }
        assert_eq!(counted(app).await, before);
        // In part: the household that is right is taken, the other whole not.
        let rows = pair(man, ("示例丙", 2, "户主"), 2) + &row("H2", 1, ("示例丁", 3, "户主"));
        let answer = file(app, &rows, &[("mode", "partial")]).await.ok(201);
        assert_eq!((&answer["import"]["added"], &answer["import"]["refused"]), (&json!(1), &json!(2)));
        assert_eq!(app.number("SELECT count(*) FROM household").await, 2);
    }

    /// As a job: what the file says of people stands nowhere in clear, neither while it waits nor after; what goes out is masked.
    async fn a_file_of_households_names_nobody_in_what_is_kept(app) {
        app.site(json!({})).await;
        let rows = row("H1", 2, ("甄隐甲", 1, "户主")) + &row("H1", 2, ("甄隐乙", 2, "配偶"));
        let bytes = format!("{HEAD}{rows}");
        send_later(app, "asset_officer", PATH, ("搬迁户.csv", bytes.as_bytes()), &[]).await.ok(202);
        let marks = [number(1), number(2), "甄隐甲".into(), "甄隐乙".into(), "示例隐村隐组".into()];
        for round in ["while it waits", "when it is done"] {
            for mark in &marks {
                assert!(!stands(app, mark).await, "{mark} {round}");
            }
            let importer = app.app.importer();
            while !importer.turn().await.expect("a turn").is_empty() {}
        }
        assert_eq!(counted(app).await, [1, 2, 2, 1]);
        for path in ["/households/export", "/households/export-members"] {
            let out = app.get(path).by(&app.who("auditor").await).send().await;
            let out = String::from_utf8(out.bytes).unwrap();
            assert!(out.contains("H1") && !marks.iter().any(|mark| out.contains(mark)), "{out}");
            assert!(path.ends_with("export") || (out.contains("甄**") && out.contains("配偶")), "{out}");
        }
    }

    /// Ten times as many households in one batch cost no more statements.
    async fn more_households_of_a_file_cost_no_more_statements(app) {
        app.site(json!({})).await;
        let rows = |from: u32, to: u32| -> String {
            (from..to).map(|n| row(&format!("H{n}"), 1, ("示例", n, "户主"))).collect()
        };
        let cost = async |rows: String| -> u64 {
            let before = app.app.db.statements();
            file(app, &rows, &[]).await.ok(201);
            app.app.db.statements() - before
        };
        file(app, &rows(1, 3), &[]).await.ok(201);
        let (few, many) = (cost(rows(10, 30)).await, cost(rows(100, 300)).await);
        assert_eq!(few, many, "statements");
        assert_eq!(app.number("SELECT count(*) FROM household").await, 222);
        let _: Value = app.see("auditor", "/households?limit=200").await;
    }
}

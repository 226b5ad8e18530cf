//! Opening rolls as files: each row is judged as an officer's admission is, the same again changes nothing, and nobody is named.

use serde_json::{Value, json};

use super::rolls::reads;
use crate::{
    people::{number, stands},
    support::{Reply, TestApp, money::text},
    tables::{flaws, send},
};

const HEAD: &str = "登记编号,名册编号,登记对象类型,登记对象,证件号码,对象类别,份数,纳入日期,认定材料附件标识,备注\n";

/// A roll by its number, and the paper of its entries.
struct Roll {
    number: String,
    paper: String,
}

impl Roll {
    /// A row of the person of a serial, or of the household of which that is the head.
    fn row(&self, id: u32, (kind, serial): (&str, u32), units: &str) -> String {
        let Self { number: roll, paper } = self;
        format!("{id},{roll},{kind},示例,{},relieved,{units},2023-01-10,{paper},\n", number(serial))
    }
}

async fn file(app: &TestApp, rows: &str) -> Reply {
    let bytes = format!("{HEAD}{rows}");
    send(app, "collective_accountant", "/benefit-rolls/imports", ("名册.csv", bytes.as_bytes()), &[]).await
}

/// A roll by need, somebody alone, and a couple of one household: serials 201, and 202 with 203.
async fn village(app: &TestApp) -> (Value, Roll) {
    let body = app.collective("示例村经济合作社").await;
    let roll = app.roll(&body, json!({})).await.ok(201);
    let mut people = Vec::new();
    for serial in [201, 202, 203] {
        people.push(app.person(json!({"id_number": number(serial)})).await);
    }
    app.household(&[(&people[1], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
    let paper = app.paper("示例认定表.pdf").await.as_str().unwrap().to_owned();
    let told = Roll { number: text(&roll, "number").to_owned(), paper };
    (roll, told)
}

engines! {
    /// Somebody alone and a household come in with their true days; the same again changes nothing, and other figures are told at their row.
    async fn opening_rolls_come_in_by_their_rows(app) {
        let (roll, told) = Box::pin(village(app)).await;
        let rows = told.row(1, ("person", 201), "1") + &told.row(2, ("household", 202), "2");
        assert_eq!(file(app, &rows).await.ok(201)["import"]["added"], 2);
        let path = format!("/benefit-rolls/{}", text(&roll, "id"));
        let list = app.see("auditor", &format!("{path}/entries?limit=200")).await;
        let mut seen: Vec<_> = list["items"].as_array().unwrap().iter().map(|e| (e["serial"].as_i64(), text(e, "units"), text(e, "from_on"))).collect();
        seen.sort_unstable();
        assert_eq!(seen, [(Some(1), "1.0000", "2023-02-01"), (Some(2), "2.0000", "2023-02-01")]);
        let now = app.see("auditor", &path).await;
        assert_eq!((&now["entries"], &now["standing"]), (&json!(2), &json!(2)));
        assert_eq!(file(app, &rows).await.ok(201)["import"]["unchanged"], 2);
        let other = file(app, &told.row(2, ("household", 202), "1")).await;
        assert_eq!(flaws(&other), [("/file#A2".to_owned(), "rolls.entry.by_act".to_owned())], "{:#}", other.body);
        // What is left out of a file stays, and is listed.
        let answer = file(app, &told.row(1, ("person", 201), "1")).await.ok(201);
        assert_eq!(answer["absences"], json!(["2"]));
        assert!(!stands(app, &number(201)).await, "a number stands in clear");
    }

    /// R73.1, and what does not fit: told at its cell by the code of the act beside it, without a name; of a wrong file nothing is kept.
    async fn a_row_that_may_not_stand_on_a_roll_is_told_at_its_cell(app) {
        let (roll, told) = Box::pin(village(app)).await;
        file(app, &told.row(1, ("household", 202), "2")).await.ok(201);
        let alone = || told.row(9, ("person", 201), "1");
        let cases = [
            // The spouse stands there by the household.
            (told.row(9, ("person", 203), "1"), "E2", "rolls.entry.twice"),
            (alone() + &told.row(10, ("person", 201), "1"), "E3", "rolls.entry.twice"),
            (told.row(9, ("household", 201), "1"), "E2", "rolls.entry.no_head"),
            (told.row(9, ("person", 299), "1"), "E2", "rolls.entry.person_unknown"),
            (alone().replace("示例", "别人"), "D2", "people.household.name_differs"),
            (alone().replace(&told.number, "MC-0"), "B2", "rolls.roll.unknown"),
            (alone().replace("relieved", "stake"), "F2", "rolls.entry.class_misfit"),
            (alone().replace(",1,2023", ",2,2023"), "G2", "rolls.entry.units_misfit"),
            (alone().replace("2023-01-10", "2023-03-02"), "H2", "rolls.day.ahead"),
            (alone().replace(&told.paper, "示"), "I2", "rolls.entry.file_unreadable"),
        ];
        for (rows, cell, code) in cases {
            let wrong = file(app, &rows).await;
            assert_eq!(flaws(&wrong), [(format!("/file#{cell}"), code.to_owned())], "{:#}", wrong.body);
            assert!(!wrong.body.to_string().contains(&number(201)), "{:#}", wrong.body);
        }
        // Days of which something was computed take nobody in.
        reads(app, &roll, (true, Some("2023-03-31"))).await;
        let held = file(app, &alone()).await;
        assert_eq!(flaws(&held), [("/file#H2".to_owned(), "rolls.entry.days_held".to_owned())], "{:#}", held.body);
        reads(app, &roll, (true, None)).await;
        assert_eq!(app.number("SELECT count(*) FROM roll_entry").await, 1);
        file(app, &alone()).await.ok(201);
        let closing = json!({"on": "2023-02-28", "reason": "示例", "file_id": told.paper});
        app.on_roll("collective_manager", "close", &roll, closing).await.ok(200);
        let closed = file(app, &told.row(11, ("person", 203), "1")).await;
        assert_eq!(flaws(&closed), [("/file#B2".to_owned(), "rolls.roll.closed".to_owned())], "{:#}", closed.body);
    }
}

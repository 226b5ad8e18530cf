//! Lines of lists of persons as files: each is judged as one that is told by hand, the same again changes nothing, and nobody is named.

use serde_json::{Value, json};

use super::posts::line;
use crate::{
    people::{number, stands},
    support::{Reply, TestApp, money::text},
    tables::{flaws, send},
};

const HEAD: &str = "登记编号,名单编号,发放对象,证件号码,金额,事由\n";

/// A row of whoever has the number of a serial.
fn row(id: u32, list: &Value, serial: u32, amount: &str) -> String {
    format!("{id},{},示例,{},{amount},示例：住院救助\n", text(list, "number"), number(serial))
}

async fn file(app: &TestApp, rows: &str) -> Reply {
    let bytes = format!("{HEAD}{rows}");
    send(app, "collective_accountant", "/to-person-lines/imports", ("明细.csv", bytes.as_bytes()), &[]).await
}

/// Four persons, serials 201 to 204, a pool, and a list of relief of the first.
async fn village(app: &TestApp) -> (Vec<Value>, Value, Value) {
    let mut people = Vec::new();
    for serial in 201..205 {
        people.push(app.person(json!({"id_number": number(serial)})).await);
    }
    let (_, pool) = app.community("示例村经济合作社", "6200000000000021").await;
    let list = app.relief(&pool, &[line(&people[0], "100.00")], json!({})).await.ok(201);
    (people, pool, list)
}

async fn now(app: &TestApp, list: &Value) -> Value {
    app.see("auditor", &format!("/to-person-lists/{}", text(list, "id"))).await
}

engines! {
    /// Rows stand behind the lines that are there; the same again changes nothing, what a row made is changed by hand, and may be sent again after it.
    async fn lines_come_in_by_their_rows(app) {
        let (people, _, list) = Box::pin(village(app)).await;
        let rows = row(1, &list, 202, "200.00") + &row(2, &list, 203, "50.00");
        assert_eq!(file(app, &rows).await.ok(201)["import"]["added"], 2);
        let seen = now(app, &list).await;
        assert_eq!((&seen["lines"], text(&seen, "total"), text(&seen, "state")), (&json!(3), "350.00", "drafted"));
        assert_ne!(seen["digest"], list["digest"]);
        assert_eq!(file(app, &rows).await.ok(201)["import"]["unchanged"], 2);
        let other = file(app, &row(1, &list, 202, "201.00")).await;
        assert_eq!(flaws(&other), [("/file#A2".to_owned(), "posts.line.by_hand".to_owned())], "{:#}", other.body);
        assert!(!stands(app, &number(202)).await, "a number stands in clear");
        // Written anew by hand the list has none of them; the same file may tell them again.
        let says = json!({
            "item": "hardship_relief", "name": "示例·急难救助名单", "basis": "示民发〔2023〕1号", "file_id": app.paper("示例.pdf").await,
            "per": "person", "from_month": "2023-02", "to_month": "2023-02", "lines": [line(&people[0], "100.00")]
        });
        app.on_list("collective_accountant", "revise", &list, says).await.ok(200);
        assert_eq!(file(app, &rows).await.ok(201)["import"]["added"], 2);
        // Whoever took rows in made the list, and does not check it; not for those who took in others after it either.
        let more = format!("{HEAD}{}", row(4, &list, 204, "10.00"));
        let path = "/to-person-lines/imports";
        send(app, "collective_manager", path, ("明细.csv", more.as_bytes()), &[]).await.ok(201);
        for maker in ["collective_accountant", "collective_manager"] {
            app.on_list(maker, "check", &list, json!({})).await.refused(403, "access.denied.second_person");
        }
        app.on_list("line_reviewer", "check", &list, json!({})).await.ok(200);
        let late = file(app, &row(3, &list, 204, "1.00")).await;
        assert_eq!(flaws(&late), [("/file#B2".to_owned(), "posts.list.state".to_owned())], "{:#}", late.body);
    }

    /// R110 and what does not fit: told at its cell by the code of the act beside it; of a wrong file nothing is kept, of two lists neither pays twice.
    async fn a_line_that_may_not_stand_in_a_list_is_told_at_its_cell(app) {
        let (people, pool, list) = Box::pin(village(app)).await;
        let other = app.relief(&pool, &[line(&people[2], "100.00")], json!({})).await.ok(201);
        let right = || row(9, &list, 202, "1.00");
        let cases = [
            (row(9, &list, 201, "1.00"), "D2", "posts.list.line_twice"),
            (right() + &row(10, &list, 202, "1.00"), "D3", "posts.list.line_twice"),
            (row(9, &list, 203, "1.00"), "D2", "posts.list.paid_twice"),
            (row(9, &list, 299, "1.00"), "D2", "posts.list.payee_unknown"),
            (right().replace("示例,", "别人,"), "C2", "people.household.name_differs"),
            (right().replace(text(&list, "number"), "BT-0"), "B2", "posts.line.list_unknown"),
            (row(9, &list, 202, ""), "E2", "posts.list.amount"),
            (row(9, &list, 202, "0.00"), "E2", "tables.cell.out_of_range"),
        ];
        for (rows, cell, code) in cases {
            let wrong = file(app, &rows).await;
            assert_eq!(flaws(&wrong), [(format!("/file#{cell}"), code.to_owned())], "{:#}", wrong.body);
            assert!(!wrong.body.to_string().contains(&number(202)), "{:#}", wrong.body);
        }
        // One of the two lists, whichever is looked at last.
        let both = flaws(&file(app, &(right() + &row(10, &other, 202, "1.00"))).await);
        assert_eq!(both.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>(), ["posts.list.paid_twice"]);
        assert_eq!(app.number("SELECT count(*) FROM to_person_line").await, 2);
        file(app, &right()).await.ok(201);
    }

    /// A list by households names the head of each, and pays each of its members once.
    async fn a_row_of_a_household_names_its_head(app) {
        let (people, pool, _) = Box::pin(village(app)).await;
        app.household(&[(&people[1], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        let alone = app.household(&[(&people[3], "head")], json!({})).await.ok(201);
        let said = json!({"per": "household", "item": "training_living"});
        let first = json!({"household_id": alone["id"], "amount": "1.00", "reason": "示例"});
        let list = app.relief(&pool, &[first], said).await.ok(201);
        let spouse = file(app, &row(1, &list, 203, "5.00")).await;
        assert_eq!(flaws(&spouse), [("/file#D2".to_owned(), "posts.line.no_head".to_owned())], "{:#}", spouse.body);
        let twice = file(app, &row(1, &list, 204, "5.00")).await;
        assert_eq!(flaws(&twice), [("/file#D2".to_owned(), "posts.list.line_twice".to_owned())], "{:#}", twice.body);
        file(app, &row(1, &list, 202, "5.00")).await.ok(201);
        assert_eq!(text(&now(app, &list).await, "total"), "6.00");
        assert_eq!(app.number("SELECT count(*) FROM to_person_month WHERE item_key = 'training_living'").await, 3);
    }
}

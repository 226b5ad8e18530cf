//! Opening registers as rows of a file: with true days, put in the place of what was told before, and judged over the whole file.

use serde_json::{Value, json};

use super::{has, held_days::hold, of_person};
use crate::{
    benefit::refused,
    people::{number, stands},
    support::{Reply, TestApp, money::text},
    tables::{flaws, send, send_later},
};

const PATH: &str = "/share-transactions/imports";
const HEAD: &str =
    "登记编号,方案编号,序号,持有人类型,持有人,证件号码,份额类别,份额,生效日期,佐证,佐证附件标识,原证书编号,备注\n";
const UNIT: &str = "示例施工单位甲,91000000MA0000007C";

/// Rows of one scheme, proven by one paper.
struct Book {
    scheme: String,
    paper: String,
}

impl Book {
    async fn of(app: &TestApp, scheme: &Value) -> Self {
        let paper = app.paper("示例登记册.pdf").await.as_str().unwrap().to_owned();
        Self { scheme: text(scheme, "number").to_owned(), paper }
    }

    /// A line: id, serial, `kind,name,code`, `class,shares,day`.
    fn row(&self, id: u32, serial: u32, who: &str, what: &str) -> String {
        format!("{id},{},{serial},{who},{what},登记册,{},旧证{id},\n", self.scheme, self.paper)
    }

    /// A person's shares of members from the first day on.
    fn person(&self, id: u32, (name, n): (&str, u32), shares: &str) -> String {
        self.row(id, n, &format!("个人,{name},{}", number(n)), &format!("成员股,{shares},2023-02-20"))
    }
}

async fn file(app: &TestApp, rows: &str, more: &[(&str, &str)]) -> Reply {
    send(app, "collective_accountant", PATH, ("登记册.csv", format!("{HEAD}{rows}").as_bytes()), more).await
}

async fn counted(app: &TestApp) -> Vec<i64> {
    let mut all = Vec::new();
    for table in ["share_transaction", "share_holder", "share_holding", "share_opening", "person", "external_id"] {
        all.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    all
}

engines! {
    /// Persons, households and organisations come in with their true days; a line told otherwise is put in the place of the first.
    async fn a_register_comes_in_with_its_true_days(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({})).await;
        let head = app.person(json!({"name": "示例乙", "id_number": number(2)})).await;
        let house = app.household(&[(&head, "head")], json!({})).await.ok(201);
        let book = Book::of(app, &scheme).await;
        let last = |shares: &str| book.row(4, 1, &format!("个人,示例甲,{}", number(1)), &format!("成员股,{shares},2023-02-22"));
        let rows = |shares: &str| {
            book.person(1, ("示例甲", 1), "40")
                + &book.row(2, 7, &format!("户,示例乙,{}", number(2)), "成员股,30,2023-02-20")
                + &book.row(3, 9, &format!("单位,{UNIT}"), "集体股,10,2023-02-20")
                + &last(shares)
        };
        let nothing = counted(app).await;
        let dry = format!("{HEAD}{}", rows("20"));
        let dry = send(app, "collective_accountant", &format!("{PATH}?dry_run=true"), ("登记册.csv", dry.as_bytes()), &[]).await;
        assert_eq!((dry.ok(200)["import"]["added"].clone(), counted(app).await), (json!(4), nothing));
        let answer = file(app, &rows("20"), &[]).await.ok(201);
        assert_eq!(answer["import"]["added"], 4, "{answer:#}");
        let person = app.see("asset_officer", "/people?limit=200").await;
        let person = person["items"].as_array().unwrap().iter().find(|p| p["id"] != head["id"]).unwrap().clone();
        let (before, after) = (app.register(&scheme, "2023-02-21").await, app.register(&scheme, "2023-02-22").await);
        assert_eq!((has(&before, &person), has(&after, &person), has(&after, &house)), ("40.0000", "60.0000", "30.0000"));
        let told = app.see("auditor", "/share-transactions?external_system=share_register&external_id=4").await;
        let first = told["items"][0].clone();
        assert_eq!(first["opening"], json!({"evidence": "register", "certificate": "旧证4"}), "{told:#}");
        assert_eq!((text(&first, "on"), &first["entries"][0]["serial"]), ("2023-02-22", &json!(1)));
        let again = file(app, &rows("20"), &[]).await.ok(201);
        assert_eq!((&again["import"]["unchanged"], counted(app).await[0]), (&json!(4), 4));
        // Told otherwise: the first is reversed, and its name is the second's.
        let less = file(app, &last("15"), &[]).await.ok(201);
        assert_eq!((&less["import"]["changed"], &less["absences"]), (&json!(1), &json!(["1", "2", "3"])), "{less:#}");
        assert_eq!(has(&app.register(&scheme, "2023-02-22").await, &person), "55.0000");
        let now = app.see("auditor", "/share-transactions?external_system=share_register&external_id=4").await;
        assert_ne!(now["items"][0]["id"], first["id"]);
        assert!(app.see("auditor", &format!("/share-transactions/{}", text(&first, "id"))).await["reversed_by_id"].is_string());
        refused(&app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-22"})).await, 409, "shares.scheme.share_sum", &json!({"found": "85.0000"}));
        // What was reversed by hand comes in again under the same number.
        let path = format!("/share-transactions/{}/reverse", text(&now["items"][0], "id"));
        app.act("collective_manager", &path, None, json!({"reason": "示例"})).await.ok(201);
        let back = file(app, &last("15"), &[]).await.ok(201);
        assert_eq!(back["import"]["added"], 1, "{back:#}");
        let full = file(app, &rows("20"), &[]).await.ok(201);
        assert_eq!((&full["import"]["changed"], &full["import"]["unchanged"]), (&json!(1), &json!(3)), "{full:#}");
        app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-22"})).await.ok(200);
        // In force nothing is told by a file any more; the same again is the same.
        assert_eq!(file(app, &rows("20"), &[]).await.ok(201)["import"]["unchanged"], 4);
        assert_eq!(flaws(&file(app, &last("15"), &[]).await), [("/file#B2".to_owned(), "shares.scheme.state".to_owned())]);
        let out = app.get("/share-transactions/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("旧证4") && out.contains("登记册") && !out.contains("示例甲"), "{out}");
    }

    /// What cannot be is told by its cell, over the whole file, and nothing is kept but in part.
    async fn wrong_lines_of_registers_are_told_by_their_cells(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({"cap_pct": "70.0000"})).await;
        let book = Book::of(app, &scheme).await;
        let dead = app.person(json!({"name": "示例戊", "id_number": number(5)})).await;
        let house = app.household(&[(&dead, "head")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-02-19", "person_id": dead["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        let other = app.collective("示例乙村经济合作社").await;
        let foreign = app.owned_by(&other, "示例仓库", json!({})).await;
        let foreign = app.drafted(&other, &[&foreign], json!({})).await.ok(201);
        let right = book.person(1, ("示例甲", 1), "40");
        let before = counted(app).await;
        let two = |line: String| right.clone() + &line;
        let unit = |who: &str| book.row(1, 9, &format!("单位,{who}"), "集体股,10,2023-02-20");
        let wrong: &[(String, &str, &str)] = &[
            (right.replace(&book.scheme, "GL-431026-2023-009999"), "/file#B2", "shares.scheme.unknown"),
            (right.replace(&book.scheme, text(&foreign, "number")), "/file#B2", "shares.scheme.state"),
            (two(book.person(2, ("示例乙", 2), "1").replace(",2,个人", ",1,个人")), "/file#C3", "shares.register.serial_taken"),
            (two(right.replacen("1,", "2,", 1).replace(",1,个人", ",3,个人")), "/file#C3", "shares.register.other_serial"),
            (right.replace("个人", "户"), "/file#F2", "shares.register.no_head"),
            (right.replace(&number(1), "431026199001010021"), "/file#F2", "people.person.id_number_checksum"),
            (two(book.person(2, ("示例己", 1), "1").replace("示例己", "示例庚")), "/file#E3", "people.household.name_differs"),
            (unit("示例施工单位乙,91000000MA0000007C"), "/file#E2", "shares.register.unit_name_differs"),
            (unit("示例施工单位甲,91000000MA0000008A"), "/file#F2", "shares.holder.organisation_unknown"),
            (book.person(1, ("示例戊", 5), "1"), "/file#F2", "shares.transaction.receiver_died"),
            (right.replace("成员股", "扶贫股"), "/file#G2", "shares.transaction.no_such_class"),
            (right.replace(",40,", ",0,"), "/file#H2", "shares.register.no_shares"),
            (right.replace(",40,", ",90.0001,"), "/file#H2", "shares.transaction.shares_over"),
            (two(book.person(2, ("示例乙", 2), "50.0001")), "/file#H3", "shares.transaction.shares_over"),
            (two(book.person(2, ("示例甲", 1), "30.0001")), "/file#H3", "shares.transaction.holding_cap"),
            (right.replace("2023-02-20", "2023-03-02"), "/file#I2", "shares.day.ahead"),
            (right.replace("2023-02-20", "2023-02-19"), "/file#I2", "shares.transaction.outside_scheme"),
            (right.replace(&book.paper, "登记册第一页"), "/file#K2", "shares.register.file_unreadable"),
            (right.replace(&book.paper, text(&scheme, "id")), "/file#K2", "files.file.unknown"),
        ];
        for (rows, pointer, code) in wrong {
            let reply = file(app, rows, &[]).await;
            assert_eq!(reply.status.as_u16(), 422, "{code}: {:#}", reply.body);
            assert!(flaws(&reply).contains(&((*pointer).to_owned(), (*code).to_owned())), "{code}: {:#}", reply.body);
            assert!(!reply.body.to_string().contains("431026199"), "{:#}", reply.body);
        }
        assert_eq!(counted(app).await, before);
        hold(app, &scheme, Some("2023-02-20"), &body).await;
        assert_eq!(flaws(&file(app, &right, &[]).await), [("/file#I2".to_owned(), "shares.transaction.days_held".to_owned())]);
        hold(app, &scheme, None, &body).await;
        // In part: what fits is taken, whom a refused line would have registered is not.
        let rows = two(book.person(2, ("示例乙", 2), "50.0001"));
        let answer = file(app, &rows, &[("mode", "partial")]).await.ok(201);
        assert_eq!((&answer["import"]["added"], &answer["import"]["refused"]), (&json!(1), &json!(1)));
        let after = counted(app).await;
        assert_eq!((after[0], after[4]), (1, before[4] + 1));
        // An id that is no opening line's, and more taken back than is there.
        let person = app.see("asset_officer", "/people?limit=200").await["items"].as_array().unwrap().iter().find(|p| p["id"] != dead["id"]).unwrap().clone();
        let taker = app.person(json!({})).await;
        app.decided_of(&body, &taker, json!({"on": "2023-02-01"})).await.ok(201);
        let leg = |of: &Value| of_person(of, "30.0000");
        app.dealt(&scheme, "transfer", &[leg(&person)], &[leg(&taker)], json!({})).await.ok(201);
        let less = file(app, &right.replace(",40,", ",20,"), &[]).await;
        assert_eq!(flaws(&less), [("/file#H2".to_owned(), "shares.transaction.too_few".to_owned())], "{:#}", less.body);
        file(app, &right.replace(",40,", ",50,"), &[]).await.ok(201);
        let resolution = app.recorded(&other, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let foreign = app.on_scheme("adopt", &foreign, json!({"resolution_id": resolution["id"], "from_on": "2023-02-20"})).await.ok(200);
        let elsewhere = file(app, &right.replace(&book.scheme, text(&foreign, "number")), &[]).await;
        assert_eq!(flaws(&elsewhere), [("/file#B2".to_owned(), "shares.register.by_reversing".to_owned())], "{:#}", elsewhere.body);
    }

    /// As a job nobody is named in what is kept, and ten times as many lines of a batch cost no more statements.
    async fn a_long_register_names_nobody_and_asks_no_more(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({})).await;
        let book = Book::of(app, &scheme).await;
        let bytes = format!("{HEAD}{}{}", book.person(1, ("甄隐甲", 1), "1"), book.person(2, ("甄隐乙", 2), "1"));
        send_later(app, "collective_accountant", PATH, ("登记册.csv", bytes.as_bytes()), &[]).await.ok(202);
        let importer = app.app.importer();
        while !importer.turn().await.expect("a turn").is_empty() {}
        assert_eq!(counted(app).await[0], 2);
        for mark in ["甄隐甲", "甄隐乙", &number(1), &number(2)] {
            assert!(!stands(app, mark).await, "{mark}");
        }
        let rows = |from: u32, to: u32| -> String { (from..to).map(|n| book.person(n, ("示例", n), "0.1")).collect() };
        let cost = async |rows: String| -> u64 {
            let before = app.app.db.statements();
            file(app, &rows, &[]).await.ok(201);
            app.app.db.statements() - before
        };
        file(app, &rows(3, 5), &[]).await.ok(201);
        let (few, many) = (cost(rows(10, 30)).await, cost(rows(100, 300)).await);
        assert_eq!(few, many, "statements");
        assert_eq!(app.number("SELECT count(*) FROM share_holder").await, 224);
    }
}

//! Lists of other departments: what they say of persons meets who is paid, who has a public post and who was relocated; nobody is named.

use serde_json::{Value, json};

use crate::{
    people::{number, stands},
    support::{
        Reply, TestApp,
        money::{result_row, results, text},
    },
    tables::{csv, flaws, form, send},
};

const PATH: &str = "/match-lines/imports";
const HEAD: &str = "名单行编号,比对类别,提供单位,数据日期,公民身份号码,备注\n";

/// A row of a list of 31 January 2023 about the person of a serial.
fn row(id: u32, concern: &str, serial: u32) -> String {
    format!("{id},{concern},示例县纪检监察机关,2023-01-31,{},\n", number(serial))
}

async fn file(app: &TestApp, rows: &str) -> Reply {
    send(app, "auditor", PATH, ("名单.csv", format!("{HEAD}{rows}").as_bytes()), &[]).await
}

/// The nights until this day: every check has looked.
async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
}

/// What of a check is still found: the row of the list, where, its number, how often, how much.
async fn found(app: &TestApp, check: &str) -> Vec<[String; 5]> {
    let leads = app.see("auditor", &format!("/audit/leads?check={check}&state=found")).await;
    let told = |lead: &Value| {
        let figures = ["row", "place", "number", "times"].map(|name| text(&lead["figures"], name).to_owned());
        let [row, place, number, times] = figures;
        [row, place, number, times, lead["amount"].as_str().unwrap_or("—").to_owned()]
    };
    let mut found: Vec<_> = leads["items"].as_array().unwrap().iter().map(told).collect();
    found.sort();
    found
}

async fn line(app: &TestApp, id: u32) -> Value {
    let list = app.see("auditor", &format!("/match-lines?external_system=match_list&external_id={id}")).await;
    list["items"][0].clone()
}

/// An officer and an owner whom a list of relief pays, the owner at the head of a household, and a relative who has a public post.
async fn people_are_paid(app: &TestApp) -> [Value; 3] {
    let mut people = Vec::new();
    for serial in [101, 102, 103] {
        people.push(app.person(json!({"id_number": number(serial)})).await);
    }
    let [officer, relative, owner] = &people[..] else { panic!("three people") };
    let house = app.household(&[(owner, "head")], json!({})).await.ok(201);
    let (_, pool) = app.community("示例村经济合作社", "6200000000000017").await;
    let paid =
        |person: &Value, amount: &str| json!({"person_id": person["id"], "amount": amount, "reason": "示例：火灾救助"});
    let list = app.relief(&pool, &[paid(officer, "300.00"), paid(owner, "200.00")], json!({})).await.ok(201);
    let post = app.post_of(json!({})).await.ok(201);
    app.on_post(&post, relative, json!({"acknowledged": ["R37.2"]})).await.ok(201);
    [house, list, post]
}

engines! {
    /// A15, A17: whom a list names is met where money goes; the same list again changes nothing, and what is withdrawn is found no longer.
    async fn whom_a_list_names_is_found_where_money_goes(app) {
        app.tick().await;
        let [house, list, post] = Box::pin(people_are_paid(app)).await;
        let rows = [row(1, "officer", 101), row(2, "relative", 102), row(3, "vehicle", 103), row(4, "company", 102), row(5, "officer", 105)].concat();
        assert_eq!(file(app, &rows).await.ok(201)["import"]["added"], 5);
        assert_eq!(file(app, &rows).await.ok(201)["import"]["unchanged"], 5);
        until(app, "2023-03-02").await;
        let one = |row: &str, place: &str, of: &Value, amount: &str| [row, place, text(of, "number"), "1", amount].map(str::to_owned);
        assert_eq!(found(app, "A15").await, [one("1", "to_person_list", &list, "300.00"), one("2", "public_post", &post, "—")]);
        // Who has a company and is paid for work is no matter of relief.
        assert_eq!(found(app, "A17").await, [one("3", "household", &house, "—"), one("3", "to_person_list", &list, "200.00")]);
        let leads = app.see("auditor", "/audit/leads?check=A15&state=found").await;
        let evidence = leads["items"].as_array().unwrap().iter().find(|l| l["figures"]["row"] == "1").unwrap()["figures"].clone();
        let wanted = json!({
            "row": "1", "concern": "officer", "source": "示例县纪检监察机关", "listed_on": "2023-01-31", "place": "to_person_list",
            "number": list["number"], "line": "1", "times": "1"
        });
        assert_eq!(evidence, wanted);
        let owner = line(app, 3).await;
        let path = format!("/match-lines/{}/withdraw", text(&owner, "id"));
        let reason = json!({"reason": "示例：车辆已过户"});
        let gone = app.act("auditor", &path, Some(&owner), reason.clone()).await.ok(200);
        assert_eq!(text(&gone, "state"), "withdrawn");
        app.act("auditor", &path, Some(&gone), reason).await.refused(409, "matches.line.state");
        until(app, "2023-03-03").await;
        assert_eq!((found(app, "A17").await, found(app, "A15").await.len()), (vec![], 2));
        // A file does not bring back what was withdrawn; the same again is no change.
        assert_eq!(file(app, &row(3, "vehicle", 103)).await.ok(201)["import"]["unchanged"], 1);
        let back = file(app, &row(3, "house", 103)).await;
        assert_eq!(flaws(&back), [("/file#A2".to_owned(), "matches.line.state".to_owned())]);
    }

    /// A15: an organisation of somebody whom a list names is met where a contract pays it; which one that is, no line tells.
    async fn an_organisation_of_theirs_is_found_where_a_contract_pays(app) {
        app.tick().await;
        let county = Box::pin(app.county("500000.00")).await;
        let claim = app.approved(&county, "20000.00").await;
        let batch = app.handed_over(&[&claim]).await;
        let payment = app.payments(&claim).await.remove(0);
        let rows = results(&[result_row("Z1", "paid", "20000.00", text(&payment, "number"), "")]);
        app.import(&batch, &rows).await.ok(200);
        let (builder, other) = ("91000000MA0000007C", "91000000MA00001A56");
        let list = async |rows: String| {
            let head = "名单行编号,比对类别,提供单位,数据日期,公民身份号码,关联单位统一社会信用代码\n";
            send(app, "auditor", PATH, ("名单.csv", format!("{head}{rows}").as_bytes()), &[]).await
        };
        let row = |id: u32, concern: &str, code: &str| {
            format!("{id},{concern},示例县纪检监察机关,2023-01-31,{},{code}\n", number(104 + id))
        };
        let wrong = list(row(1, "relative", "91000000MA0000007D")).await;
        assert_eq!(flaws(&wrong), [("/file#F2".to_owned(), "matches.line.unit_code_wrong".to_owned())]);
        let typed = list(row(1, "relative", &number(106))).await;
        assert_eq!(typed.status.as_u16(), 422, "{:#}", typed.body);
        assert!(!typed.body.to_string().contains(&number(106)), "{:#}", typed.body);
        list([row(1, "relative", builder), row(2, "officer", other), row(3, "vehicle", builder), row(4, "officer", "")].concat()).await.ok(201);
        assert_eq!(list(row(1, "relative", "")).await.ok(201)["import"]["unchanged"], 1);
        let moved = list(row(1, "relative", other)).await;
        assert_eq!(flaws(&moved), [("/file#F2".to_owned(), "matches.line.of_another_unit".to_owned())]);
        let names = async |id: u32| line(app, id).await["names_organisation"].clone();
        assert_eq!((names(1).await, names(4).await), (json!(true), json!(false)));
        until(app, "2023-03-02").await;
        let met = ["1", "contract", text(&county.contract, "number"), "1", "20000.00"].map(str::to_owned);
        assert_eq!((found(app, "A15").await, found(app, "A17").await), (vec![met], vec![]));
    }

    /// Of whom a list names neither name nor number is kept or told, in no refusal either; auditors alone read it.
    async fn a_list_keeps_nobodys_number(app) {
        file(app, &row(1, "officer", 105)).await.ok(201);
        let cases = [
            (row(1, "officer", 106), "E2", "matches.line.of_another_person"),
            (row(1, "officer", 105).replace("2023-01-31", "2023-01-30"), "D2", "matches.line.older_list"),
            (row(2, "officer", 106).replace("2023-01-31", "2023-03-02"), "D2", "matches.line.day_ahead"),
            (format!("2,officer,示例,2023-01-31,{}0,\n", &number(106)[..17]), "E2", "people.person.id_number_checksum"),
            (format!("2,officer,示例,2023-01-31,{},{}\n", number(106), number(106)), "F2", "tables.cell.bears_number"),
            // Of the code of an organisation an index alone is kept, wherever it is written.
            (format!("2,officer,示例,2023-01-31,{},代码91000000ma0000007c\n", number(106)), "F2", "matches.line.bears_code"),
            (format!("2,officer,示例91 000000 MA0000007C,2023-01-31,{},\n", number(106)), "C2", "matches.line.bears_code"),
            (format!("91000000MA0000007C,officer,示例,2023-01-31,{},\n", number(106)), "A2", "matches.line.bears_code"),
        ];
        for (rows, cell, code) in cases {
            let refused = file(app, &rows).await;
            assert_eq!(flaws(&refused), [(format!("/file#{cell}"), code.to_owned())], "{rows}: {:#}", refused.body);
            assert!(!refused.body.to_string().contains(&number(106)[..17]), "{:#}", refused.body);
            assert!(!refused.body.to_string().to_uppercase().contains("MA0000007C"), "{:#}", refused.body);
        }
        let first = line(app, 1).await;
        let path = format!("/match-lines/{}/withdraw", text(&first, "id"));
        let coded = json!({"reason": "示例：91000000MA0000007C 已注销"});
        let coded = app.act("auditor", &path, Some(&first), coded).await.refused(422, "matches.line.bears_code");
        assert_eq!(text(&coded["errors"][0], "pointer"), "/reason");
        // A small x is the check character that it is.
        let x = (107..).find(|serial| number(*serial).ends_with('X')).unwrap();
        file(app, &row(3, "officer", x)).await.ok(201);
        let small = row(3, "officer", x).replace(&number(x), &number(x).to_lowercase());
        assert_eq!(file(app, &small).await.ok(201)["import"]["unchanged"], 1);
        let wide = format!("{HEAD}{}", row(2, "officer", 106));
        let wide = form("名单.csv", wide.as_bytes(), &[("region_code", "4310")]);
        let above = app.who("4310.auditor").await;
        let wide = app.post(PATH).by(&above).raw("multipart/form-data; boundary=x", wide).send().await;
        assert_eq!(flaws(&wide), [("/file#E2".to_owned(), "matches.line.county_wanted".to_owned())]);
        assert_eq!(app.number("SELECT count(*) FROM match_line").await, 2);
        let out = csv(app, "auditor", "/match-lines/export").await;
        assert_eq!((out.len(), out[1][2].as_str()), (3, "示例县纪检监察机关"));
        assert!(out[1..].iter().any(|line| line[0] == "1"), "{out:?}");
        app.get("/match-lines").by(&app.who("asset_officer").await).send().await.refused(403, "access.denied.role");
        for serial in [105, 106] {
            assert!(!stands(app, &number(serial)).await, "a number stands in clear");
        }
    }
}

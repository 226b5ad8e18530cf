//! A thousand marked ID numbers, phones and account numbers go in by every way there is for persons; none is found in clear in any byte that
//! is kept or answered.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Value, json};

use crate::{
    support::{TestApp, cast::COUNTY, money::text},
    tables::{send, send_later},
};

/// How many of each: numbers of households' heads, of lines of a share register, of members, of rows that are refused, and of persons; and the
/// phones of heads and persons, their accounts, and accounts that nothing asks for.
const HEADS: u32 = 200;
const HOLDERS: u32 = 150;
const MEMBERS: u32 = 100;
const WRONG: u32 = 100;
const PERSONS: u32 = 75;
/// The account that goes to a bank and comes back.
const BANKED: u32 = 900;

/// An ID number of GB 11643 that no other test has, with this serial.
fn number(serial: u32) -> String {
    let body = format!("43102619771231{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

fn phone(serial: u32) -> String {
    format!("139771{serial:05}")
}

fn account(serial: u32) -> String {
    format!("6217995510{serial:09}")
}

/// What must stand nowhere, and where it was found.
struct Marks {
    wanted: HashSet<Vec<u8>>,
    found: Vec<String>,
}

impl Marks {
    /// Looks through bytes: every run of digits, at the lengths that a mark has.
    fn look(&mut self, place: &str, bytes: &[u8]) {
        let is_digit = |b: &u8| b.is_ascii_digit() || *b == b'X';
        let mut from = 0;
        while from < bytes.len() {
            let Some(start) = bytes[from..].iter().position(is_digit).map(|at| from + at) else { return };
            let end = bytes[start..].iter().position(|b| !is_digit(b)).map_or(bytes.len(), |at| start + at);
            for length in [11, 18, 19] {
                for window in bytes[start..end].windows(length) {
                    if self.wanted.contains(window) {
                        self.found.push(format!("{place}: {}", String::from_utf8_lossy(window)));
                    }
                }
            }
            from = end;
        }
    }

    /// Looks through a row as PostgreSQL writes it: its bytes are told as hexadecimal digits, and may be text.
    fn look_row(&mut self, place: &str, row: &str) {
        self.look(place, row.as_bytes());
        for part in row.split("\\x").skip(1) {
            let hex: Vec<u8> = part.bytes().take_while(u8::is_ascii_hexdigit).collect();
            let value = |b: u8| char::from(b).to_digit(16).and_then(|v| u8::try_from(v).ok()).unwrap_or_default();
            let bytes: Vec<u8> = hex.chunks_exact(2).map(|pair| value(pair[0]) * 16 + value(pair[1])).collect();
            self.look(place, &bytes);
        }
    }

    /// Looks through everything that the database keeps: its files with their log, or every row of every table.
    async fn look_at_database(&mut self, app: &TestApp) {
        let conn = app.app.db.unguarded();
        let backend = conn.get_database_backend();
        let rows = async |sql: &str| conn.query_all_raw(Statement::from_string(backend, sql)).await.expect(sql);
        if backend == DbBackend::Sqlite {
            let sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
            let file: String = rows(sql).await[0].try_get_by_index(0).unwrap();
            for end in ["", "-wal"] {
                let bytes = std::fs::read(format!("{file}{end}")).unwrap_or_default();
                self.look(&format!("database{end}"), &bytes);
            }
            return;
        }
        for row in rows("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'").await {
            let table: String = row.try_get_by_index(0).unwrap();
            for row in rows(&format!("SELECT t::text FROM \"{table}\" t")).await {
                self.look_row(&table, &row.try_get_by_index::<String>(0).unwrap_or_default());
            }
        }
    }
}

async fn everything_goes_in(app: &TestApp, marks: &mut Marks) {
    let csv = |head: &str, rows: &mut dyn Iterator<Item = String>| format!("{head}\n{}", rows.collect::<String>());
    let houses = csv(
        "户编号,迁出地区划代码,家庭人口,是否建档立卡,姓名,公民身份号码,联系电话,与户主关系,登记入户日期",
        &mut (0..HEADS).map(|n| format!("H{n},431026,1,是,示例{n},{},{},户主,2023-02-01\n", number(n), phone(n))),
    );
    let reply = send(app, "asset_officer", "/households/imports", ("户.csv", houses.as_bytes()), &[]).await;
    assert_eq!(reply.status.as_u16(), 201, "{:#}", reply.body);
    marks.look("the answer to households", &reply.bytes);
    let body = app.collective("示例村经济合作社").await;
    let members = csv(
        "成员编号,集体组织主体,姓名,公民身份号码,确认理由,决定日期",
        &mut (0..MEMBERS).map(|n| format!("{n},示例村经济合作社,示例{n},{},原有成员,2023-02-01\n", number(300 + n))),
    );
    let reply =
        send_later(app, "collective_accountant", "/collective-members/imports", ("册.csv", members.as_bytes()), &[])
            .await;
    assert_eq!(reply.status.as_u16(), 202, "{:#}", reply.body);
    let scheme = app.adopted(&body, json!({})).await;
    let (scheme_number, paper) = (text(&scheme, "number"), app.paper("示例登记册.pdf").await);
    let paper = paper.as_str().unwrap();
    let line = |n: u32, number: &str| {
        format!("{n},{scheme_number},{},个人,示例{n},{number},成员股,0.1,2023-02-20,登记册,{paper}\n", n + 1)
    };
    let head = "登记编号,方案编号,序号,持有人类型,持有人,证件号码,份额类别,份额,生效日期,佐证,佐证附件标识";
    let shares = csv(head, &mut (0..HOLDERS).map(|n| line(n, &number(450 + n))));
    let reply =
        send_later(app, "collective_accountant", "/share-transactions/imports", ("股.csv", shares.as_bytes()), &[])
            .await;
    assert_eq!(reply.status.as_u16(), 202, "{:#}", reply.body);
    // Refused rows: a wrong check digit, and a name that another has by that number.
    let wrong = csv(head, &mut (0..WRONG).map(|n| line(900 + n, &wrong_number(n))));
    let reply =
        send(app, "collective_accountant", "/share-transactions/imports", ("错.csv", wrong.as_bytes()), &[]).await;
    assert_eq!(reply.status.as_u16(), 422, "{:#}", reply.body);
    marks.look("the refusal of a file", &reply.bytes);
    let importer = app.app.importer();
    while !importer.turn().await.expect("a turn").is_empty() {}
    Box::pin(lists_go_in(app, marks, (&body, paper))).await;
    let officer = app.who("asset_officer").await;
    for n in 0..PERSONS {
        let body =
            json!({"region_code": COUNTY, "name": "示例", "phone": phone(500 + n), "id_number": number(700 + n)});
        let made = app.post("/people").by(&officer).json(body.clone()).send().await;
        assert_eq!(made.status.as_u16(), 201, "{:#}", made.body);
        marks.look("a person", &made.bytes);
        let again = app.post("/people").by(&officer).json(body).send().await;
        marks.look("a person twice", &again.bytes);
        an_account_goes_in(app, marks, (&made.body, paper), n).await;
        // What nobody asks for is refused, and not repeated.
        let accounts =
            json!({"region_code": COUNTY, "name": "示例", "bank_account_no": account(n), "note": account(n + 500)});
        let refused = app.post("/people").by(&officer).json(accounts).send().await;
        assert_eq!(refused.status.as_u16(), 400, "{:#}", refused.body);
        marks.look("a refused account", &refused.bytes);
        if n < 3 {
            no_free_text_takes_one(app, marks, n).await;
        }
    }
}

/// A list of another department about heads of households, one of which every number fails its check, and a roll of members.
async fn lists_go_in(app: &TestApp, marks: &mut Marks, (body, paper): (&Value, &str)) {
    let list = |number: &dyn Fn(u32) -> String| {
        let row = |n: u32| format!("{n},vehicle,示例县公安机关,2023-01-31,{},\n", number(n));
        format!("名单行编号,比对类别,提供单位,数据日期,公民身份号码,备注\n{}", (0..WRONG).map(row).collect::<String>())
    };
    for (rows, status) in [(list(&number), 201), (list(&wrong_number), 422)] {
        let reply = send(app, "auditor", "/match-lines/imports", ("名单.csv", rows.as_bytes()), &[]).await;
        assert_eq!(reply.status.as_u16(), status, "{:#}", reply.body);
        marks.look("the answer to a list", &reply.bytes);
    }
    let roll = app.roll(body, json!({})).await.ok(201);
    let roll = text(&roll, "number");
    let row = |n: u32| format!("{n},{roll},person,示例{n},{},relieved,1,2023-02-10,{paper},\n", number(300 + n));
    let head = "登记编号,名册编号,登记对象类型,登记对象,证件号码,对象类别,份数,纳入日期,认定材料附件标识,备注";
    let rows = format!("{head}\n{}", (0..MEMBERS).map(row).collect::<String>());
    let reply = send(app, "collective_accountant", "/benefit-rolls/imports", ("册.csv", rows.as_bytes()), &[]).await;
    assert_eq!(reply.status.as_u16(), 201, "{:#}", reply.body);
    marks.look("the answer to a roll", &reply.bytes);
}

/// An account goes to a bank in its file, and comes back in an answer that fits nothing and repeats it in the bank's own words.
async fn a_bank_answers(app: &TestApp, marks: &mut Marks) {
    app.also("town_officer", "town_officer").await;
    let body = app.old_body("示例丁村经济合作社").await;
    app.members_pool(&body, "10000.00").await;
    let (scheme, people) = app.held(&body, json!({})).await;
    let plan = app.voted_plan(&body, &scheme, json!({"from_month": "2023-02", "to_month": "2023-02"})).await;
    app.counted(&plan).await.ok(200);
    app.approved_plan(&plan).await;
    let form = app.bank_form("csv_utf8").await;
    app.usable_card(&people[0], "示例", &account(BANKED)).await;
    let batch = app.payout_batch_of_all((&plan, &form)).await;
    app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
    let told = account(BANKED);
    let head = "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号";
    let row = format!("{head}\r\n7,示例,{told},1.00,失败,账号{told}与户名不符,20230301,R7\r\n");
    let answer = app.bank_answers("finance_clerk", &batch, row.as_bytes()).await;
    assert_eq!(answer.status.as_u16(), 200, "{:#}", answer.body);
    marks.look("the answer of a bank", &answer.bytes);
    assert_eq!(app.number("SELECT count(*) FROM payout_result").await, 1);
}

/// Free texts of registers, money and desks that are kept in clear: each is refused with the number that it bears, and repeats nothing.
async fn no_free_text_takes_one(app: &TestApp, marks: &mut Marks, n: u32) {
    let said = format!("示例：{}，{}", number(700 + n), phone(500 + n));
    let (site, unit) = (json!({"region_code": COUNTY, "name": "示例", "note": said}), app.unit("示例镇人民政府").await);
    let project = json!({"name": said, "region_code": COUNTY, "category": "示例", "is_works": false, "amount": "1.00", "unit_id": unit});
    let (organisation, lead) = (json!({"name": said, "kind": "town", "region_code": COUNTY}), json!({"reason": said}));
    let none = "01890a5d-ac96-774b-bcce-b302099a8057";
    let opinion = json!({"decision": "approve", "opinion": said});
    let (paper, body) = (none, none);
    let roll = json!({"collective_id": body, "basis": "need", "per": "mixed", "name": said, "file_id": paper});
    let loan = json!({
        "collective_id": body, "lender_id": unit, "contract_number": "示-1", "contract_on": "2023-02-25", "amount": "1.00", "due_on": "2023-12-31",
        "purpose": "business", "intake": "legacy", "used_for": said, "file_id": paper
    });
    for (path, body) in [
        ("/benefit-rolls".to_owned(), roll),
        ("/collective-loans".to_owned(), loan),
        (format!("/match-lines/{none}/withdraw"), lead.clone()),
        (format!("/income-spendings/{none}/reverse"), lead.clone()),
        (format!("/payout-results/{none}/dismiss"), lead.clone()),
        ("/sites".to_owned(), site),
        ("/projects".to_owned(), project),
        ("/organisations".to_owned(), organisation),
        (format!("/audit/leads/{none}/confirm"), lead),
        (format!("/tasks/{none}/decision"), opinion),
    ] {
        let reply = app.post(&path).by(&app.who("asset_officer").await).at("1").json(body).send().await;
        assert_eq!(reply.status.as_u16(), 400, "{path}: {:#}", reply.body);
        marks.look(&path, &reply.bytes);
    }
}

/// An account of somebody, a number that its second officer misreads, and the same once more.
async fn an_account_goes_in(app: &TestApp, marks: &mut Marks, (person, paper): (&Value, &str), n: u32) {
    let card = json!({
        "person_id": person["id"], "holder_name": "示例", "bank_name": "示例银行", "account_no": account(n), "file_id": paper
    });
    let made = app.act("collective_accountant", "/payee-accounts", None, card.clone()).await;
    assert_eq!(made.status.as_u16(), 201, "{:#}", made.body);
    let again = app.act("collective_accountant", "/payee-accounts", None, card).await;
    assert_eq!(again.status.as_u16(), 409, "{:#}", again.body);
    let path = format!("/payee-accounts/{}/confirm", text(&made.body, "id"));
    let read = json!({"holder_name": "示例", "account_no": account(n + 500)});
    let misread = app.act("collective_manager", &path, Some(&made.body), read).await;
    assert_eq!(misread.status.as_u16(), 409, "{:#}", misread.body);
    for reply in [made, again, misread] {
        marks.look("an account", &reply.bytes);
    }
}

/// A number whose check digit is wrong.
fn wrong_number(n: u32) -> String {
    let right = number(800 + n);
    let (body, digit) = right.split_at(17);
    format!("{body}{}", if digit == "1" { "2" } else { "1" })
}

/// Everything that shows persons, as lists, as tables and as what others did.
const SHOWN: &[(&str, &str)] = &[
    ("asset_officer", "/people?limit=200"),
    ("asset_officer", "/households?limit=200"),
    ("asset_officer", "/households/export"),
    ("asset_officer", "/households/export-members"),
    ("auditor", "/collective-members?limit=200"),
    ("auditor", "/collective-members/export"),
    ("auditor", "/share-transactions?limit=200"),
    ("auditor", "/share-transactions/export"),
    ("auditor", "/share-certificates?limit=200"),
    ("auditor", "/trail/events?limit=200"),
    ("auditor", "/audit/leads?limit=200"),
    ("auditor", "/payee-accounts?limit=200"),
    ("auditor", "/payee-accounts/export"),
    ("auditor", "/payee-agents?limit=200"),
    ("auditor", "/payee-agents/export"),
    ("auditor", "/match-lines?limit=200"),
    ("auditor", "/match-lines/export"),
    ("auditor", "/benefit-rolls?limit=200"),
    ("auditor", "/imports?limit=200"),
    ("auditor", "/payouts?limit=200"),
    ("auditor", "/payouts/export"),
    ("auditor", "/payout-batches?limit=200"),
    ("auditor", "/payout-results?limit=200"),
    ("auditor", "/payout-results/export"),
    ("auditor", "/bank-forms?limit=200"),
    ("auditor", "/distributions?limit=200"),
    ("auditor", "/waiting-payments?limit=200"),
    ("auditor", "/income-entries/export"),
    ("auditor", "/audit/leads/export"),
    ("auditor", "/post-assignments?limit=200"),
    ("auditor", "/to-person-lines?limit=200"),
    ("collective_accountant", "/jobs?limit=200"),
];

engines! {
    /// A thousand of them: of the database, its log, lists, tables, the trail, leads and refusals no byte tells one.
    async fn no_byte_tells_one_of_a_thousand_marked_numbers(app) {
        let numbers = (0..HEADS).chain(300..300 + MEMBERS).chain(450..450 + HOLDERS).chain(700..700 + PERSONS).map(number);
        let phones = (0..HEADS).chain(500..500 + PERSONS).map(phone);
        let accounts = (0..PERSONS).chain(500..500 + PERSONS).chain([BANKED]).map(account);
        let all = numbers.chain((0..WRONG).map(wrong_number)).chain(phones).chain(accounts);
        let mut marks = Marks { wanted: all.map(String::into_bytes).collect(), found: Vec::new() };
        assert!(marks.wanted.len() >= 1000, "{}", marks.wanted.len());
        everything_goes_in(app, &mut marks).await;
        let count = async |table: &str| app.number(&format!("SELECT count(*) FROM {table}")).await;
        let persons = i64::from(HEADS + MEMBERS + HOLDERS + PERSONS);
        assert_eq!([count("person").await, count("share_holder").await], [persons, i64::from(HOLDERS)], "all came in");
        let listed = [count("match_line").await, count("roll_entry").await];
        assert_eq!(listed, [i64::from(WRONG), i64::from(MEMBERS)], "all came in");
        Box::pin(a_bank_answers(app, &mut marks)).await;
        app.on_day("2023-03-02").await;
        app.tick().await;
        for (who, path) in SHOWN {
            let reply = app.get(path).by(&app.who(who).await).send().await;
            assert!(reply.status.is_success(), "{path}: {:#}", reply.body);
            marks.look(path, &reply.bytes);
        }
        let schemes = app.see("auditor", "/share-schemes").await;
        let rolls = app.see("auditor", "/benefit-rolls").await;
        let roll = format!("/benefit-rolls/{}/entries", text(&rolls["items"][0], "id"));
        let registers = schemes["items"].as_array().unwrap().iter().map(|s| format!("/share-schemes/{}/holdings", text(s, "id")));
        for path in registers.chain([roll]).flat_map(|list| [format!("{list}?limit=200"), format!("{list}/export")]) {
            let reply = app.get(&path).by(&app.who("auditor").await).send().await;
            assert!(reply.status.is_success(), "{path}");
            marks.look(&path, &reply.bytes);
        }
        marks.look_at_database(app).await;
        assert_eq!(marks.found, Vec::<String>::new());
        // A look that can find: what stands in clear on purpose is told.
        let conn = app.app.db.unguarded();
        let plant = format!("CREATE TABLE canary AS SELECT '示例{}' AS told", number(0));
        conn.execute_unprepared(&plant).await.expect("a table");
        marks.look_at_database(app).await;
        conn.execute_unprepared("DROP TABLE canary").await.expect("no table");
        assert!(!marks.found.is_empty());
    }
}

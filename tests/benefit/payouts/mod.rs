//! Payouts: from the approved list into accounts by files of banks; who may let them go; what banks answer in any order; nothing twice.

mod annulled;
mod answered;
mod apart;
mod called_back;
mod campaign;
mod claims;
mod died_since;
mod doubted;
mod later;
mod returned;
mod traced;
mod undone;
mod way;

use serde_json::{Value, json};

use super::{refused, rule};
use crate::{
    check::plant::{expect_seen, seen},
    people::stands,
    support::{Reply, TestApp, cast::COUNTY, money::text, property::over},
    tables::form,
};

const MAKER: &str = "access.denied.maker_as_checker";

/// Whoever did what is to be looked at is refused (R109).
fn is_maker(reply: &Reply) {
    let told = (reply.status.as_u16(), text(&reply.body, "code"), rule(reply));
    assert_eq!(told, (403, MAKER, "R109"), "{:#}", reply.body);
}

/// Answers by the sample in GBK, all of one card: amount and word.
fn gbk(rows: &[(&str, &str)]) -> Vec<u8> {
    let fen = |amount: &str| amount.replace('.', "").parse::<u64>().unwrap();
    let total: u64 = rows.iter().map(|(amount, _)| fen(amount)).sum();
    let mut text = String::new();
    for (amount, word) in rows {
        text += &format!("1|{THIRD}|示例|{amount}元|{word}|2023年成员分红||20230601|\r\n");
    }
    text += &format!("合计|{}|{}.{:02}元|\r\n", rows.len(), total / 100, total % 100);
    encoding_rs::GBK.encode(&text).0.into_owned()
}

impl TestApp {
    /// A sample of a form, recorded for the county.
    pub async fn bank_form(&self, key: &str) -> Value {
        self.bank_form_but(key, &[]).await
    }

    /// The same, where its text says something else.
    pub async fn bank_form_but(&self, key: &str, changes: &[(&str, &str)]) -> Value {
        let samples = self.see("auditor", "/bank-forms/samples").await;
        let found = samples["items"].as_array().unwrap().iter().find(|s| s["key"] == key).unwrap();
        let said = changes.iter().fold(text(found, "text").to_owned(), |said, (from, to)| {
            assert!(said.contains(from), "{from}");
            said.replace(from, to)
        });
        let said = json!({"region_code": COUNTY, "key": key, "text": said, "channel": "collective_bank"});
        self.act("collective_accountant", "/bank-forms", None, said).await.ok(201)
    }

    /// An approved list of three persons and their body.
    pub async fn approved_list(&self) -> (Value, [Value; 3], Value) {
        let (plan, people, body) = self.due_list().await;
        self.approved_plan(&plan).await;
        (plan, people, body)
    }

    /// A list of a body's dividend, computed and approved.
    pub async fn approved_of(&self, body: &Value, scheme: &Value, said: Value) -> Value {
        let plan = self.voted_plan(body, scheme, said).await;
        self.counted(&plan).await.ok(200);
        self.approved_plan(&plan).await;
        plan
    }

    /// A computed list goes to its desks and comes back approved.
    pub async fn approved_plan(&self, plan: &Value) {
        self.plan_step("collective_manager", "publicise", plan).await.ok(200);
        self.lock_list(plan).await.ok(200);
        self.approve(&["line_reviewer", "finance_section_head"], text(plan, "id")).await;
    }

    /// A card that two officers compared.
    pub async fn usable_card(&self, person: &Value, name: &str, number: &str) -> Value {
        let card = self.card((person, name), number, json!({})).await.ok(201);
        self.compared(&card, name, number).await.ok(200)
    }

    /// A batch of a plan by a form, as its accountant makes it up.
    pub async fn payout_batch(&self, (plan, form): (&Value, &Value), said: Value) -> Reply {
        let asked = json!({"distribution_id": plan["id"], "bank_form_id": form["id"]});
        self.act("collective_accountant", "/payout-batches", None, over(asked, &said)).await
    }

    /// What a batch would be.
    pub async fn payout_trial(&self, (plan, form): (&Value, &Value), said: Value) -> Reply {
        let asked = json!({"distribution_id": plan["id"], "bank_form_id": form["id"]});
        self.act("collective_accountant", "/payout-batches?dry_run=true", None, over(asked, &said)).await
    }

    /// A batch of all that can be paid, declared as it was tried.
    pub async fn payout_batch_of_all(&self, of: (&Value, &Value)) -> Value {
        let tried = self.payout_trial(of, json!({})).await.ok(200);
        let said = json!({"declared_count": tried["count"], "declared_total": tried["total"]});
        self.payout_batch(of, said).await.ok(201)
    }

    pub async fn batch_now(&self, batch: &Value) -> Value {
        self.see("auditor", &format!("/payout-batches/{}", text(batch, "id"))).await
    }

    /// An act on a batch as it is now.
    pub async fn on_payouts(&self, who: &str, verb: &str, batch: &Value, said: Value) -> Reply {
        let path = format!("/payout-batches/{}/{verb}", text(batch, "id"));
        let now = self.batch_now(batch).await;
        if said.is_null() { self.press(who, &path, &now).await } else { self.act(who, &path, Some(&now), said).await }
    }

    /// Its file, as somebody fetches it.
    pub async fn payout_file(&self, who: &str, batch: &Value) -> Reply {
        self.get(&format!("/payout-batches/{}/file", text(batch, "id"))).by(&self.who(who).await).send().await
    }

    /// What its bank answers, as somebody takes it in.
    pub async fn bank_answers(&self, who: &str, batch: &Value, bytes: &[u8]) -> Reply {
        let (person, now) = (self.who(who).await, self.batch_now(batch).await);
        let path = format!("/payout-batches/{}/answers", text(batch, "id"));
        let call = self.post(&path).by(&person).at(text(&now, "etag"));
        call.raw("multipart/form-data; boundary=x", form("回盘.txt", bytes, &[])).send().await
    }

    /// Payouts by place of their batch: serial, state.
    async fn states(&self, batch: &Value) -> Vec<(i64, String)> {
        let list = self.see("auditor", &format!("/payouts?limit=200&payout_batch_id={}", text(batch, "id"))).await;
        let row = |p: &Value| (p["serial"].as_i64().unwrap(), text(p, "state").to_owned());
        let mut rows: Vec<_> = list["items"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }

    /// Payable, in payment, paid and waiting of a plan.
    pub async fn standing(&self, plan: &Value) -> [String; 4] {
        let now = self.see("auditor", &format!("/distributions/{}", text(plan, "id"))).await;
        ["payable", "in_payment", "paid", "waiting"].map(|name| text(&now["standing"], name).to_owned())
    }

    /// Rows of answers that wait, of a batch: mismatch, and the row.
    async fn waiting_rows(&self, batch: &Value) -> Vec<Value> {
        let path = format!("/payout-results?state=unmatched&payout_batch_id={}", text(batch, "id"));
        let mut rows = self.see("auditor", &path).await["items"].as_array().unwrap().clone();
        rows.sort_by_key(|r| (r["row"].as_i64(), text(r, "mismatch").to_owned()));
        rows
    }

    async fn settle_row(&self, who: &str, row: &Value, verb: &str, said: Value) -> Reply {
        let path = format!("/payout-results/{}", text(row, "id"));
        let now = self.see("auditor", &path).await;
        self.act(who, &format!("{path}/{verb}"), Some(&now), over(json!({"reason": "示例：与银行核对"}), &said)).await
    }

    async fn payout_of(&self, batch: &Value, serial: i64) -> Value {
        let path = format!("/payouts?payout_batch_id={}&serial={serial}", text(batch, "id"));
        self.see("auditor", &path).await["items"][0].clone()
    }
}

/// A file of answers by the sample in UTF-8: place, name, account, amount, word, day, reference.
pub fn csv(rows: &[(u32, &str, &str, &str, &str, &str, &str)]) -> Vec<u8> {
    let mut text = "\u{feff}序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n".to_owned();
    for (place, name, account, amount, word, day, reference) in rows {
        let reason = if *word == "成功" { "" } else { "账户状态异常" };
        text += &format!("{place},{name},{account},{amount},{word},{reason},{day},{reference}\r\n");
    }
    text.into_bytes()
}

const FIRST: &str = "6217000000000001";
const SECOND: &str = "6217000000000002";
const THIRD: &str = "6217000000000003";

/// Lets a batch of three go that was made up by somebody else, once an account that changed meanwhile stopped it, and a second one anew.
async fn released(app: &TestApp, of: (&Value, &Value), (people, third): (&[Value; 3], &Value), batch: &Value) -> Value {
    // Nobody lets go what they made up, and nothing is fetched before.
    let own = app.on_payouts("collective_accountant", "release", batch, Value::Null).await;
    is_maker(&own);
    refused(
        &app.payout_file("collective_manager", batch).await,
        409,
        "payouts.batch.state",
        &json!({"state": "drafted"}),
    );
    // A changed account stops it, and says which.
    let plan = of.0;
    let other = app.card((&people[0], "示例"), "6217000000000011", json!({})).await.ok(201);
    let stopped = app.on_payouts("collective_manager", "release", batch, Value::Null).await;
    refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "1 (unconfirmed)"}));
    app.compared(&other, "示例", "6217000000000011").await.ok(200);
    let stopped = app.on_payouts("collective_manager", "release", batch, Value::Null).await;
    refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "1 (other_account)"}));
    app.on_payouts("collective_accountant", "dissolve", batch, json!({"reason": "示例：账户有变动"})).await.ok(200);
    assert_eq!(app.states(batch).await, [(1, "withdrawn".into()), (2, "withdrawn".into()), (4, "withdrawn".into())]);
    let again = app.on_payouts("collective_manager", "release", batch, Value::Null).await;
    refused(&again, 409, "payouts.batch.state", &json!({"state": "dissolved"}));
    app.compared(third, "示例", THIRD).await.ok(200);
    let batch = app.payout_batch_of_all(of).await;
    assert_eq!(app.standing(plan).await, ["1000.00", "0.00", "0.00", "0.00"]);
    let released = app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
    assert_eq!(
        (text(&released, "state"), app.standing(plan).await),
        ("released", ["0.00", "1000.00", "0.00", "0.00"].map(String::from))
    );
    let dissolved = app.on_payouts("collective_accountant", "dissolve", &batch, json!({"reason": "示例"})).await;
    refused(&dissolved, 409, "payouts.batch.state", &json!({"state": "released"}));
    batch
}

/// Fetches the file of a batch that was let go, and closes its form.
async fn fetched(app: &TestApp, of: (&Value, &Value), batch: &Value) {
    let form = of.1;
    // The file is the same however often it is fetched; each time leaves an event, and it stands in clear nowhere.
    let file = app.payout_file("collective_manager", batch).await;
    assert_eq!(file.status.as_u16(), 200, "{:#}", file.body);
    let lines = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(
        lines.contains(&format!("0000003,示例,{THIRD},")) && lines.contains("300.00,2022年成员分红\r\n"),
        "{lines}"
    );
    assert_eq!(app.payout_file("collective_manager", batch).await.bytes, file.bytes);
    let now = app.batch_now(batch).await;
    let digest = steward::ground::kernel::Digest::of(&file.bytes).to_string();
    assert_eq!((&now["downloads"], text(&now, "sha256")), (&json!(2), digest.as_str()));
    let events = app.see("auditor", "/trail/events?action=payouts.batch.download").await;
    assert_eq!(events["items"].as_array().unwrap().len(), 2);
    assert!(events["items"].as_array().unwrap().iter().all(|e| e["after"]["sha256"] == digest.as_str()), "{events:#}");
    assert_eq!(app.payout_file("auditor", batch).await.status.as_u16(), 403);
    for mark in [FIRST, SECOND, THIRD, "2022年成员分红"] {
        assert!(!stands(app, mark).await, "{mark}");
    }
    let closing = json!({"reason": "示例"});
    let form_now = app.see("auditor", &format!("/bank-forms/{}", text(form, "id"))).await;
    app.act("collective_accountant", &format!("/bank-forms/{}/close", text(form, "id")), Some(&form_now), closing)
        .await
        .ok(200);
    refused(&app.payout_trial(of, json!({})).await, 422, "payouts.batch.form_unknown", &json!({}));
}

/// What came back, or was told twice and otherwise, goes again by a word, or into another account; nothing is paid twice for it.
async fn tried_again(app: &TestApp, of: (&Value, &Value), (people, batch): (&[Value; 3], &Value), rows: &[Value]) {
    let plan = of.0;
    let to = |payout: &Value| json!({"payout_id": payout["id"]});
    // Told paid and then failed: an officer reads that the money is not there, and the line is owed.
    let one = app.payout_of(batch, 1).await;
    app.settle_row("finance_clerk", &rows[0], "match", to(&one)).await.ok(200);
    assert_eq!(app.standing(plan).await, ["1000.00", "0.00", "0.00", "0.00"]);
    // What came back goes nowhere again by itself: a word, or another account.
    let tried = app.payout_trial(of, json!({})).await.ok(200);
    assert_eq!(
        (&tried["count"], &tried["waiting"]),
        (&json!(1), &json!([{"reason": "failed_before", "count": 2}, {"reason": "bank_row", "count": 1}]))
    );
    let named = |count: u32, total: &str, serials: Value| json!({"declared_count": count, "declared_total": total, "serials": serials});
    let silent = app.payout_batch(of, named(1, "300.00", json!([3]))).await;
    refused(&silent, 409, "payouts.batch.not_payable", &json!({"serials": "3 (failed_before)"}));
    app.usable_card(&people[2], "示例", "6217000000000033").await;
    let word = over(named(2, "650.00", json!([2, 3])), &json!({"again_reason": "示例：账户已恢复正常"}));
    // The bank says that it had paid the second: until somebody has decided that row, no word lets it go.
    let facts = json!({"serial": "2", "batch": batch["number"], "row": "6", "on": "2023-06-03", "amount": "350.00"});
    refused(&app.payout_batch(of, word.clone()).await, 409, "payouts.batch.bank_row", &facts);
    app.settle_row("asset_officer", &rows[4], "dismiss", json!({})).await.ok(200);
    let next = app.payout_batch(of, word).await.ok(201);
    let (second, third) = (app.payout_of(&next, 2).await, app.payout_of(&next, 3).await);
    assert_eq!(
        (&second["attempt"], &second["again_reason"], &third["again_reason"]),
        (&json!(2), &json!("示例：账户已恢复正常"), &Value::Null)
    );
    // The bank had paid the second after all; its line is in another batch by now.
    let elsewhere = app.settle_row("finance_clerk", &rows[4], "match", to(&app.payout_of(batch, 2).await)).await;
    refused(&elsewhere, 409, "payouts.result.paid_elsewhere", &json!({"number": second["number"]}));
    app.on_payouts("collective_accountant", "dissolve", &next, json!({"reason": "示例"})).await.ok(200);
    // What was withdrawn in between does not let it be forgotten.
    let tried = app.payout_trial(of, json!({})).await.ok(200);
    assert_eq!((&tried["count"], &tried["waiting"]), (&json!(2), &json!([{"reason": "failed_before", "count": 2}])));
    app.settle_row("finance_clerk", &rows[4], "match", to(&app.payout_of(batch, 2).await)).await.ok(200);
    assert_eq!(app.standing(plan).await, ["650.00", "0.00", "350.00", "0.00"]);
    let out = app.get("/payouts/export").by(&app.who("auditor").await).send().await;
    let out = String::from_utf8(out.bytes).unwrap();
    assert!(out.contains("350.00") && out.contains("已到账") && !out.contains("62170000"), "{out}");
    for damage in
        ["UPDATE payout_batch SET payouts = payouts + 1", "DELETE FROM payout_result WHERE mismatch = 'nothing'"]
    {
        assert!(seen(app, damage).await.contains("I2"), "{damage}");
    }
    expect_seen(app, "I4", &["UPDATE payout_answer SET taken_by = (SELECT released_by FROM payout_batch WHERE id = payout_answer.batch_id)"]).await;
    expect_seen(
        app,
        "I5",
        &[
            "UPDATE payout SET serial = serial + 100 WHERE state = 'failed'",
            "UPDATE payout_result SET outcome = 'failed' WHERE state = 'booked' AND outcome = 'paid'",
            "DELETE FROM payout_file",
        ],
    )
    .await;
    // A second live payout of a line, which the index of the database would not let in.
    let twice =
        seen(app, "UPDATE payout SET state = 'confirmed', edition = edition + 1 WHERE attempt = 2 AND serial = 2")
            .await;
    assert!(twice.contains("I5") && twice.contains("I6"), "{twice:?}");
    expect_seen(
        app,
        "I7",
        &["UPDATE payout SET version = version + 1", "UPDATE payout_result SET version = version + 1"],
    )
    .await;
}

engines! {
    /// A form is written down, read whole or refused at its place, never edited, and closed.
    async fn a_form_of_a_bank_is_recorded_and_closed(app) {
        let samples = app.see("auditor", "/bank-forms/samples").await;
        let known: Vec<_> = samples["items"].as_array().unwrap().iter().map(|s| (text(s, "key"), text(s, "named_by"))).collect();
        assert_eq!(known, [("csv_utf8", "place"), ("text_gbk", "account_and_amount"), ("one_card_gbk", "number")]);
        let said = json!({"region_code": COUNTY, "key": "other", "text": "name = \"示例\"\n", "channel": "one_card"});
        let faulty = app.act("collective_accountant", "/bank-forms", None, said).await;
        refused(&faulty, 422, "payouts.form.faulty", &json!({}));
        assert!(text(&faulty.body["facts"], "fault").contains("instructions"), "{:#}", faulty.body);
        let form = app.bank_form("csv_utf8").await;
        assert_eq!((text(&form, "state"), text(&form, "name")), ("usable", "通用代发 CSV（UTF-8）"));
        let again = json!({"region_code": COUNTY, "key": "csv_utf8", "text": form["text"], "channel": "one_card"});
        let again = app.act("collective_accountant", "/bank-forms", None, again).await;
        refused(&again, 409, "payouts.form.taken", &json!({"key": "csv_utf8"}));
        let close = format!("/bank-forms/{}/close", text(&form, "id"));
        let closed = app.act("collective_accountant", &close, Some(&form), json!({"reason": "示例：银行改版"})).await.ok(200);
        let twice = app.act("collective_accountant", &close, Some(&closed), json!({"reason": "示例"})).await;
        refused(&twice, 409, "payouts.form.state", &json!({"state": "closed"}));
        app.bank_form("csv_utf8").await;
        expect_seen(app, "I7", &["UPDATE bank_form SET version = version + 1"]).await;
    }

    /// What is made up is counted by the server and declared by its maker; another lets it go, and only as it was chosen.
    async fn a_batch_goes_as_two_officers_saw_it(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.due_list().await;
        let of = (&plan, &form);
        refused(&app.payout_trial(of, json!({})).await, 409, "payouts.batch.distribution_state", &json!({"state": "voted"}));
        app.approved_plan(&plan).await;
        let nobody = json!({"distribution_id": form["id"], "bank_form_id": plan["id"], "declared_count": 1, "declared_total": "1.00"});
        let nobody = app.act("collective_accountant", "/payout-batches", None, nobody).await;
        assert_eq!((nobody.status.as_u16(), nobody.body["errors"].as_array().map(Vec::len)), (422, Some(2)), "{:#}", nobody.body);
        for person in &people[..2] {
            let number = if person == &people[0] { FIRST } else { SECOND };
            app.usable_card(person, "示例", number).await;
        }
        let third = app.card((&people[2], "示例"), THIRD, json!({})).await.ok(201);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        assert_eq!((&tried["count"], text(&tried, "total"), &tried["waiting"]), (&json!(3), "700.00", &json!([{"reason": "unconfirmed", "count": 1}])));
        let declared = |count: u32, total: &str| json!({"declared_count": count, "declared_total": total});
        refused(&app.payout_batch(of, json!({})).await, 422, "payouts.batch.not_declared", &json!({}));
        let figures = json!({"declared_count": "3", "count": "3", "declared_total": "699.99", "total": "700.00"});
        let other = app.payout_batch(of, declared(3, "699.99")).await;
        refused(&other, 409, "payouts.batch.declared_differs", &figures);
        assert_eq!(rule(&other), "R75.1");
        let named = |serials: Value| over(declared(1, "250.00"), &json!({"serials": serials}));
        refused(&app.payout_batch(of, named(json!([1, 1]))).await, 422, "payouts.batch.serial_twice", &json!({"serial": "1"}));
        let wrong = json!({"serials": "3 (unconfirmed), 9 (no_such_line)"});
        refused(&app.payout_batch(of, named(json!([9, 1, 3]))).await, 409, "payouts.batch.not_payable", &wrong);
        // A form that takes two rows, and names of ten bytes; and one that is closed before its batch goes.
        let most = form["text"].as_str().unwrap().replace("most_rows = 10000", "most_rows = 2");
        let most = most.replace("value = \"payee_name\", most = 120", "value = \"payee_name\", most = 10");
        let small = json!({"region_code": COUNTY, "key": "small", "text": most, "channel": "collective_bank"});
        let small = app.act("collective_accountant", "/bank-forms", None, small).await.ok(201);
        let by_small = async |serials: Value, count: u32, total: &str| {
            app.payout_batch((&plan, &small), over(declared(count, total), &json!({"serials": serials}))).await
        };
        refused(&by_small(json!([1, 2, 4]), 3, "700.00").await, 422, "payouts.batch.too_many", &json!({"count": "3", "most": "2"}));
        refused(&by_small(json!([4, 3]), 1, "100.00").await, 409, "payouts.batch.not_payable", &json!({"serials": "3 (unconfirmed), 4 (name_unfit)"}));
        let late = by_small(json!([1]), 1, "250.00").await.ok(201);
        // A name that the form has no room for waits alone, and the others go.
        let tried = app.payout_trial((&plan, &small), json!({})).await.ok(200);
        let waiting = json!([{"reason": "unconfirmed", "count": 1}, {"reason": "name_unfit", "count": 1, "serials": [4]}]);
        assert_eq!((&tried["count"], text(&tried, "total"), &tried["waiting"]), (&json!(1), "350.00", &waiting));
        let close = format!("/bank-forms/{}/close", text(&small, "id"));
        app.act("collective_accountant", &close, Some(&small), json!({"reason": "示例"})).await.ok(200);
        refused(&app.on_payouts("collective_manager", "release", &late, Value::Null).await, 409, "payouts.form.state", &json!({"state": "closed"}));
        app.on_payouts("collective_accountant", "dissolve", &late, json!({"reason": "示例：格式停用"})).await.ok(200);
        let batch = app.payout_batch(of, declared(3, "700.00")).await.ok(201);
        assert_eq!((text(&batch, "number"), text(&batch, "state")), ("FP-431026-2023-000002", "drafted"));
        refused(&app.payout_batch(of, named(json!([1]))).await, 409, "payouts.batch.not_payable", &json!({"serials": "1 (paid_or_on_its_way)"}));
        refused(&app.payout_batch(of, declared(0, "0.00")).await, 409, "payouts.batch.nothing_payable", &json!({"waiting": "1"}));
        let paper = app.paper("示例作废.pdf").await;
        let annulled = json!({"on": "2023-06-01", "reason": "示例", "file_id": paper});
        let annulled = app.on_plan("collective_manager", "annul", &plan, annulled).await;
        refused(&annulled, 409, "distributions.distribution.payouts_live", &json!({"count": "3", "total": "700.00"}));
        let batch = released(app, of, (&people, &third), &batch).await;
        fetched(app, of, &batch).await;
    }

    /// What a bank answers is booked once, in whatever order it comes; what fits nothing, or contradicts, waits for an officer.
    async fn answers_are_booked_once_and_what_does_not_fit_waits(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        for (person, number) in people.iter().zip([FIRST, SECOND, THIRD]) {
            app.usable_card(person, "示例", number).await;
        }
        let of = (&plan, &form);
        let serials = over(json!({"declared_count": 3, "declared_total": "900.00"}), &json!({"serials": [1, 2, 3]}));
        let batch = app.payout_batch(of, serials).await.ok(201);
        let early = app.bank_answers("finance_clerk", &batch, &csv(&[])).await;
        refused(&early, 409, "payouts.batch.state", &json!({"state": "drafted"}));
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        app.on_day("2023-06-10").await;
        let paid = (1, "示例", FIRST, "250.00", "成功", "20230602", "R1");
        let failed = (2, "示例", SECOND, "350.00", "失败", "20230602", "R2");
        let first = csv(&[paid, failed, paid, (7, "示例", THIRD, "300.00", "成功", "20230602", "R7")]);
        // Neither its maker nor whoever let it go; and nothing of a file that cannot be read whole.
        for who in ["collective_accountant", "collective_manager"] {
            let own = app.bank_answers(who, &batch, &first).await;
            is_maker(&own);
        }
        let torn = csv(&[paid, (2, "示例", SECOND, "三百五", "失败", "20230602", "R2")]);
        let torn = app.bank_answers("finance_clerk", &batch, &torn).await;
        refused(&torn, 422, "payouts.answer.faulty", &json!({"faults": "1"}));
        assert_eq!(text(&torn.body["errors"][0], "pointer"), "/file#row=3");
        assert_eq!(app.number("SELECT count(*) FROM payout_answer").await, 0);
        // Asked after, all of it is of unknown end, and stays at the bank.
        app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
        app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await.ok(200);
        assert_eq!((app.states(&batch).await[0].1.as_str(), app.standing(&plan).await[1].as_str()), ("unknown", "900.00"));
        let told = |r: &Value| ["rows", "booked", "repeated", "unmatched"].map(|name| r[name].as_i64().unwrap());
        let taken = app.bank_answers("finance_clerk", &batch, &first).await.ok(200);
        assert_eq!(told(&taken), [4, 2, 1, 1]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &first).await.ok(200)), [4, 0, 4, 0]);
        assert_eq!(app.standing(&plan).await, ["450.00", "300.00", "250.00", "0.00"]);
        // It came back before the row that says that it was paid.
        let back = csv(&[(3, "示例", THIRD, "300.00", "退票", "20230605", "R3")]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &back).await.ok(200)), [1, 1, 0, 0]);
        let late = csv(&[
            (3, "示例", THIRD, "300.00", "成功", "20230602", "R3"),
            (1, "示例", FIRST, "250.00", "失败", "20230603", "R1"),
            (2, "示例", FIRST, "350.00", "成功", "20230603", "R2"),
            (2, "示例", SECOND, "350.01", "成功", "20230603", "R2"),
            (2, "示例", SECOND, "350.00", "成功", "20230603", "R2"),
        ]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &late).await.ok(200)), [5, 0, 1, 4]);
        assert_eq!(app.states(&batch).await, [(1, "confirmed".into()), (2, "failed".into()), (3, "failed".into())]);
        refused(&app.on_payouts("finance_clerk", "ask", &batch, Value::Null).await, 409, "payouts.batch.nothing_to_ask", &json!({}));
        let rows = app.waiting_rows(&batch).await;
        let why: Vec<&str> = rows.iter().map(|r| text(r, "mismatch")).collect();
        assert_eq!(why, ["contradicts", "payee", "amount", "nothing", "contradicts"]);
        assert!(rows.iter().all(|r| text(r, "account_no").starts_with("****")), "{rows:#?}");
        let second = app.payout_of(&batch, 2).await;
        let to = |payout: &Value| json!({"payout_id": payout["id"]});
        refused(&app.settle_row("finance_clerk", &rows[2], "match", to(&second)).await, 409, "payouts.result.does_not_fit", &json!({"row": "350.01", "payout": "350.00", "state": "failed"}));
        refused(&app.settle_row("finance_clerk", &rows[2], "match", to(&plan)).await, 422, "payouts.result.payout_unknown", &json!({}));
        let own = app.settle_row("collective_accountant", &rows[4], "match", to(&second)).await;
        assert_eq!((own.status.as_u16(), text(&own.body, "code")), (403, MAKER), "{:#}", own.body);
        // That a bank is wrong who says that something was paid, is said by another than who took it in.
        app.also("asset_officer", "finance_clerk").await;
        let own = app.settle_row("finance_clerk", &rows[1], "dismiss", json!({})).await;
        is_maker(&own);
        for (row, who) in [1, 2, 3].map(|row| (row, "asset_officer")) {
            app.settle_row(who, &rows[row], "dismiss", json!({})).await.ok(200);
        }
        refused(&app.settle_row("finance_clerk", &rows[1], "dismiss", json!({})).await, 409, "payouts.result.state", &json!({"state": "dismissed"}));
        tried_again(app, of, (&people, &batch), &rows).await;
    }
}

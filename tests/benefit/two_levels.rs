//! Two levels: what a site distributes to villages is their income, once and when it was paid; what they distribute of it goes back to the
//! central document.

use bank::{Bank, Form, Manners};
use serde_json::{Value, json};

use super::{
    looked::{found, of, until},
    payouts::csv,
    refused, rule,
    shares::of_unit,
};
use crate::{
    check::plant::expect_seen,
    oversight::told::Told,
    support::{
        Reply, TestApp,
        cast::{COUNTY, OTHER},
        money::text,
        property::over,
    },
};

const TODAY: &str = "2023-06-01";

/// A site and two villages that have shares of it, each a body with an account.
struct Levels {
    document: Value,
    site: Value,
    villages: [Value; 2],
    accounts: [Value; 2],
    scheme: Value,
    form: Value,
}

impl Levels {
    /// A workshop of central money earned the site 100,000 yuan in 2022, of which 70,000 are to be distributed; one village has twenty
    /// shares, the other six, and the site ten of its own.
    async fn stand(app: &TestApp) -> Self {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        let site = app.old_body("示例安置点经济合作社").await;
        let villages = [app.old_body("示例甲村经济合作社").await, app.old_body("示例乙村经济合作社").await];
        let allocation = app.allocation("80000.00").await;
        let part = json!([{"allocation_id": allocation["id"], "amount": "80000.00"}]);
        let workshop = app.owned_by(&site, "示例帮扶车间", json!({"funding": part})).await;
        let account = app.banked(&site, "示例安置点经济合作社", "6200000000000088").await;
        let accounts = [
            app.banked(&villages[0], "示例甲村经济合作社", "6200000000000096").await,
            app.banked(&villages[1], "示例乙村经济合作社", "6200000000000104").await,
        ];
        app.reserve_floor().await;
        app.divided(&site, json!({})).await.ok(201);
        let year = app.year_opened(&site, 2022, json!({})).await.ok(201);
        let rent = json!({"category": "rent", "asset_id": workshop["id"]});
        app.earned((&site, &account), "示-001", rent).await.ok(201);
        app.year_closed(&year, json!({})).await.ok(200);
        let classes = json!([{"class": "collective", "shares": "36.0000"}]);
        let scheme = app.adopted(&site, json!({"total": "36.0000", "classes": classes})).await;
        let shares = |body: &Value, shares: &str| of_unit(&body["organisation_id"], "collective", shares);
        let to = [shares(&villages[0], "20.0000"), shares(&villages[1], "6.0000"), shares(&site, "10.0000")];
        app.dealt(&scheme, "issue", &[], &to, json!({})).await.ok(201);
        let scheme = app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-21"})).await.ok(200);
        let form = app.bank_form("csv_utf8").await;
        for village in &villages {
            app.year_opened(village, 2023, json!({})).await.ok(201);
        }
        let document = json!({"id": allocation["budget_document_id"]});
        Self { document, site, villages, accounts, scheme, form }
    }

    /// An approved plan of a month, so much a share.
    async fn plan(&self, app: &TestApp, (month, unit, pool): (&str, &str, &str)) -> Value {
        let said =
            json!({"classes": ["collective"], "unit": unit, "pool": pool, "from_month": month, "to_month": month});
        let plan = app.voted_plan(&self.site, &self.scheme, said).await;
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        plan
    }

    /// Pays lines of a plan through a bank that does as it is told; the batch, and the bank's form.
    async fn paid(&self, app: &TestApp, plan: &Value, serials: Value) -> Value {
        let of = (plan, &self.form);
        let tried = app.payout_trial(of, json!({"serials": serials})).await.ok(200);
        let said = json!({"declared_count": tried["count"], "declared_total": tried["total"], "serials": serials});
        let batch = app.payout_batch(of, said).await.ok(201);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let (theirs, on) = (Form::parse(text(&self.form, "text")).expect("a form"), TODAY.parse().expect("a day"));
        let mut bank = Bank::new(3, Manners::default());
        let file = app.payout_file("collective_manager", &batch).await;
        bank.take(&theirs, &file.bytes, on).expect("a file that the bank takes");
        for answer in bank.answers(on) {
            app.bank_answers("finance_clerk", &batch, &answer).await.ok(200);
        }
        batch
    }

    /// What a village books of its line of a plan, whole, today; the first has serial 1, the second 2.
    async fn booked(&self, app: &TestApp, (n, plan): (usize, &Value), voucher: &str, said: Value) -> Reply {
        let line = json!({"distribution_id": plan["id"], "serial": n + 1});
        let amount = ["20000.00", "6000.00"][n];
        let asked = json!({
            "category": "stake", "on": app.today().await, "amount": amount, "from_line": line, "counterparty": "示例安置点经济合作社"
        });
        app.earned((&self.villages[n], &self.accounts[n]), voucher, over(asked, &said)).await
    }

    /// What a village was paid: serial, amount, whether it is booked.
    async fn receivables(&self, app: &TestApp, n: usize, more: &str) -> Vec<(i64, String, bool)> {
        let path = format!("/collectives/{}/receivables?limit=50{more}", text(&self.villages[n], "id"));
        let list = app.see("collective_accountant", &path).await;
        let row = |r: &Value| {
            (r["serial"].as_i64().unwrap(), text(r, "amount").to_owned(), r.get("income_entry_id").is_some())
        };
        list["items"].as_array().unwrap().iter().map(row).collect()
    }
}

fn reversed(entry: &Value) -> String {
    format!("/income-entries/{}/reverse", text(entry, "id"))
}

/// What of a line cannot be booked; nothing is kept of it.
async fn nothing_else_is_booked(app: &TestApp, levels: &Levels, plan: &Value) {
    let line = |plan: &Value, serial: i64| json!({"from_line": {"distribution_id": plan["id"], "serial": serial}});
    // Another's line, and one that is not there, are told alike.
    let nobody = json!({"id": levels.site["id"]});
    let mut told = Vec::new();
    for wrong in [line(plan, 2), line(&nobody, 1), line(plan, 77)] {
        let reply = levels.booked(app, (0, plan), "示-201", wrong).await;
        refused(&reply, 422, "income.entry.line_unknown", &json!({}));
        told.push((reply.body["errors"].clone(), reply.body["detail"].clone()));
    }
    assert!(told.iter().all(|t| t == &told[0]), "{told:#?}");
    for said in [json!({"category": "rent"}), json!({"term": {"from_on": TODAY, "months": 3}})] {
        refused(&levels.booked(app, (0, plan), "示-201", said).await, 422, "income.entry.line_misfit", &json!({}));
    }
    let less = levels.booked(app, (0, plan), "示-201", json!({"amount": "19999.99"})).await;
    refused(&less, 409, "income.entry.line_amount", &json!({"amount": "19999.99", "line": "20000.00", "serial": "1"}));
    assert_eq!(rule(&less), "R78.1");
    let early = levels.booked(app, (0, plan), "示-201", json!({"on": "2023-05-31"})).await;
    refused(&early, 409, "income.entry.line_not_received", &json!({"on": "2023-05-31", "paid": TODAY}));
    // What the site gives itself was its income before.
    let own = over(json!({"category": "stake", "on": TODAY, "amount": "10000.00"}), &line(plan, 3));
    let site = app.see("auditor", &format!("/income-entries?collective_id={}", text(&levels.site, "id"))).await;
    let account = json!({"id": site["items"][0]["account_id"]});
    let own = app.earned((&levels.site, &account), "示-201", own).await;
    refused(&own, 422, "income.entry.line_own", &json!({"number": plan["number"]}));
    assert_eq!(app.number("SELECT count(*) FROM income_receipt").await, 0);
}

/// The plan lies in the county beside: its number and this line are all that the village's officer sees of it, and enough.
async fn across_the_border(app: &TestApp, levels: &Levels, plan: &Value) {
    let carried = async |to: &str| {
        let number = text(plan, "number");
        app.as_left(&format!("UPDATE distribution SET region_code = '{to}' WHERE number = '{number}'")).await;
    };
    carried(OTHER).await;
    let clerk = app.who("collective_accountant").await;
    let gone = app.get(&format!("/distributions/{}", text(plan, "id"))).by(&clerk).send().await;
    assert_eq!(gone.status.as_u16(), 404, "{:#}", gone.body);
    let path = format!("/collectives/{}/receivables", text(&levels.villages[0], "id"));
    let seen = app.see("collective_accountant", &path).await["items"][0].clone();
    assert_eq!(
        (&seen["distribution_number"], text(&seen, "payer_name"), text(&seen, "paid_on")),
        (&plan["number"], "示例安置点经济合作社", TODAY)
    );
    let other = levels
        .booked(app, (0, plan), "示-200", json!({"from_line": {"distribution_id": plan["id"], "serial": 2}}))
        .await;
    refused(&other, 422, "income.entry.line_unknown", &json!({}));
    let entry = levels.booked(app, (0, plan), "示-200", json!({})).await.ok(201);
    app.act("collective_accountant", &reversed(&entry), None, json!({"reason": "示例"})).await.ok(201);
    carried(COUNTY).await;
    let beside = app.who(&format!("{OTHER}.unit_clerk")).await;
    for path in [path.clone(), format!("{path}/export")] {
        let denied = app.get(&path).by(&beside).send().await.status.as_u16();
        assert!([403, 404].contains(&denied), "{path}: {denied}");
    }
}

/// What its bank took back after it was booked: the night tells, the plan is not annulled meanwhile, and the entry is reversed.
async fn came_back(app: &TestApp, levels: &Levels, (plan, batch): (&Value, &Value)) {
    let other = app.banked(&levels.villages[0], "示例甲村经济合作社", "6200000000000112").await;
    let into = levels.booked(app, (0, plan), "示-301", json!({"amount": "2000.00", "account_id": other["id"]})).await;
    refused(&into, 409, "income.entry.line_account", &json!({"number": plan["number"], "serial": "1"}));
    let entry = levels.booked(app, (0, plan), "示-301", json!({"amount": "2000.00"})).await.ok(201);
    let back = csv(&[(1, "示例甲村经济合作社", "6200000000000096", "2000.00", "退票", "20230601", "R9")]);
    app.bank_answers("finance_clerk", batch, &back).await.ok(200);
    assert_eq!(app.standing(plan).await[0], "3600.00");
    until(app, "2023-06-04").await;
    let figures = json!({"entry": entry["number"], "distribution": plan["number"], "serial": "1", "amount": "2000.00"});
    assert_eq!(found(app, "A28.3").await, [(of("income_entry", &entry), figures)]);
    let said = json!({"on": app.today().await, "reason": "示例：退票", "file_id": app.paper("示例作废.pdf").await});
    let booked = app.on_plan("collective_manager", "annul", plan, said.clone()).await;
    refused(&booked, 409, "distributions.distribution.booked", &json!({"number": entry["number"]}));
    app.act("collective_accountant", &reversed(&entry), None, json!({"reason": "示例：退票"})).await.ok(201);
    app.on_plan("collective_manager", "annul", plan, said).await.ok(200);
    let gone = levels.booked(app, (0, plan), "示-302", json!({"amount": "2000.00"})).await;
    refused(&gone, 422, "income.entry.line_unknown", &json!({}));
    expect_seen(app, "I5", &[
        "UPDATE income_receipt SET freed_by = NULL WHERE freed_by IS NOT NULL AND distribution_id IN (SELECT id FROM distribution WHERE state = 'annulled')",
        "UPDATE income_receipt SET freed_by = entry_id WHERE freed_by IS NULL",
    ])
    .await;
    expect_seen(app, "I2", &[
        "UPDATE income_receipt SET serial = serial + 1 WHERE freed_by IS NULL",
        "UPDATE income_entry SET category = 'operation' WHERE category = 'stake'",
        "UPDATE income_receipt SET collective_id = (SELECT collective_id FROM distribution LIMIT 1) WHERE freed_by IS NULL",
    ])
    .await;
}

/// The first village closes its year and distributes to three persons: from the central document to them, and back.
async fn traced(app: &TestApp, levels: &Levels) {
    app.on_day("2024-02-01").await;
    let village = &levels.villages[0];
    app.divided(village, json!({})).await.ok(201);
    let year =
        app.see("auditor", &format!("/income-years?collective_id={}", text(village, "id"))).await["items"][0].clone();
    let evidence = json!({"on": "2024-01-10", "file_id": app.paper("示例清产核资表.pdf").await});
    app.year_closed(&year, json!({"stocktake": evidence, "debts": evidence})).await.ok(200);
    let (scheme, _) = app.held(village, json!({})).await;
    let second = app.voted_plan(village, &scheme, json!({"pool": "14000.00", "to_month": "2023-12"})).await;
    app.counted(&second).await.ok(200);
    app.plan_step("collective_manager", "publicise", &second).await.ok(200);
    app.lock_list(&second).await.ok(200);
    let down = Told::to(app, "auditor", "budget_document", &levels.document, "&direction=down&depth=12").await;
    let links = ["made_into", "earned", "distributed", "booked_as", "counted_into", "set_aside"];
    let amounts = links.map(|link| {
        let mut amounts = down.amounts(link);
        amounts.sort_unstable();
        amounts.join(" ")
    });
    assert_eq!(
        amounts,
        [
            "80000.00",
            "100000.00",
            "13999.98 36000.00",
            "20000.00 6000.00",
            "100000.00 20000.00 6000.00",
            "14000.00 70000.00"
        ]
    );
    let persons = down.edges("falls_to").iter().filter(|e| e["amount"] == "4666.66").count();
    assert_eq!((down.nodes("distribution").len(), down.nodes("income_year").len(), persons), (2, 3, 3));
    let last = down.edges("falls_to").into_iter().find(|e| e["amount"] == "4666.66").unwrap();
    let holder = json!({"id": text(last, "to").split(':').nth(1)});
    let up = Told::to(app, "auditor", "share_holder", &holder, "&direction=up&depth=12").await;
    for kind in ["budget_document", "allocation", "asset"] {
        up.node(kind);
    }
    assert_eq!((up.nodes("distribution").len(), up.amounts("booked_as")), (2, vec!["20000.00"]));
}

engines! {
    /// R78.1, R78.2, A28.2, A28.3, A28.4: from the central document over a site's list and a village's books to whoever has a share there, and back.
    async fn a_village_books_its_line_and_distributes_it(app) {
        let levels = Levels::stand(app).await;
        let value = json!({
            "key": "checks.unbooked_line_days", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "1", "basis": "paper",
            "document": "示例县文件", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        app.tick().await;
        let plan = levels.plan(app, ("2023-03", "1000.00", "36000.00")).await;
        let unpaid = levels.booked(app, (0, &plan), "示-201", json!({})).await;
        refused(&unpaid, 409, "income.entry.line_not_received", &json!({"number": plan["number"], "serial": "1", "paid": "–"}));
        assert_eq!(rule(&unpaid), "R78.2");
        levels.paid(app, &plan, json!([1, 2, 3])).await;
        nothing_else_is_booked(app, &levels, &plan).await;
        across_the_border(app, &levels, &plan).await;
        // Two at once book it once.
        let both = [levels.booked(app, (0, &plan), "示-202", json!({})), levels.booked(app, (0, &plan), "示-203", json!({}))];
        let replies = futures_util::future::join_all(both).await;
        let (done, late): (Vec<_>, Vec<_>) = replies.iter().partition(|r| r.status.as_u16() == 201);
        assert_eq!((done.len(), late.len()), (1, 1), "{replies:?}");
        let entry = &done[0].body;
        let facts = json!({"number": plan["number"], "serial": "1", "entry": entry["number"]});
        refused(late[0], 409, "income.entry.line_booked", &facts);
        assert_eq!((text(&entry["from_line"], "distribution_id"), entry["from_line"]["serial"].as_i64()), (text(&plan, "id"), Some(1)));
        // Taken back it is free again.
        app.act("collective_accountant", &reversed(entry), None, json!({"reason": "示例：凭证号有误"})).await.ok(201);
        levels.booked(app, (0, &plan), "示-204", json!({})).await.ok(201);
        let small = levels.plan(app, ("2023-04", "100.00", "3600.00")).await;
        let batch = levels.paid(app, &small, json!([1])).await;
        let (open, whole) = ((1, "2000.00".to_owned(), false), (1, "20000.00".to_owned(), true));
        assert_eq!(levels.receivables(app, 0, "&sort=oldest").await, [whole.clone(), open.clone()]);
        assert_eq!((levels.receivables(app, 0, "&booked=true").await, levels.receivables(app, 0, "&booked=false").await), (vec![whole], vec![open]));
        let person = app.who("auditor").await;
        let path = format!("/collectives/{}/receivables", text(&levels.villages[0], "id"));
        let cost = async |limit: u32| {
            let before = app.app.db.statements();
            app.get(&format!("{path}?limit={limit}")).by(&person).send().await.ok(200);
            app.app.db.statements() - before
        };
        assert_eq!(cost(1).await, cost(2).await);
        let table = app.get(&format!("{path}/export?format=csv")).by(&person).send().await;
        let table = String::from_utf8(table.bytes).unwrap();
        assert!(table.contains("22000.00") && table.contains("示例安置点经济合作社"), "{table}");
        came_back(app, &levels, (&small, &batch)).await;
        // The other village has not booked what it got; the night tells until it does.
        let theirs = app.see("auditor", &format!("/collectives/{}/receivables", text(&levels.villages[1], "id"))).await["items"][0].clone();
        let payout = json!({"id": theirs["payout_id"]});
        let figures = json!({
            "body": levels.villages[1]["number"], "distribution": plan["number"], "serial": "2", "amount": "6000.00", "paid": TODAY, "days": "1"
        });
        assert_eq!(found(app, "A28.2").await, [(of("payout", &payout), figures)]);
        let line = levels.booked(app, (1, &plan), "示-201", json!({})).await.ok(201);
        let by_hand = levels.booked(app, (1, &plan), "示-205", json!({"from_line": null})).await.ok(201);
        until(app, "2023-06-05").await;
        let figures = json!({
            "entry": by_hand["number"], "on": by_hand["on"], "amount": "6000.00", "other": line["number"], "other_on": line["on"], "serial": "2"
        });
        assert_eq!(found(app, "A28.4").await, [(of("income_entry", &by_hand), figures)]);
        app.act("collective_accountant", &reversed(&by_hand), None, json!({"reason": "示例：重复入账"})).await.ok(201);
        until(app, "2023-06-06").await;
        assert_eq!(found(app, "A28.4").await, []);
        assert_eq!((found(app, "A28.2").await, found(app, "A28.3").await), (vec![], vec![]));
        traced(app, &levels).await;
    }

    /// R78.1: of a line of which a part was given back, the rest is the village's income.
    async fn a_village_books_what_it_keeps_of_its_line(app) {
        let levels = Levels::stand(app).await;
        app.tick().await;
        app.also("asset_officer", "finance_clerk").await;
        let plan = levels.plan(app, ("2023-03", "1000.00", "36000.00")).await;
        levels.paid(app, &plan, json!([1])).await;
        let path = format!("/collectives/{}/receivables", text(&levels.villages[0], "id"));
        let payout = app.see("auditor", &path).await["items"][0]["payout_id"].clone();
        let paper = app.paper("示例银行入账凭证.pdf").await;
        let back = async |amount: &str| {
            let told = json!({
                "payout_id": payout, "amount": amount, "on": TODAY, "goes_to": "pool", "reason": "示例：多付", "file_id": paper
            });
            let told = app.act("finance_clerk", "/payout-recoveries", None, told).await.ok(201);
            let path = format!("/payout-recoveries/{}", text(&told, "id"));
            let now = app.see("auditor", &path).await;
            app.press("asset_officer", &format!("{path}/confirm"), &now).await.ok(200);
        };
        back("5000.00").await;
        assert_eq!(levels.receivables(app, 0, "").await, [(1, "15000.00".to_owned(), false)]);
        let whole = levels.booked(app, (0, &plan), "示-201", json!({})).await;
        refused(&whole, 409, "income.entry.line_amount", &json!({"amount": "20000.00", "line": "15000.00"}));
        let entry = levels.booked(app, (0, &plan), "示-201", json!({"amount": "15000.00"})).await.ok(201);
        assert_eq!(levels.receivables(app, 0, "").await, [(1, "15000.00".to_owned(), true)]);
        let trace = Told::to(app, "auditor", "payout", &json!({"id": payout}), "&direction=up&depth=2").await;
        assert!(trace.node("payout").to_string().contains("第1号，其中已缴回5000.00元"), "{:#}", trace.0);
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A28.3").await, []);
        // More that is given back is no income any more: the entry is reversed and booked anew.
        back("1000.00").await;
        until(app, "2023-06-03").await;
        let figures = json!({"entry": entry["number"], "distribution": plan["number"], "serial": "1", "amount": "15000.00"});
        assert_eq!(found(app, "A28.3").await, [(of("income_entry", &entry), figures)]);
        app.act("collective_accountant", &reversed(&entry), None, json!({"reason": "示例：部分缴回"})).await.ok(201);
        levels.booked(app, (0, &plan), "示-202", json!({"amount": "14000.00"})).await.ok(201);
        back("14000.00").await;
        assert_eq!(levels.receivables(app, 0, "").await, []);
    }

    /// What had come back of a line and did not after all is the village's income, whole, once its entry of the rest is taken back.
    async fn a_village_books_whole_what_did_not_come_back(app) {
        let levels = Levels::stand(app).await;
        app.also("asset_officer", "finance_clerk").await;
        let plan = levels.plan(app, ("2023-03", "1000.00", "36000.00")).await;
        levels.paid(app, &plan, json!([1])).await;
        let path = format!("/collectives/{}/receivables", text(&levels.villages[0], "id"));
        let payout = json!({"id": app.see("auditor", &path).await["items"][0]["payout_id"]});
        let back = app.given_back("finance_clerk", &payout, json!({"amount": "5000.00", "goes_to": "pool"})).await.ok(201);
        app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
        let entry = levels.booked(app, (0, &plan), "示-201", json!({"amount": "15000.00"})).await.ok(201);
        let rest = json!({"entry": entry["number"], "booked": "15000.00", "kept": "20000.00"});
        refused(&app.undoing_asked("finance_clerk", &back).await, 409, "payouts.recovery.line_booked", &rest);
        app.act("collective_accountant", &reversed(&entry), None, json!({"reason": "示例：重新登记"})).await.ok(201);
        app.undoing_asked("finance_clerk", &back).await.ok(200);
        app.undoing_confirmed("asset_officer", &back).await.ok(200);
        assert_eq!(levels.receivables(app, 0, "").await, [(1, "20000.00".to_owned(), false)]);
        levels.booked(app, (0, &plan), "示-202", json!({})).await.ok(201);
        // Of two that did not come back of a line that was booked whole, each is taken back, and the entry stays.
        let mut wrong = Vec::new();
        for amount in ["3000.00", "2000.00"] {
            let told = json!({"amount": amount, "goes_to": "pool"});
            let told = app.given_back("finance_clerk", &payout, told).await.ok(201);
            app.on_recovery("asset_officer", "confirm", &told, Value::Null).await.ok(200);
            wrong.push(told);
        }
        for told in &wrong {
            app.undoing_asked("finance_clerk", told).await.ok(200);
            app.undoing_confirmed("asset_officer", told).await.ok(200);
        }
        assert_eq!(levels.receivables(app, 0, "").await, [(1, "20000.00".to_owned(), true)]);
    }
}

//! From an accepted project to its cards: what was paid under each contract becomes value and funding shares, once and to the fen.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    money::races::until_answered,
    support::{
        Reply, TestApp,
        cast::COUNTY,
        money::{County, DESKS, result_row, results, text},
    },
    tables::{card as card_of, flaws, send},
};

/// A claim of so much of this allocation, paid on 1 March by this voucher.
async fn paid(app: &TestApp, county: &County, (allocation, amount, voucher): (&Value, &str, &str)) -> Value {
    let mut claim = county.claim(amount);
    claim["funding"][0]["allocation_id"] = allocation["id"].clone();
    let draft = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
    app.submit(&draft).await.ok(200);
    app.approve(&DESKS, text(&draft, "id")).await;
    let batch = app.handed_over(&[&app.claim_now(&draft).await]).await;
    let payment = app.payments(&draft).await.remove(0);
    let rows = results(&[result_row(voucher, "paid", amount, text(&payment, "number"), "")]);
    app.import(&batch, &rows).await.ok(200);
    payment
}

async fn accept(app: &TestApp, county: &County) {
    let (project, paper) = (app.again(&county.project).await, app.paper("验收.pdf").await);
    let path = format!("/projects/{}/accept", text(&project, "id"));
    app.act("unit_clerk", &path, Some(&project), json!({"on": "2023-03-01", "file_id": paper})).await.ok(200);
}

fn path(county: &County) -> String {
    format!("/projects/{}/asset-proposals", text(&county.project, "id"))
}

async fn proposals(app: &TestApp, county: &County) -> Value {
    app.see("auditor", &path(county)).await["items"].clone()
}

async fn form(app: &TestApp, county: &County, cards: Value) -> Reply {
    app.act("asset_officer", &path(county), None, json!({"on": "2023-03-01", "cards": cards})).await
}

fn card(county: &County, name: &str, amount: &str) -> Value {
    let contract = &county.contract["id"];
    json!({"contract_id": contract, "name": name, "kind": "public_welfare", "form": "infrastructure", "amount": amount})
}

async fn leads(app: &TestApp, day: &str) -> Vec<Value> {
    app.on_day(day).await;
    app.tick().await;
    let found = app.see("auditor", "/audit/leads?check=A18&state=found").await;
    found["items"].as_array().unwrap().clone()
}

/// A project paid with 100,000.00 of one allocation and 50,000.01 of another, and accepted.
async fn built(app: &TestApp) -> (County, Value, [Value; 2]) {
    let county = app.county("1000000.00").await;
    let other = app.allocation("70000.00").await;
    let payments = [
        paid(app, &county, (&county.allocation, "100000.00", "Z1")).await,
        paid(app, &county, (&other, "50000.01", "Z2")).await,
    ];
    accept(app, &county).await;
    (county, other, payments)
}

engines! {
    /// What was paid is proposed contract by contract; two cards take it up, each of both allocations in proportion, to the fen; nothing
    /// is left to be proposed, the check of works never booked falls silent, and the trace runs from each allocation to both cards.
    async fn what_was_paid_becomes_cards_to_the_fen(app) {
        app.tick().await;
        let days = json!({
            "key": "checks.unbooked_days", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "30", "basis": "paper",
            "document": "示例县监督检查办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, days).await.ok(201);
        let (county, other, payments) = built(app).await;
        let found = proposals(app, &county).await;
        assert_eq!(found.as_array().unwrap().len(), 1, "{found:#}");
        let proposal = &found[0];
        assert_eq!((text(proposal, "paid"), text(proposal, "booked"), text(proposal, "amount")), ("150000.01", "0.00", "150000.01"));
        assert_eq!((&proposal["contract_id"], &proposal["card_numbers"]), (&county.contract["id"], &json!([])));
        let mut shares: Vec<_> = proposal["funding"].as_array().unwrap().iter().map(|p| (text(p, "allocation_number"), text(p, "amount"))).collect();
        shares.sort_unstable();
        assert_eq!(shares, [(text(&county.allocation, "number"), "100000.00"), (text(&other, "number"), "50000.01")]);
        assert_eq!(leads(app, "2023-04-02").await.len(), 1);

        let cards = json!([card(&county, "示例道路", "100000.00"), card(&county, "示例公厕", "50000.01")]);
        let formed = form(app, &county, cards).await.ok(200);
        let part = |parts: &Value, payment: &Value| {
            let parts = parts["items"].as_array().unwrap();
            parts.iter().find(|p| p["payment_id"] == payment["id"]).unwrap()["amount"].as_str().unwrap().to_owned()
        };
        for (asset, value, own, others) in [
            (&formed["items"][0], "100000.00", "66666.66", "33333.34"), (&formed["items"][1], "50000.01", "33333.34", "16666.67"),
        ] {
            assert_eq!((text(asset, "value_state"), text(asset, "value_on"), text(asset, "original_value")), ("provisional", "2023-03-01", value));
            let money = app.see("auditor", &format!("/assets/{}/funding", text(asset, "id"))).await;
            assert_eq!((&*part(&money, &payments[0]), &*part(&money, &payments[1])), (own, others), "{money:#}");
            assert_eq!((text(&money, "total"), text(&money, "verified")), (value, value));
            assert_eq!((text(asset, "builder"), text(asset, "accepted_on")), ("示例施工单位甲", "2023-03-01"));
            let up = app.see("auditor", &format!("/audit/trace?subject=asset:{}&direction=up", text(asset, "id"))).await;
            let links = |link: &str| up["edges"].as_array().unwrap().iter().filter(|e| e["link"] == link).count();
            // Over the payments to the lines that they paid, and from those to both documents.
            assert_eq!((links("made_into"), links("paid_by"), links("claimed"), links("received_as")), (2, 2, 2, 2), "{up:#}");
        }
        let down = app.see("auditor", &format!("/audit/trace?subject=payment:{}&direction=down", text(&payments[0], "id"))).await;
        let mut made: Vec<_> = down["edges"].as_array().unwrap().iter().filter(|e| e["link"] == "made_into").map(|e| text(e, "amount")).collect();
        made.sort_unstable();
        assert_eq!(made, ["33333.34", "66666.66"], "{down:#}");
        let down = app.see("auditor", &format!("/audit/trace?subject=allocation:{}&direction=down", text(&other, "id"))).await;
        assert_eq!(down["nodes"].as_array().unwrap().iter().filter(|n| n["subject"].as_str().unwrap().starts_with("asset:")).count(), 2);
        let rest = &proposals(app, &county).await[0];
        assert_eq!((text(rest, "amount"), text(rest, "booked"), &rest["funding"]), ("0.00", "150000.01", &json!([])));
        assert_eq!(rest["card_numbers"].as_array().unwrap().len(), 2);
        assert_eq!(leads(app, "2023-04-03").await, Vec::<Value>::new());

        // The final accounts come later than a year after the acceptance: acknowledged, and what stood before stands still.
        app.on_day("2024-03-02").await;
        let road = app.asset_now(&formed["items"][0], "").await;
        let mut settled = json!({"on": "2024-03-02", "amount": "100000.00", "file_id": app.paper("决算批复.pdf").await});
        let problem = app.on_asset("settle", &road, settled.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(text(&problem, "rule"), "R13");
        settled["acknowledged"] = json!(["R13"]);
        let road = app.on_asset("settle", &road, settled).await.ok(200);
        assert_eq!((text(&road, "value_state"), text(&app.asset_now(&road, "?as_of=2024-03-01").await, "value_state")), ("settled", "provisional"));
    }

    /// R10.2: a contract's yuan is taken once, by forming or by a card entered by hand; the same request again answers the same cards.
    async fn r10_2_a_yuan_is_taken_once(app) {
        let (county, _, _) = built(app).await;
        let officer = app.who("asset_officer").await;
        let problem = form(app, &county, json!([card(&county, "示例道路", "150000.02")])).await.refused(409, "assets.asset.formed_twice");
        assert_eq!(text(&problem, "rule"), "R10.2");
        let figures = ["contract", "paid", "booked", "rest", "asked"].map(|fact| problem["facts"][fact].as_str().unwrap().to_owned());
        assert_eq!(figures, [text(&county.contract, "number"), "150000.01", "0.00", "150000.01", "150000.02"]);
        let body = json!({"on": "2023-03-01", "cards": [card(&county, "示例道路", "100000.00")]});
        let send = async || app.post(&path(&county)).by(&officer).header("idempotency-key", "formed").json(body.clone()).send().await;
        let first = send().await.ok(200);
        assert_eq!(send().await.ok(200), first);
        assert_eq!(app.number("SELECT count(*) FROM asset").await, 1);
        // One entered by hand takes of it as well, whether or not it names the contract.
        let by_hand = json!({"name": "示例路灯", "project_id": county.project["id"], "funding": [{"allocation_id": county.allocation["id"], "amount": "20000.00"}]});
        app.enter(by_hand).await.ok(201);
        assert_eq!(text(&proposals(app, &county).await[1], "amount"), "30000.01");
        let problem = form(app, &county, json!([card(&county, "a", "30000.00"), card(&county, "b", "0.02")])).await
            .refused(409, "assets.asset.formed_twice");
        assert_eq!((problem["facts"]["rest"].as_str(), problem["facts"]["asked"].as_str()), (Some("30000.01"), Some("30000.02")));
        form(app, &county, json!([card(&county, "a", "30000.00"), card(&county, "b", "0.01")])).await.ok(200);
        let nothing = json!([{"name": "示例", "kind": "business", "form": "fixed", "amount": "0.01"}]);
        form(app, &county, nothing).await.refused(409, "assets.asset.formed_twice");
        form(app, &county, json!([card(&county, "示例", "0.00")])).await.refused(422, "assets.amount.bad");
    }

    /// What is not accepted, lies elsewhere or names what is not there is refused at its place; nothing of it stays.
    async fn what_cannot_be_entered_is_refused_whole(app) {
        let county = app.county("1000000.00").await;
        let one = json!([card(&county, "示例道路", "1.00")]);
        let problem = form(app, &county, one.clone()).await.refused(409, "assets.asset.project_not_accepted");
        assert_eq!(problem["facts"]["state"], "building");
        let auditor = app.who("auditor").await;
        app.get(&path(&county)).by(&auditor).send().await.refused(409, "assets.asset.project_not_accepted");
        paid(app, &county, (&county.allocation, "100000.00", "Z1")).await;
        accept(app, &county).await;
        let early = json!({"on": "2023-02-28", "cards": one});
        app.act("asset_officer", &path(&county), None, early).await.refused(422, "assets.asset.before_acceptance");
        let late = json!({"on": "2023-03-02", "cards": one});
        app.act("asset_officer", &path(&county), None, late).await.refused(422, "assets.day.ahead");
        app.act("asset_officer", &path(&county), None, json!({"on": "2023-03-01", "cards": []})).await.refused(400, "wire.malformed");
        let with = |field: &str, value: Value| {
            let mut second = card(&county, "示例公厕", "1.00");
            second[field] = value;
            json!([card(&county, "示例道路", "1.00"), second])
        };
        let site = json!({"name": "邻县安置点", "region_code": "431027"});
        let beside = app.act("431027.asset_officer", "/sites", None, site).await.ok(201);
        for (field, value, status, code) in [
            ("contract_id", json!("01890000-0000-7000-8000-000000000000"), 422, "assets.contract.unknown"),
            ("region_code", json!("431027"), 422, "assets.asset.project_elsewhere"),
            ("site_id", beside["id"].clone(), 422, "assets.site.unknown"),
        ] {
            let problem = form(app, &county, with(field, value)).await.refused(status, code);
            assert_eq!(problem["errors"][0]["pointer"], json!(format!("/cards/1/{field}")), "{problem:#}");
        }
        let class = json!({"edition": "gbt14885_2010", "code": "9990000"});
        form(app, &county, with("class", class)).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(app.number("SELECT count(*) FROM asset").await, 0);
        for who in ["431027.asset_officer", "unit_clerk"] {
            let status = if who == "unit_clerk" { 403 } else { 404 };
            let code = if who == "unit_clerk" { "access.denied.role" } else { "access.not_found" };
            app.act(who, &path(&county), None, json!({"on": "2023-03-01", "cards": one})).await.refused(status, code);
        }
        app.get(&path(&county)).by(&app.who("431027.asset_officer").await).send().await.refused(404, "access.not_found");
    }

    /// R10.3: what all cards take of a payment, an allocation or a document stays within it, whichever way they are entered; what a card has
    /// already is a fact.
    async fn money_makes_the_value_of_assets_once(app) {
        let (county, other, payments) = built(app).await;
        let made_of = |parts: Value| app.enter(json!({"funding": parts}));
        let of = |key: &str, paper: &Value, amount: &str| json!({key: paper["id"], "amount": amount});
        let told = |problem: &Value| {
            let facts = &problem["facts"];
            assert_eq!(problem["rule"], "R10.3");
            ["kind", "amount", "taken", "asked"].map(|fact| text(facts, fact).to_owned())
        };
        let much = made_of(json!([of("payment_id", &payments[0], "100000.01")])).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&much), ["payment", "100000.00", "0.00", "100000.01"]);
        let twice = json!([of("payment_id", &payments[0], "60000.00"), of("payment_id", &payments[0], "60000.00")]);
        let twice = made_of(twice).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&twice), ["payment", "100000.00", "0.00", "120000.00"]);
        // Two cards without a value name the same: neither takes anything from the other, nor from whoever forms what was built.
        let [first, second] = [
            made_of(json!([of("payment_id", &payments[0], "100000.00")])).await.ok(201),
            made_of(json!([of("payment_id", &payments[0], "100000.00")])).await.ok(201),
        ];
        let value = json!({"on": "2023-03-01", "amount": "100000.00"});
        let first = app.on_asset("provisional", &first, value.clone()).await.ok(200);
        let late = app.on_asset("provisional", &second, value).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&late), ["payment", "100000.00", "100000.00", "100000.00"]);
        let again = made_of(json!([of("payment_id", &payments[0], "0.01")])).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&again), ["payment", "100000.00", "100000.00", "0.01"]);
        assert_eq!((&again["facts"]["cards"], &again["facts"]["paper"]), (&first["number"], &payments[0]["number"]));
        // What a payment takes is taken of its allocation too, and of the document above; existing stock is no way around it.
        let line = app.enter(json!({
            "intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b", "funding": [of("allocation_id", &county.allocation, "900000.01")]
        }));
        let line = line.await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&line), ["allocation", "1000000.00", "100000.00", "900000.01"]);
        made_of(json!([of("allocation_id", &county.allocation, "900000.00")])).await.ok(201);
        let document = json!({"id": other["budget_document_id"]});
        let paper = made_of(json!([of("budget_document_id", &document, "70000.01")])).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&paper), ["document", "70000.00", "0.00", "70000.01"]);
        // The card keeps what it has through every other change, and the acts that value it; what is entered of the project counts it too.
        let noted = app.patch(&format!("/assets/{}", text(&first, "id"))).by(&app.who("asset_officer").await).at(text(&first, "etag"));
        let noted = noted.json(json!({"note": "示例"})).send().await.ok(200);
        app.on_asset("settle", &noted, json!({"on": "2023-03-01", "amount": "100000.00", "file_id": app.paper("决算.pdf").await})).await.ok(200);
        let formed = form(app, &county, json!([card(&county, "示例道路", "150000.01")])).await.refused(409, "assets.asset.money_taken_twice");
        assert_eq!(told(&formed)[0], "payment");
    }

    /// R10.4: a row that gives a card another project is asked of the payments that the card names, at its cell.
    async fn a_row_takes_no_card_to_a_project_that_did_not_pay(app) {
        let ((county, _, payments), other) = (built(app).await, app.project("100.00").await);
        let row = |project: &Value| {
            let head = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,项目编号";
            format!("{head}\n1,示例道路,公益性资产,公共基础设施,431026102,2021-12-31,A 有资料,{}\n", project.as_str().unwrap_or_default())
        };
        let take = async |rows: String, more: &[(&str, &str)]| {
            send(app, "asset_officer", "/assets/imports", ("资产.csv", rows.as_bytes()), more).await
        };
        take(row(&Value::Null), &[]).await.ok(201);
        let made = card_of(app, "1").await;
        let parts = json!({"funding": [{"payment_id": payments[0]["id"], "amount": "1000.00"}]});
        let patch = app.patch(&format!("/assets/{}", text(&made, "id"))).by(&app.who("asset_officer").await).at(text(&made, "etag"));
        patch.json(parts).send().await.ok(200);
        let refused = take(row(&other["number"]), &[]).await;
        assert_eq!(flaws(&refused), [("/file#H2".to_owned(), "policy.rule.not_acknowledged".to_owned())]);
        refused.refused(422, "tables.file.refused");
        take(row(&county.project["number"]), &[]).await.ok(201);
        take(row(&other["number"]), &[("acknowledged", "R10.4")]).await.ok(201);
        assert_eq!(card_of(app, "1").await["project_id"], other["id"]);
    }

    /// What a correction asks is asked again when another confirms it; what is asked only then nobody stood by, and it is told anew.
    async fn a_correction_is_judged_again_when_another_confirms_it(app) {
        let ((county, _, payments), other) = (built(app).await, app.project("100.00").await);
        let card = app.stock(json!({"project_id": county.project["id"]})).await;
        let noted = json!({"on": "2019-06-30", "state": "handed_over", "file_id": app.paper("交接单.pdf").await, "reason": "示例"});
        let card = app.on_asset("note-handover", &card, noted).await.ok(200);
        let (paper, path) = (app.paper("立项批复.pdf").await, format!("/assets/{}", text(&card, "id")));
        let told = async |acknowledged: Value| {
            let body = json!({"project_id": other["id"], "file_id": paper, "reason": "示例：项目登记有误", "acknowledged": acknowledged});
            app.on_asset("correct", &app.asset_now(&card, "").await, body).await
        };
        let waits = told(json!([])).await.ok(200);
        let parts = json!({"funding": [{"payment_id": payments[0]["id"], "amount": "1000.00"}]});
        let keeper = app.who("asset_officer").await;
        let made = app.patch(&path).by(&keeper).at(text(&waits, "etag")).json(parts).send().await.ok(200);
        let confirm = format!("{path}/confirm-correction");
        let problem = app.press("finance_section_head", &confirm, &made).await.refused(409, "assets.asset.correction_asks");
        assert_eq!((text(&problem["facts"], "rules"), &problem["facts"]["asset"]), ("R10.4", &card["number"]));
        told(json!([])).await.refused(409, "policy.rule.not_acknowledged");
        let waits = told(json!(["R10.4"])).await.ok(200);
        let done = app.press("finance_section_head", &confirm, &waits).await.ok(200);
        let history = app.see("asset_officer", &format!("{path}/history")).await;
        assert_eq!((&done["project_id"], &history["corrections"][1]["acknowledged"]), (&other["id"], &json!(["R10.4"])));
    }

    /// R10.4: a card of one project that names what another paid says so by name, and takes nothing of what was paid for its own.
    async fn money_of_another_project_is_acknowledged_and_counted_apart(app) {
        let (county, _, payments) = built(app).await;
        let planned = app.planned("600000.00").await;
        let contract = app.signed(&planned, "500000.00").await;
        let project = app.again(&planned).await;
        let start = format!("/projects/{}/start", text(&project, "id"));
        let project = app.act("unit_clerk", &start, Some(&project), json!({"on": "2023-03-01"})).await.ok(200);
        let beside = County {
            allocation: county.allocation.clone(), project, contract, account: county.account.clone(),
            contract_paper: app.paper("另一合同.pdf").await, invoice: app.paper("另一发票.pdf").await
        };
        let foreign = paid(app, &beside, (&county.allocation, "1000.00", "Z3")).await;
        let card_of = |payment: &Value, acknowledged: Value| {
            json!({
                "project_id": county.project["id"], "contract_id": county.contract["id"], "acknowledged": acknowledged,
                "funding": [{"payment_id": payment["id"], "amount": "1000.00"}]
            })
        };
        let problem = app.enter(card_of(&foreign, json!([]))).await.refused(409, "policy.rule.not_acknowledged");
        let facts = ["rules", "project", "others", "payments", "asked"].map(|fact| text(&problem["facts"], fact));
        let numbers = [text(&county.project, "number"), text(&beside.project, "number"), text(&foreign, "number")];
        assert_eq!(facts, ["R10.4", numbers[0], numbers[1], numbers[2], "1000.00"]);
        app.enter(card_of(&foreign, json!(["R10.4"]))).await.ok(201);
        assert_eq!(text(&proposals(app, &county).await[0], "booked"), "0.00");
        app.enter(card_of(&payments[0], json!([]))).await.ok(201);
        assert_eq!(text(&proposals(app, &county).await[0], "booked"), "1000.00");
    }

    /// R10.3 of a document that a card names itself: what it brought to another county makes nothing here.
    async fn a_county_takes_of_a_document_what_came_to_it(app) {
        let upper = app.who("4310.budget_officer").await;
        let source = app.post("/funding-sources").by(&upper).json(json!({
            "name": "示例衔接资金", "kind": "linking_fund", "level": "central", "region_code": "4310", "allowed_uses": ["213"]
        })).send().await.ok(201);
        let document = app.post("/budget-documents").by(&upper).json(json!({
            "number": "示财农〔2023〕7号", "title": "示例", "issuer": "示例省财政厅", "region_code": "4310", "kind": "formal", "budget_year": 2023
        })).send().await.ok(201);
        for (region, amount) in [("431026", "10.00"), ("431027", "7.00")] {
            app.post("/allocations").by(&upper).json(json!({
                "budget_document_id": document["id"], "region_code": region, "level_of_origin": "central", "amount": amount,
                "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"
            })).send().await.ok(201);
        }
        let of = |amount: &str| json!({"funding": [{"budget_document_id": document["id"], "amount": amount}]});
        let problem = app.enter(of("10.01")).await.refused(409, "assets.asset.money_taken_twice");
        let told = ["kind", "paper", "amount", "asked"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(told, ["document", "示财农〔2023〕7号（431026）", "10.00", "10.01"]);
        app.enter(of("10.00")).await.ok(201);
    }

    /// Eight cards of the whole of one payment are valued at once: exactly one is, the others are told what stands before them.
    async fn money_is_taken_once_by_many_at_once(app) {
        let (_, _, payments) = built(app).await;
        let body = json!({"funding": [{"payment_id": payments[0]["id"], "amount": "100000.00"}]});
        let mut cards = Vec::new();
        for _ in 0..8 {
            cards.push(app.enter(body.clone()).await.ok(201));
        }
        let value = json!({"on": "2023-03-01", "amount": "100000.00"});
        let enter = async |card: &Value| until_answered(async || app.on_asset("provisional", card, value.clone()).await).await;
        let answers = join_all(cards.iter().map(&enter)).await;
        let won = answers.iter().filter(|a| a.status == 200).count();
        let refused = answers.iter().filter(|a| a.status == 409 && a.body["rule"] == "R10.3").count();
        assert_eq!((won, refused), (1, 7), "{:?}", answers.iter().map(|a| &a.body).collect::<Vec<_>>());
    }
}

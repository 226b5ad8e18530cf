//! Distributions of three kinds: by a roll of need, which the county has on file, and by a roll of stakes, which an agreement grounds. What does not fit
//! a kind, who is left out of no list, and that lines of both are paid, printed and traced as those of shares are.

use serde_json::{Value, json};

use super::{
    super::{
        looked::{found, of, until},
        payouts::csv,
        refused, rule,
    },
    TODAY, amounts,
};
use crate::{
    check::plant::expect_seen,
    oversight::told::Told,
    prints::{page, shows},
    support::{Reply, TestApp, cast::COUNTY, money::text, property::over},
};

fn part(class: &str, pct: &str) -> Value {
    json!({"class": class, "part_pct": pct})
}

fn unit(class: &str, yuan: &str) -> Value {
    json!({"class": class, "unit": yuan})
}

fn rate(pct: &str) -> Value {
    json!([{"class": "stake", "rate_pct": pct}])
}

impl TestApp {
    /// The pool of a body for one use, of 2022: seven tenths of what it earned.
    pub async fn pool_for(&self, body: &Value, (name, number): (&str, &str), (purpose, earned): (&str, &str)) -> Value {
        if self.number("SELECT count(*) FROM policy_value WHERE key = 'income.reserve_floor_pct'").await == 0 {
            self.reserve_floor().await;
        }
        let account = self.banked(body, name, number).await;
        let basis = (purpose == "other").then_some("示例入股协议第三条");
        let line = json!({"purpose": purpose, "part_pct": "100.0000", "basis": basis});
        self.divided(body, json!({"lines": [line], "acknowledged": ["R70"]})).await.ok(201);
        let year = self.year_opened(body, 2022, json!({})).await.ok(201);
        self.earned((body, &account), "示-001", json!({"amount": earned})).await.ok(201);
        self.year_closed(&year, json!({})).await.ok(200);
        self.pool_left(body).await
    }

    /// A plan by a roll: a thousand yuan for February to May 2023, half to the unstable, three tenths by work, a fifth to the relieved.
    pub async fn by_roll(&self, body: &Value, roll: &Value, said: Value) -> Reply {
        let paper = self.paper("示例收益分配方案.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "roll_id": roll["id"], "kind": "assistance_income", "name": "示例帮扶收益分配方案",
            "terms": [part("unstable", "50.0000"), part("work", "30.0000"), part("relieved", "20.0000")], "from_month": "2023-02",
            "to_month": "2023-05", "pool_id": self.pool_left(body).await["id"], "pool": "1000.00", "rounding": "floor",
            "acknowledged": ["R70.3", "R74.1"], "file_id": paper
        });
        self.act("collective_accountant", "/distributions", None, over(asked, &said)).await
    }

    /// A plan that the body decided and the town checked.
    pub async fn plan_checked(&self, plan: &Value) {
        self.plan_step("collective_manager", "discuss", plan).await.ok(200);
        self.plan_step("town_officer", "check", plan).await.ok(200);
    }

    async fn county_says(&self, key: &str, value: &str) {
        let value = json!({
            "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
            "document": "示例县帮扶资产收益分配办法", "certainty": "unverified"
        });
        self.act("finance_director", "/policy-values", None, value).await.ok(201);
    }
}

/// What does not fit a plan by need: nothing is kept of it.
async fn misfits(app: &TestApp, (body, roll): (&Value, &Value)) {
    let stakes = app.roll(body, json!({"basis": "stake", "terms": "示例：年息8%"})).await.ok(201);
    let other = app.old_body("示例乙村经济合作社").await;
    let theirs = app.roll(&other, json!({})).await.ok(201);
    let poor = |more: Value| json!([over(json!({"class": "unstable"}), &more)]);
    let wrong: Vec<(Value, &str, &str)> = vec![
        (json!({"scheme_id": body["id"]}), "register", "/scheme_id"),
        (json!({"classes": ["member"]}), "register", "/classes"),
        (json!({"unit": "1.00"}), "register", "/unit"),
        (json!({"roll_id": null}), "register", "/roll_id"),
        (json!({"terms": null}), "register", "/terms"),
        (json!({"kind": "member_dividend"}), "register", "/roll_id"),
        (json!({"kind": "member_dividend", "roll_id": null}), "register", "/terms"),
        (json!({"kind": "member_dividend", "roll_id": null, "terms": null}), "register", "/scheme_id"),
        (json!({"roll_id": body["id"]}), "roll_unknown", "/roll_id"),
        (json!({"roll_id": theirs["id"]}), "roll_unknown", "/roll_id"),
        (json!({"roll_id": stakes["id"]}), "roll_basis", "/roll_id"),
        (json!({"kind": "stake_payout", "terms": rate("8.0000")}), "roll_basis", "/roll_id"),
        (json!({"terms": poor(json!({"unit": "1.00", "part_pct": "1.0000"}))}), "term", "/terms"),
        (json!({"terms": poor(json!({}))}), "term", "/terms"),
        (json!({"terms": poor(json!({"unit": "0.00"}))}), "term", "/terms"),
        (json!({"terms": poor(json!({"rate_pct": "8.0000"}))}), "term", "/terms"),
        (json!({"terms": rate("8.0000")}), "term", "/terms"),
        (json!({"terms": [unit("unstable", "1.00"), unit("unstable", "2.00")]}), "term", "/terms"),
        (json!({"terms": [unit("unstable", "1.00"), part("work", "1.0000")]}), "terms_mixed", "/terms"),
        (json!({"terms": [part("unstable", "60.0000"), part("work", "40.0001")]}), "parts_over", "/terms"),
        (json!({"rounding": "largest_remainder"}), "terms_rounding", "/rounding"),
        (json!({"held_back": [{"serial": 77, "reason": "示例"}]}), "held_unknown", "/held_back"),
    ];
    for (said, code, place) in wrong {
        let reply = app.by_roll(body, roll, said).await;
        refused(&reply, 422, &format!("distributions.distribution.{code}"), &json!({}));
        assert_eq!(text(&reply.body["errors"][0], "pointer"), place, "{:#}", reply.body);
    }
    for (word, called) in [("members", "成员分配"), ("housing_repair", "住房维修"), ("growth", "集体经济发展")]
    {
        app.as_left(&format!("UPDATE income_pool SET purpose = '{word}'")).await;
        let alien = app.by_roll(body, roll, json!({})).await;
        let facts = json!({"purpose": called, "kind": "帮扶资产收益分配"});
        refused(&alien, 422, "distributions.distribution.pool_use", &facts);
    }
    app.as_left("UPDATE income_pool SET purpose = 'hardship'").await;
    // R70.3: who works is paid of public posts, and of what is for those in need where somebody says so.
    let working = app.by_roll(body, roll, json!({"acknowledged": []})).await;
    let facts = json!({"rules": "R70.3", "purpose": "hardship", "classes": "work"});
    refused(&working, 409, "policy.rule.not_acknowledged", &facts);
    assert_eq!(rule(&working), "R70.3");
    // R71: one class alone, or as much for all, is told and acknowledged by name.
    for terms in [json!([part("relieved", "100.0000")]), json!([unit("unstable", "1.00"), unit("work", "1.00")])] {
        let flat = app.by_roll(body, roll, json!({"terms": terms})).await;
        refused(&flat, 409, "policy.rule.not_acknowledged", &json!({"rules": "R71"}));
        assert_eq!(rule(&flat), "R71");
    }
    assert_eq!(app.number("SELECT count(*) FROM distribution").await, 0);
}

/// A roll of need with five who benefit: from February on, a household of three from March, one of the unstable from April; the last died in March.
async fn needy(app: &TestApp, body: &Value) -> Value {
    let mut people = Vec::new();
    for _ in 0..7 {
        people.push(app.person(json!({})).await);
    }
    let home = [(&people[4], "head"), (&people[5], "spouse"), (&people[6], "son")];
    let home = app.household(&home, json!({})).await.ok(201);
    let alone = app.household(&[(&people[3], "head")], json!({})).await.ok(201);
    let roll = app.roll(body, json!({})).await.ok(201);
    let one = |n: usize, class: &str| json!({"person_id": people[n]["id"], "class": class});
    let entries = [
        one(0, "unstable"),
        one(1, "work"),
        json!({"household_id": home["id"], "units": "3.0000", "decided_on": "2023-02-10"}),
        over(one(2, "unstable"), &json!({"decided_on": "2023-03-15"})),
        one(3, "relieved"),
    ];
    app.admitted(&roll, &entries).await.ok(200);
    let death = json!({"events": [{"kind": "death", "on": "2023-03-10", "person_id": people[3]["id"]}]});
    app.on_household("record", &alone, death).await.ok(200);
    roll
}

/// R73, R73.3 and that nobody is left out: what is refused before a list is computed, and the way out of each.
async fn is_made_fit(app: &TestApp, roll: &Value, plan: &Value) {
    app.county_says("rolls.review_months", "1").await;
    app.on_day("2023-08-01").await;
    let gone = app.counted(plan).await;
    let facts = json!({"roll": roll["number"], "count": "1", "serials": "5（已登记死亡）"});
    refused(&gone, 409, "distributions.distribution.not_eligible", &facts);
    assert_eq!(rule(&gone), "R73");
    let paper = app.paper("示例.pdf").await;
    let died = json!({"serials": [5], "reason": "died", "on": "2023-03-10", "file_id": paper});
    app.on_roll("collective_manager", "end", roll, died).await.ok(200);
    let unseen = app.counted(plan).await;
    refused(&unseen, 409, "distributions.distribution.not_reviewed", &json!({"since": "2023-02-01", "months": "1"}));
    assert_eq!(rule(&unseen), "R73.3");
    let seen = json!({"on": "2023-08-01", "file_id": paper});
    app.on_roll("line_reviewer", "review", roll, seen).await.ok(200);
    // Somebody of a class that the plan says nothing of is not left out silently.
    let late = app.person(json!({})).await;
    let sudden = json!({"person_id": late["id"], "class": "sudden", "decided_on": "2023-04-01"});
    app.admitted(roll, &[sudden]).await.ok(200);
    let silent = app.counted(plan).await;
    refused(&silent, 409, "distributions.distribution.class_without_term", &json!({"class": "突发严重困难户"}));
    app.on_roll("collective_manager", "void-entry", roll, json!({"serial": 6, "reason": "示例：类别有误"}))
        .await
        .ok(200);
    assert_eq!(app.number("SELECT count(*) FROM distribution_line").await, 0);
    assert_eq!(app.number("SELECT count(*) FROM roll_hold").await, 0);
}

engines! {
    /// R71–R75: assistance goes by need and months, graded; it is decided in the village, checked by the town, filed with the county, hung and locked.
    async fn assistance_goes_by_need(app) {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        let body = app.old_body("示例村经济合作社").await;
        app.pool_for(&body, ("示例村经济合作社", "6200000000000031"), ("hardship", "100000.00")).await;
        let roll = needy(app, &body).await;
        misfits(app, (&body, &roll)).await;
        let plan = app.by_roll(&body, &roll, json!({})).await.ok(201);
        app.plan_checked(&plan).await;
        let vote = app.on_plan("collective_manager", "vote", &plan, json!({"resolution_id": body["id"]})).await;
        refused(&vote, 409, "distributions.distribution.no_vote", &json!({"kind": "帮扶资产收益分配"}));
        refused(&app.counted(&plan).await, 409, "distributions.distribution.state", &json!({"state": "town_checked"}));
        app.plan_step("line_reviewer", "file", &plan).await.ok(200);
        is_made_fit(app, &roll, &plan).await;
        let listed = app.counted(&plan).await.ok(200);
        assert_eq!((text(&listed, "phase"), text(&listed, "weight"), text(&listed, "lines_sum"), text(&listed, "remainder")), ("done", "21.0000", "999.98", "0.02"));
        assert_eq!(amounts(&app.list_of(&plan).await), ["333.33", "300.00", "163.63", "166.66", "36.36"]);
        let path = format!("/distributions/{}", text(&plan, "id"));
        let why = app.see("auditor", &format!("{path}/lines/3/explain")).await;
        let told = (text(&why, "formula"), text(&why["counted"][0], "shares"), why["counted"][0]["months"].as_i64(), text(&why["line"], "class"));
        assert_eq!(told, ("1000.00 元 × 20.0000% = 200.00 元；200.00 元 × 9.0000 ÷ 11.0000 份月", "3.0000", Some(3), "relieved"));
        let held = app.admitted(&roll, &[json!({"person_id": app.person(json!({})).await["id"], "class": "work"})]).await;
        refused(&held, 409, "rolls.entry.days_held", &json!({"until": "2023-05-31"}));
        assert!(text(&held.body, "detail").contains(text(&plan, "number")), "{:#}", held.body);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        // Computed anew it is the same byte for byte, stands where its kind is computed, and hangs anew.
        let again = app.counted(&plan).await.ok(200);
        assert_eq!((text(&again, "state"), &again["digest"]), ("filed", &listed["digest"]));
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        refused(&app.lock_list(&plan).await, 409, "policy.value_unset", &json!({"key": "distributions.assistance_posted_days"}));
        app.county_says("distributions.assistance_posted_days", "7").await;
        let short = app.lock_list(&plan).await;
        refused(&short, 409, "distributions.distribution.assistance_posted_short", &json!({"days": "0", "needed": "7"}));
        assert_eq!(rule(&short), "R69.1");
        app.on_day("2023-08-08").await;
        app.lock_list(&plan).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&plan, "id")).await;
        app.plan_step("collective_manager", "announce", &plan).await.ok(200);
        for damage in [
            "UPDATE distribution_line SET weight_e4 = weight_e4 + 1 WHERE serial = 1 AND edition = 2; UPDATE distribution SET weight_e4 = weight_e4 + 1; \
             UPDATE distribution_term SET weight_e4 = weight_e4 + 1 WHERE class = 'unstable'",
            "UPDATE distribution_term SET weight_e4 = weight_e4 + 1 WHERE class = 'work'",
            "DELETE FROM roll_hold",
        ] {
            expect_seen(app, "I2", &[damage]).await;
        }
        expect_seen(app, "I10", &["UPDATE distribution_line SET serial = 99 WHERE serial = 1 AND edition = 2"]).await;
        is_shown(app, &roll, &plan).await;
    }

    /// A30: a list by which everybody has the same although the roll tells classes apart, once it was acknowledged and approved.
    async fn a_flat_list_is_found_by_night(app) {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        app.tick().await;
        app.county_says("distributions.assistance_posted_days", "1").await;
        let body = app.old_body("示例村经济合作社").await;
        app.pool_for(&body, ("示例村经济合作社", "6200000000000031"), ("jobs", "100000.00")).await;
        let roll = app.roll(&body, json!({})).await.ok(201);
        let (first, second) = (app.person(json!({})).await, app.person(json!({})).await);
        let one = |person: &Value, class: &str| json!({"person_id": person["id"], "class": class});
        app.admitted(&roll, &[one(&first, "unstable"), one(&second, "relieved")]).await.ok(200);
        let terms = json!({"terms": [unit("unstable", "100.00"), unit("relieved", "100.00")], "acknowledged": ["R71"]});
        let plan = app.by_roll(&body, &roll, terms).await.ok(201);
        assert_eq!(plan["acknowledged"], json!(["R71"]));
        app.plan_checked(&plan).await;
        app.plan_step("line_reviewer", "file", &plan).await.ok(200);
        app.counted(&plan).await.ok(200);
        // So much for each unit in all of its months; what the plan asks for is no more than there is (R75).
        assert_eq!(amounts(&app.list_of(&plan).await), ["100.00", "100.00"]);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        app.on_day("2023-06-02").await;
        app.lock_list(&plan).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&plan, "id")).await;
        until(app, "2023-06-04").await;
        let (subject, figures) = found(app, "A30").await.remove(0);
        assert_eq!((subject, &figures["each"], &figures["classes"]), (of("distribution", &plan), &json!("100.00"), &json!("2")));
        let by_kind = app.see("auditor", &format!("/distributions?kind=assistance_income&roll_id={}", text(&roll, "id"))).await;
        assert_eq!(by_kind["items"].as_array().map(Vec::len), Some(1));
    }

    /// What was put in under an agreement is paid at its rate, to the fen, to whoever had it month by month; an organisation into its own account.
    async fn stakes_are_paid_by_their_agreement(app) {
        app.on_day(TODAY).await;
        app.also("town_officer", "town_officer").await;
        let name = "示例县产业投资公司";
        let company = app.organisation(name, "company").await;
        let company = app.registered(&company, json!({"kind": "company", "from_on": "2021-01-01"})).await.ok(201);
        app.pool_for(&company, (name, "6200000000000032"), ("members", "1000000.00")).await;
        let village = app.collective("示例村经济合作社").await;
        let roll = app.roll(&company, json!({"basis": "stake", "terms": "示例：按入股金额年息8%"})).await.ok(201);
        let (person, later) = (app.named("甄入甲").await, app.named("甄入乙").await);
        let home = app.household(&[(&app.person(json!({})).await, "head")], json!({"on": "2021-06-01"})).await.ok(201);
        let placed = |whose: &str, id: &Value, yuan: &str, on: &str| json!({whose: id, "class": "stake", "units": yuan, "decided_on": on});
        let entries = [
            placed("organisation_id", &village["organisation_id"], "1000000.0000", "2021-12-31"),
            placed("household_id", &home["id"], "100000.0000", "2021-12-31"),
            placed("person_id", &person["id"], "54000.0000", "2021-12-31"),
            placed("person_id", &later["id"], "1234.5600", "2022-07-15"),
        ];
        app.admitted(&roll, &entries).await.ok(200);
        let year = json!({"kind": "stake_payout", "terms": rate("8.0000"), "from_month": "2022-01", "to_month": "2022-12", "pool": "92369.37"});
        let units = over(year.clone(), &json!({"terms": [unit("stake", "1.00")]}));
        refused(&app.by_roll(&company, &roll, units).await, 422, "distributions.distribution.terms_mixed", &json!({}));
        let poor = app.by_roll(&company, &roll, over(year.clone(), &json!({"pool": "92369.36"}))).await.ok(201);
        app.plan_checked(&poor).await;
        let over_pool = app.counted(&poor).await;
        refused(&over_pool, 409, "distributions.distribution.dividend_sum", &json!({"total": "92369.38", "pool": "92369.36"}));
        assert_eq!(rule(&over_pool), "R75");
        let plan = app.by_roll(&company, &roll, over(year, &json!({"pool": "92369.38"}))).await.ok(201);
        app.plan_checked(&plan).await;
        let filed = app.plan_step("line_reviewer", "file", &plan).await;
        refused(&filed, 409, "distributions.distribution.no_filing", &json!({"kind": "入股分红"}));
        let listed = app.counted(&plan).await.ok(200);
        assert_eq!((text(&listed, "state"), text(&listed, "lines_sum"), text(&listed, "remainder")), ("town_checked", "92369.38", "0.00"));
        assert_eq!(amounts(&app.list_of(&plan).await), ["80000.00", "8000.00", "4320.00", "49.38"]);
        app.approved_plan(&plan).await;
        // The village is paid into its own account; whoever has none waits.
        let account = app.banked(&village, "示例村经济合作社", "6200000000000033").await;
        let payees = app.see("auditor", &format!("/distributions/{}/payees?serial=1", text(&plan, "id"))).await;
        assert_eq!(text(&payees["items"][0], "account_of"), "unit");
        let form = app.bank_form("csv_utf8").await;
        app.usable_card(&person, "甄入甲", "6217000000000000031").await;
        let of = (&plan, &form);
        let tried = app.payout_trial(of, json!({"serials": [1, 3]})).await.ok(200);
        let said = json!({"serials": [1, 3], "declared_count": 2, "declared_total": "84320.00"});
        assert_eq!((tried["count"].as_i64(), text(&tried, "total")), (Some(2), "84320.00"));
        let batch = app.payout_batch(of, said).await.ok(201);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let paid = app.see("auditor", &format!("/payouts?payout_batch_id={}&sort=oldest", text(&batch, "id"))).await;
        let names: Vec<&str> = paid["items"].as_array().unwrap().iter().map(|p| text(p, "name")).collect();
        assert_eq!(names, ["示例村经济合作社", "甄**"]);
        assert_eq!(app.standing(&plan).await, ["8049.38", "84320.00", "0.00", "0.00"]);
        // What a stake brought the village is its income, as a line of shares is.
        let answer = csv(&[(1, "示例村经济合作社", "6200000000000033", "80000.00", "成功", "20230601", "R1")]);
        app.bank_answers("finance_clerk", &batch, &answer).await.ok(200);
        app.year_opened(&village, 2023, json!({})).await.ok(201);
        let receivables = app.see("auditor", &format!("/collectives/{}/receivables", text(&village, "id"))).await;
        assert_eq!(text(&receivables["items"][0], "amount"), "80000.00");
        let line = json!({"distribution_id": plan["id"], "serial": 1});
        let booked = json!({"category": "stake", "on": TODAY, "amount": "80000.00", "from_line": line, "counterparty": name});
        let entry = app.earned((&village, &account), "示-002", booked).await.ok(201);
        let down = Told::to(app, "auditor", "distribution", &plan, "&direction=down").await;
        assert_eq!((down.amounts("booked_as"), down.nodes("income_entry").len()), (vec!["80000.00"], 1), "{entry:#}");
        let slip = page(app, "auditor", &format!("/distributions/{}/lines/1/print", text(&plan, "id")), "stake_slip").await;
        shows(&slip, &["入股分红单", "示例村经济合作社", "1000000.0000", "12000000.0000 元·月 × 8.0000% ÷ 12 个月", "80,000.00"]);
    }
}

/// Prints, the table and the trace of a list of a roll.
async fn is_shown(app: &TestApp, roll: &Value, plan: &Value) {
    let print = format!("/distributions/{}/print?form=", text(plan, "id"));
    let paper = page(app, "auditor", &format!("{print}distribution_plan"), "assistance_plan").await;
    shows(
        &paper,
        &[
            "受益名册",
            text(roll, "number"),
            "脱贫不稳定户：占 50.0000%",
            "村级民主议定",
            "县级备案",
            "份月合计",
            "21.0000",
            "999.98",
        ],
    );
    let list = page(app, "auditor", &format!("{print}distribution_list"), "assistance_list").await;
    shows(&list, &["收益分配花名册", "份月数", "脱贫户", "163.63", "合计（共 5 行"]);
    let table = format!("/distributions/{}/lines/export?format=csv", text(plan, "id"));
    let table = app.get(&table).by(&app.who("auditor").await).send().await;
    assert!(String::from_utf8(table.bytes).unwrap().contains("参与劳动"));
    let down = Told::to(app, "auditor", "distribution", plan, "&direction=down").await;
    let entries = down.nodes("roll_entry");
    assert_eq!((entries.len(), down.nodes("share_holder").len()), (5, 0));
    let wanted = format!("{} 第3号", text(roll, "number"));
    let entry = entries.iter().find(|n| text(n, "number") == wanted).expect("the household's entry");
    let entry = json!({"id": text(entry, "subject").split(':').nth(1)});
    let up = Told::to(app, "auditor", "roll_entry", &entry, "&direction=up").await;
    assert_eq!(up.amounts("falls_to"), ["163.63"]);
    up.node("income_pool");
    let homes = app.see("auditor", "/households").await;
    let mut fell = Vec::new();
    for home in homes["items"].as_array().unwrap() {
        let path = format!("/audit/trace?subject=household:{}&direction=up", text(home, "number"));
        let up = Told(app.see("auditor", &path).await);
        fell.push(up.amounts("falls_to").join(" "));
    }
    assert!(fell.contains(&"163.63".to_owned()), "{fell:?}");
}

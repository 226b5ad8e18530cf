//! Rolls of who benefits without shares: by need from the month after, of a stake from the day; once at a time, never the dead, and not on
//! days that somebody holds.

use serde_json::{Value, json};
use steward::{
    benefit::rolls::{Unfit, hold_roll_days, release_roll_days, unfit_of},
    ground::{
        authority::{Permit, action},
        kernel::{Day, RegionCode, RollId, SubjectKind, SubjectRef},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

use super::{
    looked::{found, of, until},
    refused, rule,
};
use crate::{
    check::plant::expect_seen,
    people::stands,
    support::{Reply, TestApp, cast::COUNTY, money::text, property::over},
};

/// What a later room does with the days of a roll: it holds them until one, or gives them back; and reads who does not fit.
struct Reads {
    roll: RollId,
    until: Option<Day>,
    by: SubjectRef,
    holds: bool,
}

impl Work for Reads {
    type Record = Committed<Vec<Unfit>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Vec<Unfit>>, Stop> {
        match self.until {
            Some(until) if self.holds => hold_roll_days(tx, self.roll, until, (self.by, "示-8")).await?,
            None if self.holds => release_roll_days(tx, self.roll, self.by).await?,
            _ => {}
        }
        let months = (Day::of(2023, 2, 1).month(), Day::of(2023, 3, 1).month());
        let unfit = unfit_of(tx, self.roll, months).await?;
        let subject = SubjectRef { kind: SubjectKind::Clock, id: tx.event_id().await? };
        let change = Change::created(subject, &RegionCode::nation(), &json!({"until": self.until}));
        Ok(Permit::for_job("tests", &action::CLOCK_SET).commit(change, unfit))
    }
}

pub async fn reads(app: &TestApp, roll: &Value, (holds, until): (bool, Option<&str>)) -> Vec<(i64, String)> {
    let id: RollId = text(roll, "id").parse().unwrap();
    let by = SubjectRef::new(SubjectKind::Distribution, id);
    let work = Reads { roll: id, until: until.map(|day| day.parse().unwrap()), by, holds };
    let unfit = app.app.db.write(&work).await.expect("what does not fit");
    unfit.into_iter().map(|u| (u.serial, format!("{} {}", u.reason, u.since))).collect()
}

impl TestApp {
    /// A roll of a body by need, of people and households.
    pub async fn roll(&self, body: &Value, said: Value) -> Reply {
        let paper = self.paper("示例受益名册.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "basis": "need", "per": "mixed", "name": "示例受益名册", "file_id": paper
        });
        self.act("collective_accountant", "/benefit-rolls", None, over(asked, &said)).await
    }

    /// An act on a roll as it is now.
    pub async fn on_roll(&self, who: &str, verb: &str, roll: &Value, said: Value) -> Reply {
        let path = format!("/benefit-rolls/{}", text(roll, "id"));
        let now = self.see("auditor", &path).await;
        match said {
            Value::Null => self.press(who, &format!("{path}/{verb}"), &now).await,
            said => self.act(who, &format!("{path}/{verb}"), Some(&now), said).await,
        }
    }

    /// Admits to a roll; who and what is told, the paper is one of the county.
    pub async fn admitted(&self, roll: &Value, entries: &[Value]) -> Reply {
        let paper = self.paper("示例认定表.pdf").await;
        let entry = |e: &Value| {
            over(json!({"class": "relieved", "units": "1.0000", "decided_on": "2023-01-10", "file_id": paper}), e)
        };
        let entries: Vec<Value> = entries.iter().map(entry).collect();
        self.on_roll("collective_accountant", "admit", roll, json!({"entries": entries})).await
    }

    async fn ended(&self, roll: &Value, serials: &[i64], said: Value) -> Reply {
        let paper = self.paper("示例退出审批表.pdf").await;
        let asked = json!({"serials": serials, "reason": "assistance_ended", "on": "2023-02-20", "file_id": paper});
        self.on_roll("collective_manager", "end", roll, over(asked, &said)).await
    }

    /// Entries of a roll: serial, state, first day, first day no more.
    async fn entries(&self, roll: &Value, query: &str) -> Vec<(i64, String, String, String)> {
        let list = self.see("auditor", &format!("/benefit-rolls/{}/entries?limit=200{query}", text(roll, "id"))).await;
        let word = |e: &Value, name: &str| e[name].as_str().unwrap_or("–").to_owned();
        let row =
            |e: &Value| (e["serial"].as_i64().unwrap(), word(e, "state"), word(e, "from_on"), word(e, "until_on"));
        let mut rows: Vec<_> = list["items"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }
}

fn person(p: &Value, said: Value) -> Value {
    over(json!({"person_id": p["id"]}), &said)
}

fn house(h: &Value, heads: &str, said: Value) -> Value {
    over(json!({"household_id": h["id"], "units": heads}), &said)
}

fn entry(serial: i64, state: &str, from: &str, until: &str) -> (i64, String, String, String) {
    (serial, state.into(), from.into(), until.into())
}

/// What does not fit a roll by need, in itself or beside what stands there: nothing is kept of it.
async fn misfits(app: &TestApp, roll: &Value, (one, couple, spouse): (&Value, &Value, &Value)) {
    let unit = app.unit("示例县农业农村局").await;
    let wrong: Vec<(Value, u16, &str, &str)> = vec![
        (json!({}), 422, "rolls.entry.not_named", "/entries/0"),
        (json!({"person_id": couple["id"]}), 422, "rolls.entry.person_unknown", "/entries/0/person_id"),
        (json!({"household_id": one["id"]}), 422, "rolls.entry.household_unknown", "/entries/0/household_id"),
        (json!({"organisation_id": one["id"]}), 422, "rolls.entry.organisation_unknown", "/entries/0/organisation_id"),
        (json!({"organisation_id": unit}), 422, "rolls.entry.sort_misfit", "/entries/0"),
        (person(one, json!({"class": "stake"})), 422, "rolls.entry.class_misfit", "/entries/0/class"),
        (person(one, json!({"units": "2.0000"})), 422, "rolls.entry.units_misfit", "/entries/0/units"),
        (person(one, json!({"decided_on": "2023-03-02"})), 422, "rolls.day.ahead", "/entries/0/decided_on"),
        (house(couple, "3.0000", json!({})), 409, "rolls.entry.too_many_heads", "/entries/0/units"),
    ];
    for (said, status, code, place) in wrong {
        let reply = app.admitted(roll, &[said]).await;
        refused(&reply, status, code, &json!({}));
        assert_eq!(reply.body["errors"][0]["pointer"], place, "{:#}", reply.body);
    }
    let twice = app.admitted(roll, &[house(couple, "2.0000", json!({})), person(spouse, json!({}))]).await;
    refused(&twice, 409, "rolls.entry.twice", &json!({"row": "2", "other": "第 1 行", "more": "0"}));
    assert_eq!(rule(&twice), "R73.1");
    assert_eq!(app.number("SELECT count(*) FROM roll_entry").await, 0);
}

/// Somebody who lives alone, as the register has it.
pub async fn alone(app: &TestApp) -> (Value, Value) {
    let person = app.person(json!({})).await;
    let house = app.household(&[(&person, "head")], json!({"on": "2023-01-05"})).await.ok(201);
    (person, house)
}

pub async fn dies(app: &TestApp, (person, house): (&Value, &Value), on: &str) {
    let death = json!({"events": [{"kind": "death", "on": on, "person_id": person["id"]}]});
    app.on_household("record", house, death).await.ok(200);
}

engines! {
    /// A roll of need through its life: whom it takes, on which days, what is held, who departs, how it ends.
    async fn who_benefits_by_need_counts_from_the_month_after(app) {
        let body = app.collective("示例村经济合作社").await;
        refused(&app.roll(&body, json!({"terms": "示例"})).await, 422, "rolls.roll.terms_misfit", &json!({}));
        let roll = app.roll(&body, json!({})).await.ok(201);
        assert!(text(&roll, "number").starts_with("MC-431026-2023-"), "{roll:#}");
        let (one, spouse, head) = (app.named("甄册甲").await, app.person(json!({})).await, app.person(json!({})).await);
        let couple = [(&head, "head"), (&spouse, "spouse")];
        let couple = app.household(&couple, json!({"on": "2023-01-05"})).await.ok(201);
        misfits(app, &roll, (&one, &couple, &spouse)).await;
        let ((dying, last), (dead, empty)) = (alone(app).await, alone(app).await);
        dies(app, (&dead, &empty), "2023-01-20").await;
        for (said, why) in [(person(&dead, json!({})), "已于 2023-01-20 登记死亡"), (house(&empty, "1.0000", json!({})), "户内没有在册成员")] {
            let gone = app.admitted(&roll, &[person(&one, json!({})), said]).await;
            refused(&gone, 409, "rolls.entry.not_there", &json!({"row": "2", "why": why, "from": "2023-02-01"}));
            assert_eq!(rule(&gone), "R73.2");
        }
        let late = json!({"class": "five_guarantee", "decided_on": "2023-02-10"});
        let rows = [person(&one, json!({"class": "work"})), house(&couple, "2.0000", json!({"class": "unstable"})), person(&dying, late)];
        let after = app.admitted(&roll, &rows).await.ok(200);
        assert_eq!((&after["entries"], text(&after, "etag")), (&json!(3), "2"));
        for (said, serial) in [(person(&one, json!({})), 1), (person(&spouse, json!({})), 2), (house(&last, "1.0000", json!({})), 3)] {
            let twice = app.admitted(&roll, &[said]).await;
            refused(&twice, 409, "rolls.entry.twice", &json!({"row": "1", "other": format!("名册第 {serial} 号")}));
        }
        let stood = [entry(1, "current", "2023-02-01", "–"), entry(2, "current", "2023-02-01", "–"), entry(3, "coming", "2023-03-01", "–")];
        assert_eq!(app.entries(&roll, "&as_of=2023-02-28").await, stood);
        assert_eq!(app.entries(&roll, "&as_of=2023-02-28&state=current&class=work").await, stood[..1]);
        // Whoever is known late to have died does not fit the months after, until the register itself ends the entry.
        dies(app, (&dying, &last), "2023-02-20").await;
        assert_eq!(reads(app, &roll, (false, None)).await, [(3, "died 2023-02-20".to_owned())]);
        held(app, &roll).await;
        let path = format!("/benefit-rolls/{}", text(&roll, "id"));
        let now = app.see("auditor", &path).await;
        let dry = app.press("collective_manager", &format!("{path}/end-departed?dry_run=true"), &now).await;
        assert_eq!((dry.status.as_u16(), app.entries(&roll, "&state=current").await.len()), (200, 3), "{:#}", dry.body);
        app.on_roll("collective_manager", "end-departed", &roll, Value::Null).await.ok(200);
        let again = app.on_roll("collective_manager", "end-departed", &roll, Value::Null).await;
        refused(&again, 409, "rolls.entry.nobody_departed", &json!({}));
        let left = app.see("auditor", &format!("{path}/entries?state=ended")).await["items"][0].clone();
        assert_eq!(
            (&left["serial"], &left["exit_reason"], &left["exit_on"], &left["until_on"], &left["exit_file_id"]),
            (&json!(3), &json!("died"), &json!("2023-02-20"), &json!("2023-03-01"), &Value::Null)
        );
        assert_eq!(reads(app, &roll, (false, None)).await, []);
        reviewed(app, &roll).await;
        damaged(app).await;
        closed(app, &roll, &one).await;
        assert!(!stands(app, "甄册甲").await);
        let out = app.get(&format!("{path}/entries/export")).by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("甄**") && !out.contains("甄册") && out.contains("名册终止"), "{out}");
    }

    /// A roll of stakes: from the day on, to the fen, of organisations too; a stake is property, and beside the household's.
    async fn a_stake_counts_from_its_day(app) {
        let body = app.collective("示例村经济合作社").await;
        refused(&app.roll(&body, json!({"basis": "stake"})).await, 422, "rolls.roll.terms_misfit", &json!({}));
        let agreed = json!({"basis": "stake", "terms": "示例：年收益率百分之八"});
        let roll = app.roll(&body, agreed.clone()).await.ok(201);
        let (someone, house) = alone(app).await;
        let unit = app.unit("示例县农业农村局").await;
        let stake = |who: Value, units: &str| over(who, &json!({"class": "stake", "units": units, "decided_on": "2023-02-11"}));
        let of_unit = stake(json!({"organisation_id": unit}), "1000000.0000");
        let rows = [of_unit.clone(), stake(json!({"household_id": house["id"]}), "2000.5000"), stake(person(&someone, json!({})), "500.0000")];
        app.admitted(&roll, &rows).await.ok(200);
        let half = app.admitted(&roll, &[stake(json!({"household_id": house["id"]}), "0.0050")]).await;
        refused(&half, 422, "rolls.entry.units_misfit", &json!({}));
        refused(&app.admitted(&roll, std::slice::from_ref(&of_unit)).await, 409, "rolls.entry.twice", &json!({"other": "名册第 1 号"}));
        let persons = app.roll(&body, over(agreed, &json!({"per": "person"}))).await.ok(201);
        refused(&app.admitted(&persons, std::slice::from_ref(&of_unit)).await, 422, "rolls.entry.sort_misfit", &json!({"per": "person", "basis": "stake"}));
        let own = json!({"reason": "stake_withdrawn"});
        refused(&app.ended(&roll, &[1], json!({})).await, 422, "rolls.entry.reason_misfit", &json!({"reason": "assistance_ended"}));
        refused(&app.ended(&roll, &[1], json!({"reason": "closed"})).await, 422, "rolls.entry.reason_misfit", &json!({}));
        refused(&app.ended(&roll, &[9], own.clone()).await, 422, "rolls.entry.no_such_serial", &json!({"serial": "9"}));
        refused(&app.ended(&roll, &[1, 1], own.clone()).await, 422, "rolls.entry.serial_twice", &json!({"serial": "1"}));
        let early = app.ended(&roll, &[2, 1], over(own.clone(), &json!({"on": "2023-02-10"}))).await;
        refused(&early, 409, "rolls.entry.exit_too_early", &json!({"serial": "1", "admitted": "2023-02-11"}));
        let ahead = app.ended(&roll, &[1], over(own.clone(), &json!({"on": "2023-03-02"}))).await;
        refused(&ahead, 422, "rolls.day.ahead", &json!({"day": "2023-03-02"}));
        app.ended(&roll, &[1, 3], own.clone()).await.ok(200);
        refused(&app.ended(&roll, &[3], own.clone()).await, 409, "rolls.entry.ended", &json!({"until": "2023-02-20"}));
        let void = async |serial: i64| app.on_roll("collective_manager", "void-entry", &roll, json!({"serial": serial, "reason": "示例：误登"})).await;
        refused(&void(9).await, 422, "rolls.entry.no_such_serial", &json!({"serial": "9"}));
        void(2).await.ok(200);
        refused(&void(2).await, 409, "rolls.entry.voided", &json!({"serial": "2"}));
        refused(&app.ended(&roll, &[2], own).await, 409, "rolls.entry.voided", &json!({"serial": "2"}));
        let stood = [entry(1, "ended", "2023-02-11", "2023-02-20"), entry(2, "void", "2023-02-11", "–"), entry(3, "ended", "2023-02-11", "2023-02-20")];
        assert_eq!(app.entries(&roll, "").await, stood);
        assert_eq!(app.entries(&roll, "&as_of=2023-02-19&state=current").await.len(), 2);
        // A serial is not used again, and whoever left may come back.
        let after = app.admitted(&roll, std::slice::from_ref(&of_unit)).await;
        refused(&after, 409, "rolls.entry.twice", &json!({"other": "名册第 1 号"}));
        let back = over(of_unit, &json!({"decided_on": "2023-02-20"}));
        assert_eq!(app.admitted(&roll, &[back]).await.ok(200)["entries"], 4);
        let auditor = app.who("auditor").await;
        let cost = async |limit: u32| {
            let path = format!("/benefit-rolls/{}/entries?limit={limit}", text(&roll, "id"));
            let before = app.app.db.statements();
            app.get(&path).by(&auditor).send().await.ok(200);
            app.app.db.statements() - before
        };
        assert_eq!(cost(3).await, cost(200).await);
        let revised = app.on_roll("collective_accountant", "revise", &roll, json!({"name": "示例入股名册", "terms": "示例：年收益率百分之七", "file_id": app.paper("示例补充协议.pdf").await})).await.ok(200);
        assert_eq!((text(&revised, "name"), text(&revised, "terms")), ("示例入股名册", "示例：年收益率百分之七"));
    }

    /// A76, A76.1: a roll that nobody reviewed, and whoever benefits by need of two.
    async fn what_does_not_fit_of_rolls_is_found_by_night(app) {
        app.tick().await;
        let (first, second) = (app.collective("示例甲村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let (one, two) = (app.roll(&first, json!({})).await.ok(201), app.roll(&second, json!({})).await.ok(201));
        let (someone, home) = alone(app).await;
        let early = json!({"decided_on": "2022-12-10"});
        app.admitted(&one, &[person(&someone, early)]).await.ok(200);
        app.admitted(&two, &[house(&home, "1.0000", json!({}))]).await.ok(200);
        until(app, "2023-03-02").await;
        assert_eq!(found(app, "A76").await, [], "no value says how often");
        let twice = found(app, "A76.1").await;
        assert_eq!(twice.len(), 1, "{twice:?}");
        assert_eq!(twice[0].1, json!({"serial": "1", "roll": two["number"], "other_roll": one["number"], "from": "2023-02-01"}));
        let value = json!({
            "key": "rolls.review_months", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "2", "basis": "paper",
            "document": "示例县受益名册管理办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        until(app, "2023-03-03").await;
        let figures = json!({"first": "2023-01-01", "reviewed": "—", "months": "2"});
        assert_eq!(found(app, "A76").await, [(of("roll", &one), figures)], "the other has not stood for so long");
        let paper = app.paper("示例核查表.pdf").await;
        app.on_roll("line_reviewer", "review", &one, json!({"on": "2023-02-28", "file_id": paper})).await.ok(200);
        app.ended(&one, &[1], json!({"on": "2023-01-31"})).await.ok(200);
        until(app, "2023-03-04").await;
        assert_eq!((found(app, "A76").await, found(app, "A76.1").await), (vec![], vec![]));
    }
}

/// Days that somebody holds: nobody begins on them, none of them is voided, no end lies on them; later ones are free.
async fn held(app: &TestApp, roll: &Value) {
    reads(app, roll, (true, Some("2023-04-30"))).await;
    let by = format!("distribution:{}", text(roll, "id"));
    let now = app.see("auditor", &format!("/benefit-rolls/{}", text(roll, "id"))).await;
    assert_eq!((text(&now, "held_until_on"), text(&now, "held_by")), ("2023-04-30", by.as_str()));
    let facts = |on: &str| json!({"on": on, "until": "2023-04-30", "by": by});
    let newcomer = app.person(json!({})).await;
    let admit = app.admitted(roll, &[person(&newcomer, json!({"decided_on": "2023-02-15"}))]).await;
    refused(&admit, 409, "rolls.entry.days_held", &facts("2023-03-01"));
    assert_eq!(rule(&admit), "R73.4");
    let void = app.on_roll("collective_manager", "void-entry", roll, json!({"serial": 1, "reason": "示例"})).await;
    refused(&void, 409, "rolls.entry.days_held", &facts("2023-02-01"));
    let close = json!({"on": "2023-03-01", "reason": "示例", "file_id": app.paper("终止.pdf").await});
    let close = app.on_roll("collective_manager", "close", roll, close).await;
    refused(&close, 409, "rolls.entry.days_held", &facts("2023-04-01"));
    // What was computed stays: whoever is known late to have left counts until the last held day, and both days are kept.
    let path = format!("/benefit-rolls/{}", text(roll, "id"));
    let trial =
        json!({"serials": [1], "reason": "moved_away", "on": "2023-02-20", "file_id": app.paper("迁出.pdf").await});
    app.act("collective_manager", &format!("{path}/end?dry_run=true"), Some(&now), trial.clone()).await.ok(200);
    app.on_roll("collective_manager", "end", roll, trial).await.ok(200);
    assert_eq!(
        app.entries(roll, "&as_of=2023-05-01&state=ended").await,
        [entry(1, "ended", "2023-02-01", "2023-05-01")]
    );
    expect_seen(
        app,
        "I2",
        &[
            "UPDATE roll_hold SET changes = changes + 1",
            "UPDATE roll_entry SET void = TRUE, void_reason = '示例' WHERE serial = 2",
        ],
    )
    .await;
    reads(app, roll, (true, None)).await;
}

async fn reviewed(app: &TestApp, roll: &Value) {
    let paper = app.paper("示例核查表.pdf").await;
    let review = async |who: &str, on: &str| {
        app.on_roll(who, "review", roll, json!({"on": on, "file_id": paper, "note": "示例"})).await
    };
    assert_eq!(review("collective_manager", "2023-02-27").await.status.as_u16(), 403);
    refused(&review("line_reviewer", "2023-03-02").await, 422, "rolls.day.ahead", &json!({}));
    review("line_reviewer", "2023-02-27").await.ok(200);
    let again = review("line_reviewer", "2023-02-27").await;
    refused(&again, 409, "rolls.review.earlier", &json!({"on": "2023-02-27", "last": "2023-02-27"}));
    review("line_reviewer", "2023-02-28").await.ok(200);
    let path = format!("/benefit-rolls/{}", text(roll, "id"));
    assert_eq!(app.see("auditor", &format!("{path}/reviews")).await["items"].as_array().unwrap().len(), 2);
    let now = app.see("auditor", &path).await;
    assert_eq!((text(&now, "reviewed_on"), &now["standing"]), ("2023-02-28", &json!(2)));
}

async fn damaged(app: &TestApp) {
    expect_seen(
        app,
        "I2",
        &[
            "UPDATE roll SET entries = entries + 1",
            "UPDATE roll_entry SET serial = 7 WHERE serial = 3",
            "UPDATE roll_review SET n = n + 5",
            "UPDATE roll_review SET reviewed_on = '2023-02-28'",
        ],
    )
    .await;
    expect_seen(app, "I9", &[
        "UPDATE roll_entry SET class = 'stake' WHERE serial = 1",
        "UPDATE roll_entry SET units_e4 = 20000 WHERE serial = 1",
        "UPDATE roll_entry SET from_on = '2023-02-02' WHERE serial = 1",
        "UPDATE roll SET per = 'person'",
        "UPDATE roll_entry SET until_on = NULL, person_id = (SELECT person_id FROM roll_entry WHERE serial = 1) WHERE serial = 3",
    ])
    .await;
    expect_seen(app, "I7", &["UPDATE roll SET version = version + 1"]).await;
    expect_seen(
        app,
        "I11",
        &["UPDATE roll SET region_code = '431026103'; UPDATE collective SET region_code = '431026102'; \
        UPDATE organisation SET region_code = '431026102' WHERE id = (SELECT organisation_id FROM collective)"],
    )
    .await;
}

async fn closed(app: &TestApp, roll: &Value, one: &Value) {
    let paper = app.paper("终止.pdf").await;
    let close = async |on: &str| {
        app.on_roll(
            "collective_manager",
            "close",
            roll,
            json!({"on": on, "reason": "示例：并入新名册", "file_id": paper}),
        )
        .await
    };
    refused(&close("2023-03-02").await, 422, "rolls.day.ahead", &json!({}));
    refused(&close("2023-01-09").await, 409, "rolls.roll.later_there", &json!({"admitted": "2023-01-10"}));
    let after = close("2023-03-01").await.ok(200);
    assert_eq!((text(&after, "state"), text(&after, "closed_on")), ("closed", "2023-03-01"));
    let ended = [
        entry(1, "ended", "2023-02-01", "2023-05-01"),
        entry(2, "ended", "2023-02-01", "2023-04-01"),
        entry(3, "ended", "2023-03-01", "2023-03-01"),
    ];
    assert_eq!(app.entries(roll, "&as_of=2023-05-01").await, ended);
    let late = app.admitted(roll, &[person(one, json!({}))]).await;
    refused(&late, 409, "rolls.roll.closed", &json!({"on": "2023-03-01"}));
    refused(&app.ended(roll, &[1], json!({})).await, 409, "rolls.roll.closed", &json!({}));
}

//! Leads: found by night, never twice, gone with their cause, back with it; explained by one person and decided on by another.

use serde_json::{Value, json};

use crate::{
    support::{
        Reply, TestApp,
        cast::COUNTY,
        money::{result_row, results, text},
    },
    tables::csv,
};

/// The nights until this day: every check has looked.
async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    let ticked = app.tick().await;
    assert_eq!(ticked.stopped, Vec::<&str>::new());
    assert!(ticked.done.iter().any(|(job, _)| *job == "checks.lead.find"), "the checks were made: {:?}", ticked.done);
}

async fn value(app: &TestApp, key: &str, days: &str) {
    let body = json!({
        "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": days, "basis": "paper",
        "document": "示例县监督检查办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

/// The leads of a check, as the auditor sees them.
async fn leads(app: &TestApp, check: &str) -> Vec<Value> {
    app.see("auditor", &format!("/audit/leads?check={check}")).await["items"].as_array().unwrap().clone()
}

async fn act(app: &TestApp, who: &str, lead: &Value, act: &str, body: Value) -> Reply {
    app.act(who, &format!("/audit/leads/{}/{act}", text(lead, "id")), Some(lead), body).await
}

/// An asset in use that nobody looks after.
async fn orphan(app: &TestApp) -> Value {
    let asset = app.stock(json!({"name": "示例公厕", "accepted_on": "2022-03-01"})).await;
    app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200)
}

/// A claim of so much, paid on 1 March by this voucher.
async fn paid(app: &TestApp, county: &crate::support::money::County, amount: &str, voucher: &str) -> Value {
    let claim = app.approved(county, amount).await;
    let batch = app.handed_over(&[&claim]).await;
    let payment = app.payments(&claim).await.remove(0);
    let rows = results(&[result_row(voucher, "paid", amount, text(&payment, "number"), "")]);
    app.import(&batch, &rows).await.ok(200);
    app.payments(&claim).await.remove(0)
}

/// Something is changed past every door, as nobody should be able to.
async fn tamper(app: &TestApp, sql: &str) {
    app.leave_damaged();
    let done = sea_orm::ConnectionTrait::execute_unprepared(app.app.db.unguarded(), sql).await.expect(sql);
    assert!(done.rows_affected() > 0, "nothing was changed: {sql}");
}

engines! {
    /// A20. One cause makes one lead, however many nights see it; it lapses with its cause, and comes back with it.
    async fn a_cause_makes_one_lead_that_goes_and_comes_with_it(app) {
        app.tick().await;
        let asset = orphan(app).await;
        until(app, "2023-03-02").await;
        let found = leads(app, "A20").await;
        assert_eq!(found.len(), 1);
        let lead = &found[0];
        assert_eq!((text(lead, "state"), text(lead, "severity"), text(lead, "found_on")), ("found", "yellow", "2023-03-02"));
        assert_eq!(lead["subject"], json!(format!("asset:{}", text(&asset, "id"))));
        assert_eq!(lead["figures"]["missing"], "maintainer, upkeep_source");
        // Whoever reads the table is told it as officers say it.
        let table = csv(app, "auditor", "/audit/leads/export?check=A20").await;
        let basis = table[0].iter().position(|title| title == "依据").expect("a column");
        assert!(table[1][basis].starts_with("《郴州市") && text(lead, "clause").starts_with("《郴州市"), "{lead:#}");
        let told = table[0].iter().position(|title| title == "数据").expect("a column");
        assert_eq!(table[1][told], format!("资产：{}；使用状态：在用；缺项：管护责任人、管护经费来源", text(&asset, "number")));
        until(app, "2023-03-05").await;
        assert_eq!(leads(app, "A20").await, found, "three nights later it is the same lead, untouched");

        let keeping = json!({"on": "2023-03-05", "maintainer": {"name": "示例村委会"}, "upkeep_source": "collective_income", "state": "in_use"});
        let asset = app.on_asset("note-use", &app.asset_now(&asset, "").await, keeping).await.ok(200);
        until(app, "2023-03-06").await;
        let gone = leads(app, "A20").await.remove(0);
        assert_eq!((text(&gone, "state"), gone["present"].as_bool(), text(&gone, "changed_on")), ("lapsed", Some(false), "2023-03-06"));
        act(app, "auditor", &gone, "confirm", json!({"reason": "示例"})).await.refused(409, "checks.lead.state");

        tamper(app, "UPDATE asset SET duty_state = 'none'").await;
        until(app, "2023-03-07").await;
        let back = leads(app, "A20").await.remove(0);
        assert_eq!((text(&back, "id"), text(&back, "state"), back["returns"].as_i64()), (text(&gone, "id"), "found", Some(1)));
        let _ = asset;
    }

    /// A51. Each thing that is missing is a lead of its own, and lapses when it is made good; the list of gaps says the same.
    async fn every_gap_of_an_asset_is_a_lead(app) {
        app.tick().await;
        let asset = app.stock(json!({"name": "厂房", "kind": "business", "accepted_on": "2022-03-01"})).await;
        app.enter(json!({"name": "拟建"})).await.ok(201);
        until(app, "2023-03-02").await;
        let open = async || {
            let leads = leads(app, "A51").await.into_iter().filter(|lead| lead["present"] == true);
            leads.map(|lead| text(&lead["figures"], "gap").to_owned()).collect::<std::collections::BTreeSet<_>>()
        };
        let told = app.see("auditor", "/asset-gaps").await["items"][0]["gaps"].clone();
        let told: std::collections::BTreeSet<String> = serde_json::from_value(told).unwrap();
        assert_eq!((open().await, told.len()), (told, 7));
        app.on_asset("state-value", &asset, json!({"on": "2023-03-02", "amount": "100.00"})).await.ok(200);
        until(app, "2023-03-03").await;
        let left = open().await;
        assert!(!left.contains("no_value") && left.contains("funding_unverified") && left.len() == 7, "{left:?}");
        let lapsed = app.see("auditor", "/audit/leads?check=A51&state=lapsed").await;
        assert_eq!(lapsed["items"].as_array().unwrap().len(), 1);
    }

    /// A21. Where no number of days is set nothing is judged: neither found, nor taken back when the value ends.
    async fn what_cannot_be_judged_is_neither_found_nor_taken_back(app) {
        app.tick().await;
        orphan(app).await;
        until(app, "2023-03-02").await;
        assert_eq!(leads(app, "A21").await, Vec::<Value>::new());
        value(app, "checks.not_handed_over_days", "180").await;
        until(app, "2023-03-03").await;
        let found = leads(app, "A21").await;
        assert_eq!(found[0]["figures"], json!({"asset": found[0]["figures"]["asset"], "since": "2022-03-01", "days": "180"}));
        tamper(app, "DELETE FROM policy_value").await;
        until(app, "2023-03-04").await;
        assert_eq!(leads(app, "A21").await, found);
    }

    /// An office explains, an auditor decides; other figures undo what was cleared.
    async fn a_lead_is_explained_by_one_and_decided_on_by_another(app) {
        app.tick().await;
        let asset = orphan(app).await;
        until(app, "2023-03-02").await;
        let lead = leads(app, "A20").await.remove(0);
        act(app, "asset_officer", &lead, "clear", json!({"reason": "示例"})).await.refused(403, "access.denied.role");
        act(app, "auditor", &lead, "explain", json!({"text": "示例"})).await.refused(403, "access.denied.role");
        act(app, "431027.asset_officer", &lead, "explain", json!({"text": "示例"})).await.ok(404);
        let explained = act(app, "asset_officer", &lead, "explain", json!({"text": "示例：管护协议正在签订"})).await.ok(200);
        assert_eq!(text(&explained, "state"), "explained");
        act(app, "auditor", &lead, "clear", json!({"reason": "示例"})).await.ok(412);
        let cleared = act(app, "auditor", &explained, "clear", json!({"reason": "示例：协议已核"})).await.ok(200);
        assert_eq!((text(&cleared, "state"), text(&cleared, "decision")), ("cleared", "示例：协议已核"));
        until(app, "2023-03-03").await;
        assert_eq!(leads(app, "A20").await, std::slice::from_ref(&cleared), "the same figures do not undo it");
        let asset = app.asset_now(&asset, "").await;
        app.on_asset("note-use", &asset, json!({"on": "2023-03-03", "state": "repairing"})).await.ok(200);
        until(app, "2023-03-04").await;
        let back = leads(app, "A20").await.remove(0);
        assert_eq!((text(&back, "state"), back["returns"].as_i64()), ("found", Some(1)));
        // Other figures were never explained: nobody is found at fault unheard, and no term is set after which they might be.
        act(app, "auditor", &back, "confirm", json!({"reason": "示例"})).await.refused(409, "checks.lead.unheard");
        let heard = act(app, "asset_officer", &back, "explain", json!({"text": "示例：正在维修"})).await.ok(200);
        let confirmed = act(app, "auditor", &heard, "confirm", json!({"reason": "示例：无人管护"})).await.ok(200);
        assert_eq!(text(&confirmed, "state"), "confirmed");
        let trail = app.see("auditor", &format!("/trail/events?subject_kind=lead&subject_id={}", text(&lead, "id"))).await;
        let done = trail["items"].as_array().unwrap().iter().filter(|event| event["outcome"] != "denied");
        assert_eq!(done.count(), 6);
    }

    /// A confirmation stands until another auditor takes it back; whoever did not explain in time may be confirmed unheard.
    async fn a_confirmation_is_taken_back_by_another_auditor(app) {
        value(app, "checks.explanation_days", "2").await;
        app.tick().await;
        orphan(app).await;
        until(app, "2023-03-02").await;
        let lead = leads(app, "A20").await.remove(0);
        let problem = act(app, "auditor", &lead, "confirm", json!({"reason": "示例"})).await.refused(409, "checks.lead.hearing_open");
        assert_eq!((text(&problem["facts"], "since"), text(&problem["facts"], "until")), ("2023-03-02", "2023-03-04"));
        until(app, "2023-03-05").await;
        act(app, "auditor", &lead, "take-back", json!({"reason": "示例"})).await.refused(409, "checks.lead.state");
        let confirmed = act(app, "auditor", &lead, "confirm", json!({"reason": "示例：无人管护"})).await.ok(200);
        let problem = act(app, "asset_officer", &confirmed, "explain", json!({"text": "示例"})).await.refused(409, "checks.lead.state");
        assert!(text(&problem, "detail").contains("撤回确认"), "{problem:#}");
        act(app, "auditor", &confirmed, "take-back", json!({"reason": "示例"})).await.refused(403, "access.denied.second_person");
        let back = act(app, "4310.auditor", &confirmed, "take-back", json!({"reason": "示例：未听取说明"})).await.ok(200);
        assert_eq!((text(&back, "state"), text(&back, "taken_back"), back["decision"].is_null()), ("found", "示例：未听取说明", true));
        let table = csv(app, "auditor", "/audit/leads/export?check=A20").await;
        let told = table[0].iter().position(|title| title == "撤回确认理由").expect("a column");
        assert_eq!(table[1][told], "示例：未听取说明");
        let heard = act(app, "asset_officer", &back, "explain", json!({"text": "示例：协议已签"})).await.ok(200);
        act(app, "auditor", &heard, "clear", json!({"reason": "示例：协议已核"})).await.ok(200);
    }

    /// P3. Whoever explained a lead and has become an auditor since does not decide on it.
    async fn an_explainer_does_not_decide(app) {
        app.tick().await;
        orphan(app).await;
        until(app, "2023-03-02").await;
        let lead = leads(app, "A20").await.remove(0);
        let explained = act(app, "asset_officer", &lead, "explain", json!({"text": "示例"})).await.ok(200);
        let auditor = app.who("auditor").await.officer;
        let officer = match app.app.db.engine() {
            steward::ground::platform::Engine::Sqlite => format!("unhex('{}')", auditor.replace('-', "")),
            steward::ground::platform::Engine::Postgres => format!("'{auditor}'"),
        };
        tamper(app, &format!("UPDATE lead SET explained_by = {officer}")).await;
        for decision in ["clear", "confirm"] {
            act(app, "auditor", &explained, decision, json!({"reason": "示例"})).await.refused(403, "access.denied.second_person");
        }
    }

    /// A18, A22 and A46, each by what its subject says.
    async fn assets_that_were_never_booked_stand_idle_or_drift_are_found(app) {
        app.tick().await;
        for key in ["checks.unbooked_days", "checks.idle_days"] {
            value(app, key, "30").await;
        }
        let county = app.county("1000000.00").await;
        let project = app.again(&county.project).await;
        let started = app.act("unit_clerk", &format!("/projects/{}/start", text(&project, "id")), Some(&project), json!({"on": "2023-03-01"})).await;
        let started = if started.status.is_success() { started.ok(200) } else { app.again(&county.project).await };
        let body = json!({"on": "2023-03-01", "file_id": app.paper("验收.pdf").await});
        app.act("unit_clerk", &format!("/projects/{}/accept", text(&started, "id")), Some(&started), body).await.ok(200);
        let asset = app.stock(json!({"name": "厂房", "kind": "business"})).await;
        let asset = app.on_asset("mark-idle", &asset, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
        let asset = app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "100.00"})).await.ok(200);
        app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "90.00", "acknowledged": ["R12.1"]})).await.ok(200);
        until(app, "2023-03-31").await;
        assert_eq!((leads(app, "A18").await, leads(app, "A22").await), (vec![], vec![]), "the thirtieth day is not late");
        until(app, "2023-04-01").await;
        let (unbooked, idle, drift) = (leads(app, "A18").await, leads(app, "A22").await, leads(app, "A46").await);
        assert_eq!(unbooked[0]["subject"], json!(format!("project:{}", text(&project, "id"))));
        assert_eq!((text(&idle[0]["figures"], "since"), text(&idle[0]["figures"], "use")), ("2023-03-01", "idle"));
        assert_eq!((text(&drift[0]["figures"], "from"), text(&drift[0]["figures"], "to"), text(&drift[0], "amount")), ("100.00", "90.00", "-10.00"));
    }

    /// A6, A8, A9 and A13: what the rules refuse at the door is seen at night when it came in past them.
    async fn payments_that_no_rule_could_stop_are_found(app) {
        app.tick().await;
        value(app, "checks.duplicate_days", "30").await;
        let county = app.county("1000000.00").await;
        let first = paid(app, &county, "20000.00", "Z1").await;
        // Ids of one millisecond are in no order.
        app.later(1).await;
        let second = paid(app, &county, "20000.00", "Z2").await;
        until(app, "2023-03-02").await;
        let twice = leads(app, "A6").await;
        assert_eq!(twice.len(), 1);
        assert_eq!((text(&twice[0], "subject"), text(&twice[0]["figures"], "earlier")), (&*format!("payment:{}", text(&second, "id")), text(&first, "number")));
        for check in ["A8", "A9", "A13"] {
            assert_eq!(leads(app, check).await, Vec::<Value>::new(), "{check}");
        }
        tamper(app, "UPDATE contract SET signed_on = '2023-03-02', amount_fen = 3000000").await;
        tamper(app, "DELETE FROM contract_party").await;
        until(app, "2023-03-03").await;
        assert_eq!(leads(app, "A8").await.len(), 2);
        assert_eq!(text(&leads(app, "A9").await[0], "amount"), "10000.00");
        assert_eq!(leads(app, "A13").await.len(), 2);
    }

    /// A4, A9.1, A14, A18.1, A18.2, A47 and A47.1: none of a lawful claim, each once what it looks at has been changed past every door.
    async fn what_was_changed_past_every_door_is_found(app) {
        app.tick().await;
        for (key, set) in [("checks.unbooked_days", "30"), ("checks.booked_share", "90.0000"), ("checks.office_hours", "00:00-00:01")] {
            value(app, key, set).await;
        }
        let county = app.county("1000000.00").await;
        let payment = paid(app, &county, "20000.00", "Z1").await;
        let project = app.again(&county.project).await;
        let asset = app.stock(json!({"name": "示例桥", "project_id": text(&project, "id")})).await;
        app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "17999.99"})).await.ok(200);
        let whole = app.stock(json!({"funding": [{"payment_id": payment["id"], "amount": "20000.00"}]})).await;
        app.on_asset("state-value", &whole, json!({"on": "2023-03-01", "amount": "30000.00"})).await.ok(200);
        until(app, "2023-03-02").await;
        let checks = ["A4", "A9.1", "A14", "A18.1", "A18.2", "A47"];
        for check in checks {
            assert_eq!(leads(app, check).await, Vec::<Value>::new(), "{check}");
        }
        let out_of_hours = leads(app, "A47.1").await;
        assert!(out_of_hours.len() > 2 && text(&out_of_hours[0], "severity") == "blue", "{out_of_hours:?}");
        for damage in [
            "UPDATE funding_source SET negative_list = '309 503'",
            "UPDATE project SET estimate_fen = 100, accepted_on = '2023-01-01', is_works = true",
            "UPDATE payment_result SET payee_name = '张某'",
            "UPDATE asset_funding SET amount_fen = 2000001",
            &format!("UPDATE approval_run SET makers = '{}'", app.who("finance_clerk").await.officer),
        ] {
            tamper(app, damage).await;
        }
        until(app, "2023-03-03").await;
        for check in checks {
            assert!(!leads(app, check).await.is_empty(), "{check}");
        }
        let other = leads(app, "A14").await.remove(0);
        assert_eq!((text(&other, "subject"), text(&other["figures"], "receipt_name")), (&*format!("payment:{}", text(&payment, "id")), "张某"));
        assert_eq!(text(&leads(app, "A18.1").await[0], "amount"), "2000.01");
        assert_eq!(text(&leads(app, "A18.2").await[0], "amount"), "0.01");
    }
}

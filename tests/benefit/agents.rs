//! Who receives in somebody's place: by a paper, for a time, as two officers say, and into the agent's own card.

use serde_json::{Value, json};

use super::{
    looked::{found, until},
    refused,
    rolls::{alone, dies},
    rule,
};
use crate::{
    check::plant::expect_seen,
    people::stands,
    support::{Reply, TestApp, money::text, property::over},
};

/// Somebody who is eighteen on 1 May 2028.
const CHILD: &str = "43102620100501001X";

impl TestApp {
    /// That somebody receives in another's place from today, as an officer tells it.
    pub async fn agent(&self, (person, agent): (&Value, &Value), said: Value) -> Reply {
        let paper = self.paper("示例代领证明.pdf").await;
        let today = self.today().await;
        let asked = json!({
            "person_id": person["id"], "agent_person_id": agent["id"], "relation": "authorised", "number": "示代〔2023〕1号",
            "issuer": "示例村民委员会", "on": "2023-01-05", "file_id": paper, "from_on": today, "to_on": "2028-04-30"
        });
        self.act("collective_accountant", "/payee-agents", None, over(asked, &said)).await
    }

    /// The same, as another reads it on the paper.
    pub async fn agent_read(&self, who: &str, agent: &Value, said: Value) -> Reply {
        let path = format!("/payee-agents/{}", text(agent, "id"));
        let now = self.see("auditor", &path).await;
        let read = json!({"agent_name": "甄代甲", "number": now["number"], "to_on": now["to_on"]});
        self.act(who, &format!("{path}/confirm"), Some(&now), over(read, &said)).await
    }

    async fn agent_stopped(&self, who: &str, agent: &Value) -> Reply {
        let path = format!("/payee-agents/{}", text(agent, "id"));
        let now = self.see("auditor", &path).await;
        self.act(who, &format!("{path}/stop"), Some(&now), json!({"reason": "示例：已有本人账户"})).await
    }
}

fn wait(word: &str) -> (i64, String, String) {
    (2, "–".to_owned(), word.to_owned())
}

engines! {
    /// R77.1: a guardian receives until the child is eighteen; two officers say so, and two that it holds no longer.
    async fn a_guardian_receives_by_a_paper_that_two_officers_read(app) {
        let (plan, people, _) = app.due_list().await;
        let (child, guardian) = (&people[1], app.named("甄代甲").await);
        let minor = json!({"relation": "guardian_of_minor"});
        let unknown = app.agent((child, &guardian), minor.clone()).await;
        refused(&unknown, 409, "payees.agent.age", &json!({"relation": "guardian_of_minor", "to": "2028-04-30"}));
        app.person_said("asset_officer", child, json!({"id_number": CHILD})).await.ok(200);
        let late = app.agent((child, &guardian), over(minor.clone(), &json!({"to_on": "2028-05-01"}))).await;
        refused(&late, 409, "payees.agent.age", &json!({"to": "2028-05-01"}));
        assert_eq!(rule(&late), "R77.1");
        refused(&app.agent((child, &guardian), json!({})).await, 409, "payees.agent.age", &json!({"relation": "authorised"}));
        refused(&app.agent((child, child), minor.clone()).await, 409, "payees.agent.own", &json!({}));
        let nobody = json!({"id": plan["id"]});
        let stranger = app.agent((child, &nobody), minor.clone()).await;
        refused(&stranger, 422, "payees.agent.unknown", &json!({}));
        assert_eq!(text(&stranger.body["errors"][0], "pointer"), "/agent_person_id");
        for said in [json!({"from_on": "2023-06-02"}), json!({"to_on": "2023-05-31", "from_on": "2023-05-01"}), json!({"on": "2023-06-02"})] {
            refused(&app.agent((child, &guardian), over(minor.clone(), &said)).await, 422, "payees.agent.days", &json!({"today": "2023-06-01"}));
        }
        let entry = app.agent((child, &guardian), minor.clone()).await.ok(201);
        assert_eq!(text(&entry, "state"), "proposed");
        assert_eq!(app.payees(&plan).await[1], wait("agent_unconfirmed"));
        refused(&app.agent((child, &guardian), minor.clone()).await, 409, "payees.agent.waits", &json!({}));
        app.agent_read("collective_accountant", &entry, json!({})).await.refused(403, "access.denied.second_person");
        for said in [json!({"agent_name": "甄代乙"}), json!({"number": "示代〔2023〕2号"}), json!({"to_on": "2028-04-29"})] {
            refused(&app.agent_read("collective_manager", &entry, said).await, 409, "payees.agent.differs", &json!({}));
        }
        app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
        let again = app.agent_read("collective_manager", &entry, json!({})).await;
        refused(&again, 409, "payees.agent.state", &json!({"state": "usable"}));
        let shown = app.see("auditor", &format!("/payee-agents/{}", text(&entry, "id"))).await;
        assert_eq!((text(&shown, "agent_name"), text(&shown, "state")), ("甄**", "usable"));
        // A card and a paper of a guardian tell names and numbers: they open to whoever reads these entries, and to nobody else.
        let card = app.card((&guardian, "甄代甲"), "6217000000000000005", json!({})).await.ok(201);
        for paper in [&card["file_id"], &entry["file_id"]] {
            let path = format!("/files/{}", paper.as_str().unwrap());
            app.get(&path).by(&app.who("unit_clerk").await).send().await.refused(403, "access.denied.role");
            app.see("auditor", &path).await;
        }
        // One officer alone stops it, and nobody else's card is taken meanwhile.
        app.agent_stopped("collective_manager", &entry).await.ok(200);
        assert_eq!(app.payees(&plan).await[1], wait("agent_stopped"));
        app.agent_stopped("collective_manager", &entry).await.refused(403, "access.denied.second_person");
        let both = app.agent_stopped("collective_accountant", &entry).await.ok(200);
        assert_eq!((text(&both, "state"), both["stop_confirmed_by"].is_string()), ("closed", true));
        assert_eq!(app.payees(&plan).await[1], wait("no_account"));
        refused(&app.agent_stopped("collective_accountant", &entry).await, 409, "payees.agent.state", &json!({"state": "closed"}));
        assert!(!stands(app, "甄代甲").await && !stands(app, CHILD).await);
        let out = app.get("/payee-agents/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("甄**") && out.contains("未成年人的监护人") && !out.contains("甄代"), "{out}");
        expect_seen(app, "I4", &["UPDATE payee_agent SET confirmed_by = proposed_by WHERE confirmed_by IS NOT NULL"]).await;
        expect_seen(app, "I7", &["UPDATE payee_agent SET version = version + 1"]).await;
    }

    /// A line goes into the own card, else the agent's, else the head's; an agent past the last day, dead or without a card has it wait.
    async fn a_line_goes_into_the_agents_own_card(app) {
        let (plan, people, _) = app.due_list().await;
        let (name, agent) = ("示例", app.named("甄代甲").await);
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.home_said("collective_manager", &house, (name, 2)).await.ok(200);
        app.usable_card(&people[2], name, "6217000000000000003").await;
        assert_eq!(app.payees(&plan).await[1].1, "head");
        let entry = app.agent((&people[1], &agent), json!({"to_on": "2023-06-30"})).await.ok(201);
        app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
        assert_eq!(app.payees(&plan).await[1], wait("agent_no_account"));
        let card = app.card((&agent, "甄代甲"), "6217000000000000005", json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await[1], wait("unconfirmed"));
        app.compared(&card, "甄代甲", "6217000000000000005").await.ok(200);
        let list = app.see("auditor", &format!("/distributions/{}/payees?serial=2", text(&plan, "id"))).await;
        let line = &list["items"][0];
        assert_eq!((text(line, "account_of"), text(line, "account_name")), ("agent", "甄**"));
        // Past the last day the line waits, until somebody is recorded anew.
        app.on_day("2023-07-01").await;
        assert_eq!(app.payees(&plan).await[1], wait("agent_over"));
        let next = app.agent((&people[1], &agent), json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await[1], wait("agent_unconfirmed"));
        app.agent_read("collective_manager", &next, json!({})).await.ok(200);
        assert_eq!(app.payees(&plan).await[1].1, "agent");
        let before = app.see("auditor", &format!("/payee-agents/{}", text(&entry, "id"))).await;
        assert_eq!((text(&before, "state"), before.get("stopped_by")), ("closed", None));
        let home = app.household(&[(&agent, "head")], json!({})).await.ok(201);
        dies(app, (&agent, &home), "2023-07-01").await;
        assert_eq!(app.payees(&plan).await[1], wait("agent_died"));
        let dead = app.agent((&people[1], &agent), json!({})).await;
        refused(&dead, 409, "payees.agent.died", &json!({"on": "2023-07-01"}));
        // Whoever has a card of the own is paid there.
        app.usable_card(&people[1], name, "6217000000000000006").await;
        assert_eq!(app.payees(&plan).await[1].1, "own");
    }

    /// A14.1: whoever receives for more people than the county's number is a lead, until that is so no more.
    async fn receiving_for_many_is_found_by_night(app) {
        app.set_value("payees.agent_principals", "1").await;
        app.tick().await;
        let agent = app.named("甄代甲").await;
        let mut entries = Vec::new();
        for name in ["示例甲", "示例乙"] {
            let entry = app.agent((&app.named(name).await, &agent), json!({})).await.ok(201);
            app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
            entries.push(entry);
        }
        until(app, "2023-03-02").await;
        let figures: Vec<Value> = found(app, "A14.1").await.into_iter().map(|(_, figures)| figures).collect();
        assert_eq!(figures, [json!({"persons": "2", "most": "1"})]);
        app.agent_stopped("collective_manager", &entries[0]).await.ok(200);
        until(app, "2023-03-03").await;
        assert_eq!(found(app, "A14.1").await, []);
    }

    /// The bank reads the agent's name and whose money it is; who is stopped after a batch was made up is not paid by it.
    async fn a_bank_is_told_whose_money_an_agent_receives(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        let agent = app.named("甄代甲").await;
        let entry = app.agent((&people[1], &agent), json!({})).await.ok(201);
        app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
        app.usable_card(&agent, "甄代甲", "6217000000000000005").await;
        let of = (&plan, &form);
        let tried = app.payout_trial(of, json!({"serials": [2]})).await.ok(200);
        let said = json!({"serials": [2], "declared_count": 1, "declared_total": tried["total"]});
        let batch = app.payout_batch(of, said).await.ok(201);
        app.agent_stopped("collective_accountant", &entry).await.ok(200);
        let stopped = app.on_payouts("collective_manager", "release", &batch, Value::Null).await;
        refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "2 (agent_stopped)"}));
        let next = app.agent((&people[1], &agent), json!({})).await.ok(201);
        app.agent_read("collective_manager", &next, json!({})).await.ok(200);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let sent = String::from_utf8(app.payout_file("collective_accountant", &batch).await.bytes).unwrap();
        assert!(sent.contains("甄代甲") && sent.contains("6217000000000000005") && sent.contains("（代示例）"), "{sent}");
    }

    /// What a household has goes to whoever receives in its head's place, where the head has no card and two officers say who that is; the bank reads whose
    /// it is.
    async fn a_household_is_paid_to_whoever_receives_for_its_head(app) {
        app.on_day("2023-06-01").await;
        app.also("town_officer", "town_officer").await;
        let name = "示例县产业投资公司";
        let company = app.organisation(name, "company").await;
        let company = app.registered(&company, json!({"kind": "company", "from_on": "2021-01-01"})).await.ok(201);
        app.pool_for(&company, (name, "6200000000000032"), ("members", "1000000.00")).await;
        let roll = app.roll(&company, json!({"basis": "stake", "terms": "示例：按入股金额年息8%"})).await.ok(201);
        let ((first, home), head) = (alone(app).await, app.named("甄户甲").await);
        let event = |kind: &str, person: &Value, more: Value| over(json!({"kind": kind, "on": "2023-02-20", "person_id": person["id"]}), &more);
        let other = json!({"relation": "other"});
        let events = [event("move_in", &head, other.clone()), event("head", &head, json!({})), event("relation", &first, other)];
        app.on_household("record", &home, json!({"events": events})).await.ok(200);
        let stake = json!({"household_id": home["id"], "class": "stake", "units": "1000.0000", "decided_on": "2023-01-31"});
        app.admitted(&roll, &[stake]).await.ok(200);
        let terms = json!([{"class": "stake", "rate_pct": "4.0000"}]);
        let plan = app.by_roll(&company, &roll, json!({"kind": "stake_payout", "terms": terms, "pool": "40.00"})).await.ok(201);
        app.plan_checked(&plan).await;
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        let waits = |word: &str| [(1, "–".to_owned(), word.to_owned())];
        assert_eq!(app.payees(&plan).await, waits("no_account"));
        let agent = app.named("甄代甲").await;
        let entry = app.agent((&head, &agent), json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await, waits("agent_unconfirmed"));
        app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
        assert_eq!(app.payees(&plan).await, waits("agent_no_account"));
        app.usable_card(&agent, "甄代甲", "6217000000000000005").await;
        // One officer alone says so far who heads it now.
        assert_eq!(app.payees(&plan).await, waits("head_unconfirmed"));
        app.home_said("collective_manager", &home, ("甄户甲", 2)).await.ok(200);
        assert_eq!(app.payees(&plan).await[0].1, "agent");
        let form = app.bank_form("csv_utf8").await;
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let sent = String::from_utf8(app.payout_file("collective_accountant", &batch).await.bytes).unwrap();
        assert!(sent.contains("甄代甲") && sent.contains("（代甄户甲）"), "{sent}");
        // The head's own card comes first.
        app.usable_card(&head, "甄户甲", "6217000000000000006").await;
        assert_eq!(app.payees(&plan).await[0].1, "head");
    }

    /// By a form without a column for what is paid nobody reads whose money it is: a line to an agent waits, and the others go.
    async fn a_form_that_cannot_tell_whose_money_it_is_pays_no_agent(app) {
        let purpose = "  { title = \"备注\", value = \"purpose\", most = 60, optional = true },\n";
        let form = app.bank_form_but("csv_utf8", &[(purpose, "")]).await;
        let (plan, people, _) = app.approved_list().await;
        let agent = app.named("甄代甲").await;
        let entry = app.agent((&people[1], &agent), json!({})).await.ok(201);
        app.agent_read("collective_manager", &entry, json!({})).await.ok(200);
        app.usable_card(&agent, "甄代甲", "6217000000000000005").await;
        app.usable_card(&people[0], "示例", "6217000000000000006").await;
        let of = (&plan, &form);
        let tried = app.payout_trial(of, json!({})).await.ok(200);
        let waits = json!({"reason": "agent_unfit", "count": 1, "serials": [2]});
        assert_eq!(tried["count"], json!(2));
        assert!(tried["waiting"].as_array().unwrap().contains(&waits), "{tried:#}");
        let named = app.payout_batch(of, json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"})).await;
        let unfit = json!({"serials": "2 (agent_unfit)"});
        refused(&named, 409, "payouts.batch.not_payable", &unfit);
        // Where nothing else is left, whoever names no serial is told it as well.
        let others = json!({"serials": [1, 4], "declared_count": 2, "declared_total": tried["total"]});
        app.payout_batch(of, others).await.ok(201);
        refused(&app.payout_trial(of, json!({})).await, 409, "payouts.batch.not_payable", &unfit);
        let all = app.payout_batch(of, json!({"declared_count": 1, "declared_total": "350.00"})).await;
        refused(&all, 409, "payouts.batch.not_payable", &unfit);
    }
}

//! Accounts into which people are paid: in their own name, compared by a second officer, never guessed, sealed.

use serde_json::{Value, json};

use super::{refused, rule};
use crate::{
    check::plant::expect_seen,
    people::stands,
    support::{
        Reply, TestApp,
        cast::{COUNTY, second_account},
        money::text,
        property::over,
    },
};

impl TestApp {
    /// An account of somebody of this name, as its keeper records it.
    pub async fn card(&self, (person, name): (&Value, &str), number: &str, said: Value) -> Reply {
        let paper = self.paper("示例银行卡复印件.pdf").await;
        let asked = json!({
            "person_id": person["id"], "holder_name": name, "bank_name": "示例银行示例支行", "account_no": number, "file_id": paper
        });
        self.act("collective_accountant", "/payee-accounts", None, over(asked, &said)).await
    }

    /// The same, as another compares it with the card.
    pub async fn compared(&self, account: &Value, name: &str, number: &str) -> Reply {
        let path = format!("/payee-accounts/{}", text(account, "id"));
        let now = self.see("auditor", &path).await;
        let read = json!({"holder_name": name, "account_no": number});
        self.act("collective_manager", &format!("{path}/confirm"), Some(&now), read).await
    }

    /// Somebody of this name.
    pub async fn named(&self, name: &str) -> Value {
        let person = json!({"name": name, "region_code": COUNTY});
        self.act("asset_officer", "/people", None, person).await.ok(201)
    }

    /// What an officer changes of somebody.
    pub async fn person_said(&self, who: &str, person: &Value, said: Value) -> Reply {
        let path = format!("/people/{}", text(person, "id"));
        let (now, by) = (self.see("asset_officer", &path).await, self.who(who).await);
        self.patch(&path).by(&by).at(text(&now, "etag")).json(said).send().await
    }

    /// Where each line of a plan would go: by serial, whose account, and why it waits.
    pub async fn payees(&self, plan: &Value) -> Vec<(i64, String, String)> {
        let list = self.see("auditor", &format!("/distributions/{}/payees?limit=200", text(plan, "id"))).await;
        let word = |l: &Value, name: &str| l[name].as_str().unwrap_or("–").to_owned();
        let line = |l: &Value| (l["serial"].as_i64().unwrap(), word(l, "account_of"), word(l, "waits"));
        let mut lines: Vec<_> = list["items"].as_array().unwrap().iter().map(line).collect();
        lines.sort();
        lines
    }
}

engines! {
    /// R77: an account is in its holder's name, of one person, and of use when another officer typed the same number.
    async fn an_account_is_compared_by_a_second_officer(app) {
        let (first, second) = (app.named("甄付甲").await, app.named("甄付乙").await);
        let other = app.card((&first, "甄付乙"), "6217000000000000001", json!({})).await;
        refused(&other, 409, "payees.account.other_name", &json!({}));
        assert_eq!(rule(&other), "R77");
        let nobody = json!({"id": app.collective("示例村经济合作社").await["id"]});
        refused(&app.card((&nobody, "甄付甲"), "6217000000000000001", json!({})).await, 422, "payees.account.person_unknown", &json!({}));
        let account = app.card((&first, "甄付甲"), "6217000000000000001", json!({})).await.ok(201);
        assert_eq!((text(&account, "state"), text(&account, "account_no")), ("proposed", "************0001"));
        refused(&app.card((&first, "甄付甲"), "6217000000000000002", json!({})).await, 409, "payees.account.waits", &json!({}));
        refused(&app.card((&second, "甄付乙"), "6217000000000000001", json!({})).await, 409, "payees.account.taken", &json!({}));
        refused(&app.compared(&account, "甄付甲", "6217000000000000010").await, 409, "payees.account.differs", &json!({}));
        refused(&app.compared(&account, "甄付丙", "6217000000000000001").await, 409, "payees.account.other_name", &json!({}));
        let path = format!("/payee-accounts/{}/confirm", text(&account, "id"));
        let read = json!({"holder_name": "甄付甲", "account_no": "6217000000000000001"});
        let own = app.act("collective_accountant", &path, Some(&account), read).await;
        assert_eq!(own.status.as_u16(), 403, "{:#}", own.body);
        let usable = app.compared(&account, "甄付甲", "6217000000000000001").await.ok(200);
        assert_eq!(text(&usable, "state"), "usable");
        refused(&app.compared(&account, "甄付甲", "6217000000000000001").await, 409, "payees.account.state", &json!({"state": "usable"}));
        // Another account takes its place when it is compared.
        let next = app.card((&first, "甄付甲"), "6217000000000000002", json!({})).await.ok(201);
        app.compared(&next, "甄付甲", "6217000000000000002").await.ok(200);
        let before = app.see("auditor", &format!("/payee-accounts/{}", text(&account, "id"))).await;
        assert_eq!((text(&before, "state"), text(&before, "name")), ("closed", "甄**"));
        let now = app.see("auditor", &format!("/payee-accounts/{}", text(&next, "id"))).await;
        let close = format!("/payee-accounts/{}/close", text(&next, "id"));
        app.act("collective_manager", &close, Some(&now), json!({"reason": "示例：销户"})).await.ok(200);
        let now = app.see("auditor", &format!("/payee-accounts/{}", text(&next, "id"))).await;
        // Whoever closed it does not say so a second time; another does, once.
        let own = app.act("collective_manager", &close, Some(&now), json!({"reason": "示例"})).await;
        own.refused(403, "access.denied.second_person");
        let both = app.act("collective_accountant", &close, Some(&now), json!({"reason": "示例"})).await.ok(200);
        assert_eq!((text(&both, "state"), text(&both, "close_reason")), ("closed", "示例：销户"));
        let again = app.act("collective_manager", &close, Some(&both), json!({"reason": "示例"})).await;
        refused(&again, 409, "payees.account.state", &json!({"state": "closed"}));
        for mark in ["甄付甲", "甄付乙", "6217000000000000001", "6217000000000000002"] {
            assert!(!stands(app, mark).await, "{mark}");
        }
        let out = app.get("/payee-accounts/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("甄**") && out.contains("0002") && !out.contains("甄付") && !out.contains("62170000"), "{out}");
        expect_seen(app, "I4", &["UPDATE payee_account SET confirmed_by = proposed_by WHERE confirmed_by IS NOT NULL"]).await;
        expect_seen(app, "I7", &["UPDATE payee_account SET version = version + 1"]).await;
    }

    /// A line goes into the own account, or the head's; a changed account, a changed name and a household without a head wait.
    async fn a_line_is_paid_where_the_register_says(app) {
        let (plan, people, body) = app.due_list().await;
        let wait = |serial: i64| (serial, "–".to_owned(), "no_account".to_owned());
        assert_eq!(app.payees(&plan).await, [wait(1), wait(2), wait(3), (4, "unit".into(), "–".into())]);
        let name = "示例";
        let own = app.card((&people[0], name), "6217000000000000001", json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await[0].2, "unconfirmed");
        app.compared(&own, name, "6217000000000000001").await.ok(200);
        // The second has none of his own, and lives with the third, who is the head.
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.home_said("collective_manager", &house, (name, 2)).await.ok(200);
        let heads = app.card((&people[2], name), "6217000000000000003", json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await[1].2, "unconfirmed");
        app.compared(&heads, name, "6217000000000000003").await.ok(200);
        app.banked(&body, "示例村经济合作社", "6200000000000011").await;
        let paid = app.payees(&plan).await;
        let into: Vec<_> = paid.iter().map(|(_, into, _)| into.as_str()).collect();
        // The body has two accounts, so that nobody knows which is meant.
        assert_eq!((into, paid[3].2.as_str()), (vec!["own", "head", "own", "–"], "several"));
        let again = app.card((&people[0], name), "6217000000000000009", json!({})).await.ok(201);
        assert_eq!(app.payees(&plan).await[0], (1, "–".into(), "unconfirmed".into()));
        let now = app.see("auditor", &format!("/payee-accounts/{}", text(&again, "id"))).await;
        app.act("collective_manager", &format!("/payee-accounts/{}/close", text(&again, "id")), Some(&now), json!({"reason": "示例"})).await.ok(200);
        let said = json!({"name": "示例改名", "file_id": app.paper("示例户口簿.pdf").await});
        app.person_said("asset_officer", &people[0], said).await.ok(200);
        app.person_said("collective_manager", &people[0], json!({"name": "示例改名"})).await.ok(200);
        assert_eq!(app.payees(&plan).await[0], (1, "–".into(), "name_changed".into()));
        let person = app.who("auditor").await;
        let cost = async |limit: u32| {
            let path = format!("/distributions/{}/payees?limit={limit}", text(&plan, "id"));
            let before = app.app.db.statements();
            app.get(&path).by(&person).send().await.ok(200);
            app.app.db.statements() - before
        };
        assert_eq!(cost(2).await, cost(3).await);
        let out = app.get(&format!("/distributions/{}/payees/export?format=csv", text(&plan, "id"))).by(&person).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("户主账户") && out.contains("姓名已变更") && !out.contains("62170000"), "{out}");
        // Who has died is paid nothing, whatever account there is, and has none that could be confirmed.
        let second = app.card((&people[1], name), "6217000000000000006", json!({})).await.ok(201);
        app.compared(&second, name, "6217000000000000006").await.ok(200);
        assert_eq!(app.payees(&plan).await[1].1, "own");
        let waits = app.card((&people[1], name), "6217000000000000007", json!({})).await.ok(201);
        let house = app.see("auditor", "/households").await["items"][0].clone();
        let death = json!({"events": [{"kind": "death", "on": "2023-05-20", "person_id": people[1]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        assert_eq!(app.payees(&plan).await[1], (2, "–".into(), "died".into()));
        let late = app.compared(&waits, name, "6217000000000000007").await;
        refused(&late, 409, "payees.account.died", &json!({"on": "2023-05-20"}));
        let now = app.see("auditor", &format!("/payee-accounts/{}", text(&waits, "id"))).await;
        app.act("collective_manager", &format!("/payee-accounts/{}/close", text(&waits, "id")), Some(&now), json!({"reason": "示例"})).await.ok(200);
        let dead = app.card((&people[1], name), "6217000000000000005", json!({})).await;
        refused(&dead, 409, "payees.account.died", &json!({"on": "2023-05-20"}));
    }

    /// A card of use that one officer closed sends nothing to the head's: another says the same, or another card is confirmed.
    async fn a_card_is_closed_by_two_officers(app) {
        let (plan, people, _) = app.due_list().await;
        let (name, own, heads) = ("示例", "6217000000000000004", "6217000000000000003");
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.home_said("collective_manager", &house, (name, 2)).await.ok(200);
        for (person, number) in [(&people[1], own), (&people[2], heads)] {
            let card = app.card((person, name), number, json!({})).await.ok(201);
            app.compared(&card, name, number).await.ok(200);
        }
        assert_eq!(app.payees(&plan).await[1].1, "own");
        let close = async |who: &str| {
            let cards = app.see("auditor", &format!("/payee-accounts?person_id={}", text(&people[1], "id"))).await;
            let path = format!("/payee-accounts/{}/close", text(&cards["items"][0], "id"));
            app.act(who, &path, Some(&cards["items"][0]), json!({"reason": "示例：销户"})).await
        };
        let closed = close("collective_accountant").await.ok(200);
        assert_eq!((text(&closed, "state"), closed.get("close_confirmed_by")), ("closed", None));
        assert_eq!(app.payees(&plan).await[1], (2, "–".into(), "closed_alone".into()));
        close("collective_accountant").await.refused(403, "access.denied.second_person");
        close("collective_manager").await.ok(200);
        assert_eq!(app.payees(&plan).await[1].1, "head");
        refused(&close("collective_manager").await, 409, "payees.account.state", &json!({"state": "closed"}));
    }

    /// Who alone says that somebody lives with a head, or that a stranger heads a household, has nothing paid into that head's card: another officer finds it
    /// in a paper first, and what is taken back is found anew.
    async fn whose_head_takes_it_is_said_by_two_officers(app) {
        let (plan, people, _) = app.due_list().await;
        let waits = async || app.payees(&plan).await[1].2.clone();
        let house = app.household(&[(&people[2], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        app.usable_card(&people[2], "示例", "6217000000000000003").await;
        assert_eq!((waits().await.as_str(), &house["unconfirmed"]), ("home_unconfirmed", &json!([people[1]["id"]])));
        let waiting = app.see("auditor", "/households?unconfirmed=true").await;
        assert_eq!((waiting["items"].as_array().unwrap().len(), &waiting["items"][0]["id"]), (1, &house["id"]));
        app.home_said("asset_officer", &house, ("示例", 2)).await.refused(403, "access.denied.second_person");
        second_account(app, "asset_officer").await;
        app.home_said("asset_officer_again", &house, ("示例", 2)).await.refused(403, "access.denied.second_person");
        for wrong in [("示例甲", 2), ("示例", 3)] {
            let wrong = app.home_said("collective_manager", &house, wrong).await;
            refused(&wrong, 422, "people.household.said_otherwise", &json!({}));
        }
        let said = app.home_said("collective_manager", &house, ("示例", 2)).await.ok(200);
        assert_eq!((app.payees(&plan).await[1].1.as_str(), &said["unconfirmed"]), ("head", &json!([])));
        let again = app.home_said("collective_manager", &house, ("示例", 2)).await;
        refused(&again, 409, "people.household.all_confirmed", &json!({}));
        // A stranger with a card of use becomes the head: the money does not follow.
        let stranger = app.named("示例外人").await;
        app.usable_card(&stranger, "示例外人", "6217000000000000009").await;
        let event = |kind: &str, person: &Value, more: Value| over(json!({"kind": kind, "on": "2023-02-20", "person_id": person["id"]}), &more);
        let taken = json!({"events": [
            event("move_in", &stranger, json!({"relation": "other"})),
            event("head", &stranger, json!({})),
            event("relation", &people[2], json!({"relation": "other"})),
        ]});
        let changed = app.on_household("record", &house, taken).await.ok(200);
        assert_eq!((waits().await.as_str(), &changed["unconfirmed"]), ("head_unconfirmed", &json!([stranger["id"]])));
        app.home_said("asset_officer", &house, ("示例外人", 3)).await.refused(403, "access.denied.second_person");
        // Taken back, the former head is a head whom one officer's word has made so.
        let events = app.see("auditor", &format!("/households/{}/events", text(&house, "id"))).await;
        let ns: Vec<&Value> = events["items"].as_array().unwrap()[2..].iter().map(|e| &e["n"]).collect();
        let back = app.on_household("reverse", &house, json!({"events": ns, "reason": "示例：误报"})).await.ok(200);
        assert_eq!((waits().await.as_str(), &back["unconfirmed"]), ("head_unconfirmed", &json!([people[2]["id"]])));
        app.home_said("asset_officer", &house, ("示例", 2)).await.refused(403, "access.denied.second_person");
        app.home_said("collective_manager", &house, ("示例", 2)).await.ok(200);
        assert_eq!(app.payees(&plan).await[1].1, "head");
        assert_eq!(app.see("auditor", "/households?unconfirmed=false").await["items"].as_array().unwrap().len(), 1);
        expect_seen(app, "I2", &["UPDATE household_said SET head = (1 = 1)"]).await;
    }

    /// R77: whoever alone says that somebody is called otherwise has no card in that name paid, however the card was compared.
    async fn a_changed_name_is_said_by_two_officers(app) {
        let (plan, people, _) = app.due_list().await;
        let (stranger, number) = ("示例外人", "6217000000000000008");
        let alone = app.person_said("collective_accountant", &people[0], json!({"name": stranger})).await;
        refused(&alone, 422, "people.person.rename_without_paper", &json!({}));
        let said = json!({"name": stranger, "file_id": app.paper("示例户口簿.pdf").await});
        let changed = app.person_said("collective_accountant", &people[0], said).await.ok(200);
        assert_eq!((changed["renamed_by"].is_string(), changed.get("rename_confirmed_by")), (true, None));
        let card = app.card((&people[0], stranger), number, json!({})).await.ok(201);
        app.compared(&card, stranger, number).await.ok(200);
        assert_eq!(app.payees(&plan).await[0], (1, "–".into(), "name_unconfirmed".into()));
        let again = app.person_said("collective_accountant", &people[0], json!({"name": stranger})).await;
        again.refused(403, "access.denied.second_person");
        // A phone says nothing of the name; a number that was missing is no change, and is said again with the name.
        let more = json!({"phone": "13977700001", "id_number": "431026199001011234"});
        app.person_said("asset_officer", &people[0], more).await.ok(200);
        assert_eq!(app.payees(&plan).await[0].2, "name_unconfirmed");
        let half = app.person_said("collective_manager", &people[0], json!({"name": stranger})).await;
        refused(&half, 422, "people.person.rename_half_said", &json!({}));
        let whole = json!({"name": stranger, "id_number": "431026199001011234"});
        app.person_said("collective_manager", &people[0], whole).await.ok(200);
        assert_eq!(app.payees(&plan).await[0], (1, "own".into(), "–".into()));
        // Another number waits as another name does, and so does the way back.
        let back = json!({"name": "示例", "file_id": app.paper("示例户口簿二.pdf").await});
        app.person_said("asset_officer", &people[0], back).await.ok(200);
        assert_eq!(app.payees(&plan).await[0].2, "name_unconfirmed");
    }

    /// Who mends the number of somebody whose name another officer changed alone says the name too, or the first would confirm the own.
    async fn a_number_mended_by_another_does_not_take_a_name_over(app) {
        let (plan, people, _) = app.due_list().await;
        let (stranger, first, second) = ("示例外人", "431026199001011234", "431026199001011242");
        app.person_said("collective_accountant", &people[0], json!({"id_number": first})).await.ok(200);
        let said = json!({"name": stranger, "file_id": app.paper("示例户口簿.pdf").await});
        app.person_said("collective_accountant", &people[0], said).await.ok(200);
        app.usable_card(&people[0], stranger, "6217000000000000008").await;
        let number = json!({"id_number": second, "file_id": app.paper("示例身份证.pdf").await});
        let half = app.person_said("collective_manager", &people[0], number).await;
        refused(&half, 409, "people.person.rename_over_another", &json!({}));
        let own = json!({"name": stranger, "id_number": first});
        app.person_said("collective_accountant", &people[0], own).await.refused(403, "access.denied.second_person");
        assert_eq!(app.payees(&plan).await[0].2, "name_unconfirmed");
        // Said whole it is the second's, and what the first says again has been said by two.
        let said = json!({"name": stranger, "id_number": second, "file_id": app.paper("示例身份证二.pdf").await});
        app.person_said("collective_manager", &people[0], said).await.ok(200);
        let whole = json!({"name": stranger, "id_number": second});
        app.person_said("collective_manager", &people[0], whole.clone()).await.refused(403, "access.denied.second_person");
        app.person_said("collective_accountant", &people[0], whole).await.ok(200);
        assert_eq!(app.payees(&plan).await[0], (1, "own".into(), "–".into()));
    }

    /// A batch that was made up before is not let go to whoever is called otherwise since, until another officer says the same.
    async fn a_name_that_changed_on_the_way_stops_its_batch(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        app.usable_card(&people[0], "示例", "6217000000000000001").await;
        let named = json!({"serials": [1], "declared_count": 1, "declared_total": "250.00"});
        let batch = app.payout_batch((&plan, &form), named).await.ok(201);
        let said = json!({"name": "示例改名", "file_id": app.paper("示例户口簿.pdf").await});
        app.person_said("asset_officer", &people[0], said).await.ok(200);
        let stopped = app.on_payouts("collective_manager", "release", &batch, Value::Null).await;
        refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "1 (name_unconfirmed)"}));
        // And back: the way back is a change like any other, which another officer says again.
        let said = json!({"name": "示例", "file_id": app.paper("示例户口簿二.pdf").await});
        app.person_said("asset_officer", &people[0], said).await.ok(200);
        let stopped = app.on_payouts("collective_manager", "release", &batch, Value::Null).await;
        refused(&stopped, 409, "payouts.batch.payees_changed", &json!({"serials": "1 (name_unconfirmed)"}));
        app.person_said("collective_accountant", &people[0], json!({"name": "示例"})).await.ok(200);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
    }
}

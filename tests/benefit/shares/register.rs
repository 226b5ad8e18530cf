//! The share register: what passes from one to another, from which day on, and that nobody ever has fewer than none.

use serde_json::{Value, json};

use super::{has, of_household, of_person, of_unit};
use crate::{
    benefit::{refused, rule},
    check::plant::expect_seen,
    support::{TestApp, cast::COUNTY, money::text},
};

/// One reply to each of many asked at once.
async fn at_once(app: &TestApp, scheme: &Value, giver: &Value, takers: &[Value]) -> Vec<u16> {
    let ask = |taker: &Value| {
        let (from, to) = ([of_person(giver, "30.0000")], [of_person(taker, "30.0000")]);
        async move { app.dealt(scheme, "transfer", &from, &to, json!({})).await.status.as_u16() }
    };
    let mut all: Vec<u16> = futures_util::future::join_all(takers.iter().map(ask)).await;
    all.sort_unstable();
    all
}

engines! {
    /// As of any day what the entries until it add up to; what is told of an earlier day changes every later one, or is refused.
    async fn the_register_reads_as_of_any_day(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, b, c]) = app.held(&body, json!({})).await;
        let move_to = async |from: &Value, to: &Value, shares: &str, on: &str| {
            app.dealt(&scheme, "transfer", &[of_person(from, shares)], &[of_person(to, shares)], json!({"on": on})).await
        };
        move_to(&a, &b, "20.0000", "2023-02-26").await.ok(201);
        let few = move_to(&a, &c, "10.0001", "2023-02-23").await;
        assert_eq!(rule(&few), "R58.4");
        refused(&few, 409, "shares.transaction.too_few", &json!({"serial": "1", "class": "成员股", "on": "2023-02-26", "held": "10.0000", "taken": "10.0001"}));
        move_to(&a, &c, "10.0000", "2023-02-23").await.ok(201);
        let on = async |day: &str| {
            let rows = app.register(&scheme, day).await;
            [&a, &b, &c].map(|who| has(&rows, who).to_owned())
        };
        assert_eq!(on("2023-02-20").await, ["0.0000", "0.0000", "0.0000"]);
        assert_eq!(on("2023-02-22").await, ["30.0000", "30.0000", "30.0000"]);
        assert_eq!(on("2023-02-23").await, ["20.0000", "30.0000", "40.0000"]);
        assert_eq!(on("2023-02-26").await, ["0.0000", "50.0000", "40.0000"]);
        let before = move_to(&b, &c, "1.0000", "2023-02-19").await;
        refused(&before, 409, "shares.transaction.outside_scheme", &json!({"on": "2023-02-19"}));
        refused(&move_to(&b, &c, "1.0000", "2023-03-02").await, 422, "shares.day.ahead", &json!({}));
        // What a wrong transfer took is given back from its own day on, if nobody has spent it since.
        let list = app.see("auditor", &format!("/share-transactions?kind=transfer&person_id={}", text(&b, "id"))).await;
        let spent = move_to(&b, &c, "45.0000", "2023-02-27").await.ok(201);
        let path = format!("/share-transactions/{}/reverse", text(&list["items"][0], "id"));
        let wrong = app.act("collective_manager", &path, None, json!({"reason": "示例"})).await;
        refused(&wrong, 409, "shares.transaction.too_few", &json!({"serial": "2", "on": "2023-02-27", "held": "5.0000", "taken": "20.0000"}));
        let first = format!("/share-transactions/{}/reverse", text(&spent, "id"));
        app.act("collective_manager", &first, None, json!({"reason": "示例"})).await.ok(201);
        app.act("collective_manager", &path, None, json!({"reason": "示例"})).await.ok(201);
        assert_eq!(on("2023-02-28").await, ["20.0000", "30.0000", "40.0000"]);
        let one = app.see("collective_manager", &format!("/share-schemes/{}/holdings?class=collective", text(&scheme, "id"))).await;
        assert_eq!((one["items"].as_array().unwrap().len(), text(&one["items"][0], "name")), (1, "示例村经济合作社"));
        // A longer page costs no more statements: holders of a sort are named in one.
        let person = app.who("auditor").await;
        let cost = async |limit: u32| {
            let before = app.app.db.statements();
            let path = format!("/share-schemes/{}/holdings?class=member&limit={limit}", text(&scheme, "id"));
            let page = app.get(&path).by(&person).send().await.ok(200);
            (page["items"].as_array().unwrap().len(), app.app.db.statements() - before)
        };
        let ((one, for_one), (all, for_all)) = (cost(1).await, cost(200).await);
        assert_eq!((one, all, for_one), (1, 3, for_all));
        expect_seen(app, "I2", &[
            "UPDATE share_holding SET shares_e4 = shares_e4 + 1 WHERE until_on IS NOT NULL AND from_on = '2023-02-21'",
            "UPDATE share_holding SET until_on = '2023-02-28' WHERE until_on IS NULL AND shares_e4 = 400000",
        ]).await;
        expect_seen(app, "I3", &["UPDATE share_class SET planned_e4 = planned_e4 - 1 WHERE class = 'member'"]).await;
    }

    /// R58.1, R59, R59.1 and what is told wrongly: refused with figures, and nothing is kept.
    async fn what_breaks_the_register_is_refused(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, b, _]) = app.held(&body, json!({"cap_pct": "35.0000"})).await;
        let counts = async || {
            let mut all = Vec::new();
            for table in ["share_transaction", "share_entry", "share_holder", "share_holding"] {
                all.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
            }
            all
        };
        let kept = counts().await;
        let stranger = app.person(json!({})).await;
        let unknown = app.dealt(&scheme, "transfer", &[of_person(&stranger, "1.0000")], &[of_person(&a, "1.0000")], json!({})).await;
        refused(&unknown, 409, "shares.holder.not_in_register", &json!({"scheme": scheme["number"], "on": "2023-02-21"}));
        assert_eq!(rule(&unknown), "R59.3");
        let outside = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[of_person(&stranger, "1.0000")], json!({})).await;
        refused(&outside, 409, "shares.transaction.transfer_outside", &json!({"legs": "1", "count": "1"}));
        assert_eq!(rule(&outside), "R59.1");
        let much = app.dealt(&scheme, "transfer", &[of_person(&a, "5.0001")], &[of_person(&b, "5.0001")], json!({})).await;
        refused(&much, 409, "shares.transaction.holding_cap", &json!({"serial": "2", "held": "35.0001", "total": "100.0000", "cap": "35.0000"}));
        assert_eq!(rule(&much), "R59");
        let differ = app.dealt(&scheme, "transfer", &[of_person(&a, "2.0000")], &[of_person(&b, "1.0000")], json!({})).await;
        assert_eq!(rule(&differ), "R58.3");
        refused(&differ, 409, "shares.transaction.sums_differ", &json!({"class": "成员股", "given": "2.0000", "received": "1.0000"}));
        let lines = [of_person(&b, "1.0000"), of_person(&b, "1.0000")];
        refused(&app.dealt(&scheme, "transfer", &[of_person(&a, "2.0000")], &lines, json!({})).await, 422, "shares.transaction.line_twice", &json!({}));
        let itself = app.dealt(&scheme, "transfer", &[of_person(&a, "2.0000")], &[of_person(&a, "2.0000")], json!({})).await;
        refused(&itself, 422, "shares.transaction.sides", &json!({"kind": "transfer"}));
        refused(&app.dealt(&scheme, "reversal", &[], &[of_person(&a, "2.0000")], json!({})).await, 422, "shares.transaction.sides", &json!({}));
        let relief = json!({"person_id": b["id"], "class": "relief", "shares": "1.0000"});
        let from = json!({"person_id": a["id"], "class": "relief", "shares": "1.0000"});
        let classless = app.dealt(&scheme, "transfer", &[from], &[relief], json!({})).await;
        refused(&classless, 409, "shares.transaction.too_few", &json!({"class": "扶贫股", "held": "0.0000"}));
        let nobody = json!({"class": "member", "shares": "1.0000"});
        let nobody = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[nobody], json!({})).await;
        refused(&nobody, 422, "shares.holder.not_named", &json!({}));
        let unknown = json!({"household_id": body["id"], "class": "member", "shares": "1.0000"});
        let unknown = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[unknown], json!({})).await;
        refused(&unknown, 422, "shares.holder.household_unknown", &json!({}));
        let resolved = json!({"resolution_id": scheme["resolution_id"]});
        let resolved = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[of_person(&b, "1.0000")], resolved).await;
        refused(&resolved, 422, "shares.transaction.resolution_wanted", &json!({}));
        let paper = app.paper("示例.pdf").await;
        let said = json!({"scheme_id": body["id"], "kind": "issue", "on": "2023-02-21", "to": [of_person(&a, "1.0000")], "file_id": paper});
        let schemeless = app.act("collective_accountant", "/share-transactions", None, said).await;
        refused(&schemeless, 422, "shares.scheme.unknown", &json!({}));
        assert_eq!(counts().await, kept);
        // A member may receive, and so may the body; a region's cap binds as the charter's does.
        app.decided_of(&body, &stranger, json!({"on": "2023-02-01"})).await.ok(201);
        app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[of_person(&stranger, "1.0000")], json!({})).await.ok(201);
        let back = of_unit(&body["organisation_id"], "member", "1.0000");
        app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[back], json!({})).await.ok(201);
        let cap = json!({
            "key": "shares.holding_cap_pct", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "30.0000", "basis": "paper",
            "document": "示例县文件", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, cap).await.ok(201);
        let region = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[of_person(&b, "1.0000")], json!({})).await;
        refused(&region, 409, "shares.transaction.holding_cap", &json!({"held": "31.0000", "cap": "30.0000"}));
    }

    /// R58.1 while shares are given out; a dynamic scheme in force grows and shrinks by a resolution.
    async fn no_more_is_held_than_the_scheme_has(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({"model": "dynamic"})).await;
        let (a, b) = (app.person(json!({})).await, app.person(json!({})).await);
        let over = app.dealt(&scheme, "issue", &[], &[of_person(&a, "90.0001")], json!({})).await;
        refused(&over, 409, "shares.transaction.shares_over", &json!({"class": "成员股", "planned": "90.0000", "issued": "0.0000", "more": "90.0001"}));
        assert_eq!(rule(&over), "R58.1");
        let unit = of_unit(&body["organisation_id"], "collective", "10.0000");
        app.dealt(&scheme, "issue", &[], &[of_person(&a, "90.0000"), unit], json!({})).await.ok(201);
        app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-21"})).await.ok(200);
        let newborn = async |said: Value| app.dealt(&scheme, "issue", &[], &[of_person(&b, "10.0000")], said).await;
        refused(&newborn(json!({"on": "2023-02-25"})).await, 422, "shares.transaction.resolution_wanted", &json!({}));
        let grows = app.recorded(&body, json!({"matter": "share_scheme", "meeting_on": "2023-02-24"}), json!({})).await.ok(201);
        let early = newborn(json!({"on": "2023-02-23", "resolution_id": grows["id"]})).await;
        refused(&early, 409, "shares.scheme.before_resolved", &json!({"resolved": "2023-02-24"}));
        let made = newborn(json!({"on": "2023-02-25", "resolution_id": grows["id"]})).await.ok(201);
        let standing = app.see("auditor", &format!("/share-schemes/{}/standing", text(&scheme, "id"))).await;
        assert_eq!((text(&standing, "held"), &standing["holders"]), ("110.0000", &json!(3)));
        // What is wrong in it is reversed while it is in force: opened again it would have more than it was adopted with.
        let reopened = app.on_scheme("reopen", &scheme, json!({"file_id": app.paper("更正.pdf").await})).await;
        refused(&reopened, 409, "shares.scheme.reopens_static", &json!({}));
        let annul = async || {
            let said = json!({"reason": "示例", "file_id": app.paper("示例.pdf").await});
            app.on_resolution("annul", &grows, said).await.status.as_u16()
        };
        assert_eq!(annul().await, 409);
        let path = format!("/share-transactions/{}/reverse", text(&made, "id"));
        app.act("collective_manager", &path, None, json!({"reason": "示例"})).await.ok(201);
        assert_eq!(annul().await, 200);
    }

    /// Heirs receive all that there was, no more and no less, from the death on; households split and merge with all they have.
    async fn all_of_it_passes_at_once(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, b, c]) = app.held(&body, json!({})).await;
        let house = app.household(&[(&a, "head"), (&b, "spouse")], json!({})).await.ok(201);
        let inherit = async |to: &[Value], on: &str| {
            let from = [of_person(&a, "30.0000")];
            app.dealt(&scheme, "inherit", &from, to, json!({"on": on})).await
        };
        let heirs = [of_person(&b, "15.0000"), of_person(&c, "15.0000")];
        refused(&inherit(&heirs, "2023-02-25").await, 409, "shares.transaction.not_dead", &json!({"on": "2023-02-25"}));
        let death = json!({"events": [{"kind": "death", "on": "2023-02-24", "person_id": a["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        refused(&inherit(&heirs, "2023-02-23").await, 409, "shares.transaction.died_later", &json!({"died_on": "2023-02-24"}));
        for (part, received) in [("14.9999", "29.9999"), ("15.0001", "30.0001")] {
            let wrong = inherit(&[of_person(&b, "15.0000"), of_person(&c, part)], "2023-02-25").await;
            refused(&wrong, 409, "shares.transaction.sums_differ", &json!({"given": "30.0000", "received": received}));
        }
        let part = app.dealt(&scheme, "inherit", &[of_person(&a, "10.0000")], &[of_person(&b, "10.0000")], json!({"on": "2023-02-25"})).await;
        assert_eq!(rule(&part), "R59.2");
        refused(&part, 409, "shares.transaction.not_whole", &json!({"serial": "1", "held": "30.0000", "told": "10.0000"}));
        inherit(&heirs, "2023-02-25").await.ok(201);
        let rows = app.register(&scheme, "2023-02-25").await;
        assert_eq!((has(&rows, &a), has(&rows, &b), has(&rows, &c)), ("0.0000", "45.0000", "45.0000"));
        let late = app.dealt(&scheme, "transfer", &[of_person(&b, "1.0000")], &[of_person(&a, "1.0000")], json!({"on": "2023-02-26"})).await;
        refused(&late, 409, "shares.transaction.receiver_died", &json!({"died_on": "2023-02-24"}));
        // Shares of households: given, split, and merged again.
        let (d, e) = (app.person(json!({})).await, app.person(json!({})).await);
        app.decided_of(&body, &d, json!({"on": "2023-02-01"})).await.ok(201);
        let one = app.household(&[(&d, "head")], json!({})).await.ok(201);
        let two = app.household(&[(&e, "head")], json!({})).await.ok(201);
        let told = json!({"on": "2023-02-26"});
        let away = app.dealt(&scheme, "transfer", &[of_person(&b, "20.0000")], &[of_household(&two, "20.0000")], told.clone()).await;
        refused(&away, 409, "shares.transaction.transfer_outside", &json!({"legs": "1"}));
        app.dealt(&scheme, "transfer", &[of_person(&b, "20.0000")], &[of_household(&one, "20.0000")], told.clone()).await.ok(201);
        let halves = [of_household(&one, "12.0000"), of_household(&two, "8.0000")];
        let most = app.dealt(&scheme, "split", &[of_household(&one, "19.0000")], &halves, told.clone()).await;
        refused(&most, 409, "shares.transaction.sums_differ", &json!({}));
        let split = app.dealt(&scheme, "split", &[of_household(&one, "20.0000")], &halves, told.clone()).await.ok(201);
        let changes: Vec<_> = split["entries"].as_array().unwrap().iter().map(|e| (&e["serial"], &e["given"], &e["received"])).collect();
        assert_eq!(changes, [(&json!(5), &json!("8.0000"), &Value::Null), (&json!(6), &Value::Null, &json!("8.0000"))]);
        app.dealt(&scheme, "merge", &halves, &[of_household(&two, "20.0000")], told).await.ok(201);
        let rows = app.register(&scheme, "2023-02-28").await;
        assert_eq!((has(&rows, &one), has(&rows, &two)), ("0.0000", "20.0000"));
    }

    /// Twelve at once take all of the same shares: one of them has them.
    async fn the_same_shares_are_given_once(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, ..]) = app.held(&body, json!({})).await;
        let mut takers = Vec::new();
        for _ in 0..12 {
            let taker = app.person(json!({"region_code": COUNTY})).await;
            app.decided_of(&body, &taker, json!({"on": "2023-02-01"})).await.ok(201);
            takers.push(taker);
        }
        let replies = at_once(app, &scheme, &a, &takers).await;
        assert_eq!((replies[0], replies.iter().filter(|s| **s == 409).count()), (201, 11), "{replies:?}");
        let rows = app.register(&scheme, "2023-02-28").await;
        let total: i64 = rows.iter().map(|(_, shares)| shares.replace('.', "").parse::<i64>().unwrap()).sum();
        assert_eq!(total, 1_000_000, "{rows:?}");
    }
}

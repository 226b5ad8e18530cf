//! Whom lists pay: people of one name who have no number, and deaths that are told late, however far a list has come by then.

use serde_json::{Value, json};

use super::{
    looked::{found, of, until},
    posts::line,
    refused,
    rolls::{alone, dies},
    rule,
};
use crate::support::{
    Reply, TestApp,
    cast::COUNTY,
    money::{County, DESKS, text},
    property::over,
};

/// R110.4: whoever has no ID number may be in the register twice; of one name and household, or without one, that is acknowledged.
pub async fn alike(app: &TestApp, pool: &Value, [alone, head, spouse]: [&Value; 3], homes: &Value) {
    let april = |said: Value| over(json!({"from_month": "2023-04", "to_month": "2023-04", "acknowledged": []}), &said);
    let other = app.person(json!({})).await;
    let beside = [line(alone, "1.00"), line(&other, "1.00")];
    let met = app.relief(pool, &beside, april(json!({}))).await;
    let facts = json!({"rules": "R110.4", "line": "2", "other": "第 1 行", "more": "0"});
    refused(&met, 409, "policy.rule.not_acknowledged", &facts);
    assert_eq!(rule(&met), "R110.4");
    // A name of one's own, a number of both, another household: nothing is to be asked.
    let (named, numbers) = (app.named("甄补乙").await, [app.of_age(71).await, app.of_age(72).await]);
    let apart = [line(alone, "1.00"), line(&named, "1.00"), line(head, "1.00")];
    app.relief(pool, &apart, april(json!({"item": "schooling"}))).await.ok(201);
    app.relief(pool, &[line(&numbers[0], "1.00"), line(&numbers[1], "1.00")], april(json!({}))).await.ok(201);
    // Of one household on two lists of the item.
    let first = app.relief(pool, &[line(head, "1.00")], april(json!({"item": "work_transport"}))).await.ok(201);
    let second = app.relief(pool, &[line(spouse, "1.00")], april(json!({"item": "work_transport"}))).await;
    let facts = json!({"line": "1", "other": format!("名单 {}", text(&first, "number"))});
    refused(&second, 409, "policy.rule.not_acknowledged", &facts);
    let known = json!({"item": "work_transport", "acknowledged": ["R110.4"]});
    let known = app.relief(pool, &[line(spouse, "1.00")], april(known)).await.ok(201);
    assert_eq!((&known["acknowledged"], &homes["acknowledged"]), (&json!(["R110.4"]), &json!([])));
}

/// Lists of somebody whose death is told late: one hangs, one is locked, one is claimed for, the claim of one is about to be handed over.
struct Late {
    hung: Value,
    locked: Value,
    claimed: (Value, Value),
    linked: (Value, Value),
}

impl Late {
    async fn stand(app: &TestApp, (county, pool): (&County, &Value), person: &Value) -> Self {
        let linked = app.funded(county, person, "startup_grant").await;
        let claimed = app.funded(county, person, "schooling").await;
        let of_pool = async |item: &str| {
            let list = app.relief(pool, &[line(person, "100.00")], json!({"item": item})).await.ok(201);
            app.hung(&list).await;
            list
        };
        let (hung, locked) = (of_pool("hardship_relief").await, of_pool("training_living").await);
        app.on_day("2023-03-02").await;
        for list in [&linked, &claimed, &locked] {
            app.on_list("collective_accountant", "lock", list, Value::Null).await.ok(200);
        }
        let mut claims = Vec::new();
        for list in [&linked, &claimed] {
            let claim = app.claimed_for(county, list, json!({})).await.ok(201);
            app.submit(&claim).await.ok(200);
            claims.push(claim);
        }
        let said = json!({"disbursement_id": claims[0]["id"]});
        app.on_list("collective_accountant", "disbursement", &linked, said).await.ok(200);
        app.approve(&DESKS, text(&claims[0], "id")).await;
        let of_claimed = claims.pop().expect("two claims");
        let of_linked = claims.pop().expect("two claims");
        Self { hung, locked, claimed: (claimed, of_claimed), linked: (linked, of_linked) }
    }
}

/// A spending that names a list of the dead is neither recorded nor confirmed; it is taken back.
async fn unspent(app: &TestApp, (pool, account): (&Value, &Value), (early, list): (&Value, &Value)) {
    let facts = json!({"list": list["number"], "n": "1", "why": "已登记死亡", "on": "2023-01-20"});
    refused(&app.confirmed_spending("collective_manager", early).await, 409, "posts.list.payee_gone", &facts);
    let path = format!("/income-spendings/{}/reverse", text(early, "id"));
    app.act("collective_accountant", &path, None, json!({"reason": "示例：人员已死亡"})).await.ok(201);
    let said = json!({"amount": "100.00", "on": "2023-03-02", "to_person_list_id": list["id"]});
    refused(&app.spent(pool, account, "示-306", said).await, 409, "posts.list.payee_gone", &facts);
}

engines! {
    /// R70.1, R70.2: what was set aside for one use pays no item that is named for another; what no use names is acknowledged.
    async fn a_pool_pays_what_it_is_for(app) {
        let name = "示例村经济合作社";
        let body = app.old_body(name).await;
        let pool = app.pool_for(&body, (name, "6200000000000011"), ("public_posts", "100000.00")).await;
        let one = [line(&app.person(json!({})).await, "1.00")];
        let other = app.relief(&pool, &one, json!({})).await;
        let facts = json!({"pool": pool["number"], "purpose": "public_posts", "item": "hardship_relief", "uses": "hardship"});
        refused(&other, 409, "posts.list.pool_use", &facts);
        assert_eq!(rule(&other), "R70.1");
        let feast = json!({"item": "other", "item_name": "示例节日慰问"});
        let unnamed = app.relief(&pool, &one, feast.clone()).await;
        let facts = json!({"rules": "R70.2", "pool": pool["number"], "purpose": "public_posts", "item": "示例节日慰问"});
        refused(&unnamed, 409, "policy.rule.not_acknowledged", &facts);
        assert_eq!(rule(&unnamed), "R70.2");
        let known = app.relief(&pool, &one, over(feast, &json!({"acknowledged": ["R70.2"]}))).await.ok(201);
        assert_eq!(known["acknowledged"], json!(["R70.2"]));
        app.relief(&pool, &one, json!({"item": "public_post_pay"})).await.ok(201);
    }

    /// R110.6: the same aid under another name is told, whichever of the two is first; whoever knows that they are two says so.
    async fn one_aid_has_one_name(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let (first, second) = (app.of_age(81).await, app.of_age(82).await);
        let (one, other) = ([line(&first, "1.00")], [line(&second, "1.00")]);
        let named = |name: &str| json!({"item": "other", "item_name": name});
        let relief = app.relief(&pool, &one, json!({})).await.ok(201);
        for name in ["示例急难补助", "困难救助金"] {
            let near = app.relief(&pool, &one, named(name)).await;
            let facts = json!({
                "rules": "R110.6", "item": name, "line": "1", "month": "2023-02", "list": relief["number"], "other": "急难救助", "more": "0"
            });
            refused(&near, 409, "policy.rule.not_acknowledged", &facts);
            assert_eq!(rule(&near), "R110.6");
        }
        app.relief(&pool, &one, over(named("示例急难补助"), &json!({"acknowledged": ["R110.6"]}))).await.ok(201);
        app.relief(&pool, &one, named("示例节日慰问")).await.ok(201);
        let march = json!({"from_month": "2023-03", "to_month": "2023-03"});
        app.relief(&pool, &one, over(named("困难救助金"), &march)).await.ok(201);
        let free = app.relief(&pool, &other, named("困难救助金")).await.ok(201);
        let late = app.relief(&pool, &other, json!({})).await;
        let facts = json!({"rules": "R110.6", "list": free["number"], "other": "困难救助金"});
        refused(&late, 409, "policy.rule.not_acknowledged", &facts);
    }

    /// A16, A77: whoever died before the month is paid by no list, however far it has come when that is told; the night finds what is left.
    async fn nobody_is_paid_after_his_death(app) {
        let county = app.county("1000000.00").await;
        app.lists_hang("1").await;
        app.tick().await;
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let (dead, home) = alone(app).await;
        let late = Late::stand(app, (&county, &pool), &dead).await;
        let spent = app.spent_by_two(&pool, &account, "示-303", json!({"amount": "100.00", "on": "2023-03-02"})).await;
        let of_list = json!({"amount": "100.00", "on": "2023-03-02", "to_person_list_id": late.locked["id"]});
        let early = app.spent(&pool, &account, "示-305", of_list).await.ok(201);
        let body = json!({"region_code": COUNTY, "disbursement_ids": [late.linked.1["id"]]});
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        dies(app, (&dead, &home), "2023-01-20").await;
        let gone = |reply: &Reply, list: &Value| {
            let facts = json!({"list": list["number"], "n": "1", "why": "已登记死亡", "on": "2023-01-20"});
            refused(reply, 409, "posts.list.payee_gone", &facts);
        };
        gone(&app.on_list("collective_accountant", "lock", &late.hung, Value::Null).await, &late.hung);
        let said = json!({"spending_id": spent["id"]});
        gone(&app.on_list("collective_accountant", "spending", &late.locked, said).await, &late.locked);
        unspent(app, (&pool, &account), (&early, &late.locked)).await;
        let said = json!({"disbursement_id": late.claimed.1["id"]});
        gone(&app.on_list("collective_accountant", "disbursement", &late.claimed.0, said).await, &late.claimed.0);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        gone(&app.press("treasury_payer", &path, &batch).await, &late.linked.0);
        assert_eq!(app.number("SELECT count(*) FROM payment WHERE state <> 'queued'").await, 0);
        // One that stood as paid before what paid it was taken back, and does so still, is found.
        let living = app.relief(&pool, &[line(&app.named("甄补丙").await, "100.00")], json!({})).await.ok(201);
        app.hung(&living).await;
        app.on_day("2023-03-03").await;
        app.on_list("collective_accountant", "lock", &living, Value::Null).await.ok(200);
        let spent = app.spent_by_two(&pool, &account, "示-304", json!({"amount": "100.00", "on": "2023-03-03"})).await;
        let said = json!({"spending_id": spent["id"]});
        app.on_list("collective_accountant", "spending", &living, said).await.ok(200);
        let back = app.taken_back("collective_manager", &spent).await.ok(201);
        app.as_left(&format!(
            "UPDATE to_person_list SET state = 'paid', paid_on = '2023-03-03', \
               spending_id = (SELECT id FROM income_spending WHERE number = '{}') WHERE number = '{}'",
            text(&spent, "number"),
            text(&living, "number")
        ))
        .await;
        until(app, "2023-03-05").await;
        let dead_on = |list: &Value, state: &str| {
            let figures = json!({
                "list": list["number"], "state": state, "lines": "1", "line": "1", "why": "已登记死亡", "since": "2023-01-20",
                "from_month": "2023-02", "to_month": "2023-02"
            });
            (of("to_person_list", list), figures)
        };
        let mut all = [
            dead_on(&late.hung, "公示中"),
            dead_on(&late.locked, "名单已锁定"),
            dead_on(&late.claimed.0, "名单已锁定"),
            dead_on(&late.linked.0, "已关联付款"),
        ];
        all.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(found(app, "A16").await, all);
        let figures = json!({
            "list": living["number"], "spending": spent["number"], "reversal": back["number"], "on": "2023-03-03", "total": "100.00"
        });
        assert_eq!(found(app, "A77").await, [(of("to_person_list", &living), figures)]);
        // Sent back and unlinked, nothing is left of either.
        let on = json!({"on": "2023-03-05", "reason": "示例：人员已死亡"});
        app.on_list("collective_manager", "return", &late.hung, on.clone()).await.ok(200);
        app.on_list("collective_manager", "return", &late.locked, on).await.ok(200);
        app.on_list("collective_accountant", "unlink", &living, json!({"reason": "示例：付款冲回"})).await.ok(200);
        until(app, "2023-03-06").await;
        assert_eq!((found(app, "A16").await.len(), found(app, "A77").await), (2, vec![]));
    }

    /// A16.3: a payout that a bank has and has not answered, into the account of somebody who died.
    async fn money_on_its_way_to_the_dead_is_found(app) {
        let (plan, people, _) = app.due_list().await;
        app.tick().await;
        app.approved_plan(&plan).await;
        app.usable_card(&people[0], "示例", "6217000000000001").await;
        let form = app.bank_form("csv_utf8").await;
        let only = json!({"serials": [1]});
        let tried = app.payout_trial((&plan, &form), only.clone()).await.ok(200);
        let said = over(only, &json!({"declared_count": 1, "declared_total": tried["total"]}));
        let batch = app.payout_batch((&plan, &form), said).await.ok(201);
        app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
        let home = app.household(&[(&people[0], "head")], json!({})).await.ok(201);
        dies(app, (&people[0], &home), "2023-05-30").await;
        until(app, "2023-06-03").await;
        let sent = app.see("auditor", &format!("/payouts?payout_batch_id={}", text(&batch, "id"))).await["items"][0].clone();
        let figures = json!({
            "payout": sent["number"], "distribution": plan["number"], "serial": "1", "state": "已交银行", "amount": sent["amount"],
            "died_on": "2023-05-30"
        });
        assert_eq!(found(app, "A16.3").await, [(of("payout", &sent), figures)]);
    }
}

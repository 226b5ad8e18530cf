//! Lists by which persons are paid, and public posts: once for an item and month, as it hung, to the fen, by what pays it; who may have a
//! post, what was confirmed of a month, and what that pays.

use serde_json::{Value, json};

use super::{
    listed::alike,
    looked::{found, of},
    refused, rule,
};
use crate::{
    check::plant::expect_seen,
    people::stands,
    support::{
        Reply, TestApp,
        cast::COUNTY,
        money::{County, DESKS, result_row, results, text},
        property::over,
    },
};

/// The second person refused.
const SECOND: &str = "access.denied.second_person";

/// A number of somebody who was born on a day, as GB 11643 checks it.
fn numbered(born: &str, serial: u32) -> String {
    let body = format!("431026{born}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

/// A line of a person, for relief.
pub fn line(person: &Value, amount: &str) -> Value {
    json!({"person_id": person["id"], "amount": amount, "reason": "示例：火灾救助"})
}

impl TestApp {
    /// For how many days lists hang here, and what claims for persons need.
    pub async fn lists_hang(&self, days: &str) {
        for (key, value) in [("posts.list_posted_days", days), ("payments.evidence.to_person", "publicity_photo")] {
            let value = json!({
                "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
                "document": "示例县惠民补贴发放办法", "certainty": "unverified"
            });
            self.act("finance_director", "/policy-values", None, value).await.ok(201);
        }
    }

    /// The account of a body, and its pool for a use that is told in words.
    pub async fn community(&self, name: &str, number: &str) -> (Value, Value) {
        if self.number("SELECT count(*) FROM policy_value WHERE key = 'income.reserve_floor_pct'").await == 0 {
            self.reserve_floor().await;
        }
        let (_, account, _, pool) = self.pooled(name, number).await;
        (account, pool)
    }

    /// A list of relief for February 2023, of a pool.
    pub async fn relief(&self, pool: &Value, lines: &[Value], said: Value) -> Reply {
        let paper = self.paper("示例救助文件.pdf").await;
        let asked = json!({
            "source": "collective", "pool_id": pool["id"], "item": "hardship_relief", "name": "示例·急难救助名单",
            "basis": "示民发〔2023〕1号", "file_id": paper, "per": "person", "from_month": "2023-02", "to_month": "2023-02",
            "acknowledged": ["R110.4"], "lines": lines
        });
        self.act("collective_accountant", "/to-person-lists", None, over(asked, &said)).await
    }

    async fn list_now(&self, list: &Value) -> Value {
        self.see("auditor", &format!("/to-person-lists/{}", text(list, "id"))).await
    }

    /// An act on a list as it is now.
    pub async fn on_list(&self, who: &str, verb: &str, list: &Value, said: Value) -> Reply {
        let path = format!("/to-person-lists/{}", text(list, "id"));
        let now = self.list_now(list).await;
        match said {
            Value::Null => self.press(who, &format!("{path}/{verb}"), &now).await,
            said => self.act(who, &format!("{path}/{verb}"), Some(&now), said).await,
        }
    }

    /// Somebody else looks at a list, and it hangs from today on.
    pub async fn hung(&self, list: &Value) -> Value {
        self.on_list("collective_manager", "check", list, json!({})).await.ok(200);
        let said = json!({"on": self.today().await, "file_id": self.paper("示例公示照片.pdf").await});
        self.on_list("collective_accountant", "publicise", list, said).await.ok(200)
    }

    /// A post of two places, a thousand yuan for twenty-two days, since February 2023.
    pub async fn post_of(&self, said: Value) -> Reply {
        let paper = self.paper("示例设岗文件.pdf").await;
        let asked = json!({
            "region_code": COUNTY, "employer_id": self.unit("示例县农业农村局").await, "title": "示例·保洁员",
            "duty": "示例：楼道和公厕保洁", "monthly_pay": "1000.00", "pay_rule": "by_days", "full_days": 22, "places": 2,
            "source": "collective", "from_month": "2023-02", "file_id": paper
        });
        self.act("collective_manager", "/public-posts", None, over(asked, &said)).await
    }

    /// That somebody gets a post from 1 February 2023 on.
    pub async fn on_post(&self, post: &Value, person: &Value, said: Value) -> Reply {
        let paper = self.paper("示例上岗协议.pdf").await;
        let asked =
            json!({"post_id": post["id"], "person_id": person["id"], "from_on": "2023-02-01", "file_id": paper});
        self.act("collective_manager", "/post-assignments", None, over(asked, &said)).await
    }

    /// A month of a post: whose assignment, how many days of work, how many of absence.
    pub async fn sheet(&self, post: &Value, month: &str, rows: &[(&Value, i32, i32)]) -> Reply {
        let row = |(a, worked, absent): &(&Value, i32, i32)| json!({"assignment_id": a["id"], "worked_days": worked, "absent_days": absent});
        let rows: Vec<Value> = rows.iter().map(row).collect();
        let paper = self.paper("示例考勤表.pdf").await;
        let asked = json!({"post_id": post["id"], "month": month, "rows": rows, "file_id": paper});
        self.act("collective_accountant", "/post-sheets", None, asked).await
    }

    /// An act on what stands at a path, as it is now.
    pub async fn on_now(&self, who: &str, (path, verb): (&str, &str), said: Value) -> Reply {
        let now = self.see("auditor", path).await;
        match said {
            Value::Null => self.press(who, &format!("{path}/{verb}"), &now).await,
            said => self.act(who, &format!("{path}/{verb}"), Some(&now), said).await,
        }
    }

    /// The pay of a month of posts, of a pool.
    async fn pay_list(&self, pool: &Value, posts: &[&Value], month: &str, said: Value) -> Reply {
        let ids: Vec<&Value> = posts.iter().map(|p| &p["id"]).collect();
        let asked = json!({
            "source": "collective", "pool_id": pool["id"], "post_ids": ids, "month": month, "name": "示例·公益岗位报酬",
            "basis": "示例岗位协议", "acknowledged": ["R110.4"], "file_id": self.paper("示例工资表.pdf").await
        });
        self.act("collective_accountant", "/to-person-lists/from-attendance", None, over(asked, &said)).await
    }

    /// Somebody of a household with a number, who is of age.
    pub async fn of_age(&self, serial: u32) -> Value {
        self.person(json!({"id_number": numbered("19900101", serial)})).await
    }

    /// What a month of a post leaves: the post, who has it, the sheet; and a list of relief for whoever has it, of a pool.
    pub async fn worked(&self, pool: &Value) -> [Value; 4] {
        let person = self.person(json!({})).await;
        let post = self.post_of(json!({})).await.ok(201);
        let held = self.on_post(&post, &person, json!({"acknowledged": ["R37.2"]})).await.ok(201);
        let sheet = self.sheet(&post, "2023-02", &[(&held, 20, 2)]).await.ok(201);
        let list = self.relief(pool, &[line(&person, "1.00")], json!({})).await.ok(201);
        [post, held, sheet, list]
    }

    /// A list of public money that hangs.
    pub async fn funded(&self, county: &County, person: &Value, item: &str) -> Value {
        let said = json!({
            "source": "fund", "pool_id": null, "region_code": COUNTY, "agent_id": county.account["organisation_id"], "item": item
        });
        let list = self.relief(&json!({}), &[line(person, "1200.00")], said).await.ok(201);
        self.hung(&list).await;
        list
    }

    /// A claim for a list.
    pub async fn claimed_for(&self, county: &County, list: &Value, said: Value) -> Reply {
        let photo = self.paper("示例公示照片.pdf").await;
        let amount = said["amount"].as_str().unwrap_or("1200.00").to_owned();
        let claim = json!({
            "kind": "to_person", "contract_id": null, "milestone": null, "to_person_list_id": list["id"], "purpose": "示例补贴",
            "evidence": [{"kind": "publicity_photo", "file_id": photo}]
        });
        let claim = over(over(county.claim(&amount), &claim), &said);
        self.act("unit_clerk", "/disbursements", None, claim).await
    }
}

/// What does not fit in itself, and whom nobody knows: nothing is kept of a list that is refused.
async fn misfits(app: &TestApp, pool: &Value, person: &Value) {
    let one = line(person, "1.00");
    let nobody = json!({"id": pool["id"]});
    let wrong: Vec<(Value, Vec<Value>, &str)> = vec![
        (json!({"pool_id": person["id"]}), vec![one.clone()], "posts.list.pool_unknown"),
        (json!({"region_code": COUNTY}), vec![one.clone()], "posts.list.source"),
        (json!({"source": "fund"}), vec![one.clone()], "posts.list.source"),
        (
            json!({"source": "fund", "pool_id": null, "region_code": COUNTY, "agent_id": pool["id"]}),
            vec![one.clone()],
            "posts.list.agent_unknown",
        ),
        (json!({"item_name": "示例"}), vec![one.clone()], "posts.list.item_name"),
        (json!({"item": "other"}), vec![one.clone()], "posts.list.item_name"),
        (json!({"item": "other", "item_name": "——"}), vec![one.clone()], "posts.list.item_name"),
        (json!({"item": "other", "item_name": "急难救助"}), vec![one.clone()], "posts.list.item_has_word"),
        (json!({"item": "other", "item_name": "【急难 救助】"}), vec![one.clone()], "posts.list.item_has_word"),
        (json!({"to_month": "2023-01"}), vec![one.clone()], "posts.list.months"),
        (json!({"to_month": "2024-02"}), vec![one.clone()], "posts.list.months"),
        (json!({"per": "household"}), vec![one.clone()], "posts.list.line_kind"),
        (json!({"unit": "5.00"}), vec![one.clone()], "posts.list.amount"),
        (json!({"unit": "0.00"}), vec![one.clone()], "posts.list.unit"),
        (json!({}), vec![line(person, "0.00")], "posts.list.amount"),
        (json!({}), vec![line(&nobody, "1.00")], "posts.list.payee_unknown"),
        (json!({}), vec![one.clone(), one], "posts.list.line_twice"),
    ];
    for (said, lines, code) in wrong {
        refused(&app.relief(pool, &lines, said).await, 422, code, &json!({}));
    }
    app.as_left("UPDATE income_pool SET purpose = 'members'").await;
    let members = app.relief(pool, &[line(person, "1.00")], json!({})).await;
    refused(&members, 422, "posts.list.members_pool", &json!({"number": pool["number"]}));
    app.as_left("UPDATE income_pool SET purpose = 'other'").await;
    assert_eq!(app.number("SELECT count(*) FROM to_person_line").await, 0);
}

/// A list is looked at by another, hangs, goes back because somebody objects, and is written anew.
async fn goes_back_once(app: &TestApp, list: &Value, people: [&Value; 2]) {
    // Who made it does not check it.
    app.on_list("collective_accountant", "check", list, json!({})).await.refused(403, SECOND);
    let unseen = json!({"on": "2023-03-01", "file_id": app.paper("示例公示照片.pdf").await});
    refused(
        &app.on_list("collective_accountant", "publicise", list, unseen.clone()).await,
        409,
        "posts.list.state",
        &json!({"state": "drafted"}),
    );
    app.on_list("collective_manager", "check", list, json!({})).await.ok(200);
    let early = over(unseen.clone(), &json!({"on": "2023-02-28"}));
    refused(
        &app.on_list("collective_accountant", "publicise", list, early).await,
        409,
        "posts.list.before_step",
        &json!({"before": "2023-03-01"}),
    );
    let ahead = over(unseen.clone(), &json!({"on": "2023-03-02"}));
    refused(&app.on_list("collective_accountant", "publicise", list, ahead).await, 422, "posts.day.ahead", &json!({}));
    app.on_list("collective_accountant", "publicise", list, unseen).await.ok(200);
    // Somebody objects: it goes back, is written anew, looked at and hung again.
    app.on_list("collective_manager", "return", list, json!({"on": "2023-03-01", "reason": "示例：有异议"}))
        .await
        .ok(200);
    let says = json!({
        "item": "hardship_relief", "name": "示例·急难救助名单", "basis": "示民发〔2023〕1号", "file_id": app.paper("示例.pdf").await,
        "per": "person", "unit": "300.00", "from_month": "2023-02", "to_month": "2023-02", "acknowledged": ["R110.4"],
        "lines": [{"person_id": people[0]["id"], "reason": "示例"}, {"person_id": people[1]["id"], "reason": "示例"}]
    });
    let again = app.on_list("collective_accountant", "revise", list, says).await.ok(200);
    assert_eq!((text(&again, "state"), text(&again, "total")), ("drafted", "600.00"));
    assert_ne!(again["digest"], list["digest"]);
}

/// What somebody has, by item and month, and the roll; the name stands nowhere in clear.
async fn is_shown_masked(app: &TestApp, list: &Value, person: &Value) {
    let has = app.see("auditor", &format!("/to-person-lines?person_id={}&sort=oldest", text(person, "id"))).await;
    let has: Vec<_> = has["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (text(l, "item"), text(l, "amount"), text(l, "state"), text(l, "name")))
        .collect();
    assert!(
        has.contains(&("hardship_relief", "300.00", "locked", "甄**"))
            && has.contains(&("training_living", "600.00", "locked", "甄**")),
        "{has:?}"
    );
    let print = format!("/to-person-lists/{}/print", text(list, "id"));
    let roll = app.get(&print).by(&app.who("auditor").await).send().await;
    let roll = String::from_utf8(roll.bytes).unwrap();
    let told = [
        "到户补贴花名册",
        "急难救助",
        "2023年2月至2023年2月",
        "甄**",
        "300.00",
        "本页小计（第 1 至 2 行）",
        "600.00",
        "陆佰元整",
        "领款人签名",
    ];
    assert!(told.iter().all(|word| roll.contains(word)) && !roll.contains("甄补甲"), "{roll}");
    app.as_left("UPDATE to_person_list SET lines = 5001").await;
    let long = app.get(&print).by(&app.who("auditor").await).send().await;
    refused(&long, 409, "posts.list.too_long", &json!({"lines": "5001", "most": "5000"}));
    app.as_left(
        "UPDATE to_person_list SET lines = (SELECT count(*) FROM to_person_line n WHERE n.list_id = to_person_list.id)",
    )
    .await;
    let out = app.get("/to-person-lines/export").by(&app.who("auditor").await).send().await;
    let out = String::from_utf8(out.bytes).unwrap();
    assert!(out.contains("甄**") && !out.contains("甄补甲") && !stands(app, "甄补甲").await, "{out}");
}

engines! {
    /// R110: a person is on one list of an item and month, of a household's line each of its members; what comes to nothing lets go.
    async fn a_person_is_on_one_list_of_an_item_and_month(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let (first, second, third) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        misfits(app, &pool, &first).await;
        let list = app.relief(&pool, &[line(&first, "400.00"), line(&second, "200.00")], json!({})).await.ok(201);
        assert_eq!((text(&list, "number"), text(&list, "total"), list["lines"].as_i64()), ("BT-431026-2023-000001", "600.00", Some(2)));
        // Another list of the item meets it in one month of two; of another item, or another month, it does not.
        let twice = app.relief(&pool, &[line(&third, "1.00"), line(&first, "1.00")], json!({"from_month": "2023-01"})).await;
        refused(&twice, 409, "posts.list.paid_twice", &json!({"line": "2", "month": "2023-02", "list": list["number"], "more": "0"}));
        assert_eq!(rule(&twice), "R110");
        let other = app.relief(&pool, &[line(&first, "1.00")], json!({"item": "training_living"})).await.ok(201);
        // A household's line pays its members.
        let home = app.household(&[(&third, "head"), (&second, "spouse")], json!({})).await.ok(201);
        let member = |home: &Value| vec![json!({"household_id": home["id"], "reason": "示例"})];
        let by_home = json!({"per": "household", "unit": "600.00"});
        let met = app.relief(&pool, &member(&home), by_home.clone()).await;
        refused(&met, 409, "posts.list.paid_twice", &json!({"line": "1", "list": list["number"]}));
        let homes = app.relief(&pool, &member(&home), over(by_home, &json!({"to_month": "2023-03", "from_month": "2023-03"}))).await.ok(201);
        let person = app.relief(&pool, &[line(&second, "1.00")], json!({"from_month": "2023-03", "to_month": "2023-03"})).await;
        refused(&person, 409, "posts.list.paid_twice", &json!({"list": homes["number"], "month": "2023-03"}));
        let dead = app.person(json!({})).await;
        let empty = app.household(&[(&dead, "head")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-02-10", "person_id": dead["id"]}]});
        app.on_household("record", &empty, death).await.ok(200);
        let died = app.relief(&pool, &[line(&dead, "1.00")], json!({"from_month": "2023-03", "to_month": "2023-03"})).await;
        refused(&died, 409, "posts.list.died", &json!({"n": "1", "on": "2023-02-10"}));
        let nobody = app.relief(&pool, &member(&empty), json!({"per": "household", "unit": "1.00"})).await;
        refused(&nobody, 409, "posts.list.household_empty", &json!({"n": "1"}));
        // A free name is one item however it is spelt.
        let feast = |name: &str| json!({"item": "other", "item_name": name});
        let feasted = app.relief(&pool, &[line(&third, "1.00")], feast("示例节日慰问")).await.ok(201);
        let spelt = app.relief(&pool, &[line(&third, "1.00")], feast("示例·节日 慰问")).await;
        refused(&spelt, 409, "posts.list.paid_twice", &json!({"list": feasted["number"]}));
        alike(app, &pool, [&first, &third, &second], &homes).await;
        // What comes to nothing lets its months go.
        app.on_list("collective_accountant", "annul", &other, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
        app.relief(&pool, &[line(&first, "600.00")], json!({"item": "training_living"})).await.ok(201);
        expect_seen(app, "I5", &["DELETE FROM to_person_month WHERE month = '2023-03'"]).await;
        expect_seen(app, "I5", &["UPDATE to_person_month SET item_key = 'schooling' WHERE item_key = 'hardship_relief'"]).await;
    }

    /// R110.1, R110.2: a list is checked by another, hangs, is locked as it hung and paid by one spending of as much.
    async fn a_list_is_paid_as_it_hung(app) {
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let (first, second) = (app.named("甄补甲").await, app.person(json!({})).await);
        let list = app.relief(&pool, &[line(&first, "400.00"), line(&second, "200.00")], json!({})).await.ok(201);
        let training = app.relief(&pool, &[line(&first, "600.00")], json!({"item": "training_living"})).await.ok(201);
        let rich = app.relief(&pool, &[line(&first, "35000.01")], json!({"item": "other", "item_name": "示例节日慰问"})).await.ok(201);
        goes_back_once(app, &list, [&first, &second]).await;
        for list in [&list, &training, &rich] {
            app.hung(list).await;
        }
        let lock = async |list: &Value| app.on_list("collective_accountant", "lock", list, Value::Null).await;
        refused(&lock(&list).await, 409, "policy.value_unset", &json!({"key": "posts.list_posted_days"}));
        app.lists_hang("7").await;
        let short = lock(&list).await;
        refused(&short, 409, "posts.list.publicity_short", &json!({"days": "0", "needed": "7"}));
        assert_eq!(rule(&short), "R110.1");
        app.on_day("2023-03-08").await;
        refused(&lock(&rich).await, 409, "posts.list.pool_small", &json!({"total": "35000.01", "left": "35000.00"}));
        app.as_left("UPDATE income_pool SET state = 'taken_back'").await;
        refused(&lock(&list).await, 409, "posts.list.pool_gone", &json!({}));
        app.as_left("UPDATE income_pool SET state = 'set_aside'; UPDATE to_person_line SET amount_fen = amount_fen + 1 WHERE n = 1 AND amount_fen = 30000").await;
        refused(&lock(&list).await, 409, "posts.list.posted_other", &json!({}));
        app.as_left("UPDATE to_person_line SET amount_fen = amount_fen - 1 WHERE amount_fen = 30001").await;
        for list in [&list, &training] {
            lock(list).await.ok(200);
        }
        // What pays it is as much, of its pool, and of it alone.
        let less = app.spent_by_two(&pool, &account, "示-301", json!({"amount": "599.99", "on": "2023-03-08"})).await;
        let spent = app.spent_by_two(&pool, &account, "示-302", json!({"amount": "600.00", "on": "2023-03-08"})).await;
        let link = async |list: &Value, spending: &Value| {
            app.on_list("collective_accountant", "spending", list, json!({"spending_id": spending["id"]})).await
        };
        refused(&link(&list, &pool).await, 422, "posts.list.spending_unknown", &json!({}));
        let sum = link(&list, &less).await;
        refused(&sum, 409, "posts.list.other_sum", &json!({"total": "600.00", "amount": "599.99"}));
        assert_eq!(rule(&sum), "R110.2");
        let paid = link(&list, &spent).await.ok(200);
        assert_eq!((text(&paid, "state"), text(&paid, "paid_on")), ("paid", "2023-03-08"));
        refused(&link(&training, &spent).await, 409, "posts.list.linked_elsewhere", &json!({"number": list["number"]}));
        let unlink = json!({"reason": "示例：付款冲回"});
        refused(&app.on_list("collective_accountant", "unlink", &list, unlink.clone()).await, 409, "posts.list.link_stands", &json!({}));
        for damage in [
            "UPDATE to_person_line SET amount_fen = amount_fen + 1 WHERE amount_fen = 30000 AND n = 1",
            "UPDATE to_person_list SET lines = lines + 1",
        ] {
            expect_seen(app, "I2", &[damage]).await;
        }
        expect_seen(app, "I7", &["UPDATE to_person_list SET version = version + 1"]).await;
        app.taken_back("collective_manager", &spent).await.ok(201);
        // What paid it was taken back, and it waits in the same moment; there is nothing left to unlink.
        let free = app.list_now(&list).await;
        assert_eq!((text(&free, "state"), free.get("paid_on")), ("locked", None));
        refused(&app.on_list("collective_accountant", "unlink", &list, unlink).await, 409, "posts.list.state", &json!({"state": "locked"}));
        refused(&link(&list, &spent).await, 422, "posts.list.spending_unknown", &json!({}));
        let steps: Vec<String> = app.list_now(&list).await["steps"].as_array().unwrap().iter().map(|s| text(s, "step").to_owned()).collect();
        assert_eq!(steps, ["checked", "publicised", "returned", "checked", "publicised", "locked", "paid", "unlinked"]);
        is_shown_masked(app, &list, &first).await;
    }

    /// R110: whoever files first has the person for the item and month, however many file at once.
    async fn lists_that_are_filed_at_once_meet(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let person = app.person(json!({})).await;
        let lines = [line(&person, "1.00")];
        let filed = futures_util::future::join_all((0..4).map(|_| app.relief(&pool, &lines, json!({})))).await;
        let (made, late): (Vec<_>, Vec<_>) = filed.iter().partition(|r| r.status.as_u16() == 201);
        assert_eq!((made.len(), late.len()), (1, 3), "{filed:?}");
        for reply in late {
            refused(reply, 409, "posts.list.paid_twice", &json!({"list": made[0].body["number"]}));
        }
    }

    /// R37, R37.1, R37.2: who may have a post, one at a time, as many as there are places; a post is closed when nobody has it.
    async fn a_post_is_given_to_who_may_have_it(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        for (said, code) in [
            (json!({"employer_id": pool["id"]}), "posts.post.employer_unknown"),
            (json!({"asset_id": pool["id"]}), "posts.post.asset_unknown"),
            (json!({"monthly_pay": "0.00"}), "posts.post.pay"),
            (json!({"to_month": "2023-01"}), "posts.post.months"),
        ] {
            refused(&app.post_of(said).await, 422, code, &json!({}));
        }
        let post = app.post_of(json!({})).await.ok(201);
        let (first, second, third) = (app.of_age(1).await, app.of_age(2).await, app.of_age(3).await);
        app.household(&[(&first, "head"), (&second, "spouse")], json!({"on": "2023-01-10"})).await.ok(201);
        let young = app.person(json!({"id_number": numbered("20070202", 4)})).await;
        let too_young = app.on_post(&post, &young, json!({"acknowledged": ["R37.2"]})).await;
        refused(&too_young, 409, "posts.assignment.too_young", &json!({"from": "2023-02-01", "least": "16"}));
        assert_eq!(rule(&too_young), "R37");
        refused(&app.on_post(&pool, &first, json!({})).await, 422, "posts.post.unknown", &json!({}));
        refused(&app.on_post(&post, &pool, json!({})).await, 422, "posts.assignment.person_unknown", &json!({}));
        refused(&app.on_post(&post, &first, json!({"from_on": "2023-03-02"})).await, 422, "posts.day.ahead", &json!({}));
        refused(&app.on_post(&post, &first, json!({"from_on": "2023-01-31"})).await, 409, "posts.assignment.outside_post", &json!({"month": "2023-01"}));
        let held = app.on_post(&post, &first, json!({})).await.ok(201);
        let again = app.on_post(&app.post_of(json!({})).await.ok(201), &first, json!({"from_on": "2023-03-01"})).await;
        refused(&again, 409, "posts.assignment.has_post", &json!({"post": post["number"], "until": "-"}));
        assert_eq!(rule(&again), "R37.1");
        let same_home = app.on_post(&post, &second, json!({})).await;
        refused(&same_home, 409, "policy.rule.not_acknowledged", &json!({"rules": "R37.2", "fault": "household_has_post"}));
        let beside = app.on_post(&post, &second, json!({"acknowledged": ["R37.2"]})).await.ok(201);
        let full = app.on_post(&post, &third, json!({"acknowledged": ["R37.2"]})).await;
        refused(&full, 409, "posts.assignment.full", &json!({"places": "2"}));
        let path = |a: &Value| format!("/post-assignments/{}", text(a, "id"));
        let ends = async |a: &Value, on: &str| app.on_now("collective_manager", (&path(a), "end"), json!({"on": on, "reason": "示例：辞岗"})).await;
        refused(&ends(&beside, "2023-02-01").await, 422, "posts.assignment.ends_before", &json!({"from": "2023-02-01"}));
        ends(&beside, "2023-02-15").await.ok(200);
        refused(&ends(&beside, "2023-02-16").await, 409, "posts.assignment.state", &json!({"state": "ended"}));
        let at = format!("/public-posts/{}", text(&post, "id"));
        let close = |last: &str| json!({"last_month": last, "reason": "示例：岗位撤销"});
        refused(&app.on_now("collective_manager", (&at, "close"), close("2023-02")).await, 409, "posts.post.held", &json!({"count": "1"}));
        ends(&held, "2023-03-01").await.ok(200);
        refused(&app.on_now("collective_manager", (&at, "close"), close("2023-01")).await, 422, "posts.post.months", &json!({}));
        app.on_now("collective_manager", (&at, "close"), close("2023-03")).await.ok(200);
        refused(&app.on_now("collective_manager", (&at, "close"), close("2023-03")).await, 409, "posts.post.state", &json!({"state": "closed"}));
        refused(&app.on_post(&post, &third, json!({})).await, 409, "posts.post.state", &json!({"state": "closed"}));
        let died = app.person(json!({"id_number": numbered("19500101", 5)})).await;
        let home = app.household(&[(&died, "head")], json!({})).await.ok(201);
        app.on_household("record", &home, json!({"events": [{"kind": "death", "on": "2023-02-20", "person_id": died["id"]}]})).await.ok(200);
        let open = app.post_of(json!({})).await.ok(201);
        refused(&app.on_post(&open, &died, json!({})).await, 409, "posts.assignment.died", &json!({"on": "2023-02-20"}));
    }

    /// A49: a month is confirmed by another and paid once, by the rule of the post; pay without confirmed work is found.
    async fn a_month_of_a_post_is_confirmed_and_paid(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let post = app.post_of(json!({})).await.ok(201);
        let (first, second, other) = (app.of_age(1).await, app.of_age(2).await, app.of_age(3).await);
        let known = json!({"acknowledged": ["R37.2"]});
        let held = app.on_post(&post, &first, known.clone()).await.ok(201);
        let beside = app.on_post(&post, &second, known).await.ok(201);
        let end = json!({"on": "2023-02-15", "reason": "示例：辞岗"});
        app.on_now("collective_manager", (&format!("/post-assignments/{}", text(&beside, "id")), "end"), end).await.ok(200);
        // February: twenty days of the one, ten of the fourteen that the other had.
        let twenty = (&held, 20, 2);
        refused(&app.sheet(&post, "2023-04", &[(&held, 1, 0)]).await, 409, "posts.sheet.month", &json!({"month": "2023-04"}));
        refused(&app.sheet(&post, "2023-02", &[twenty, twenty]).await, 422, "posts.sheet.row", &json!({"row": "2"}));
        let many = app.sheet(&post, "2023-02", &[twenty, (&beside, 15, 0)]).await;
        refused(&many, 409, "posts.sheet.days", &json!({"row": "2", "days": "15", "most": "14"}));
        let sheet = app.sheet(&post, "2023-02", &[twenty, (&beside, 10, 0)]).await.ok(201);
        refused(&app.sheet(&post, "2023-02", &[twenty]).await, 409, "posts.sheet.there", &json!({"month": "2023-02"}));
        refused(&app.pay_list(&pool, &[&post], "2023-02", json!({})).await, 409, "posts.list.sheet_missing", &json!({"post": post["number"]}));
        let at = format!("/post-sheets/{}", text(&sheet, "id"));
        app.on_now("collective_accountant", (&at, "confirm"), Value::Null).await.refused(403, SECOND);
        app.on_now("collective_manager", (&at, "confirm"), Value::Null).await.ok(200);
        refused(&app.on_now("collective_manager", (&at, "confirm"), Value::Null).await, 409, "posts.sheet.state", &json!({"state": "confirmed"}));
        let end = json!({"on": "2023-02-10", "reason": "示例：辞岗"});
        let late = app.on_now("collective_manager", (&format!("/post-assignments/{}", text(&held, "id")), "end"), end).await;
        refused(&late, 409, "posts.assignment.attended", &json!({"month": "2023-02"}));
        let of_fund = app.post_of(json!({"source": "fund"})).await.ok(201);
        refused(&app.pay_list(&pool, &[&of_fund], "2023-02", json!({})).await, 422, "posts.list.post_source", &json!({"post": of_fund["number"]}));
        refused(&app.pay_list(&pool, &[&pool], "2023-02", json!({})).await, 422, "posts.post.unknown", &json!({}));
        let list = app.pay_list(&pool, &[&post], "2023-02", json!({})).await.ok(201);
        assert_eq!((text(&list, "item"), text(&list, "origin"), text(&list, "total")), ("public_post_pay", "attendance", "1363.63"));
        let lines = app.see("auditor", &format!("/to-person-lines?list_id={}&sort=oldest", text(&list, "id"))).await;
        let mut lines: Vec<_> = lines["items"].as_array().unwrap().iter().map(|l| (text(l, "amount"), text(l, "reason"))).collect();
        lines.sort_unstable();
        assert_eq!(lines, [("454.54", "2023-02 出勤 10 天"), ("909.09", "2023-02 出勤 20 天")]);
        refused(&app.pay_list(&pool, &[&post], "2023-02", json!({})).await, 409, "posts.sheet.paid", &json!({"number": list["number"]}));
        let back = json!({"reason": "示例：天数有误"});
        refused(&app.on_now("collective_manager", (&at, "return"), back.clone()).await, 409, "posts.sheet.paid", &json!({"number": list["number"]}));
        let by_hand = app.relief(&pool, &[line(&first, "1.00")], json!({"item": "public_post_pay"})).await;
        refused(&by_hand, 409, "posts.list.paid_twice", &json!({"list": list["number"], "item": "公益岗位报酬"}));
        let says = json!({
            "item": "public_post_pay", "name": "示例", "basis": "示例", "file_id": app.paper("示例.pdf").await, "per": "person",
            "from_month": "2023-02", "to_month": "2023-02", "lines": [line(&first, "1.00")]
        });
        refused(&app.on_list("collective_accountant", "revise", &list, says).await, 409, "posts.list.made_of_attendance", &json!({}));
        expect_seen(app, "I2", &["UPDATE post_attendance SET worked_days = 15 WHERE worked_days = 10"]).await;
        expect_seen(app, "I2", &["DELETE FROM to_person_sheet"]).await;
        expect_seen(app, "I9", &["UPDATE post_assignment SET person_id = (SELECT person_id FROM post_assignment WHERE state = 'ended') WHERE state = 'on_duty'"]).await;
        expect_seen(app, "I7", &["UPDATE post_sheet SET version = version + 1"]).await;
        // The list comes to nothing, and the sheet is corrected and paid.
        app.on_list("collective_accountant", "annul", &list, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
        app.on_now("collective_manager", (&at, "return"), back).await.ok(200);
        let rows = json!([{"assignment_id": held["id"], "worked_days": 22, "absent_days": 0}]);
        let anew = json!({"rows": rows, "file_id": app.paper("示例.pdf").await});
        app.on_now("collective_accountant", (&at, "revise"), anew).await.ok(200);
        app.on_now("collective_manager", (&at, "confirm"), Value::Null).await.ok(200);
        assert_eq!(text(&app.pay_list(&pool, &[&post], "2023-02", json!({})).await.ok(201), "total"), "1000.00");
        // A month in which nobody worked pays nobody.
        let march = app.sheet(&post, "2023-03", &[(&held, 0, 1)]).await.ok(201);
        app.on_now("collective_manager", (&format!("/post-sheets/{}", text(&march, "id")), "confirm"), Value::Null).await.ok(200);
        refused(&app.pay_list(&pool, &[&post], "2023-03", json!({})).await, 409, "posts.list.nobody_worked", &json!({}));
        // Whoever left the post is paid for no month after.
        let left = json!({"item": "public_post_pay", "from_month": "2023-03", "to_month": "2023-03"});
        let left = app.relief(&pool, &[line(&second, "1.00")], left).await;
        refused(&left, 409, "posts.list.left_post", &json!({"n": "1", "on": "2023-02-15"}));
        // A49: pay for a post of somebody whose work nobody confirmed is found.
        let idle = app.relief(&pool, &[line(&other, "1.00")], json!({"item": "public_post_pay"})).await.ok(201);
        app.look().await;
        let figures = json!({"list": idle["number"], "lines": "1", "from_month": "2023-02", "to_month": "2023-02"});
        assert_eq!(found(app, "A49").await, [(of("to_person_list", &idle), figures)]);
    }

    /// Attendance is of days that have come, today with them: neither recorded nor written anew beyond.
    async fn nobody_has_worked_on_days_that_have_not_come(app) {
        app.on_day("2023-03-20").await;
        let post = app.post_of(json!({})).await.ok(201);
        let held = app.on_post(&post, &app.of_age(1).await, json!({"acknowledged": ["R37.2"]})).await.ok(201);
        let ahead = app.sheet(&post, "2023-03", &[(&held, 19, 2)]).await;
        refused(&ahead, 409, "posts.sheet.days_ahead", &json!({"row": "1", "days": "21", "come": "20", "today": "2023-03-20"}));
        let sheet = app.sheet(&post, "2023-03", &[(&held, 18, 2)]).await.ok(201);
        let rows = json!([{"assignment_id": held["id"], "worked_days": 21, "absent_days": 0}]);
        let anew = json!({"rows": rows, "file_id": app.paper("示例.pdf").await});
        let anew = app.on_now("collective_accountant", (&format!("/post-sheets/{}", text(&sheet, "id")), "revise"), anew).await;
        refused(&anew, 409, "posts.sheet.days_ahead", &json!({"days": "21", "come": "20"}));
    }

    /// R100, R110.3: public money pays a list by one claim of exactly what it comes to, through the agent that it names.
    async fn a_claim_pays_a_locked_list(app) {
        let county = app.county("1000000.00").await;
        app.lists_hang("1").await;
        let (first, second) = (app.person(json!({})).await, app.person(json!({})).await);
        let list = app.funded(&county, &first, "startup_grant").await;
        let gone = app.funded(&county, &second, "schooling").await;
        refused(&app.claimed_for(&county, &list, json!({})).await, 422, "payments.to_person_list.unknown", &json!({}));
        app.on_day("2023-03-02").await;
        for list in [&list, &gone] {
            app.on_list("collective_accountant", "lock", list, Value::Null).await.ok(200);
        }
        let contract = json!({"contract_id": county.contract["id"]});
        refused(&app.claimed_for(&county, &list, contract).await, 422, "payments.disbursement.list_needed", &json!({}));
        let under_contract = json!({"kind": "contract_payment", "contract_id": county.contract["id"], "milestone": "start"});
        refused(&app.claimed_for(&county, &list, under_contract).await, 422, "payments.disbursement.list_only_for_persons", &json!({}));
        let other = app.claimed_for(&county, &list, json!({"amount": "1199.99"})).await.ok(201);
        let sum = app.submit(&other).await;
        refused(&sum, 409, "payments.disbursement.other_than_list", &json!({"total": "1200.00", "amount": "1199.99", "other": "-"}));
        assert_eq!(rule(&sum), "R110.3");
        let claim = app.claimed_for(&county, &list, json!({})).await.ok(201);
        let link = async |list: &Value, claim: &Value| {
            app.on_list("collective_accountant", "disbursement", list, json!({"disbursement_id": claim["id"]})).await
        };
        refused(&link(&list, &claim).await, 422, "posts.list.disbursement_unknown", &json!({}));
        app.submit(&claim).await.ok(200);
        let second = app.submit(&app.claimed_for(&county, &list, json!({})).await.ok(201)).await;
        refused(&second, 409, "payments.disbursement.other_than_list", &json!({"other": claim["number"]}));
        let back = json!({"on": "2023-03-02", "reason": "示例"});
        refused(&app.on_list("collective_manager", "return", &list, back.clone()).await, 409, "posts.list.claimed", &json!({"number": claim["number"]}));
        refused(&link(&gone, &claim).await, 422, "posts.list.disbursement_unknown", &json!({}));
        assert_eq!(text(&link(&list, &claim).await.ok(200), "state"), "linked");
        refused(&app.on_list("collective_accountant", "confirm-paid", &list, Value::Null).await, 409, "posts.list.not_paid_yet", &json!({}));
        app.approve(&DESKS, text(&claim, "id")).await;
        let batch = app.handed_over(&[&claim]).await;
        let number = text(&app.payments(&claim).await[0], "number").to_owned();
        app.import(&batch, &results(&[result_row("Z1", "paid", "1200.00", &number, "").replace("2023-03-01", "2023-03-02")])).await.ok(200);
        let paid = app.on_list("collective_accountant", "confirm-paid", &list, Value::Null).await.ok(200);
        assert_eq!((text(&paid, "state"), text(&paid, "paid_on")), ("paid", "2023-03-02"));
        refused(&app.on_list("collective_accountant", "unlink", &list, json!({"reason": "示例"})).await, 409, "posts.list.link_stands", &json!({}));
        expect_seen(app, "I5", &["UPDATE disbursement SET kind = 'interest_subsidy' WHERE kind = 'to_person' AND state = 'paid'"]).await;
        expect_seen(app, "I2", &["DELETE FROM to_person_bill"]).await;
        // A claim that comes to nothing lets its list go; a list that went back is claimed for no more.
        let claim = app.claimed_for(&county, &gone, json!({})).await.ok(201);
        app.submit(&claim).await.ok(200);
        link(&gone, &claim).await.ok(200);
        let at = format!("/disbursements/{}/withdraw", text(&claim, "id"));
        app.press("unit_clerk", &at, &app.claim_now(&claim).await).await.ok(200);
        app.on_list("collective_accountant", "unlink", &gone, json!({"reason": "示例：申请已撤回"})).await.ok(200);
        let draft = app.claimed_for(&county, &gone, json!({})).await.ok(201);
        app.on_list("collective_manager", "return", &gone, back).await.ok(200);
        refused(&app.submit(&draft).await, 409, "payments.disbursement.other_than_list", &json!({"total": "-", "list": "-"}));
    }
}

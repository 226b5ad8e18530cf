//! What one officer spends of a pool and another confirms; what locked lists hold of a pool, whoever locks first.

use serde_json::{Value, json};

use super::{posts::line, refused};
use crate::{
    check::plant::{expect_seen, seen},
    support::{Reply, TestApp, cast::second_account, money::text, property::over},
};

impl TestApp {
    /// What is spent from a pool, recorded by one officer and confirmed by another.
    pub async fn spent_by_two(&self, pool: &Value, account: &Value, voucher: &str, said: Value) -> Value {
        let spent = self.spent(pool, account, voucher, said).await.ok(201);
        self.confirmed_spending("collective_manager", &spent).await.ok(200)
    }

    /// Somebody confirms a spending as it is now.
    pub async fn confirmed_spending(&self, who: &str, spent: &Value) -> Reply {
        let path = format!("/income-spendings/{}", text(spent, "id"));
        let now = self.see("auditor", &path).await;
        self.press(who, &format!("{path}/confirm"), &now).await
    }

    async fn spending_back(&self, spent: &Value) -> Reply {
        let path = format!("/income-spendings/{}/reverse", text(spent, "id"));
        self.act("collective_accountant", &path, None, json!({"reason": "示例：付款有误"})).await
    }

    /// What two officers said of a spending is taken back by another than who recorded it, by a paper.
    pub async fn taken_back(&self, who: &str, spent: &Value) -> Reply {
        let path = format!("/income-spendings/{}/reverse", text(spent, "id"));
        let said = json!({"reason": "示例：付款有误", "file_id": self.paper("示例退款回单.pdf").await});
        self.act(who, &path, None, said).await
    }

    /// What of a pool is left, and what is held.
    async fn left_and_held(&self, pool: &Value) -> (String, String) {
        let now = self.see("auditor", &format!("/income-pools/{}", text(pool, "id"))).await;
        (text(&now, "left").to_owned(), text(&now, "held").to_owned())
    }
}

fn is(left: &str, held: &str) -> (String, String) {
    (left.to_owned(), held.to_owned())
}

/// Another spending pays a list of which what was linked was taken back: the list is that one's, and no third pays it again.
async fn paid_by_another(app: &TestApp, (pool, account): (&Value, &Value), list: &Value) {
    let said = json!({"amount": "20000.00", "on": "2023-03-08", "to_person_list_id": list["id"]});
    let second = app.spent(pool, account, "示-306", said.clone()).await.ok(201);
    app.confirmed_spending("collective_manager", &second).await.ok(200);
    // The books see what else is paid for the list.
    let free = app.spent(pool, account, "示-308", json!({"amount": "1.00", "on": "2023-03-08"})).await.ok(201);
    let twice = "UPDATE income_spending SET to_person_list_id = (SELECT s.to_person_list_id FROM income_spending s \
                 WHERE s.voucher = '示-306') WHERE voucher = '示-308'";
    expect_seen(app, "I5", &[twice]).await;
    app.spending_back(&free).await.ok(201);
    let linked = app.on_list("collective_accountant", "unlink", list, json!({"reason": "示例：付款冲回"})).await;
    refused(&linked, 409, "posts.list.state", &json!({"state": "locked"}));
    assert_eq!(app.left_and_held(pool).await, is("15000.00", "0.00"));
    let third = app.spent(pool, account, "示-307", said).await;
    refused(&third, 409, "income.spending.list_paid", &json!({"number": second["number"]}));
    app.taken_back("collective_manager", &second).await.ok(201);
    assert_eq!(app.left_and_held(pool).await, is("15000.00", "20000.00"));
}

engines! {
    /// R109: whoever records what is spent does not confirm it; its money has left the pool meanwhile, and comes back with what nobody confirms.
    async fn what_one_spends_another_confirms(app) {
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let spent = app.spent(&pool, &account, "示-101", json!({"amount": "20000.00"})).await.ok(201);
        assert_eq!((text(&spent, "state"), spent["confirmed_by"].is_null(), text(&spent, "etag")), ("proposed", true, "1"));
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "0.00"));
        let own = app.confirmed_spending("collective_accountant", &spent).await;
        assert_eq!((own.status.as_u16(), text(&own.body, "code")), (403, "access.denied.second_person"), "{:#}", own.body);
        let waits = app.see("auditor", "/income-spendings?state=proposed").await;
        assert_eq!(waits["items"].as_array().unwrap().len(), 1);
        // Whoever spends meanwhile has what is left.
        let much = app.spent(&pool, &account, "示-102", json!({"amount": "15000.01"})).await;
        refused(&much, 409, "income.spending.too_much", &json!({"left": "15000.00", "held": "0.00", "amount": "15000.01"}));
        let stands = app.confirmed_spending("collective_manager", &spent).await.ok(200);
        assert_eq!((text(&stands, "state"), stands["confirmed_by"].is_null(), text(&stands, "etag")), ("confirmed", false, "2"));
        refused(&app.confirmed_spending("collective_manager", &spent).await, 409, "income.spending.state", &json!({"state": "confirmed"}));
        let late = app.press("collective_manager", &format!("/income-spendings/{}/confirm", text(&spent, "id")), &spent).await;
        assert_eq!(late.status.as_u16(), 412, "{:#}", late.body);
        // What nobody confirms is taken back, and confirmed no more.
        let wrong = app.spent(&pool, &account, "示-103", json!({"amount": "15000.00"})).await.ok(201);
        let back = app.spending_back(&wrong).await.ok(201);
        assert_eq!((text(&back, "state"), app.left_and_held(&pool).await), ("booked", is("15000.00", "0.00")));
        refused(&app.confirmed_spending("collective_manager", &wrong).await, 409, "income.reversal.done", &json!({"number": back["number"]}));
        refused(&app.confirmed_spending("collective_manager", &back).await, 409, "income.spending.state", &json!({"state": "booked"}));
        expect_seen(app, "I7", &["UPDATE income_spending SET version = 1"]).await;
        expect_seen(app, "I4", &["UPDATE income_spending SET confirmed_by = recorded_by WHERE state = 'confirmed'"]).await;
    }

    /// Separation of duties is by officer: by a second account nobody confirms what they recorded; and what two said one alone does not take back.
    async fn a_second_account_is_no_second_officer(app) {
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        second_account(app, "collective_accountant").await;
        let spent = app.spent(&pool, &account, "示-101", json!({"amount": "20000.00"})).await.ok(201);
        let second = "access.denied.second_person";
        app.confirmed_spending("collective_accountant_again", &spent).await.refused(403, second);
        app.confirmed_spending("collective_manager", &spent).await.ok(200);
        for own in ["collective_accountant", "collective_accountant_again"] {
            app.taken_back(own, &spent).await.refused(403, second);
        }
        let path = format!("/income-spendings/{}/reverse", text(&spent, "id"));
        let bare = app.act("collective_manager", &path, None, json!({"reason": "示例：付款有误"})).await;
        refused(&bare, 422, "income.spending.back_by_paper", &json!({"number": spent["number"]}));
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "0.00"));
        app.taken_back("collective_manager", &spent).await.ok(201);
        assert_eq!(app.left_and_held(&pool).await, is("35000.00", "0.00"));
        let paper = app.paper("示例支出凭证.pdf").await;
        let by_again = json!({
            "pool_id": pool["id"], "on": "2023-03-01", "amount": "1000.00", "account_id": account["id"], "payee": "示例物业公司",
            "purpose": "示例：路灯电费", "voucher": "示-102", "file_id": paper
        });
        app.act("collective_accountant_again", "/income-spendings", None, by_again).await.ok(201);
        let own = "UPDATE income_spending SET confirmed_by = (SELECT s.recorded_by FROM income_spending s WHERE s.voucher = '示-102') \
                    WHERE voucher = '示-101' AND state = 'confirmed'";
        expect_seen(app, "I4", &[own]).await;
    }

    /// However many spend and confirm at once, a pool is spent once, and a spending is confirmed or taken back.
    async fn what_is_spent_at_once_shares_a_pool(app) {
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let vouchers = ["示-101", "示-102", "示-103", "示-104", "示-105"];
        let spends = vouchers.map(|voucher| app.spent(&pool, &account, voucher, json!({"amount": "10000.00"})));
        let replies = futures_util::future::join_all(spends).await;
        let (made, late): (Vec<_>, Vec<_>) = replies.iter().partition(|r| r.status.as_u16() == 201);
        assert_eq!((made.len(), late.len()), (3, 2), "{replies:?}");
        for reply in late {
            refused(reply, 409, "income.spending.too_much", &json!({"left": "5000.00", "amount": "10000.00"}));
        }
        let first = &made[0].body;
        let (confirmed, back) = futures_util::future::join(app.confirmed_spending("collective_manager", first), app.taken_back("collective_manager", first)).await;
        assert_eq!(back.status.as_u16(), 201, "{:#}", back.body);
        assert!([200, 409].contains(&confirmed.status.as_u16()), "{:#}", confirmed.body);
        let second = &made[1].body;
        let both = futures_util::future::join(app.confirmed_spending("collective_manager", second), app.confirmed_spending("collective_manager", second)).await;
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses == [200, 409] || statuses == [200, 412], "{statuses:?}");
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "0.00"));
    }

    /// A locked list holds its money of the pool until it is paid: nobody else locks, spends, or takes the year back with it, whoever locks first.
    async fn a_locked_list_holds_its_money(app) {
        let (account, pool) = app.community("示例村经济合作社", "6200000000000011").await;
        let mut lists = Vec::new();
        for amount in ["20000.00", "20000.00"] {
            let list = app.relief(&pool, &[line(&app.person(json!({})).await, amount)], json!({})).await.ok(201);
            app.hung(&list).await;
            lists.push(list);
        }
        app.lists_hang("7").await;
        app.on_day("2023-03-08").await;
        let lock = async |list: &Value| app.on_list("collective_accountant", "lock", list, Value::Null).await;
        let replies = futures_util::future::join_all(lists.iter().map(|list| app.on_list("collective_accountant", "lock", list, Value::Null))).await;
        let first = replies.iter().position(|r| r.status.as_u16() == 200).expect("one is locked");
        let late = &replies[1 - first];
        refused(late, 409, "posts.list.pool_small", &json!({"total": "20000.00", "left": "15000.00"}));
        let (list, other) = (&lists[first], &lists[1 - first]);
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "20000.00"));
        let said = |amount: &str, more: Value| over(json!({"amount": amount, "on": "2023-03-08"}), &more);
        let much = app.spent(&pool, &account, "示-301", said("15000.01", json!({}))).await;
        refused(&much, 409, "income.spending.too_much", &json!({"left": "15000.00", "held": "20000.00"}));
        let year = app.see("auditor", &format!("/income-years/{}", text(&pool, "year_id"))).await;
        let drawn = app.on_year("reopen", &year, json!({"file_id": app.paper("示例.pdf").await})).await;
        refused(&drawn, 409, "income.year.drawn", &json!({"amount": "35000.00", "left": "15000.00"}));
        // It is paid by one spending that names it, of as much, which a second officer confirmed.
        let of = |list: &Value| json!({"to_person_list_id": list["id"]});
        refused(&app.spent(&pool, &account, "示-301", said("20000.00", of(other))).await, 422, "income.spending.list_unknown", &json!({}));
        let less = app.spent(&pool, &account, "示-301", said("19999.99", of(list))).await;
        refused(&less, 409, "income.spending.list_sum", &json!({"held": "20000.00", "amount": "19999.99"}));
        let spent = app.spent(&pool, &account, "示-301", said("20000.00", of(list))).await.ok(201);
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "0.00"));
        let twice = app.spent(&pool, &account, "示-302", said("20000.00", of(list))).await;
        refused(&twice, 409, "income.spending.list_paid", &json!({"number": spent["number"]}));
        let back = json!({"on": "2023-03-08", "reason": "示例"});
        refused(&app.on_list("collective_manager", "return", list, back.clone()).await, 409, "posts.list.spending_stands", &json!({"number": spent["number"]}));
        let link = async || app.on_list("collective_accountant", "spending", list, json!({"spending_id": spent["id"]})).await;
        let free = app.spent_by_two(&pool, &account, "示-305", said("1.00", json!({}))).await;
        let other_one = app.on_list("collective_accountant", "spending", list, json!({"spending_id": free["id"]})).await;
        refused(&other_one, 409, "posts.list.other_sum", &json!({}));
        app.taken_back("collective_manager", &free).await.ok(201);
        refused(&link().await, 409, "posts.list.spending_unconfirmed", &json!({"number": spent["number"]}));
        app.confirmed_spending("collective_manager", &spent).await.ok(200);
        link().await.ok(200);
        expect_seen(app, "I2", &["DELETE FROM income_hold", "UPDATE income_hold SET amount_fen = amount_fen + 1"]).await;
        // Taken back, its money is held again; what is sent back lets it go.
        app.taken_back("collective_manager", &spent).await.ok(201);
        assert_eq!(app.left_and_held(&pool).await, is("15000.00", "20000.00"));
        refused(&lock(other).await, 409, "posts.list.pool_small", &json!({"left": "15000.00"}));
        paid_by_another(app, (&pool, &account), list).await;
        let beyond = seen(app, "UPDATE income_hold SET amount_fen = 3500001").await;
        assert!(beyond.contains("I3"), "{beyond:?}");
        app.on_list("collective_manager", "return", list, back).await.ok(200);
        assert_eq!(app.left_and_held(&pool).await, is("35000.00", "0.00"));
        lock(other).await.ok(200);
        // What was recorded for one list pays no other.
        let spent = app.spent(&pool, &account, "示-303", said("20000.00", of(other))).await.ok(201);
        app.confirmed_spending("collective_manager", &spent).await.ok(200);
        let third = app.relief(&pool, &[line(&app.person(json!({})).await, "15000.00")], json!({})).await.ok(201);
        app.hung(&third).await;
        app.on_day("2023-03-15").await;
        lock(&third).await.ok(200);
        let wrong = app.on_list("collective_accountant", "spending", &third, json!({"spending_id": spent["id"]})).await;
        refused(&wrong, 409, "posts.list.spending_of_other", &json!({"number": other["number"]}));
    }
}

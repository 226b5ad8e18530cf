//! Parts of a line that were called back, and others that stand in their place: the same money, which goes once.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, csv, is_maker};
use crate::{
    benefit::{
        looked::{found, until},
        refused,
        rolls::dies,
        shares::{of_person, of_unit},
    },
    check::plant::seen,
    support::{Reply, TestApp, money::text},
};

/// An inheritance of the second's shares by the first and the third, told by the body's accountant, who lets none of it go.
async fn inherited(app: &TestApp, scheme: &Value, people: &[Value; 3]) -> Value {
    let told = json!({
        "scheme_id": scheme["id"], "kind": "inherit", "on": "2023-06-01", "from": [of_person(&people[1], "40.0000")],
        "to": [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")], "file_id": app.paper("示例继承公证书.pdf").await
    });
    app.act("collective_accountant", "/share-transactions", None, told).await.ok(201)
}

pub(super) async fn reversed(app: &TestApp, wrong: &Value) -> Reply {
    let path = format!("/share-transactions/{}/reverse", text(wrong, "id"));
    app.act("collective_manager", &path, None, json!({"reason": "示例：继承有误"})).await
}

/// An approved list by members' shares of a scheme, with a dead second holder.
async fn listed_dead(app: &TestApp, (body, scheme): (&Value, &Value), people: &[Value; 3]) -> Value {
    let plan = app.approved_of(body, scheme, json!({})).await;
    let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
    dies(app, (&people[1], &house), "2023-06-01").await;
    plan
}

engines! {
    /// A bank's late word on a part that was called back holds the whole line; booked, nothing of the line goes out again.
    async fn a_late_word_on_a_part_that_was_called_back_holds_the_line(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = app.approved_of(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        for (person, number) in [(&people[0], FIRST), (&people[2], THIRD)] {
            app.usable_card(person, "示例", number).await;
        }
        let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[1], &house), "2023-06-01").await;
        let wrong = inherited(app, &scheme, &people).await;
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        let of = (&plan, &form);
        let named = json!({"serials": [2], "declared_count": 2, "declared_total": "350.00", "again_reason": "示例：账户已恢复正常"});
        let batch = app.payout_batch(of, named.clone()).await.ok(201);
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let failed = csv(&[
            (1, "示例", FIRST, "262.50", "失败", "20230601", "R1"),
            (2, "示例", THIRD, "87.50", "失败", "20230601", "R2"),
        ]);
        app.bank_answers("finance_clerk", &batch, &failed).await.ok(200);
        let late = csv(&[(1, "示例", FIRST, "262.50", "成功", "20230601", "R3")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &late).await.ok(200)["unmatched"], json!(1));
        reversed(app, &wrong).await.ok(201);
        inherited(app, &scheme, &people).await;
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.due_now(&plan).await[1..3], ["2 262.50 -", "2 87.50 -"]);
        refused(&app.payout_batch(of, named.clone()).await, 409, "payouts.batch.bank_row", &json!({"serial": "2", "amount": "262.50"}));
        let row = app.waiting_rows(&batch).await.remove(0);
        app.settle_row("finance_clerk", &row, "match", json!({"payout_id": row["about_id"]})).await.ok(200);
        refused(&app.payout_batch(of, named).await, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
        let waits = app.see("auditor", "/waiting-payments?state=due").await;
        assert!(waits["items"].as_array().unwrap().iter().all(|w| w["serial"] != 2), "{waits:#}");
        let beside = seen(app, "UPDATE payout SET part = 3, state = 'confirmed' WHERE part = 2").await;
        assert!(beside.contains("I5"), "{beside:?}");
    }

    /// What lists by one class let go to heirs is no matter of an inheritance of another.
    async fn an_inheritance_is_reversed_beside_lists_of_another_class(app) {
        app.on_day("2023-06-01").await;
        app.also("town_officer", "town_officer").await;
        app.also("asset_officer", "collective_manager").await;
        let form = app.bank_form("csv_utf8").await;
        let body = app.old_body("示例村经济合作社").await;
        app.members_pool(&body, "100000.00").await;
        let classes = [("member", "80.0000"), ("relief", "10.0000"), ("collective", "10.0000")];
        let classes: Vec<Value> = classes.iter().map(|(class, shares)| json!({"class": class, "shares": shares})).collect();
        let scheme = app.adopted(&body, json!({"classes": classes})).await;
        let people = [app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await];
        let relief = |person: &Value| json!({"person_id": person["id"], "class": "relief", "shares": "10.0000"});
        let to = [
            of_person(&people[0], "20.0000"), of_person(&people[1], "40.0000"), of_person(&people[2], "20.0000"), relief(&people[1]),
            of_unit(&body["organisation_id"], "collective", "10.0000"),
        ];
        app.dealt(&scheme, "issue", &[], &to, json!({})).await.ok(201);
        let scheme = app.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-21"})).await.ok(200);
        let plan = listed_dead(app, (&body, &scheme), &people).await;
        app.usable_card(&people[0], "示例", FIRST).await;
        app.usable_card(&people[2], "示例", THIRD).await;
        // What the dead had of another class comes to light later, and is inherited by itself.
        let on = json!({"on": "2023-06-01"});
        let moved = app.dealt(&scheme, "transfer", &[relief(&people[1])], &[relief(&people[2])], on.clone()).await.ok(201);
        let member = inherited(app, &scheme, &people).await;
        reversed(app, &moved).await.ok(201);
        let other = app.dealt(&scheme, "inherit", &[relief(&people[1])], &[relief(&people[0])], on).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        refused(&reversed(app, &member).await, 409, "shares.transaction.heir_unpaid", &json!({"plan": plan["number"], "serial": "2"}));
        reversed(app, &other).await.ok(201);
        app.on_payouts("collective_accountant", "dissolve", &batch, json!({"reason": "示例：继承有误"})).await.ok(200);
        reversed(app, &member).await.ok(201);
    }

    /// Whoever lets a line go to heirs while their inheritance is taken back comes before it, and is called back, or after it, and is refused.
    async fn a_reversal_and_a_release_meet(app) {
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = listed_dead(app, (&body, &scheme), &people).await;
        for _ in 0..3 {
            let wrong = inherited(app, &scheme, &people).await;
            let (released, back) = tokio::join!(app.line_released("collective_manager", &plan, 2), reversed(app, &wrong));
            back.ok(201);
            assert!([200, 409].contains(&released.status.as_u16()), "{:#}", released.body);
            let line = app.see("auditor", &format!("/distributions/{}/lines?serial=2", text(&plan, "id"))).await;
            assert!(line["items"][0]["released"].as_array().is_none_or(Vec::is_empty), "{line:#}");
        }
    }

    /// A line that went to the wrong person by a paper is called back by another officer before it is in a batch, and goes to whom another names.
    async fn a_line_that_went_to_the_wrong_person_is_called_back(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        app.also("asset_officer", "collective_manager").await;
        app.usable_card(&people[1], "示例", SECOND).await;
        app.usable_card(&people[2], "示例", THIRD).await;
        let (from, to) = (of_person(&people[0], "20.0000"), of_person(&people[1], "20.0000"));
        app.dealt(&json!({"id": plan["scheme_id"]}), "transfer", &[from], &[to], json!({"on": "2023-06-01"})).await.ok(201);
        let house = app.household(&[(&people[0], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        let back = async |who: &str, serial: u32| {
            let said = json!({"reason": "示例：协议载明的收款人有误"});
            app.on_plan(who, &format!("lines/{serial}/call-back"), &plan, said).await
        };
        refused(&back("collective_accountant", 1).await, 409, "distributions.line.nobody_named", &json!({"serial": "1"}));
        app.line_released_to(&plan, 1, &people[2]).await.ok(200);
        is_maker(&back("collective_manager", 1).await);
        let named = json!({"serials": [1], "declared_count": 1, "declared_total": "250.00"});
        let batch = app.payout_batch((&plan, &form), named.clone()).await.ok(201);
        refused(&back("collective_accountant", 1).await, 409, "distributions.line.named_live", &json!({"serial": "1"}));
        app.on_payouts("collective_accountant", "dissolve", &batch, json!({"reason": "示例：收款人有误"})).await.ok(200);
        back("collective_accountant", 1).await.ok(200);
        assert_eq!(app.due_now(&plan).await[0], "1 250.00 died");
        let events = app.see("auditor", "/trail/events?action=distributions.line.call_back").await;
        let done = events["items"].as_array().unwrap().iter().filter(|e| e["outcome"] == "done");
        assert_eq!(done.count(), 1, "{events:#}");
        refused(&back("collective_accountant", 1).await, 409, "distributions.line.nobody_named", &json!({"serial": "1"}));
        app.line_released_to(&plan, 1, &people[1]).await.ok(200);
        let lines = app.see("auditor", &format!("/distributions/{}/lines?serial=1", text(&plan, "id"))).await;
        let part = &lines["items"][0]["released"][0];
        assert_eq!((&part["part"], &part["person_id"]), (&json!(1), &people[1]["id"]));
        let batch = app.payout_batch((&plan, &form), named).await.ok(201);
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let paid = csv(&[(1, "示例", SECOND, "250.00", "成功", "20230601", "R1")]);
        app.bank_answers("finance_clerk", &batch, &paid).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["750.00", "0.00", "250.00", "0.00"]);
        refused(&back("collective_accountant", 1).await, 409, "distributions.line.named_live", &json!({"serial": "1"}));
    }

    /// A bank failed what a paper named, it was called back, and another paper named somebody: that the first was paid all the same is booked once, and
    /// what stands in its place goes out no more.
    async fn a_late_word_on_whom_a_paper_named_wrongly_is_booked_once(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        app.also("asset_officer", "collective_manager").await;
        app.usable_card(&people[1], "示例", SECOND).await;
        app.usable_card(&people[2], "示例", THIRD).await;
        let (from, to) = (of_person(&people[0], "20.0000"), of_person(&people[1], "20.0000"));
        app.dealt(&json!({"id": plan["scheme_id"]}), "transfer", &[from], &[to], json!({"on": "2023-06-01"})).await.ok(201);
        let house = app.household(&[(&people[0], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        app.line_released_to(&plan, 1, &people[2]).await.ok(200);
        let named = json!({"serials": [1], "declared_count": 1, "declared_total": "250.00"});
        let first = app.payout_batch((&plan, &form), named.clone()).await.ok(201);
        app.on_payouts("asset_officer", "release", &first, Value::Null).await.ok(200);
        let failed = csv(&[(1, "示例", THIRD, "250.00", "失败", "20230601", "R1")]);
        app.bank_answers("finance_clerk", &first, &failed).await.ok(200);
        let back = async || {
            let said = json!({"reason": "示例：协议载明的收款人有误"});
            app.on_plan("collective_accountant", "lines/1/call-back", &plan, said).await
        };
        back().await.ok(200);
        app.line_released_to(&plan, 1, &people[1]).await.ok(200);
        let second = app.payout_batch((&plan, &form), named.clone()).await.ok(201);
        let late = csv(&[(1, "示例", THIRD, "250.00", "成功", "20230601", "R2")]);
        assert_eq!(app.bank_answers("finance_clerk", &first, &late).await.ok(200)["unmatched"], json!(1));
        // One of the two: while the other is in a batch nothing is booked, and the batch does not go.
        let row = app.waiting_rows(&first).await.remove(0);
        let to = json!({"payout_id": row["about_id"]});
        let other = json!({"number": app.payout_of(&second, 1).await["number"]});
        refused(&app.settle_row("finance_clerk", &row, "match", to.clone()).await, 409, "payouts.result.paid_elsewhere", &other);
        let held = json!({"serial": "1", "amount": "250.00"});
        refused(&app.on_payouts("asset_officer", "release", &second, Value::Null).await, 409, "payouts.batch.bank_row", &held);
        app.on_payouts("collective_accountant", "dissolve", &second, json!({"reason": "示例：银行另报已到账"})).await.ok(200);
        refused(&app.payout_batch((&plan, &form), named.clone()).await, 409, "payouts.batch.bank_row", &held);
        app.settle_row("finance_clerk", &row, "match", to).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["750.00", "0.00", "250.00", "0.00"]);
        assert_eq!(app.bank_answers("finance_clerk", &first, &late).await.ok(200)["booked"], json!(0));
        let twice = json!({"serials": "1 (paid_or_on_its_way)"});
        refused(&app.payout_batch((&plan, &form), named).await, 409, "payouts.batch.not_payable", &twice);
        refused(&back().await, 409, "distributions.line.named_live", &json!({"serial": "1"}));
        let waits = app.see("auditor", "/waiting-payments?state=due").await;
        assert!(waits["items"].as_array().unwrap().iter().all(|w| w["serial"] != 1), "{waits:#}");
        assert_eq!(app.standing(&plan).await, ["750.00", "0.00", "250.00", "0.00"]);
    }

    /// A28.5: what heirs have of a line by no inheritance that stands, as registers of old have it.
    async fn an_heirs_part_without_an_inheritance_is_found(app) {
        let (body, scheme, people) = app.sharing().await;
        app.tick().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = listed_dead(app, (&body, &scheme), &people).await;
        inherited(app, &scheme, &people).await;
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        // As if the line were of another, from whom nobody inherited.
        let held_by = |serial: u32| {
            format!("UPDATE distribution_line SET holder_id = (SELECT id FROM share_holder WHERE serial = {serial}) WHERE serial = 2")
        };
        app.as_left(&held_by(4)).await;
        until(app, "2023-06-02").await;
        let mut parts: Vec<Value> = found(app, "A28.5").await.into_iter().map(|(_, figures)| figures).collect();
        parts.sort_by_key(|figures| text(figures, "part").to_owned());
        let part = |part: &str, heir: &str, amount: &str| {
            json!({"distribution": plan["number"], "serial": "2", "part": part, "heir_serial": heir, "amount": amount})
        };
        assert_eq!(parts, [part("1", "1", "291.66"), part("2", "3", "97.22")]);
        app.as_left(&held_by(2)).await;
        until(app, "2023-06-03").await;
        assert_eq!(found(app, "A28.5").await, []);
    }
}

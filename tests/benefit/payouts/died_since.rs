//! Whoever dies between the day on which a part of a line was let go and its payment: it goes to whoever comes after, in place of what stood, once.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, called_back::reversed, csv, is_maker};
use crate::{
    benefit::{refused, rolls::dies, shares::of_person},
    support::{TestApp, money::text},
};

impl TestApp {
    /// What of a line was let go and stands: part and heir.
    async fn parts_now(&self, plan: &Value, serial: u32) -> Vec<(i64, Option<i64>)> {
        let lines = self.see("auditor", &format!("/distributions/{}/lines?serial={serial}", text(plan, "id"))).await;
        let parts = lines["items"][0]["released"].as_array().cloned().unwrap_or_default();
        parts.iter().map(|p| (p["part"].as_i64().unwrap(), p["heir_serial"].as_i64())).collect()
    }

    /// The lines of both of the dead go to who inherited last.
    async fn both_let_go(&self, plan: &Value) {
        for serial in [2, 3] {
            self.line_released("collective_manager", plan, serial).await.ok(200);
        }
    }
}

/// A list whose second line is held back, and whose first, third and fourth lie below the minimum.
async fn listed(app: &TestApp) -> (Value, Value, [Value; 3]) {
    let (body, scheme, people) = app.sharing().await;
    app.also("asset_officer", "collective_manager").await;
    let waits = json!([{"serial": 2, "reason": "示例：权属争议未决"}]);
    let said = json!({"classes": ["member", "collective"], "held_back": waits, "minimum": "310.00"});
    let plan = app.approved_of(&body, &scheme, said).await;
    (plan, scheme, people)
}

engines! {
    /// What was let go while the holder lived goes to the heirs once he died unpaid, and to theirs; a small sum of one of the dead is let go too.
    async fn what_was_let_go_to_one_who_died_goes_to_whoever_comes_after(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, scheme, people) = listed(app).await;
        for (person, number) in [(&people[0], FIRST), (&people[2], THIRD)] {
            app.usable_card(person, "示例", number).await;
        }
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(0, None)]);
        let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        let home = app.household(&[(&people[2], "head")], json!({})).await.ok(201);
        dies(app, (&people[1], &house), "2023-06-01").await;
        assert_eq!(app.due_now(&plan).await, ["2 350.00 died"]);
        let bare = app.line_released("collective_manager", &plan, 2).await;
        refused(&bare, 409, "distributions.line.not_inherited", &json!({"serial": "2"}));
        let on = json!({"on": "2023-06-01"});
        let (from, to) = (of_person(&people[1], "40.0000"), of_person(&people[2], "40.0000"));
        app.dealt(&scheme, "inherit", &[from], &[to], on.clone()).await.ok(201);
        let small = json!({"serial": "3", "amount": "300.00", "minimum": "310.00"});
        refused(&app.line_released("collective_manager", &plan, 3).await, 409, "distributions.line.below_minimum", &small);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(1, Some(3))]);
        assert_eq!(app.due_now(&plan).await, ["2 350.00 -"]);
        refused(&app.line_released("collective_manager", &plan, 2).await, 409, "distributions.line.released", &json!({"serial": "2"}));
        // The heir dies before anything was paid.
        dies(app, (&people[2], &home), "2023-06-01").await;
        assert_eq!(app.due_now(&plan).await, ["2 350.00 died"]);
        let next = (of_person(&people[2], "70.0000"), of_person(&people[0], "70.0000"));
        let wrong = app.dealt(&scheme, "inherit", std::slice::from_ref(&next.0), std::slice::from_ref(&next.1), on.clone()).await.ok(201);
        app.both_let_go(&plan).await;
        assert_eq!((app.parts_now(&plan, 2).await, app.parts_now(&plan, 3).await), (vec![(2, Some(1))], vec![(1, Some(1))]));
        assert_eq!(app.due_now(&plan).await, ["2 350.00 -", "3 300.00 -"]);
        // A reversal of what the heir's heir inherited calls both back.
        reversed(app, &wrong).await.ok(201);
        assert_eq!((app.parts_now(&plan, 2).await, app.parts_now(&plan, 3).await), (vec![], vec![]));
        app.dealt(&scheme, "inherit", &[next.0], &[next.1], on).await.ok(201);
        // One act reaches the heirs of an heir who is dead too: what goes to that one stands called back before it.
        app.both_let_go(&plan).await;
        assert_eq!((app.parts_now(&plan, 2).await, app.parts_now(&plan, 3).await), (vec![(4, Some(1))], vec![(2, Some(1))]));
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let paid = csv(&[
            (1, "示例", FIRST, "350.00", "成功", "20230601", "R1"),
            (2, "示例", FIRST, "300.00", "成功", "20230601", "R2"),
        ]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &paid).await.ok(200)["booked"], json!(2));
        assert_eq!(app.standing(&plan).await, ["0.00", "0.00", "650.00", "350.00"]);
        let twice = app.line_released("collective_manager", &plan, 2).await;
        refused(&twice, 409, "distributions.line.released", &json!({"serial": "2"}));
    }

    /// One heir's part failed, another's was paid; the first dies and his part goes on. A bank's late word on what was called back is booked, and holds what stands
    /// in its place alone.
    async fn a_late_word_on_one_heirs_part_is_no_other_heirs(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = app.approved_of(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        for (person, number) in [(&people[0], FIRST), (&people[2], THIRD)] {
            app.usable_card(person, "示例", number).await;
        }
        let house = app.household(&[(&people[1], "head"), (&people[0], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[1], &house), "2023-06-01").await;
        let on = json!({"on": "2023-06-01"});
        let heirs = [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")];
        app.dealt(&scheme, "inherit", &[of_person(&people[1], "40.0000")], &heirs, on.clone()).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        let of = |count: u32, total: &str| json!({"serials": [2], "declared_count": count, "declared_total": total});
        let batch = app.payout_batch((&plan, &form), of(2, "350.00")).await.ok(201);
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let told = csv(&[
            (1, "示例", FIRST, "262.50", "失败", "20230601", "R1"),
            (2, "示例", THIRD, "87.50", "成功", "20230601", "R2"),
        ]);
        app.bank_answers("finance_clerk", &batch, &told).await.ok(200);
        dies(app, (&people[0], &house), "2023-06-01").await;
        let next = (of_person(&people[0], "50.0000"), of_person(&people[2], "50.0000"));
        app.dealt(&scheme, "inherit", &[next.0], &[next.1], on).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(2, Some(3)), (3, Some(3))]);
        let late = csv(&[(1, "示例", FIRST, "262.50", "成功", "20230601", "R3")]);
        assert_eq!(app.bank_answers("finance_clerk", &batch, &late).await.ok(200)["unmatched"], json!(1));
        let row = app.waiting_rows(&batch).await.remove(0);
        app.settle_row("finance_clerk", &row, "match", json!({"payout_id": row["about_id"]})).await.ok(200);
        let twice = app.payout_batch((&plan, &form), of(1, "262.50")).await;
        refused(&twice, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
    }

    /// A paper named the wrong person in the place of one heir who left nothing to inherit; another heir's part is paid. The wrong one's part alone waits again,
    /// as that heir's, and goes to whom another paper names.
    async fn whom_a_paper_named_wrongly_beside_an_heir_is_called_back_alone(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = app.approved_of(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        for (person, number) in [(&people[0], FIRST), (&people[2], THIRD)] {
            app.usable_card(person, "示例", number).await;
        }
        let (wrong, right) = (app.person(json!({})).await, app.person(json!({})).await);
        let all = [(&people[1], "head"), (&people[0], "spouse"), (&wrong, "son"), (&right, "son")];
        let house = app.household(&all, json!({})).await.ok(201);
        dies(app, (&people[1], &house), "2023-06-01").await;
        let on = json!({"on": "2023-06-01"});
        let heirs = [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")];
        app.dealt(&scheme, "inherit", &[of_person(&people[1], "40.0000")], &heirs, on.clone()).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        let of = |count: u32, total: &str| json!({"serials": [2], "declared_count": count, "declared_total": total});
        let batch = app.payout_batch((&plan, &form), of(2, "350.00")).await.ok(201);
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let told = csv(&[
            (1, "示例", FIRST, "262.50", "失败", "20230601", "R1"),
            (2, "示例", THIRD, "87.50", "成功", "20230601", "R2"),
        ]);
        app.bank_answers("finance_clerk", &batch, &told).await.ok(200);
        // All that the first had is another's before the first dies.
        let given = (of_person(&people[0], "50.0000"), of_person(&people[2], "50.0000"));
        app.dealt(&scheme, "transfer", &[given.0], &[given.1], on).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        app.line_released_to(&plan, 2, &wrong).await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(2, Some(3)), (3, None)]);
        let back = async |who: &str| {
            app.on_plan(who, "lines/2/call-back", &plan, json!({"reason": "示例：协议载明的收款人有误"})).await
        };
        is_maker(&back("collective_manager").await);
        back("collective_accountant").await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(2, Some(3)), (4, Some(1))]);
        assert!(app.due_now(&plan).await.contains(&"2 262.50 died".to_owned()));
        refused(&back("collective_accountant").await, 409, "distributions.line.nobody_named", &json!({"serial": "2"}));
        app.line_released_to(&plan, 2, &right).await.ok(200);
        assert_eq!(app.parts_now(&plan, 2).await, [(2, Some(3)), (5, None)]);
        app.usable_card(&right, "示例", SECOND).await;
        let batch = app.payout_batch((&plan, &form), of(1, "262.50")).await.ok(201);
        app.on_payouts("asset_officer", "release", &batch, Value::Null).await.ok(200);
        let told = csv(&[(1, "示例", SECOND, "262.50", "成功", "20230601", "R3")]);
        app.bank_answers("finance_clerk", &batch, &told).await.ok(200);
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "350.00", "0.00"]);
        refused(&back("collective_accountant").await, 409, "distributions.line.named_live", &json!({"serial": "2"}));
    }

    /// Of a scheme that ended nobody inherits: the line of who died after it goes to whom a paper names.
    async fn who_died_once_the_shares_had_ended_leaves_a_line_to_whom_a_paper_names(app) {
        let (plan, people, body) = app.approved_list().await;
        let (scheme, vote) = (json!({"id": plan["scheme_id"]}), app.shares_voted(&body).await);
        app.ends(&scheme, "2023-06-01", &vote).await.ok(200);
        app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        let house = app.household(&[(&people[0], "head"), (&people[2], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        let bare = app.line_released("collective_manager", &plan, 1).await;
        refused(&bare, 409, "distributions.line.payee_wanted", &json!({"serial": "1"}));
        app.line_released_to(&plan, 1, &people[2]).await.ok(200);
        assert_eq!(app.parts_now(&plan, 1).await, [(0, None)]);
    }

    /// By whose word somebody inherited does not let go what that one has.
    async fn whoever_recorded_an_inheritance_lets_no_batch_with_it_go(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = app.approved_of(&body, &scheme, json!({})).await;
        app.usable_card(&people[0], "示例", FIRST).await;
        let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        dies(app, (&people[1], &house), "2023-06-01").await;
        let told = json!({
            "scheme_id": scheme["id"], "kind": "inherit", "on": "2023-06-01", "from": [of_person(&people[1], "40.0000")],
            "to": [of_person(&people[0], "40.0000")], "file_id": app.paper("示例继承公证书.pdf").await
        });
        app.act("asset_officer", "/share-transactions", None, told).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        let batch = app.payout_batch_of_all((&plan, &form)).await;
        is_maker(&app.on_payouts("asset_officer", "release", &batch, Value::Null).await);
    }

    /// Whom a paper named dies before the line was paid: another paper names who has it.
    async fn whom_a_paper_named_dies_before_the_line_was_paid(app) {
        let (plan, people, _) = app.approved_list().await;
        let scheme = json!({"id": plan["scheme_id"]});
        let (from, to) = (of_person(&people[0], "20.0000"), of_person(&people[1], "20.0000"));
        app.dealt(&scheme, "transfer", &[from], &[to], json!({"on": "2023-06-01"})).await.ok(201);
        let named = app.person(json!({})).await;
        let house = app.household(&[(&people[2], "head"), (&people[0], "spouse"), (&named, "son")], json!({})).await.ok(201);
        dies(app, (&people[0], &house), "2023-06-01").await;
        app.line_released_to(&plan, 1, &named).await.ok(200);
        dies(app, (&named, &house), "2023-06-01").await;
        assert_eq!(app.due_now(&plan).await[0], "1 250.00 died");
        let bare = app.line_released("collective_manager", &plan, 1).await;
        refused(&bare, 409, "distributions.line.payee_wanted", &json!({"serial": "1"}));
        app.usable_card(&people[2], "示例", THIRD).await;
        app.line_released_to(&plan, 1, &people[2]).await.ok(200);
        assert_eq!(app.parts_now(&plan, 1).await, [(1, None)]);
        assert_eq!(app.due_now(&plan).await[0], "1 250.00 -");
    }
}

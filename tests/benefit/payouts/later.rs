//! What of a list waited and is paid later: held back until its reason has gone, and what one of the dead had, to the heirs.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, csv, is_maker};
use crate::{
    benefit::{
        looked::{found, until},
        refused,
        shares::of_person,
    },
    check::plant::seen,
    support::{Reply, TestApp, money::text},
};

impl TestApp {
    /// Somebody says that a line of a plan waits no longer.
    pub async fn line_released(&self, who: &str, plan: &Value, serial: i64) -> Reply {
        let paper = self.paper("示例恢复发放依据.pdf").await;
        let said = json!({"reason": "示例：原因已消除", "file_id": paper});
        self.on_plan(who, &format!("lines/{serial}/release"), plan, said).await
    }

    /// Serials and amounts of what would be paid today, and why what would not waits.
    pub(super) async fn due_now(&self, plan: &Value) -> Vec<String> {
        let list = self.see("auditor", &format!("/distributions/{}/payees?limit=200", text(plan, "id"))).await;
        let row = |p: &Value| format!("{} {} {}", p["serial"], text(p, "amount"), p["waits"].as_str().unwrap_or("-"));
        let mut rows: Vec<_> = list["items"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }
}

engines! {
    /// A line that was held back is let go once, by another than who wrote the plan; what one of the dead had goes to the heirs, to the fen, and
    /// each part is paid, fails and goes again by itself.
    async fn what_waited_is_paid_later_and_once(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        let waits = json!([{"serial": 1, "reason": "示例：权属争议未决"}]);
        let said = json!({"classes": ["member", "collective"], "held_back": waits, "minimum": "150.00"});
        let plan = app.voted_plan(&body, &scheme, said).await;
        app.counted(&plan).await.ok(200);
        refused(&app.line_released("collective_manager", &plan, 1).await, 409, "distributions.distribution.state", &json!({"state": "voted"}));
        app.approved_plan(&plan).await;
        for (person, number) in people.iter().zip([FIRST, SECOND, THIRD]) {
            app.usable_card(person, "示例", number).await;
        }
        let of = (&plan, &form);
        let held = app.see("auditor", &format!("/distributions/{}/lines?state=held_back", text(&plan, "id"))).await["items"][0].clone();
        assert_eq!((&held["serial"], text(&held, "waits_since"), text(&held, "reason")), (&json!(1), "2023-06-01", "示例：权属争议未决"));
        assert_eq!(app.standing(&plan).await, ["650.00", "0.00", "0.00", "350.00"]);
        let named = json!({"serials": [1], "declared_count": 1, "declared_total": "250.00"});
        refused(&app.payout_batch(of, named).await, 409, "payouts.batch.not_payable", &json!({"serials": "1 (not_due)"}));
        let own = app.line_released("collective_accountant", &plan, 1).await;
        is_maker(&own);
        let small = json!({"serial": "4", "amount": "100.00", "minimum": "150.00"});
        refused(&app.line_released("collective_manager", &plan, 4).await, 409, "distributions.line.below_minimum", &small);
        refused(&app.line_released("collective_manager", &plan, 2).await, 409, "distributions.line.not_waiting", &json!({"serial": "2"}));
        refused(&app.line_released("collective_manager", &plan, 9).await, 404, "distributions.line.unknown", &json!({"serial": "9"}));
        app.line_released("collective_manager", &plan, 1).await.ok(200);
        refused(&app.line_released("collective_manager", &plan, 1).await, 409, "distributions.line.released", &json!({"serial": "1"}));
        assert_eq!(app.standing(&plan).await, ["900.00", "0.00", "0.00", "100.00"]);
        let named = json!({"serials": [2], "declared_count": 1, "declared_total": "350.00"});
        let drafted = app.payout_batch(of, named).await.ok(201);
        // The second dies once the list was approved: nothing is paid before all shares are the heirs'.
        let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-06-01", "person_id": people[1]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        assert_eq!(app.due_now(&plan).await, ["1 250.00 -", "2 350.00 died", "3 300.00 -"]);
        refused(&app.line_released("collective_manager", &plan, 2).await, 409, "distributions.line.live", &json!({"serial": "2"}));
        app.on_payouts("collective_accountant", "dissolve", &drafted, json!({"reason": "示例：持有人去世"})).await.ok(200);
        refused(&app.line_released("collective_manager", &plan, 2).await, 409, "distributions.line.not_inherited", &json!({"serial": "2"}));
        let heirs = [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")];
        let inherited = app.dealt(&scheme, "inherit", &[of_person(&people[1], "40.0000")], &heirs, json!({"on": "2023-06-01"})).await.ok(201);
        app.line_released("collective_manager", &plan, 2).await.ok(200);
        assert_eq!(app.due_now(&plan).await, ["1 250.00 -", "2 262.50 -", "2 87.50 -", "3 300.00 -"]);
        let lines = app.see("auditor", &format!("/distributions/{}/lines?serial=2", text(&plan, "id"))).await;
        let part = |n: u32, heir: u32, amount: &str| json!({"part": n, "heir_serial": heir, "amount": amount, "on": "2023-06-01", "reason": "示例：原因已消除"});
        assert_eq!(lines["items"][0]["released"], json!([part(1, 1, "262.50"), part(2, 3, "87.50")]));
        let again = inherited_anew(app, of, (&scheme, &people), &inherited).await;
        let lines = app.see("auditor", &format!("/distributions/{}/lines?serial=2", text(&plan, "id"))).await;
        assert_eq!(lines["items"][0]["released"], json!([part(3, 1, "262.50"), part(4, 3, "87.50")]));
        paid_by_parts(app, of).await;
        // What was paid is given back before the inheritance is reversed.
        let path = format!("/share-transactions/{}/reverse", text(&again, "id"));
        let paid = app.act("collective_manager", &path, None, json!({"reason": "示例：继承有误"})).await;
        refused(&paid, 409, "shares.transaction.heir_paid", &json!({"plan": plan["number"], "serial": "2", "amount": "262.50"}));
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A28.5").await, []);
        let gone = seen(app, "DELETE FROM distribution_release WHERE part = 4").await;
        assert!(gone.contains("I2") && gone.contains("I5"), "{gone:?}");
        let less = seen(app, "UPDATE distribution_release SET amount_fen = amount_fen - 1 WHERE part = 0").await;
        assert!(less.contains("I2"), "{less:?}");
    }
}

/// An inheritance that was wrong is taken back before anything was paid: what was let go waits again, for whoever inherits then.
async fn inherited_anew(
    app: &TestApp,
    of: (&Value, &Value),
    (scheme, people): (&Value, &[Value; 3]),
    wrong: &Value,
) -> Value {
    let path = format!("/share-transactions/{}/reverse", text(wrong, "id"));
    let reason = json!({"reason": "示例：继承有误"});
    let named = json!({"serials": [2], "declared_count": 2, "declared_total": "350.00"});
    let drafted = app.payout_batch(of, named).await.ok(201);
    let facts = json!({"plan": of.0["number"], "serial": "2", "amount": "262.50"});
    let early = app.act("collective_manager", &path, None, reason.clone()).await;
    refused(&early, 409, "shares.transaction.heir_unpaid", &facts);
    app.on_payouts("collective_accountant", "dissolve", &drafted, reason.clone()).await.ok(200);
    app.act("collective_manager", &path, None, reason).await.ok(201);
    assert_eq!(app.due_now(of.0).await, ["1 250.00 -", "2 350.00 died", "3 300.00 -"]);
    let heirs = [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")];
    let from = [of_person(&people[1], "40.0000")];
    // Who says who the heirs are does not let the line go to them.
    app.also("asset_officer", "collective_manager").await;
    let told = json!({
        "scheme_id": scheme["id"], "kind": "inherit", "on": "2023-06-01", "from": from, "to": heirs,
        "file_id": app.paper("示例继承公证书.pdf").await
    });
    let again = app.act("asset_officer", "/share-transactions", None, told).await.ok(201);
    let own = app.line_released("asset_officer", of.0, 2).await;
    is_maker(&own);
    app.line_released("collective_manager", of.0, 2).await.ok(200);
    again
}

/// All of it in one file, by the places of its orders; one part fails and goes again, with a word, alone.
async fn paid_by_parts(app: &TestApp, of: (&Value, &Value)) {
    let plan = of.0;
    let batch = app.payout_batch_of_all(of).await;
    assert_eq!((&batch["count"], text(&batch, "total")), (&json!(4), "900.00"));
    let on_its_way = app.payout_trial(of, json!({})).await;
    refused(&on_its_way, 409, "payouts.batch.nothing_payable", &json!({"waiting": "0"}));
    // Who said that the line goes to the heirs does not let the money go.
    let own = app.on_payouts("collective_manager", "release", &batch, Value::Null).await;
    is_maker(&own);
    // Nor does who recorded that they inherited.
    is_maker(&app.on_payouts("asset_officer", "release", &batch, Value::Null).await);
    app.also("unit_head", "collective_manager").await;
    app.on_payouts("unit_head", "release", &batch, Value::Null).await.ok(200);
    let answers = csv(&[
        (1, "示例", FIRST, "250.00", "成功", "20230601", "R1"),
        (2, "示例", FIRST, "262.50", "成功", "20230601", "R2"),
        (3, "示例", THIRD, "87.50", "失败", "20230601", "R3"),
        (4, "示例", THIRD, "300.00", "成功", "20230601", "R4"),
    ]);
    let taken = app.bank_answers("finance_clerk", &batch, &answers).await.ok(200);
    assert_eq!(
        (&taken["booked"], app.standing(plan).await),
        (&json!(4), ["87.50", "0.00", "812.50", "100.00"].map(String::from))
    );
    // One part is paid: whoever names the line means the other, which goes again by a word, alone.
    let word =
        json!({"serials": [2], "declared_count": 1, "declared_total": "87.50", "again_reason": "示例：账户已恢复正常"});
    let again = app.payout_batch(of, word).await.ok(201);
    app.on_payouts("unit_head", "release", &again, Value::Null).await.ok(200);
    let late = csv(&[(1, "示例", THIRD, "87.50", "成功", "20230601", "R5")]);
    app.bank_answers("finance_clerk", &again, &late).await.ok(200);
    assert_eq!(app.standing(plan).await, ["0.00", "0.00", "900.00", "100.00"]);
    let twice = json!({"serials": [2], "declared_count": 1, "declared_total": "87.50"});
    let twice = app.payout_batch(of, twice).await;
    refused(&twice, 409, "payouts.batch.not_payable", &json!({"serials": "2 (paid_or_on_its_way)"}));
}

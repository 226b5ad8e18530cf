//! Parts of a line that were called back, and others that stand in their place: the same money, which goes once.

use serde_json::{Value, json};

use super::{FIRST, THIRD, csv};
use crate::{
    benefit::{refused, shares::of_person},
    check::plant::seen,
    support::{TestApp, money::text},
};

/// An inheritance of the second's shares by the first and the third, told by an officer of its own.
async fn inherited(app: &TestApp, scheme: &Value, people: &[Value; 3]) -> Value {
    let told = json!({
        "scheme_id": scheme["id"], "kind": "inherit", "on": "2023-06-01", "from": [of_person(&people[1], "40.0000")],
        "to": [of_person(&people[0], "30.0000"), of_person(&people[2], "10.0000")], "file_id": app.paper("示例继承公证书.pdf").await
    });
    app.act("asset_officer", "/share-transactions", None, told).await.ok(201)
}

engines! {
    /// A bank's late word on a part that was called back holds the whole line; booked, nothing of the line goes out again.
    async fn a_late_word_on_a_part_that_was_called_back_holds_the_line(app) {
        let form = app.bank_form("csv_utf8").await;
        let (body, scheme, people) = app.sharing().await;
        app.also("asset_officer", "collective_manager").await;
        let plan = app.voted_plan(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        app.counted(&plan).await.ok(200);
        app.approved_plan(&plan).await;
        for (person, number) in [(&people[0], FIRST), (&people[2], THIRD)] {
            app.usable_card(person, "示例", number).await;
        }
        let house = app.household(&[(&people[0], "head"), (&people[1], "spouse")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-06-01", "person_id": people[1]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
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
        let path = format!("/share-transactions/{}/reverse", text(&wrong, "id"));
        app.act("collective_manager", &path, None, json!({"reason": "示例：继承有误"})).await.ok(201);
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
}

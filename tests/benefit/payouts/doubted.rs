//! Answers that say of money what nobody should believe: a stranger's account, a day that cannot be, the file of another batch, twice paid.

use serde_json::{Value, json};

use super::{FIRST, SECOND, THIRD, csv, is_maker};
use crate::{
    benefit::refused,
    check::plant::expect_seen,
    support::{TestApp, money::text, property::over},
};

/// Somebody's who is on no list.
const STRANGER: &str = "6200000000007777";

fn told(answer: &Value) -> [i64; 3] {
    ["booked", "repeated", "unmatched"].map(|name| answer[name].as_i64().unwrap())
}

impl TestApp {
    /// A batch of some lines, let go.
    pub(super) async fn sent(&self, of: (&Value, &Value), serials: Value) -> Value {
        let tried = self.payout_trial(of, json!({"serials": serials})).await.ok(200);
        let said = json!({"serials": serials, "declared_count": tried["count"], "declared_total": tried["total"]});
        let batch = self.payout_batch(of, said).await.ok(201);
        self.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200)
    }

    /// Why rows of a batch wait, in the order in which they were taken in.
    async fn whys(&self, batch: &Value) -> Vec<String> {
        let rows = self.waiting_rows(batch).await;
        rows.iter().map(|r| format!("{} {}", text(r, "on"), text(r, "mismatch"))).collect()
    }
}

engines! {
    /// A row that names a stranger is matched by a second officer with the bank's paper; days that cannot be, a second payment and another
    /// batch's file are booked by nobody.
    async fn what_a_bank_cannot_mean_is_not_believed(app) {
        let form = app.bank_form("csv_utf8").await;
        let (plan, people, _) = app.approved_list().await;
        for (person, number) in people.iter().zip([FIRST, SECOND, THIRD]) {
            app.usable_card(person, "示例", number).await;
        }
        let of = (&plan, &form);
        let (batch, other) = (app.sent(of, json!([1, 2])).await, app.sent(of, json!([3])).await);
        app.on_day("2023-06-10").await;
        app.also("asset_officer", "finance_clerk").await;
        let file = csv(&[
            (1, "示例", STRANGER, "250.00", "成功", "20230602", "R1"),
            (2, "示例", SECOND, "350.00", "成功", "20991231", "R2"),
            (2, "示例", SECOND, "350.00", "失败", "20230531", "R2"),
        ]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &file).await.ok(200)), [0, 0, 3]);
        assert_eq!(app.whys(&batch).await, ["2023-06-02 payee", "2099-12-31 day", "2023-05-31 day"]);
        // The very same file is of one batch, which is named; for that one it brings nothing.
        let elsewhere = app.bank_answers("finance_clerk", &other, &file).await;
        refused(&elsewhere, 409, "payouts.answer.elsewhere", &json!({"number": batch["number"], "on": "2023-06-10"}));
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &file).await.ok(200)), [0, 3, 0]);
        assert_eq!(app.standing(&plan).await, ["100.00", "900.00", "0.00", "0.00"]);
        let rows = app.waiting_rows(&batch).await;
        let (one, two) = (app.payout_of(&batch, 1).await, app.payout_of(&batch, 2).await);
        let differs = json!({"number": one["number"], "row": "************7777", "account": "************0001"});
        for who in ["finance_clerk", "asset_officer"] {
            let bare = app.settle_row(who, &rows[0], "match", json!({"payout_id": one["id"]})).await;
            refused(&bare, 409, "payouts.result.other_payee", &differs);
        }
        let proved = json!({"payout_id": one["id"], "file_id": app.paper("示例银行证明.pdf").await});
        let own = app.settle_row("finance_clerk", &rows[0], "match", proved.clone()).await;
        is_maker(&own);
        let nothing = over(proved.clone(), &json!({"file_id": plan["id"]}));
        refused(&app.settle_row("asset_officer", &rows[0], "match", nothing).await, 422, "files.file.unknown", &json!({}));
        assert_eq!(text(&app.payout_of(&batch, 1).await, "state"), "handed_over");
        let matched = app.settle_row("asset_officer", &rows[0], "match", proved).await.ok(200);
        assert_eq!((text(&matched, "state"), text(&matched, "instead_of")), ("booked", "************0001"));
        let events = app.see("auditor", &format!("/trail/events?subject_id={}", text(&matched, "id"))).await;
        let kept = events["items"].as_array().unwrap().iter().any(|e| e["after"]["instead_of"] == "************0001");
        assert!(kept, "{events:#}");
        let on = json!({"on": "2099-12-31", "sent": "2023-06-01", "today": "2023-06-10"});
        let ahead = app.settle_row("finance_clerk", &rows[1], "match", json!({"payout_id": two["id"]})).await;
        refused(&ahead, 409, "payouts.result.day", &on);
        // What was paid on the second came not back on the first, and is not paid once more on the fifth.
        let late = csv(&[
            (1, "示例", FIRST, "250.00", "退票", "20230601", "R1"),
            (1, "示例", FIRST, "250.00", "成功", "20230602", "R1"),
            (1, "示例", FIRST, "250.00", "成功", "20230605", "R9"),
            (2, "示例", SECOND, "350.00", "成功", "20230610", "R2"),
        ]);
        assert_eq!(told(&app.bank_answers("finance_clerk", &batch, &late).await.ok(200)), [1, 1, 2]);
        let whys = app.whys(&batch).await;
        assert_eq!(whys[1..], ["2099-12-31 day", "2023-05-31 day", "2023-06-05 paid_again"], "{whys:?}");
        assert_eq!((whys[0].as_str(), app.standing(&plan).await), ("2023-06-01 day", ["100.00", "300.00", "600.00", "0.00"].map(String::from)));
        // A file without a row says nothing of any batch.
        for batch in [&batch, &other] {
            app.bank_answers("finance_clerk", batch, &csv(&[])).await.ok(200);
        }
        let taker = "(SELECT a.taken_by FROM payout_answer a WHERE a.id = payout_result.answer_id)";
        expect_seen(
            app,
            "I4",
            &[
                &format!("UPDATE payout_result SET settled_by = {taker} WHERE instead_of IS NOT NULL"),
                "UPDATE payout_result SET instead_of = NULL WHERE instead_of IS NOT NULL",
            ],
        )
        .await;
    }
}

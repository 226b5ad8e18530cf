//! Maker as checker where pools are spent, what waits is carried, lists are looked at, cards are corrected, and households confirmed.

use serde_json::{Value, json};

use super::second_person::{MAKER, SECOND};
use crate::support::{TestApp, money::text};

/// Who wrote the plan with which small amounts are carried.
pub async fn a_carrying(app: &TestApp) -> usize {
    let plan = app.see("auditor", "/distributions?state=approved").await["items"][0].clone();
    let said = json!({"reason": "示例", "file_id": app.paper("示例.pdf").await});
    app.on_plan("collective_accountant", "carry", &plan, said).await.refused(403, MAKER);
    1
}

/// Who recorded what is spent.
pub async fn a_spending(app: &TestApp) -> usize {
    let (account, pool) = app.community("示例己村经济合作社", "6200000000000019").await;
    let spent = app.spent(&pool, &account, "示-901", json!({})).await.ok(201);
    app.confirmed_spending("collective_accountant", &spent).await.refused(403, SECOND);
    1
}

/// Who asked that a body be closed.
pub async fn a_closing(app: &TestApp) -> usize {
    let body = app.old_body("示例庚村经济合作社").await;
    let said = json!({"on": "2023-03-01", "reason": "示例", "file_id": app.paper("示例.pdf").await});
    app.on_body("close", &body, said).await.ok(200);
    app.closing_confirmed("collective_manager", &body).await.refused(403, SECOND);
    1
}

/// Who asked that a scheme of shares end.
pub async fn an_ending(app: &TestApp) -> usize {
    let body = app.collective("示例辛村经济合作社").await;
    let (scheme, _) = app.held(&body, json!({})).await;
    app.ends(&scheme, "2023-02-28", &app.shares_voted(&body).await).await.ok(200);
    app.ending_confirmed("collective_manager", &scheme).await.refused(403, SECOND);
    1
}

/// Looks at one's own list.
pub async fn a_list(app: &TestApp) -> usize {
    let (_, pool) = app.community("示例戊村经济合作社", "6200000000000018").await;
    let [_, _, _, list] = app.worked(&pool).await;
    app.on_list("collective_accountant", "check", &list, json!({})).await.refused(403, SECOND);
    1
}

/// Who told what is right of a card.
pub async fn a_correction(app: &TestApp) -> usize {
    let (asset, paper) = (app.stock(json!({})).await, app.paper("示例.pdf").await);
    let noted = json!({"on": "2019-06-30", "state": "handed_over", "file_id": paper, "reason": "示例"});
    let asset = app.on_asset("note-handover", &asset, noted).await.ok(200);
    let right = json!({"accepted_on": "2019-05-31", "file_id": paper, "reason": "示例"});
    let waits = app.on_asset("correct", &asset, right).await.ok(200);
    let path = format!("/assets/{}/confirm-correction", text(&asset, "id"));
    app.press("asset_officer", &path, &waits).await.refused(403, SECOND);
    1
}

/// Who recorded that money of a payout came back, of the batch that was let go before.
pub async fn a_recovery(app: &TestApp) -> usize {
    let batch = app.see("auditor", "/payout-batches?state=released").await["items"][0].clone();
    let row =
        "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n1,示例,6217000000000077,250.00,成功,,20230601,R1\r\n";
    app.bank_answers("finance_clerk", &batch, row.as_bytes()).await.ok(200);
    let payout = app.see("auditor", "/payouts?state=confirmed").await["items"][0].clone();
    let said = json!({
        "payout_id": payout["id"], "amount": "1.00", "on": "2023-06-01", "goes_to": "pool", "reason": "示例", "file_id": app.paper("示例.pdf").await
    });
    let back = app.act("finance_clerk", "/payout-recoveries", None, said).await.ok(201);
    let path = format!("/payout-recoveries/{}/confirm", text(&back, "id"));
    app.press("finance_clerk", &path, &back).await.refused(403, MAKER);
    1
}

/// Who asked that what was confirmed to have come back be taken back.
pub async fn an_undoing(app: &TestApp) -> usize {
    let back = app.see("auditor", "/payout-recoveries?state=recorded").await["items"][0].clone();
    app.also("asset_officer", "finance_clerk").await;
    app.on_recovery("asset_officer", "confirm", &back, Value::Null).await.ok(200);
    app.undoing_asked("asset_officer", &back).await.ok(200);
    app.undoing_confirmed("asset_officer", &back).await.refused(403, MAKER);
    1
}

/// Who told who belongs to a household.
pub async fn a_home(app: &TestApp) -> usize {
    let (head, spouse) = (app.named("示例").await, app.named("示例").await);
    let house = app.household(&[(&head, "head"), (&spouse, "spouse")], json!({})).await.ok(201);
    app.home_said("asset_officer", &house, ("示例", 2)).await.refused(403, SECOND);
    1
}

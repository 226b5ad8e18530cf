use serde_json::json;

use super::plant::expect_seen;
use crate::support::{TestApp, money::text};

/// A complaint that was put off, answered, closed and opened again; one that was closed; one that waits, of an officer.
async fn complaints(app: &TestApp) {
    let asset = app.stock(json!({})).await;
    let answer = json!({"finding": "upheld", "answered_on": "2023-03-01", "text": "示例"});
    let unit = app.unit("示例县农业农村局").await;
    let closed = async |due: bool| {
        let made = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let take = if due { json!({"unit_id": unit, "due_on": "2023-03-02"}) } else { json!({"unit_id": unit}) };
        let mut taken = app.on_complaint("asset_officer", "accept", &made, take).await.ok(200);
        if due {
            let longer = json!({"until_on": "2023-03-20", "reason": "示例"});
            taken = app.on_complaint("unit_head", "extend", &taken, longer).await.ok(200);
        }
        let answered = app.on_complaint("unit_clerk", "answer", &taken, answer.clone()).await.ok(200);
        let path = format!("/complaints/{}/close", text(&answered, "id"));
        app.press("asset_officer", &path, &answered).await.ok(200)
    };
    closed(false).await;
    let again = json!({"channel": "phone", "received_on": "2023-03-01", "text": "示例"});
    app.on_complaint("unit_clerk", "reopen", &closed(true).await, again).await.ok(200);
    let concerned =
        json!({"asset_ids": [asset["id"]], "complained_of_officer_ids": [app.who("unit_clerk").await.officer]});
    app.complain("asset_officer", concerned).await.ok(201);
}

engines! {
    /// Complaints that were handled by whoever must not, or stand otherwise than their words.
    async fn a_complaint_that_was_not_answered_so_is_seen(app) {
        complaints(app).await;
        expect_seen(app, "I4", &[
            "UPDATE complaint SET closed_by = (SELECT answered_by FROM complaint_word WHERE answered_by IS NOT NULL LIMIT 1) WHERE state = 'closed'",
            "UPDATE complaint_extension SET extended_by = (SELECT answered_by FROM complaint_word WHERE answered_by IS NOT NULL LIMIT 1)",
            "UPDATE complaint_officer SET complaint_id = (SELECT id FROM complaint WHERE state = 'closed')",
        ]).await;
        expect_seen(app, "I9", &[
            "DELETE FROM complaint_subject WHERE complaint_id = (SELECT id FROM complaint WHERE state = 'closed')",
            "UPDATE complaint_word SET finding = NULL WHERE finding IS NOT NULL AND complaint_id = (SELECT id FROM complaint WHERE state = 'closed')",
            "UPDATE complaint_word SET finding = 'upheld' WHERE n = 2",
            "UPDATE complaint_word SET finding = NULL WHERE n = 1 AND complaint_id = (SELECT complaint_id FROM complaint_word WHERE n = 2)",
            "UPDATE complaint SET state = 'accepted' WHERE state = 'received'",
        ]).await;
        expect_seen(app, "I2", &["UPDATE complaint_extension SET until_on = '2023-03-21'"]).await;
        expect_seen(app, "I7", &["UPDATE complaint SET version = version + 1"]).await;
        expect_seen(app, "I11", &["UPDATE complaint SET region_code = '431027' WHERE state = 'closed'"]).await;
    }
}

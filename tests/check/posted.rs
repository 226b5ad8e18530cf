use serde_json::json;

use super::plant::expect_seen;
use crate::support::{TestApp, money::text};

/// A posting that was closed, one that hangs with an answered objection, one that is a draft, and a decision.
async fn postings(app: &TestApp) {
    let decision = app.decided(json!({})).await.ok(201);
    let id = app.valued("示例公厕").await["id"].clone();
    let said = json!({"asset_ids": [id], "decision_id": decision["id"]});
    app.file_posting(said.clone()).await.ok(201);
    let hung = app.hang(&app.file_posting(said.clone()).await.ok(201), "2023-03-01").await.ok(200);
    let objection = json!({"channel": "visit", "received_on": "2023-03-01", "suspends": true, "text": "示例"});
    let stopped = app.on_posting("village_clerk", "objections", &hung, objection).await.ok(200);
    let answer = json!({"n": 1, "result": "not_upheld", "on": "2023-03-01", "text": "示例"});
    app.on_posting("town_officer", "answer", &stopped, answer).await.ok(200);
    let other = json!({"asset_ids": [app.valued("示例水井").await["id"]], "decision_id": decision["id"]});
    let closed = app.posted(other).await;
    assert_eq!(text(&closed, "state"), "closed");
}

engines! {
    /// Postings that hung otherwise than they say, or were closed by those who made them.
    async fn a_posting_that_did_not_hang_is_seen(app) {
        postings(app).await;
        expect_seen(app, "I4", &[
            "UPDATE posting_term SET ending = 'stopped', ended_on = from_on WHERE ending IS NULL",
            "UPDATE posting_content SET digest = 'other' WHERE posting_id = (SELECT id FROM posting WHERE state = 'closed')",
            "UPDATE posting SET closed_by = filed_by WHERE state = 'closed'",
            "UPDATE posting SET closed_by = posted_by WHERE state = 'closed'",
            "UPDATE posting SET closed_on = '2023-03-08' WHERE state = 'closed'",
            "UPDATE posting_term SET seen_until_on = '2023-03-09' WHERE ending = 'closed'",
            "UPDATE posting_place SET end_on = '2023-03-07' WHERE end_on IS NOT NULL",
            "DELETE FROM posting_place WHERE posting_id = (SELECT id FROM posting WHERE state = 'closed')",
            "UPDATE posting_objection SET posting_id = (SELECT id FROM posting WHERE state = 'closed'), result = 'upheld'",
        ]).await;
        expect_seen(app, "I9", &[
            "UPDATE posting_objection SET result = NULL",
            "UPDATE posting SET state = 'withdrawn' WHERE state = 'draft'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE posting SET version = version + 1", "UPDATE village_decision SET version = version + 1"]).await;
        expect_seen(app, "I11", &[
            "UPDATE posting SET region_code = '431027' WHERE state = 'closed'",
            "UPDATE village_decision SET region_code = '431027'",
        ]).await;
    }

    /// A page that was taken down before its time, or that was none.
    async fn a_page_that_went_down_early_is_seen(app) {
        let filed = app.file_posting(json!({"asset_ids": [app.valued("示例公厕").await["id"]]})).await.ok(201);
        let place = json!({"profile": "web", "name": "示例县政府网站", "file_id": app.town_paper("张贴.pdf").await});
        let hung = app.on_posting("unit_clerk", "post", &filed, json!({"on": "2023-03-01", "places": [place]})).await.ok(200);
        app.on_day("2023-03-02").await;
        let gone = app.on_posting("unit_clerk", "withdraw", &hung, json!({"reason": "示例"})).await.ok(200);
        app.on_day("2023-03-03").await;
        let down = json!({"copies": [{"revision": 1, "n": 1, "on": "2023-03-03"}]});
        app.on_posting("unit_clerk", "take-down", &gone, down).await.ok(200);
        expect_seen(app, "I9", &[
            "UPDATE posting_copy_down SET down_on = '2023-03-02'",
            "UPDATE posting_place SET profile = 'board'",
        ]).await;
    }
}

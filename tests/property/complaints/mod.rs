//! Complaints and suggestions: from the day on which they came to the day on which another has looked at their answer.

mod course;
mod found;
mod named;
mod sealed;

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text};

/// The terms of the test county: five working days to accept, fifteen days to answer.
async fn terms(app: &TestApp) {
    app.set_value("complaints.accept_term", "5 working").await;
    app.set_value("complaints.answer_term", "15 calendar").await;
}

async fn answer(app: &TestApp, who: &str, complaint: &Value, finding: &str, on: &str) -> Reply {
    let body = json!({"finding": finding, "answered_on": on, "text": "示例：已安排每日打扫"});
    app.on_complaint(who, "answer", complaint, body).await
}

async fn close(app: &TestApp, who: &str, complaint: &Value) -> Reply {
    app.press(who, &format!("/complaints/{}/close", text(complaint, "id")), complaint).await
}

//! Exceptions to the term of a posting: for one revision and its span, used up by what hangs by it.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text};

/// Those who grant one.
const VICE: [&str; 2] = ["finance_section_head", "finance_vice_director"];

async fn draft(app: &TestApp) -> Value {
    let asset = app.valued("示例公厕").await;
    app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201)
}

async fn except(app: &TestApp, posting: &Value) -> Reply {
    app.except_what(("posting", posting), "R108", "").await
}

async fn granted(app: &TestApp, posting: &Value) -> Value {
    let exception = except(app, posting).await.ok(201);
    app.approve(&VICE, text(&exception, "id")).await;
    exception
}

async fn stopped(reply: Reply, fault: &str) {
    let problem = reply.refused(409, "publicity.posting.short");
    assert_eq!(text(&problem["facts"], "exception_fault"), fault, "{problem:#}");
}

async fn object(app: &TestApp, posting: &Value, on: &str) -> Value {
    let body = json!({"channel": "phone", "received_on": on, "suspends": true, "text": "示例：面积有误"});
    app.on_posting("village_clerk", "objections", posting, body).await.ok(200)
}

async fn answer(app: &TestApp, posting: &Value, on: &str, said: Value) -> Reply {
    let mut body = json!({"n": 1, "result": "not_upheld", "on": on, "text": "示例：已实地复核"});
    for (name, value) in said.as_object().expect("an object") {
        body[name] = value.clone();
    }
    app.on_posting("town_officer", "answer", posting, body).await
}

engines! {
    /// R108: seven days where ten are required. Granted, it hangs on whatever day; a term that begins anew after an objection is the
    /// same revision and goes on under it; other content is another thing.
    async fn an_exception_lets_one_revision_hang_for_less(app) {
        app.set_value("publicity.required.title", "10 calendar").await;
        let posting = draft(app).await;
        let problem = app.hang(&posting, "2023-03-01").await.refused(409, "publicity.posting.short");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "exception_for"), text(facts, "exception_by")), (&*format!("posting:{}", text(&posting, "id")), "finance_vice_director"));
        assert!(text(&problem, "detail").contains("POST /api/v1/exceptions"), "{problem:#}");
        app.except_what(("posting", &posting), "R108", "1.00").await.refused(422, "policy.exception.ceiling_of_nothing");
        let exception = except(app, &posting).await.ok(201);
        stopped(app.hang(&posting, "2023-03-01").await, "not_granted").await;
        app.approve(&VICE, text(&exception, "id")).await;
        app.on_day("2023-03-02").await;
        let hung = app.hang(&posting, "2023-03-02").await.ok(200);
        assert_eq!((text(&hung["terms"][0], "ends_on"), text(&hung["terms"][0], "required_until_on")), ("2023-03-09", "2023-03-12"));
        let used = app.exception_now(&exception).await;
        assert_eq!((text(&used, "state"), text(&used["consumed_by"], "subject_kind")), ("consumed", "posting"));
        app.except_what(("posting", &hung), "R108", "").await.refused(409, "publicity.posting.state");
        let stopped_by = object(app, &hung, "2023-03-02").await;
        let begun = answer(app, &stopped_by, "2023-03-02", json!({})).await.ok(200);
        assert_eq!((text(&begun, "state"), text(&begun["terms"][1], "ends_on")), ("posted", "2023-03-09"));
        let other = json!({
            "title": "关于示例公厕确权的公示（更正）", "hotline": "12317", "calendar_days": 7,
            "lines": [{"name": "示例村股份经济合作社", "basis": "示例：更正面积", "amount": "900.00"}]
        });
        let revised = app.on_posting("asset_officer", "revise", &begun, other).await.ok(200);
        stopped(app.hang(&revised, "2023-03-02").await, "facts_changed").await;
        app.except_beside(("posting", &posting), "R108").await;
    }

    /// After its day it lets nothing hang.
    async fn after_its_day_it_lets_nothing_hang(app) {
        app.set_value("publicity.required.title", "10 calendar").await;
        let posting = draft(app).await;
        granted(app, &posting).await;
        app.on_day("2023-04-01").await;
        stopped(app.hang(&posting, "2023-04-01").await, "lapsed").await;
    }

    /// What was long enough when it was posted may be too short when it begins anew: the answer takes one of its own.
    async fn an_answer_that_begins_a_short_term_takes_one_too(app) {
        let hung = app.hang(&draft(app).await, "2023-03-01").await.ok(200);
        let suspended = object(app, &hung, "2023-03-01").await;
        app.set_value("publicity.required.title", "10 calendar").await;
        let problem = answer(app, &suspended, "2023-03-01", json!({})).await.refused(409, "publicity.posting.short");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_vice_director");
        let exception = granted(app, &suspended).await;
        assert_eq!(text(&answer(app, &suspended, "2023-03-01", json!({})).await.ok(200), "state"), "posted");
        assert_eq!(app.exception_now(&exception).await["state"], "consumed");
    }

    /// Where a county has made R108 a warning, whoever posts stands by it by name.
    async fn a_short_term_may_be_a_warning_of_a_county(app) {
        app.set_value("publicity.required.title", "10 calendar").await;
        app.set_value("force.R108", "warn").await;
        let posting = draft(app).await;
        let place = json!({"profile": "board", "name": "示例村村务公开栏", "file_id": app.town_paper("张贴.pdf").await});
        let mut body = json!({"on": "2023-03-01", "places": [place]});
        app.on_posting("unit_clerk", "post", &posting, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        body["acknowledged"] = json!(["R108"]);
        let hung = app.on_posting("unit_clerk", "post", &posting, body).await.ok(200);
        let suspended = object(app, &hung, "2023-03-01").await;
        answer(app, &suspended, "2023-03-01", json!({})).await.refused(409, "policy.rule.not_acknowledged");
        answer(app, &suspended, "2023-03-01", json!({"acknowledged": ["R108"]})).await.ok(200);
    }
}

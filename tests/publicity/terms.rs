//! Terms: how long something hangs, by which days, and who has seen it.

use serde_json::{Value, json};

use crate::support::{TestApp, money::text};

async fn draft(app: &TestApp, said: Value) -> Value {
    let asset = app.valued("示例公厕").await;
    let mut body = json!({"asset_ids": [asset["id"]]});
    for (name, value) in said.as_object().expect("an object") {
        body[name] = value.clone();
    }
    app.file_posting(body).await.ok(201)
}

engines! {
    /// R108: days of work are held against days of the calendar by their last day; where nothing is set nothing is required, and the
    /// term says so.
    async fn a_term_that_is_too_short_is_refused(app) {
        let free = app.hang(&draft(app, json!({})).await, "2023-03-01").await.ok(200);
        assert!(free["terms"][0]["required"].is_null(), "{free:#}");
        app.set_value("publicity.required.title", "10 working").await;
        let short = draft(app, json!({"calendar_days": 10})).await;
        let problem = app.hang(&short, "2023-03-01").await.refused(409, "publicity.posting.short");
        let facts = &problem["facts"];
        assert_eq!((text(&problem, "rule"), text(facts, "ends_on"), text(facts, "required_until")), ("R108", "2023-03-11", "2023-03-15"));
        assert_eq!((text(facts, "term"), text(facts, "required"), text(facts, "force")), ("10 calendar", "10 working", "exception"));
        let both = draft(app, json!({"calendar_days": 10, "working_days": 10})).await;
        let hung = app.hang(&both, "2023-03-01").await.ok(200);
        assert_eq!((text(&hung["terms"][0], "ends_on"), text(&hung["terms"][0], "required")), ("2023-03-15", "10 working"));
    }

    /// Other content is another revision: what hung is over, it hangs anew for a whole term, and its places are shown again.
    async fn other_content_hangs_for_a_whole_term_of_its_own(app) {
        let hung = app.hang(&draft(app, json!({})).await, "2023-03-01").await.ok(200);
        app.on_day("2023-03-07").await;
        let line = json!({"name": "示例村", "amount": "999.00"});
        let content = json!({"title": "关于示例公厕确权的公示", "hotline": "12317", "calendar_days": 7, "lines": [line]});
        let revised = app.on_posting("asset_officer", "revise", &hung, content).await.ok(200);
        assert_eq!((text(&revised, "state"), &revised["revision"], &revised["places"]), ("draft", &json!(2), &json!([])));
        assert_eq!((text(&revised["terms"][0], "ending"), text(&revised["terms"][0], "ended_on")), ("revised", "2023-03-07"));
        assert_ne!(revised["digest"], hung["digest"]);
        app.hang(&revised, "2023-03-06").await.refused(422, "publicity.day.before");
        let again = app.hang(&revised, "2023-03-07").await.ok(200);
        assert_eq!((text(&again["terms"][1], "ends_on"), &again["terms"][1]["digest"]), ("2023-03-14", &revised["digest"]));
        app.on_day("2023-03-15").await;
        let early = app.show_end(&again, "2023-03-13").await.ok(200);
        let problem = app.on_posting("town_officer", "close", &early, json!({})).await.refused(409, "publicity.place.end_photo_missing");
        assert_eq!(problem["facts"]["ends_on"], "2023-03-14");
        let shown = app.show_end(&early, "2023-03-14").await.ok(200);
        let closed = app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        assert_eq!((text(&closed, "state"), &closed["revision"]), ("closed", &json!(2)));
        for (verb, body) in [("withdraw", json!({"reason": "示例"})), ("places", json!({"places": [{"n": 1, "file_id": closed["places"][0]["end_file_id"], "on": "2023-03-14"}]}))] {
            app.on_posting("unit_clerk", verb, &closed, body).await.refused(409, "publicity.posting.state");
        }
    }

    /// A term that is told of afterwards is not closed by its own days: until the server has seen as long a term, a proof stands beside
    /// it, and the night finds it (A34).
    async fn a_term_that_nobody_saw_takes_a_proof_and_is_found_at_night(app) {
        let seen = draft(app, json!({})).await;
        let late = draft(app, json!({})).await;
        let (seen, late) = (app.hang(&seen, "2023-02-10").await.ok(200), app.hang(&late, "2023-02-10").await.ok(200));
        let term = &late["terms"][0];
        assert_eq!((text(term, "ends_on"), text(term, "seen_until_on")), ("2023-02-17", "2023-03-08"));
        let (seen, late) = (app.show_end(&seen, "2023-02-18").await.ok(200), app.show_end(&late, "2023-02-18").await.ok(200));
        let problem = app.on_posting("town_officer", "close", &late, json!({})).await.refused(409, "publicity.posting.proof_missing");
        assert_eq!((text(&problem["facts"], "recorded_on"), text(&problem["facts"], "seen_until")), ("2023-03-01", "2023-03-08"));
        let proof = json!({"file_id": app.town_paper("公示情况证明.pdf").await});
        let closed = app.on_posting("town_officer", "close", &late, proof.clone()).await.ok(200);
        assert_eq!(closed["proof_file_id"], proof["file_id"]);
        app.on_day("2023-03-09").await;
        app.on_posting("town_officer", "close", &seen, json!({})).await.ok(200);
        app.look().await;
        let leads = app.see("auditor", "/audit/leads?check=A34").await;
        let leads = leads["items"].as_array().unwrap();
        assert_eq!(leads.len(), 1, "{leads:#?}");
        let subject = format!("posting:{}", text(&late, "id"));
        assert_eq!((text(&leads[0], "subject"), text(&leads[0]["figures"], "recorded_on")), (&*subject, "2023-03-01"));
    }

    /// Days of work lead into a year whose calendar nobody has published: that is said, not guessed. Days of the calendar need none.
    async fn a_year_without_its_calendar_is_refused(app) {
        let (working, plain) = (draft(app, json!({"working_days": 10})).await, draft(app, json!({})).await);
        app.on_day("2026-12-25").await;
        let problem = app.hang(&working, "2026-12-25").await.refused(409, "publicity.calendar.unknown");
        assert_eq!(problem["facts"]["year"], "2027");
        let hung = app.hang(&plain, "2026-12-25").await.ok(200);
        assert_eq!(text(&hung["terms"][0], "ends_on"), "2027-01-01");
    }
}

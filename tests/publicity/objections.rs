//! Objections: whoever is heard stops the clock, and somebody else answers.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text};

async fn hung(app: &TestApp) -> Value {
    let asset = app.valued("示例公厕").await;
    app.hang(&app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201), "2023-03-01").await.ok(200)
}

async fn object(app: &TestApp, posting: &Value, on: &str, suspends: bool) -> Reply {
    let body = json!({"channel": "phone", "received_on": on, "suspends": suspends, "text": "示例：面积有误"});
    app.on_posting("village_clerk", "objections", posting, body).await
}

async fn answer(app: &TestApp, posting: &Value, (n, on): (i32, &str), result: &str) -> Reply {
    let body = json!({"n": n, "result": result, "on": on, "text": "示例：已实地复核"});
    app.on_posting("town_officer", "answer", posting, body).await
}

engines! {
    /// An objection that suspends stops the term; answered and not upheld, a whole new term begins on the day of the answer. Nobody
    /// answers what they have recorded.
    async fn a_term_that_was_stopped_begins_anew_on_the_day_of_the_answer(app) {
        let posting = hung(app).await;
        app.on_day("2023-03-05").await;
        object(app, &posting, "2023-02-28", true).await.refused(422, "publicity.day.before");
        let stopped = object(app, &posting, "2023-03-04", true).await.ok(200);
        assert_eq!((text(&stopped, "state"), text(&stopped["terms"][0], "ending"), text(&stopped["terms"][0], "ended_on")), ("suspended", "stopped", "2023-03-04"));
        let own = json!({"n": 1, "result": "not_upheld", "on": "2023-03-05", "text": "示例"});
        app.on_posting("village_clerk", "answer", &stopped, own).await.refused(403, "access.denied.second_person");
        answer(app, &stopped, (2, "2023-03-05"), "not_upheld").await.refused(422, "publicity.objection.unknown");
        answer(app, &stopped, (1, "2023-03-03"), "not_upheld").await.refused(422, "publicity.day.before");
        app.on_posting("town_officer", "close", &stopped, json!({})).await.refused(409, "publicity.posting.state");
        let second = object(app, &stopped, "2023-03-05", true).await.ok(200);
        let first = answer(app, &second, (1, "2023-03-05"), "not_upheld").await.ok(200);
        assert_eq!(text(&first, "state"), "suspended", "the other one still stops it");
        app.on_day("2023-03-06").await;
        let begun = answer(app, &first, (2, "2023-03-06"), "not_upheld").await.ok(200);
        let term = &begun["terms"][1];
        assert_eq!((text(&begun, "state"), text(term, "from_on"), text(term, "ends_on")), ("posted", "2023-03-06", "2023-03-13"));
        answer(app, &begun, (2, "2023-03-06"), "upheld").await.refused(409, "publicity.objection.answered");
        app.on_day("2023-03-09").await;
        let early = app.show_end(&begun, "2023-03-08").await.ok(200);
        app.on_posting("asset_officer", "close", &early, json!({})).await.refused(403, "access.denied.second_person");
        app.on_posting("town_officer", "close", &early, json!({})).await.refused(409, "publicity.posting.term_runs");
        app.on_day("2023-03-14").await;
        app.on_posting("town_officer", "close", &early, json!({})).await.refused(409, "publicity.place.end_photo_missing");
        let shown = app.show_end(&early, "2023-03-14").await.ok(200);
        app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        let told = app.see("auditor", &format!("/publicity/{}/objections", text(&shown, "id"))).await;
        assert_eq!((text(&told["items"][1], "text"), text(&told["items"][1], "answer")), ("示例：面积有误", "示例：已实地复核"));
    }

    /// What came in time and was told after the close is kept and marks the posting: no act relies on that until it is refuted, and the night
    /// finds it (A34.4). What came later is no objection of that term.
    async fn an_objection_that_is_told_after_the_close_is_kept(app) {
        app.tick().await;
        app.set_value("publicity.required.title", "7 calendar").await;
        let asset = app.valued("示例公厕").await;
        let closed = app.posted(json!({"asset_ids": [asset["id"]]})).await;
        app.on_day("2023-03-10").await;
        let problem = object(app, &closed, "2023-03-09", true).await.refused(409, "publicity.objection.came_after");
        assert!(text(&problem, "detail").contains("意见投诉"), "{problem:#}");
        let kept = object(app, &closed, "2023-03-05", true).await.ok(200);
        let told = &kept["objections"][0];
        assert_eq!((text(&kept, "state"), kept["contested"].as_bool()), ("closed", Some(true)));
        assert_eq!((told["suspends"].as_bool(), text(told, "recorded_late_on")), (Some(false), "2023-03-10"));
        let title = json!({
            "on": "2023-03-10", "level": "village", "certificate": "示例证 1 号", "file_id": app.paper("权证.pdf").await,
            "owners": [{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]
        });
        app.on_asset("confirm-title", &asset, title.clone()).await.refused(409, "publicity.posting.missing");
        app.tick().await;
        let lead = async || app.see("auditor", "/audit/leads?check=A34.4").await["items"].clone();
        let found = lead().await;
        assert_eq!((found.as_array().unwrap().len(), text(&found[0], "subject")), (1, &*format!("posting:{}", text(&closed, "id"))));
        let figures = &found[0]["figures"];
        assert_eq!((&figures["subjects"], text(figures, "received_on"), text(figures, "recorded_on")), (&asset["number"], "2023-03-05", "2023-03-10"));
        let refuted = answer(app, &kept, (1, "2023-03-10"), "not_upheld").await.ok(200);
        assert_eq!((text(&refuted, "state"), refuted["contested"].as_bool()), ("closed", Some(false)));
        app.on_asset("confirm-title", &asset, title).await.ok(200);
        app.on_day("2023-03-11").await;
        app.tick().await;
        assert_eq!(lead().await[0]["state"], "lapsed");
        object(app, &refuted, "2023-03-06", false).await.ok(200);
    }

    /// What came with an objection is read by whoever reads what objections say; what shows where it hung, by everybody as before.
    async fn papers_of_an_objection_are_read_with_its_words_alone(app) {
        let posting = hung(app).await;
        let photo = posting["places"][0]["start_file_id"].clone();
        let letter = app.town_paper("来信.pdf").await;
        let body = json!({"channel": "letter", "received_on": "2023-03-01", "suspends": false, "text": "示例", "file_id": letter});
        app.on_posting("village_clerk", "objections", &posting, body).await.ok(200);
        let words = format!("/publicity/{}/objections", text(&posting, "id"));
        let paper = format!("/files/{}", letter.as_str().unwrap());
        let budget = app.who("budget_officer").await;
        for path in [words, paper.clone(), format!("{paper}/content")] {
            app.get(&path).by(&budget).send().await.refused(403, "access.denied.role");
            assert_eq!(app.get(&path).by(&app.who("town_officer").await).send().await.status, 200, "{path}");
        }
        let shown = format!("/files/{}/content", photo.as_str().unwrap());
        assert_eq!(app.get(&shown).by(&budget).send().await.status, 200);
    }

    /// One that does not suspend lets the term run, and must be answered before it is closed; upheld it ends the posting, which then
    /// hangs with other content or not at all.
    async fn an_objection_that_is_upheld_ends_the_posting(app) {
        let posting = hung(app).await;
        app.on_day("2023-03-09").await;
        let shown = app.show_end(&posting, "2023-03-08").await.ok(200);
        let heard = object(app, &shown, "2023-03-08", false).await.ok(200);
        assert_eq!(text(&heard, "state"), "posted");
        let problem = app.on_posting("town_officer", "close", &heard, json!({})).await.refused(409, "publicity.objection.unanswered");
        assert_eq!(problem["facts"]["n"], "1");
        let upheld = answer(app, &heard, (1, "2023-03-09"), "upheld").await.ok(200);
        assert_eq!((text(&upheld, "state"), text(&upheld["terms"][0], "ending")), ("objected", "upheld"));
        app.on_posting("town_officer", "close", &upheld, json!({})).await.refused(409, "publicity.posting.state");
        object(app, &upheld, "2023-03-09", true).await.refused(409, "publicity.posting.state");
        let content = json!({"title": "关于示例公厕确权的公示", "hotline": "12317", "calendar_days": 7, "lines": [{"name": "示例村"}]});
        let revised = app.on_posting("unit_clerk", "revise", &upheld, content).await.ok(200);
        let again = app.hang(&revised, "2023-03-09").await.ok(200);
        let stopped = object(app, &again, "2023-03-09", true).await.ok(200);
        let content = json!({"title": "关于示例公厕确权的公示", "hotline": "12317", "calendar_days": 7, "lines": [{"name": "示例村"}]});
        let third = app.on_posting("unit_clerk", "revise", &stopped, content).await.ok(200);
        let problem = app.hang(&third, "2023-03-09").await.refused(409, "publicity.objection.unanswered");
        assert_eq!(problem["facts"]["n"], "2");
        let answered = answer(app, &third, (2, "2023-03-09"), "upheld").await.ok(200);
        assert_eq!(text(&answered, "state"), "draft", "it was to what hangs no longer");
        let hung = app.hang(&answered, "2023-03-09").await.ok(200);
        let gone = app.on_posting("unit_clerk", "withdraw", &hung, json!({"reason": "示例：另行公示"})).await.ok(200);
        assert_eq!((text(&gone, "state"), text(&gone["terms"][2], "ending")), ("withdrawn", "withdrawn"));
    }
}

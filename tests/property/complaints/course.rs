use serde_json::json;

use super::{answer, close, terms};
use crate::support::{cast::TOWN, money::text};

engines! {
    /// From its day over accepting, putting off and answering to its closing, each by whoever may; another word opens it again.
    async fn a_complaint_is_answered_in_time_and_closed_by_another(app) {
        terms(app).await;
        let asset = app.stock(json!({})).await;
        let made = app.complain("unit_clerk", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        assert!(text(&made, "number").starts_with("TS-431026-2023-"), "{made}");
        assert_eq!((text(&made, "state"), text(&made, "due_on"), made["anonymous"].clone()), ("received", "2023-03-08", json!(true)));
        assert_eq!(text(&made["words"][0], "required"), "5 working");
        answer(app, "unit_clerk", &made, "upheld", "2023-03-01").await.refused(409, "complaints.complaint.state");
        let (unit, head) = (app.unit("示例县农业农村局").await, app.who("unit_head").await.officer);
        let accept = |due: &str| json!({"unit_id": unit, "officer_id": head, "due_on": due});
        let problem = app.on_complaint("asset_officer", "accept", &made, accept("2023-03-17")).await.refused(409, "complaints.complaint.due_too_late");
        assert_eq!((text(&problem["facts"], "required"), text(&problem["facts"], "until")), ("15 calendar", "2023-03-16"));
        app.on_complaint("asset_officer", "accept", &made, accept("2023-02-28")).await.refused(422, "complaints.day.before");
        let accepted = app.on_complaint("asset_officer", "accept", &made, accept("2023-03-10")).await.ok(200);
        assert_eq!((text(&accepted, "state"), text(&accepted, "due_on"), text(&accepted["words"][0], "required_until_on")), ("accepted", "2023-03-10", "2023-03-16"));

        let put_off = |until: &str| json!({"until_on": until, "reason": "示例：等待检测报告"});
        app.on_complaint("unit_head", "extend", &accepted, put_off("2023-03-20")).await.refused(403, "access.denied.second_person");
        app.on_complaint("asset_officer", "extend", &accepted, put_off("2023-03-10")).await.refused(422, "complaints.day.before");
        let longer = app.on_complaint("asset_officer", "extend", &accepted, put_off("2023-03-20")).await.ok(200);
        assert_eq!((text(&longer, "due_on"), text(&longer["extensions"][0], "from_on")), ("2023-03-20", "2023-03-10"));
        answer(app, "asset_officer", &longer, "upheld", "2023-03-01").await.refused(403, "access.denied.second_person");
        answer(app, "unit_head", &longer, "adopted", "2023-03-01").await.refused(422, "complaints.complaint.finding_unfit");
        answer(app, "unit_head", &longer, "upheld", "2023-02-28").await.refused(422, "complaints.day.before");
        answer(app, "unit_head", &longer, "upheld", "2023-03-02").await.refused(422, "complaints.day.ahead");
        let problem = close(app, "asset_officer", &longer).await.refused(409, "complaints.complaint.state");
        assert_eq!(text(&problem["facts"], "possible"), "answer, extend, add_subjects");
        let answered = answer(app, "unit_head", &longer, "partly_upheld", "2023-03-01").await.ok(200);
        assert_eq!((text(&answered, "state"), text(&answered["words"][0], "finding"), answered["due_on"].is_null()), ("answered", "partly_upheld", true));
        let closed = close(app, "asset_officer", &answered).await.ok(200);
        assert_eq!((text(&closed, "state"), text(&closed, "closed_on")), ("closed", "2023-03-01"));

        app.on_day("2023-03-06").await;
        let again = json!({"channel": "phone", "received_on": "2023-03-05", "text": "示例：仍未打扫"});
        let open = app.on_complaint("unit_clerk", "reopen", &closed, again).await.ok(200);
        assert_eq!((text(&open, "state"), text(&open, "due_on"), open["closed_on"].is_null()), ("accepted", "2023-03-20", true));
        // Another unit answers by a paper of the one that was given it alone.
        let problem = answer(app, "asset_officer", &open, "upheld", "2023-03-06").await.refused(409, "complaints.complaint.not_theirs");
        assert_eq!((&problem["facts"]["complaint"], text(&problem["facts"], "unit")), (&made["number"], "示例县农业农村局"));
        let letter = json!({"finding": "upheld", "answered_on": "2023-03-06", "text": "示例", "file_ids": [app.paper("答复函.pdf").await]});
        let second = app.on_complaint("asset_officer", "answer", &open, letter).await.ok(200);
        close(app, "asset_officer", &second).await.refused(403, "access.denied.second_person");
        assert_eq!((second["words"].as_array().unwrap().len(), text(&second["words"][0], "finding")), (2, "partly_upheld"));
    }

    /// Where no term is set there is no day, and none can be put off; an office may set one of its own. What is late is not put off, and
    /// time closes nothing.
    async fn without_a_term_there_is_no_day_but_the_offices_own(app) {
        let asset = app.stock(json!({})).await;
        let made = app.complain("asset_officer", json!({"kind": "suggestion", "asset_ids": [asset["id"]]})).await.ok(201);
        assert!(made["due_on"].is_null() && made["words"][0]["required"].is_null(), "{made}");
        let unit = app.unit("示例县农业农村局").await;
        let accepted = app.on_complaint("asset_officer", "accept", &made, json!({"unit_id": unit})).await.ok(200);
        assert!(accepted["due_on"].is_null());
        let put_off = json!({"until_on": "2023-03-20", "reason": "示例"});
        app.on_complaint("unit_head", "extend", &accepted, put_off.clone()).await.refused(409, "complaints.complaint.no_deadline");
        let adopted = answer(app, "unit_clerk", &accepted, "adopted", "2023-03-01").await.ok(200);
        close(app, "asset_officer", &adopted).await.ok(200);

        let other = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let own = json!({"unit_id": unit, "due_on": "2023-03-03"});
        let other = app.on_complaint("asset_officer", "accept", &other, own).await.ok(200);
        assert_eq!((text(&other, "due_on"), other["words"][0]["required"].is_null()), ("2023-03-03", true));
        app.on_day("2024-03-01").await;
        app.on_complaint("unit_head", "extend", &other, put_off).await.refused(409, "complaints.complaint.overdue");
        let still = app.see("auditor", &format!("/complaints/{}", text(&other, "id"))).await;
        assert_eq!((text(&still, "state"), &still["etag"]), ("accepted", &other["etag"]), "nobody has closed it");
    }

    /// What is nobody's here is declined with its reason and whither it went, and is over.
    async fn what_is_nobodys_here_is_passed_on(app) {
        let site = app.site(json!({"region_code": TOWN})).await;
        let made = app.complain("village_clerk", json!({"region_code": TOWN, "site_ids": [site["id"]]})).await.ok(201);
        let why = |reason: &str| json!({"reason": reason, "passed_to": "示例县水利局"});
        app.on_complaint("town_officer", "decline", &made, why("联系 13977700001")).await.refused(422, "complaints.text.bears_number");
        let declined = app.on_complaint("town_officer", "decline", &made, why("示例：属供水单位职责")).await.ok(200);
        assert_eq!((text(&declined, "state"), text(&declined, "passed_to"), declined["due_on"].is_null()), ("declined", "示例县水利局", true));
        let unit = app.unit("示例镇人民政府").await;
        app.on_complaint("town_officer", "accept", &declined, json!({"unit_id": unit})).await.refused(409, "complaints.complaint.state");
        let more = json!({"channel": "phone", "received_on": "2023-03-01", "text": "示例"});
        app.on_complaint("village_clerk", "reopen", &declined, more).await.refused(409, "complaints.complaint.state");
        let more = json!({"site_ids": [app.site(json!({"name": "示例安置点乙", "region_code": TOWN})).await["id"]]});
        app.on_complaint("town_officer", "subjects", &declined, more).await.refused(409, "complaints.complaint.state");
    }

    /// Whoever is complained of takes no part and is not told what was said; whoever is named later answered before that in good faith.
    async fn whoever_is_complained_of_takes_no_part(app) {
        let asset = app.stock(json!({"region_code": TOWN})).await;
        let (concerned, unit) = (app.who("asset_officer").await.officer, app.unit("示例镇人民政府").await);
        let said = json!({"region_code": TOWN, "asset_ids": [asset["id"]], "complained_of_officer_ids": [concerned]});
        // The village does not know the county's officers: what concerns one is recorded there.
        app.complain("village_clerk", said.clone()).await.refused(422, "complaints.officer.unknown");
        let made = app.complain("unit_clerk", said).await.ok(201);
        assert_eq!(made["complained_of_officer_ids"], json!([concerned]));
        // Whoever it is does not learn that from it, by itself or in a list; others do.
        let one = format!("/complaints/{}", text(&made, "id"));
        for (who, told) in [("asset_officer", json!([])), ("unit_clerk", json!([concerned]))] {
            assert_eq!(app.see(who, &one).await["complained_of_officer_ids"], told, "{who}");
            assert_eq!(app.see(who, "/complaints").await["items"][0]["complained_of_officer_ids"], told, "{who}");
        }
        let recused = "access.denied.recused";
        app.on_complaint("asset_officer", "accept", &made, json!({"unit_id": unit})).await.refused(403, recused);
        app.on_complaint("asset_officer", "decline", &made, json!({"reason": "示例"})).await.refused(403, recused);
        let words = format!("/complaints/{}/words", text(&made, "id"));
        app.get(&words).by(&app.who("asset_officer").await).send().await.refused(403, recused);
        assert_eq!(app.see("town_officer", &words).await["items"][0]["text"], "示例：无人打扫");
        let accepted = app.on_complaint("town_officer", "accept", &made, json!({"unit_id": unit})).await.ok(200);
        answer(app, "asset_officer", &accepted, "unfounded", "2023-03-01").await.refused(403, recused);
        let answered = answer(app, "village_clerk", &accepted, "unfounded", "2023-03-01").await.ok(200);
        close(app, "asset_officer", &answered).await.refused(403, recused);
        let closed = close(app, "town_officer", &answered).await.ok(200);

        let again = json!({"channel": "letter", "received_on": "2023-03-01", "text": "示例：答复人敷衍"});
        let open = app.on_complaint("village_clerk", "reopen", &closed, again).await.ok(200);
        let clerk = app.who("village_clerk").await.officer;
        let also = json!({"complained_of_officer_ids": [clerk]});
        let named = app.on_complaint("town_officer", "subjects", &open, also.clone()).await.ok(200);
        app.on_complaint("town_officer", "subjects", &named, also.clone()).await.refused(422, "complaints.officer.listed_twice");
        answer(app, "village_clerk", &named, "unfounded", "2023-03-01").await.refused(403, recused);
        let other = app.complain("village_clerk", json!({"region_code": TOWN, "asset_ids": [asset["id"]]})).await.ok(201);
        let other = app.on_complaint("town_officer", "subjects", &other, also).await.ok(200);
        let take = json!({"unit_id": unit, "officer_id": clerk});
        app.on_complaint("town_officer", "accept", &other, take).await.refused(422, "complaints.complaint.assigned_to_concerned");
        let denied = "SELECT count(*) FROM trail_event WHERE outcome = 'denied' AND action LIKE 'complaints.%' AND reason = 'recused'";
        assert_eq!(app.number(denied).await, 6);
    }
}

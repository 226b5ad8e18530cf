//! Meetings: who is told and when, what was held is recorded as it was, what stands on it.

use std::sync::Mutex;

use serde_json::{Value, json};
use steward::{
    benefit::resolutions::{Matter, MeetingKind, Passed, passed_of, stand_off, stand_on},
    ground::{
        kernel::{ResolutionId, SubjectKind, SubjectRef},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
};

use super::{
    LATER,
    looked::{found, of, until},
    refused, rule,
};
use crate::{
    check::plant::expect_seen,
    support::{TestApp, money::text, property::over},
};

/// What a later room asks of a resolution, taken back with everything that it wrote.
struct Asks {
    id: ResolutionId,
    found: Mutex<Option<Passed>>,
}

impl Work for Asks {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let passed = passed_of(tx, self.id).await?;
        let subject = SubjectRef::new(SubjectKind::Resolution, self.id);
        if passed.is_some() {
            stand_on(tx, self.id, subject).await?;
            stand_off(tx, self.id, subject).await?;
        }
        *self.found.lock().unwrap() = passed;
        Err(Fault::inconsistent("taken back").into())
    }
}

/// What the door says of a resolution.
async fn asked(app: &TestApp, resolution: &Value) -> Option<Passed> {
    let id: ResolutionId = text(resolution, "id").parse().unwrap();
    let work = Asks { id, found: Mutex::new(None) };
    assert!(matches!(app.app.db.write(&work).await, Err(Stop::Fault(_))));
    work.found.into_inner().unwrap()
}

fn numbers(resolution: &Value, list: &str) -> Vec<String> {
    resolution[list].as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect()
}

engines! {
    /// Told ten days before, held on its day, counted: the state follows from the figures, and the door knows what passed.
    async fn a_meeting_is_told_held_and_counted(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let notice = json!({"on": LATER, "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let said = json!({"matter": "share_scheme", "meeting_on": "2025-06-12", "notice": notice});
        let made = app.convened(&body, said.clone()).await.ok(201);
        assert_eq!((text(&made, "number"), text(&made, "state")), ("BJ-431026-2025-000001", "convened"));
        assert_eq!((text(&made, "body_kind"), &made["eligible"], &made["recorded_later"]), ("statutory_collective", &Value::Null, &json!(false)));
        let votes = app.votes(json!({})).await;
        let early = app.on_resolution("hold", &made, votes.clone()).await;
        refused(&early, 409, "resolutions.resolution.not_yet", &json!({"meeting": "2025-06-12", "today": LATER}));
        assert_eq!(asked(app, &made).await, None);
        app.on_day("2025-06-12").await;
        let undiscussed = app.on_resolution("hold", &made, votes.clone()).await;
        refused(&undiscussed, 409, "policy.rule.not_acknowledged", &json!({"rules": "R57", "party_on": "—"}));
        let party = json!({"on": "2025-06-01", "file_id": app.paper("研究记录.pdf").await});
        let town = json!({"on": "2025-06-03", "file_id": app.paper("审核意见.pdf").await});
        let ballot = app.paper("表决票.pdf").await;
        let told = over(votes, &json!({"party": party, "town": town, "ballot_file_id": ballot}));
        let held = app.on_resolution("hold", &made, told.clone()).await.ok(200);
        assert_eq!((text(&held, "state"), &held["shortfalls"], &held["acknowledged"]), ("passed", &json!([]), &json!(["R55.3"])));
        assert_eq!((&held["ballot_file_id"], &held["party"]["on"], &held["town"]["on"]), (&ballot, &json!("2025-06-01"), &json!("2025-06-03")));
        let passed = asked(app, &held).await.expect("what passed");
        let day = "2025-06-12".parse().unwrap();
        assert_eq!((passed.matter, passed.meeting, passed.decided_on), (Matter::ShareScheme, MeetingKind::MembersAssembly, day));
        assert_eq!((passed.number.as_str(), passed.collective.to_string().as_str()), (text(&held, "number"), text(&body, "id")));
        refused(&app.on_resolution("hold", &made, told).await, 409, "resolutions.resolution.state", &json!({"state": "passed"}));
        let list = async |query: &str| app.see("auditor", &format!("/resolutions?{query}")).await["items"].as_array().unwrap().len();
        assert_eq!([list("state=passed&matter=share_scheme").await, list("state=convened").await, list("meeting_to=2025-06-11").await], [1, 0, 0]);
        let out = app.get("/resolutions/export").by(&app.who("auditor").await).send().await;
        let out = String::from_utf8(out.bytes).unwrap();
        assert!(out.contains("折股量化方案") && out.contains("已通过") && out.contains("示例村经济合作社"), "{out}");
        expect_seen(app, "I2", &["UPDATE resolution SET in_favour = 59, against = 1", "UPDATE resolution SET in_person = 49, in_favour = 59"]).await;
        expect_seen(app, "I7", &["UPDATE resolution SET version = version + 1"]).await;
        expect_seen(app, "I9", &["UPDATE resolution SET state = 'convened'"]).await;
        expect_seen(app, "I11", &["UPDATE collective SET region_code = '431026103'; UPDATE organisation SET region_code = '431026103' \
            WHERE id = (SELECT organisation_id FROM collective)"]).await;
    }

    /// What is called is held to the rules before it is called: who decides, ten days, days in their order. Nothing is kept.
    async fn a_meeting_that_may_not_decide_is_not_called(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let paper = app.paper("通知.pdf").await;
        let told = |on: &str| json!({"on": on, "place": "示例公告栏", "file_id": paper});
        let call = async |said: Value| {
            let asked = json!({"meeting_on": "2025-06-12", "notice": told(LATER)});
            app.convened(&body, over(asked, &said)).await
        };
        let few = call(json!({"matter": "share_scheme", "meeting": "member_representatives"})).await;
        refused(&few, 409, "resolutions.resolution.body_not_competent", &json!({"meeting": "member_representatives"}));
        assert_eq!(rule(&few), "R54");
        let short = call(json!({"meeting_on": "2025-06-11"})).await;
        refused(&short, 409, "resolutions.resolution.notice_short", &json!({"days": "9", "needed": "10", "earliest": "2025-06-12"}));
        assert_eq!(rule(&short), "R55.1");
        let misfit = call(json!({"meeting": "residents_assembly"})).await;
        refused(&misfit, 422, "resolutions.resolution.meeting_misfit", &json!({"body": "statutory_collective", "fit": "成员大会、成员代表大会"}));
        let past = call(json!({"meeting_on": "2025-06-01", "notice": told("2025-05-20")})).await;
        refused(&past, 422, "resolutions.resolution.meeting_past", &json!({"meeting": "2025-06-01", "today": LATER}));
        let late = call(json!({"meeting_on": "2025-06-02", "notice": told("2025-06-03")})).await;
        refused(&late, 422, "resolutions.day.ahead", &json!({"day": "2025-06-03"}));
        assert_eq!(late.body["errors"].as_array().unwrap().len(), 2, "{:#}", late.body);
        refused(&call(json!({"collective_id": paper})).await, 422, "collectives.body.unknown", &json!({}));
        let none = call(json!({"notice": over(told(LATER), &json!({"file_id": body["id"]}))})).await;
        assert_eq!((none.status.as_u16(), &none.body["errors"][0]["pointer"]), (422, &json!("/notice/file_id")));
        assert_eq!(app.number("SELECT count(*) FROM resolution").await, 0);
        // Representatives may call another matter; whoever cancels says why, once.
        let made = call(json!({"matter": "borrowing", "meeting": "member_representatives"})).await.ok(201);
        let cancelled = app.on_resolution("cancel", &made, json!({"reason": "示例：改期"})).await.ok(200);
        assert_eq!((text(&cancelled, "state"), text(&cancelled, "ended_on")), ("cancelled", LATER));
        let again = app.on_resolution("cancel", &made, json!({"reason": "示例"})).await;
        refused(&again, 409, "resolutions.resolution.state", &json!({"state": "cancelled"}));
        let annul = json!({"reason": "示例", "file_id": paper});
        refused(&app.on_resolution("annul", &made, annul).await, 409, "resolutions.resolution.state", &json!({"state": "cancelled"}));
        refused(&app.on_resolution("hold", &made, app.votes(json!({})).await).await, 409, "resolutions.resolution.state", &json!({}));
    }

    /// What was held is recorded though it decided nothing, and says why, rule by rule.
    async fn a_meeting_that_decided_nothing_is_recorded_as_it_was(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let charter = json!({"charter": null, "acknowledged": ["R55.3", "R57"]});
        let said = json!({"matter": "share_scheme", "meeting": "member_representatives", "meeting_on": "2025-05-20"});
        let held = over(charter.clone(), &json!({"eligible": 30, "in_person": 25, "by_proxy": 0, "in_favour": 19, "against": 6}));
        let made = app.recorded(&body, said, held).await.ok(201);
        assert_eq!((text(&made, "state"), &made["recorded_later"]), ("not_passed", &json!(true)));
        assert_eq!((numbers(&made, "shortfalls"), numbers(&made, "acknowledged")), (vec!["R54".into(), "R55.1".into(), "R55".into()], vec!["R57".into(), "R55.3".into()]));
        let checks = app.see("town_officer", "/resolutions").await;
        assert_eq!(checks["items"], json!([]), "the town does not see the county's");
        let checks = app.see("auditor", &format!("/resolutions/{}/checks", text(&made, "id"))).await;
        let check = |number: &str| checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == number).unwrap().clone();
        assert_eq!((&check("R55")["outcome"], &check("R55")["facts"]["favour_needed"]), (&json!("refused"), &json!("20")));
        assert_eq!((&check("R55.1")["facts"]["notice_on"], &check("R57")["outcome"]), (&json!("—"), &json!("warned")));
        // The worked example: enough came, and too few of all agreed.
        let notice = json!({"on": "2025-05-10", "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let said = json!({"meeting_on": "2025-05-20", "notice": notice});
        let held = over(charter, &json!({"in_person": 62, "by_proxy": 0, "in_favour": 58, "against": 3, "abstained": 1}));
        let made = app.recorded(&body, said, held).await.ok(201);
        assert_eq!((text(&made, "state"), numbers(&made, "shortfalls")), ("not_passed", vec!["R55".to_owned()]));
        let checks = app.see("auditor", &format!("/resolutions/{}/checks", text(&made, "id"))).await;
        let facts = &checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == "R55").unwrap()["facts"];
        let figures = json!({"eligible": "90", "attended": "62", "attended_needed": "60", "in_favour": "58", "favour_needed": "60"});
        assert_eq!(facts, &figures);
        assert_eq!(asked(app, &made).await, None);
        let annulled = app.on_resolution("annul", &made, json!({"reason": "示例：重复登记", "file_id": app.paper("说明.pdf").await})).await.ok(200);
        assert_eq!((text(&annulled, "state"), &annulled["in_favour"], numbers(&annulled, "shortfalls")), ("annulled", &json!(58), vec!["R55".to_owned()]));
    }

    /// While something stands on it a resolution is not annulled; what did not pass, or was annulled, carries nothing.
    async fn a_resolution_on_which_something_stands_is_not_annulled(app) {
        let body = app.collective("示例村经济合作社").await;
        let made = app.recorded(&body, json!({"meeting_on": "2023-02-20"}), json!({})).await.ok(201);
        assert_eq!(text(&made, "state"), "passed");
        app.stands_on(&made, &body).await;
        let now = app.see("auditor", &format!("/resolutions/{}", text(&made, "id"))).await;
        assert_eq!(now["used_by"], json!([of("collective", &body)]));
        let annul = json!({"reason": "示例：记录有误", "file_id": app.paper("说明.pdf").await});
        let used = app.on_resolution("annul", &made, annul.clone()).await;
        refused(&used, 409, "resolutions.resolution.in_use", &json!({"uses": "1", "first": of("collective", &body)}));
        let lost = app.recorded(&body, json!({}), json!({"in_favour": 0, "against": 60})).await.ok(201);
        assert_eq!((text(&lost, "state"), numbers(&lost, "shortfalls")), ("not_passed", vec!["R56.1".to_owned()]));
        expect_seen(app, "I9", &["UPDATE resolution_use SET resolution_id = (SELECT id FROM resolution WHERE state = 'not_passed')"]).await;
        use sea_orm::ConnectionTrait as _;
        app.app.db.unguarded().execute_unprepared("DELETE FROM resolution_use").await.unwrap();
        let annulled = app.on_resolution("annul", &made, annul).await.ok(200);
        assert_eq!((text(&annulled, "state"), text(&annulled, "end_reason")), ("annulled", "示例：记录有误"));
        assert_eq!(asked(app, &made).await, None);
    }

    /// A33: a roster that was put right makes more voters than members of a meeting on which something stands.
    async fn an_invalid_resolution_on_which_something_stands_is_found_by_night(app) {
        app.on_day(LATER).await;
        app.tick().await;
        let body = app.collective("示例村经济合作社").await;
        let mut members = Vec::new();
        for _ in 0..3 {
            members.push(app.decided_of(&body, &app.person(json!({})).await, json!({})).await.ok(201));
        }
        let notice = json!({"on": "2025-05-10", "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let party = json!({"on": "2025-05-05", "file_id": app.paper("研究记录.pdf").await});
        let said = json!({"meeting_on": "2025-05-20", "notice": notice, "matter": "charter"});
        let held = json!({"charter": null, "party": party, "eligible": 3, "in_person": 3, "by_proxy": 0, "in_favour": 3});
        let made = app.recorded(&body, said, held).await.ok(201);
        assert_eq!((text(&made, "state"), numbers(&made, "acknowledged")), ("passed", Vec::<String>::new()));
        app.on_member("reverse", &members[0], json!({"events": [1], "reason": "示例：重复登记"})).await.ok(200);
        until(app, "2025-06-03").await;
        assert_eq!(found(app, "A33").await, [], "nothing stands on it");
        app.stands_on(&made, &body).await;
        until(app, "2025-06-04").await;
        let figures = json!({"rule": "R63", "number": made["number"], "meeting_on": "2025-05-20", "eligible": "3", "members": "2"});
        assert_eq!(found(app, "A33").await, [(of("resolution", &made), figures)]);
        app.decided_of(&body, &app.person(json!({})).await, json!({"on": "2025-05-19"})).await.ok(201);
        until(app, "2025-06-05").await;
        assert_eq!(found(app, "A33").await, []);
    }
}

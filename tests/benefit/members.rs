//! Members: lawful grounds alone, one collective a person, nothing edited.

use serde_json::{Value, json};

use super::{LATER, refused, rule};
use crate::{
    check::plant::expect_seen,
    support::{TestApp, money::text},
};

/// Who is a member of a body on a day, by id of the person.
async fn roster(app: &TestApp, body: &Value, on: &str) -> Vec<String> {
    let path = format!("/collective-members?limit=200&collective_id={}&as_of={on}", text(body, "id"));
    let list = app.see("auditor", &path).await;
    let mut ids: Vec<String> =
        list["items"].as_array().unwrap().iter().map(|m| text(m, "person_id").to_owned()).collect();
    ids.sort();
    ids
}

engines! {
    /// R60, R60.1, R61: what the law does not name ends no membership and keeps nobody out, from its day on; nothing is kept of a refusal.
    async fn the_law_says_who_is_kept_and_who_is_let_in(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let (mother, child) = (app.person(json!({})).await, app.person(json!({})).await);
        let member = app.decided_of(&body, &mother, json!({"on": "2025-05-10"})).await.ok(201);
        assert_eq!((text(&member, "state"), &member["by_law"]), ("member", &json!(true)));
        let lose = async |ground: &str, on: &str, more: Value| {
            let said = crate::support::property::over(json!({"ground": ground, "on": on}), &more);
            app.on_member("lose", &member, said).await
        };
        for ground in ["study", "army", "work_away", "marriage", "divorce", "widowhood", "prison", "contract_civil_servant", "by_charter"] {
            let reply = lose(ground, "2025-06-01", json!({})).await;
            refused(&reply, 409, "collectives.member.removal_banned", &json!({"force": "hard"}));
            assert_eq!((rule(&reply), text(&reply.body, "clause").is_empty()), ("R60", false), "{:#}", reply.body);
        }
        let unwritten = lose("withdrew", "2025-06-01", json!({})).await;
        refused(&unwritten, 409, "collectives.member.withdrawal_unwritten", &json!({}));
        assert_eq!(rule(&unwritten), "R60.1");
        refused(&lose("death", "2025-05-10", json!({})).await, 409, "collectives.member.lost_too_early", &json!({"from": "2025-05-10"}));
        refused(&lose("death", "2025-06-03", json!({})).await, 422, "collectives.day.ahead", &json!({"today": LATER}));
        let refuse = async |ground: &str, reason: &str, more: Value| {
            let said = json!({"decision": "refuse", "on": "2025-05-20", "ground": ground, "reason": reason});
            app.decided_of(&body, &child, crate::support::property::over(said, &more)).await
        };
        for (ground, reason, more) in [
            ("marriage", "sex", json!({})),
            ("marriage", "marital_state", json!({})),
            ("relocation", "no_male", json!({})),
            ("birth", "not_qualified", json!({"parent_person_id": mother["id"]})),
        ] {
            let reply = refuse(ground, reason, more).await;
            refused(&reply, 409, "collectives.member.discrimination", &json!({}));
            assert_eq!(rule(&reply), "R61", "{:#}", reply.body);
        }
        assert_eq!(app.number("SELECT count(*) FROM collective_member").await, 1);
        // A child whose parent is named and is no member then, and an honest reason: recorded, and reversed when it was wrong.
        let stranger = app.person(json!({})).await;
        let kept = refuse("birth", "not_qualified", json!({"parent_person_id": stranger["id"]})).await.ok(201);
        assert_eq!(text(&kept, "state"), "refused");
        app.on_member("reverse", &kept, json!({"events": [1], "reason": "示例：误记"})).await.ok(200);
        let born = json!({"on": "2025-05-20", "ground": "birth", "parent_person_id": mother["id"]});
        assert_eq!(text(&app.decided_of(&body, &child, born).await.ok(201), "state"), "member");
        // Before the law, what was done then is recorded as it was.
        let before = app.decided_of(&body, &stranger, json!({"on": "2024-01-01"})).await.ok(201);
        let gone = app.on_member("lose", &before, json!({"ground": "marriage", "on": "2025-04-30"})).await.ok(200);
        assert_eq!((text(&gone, "state"), text(&gone, "loss_ground")), ("lost", "marriage"));
        let paper = app.paper("退出申请书.pdf").await;
        lose("withdrew", "2025-06-01", json!({"file_id": paper})).await.ok(200);
    }

    /// R62: whoever is a member elsewhere waits until that body answers; who left is one of the other from that day, who stays is declined.
    async fn a_person_is_a_member_of_one_collective(app) {
        app.on_day(LATER).await;
        let (old, new) = (app.collective("示例甲村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let (a, b) = (app.person(json!({})).await, app.person(json!({})).await);
        let first = app.decided_of(&old, &a, json!({"on": "2025-05-02", "ground": "origin"})).await.ok(201);
        let second = app.decided_of(&old, &b, json!({"on": "2025-05-02", "ground": "origin"})).await.ok(201);
        let asks = app.decided_of(&new, &a, json!({"on": "2025-05-20"})).await.ok(201);
        assert_eq!((text(&asks, "state"), &asks["from_on"]), ("waiting", &Value::Null));
        refused(&app.decided_of(&new, &a, json!({"on": "2025-05-21"})).await, 409, "collectives.member.already", &json!({"state": "waiting"}));
        let third = app.collective("示例丙村经济合作社").await;
        refused(&app.decided_of(&third, &a, json!({"on": "2025-05-21"})).await, 409, "collectives.member.asks_elsewhere", &json!({}));
        let asked = app.see("auditor", &format!("/collective-members/{}", text(&first, "id"))).await;
        assert_eq!((text(&asked, "asked_since_on"), text(&asked, "name")), ("2025-05-20", "示*"));
        refused(&app.on_member("answer", &second, json!({"answer": "left", "on": "2025-05-25"})).await, 409, "collectives.member.nothing_asked", &json!({}));
        let left = app.on_member("answer", &first, json!({"answer": "left", "on": "2025-05-25"})).await.ok(200);
        assert_eq!((text(&left, "state"), text(&left, "until_on"), text(&left, "loss_ground")), ("lost", "2025-05-25", "joined_other"));
        let now = app.see("auditor", &format!("/collective-members/{}", text(&asks, "id"))).await;
        assert_eq!((text(&now, "state"), text(&now, "from_on"), text(&now, "decided_on")), ("member", "2025-05-25", "2025-05-20"));
        let here = |person: &Value| vec![text(person, "id").to_owned()];
        assert_eq!((roster(app, &old, "2025-05-24").await.len(), roster(app, &old, "2025-05-25").await), (2, here(&b)));
        assert_eq!((roster(app, &new, "2025-05-24").await, roster(app, &new, "2025-05-25").await), (vec![], here(&a)));
        for (member, n) in [(&first, 2), (&asks, 2)] {
            let back = app.on_member("reverse", member, json!({"events": [n], "reason": "示例"})).await;
            refused(&back, 409, "collectives.member.nothing_to_reverse", &json!({"n": n.to_string()}));
        }
        let stays = app.decided_of(&new, &b, json!({"on": "2025-05-22"})).await.ok(201);
        app.on_member("answer", &second, json!({"answer": "stays", "on": "2025-05-26"})).await.ok(200);
        let path = format!("/collective-members/{}", text(&stays, "id"));
        assert_eq!(text(&app.see("auditor", &path).await, "state"), "declined");
        // Days of two collectives overlap: R62 says which. A loss taken back would make two: refused too.
        let early = app.decided_of(&third, &a, json!({"on": "2025-05-24"})).await;
        assert_eq!(early.status.as_u16(), 409, "{:#}", early.body);
        assert_eq!(rule(&early), "R62");
        let gone = app.on_member("lose", &second, json!({"ground": "civil_servant", "on": "2025-05-28"})).await.ok(200);
        let over = app.decided_of(&third, &b, json!({"on": "2025-05-27"})).await;
        refused(&over, 409, "collectives.member.double_membership", &json!({"on": "2025-05-27", "until": "2025-05-28", "body": old["number"]}));
        app.decided_of(&third, &b, json!({"on": "2025-05-28"})).await.ok(201);
        let back = app.on_member("reverse", &gone, json!({"events": [2], "reason": "示例"})).await;
        assert_eq!((back.status.as_u16(), rule(&back)), (409, "R62"), "{:#}", back.body);
        expect_seen(app, "I2", &[
            "UPDATE collective_member SET events = events + 1 WHERE state = 'lost'",
            "UPDATE collective_member_event SET happened_on = '2025-05-01' WHERE kind = 'lost'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE collective_member SET version = version + 1 WHERE state = 'declined'"]).await;
    }

    /// Two bodies confirm the same persons at once: of each one has a member and the other one who waits; never two.
    async fn two_bodies_confirm_one_person_at_once(app) {
        let (a, b) = (app.collective("示例甲村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let mut persons = Vec::new();
        for _ in 0..6 {
            persons.push(app.person(json!({})).await);
        }
        app.who("collective_accountant").await;
        let asked = persons.iter().flat_map(|person| [app.decided_of(&a, person, json!({})), app.decided_of(&b, person, json!({}))]);
        let answers: Vec<Value> = futures_util::future::join_all(asked).await.into_iter().map(|reply| reply.ok(201)).collect();
        for both in answers.chunks(2) {
            let mut states = [text(&both[0], "state"), text(&both[1], "state")];
            states.sort_unstable();
            assert_eq!(states, ["member", "waiting"]);
        }
    }

    /// Events are reversed, never edited; what would not follow is told; the dead are not confirmed, and nobody twice.
    async fn a_membership_is_what_was_decided(app) {
        let body = app.collective("示例村经济合作社").await;
        let (head, person) = (app.person(json!({})).await, app.person(json!({})).await);
        let member = app.decided_of(&body, &person, json!({"external_ids": [{"system": "roster", "id": "7"}]})).await.ok(201);
        app.on_member("lose", &member, json!({"ground": "work_away", "on": "2023-02-20", "note": "示例"})).await.ok(200);
        let again = app.on_member("lose", &member, json!({"ground": "death", "on": "2023-02-25"})).await;
        refused(&again, 409, "collectives.member.state", &json!({"state": "lost"}));
        refused(&app.on_member("reverse", &member, json!({"events": [1], "reason": "示例"})).await, 409, "collectives.member.does_not_follow", &json!({"n": "2"}));
        let back = app.on_member("reverse", &member, json!({"events": [2], "reason": "示例：政策不允许"})).await.ok(200);
        assert_eq!((text(&back, "state"), &back["until_on"]), ("member", &Value::Null));
        let void = app.on_member("reverse", &member, json!({"events": [1], "reason": "示例"})).await.ok(200);
        assert_eq!((text(&void, "state"), &void["ground"]), ("void", &Value::Null));
        refused(&app.on_member("reverse", &member, json!({"events": [1], "reason": "示例"})).await, 409, "collectives.member.nothing_to_reverse", &json!({"n": "1"}));
        let events = app.see("auditor", &format!("/collective-members/{}/events", text(&member, "id"))).await;
        assert_eq!((events["items"].as_array().unwrap().len(), text(&events["items"][1]["reversed"], "reason")), (2, "示例：政策不允许"));
        let found = app.see("auditor", "/collective-members?external_system=roster&external_id=7").await;
        assert_eq!(found["items"][0]["id"], member["id"]);
        let decide = async |said: Value| app.decided_of(&body, &head, said).await;
        refused(&decide(json!({"decision": "refuse"})).await, 422, "collectives.member.reason_of_decision", &json!({}));
        refused(&decide(json!({"reason": "sex"})).await, 422, "collectives.member.reason_of_decision", &json!({}));
        refused(&decide(json!({"parent_person_id": person["id"]})).await, 422, "collectives.member.parent_of_birth", &json!({}));
        refused(&decide(json!({"ground": "other"})).await, 422, "collectives.member.other_untold", &json!({}));
        refused(&decide(json!({"on": "2022-12-31"})).await, 409, "collectives.body.not_then", &json!({"since": "2023-01-01"}));
        refused(&decide(json!({"collective_id": member["id"]})).await, 422, "collectives.body.unknown", &json!({}));
        let house = app.household(&[(&head, "head")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-02-10", "person_id": head["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        refused(&decide(json!({"on": "2023-02-10"})).await, 409, "collectives.member.died", &json!({"died_on": "2023-02-10"}));
        decide(json!({"on": "2023-02-09", "ground": "other", "note": "示例：成员大会决议"})).await.ok(201);
        refused(&decide(json!({"on": "2023-02-09"})).await, 409, "collectives.member.already", &json!({"state": "member"}));
        expect_seen(app, "I9", &["UPDATE collective_member SET state = 'lost', until_on = '2023-02-20', loss_ground = 'death' WHERE state = 'member'; \
            INSERT INTO collective_member_event (member_id, n, kind, happened_on, loss_ground, recorded_by, recorded_at_ms) \
            SELECT id, 2, 'lost', '2023-02-20', 'death', 'x', 0 FROM collective_member WHERE state = 'lost'; UPDATE collective_member SET events = 2 WHERE state = 'lost'"]).await;
    }
}

//! Whom a posting names: sealed where it is kept, shown by the place, found nowhere else.

use serde_json::{Value, json};

use crate::{
    people::stands,
    support::{cast::TOWN, money::text, sound::assert_sealed},
};

/// Marked names and what is said of them.
const MARKS: &[&str] = &["甄示例公", "贾示例护", "示例隐组", "示例隐由", "示例隐诉", "示例隐复", "甄示例改"];

engines! {
    /// Through the whole life of a posting, nobody who is named in it stands anywhere in clear, and no answer that is kept tells it.
    async fn whom_a_posting_names_stands_nowhere_in_clear(app) {
        let asset = app.valued("示例公厕").await;
        let lines = json!([
            {"name": MARKS[0], "group": MARKS[2], "basis": MARKS[3], "amount": "12.00"},
            {"name": MARKS[1], "group": MARKS[2], "basis": MARKS[3], "protected": true}
        ]);
        let body = json!({
            "region_code": TOWN, "asset_ids": [asset["id"]], "title": "关于示例公厕确权的公示", "hotline": "12317", "calendar_days": 7,
            "lines": lines
        });
        let officer = app.who("asset_officer").await;
        let send = async |body: &Value| app.post("/publicity").by(&officer).header("idempotency-key", "the-first-posting").json(body.clone()).send().await;
        let filed = send(&body).await.ok(201);
        let again = send(&body).await;
        assert_eq!((again.headers["idempotent-replayed"].to_str().unwrap(), &again.body["id"]), ("true", &filed["id"]));
        let lines = async |who: &str, profile: &str| {
            app.see(who, &format!("/publicity/{}/lines?profile={profile}", text(&filed, "id"))).await["items"].clone()
        };
        let on_board = json!([
            {"n": 1, "name": MARKS[0], "group": MARKS[2], "basis": MARKS[3], "amount": "12.00"},
            {"n": 2, "name": MARKS[1], "group": MARKS[2], "basis": MARKS[3]}
        ]);
        assert_eq!(lines("village_clerk", "board").await, on_board);
        let on_web = json!([{"n": 1, "name": MARKS[0], "basis": MARKS[3], "amount": "12.00"}, {"n": 2, "name": "贾***"}]);
        assert_eq!(lines("village_clerk", "web").await, on_web);
        assert_eq!(lines("auditor", "board").await, on_web, "it does not hang, and an auditor hangs nothing");
        assert_eq!(lines("auditor", "press").await, json!([{"n": 1, "amount": "12.00"}, {"n": 2}]));
        let finance = app.who("finance_director").await;
        let path = format!("/publicity/{}", text(&filed, "id"));
        for part in ["lines?profile=press", "objections", "print?form=publicity_notice&profile=press"] {
            app.get(&format!("{path}/{part}")).by(&finance).send().await.refused(403, "access.denied.role");
        }
        let hung = app.hang(&filed, "2023-03-01").await.ok(200);
        let said = json!({"channel": "letter", "received_on": "2023-03-01", "suspends": true, "text": MARKS[4]});
        let stopped = app.on_posting("village_clerk", "objections", &hung, said).await.ok(200);
        let answer = json!({"n": 1, "result": "upheld", "on": "2023-03-01", "text": MARKS[5]});
        let upheld = app.on_posting("town_officer", "answer", &stopped, answer).await.ok(200);
        let content = json!({"title": "示例", "hotline": "12317", "calendar_days": 7, "lines": [{"name": MARKS[6]}]});
        let revised = app.on_posting("asset_officer", "revise", &upheld, content).await.ok(200);
        assert_eq!(lines("asset_officer", "board").await, json!([{"n": 1, "name": MARKS[6]}]));
        for shown in [&filed, &hung, &stopped, &upheld, &revised] {
            assert!(!MARKS.iter().any(|mark| shown.to_string().contains(mark)), "{shown}");
        }
        let sealed = assert_sealed(&app.app).await;
        let of = |column: &str| sealed[column];
        assert_eq!(of("posting_content.sealed") + of("posting_objection.said") + of("posting_objection.answer"), 4);
        for mark in MARKS {
            assert!(!stands(app, mark).await, "{mark} stands in clear");
        }
        assert!(stands(app, "关于示例公厕确权的公示").await, "what is kept in clear is found");
    }
}

//! What a complaint says and who said it: sealed where it is kept, told by its words alone.

use serde_json::json;

use crate::{
    people::stands,
    support::{cast::COUNTY, money::text, sound::assert_sealed},
};

/// Marked names and words.
const MARKS: &[&str] = &["甄示例诉", "示例隐意", "示例隐复", "示例隐再"];

engines! {
    /// What came with a complaint is read by whoever reads its words: by nobody who is complained of, by no other office, and not by naming
    /// it elsewhere.
    async fn papers_of_a_complaint_are_read_with_its_words_alone(app) {
        let (asset, letter) = (app.stock(json!({})).await, app.paper("来信.pdf").await);
        let clerk = app.who("unit_clerk").await;
        let said = json!({
            "asset_ids": [asset["id"]], "channel": "letter", "text": MARKS[1], "file_ids": [letter],
            "complained_of_officer_ids": [clerk.officer]
        });
        let made = app.complain("asset_officer", said).await.ok(201);
        app.get(&format!("/complaints/{}/words", text(&made, "id"))).by(&clerk).send().await.refused(403, "access.denied.recused");
        let file = format!("/files/{}", letter.as_str().unwrap());
        for path in [file.clone(), format!("{file}/content")] {
            app.get(&path).by(&clerk).send().await.refused(403, "access.denied.recused");
            for other in ["budget_officer", "finance_vice_director", "collective_manager"] {
                app.get(&path).by(&app.who(other).await).send().await.refused(403, "access.denied.role");
            }
            assert_eq!(app.get(&path).by(&app.who("asset_officer").await).send().await.status, 200, "{path}");
        }
        app.stock(json!({"paper_file_ids": [letter]})).await;
        app.get(&format!("{file}/content")).by(&clerk).send().await.refused(403, "access.denied.recused");
        // What came with something else is open to whoever keeps the register, as before.
        let open = format!("/files/{}/content", app.paper("批复.pdf").await.as_str().unwrap());
        assert_eq!(app.get(&open).by(&app.who("budget_officer").await).send().await.status, 200);
    }

    /// Through its whole life, neither what was said nor who said it stands anywhere in clear; only its words tell them, with their papers.
    async fn what_was_said_stands_nowhere_in_clear(app) {
        let person = json!({"region_code": COUNTY, "name": MARKS[0], "phone": "13977700001"});
        let person = app.act("asset_officer", "/people", None, person).await.ok(201);
        let (asset, letter) = (app.stock(json!({})).await, app.paper("来信.pdf").await);
        let said = json!({
            "asset_ids": [asset["id"]], "channel": "letter", "complainant_id": person["id"], "text": MARKS[1], "file_ids": [letter]
        });
        let made = app.complain("asset_officer", said).await.ok(201);
        let unit = app.unit("示例县农业农村局").await;
        let accepted = app.on_complaint("asset_officer", "accept", &made, json!({"unit_id": unit})).await.ok(200);
        let reply = app.paper("答复函.pdf").await;
        let answer = json!({"finding": "upheld", "answered_on": "2023-03-01", "text": MARKS[2], "file_ids": [reply]});
        let answered = app.on_complaint("unit_clerk", "answer", &accepted, answer).await.ok(200);
        let again = json!({"channel": "phone", "received_on": "2023-03-01", "text": MARKS[3]});
        let open = app.on_complaint("unit_clerk", "reopen", &answered, again).await.ok(200);
        for shown in [&made, &accepted, &answered, &open] {
            assert!(!MARKS.iter().any(|mark| shown.to_string().contains(mark)), "{shown}");
            let hidden = [&person["id"], &letter, &reply].map(|id| id.as_str().unwrap());
            assert!(!hidden.iter().any(|id| shown.to_string().contains(id)), "{shown}");
            assert_eq!(shown["anonymous"], false);
        }
        let path = format!("/complaints/{}/words", text(&made, "id"));
        let words = app.see("auditor", &path).await;
        assert_eq!(words, json!({"complainant_id": person["id"], "items": [
            {"n": 1, "text": MARKS[1], "file_ids": [letter], "answer": MARKS[2], "answer_file_ids": [reply]},
            {"n": 2, "text": MARKS[3], "file_ids": [], "answer_file_ids": []}
        ]}));
        app.get(&path).by(&app.who("finance_director").await).send().await.refused(403, "access.denied.role");
        let reveal = json!({"fields": ["name"], "reason": "示例：回访反映人"});
        let shown = app.post(&format!("/people/{}/reveal", text(&person, "id"))).by(&app.who("asset_officer").await).json(reveal).send().await.ok(200);
        assert_eq!(shown, json!({"name": MARKS[0]}));
        let table = app.get("/complaints/export?format=csv").by(&app.who("auditor").await).send().await;
        let table = String::from_utf8_lossy(&table.bytes).into_owned();
        assert!(table.contains(text(&made, "number")) && !MARKS.iter().any(|mark| table.contains(mark)), "{table}");
        let sealed = assert_sealed(&app.app).await;
        assert_eq!([sealed["complaint_word.said"], sealed["complaint_word.answer"]], [2, 1]);
        for mark in MARKS {
            assert!(!stands(app, mark).await, "{mark} stands in clear");
        }
    }
}

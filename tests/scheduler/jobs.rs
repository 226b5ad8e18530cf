use sea_orm::ConnectionTrait as _;
use serde_json::json;
use steward::{
    ground::jobs::ExpireKeys,
    office::{access::ExpireAccess, files::SweepFiles},
    server::check::{NightlyCheck, invariants},
};

use super::double::runner_of;
use crate::support::{
    TestApp,
    cast::COUNTY,
    money::{text, upload},
};

/// What the last run of the only job handled.
async fn handled(app: &TestApp) -> i64 {
    app.number("SELECT handled FROM job_run WHERE due_on = (SELECT max(due_on) FROM job_run)").await
}

engines! {
    /// What a paper refers to stays as it is; what nobody refers to goes when it is a day old, bytes and all, and the trail says so.
    async fn a_file_that_nothing_refers_to_goes_a_day_later(app) {
        let sweeper = runner_of(&app.app.db, vec![Box::new(SweepFiles)]);
        sweeper.tick().await.unwrap();
        let clerk = app.who("budget_officer").await;
        let [kept, gone] = [vec![b'a'; 600_000], vec![b'b'; 300_000]].map(|rest| [b"%PDF-1.7".to_vec(), rest].concat());
        let kept = upload(app, &clerk, COUNTY, "示例文件.pdf", &kept).await.ok(201);
        let gone = upload(app, &clerk, COUNTY, "示例草稿.pdf", &gone).await.ok(201);
        let document = json!({
            "number": "示财农〔2023〕1号", "title": "示例", "issuer": "示例省财政厅", "region_code": COUNTY, "kind": "formal",
            "budget_year": 2023, "file_id": kept["id"]
        });
        app.act("budget_officer", "/budget-documents", None, document).await.ok(201);
        app.on_day("2023-03-02").await;
        assert_eq!(sweeper.tick().await.unwrap().done.len(), 1);
        assert_eq!((handled(app).await, app.number("SELECT count(*) FROM file").await), (0, 2), "not a day old when the day began");
        app.on_day("2023-03-03").await;
        assert_eq!(sweeper.tick().await.unwrap().done.len(), 1);
        assert_eq!((handled(app).await, app.number("SELECT count(*) FROM file").await), (1, 1));
        assert_eq!(app.number("SELECT count(*) FROM file_chunk").await, 3, "those of the other file");
        let clerk = app.who("budget_officer").await;
        app.get(&format!("/files/{}/content", text(&kept, "id"))).by(&clerk).send().await.ok(200);
        app.get(&format!("/files/{}", text(&gone, "id"))).by(&clerk).send().await.refused(404, "access.not_found");
        let events = app.see("auditor", &format!("/trail/events?subject_id={}&sort=oldest", text(&gone, "id"))).await;
        let last = &events["items"][1];
        assert_eq!((&last["principal"], &last["action"]), (&json!("job:files.file.sweep"), &json!("files.file.sweep")));
        assert_eq!((&last["after"]["swept_on"], &last["before"]["name"]), (&json!("2023-03-03"), &json!("示例草稿.pdf")));
    }

    /// A key stands in for its answer for ninety days and not for ever; many go in bounded steps.
    async fn a_key_goes_after_ninety_days(app) {
        let runner = runner_of(&app.app.db, vec![Box::new(ExpireKeys)]);
        runner.tick().await.unwrap();
        let clerk = app.who("unit_clerk").await;
        let organisation = json!({"name": "示例单位", "kind": "company", "region_code": COUNTY});
        let call = || app.post("/organisations").header("idempotency-key", "once").json(organisation.clone());
        let first = call().by(&clerk).send().await.ok(201);
        let keys = app.number("SELECT count(*) FROM idempotency_key").await;
        for chunk in 0..5 {
            let rows: Vec<String> = (0..500).map(|n| format!("('p', 'o', 'k{chunk}-{n}', '', 1677632400000)")).collect();
            let sql = format!("INSERT INTO idempotency_key(principal, operation, key, request_sha256, created_at_ms) VALUES {}", rows.join(", "));
            app.app.db.unguarded().execute_unprepared(&sql).await.unwrap();
        }
        app.on_day("2023-05-30").await;
        runner.tick().await.unwrap();
        assert_eq!(app.number("SELECT count(*) FROM idempotency_key").await, keys + 2_500, "ninety days are not over");
        assert_eq!(call().by(&app.who("unit_clerk").await).send().await.ok(201), first);
        app.on_day("2023-05-31").await;
        runner.tick().await.unwrap();
        assert_eq!(app.number("SELECT count(*) FROM idempotency_key").await, 0);
        assert_eq!(handled(app).await, keys + 2_500);
        assert!(app.number("SELECT max(version) FROM job_run").await >= 3, "a thousand a step");
    }

    /// Sessions, tokens and counters that were over ninety days ago go; what is younger stays.
    async fn what_gave_access_goes_ninety_days_after_its_end(app) {
        let runner = runner_of(&app.app.db, vec![Box::new(ExpireAccess)]);
        runner.tick().await.unwrap();
        app.who("unit_clerk").await;
        app.post("/sessions").json(json!({"login": "nobody", "password": "nothing of the kind"})).send().await;
        let rows = async || {
            let mut rows = 0;
            for table in ["session", "setup_token", "login_failure", "login_guard", "client_token"] {
                rows += app.number(&format!("SELECT count(*) FROM {table}")).await;
            }
            rows
        };
        let old = rows().await;
        assert!(app.number("SELECT count(*) FROM login_guard").await > 0);
        app.on_day("2023-05-30").await;
        app.who("unit_clerk").await;
        runner.tick().await.unwrap();
        assert_eq!(rows().await, old + 1);
        app.on_day("2023-06-01").await;
        runner.tick().await.unwrap();
        assert_eq!(rows().await, 1, "the session of the 30th of May");
    }

    /// The nightly check counts what is broken and says which; the day is done all the same.
    async fn what_is_broken_is_found_at_night(app) {
        let runner = runner_of(&app.app.db, vec![Box::new(NightlyCheck(app.app.db.clone()))]);
        runner.tick().await.unwrap();
        app.allocation("1000.00").await;
        app.on_day("2023-03-02").await;
        runner.tick().await.unwrap();
        assert_eq!(handled(app).await, invariants().len() as i64 + 2);
        assert_eq!(app.number("SELECT findings FROM job_run").await, 0);
        app.leave_damaged();
        let damage = "UPDATE ledger_account SET balance_fen = balance_fen - 1 WHERE kind = 'source.inflow'";
        app.app.db.unguarded().execute_unprepared(damage).await.unwrap();
        app.on_day("2023-03-03").await;
        assert_eq!(runner.tick().await.unwrap().done.len(), 1);
        let told = "SELECT findings FROM job_run WHERE due_on = '2023-03-03' AND found LIKE 'I2 every kept balance is the sum of its postings: 1 breaches'";
        assert_eq!(app.number(told).await, 1);
        // Three nights that nobody worked: how the books stood in the first two cannot be read any more.
        app.on_day("2023-03-06").await;
        assert_eq!(runner.tick().await.unwrap().done.len(), 3);
        let looked = "SELECT count(*) FROM job_run WHERE due_on > '2023-03-03' AND handled > 0 AND findings = 1";
        assert_eq!((handled(app).await, app.number(looked).await), (invariants().len() as i64 + 2, 1));
    }
}

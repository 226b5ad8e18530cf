use serde_json::{Value, json};

use crate::support::{Person, TestApp, cast::system_admin, money::text};

const SWEEP: &str = "/schedules/files.file.sweep";

async fn schedule(app: &TestApp, by: &Person) -> Value {
    app.get(SWEEP).by(by).send().await.ok(200)
}

engines! {
    /// Everything that an operator asks of a job stands in one row: hours, last and next run, how it went.
    async fn the_timetable_tells_what_became_of_each_job(app) {
        let page = app.see("auditor", "/schedules").await;
        let rows = page["items"].as_array().unwrap();
        let names: Vec<&str> = rows.iter().map(|row| text(row, "id")).collect();
        assert_eq!(names, [
            "ledger.snapshot.take", "platform.idempotency.expire", "access.session.expire", "files.file.sweep", "upkeep.due.make",
            "server.check.run", "checks.lead.find"
        ]);
        assert!(rows.iter().all(|row| row["outcome"] == "never" && row["overdue"] == false && row["last_on"].is_null()));
        app.tick_whole().await;
        app.on_day("2023-03-02").await;
        assert_eq!(app.tick_whole().await.done.len(), 7);
        let row = app.see("auditor", SWEEP).await;
        assert_eq!((&row["since_on"], &row["last_on"], &row["outcome"]), (&json!("2023-03-01"), &json!("2023-03-02"), &json!("done")));
        assert_eq!((&row["last_handled"], &row["failures"], text(&row, "title")), (&json!(0), &json!(0), "清理未引用附件"));
        // 02:30 of the 3rd in Shanghai.
        assert_eq!((text(&row, "cron"), text(&row, "next_at")), ("0 30 2 * * *", "2023-03-02T18:30:00.000Z"));
        app.get("/schedules/files.file.eat").by(&app.who("auditor").await).send().await.refused(404, "access.not_found");
    }

    /// A job that goes wrong says so where operators look, and no longer once it went well.
    async fn a_failure_is_shown_until_a_step_succeeds(app) {
        app.tick_whole().await;
        app.on_day("2023-03-02").await;
        let conn = app.app.db.unguarded();
        sea_orm::ConnectionTrait::execute_unprepared(conn, "ALTER TABLE file_use RENAME TO file_use_away").await.unwrap();
        let ticked = app.tick_whole().await;
        assert!(ticked.stopped.contains(&"files.file.sweep") && ticked.done.len() >= 3, "{ticked:?}");
        let row = app.see("auditor", SWEEP).await;
        assert_eq!((&row["outcome"], &row["failures"], &row["failed_on"]), (&json!("failed"), &json!(1), &json!("2023-03-02")));
        assert!(text(&row, "failure").contains("file_use"), "{row:#}");
        sea_orm::ConnectionTrait::execute_unprepared(conn, "ALTER TABLE file_use_away RENAME TO file_use").await.unwrap();
        assert!(app.tick_whole().await.done.iter().any(|(job, _)| *job == "files.file.sweep"));
        let row = app.see("auditor", SWEEP).await;
        assert_eq!((&row["outcome"], &row["failures"], &row["failure"]), (&json!("done"), &json!(0), &Value::Null));
    }

    /// Asked for before its hour, a day is done by the next runner, once; the asking stands in the trail under who asked.
    async fn a_job_is_run_before_its_hour_when_asked(app) {
        let by = system_admin(app).await;
        let before = schedule(app, &by).await;
        let run = format!("{SWEEP}/run");
        let press = |tag: &str, key: &str| app.post(&run).by(&by).at(tag).header("idempotency-key", key);
        let asked = press(text(&before, "etag"), "a").send().await;
        assert_eq!(asked.headers["etag"].to_str().unwrap().trim_matches('"'), text(&asked.body, "etag"));
        let asked = asked.ok(200);
        assert_eq!((&asked["asked_on"], &asked["outcome"]), (&json!("2023-03-01"), &json!("never")));
        assert_eq!(press(text(&before, "etag"), "a").send().await.ok(200), asked, "the same key, the same answer");
        press(text(&before, "etag"), "b").send().await.refused(412, "wire.stale");
        press(text(&asked, "etag"), "c").send().await.refused(409, "jobs.schedule.nothing_to_run");
        let ticked = app.tick_whole().await;
        assert_eq!(ticked.done.iter().map(|(job, day)| format!("{job} {day}")).collect::<Vec<_>>(), ["files.file.sweep 2023-03-01"]);
        let done = schedule(app, &by).await;
        assert_eq!((&done["last_on"], &done["asked_on"], &done["outcome"]), (&json!("2023-03-01"), &Value::Null, &json!("done")));
        press(text(&done, "etag"), "d").send().await.refused(409, "jobs.schedule.nothing_to_run");
        let events = app.see("4310.auditor", "/trail/events?action=jobs.schedule.run").await;
        assert_eq!(events["items"], json!([]), "the nation's events are the nation's");
        let kept = "SELECT count(*) FROM trail_event WHERE action = 'jobs.schedule.run' AND role = 'system_admin' AND officer_id IS NOT NULL";
        assert_eq!(app.number(kept).await, 1);
        app.on_day("2023-03-02").await;
        assert_eq!(app.tick_whole().await.done.len(), 7, "the next day comes at its hour as ever");
    }

    /// Asking is for whoever runs the server; auditors look.
    async fn only_system_administrators_ask(app) {
        let auditor = app.who("auditor").await;
        let tag = text(&app.see("auditor", SWEEP).await, "etag").to_owned();
        app.post(&format!("{SWEEP}/run")).by(&auditor).at(&tag).send().await.refused(403, "access.denied.role");
        app.get("/schedules").by(&app.who("finance_director").await).send().await.refused(403, "access.denied.role");
        let by = system_admin(app).await;
        app.post("/schedules/files.file.eat/run").by(&by).at("1").send().await.refused(404, "access.not_found");
        app.post(&format!("{SWEEP}/run?dry_run=true")).by(&by).at(&tag).send().await.ok(200);
        assert_eq!(app.number("SELECT count(*) FROM job").await, 0, "a dry run leaves nothing");
    }

    /// A server whose jobs owe a day for more than a day still serves, and says which.
    async fn a_job_that_is_behind_is_told(app) {
        app.tick_whole().await;
        app.on_day("2023-03-02").await;
        assert_eq!(app.get("//readyz").send().await.ok(200)["jobs_overdue"], json!([]));
        app.on_day("2023-03-04").await;
        let late = app.get("//readyz").send().await.ok(200);
        assert_eq!(late["jobs_overdue"].as_array().unwrap().len(), 7);
        assert_eq!(late["jobs_overdue"][3], "files.file.sweep 2023-03-02");
        assert_eq!(app.see("auditor", SWEEP).await["overdue"], true);
        app.tick_whole().await;
        assert_eq!(app.get("//readyz").send().await.ok(200)["jobs_overdue"], json!([]));
    }
}

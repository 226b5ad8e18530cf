//! Imports that are jobs: a file of more rows than a request takes is kept sealed, checked in stretches and written whole, by whoever
//! lives.

use serde_json::{Value, json};
use steward::{
    office::tables::{Came, Importer},
    server::app::App,
};

use super::{form, send, send_later};
use crate::{
    faults::cancelled::dropped_after,
    people::stands,
    support::{TestApp, money::text},
};

const PATH: &str = "/assets/imports";
const HEAD: &str = "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,原值（万元）,备注\n";

/// Rows that no one else bears: `w1`, `w2`, … for a word.
fn rows(word: &str, count: usize) -> String {
    let row = |n: usize| format!("{word}{n},示例{word}{n},公益性资产,固定资产,431026,2021-12-31,A 有资料,{n}.5,\n");
    format!("{HEAD}{}", (1..=count).map(row).collect::<String>())
}

/// A server whose requests take four rows, and whose jobs take forty, in stretches of two.
fn small(app: &TestApp) -> TestApp {
    app.beside(|config| {
        config.tables.request_rows = 4;
        config.tables.job_rows = 40;
        config.tables.stretch_rows = 2;
    })
}

async fn take(app: &TestApp, rows: &str) -> Value {
    send(app, "asset_officer", PATH, ("资产.csv", rows.as_bytes()), &[]).await.ok(202)
}

async fn job(app: &TestApp, job: &Value) -> Value {
    app.see("asset_officer", &format!("/jobs/{}", text(job, "id"))).await
}

/// One turn of an importer: the states in which jobs ended.
async fn turn(importer: &Importer) -> Vec<String> {
    importer.turn().await.expect("a turn").iter().map(|(_, state)| state.to_string()).collect()
}

/// Whoever held a lease is silent for longer than it runs.
async fn lapse(app: &TestApp) {
    let sql = "UPDATE table_job_lease SET until_ms = 0";
    sea_orm::ConnectionTrait::execute_unprepared(app.app.db.unguarded(), sql).await.expect("leases");
}

async fn named(app: &TestApp, like: &str) -> i64 {
    app.number(&format!("SELECT count(*) FROM asset WHERE name LIKE '{like}'")).await
}

/// What the trail says was done by the import that bears this id, or in its request.
async fn done(app: &TestApp, import: &str) -> Vec<(String, String, i64)> {
    let events = app.see("auditor", &format!("/trail/events?subject_id={import}")).await;
    let request = text(&events["items"][0], "request_id").to_owned();
    let conn = app.app.db.read();
    let sql = format!(
        "SELECT action, principal, count(*) AS n FROM trail_event WHERE request_id = '{request}' AND subject_kind <> 'table_job' \
          GROUP BY action, principal ORDER BY action"
    );
    let backend = sea_orm::ConnectionTrait::get_database_backend(conn);
    let found = sea_orm::ConnectionTrait::query_all_raw(conn, sea_orm::Statement::from_string(backend, sql)).await;
    let row = |row: sea_orm::QueryResult| {
        (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap(), row.try_get_by_index(2).unwrap())
    };
    found.expect("events").into_iter().map(row).collect()
}

/// A claimed job after so many steps; the claim is dropped, as if its process had died.
async fn dies_after(importer: &Importer, steps: usize) {
    let mut claimed = importer.claim().await.expect("a claim").expect("a job to take up");
    for _ in 0..steps {
        assert_eq!(claimed.step().await.expect("a step"), Came::On);
    }
}

/// Two importers, as if in two processes: they share nothing but the database and the keys.
fn two(app: &App) -> (Importer, Importer) {
    (app.importer(), app.importer())
}

engines! {
    /// A file that a request does not take becomes a job, and ends with the rows, the trail and the answer that the request would have had.
    async fn a_long_file_ends_as_a_request_would(app) {
        let small = small(app);
        let file = rows("甲", 7) + "合计,,,,,,,31.5,\n";
        let clerk = small.who("asset_officer").await;
        let once = async || {
            let body = form("资产.csv", file.as_bytes(), &[("region_code", "431026")]);
            small.post(PATH).by(&clerk).header("idempotency-key", "long").raw("multipart/form-data; boundary=x", body).send().await
        };
        let reply = once().await;
        let location = reply.headers["location"].to_str().unwrap().to_owned();
        let taken = reply.ok(202);
        assert_eq!((location, text(&taken, "state")), (format!("/api/v1/jobs/{}", text(&taken, "id")), "waiting"));
        let again = once().await;
        assert_eq!((again.headers["idempotent-replayed"].to_str().unwrap(), &again.body), ("true", &taken));
        assert_eq!((named(app, "示例甲%").await, app.number("SELECT count(*) FROM table_job_chunk").await), (0, 1));
        assert_eq!(turn(&small.app.importer()).await, ["done"]);
        let ended = job(&small, &taken).await;
        assert_eq!((&ended["rows"], &ended["rows_checked"], &ended["problem"]), (&json!(7), &json!(7), &Value::Null));
        let import = app.see("auditor", &format!("/imports/{}", text(&ended, "import_id"))).await;
        assert_eq!((&import["job_id"], &import["added"]), (&taken["id"], &json!(7)));
        // The same file under other names, in a request: the same answer, the same events.
        let words = [("external_system", "other"), ("acknowledged", "R10.1")];
        let direct = send(app, "asset_officer", PATH, ("资产.csv", file.as_bytes()), &words).await.ok(201);
        let (ours, theirs) = (&ended["answer"], &direct);
        for part in ["additions", "changes", "absences", "flaws", "totals", "unknown_headers", "formulas", "unread_sheets"] {
            assert_eq!(ours[part], theirs[part], "{part}");
        }
        for count in ["rows", "added", "changed", "unchanged", "refused", "absent", "imported_by", "file_sha256", "layer"] {
            assert_eq!(ours["import"][count], theirs["import"][count], "{count}");
        }
        let events = done(app, text(&import, "id")).await;
        assert_eq!(events, done(app, text(&direct["import"], "id")).await);
        assert_eq!(events.iter().map(|(.., n)| n).sum::<i64>(), 8, "{events:?}");
        assert_eq!(app.number("SELECT count(*) FROM asset_event").await, 14);
        assert_eq!(app.number("SELECT count(*) FROM table_job_chunk").await, 0);
        // Whoever may not import such rows sees how it went, and nothing of what stood in the file.
        let seen = app.see("auditor", &format!("/jobs/{}", text(&taken, "id"))).await;
        assert_eq!((text(&seen, "state"), &seen["answer"]), ("done", &Value::Null));
        assert_eq!(small.see("auditor", "/jobs?sheet=assets&state=done").await["items"][0]["rows_checked"], 7);
        // A sender may ask for it; a dry run keeps nothing, and more rows than a job takes are never read.
        let short = rows("乙", 1);
        assert_eq!(send_later(&small, "asset_officer", PATH, ("资产.csv", short.as_bytes()), &[]).await.ok(202)["state"], "waiting");
        let many = rows("丙", 61);
        let problem = send(&small, "asset_officer", PATH, ("资产.csv", many.as_bytes()), &[]).await.refused(422, "tables.file.too_many_rows");
        assert_eq!(problem["facts"]["limit"], "40");
        let dry = format!("{PATH}?dry_run=true");
        let problem = send(&small, "asset_officer", &dry, ("资产.csv", file.as_bytes()), &[]).await.refused(422, "tables.file.too_many_rows");
        assert_eq!(problem["facts"]["limit"], "4");
        assert_eq!(turn(&small.app.importer()).await, ["done"]);
    }

    /// Whoever dies in whatever step leaves the job to another: no row comes twice, and none is missing.
    async fn whoever_dies_on_the_way_leaves_it_to_another(app) {
        let small = small(app);
        let (first, second) = two(&small.app);
        // waiting, reading, three stretches of checking and their end, writing.
        for steps in 0..=6 {
            let taken = take(&small, &rows(&format!("死{steps}"), 5)).await;
            dies_after(&first, steps).await;
            assert_eq!(turn(&second).await, [""; 0], "its lease still runs");
            lapse(app).await;
            assert_eq!(turn(&second).await, ["done"], "{steps}");
            let ended = job(&small, &taken).await;
            assert_eq!((named(app, &format!("示例死{steps}%")).await, &ended["rows_checked"]), (5, &json!(5)));
        }
        // In the middle of the one transaction that writes.
        for polls in [2, 9, 30, 80] {
            take(&small, &rows(&format!("断{polls}"), 5)).await;
            let mut claimed = first.claim().await.unwrap().unwrap();
            for _ in 0..6 {
                claimed.step().await.unwrap();
            }
            let came = dropped_after(polls, claimed.step()).await;
            drop(claimed);
            lapse(app).await;
            let ended = turn(&second).await;
            assert_eq!(named(app, &format!("示例断{polls}%")).await, 5, "{polls}: {came:?}, then {ended:?}");
        }
        // Robbed of its lease before it writes: the other's rows stand, and it commits nothing.
        take(&small, &rows("劫", 5)).await;
        let mut robbed = first.claim().await.unwrap().unwrap();
        for _ in 0..6 {
            robbed.step().await.unwrap();
        }
        lapse(app).await;
        assert_eq!(turn(&second).await, ["done"]);
        assert_eq!((robbed.step().await.unwrap(), named(app, "示例劫%").await), (Came::Lost, 5));
        // Begun again and again: nobody tries for ever.
        let given_up = take(&small, &rows("弃", 5)).await;
        for _ in 0..5 {
            dies_after(&first, 1).await;
            lapse(app).await;
        }
        assert_eq!(turn(&second).await, ["failed"]);
        assert_eq!(job(&small, &given_up).await["problem"]["code"], "tables.job.given_up");
        assert_eq!(app.number("SELECT count(*) FROM table_job_chunk").await, 0);
    }

    /// Any number of importers: each file once, one of a region and sheet at a time; a sender has no more than five under way, and
    /// none for longer than a day.
    async fn importers_share_the_files_and_senders_have_bounds(app) {
        let small = small(app);
        let (first, second) = two(&small.app);
        let mut sent = Vec::new();
        for n in 0..5 {
            sent.push(take(&small, &rows(&format!("争{n}"), 5)).await);
        }
        let sixth = send(&small, "asset_officer", PATH, ("资产.csv", rows("争9", 5).as_bytes()), &[]).await;
        assert_eq!(sixth.refused(409, "tables.job.too_many")["facts"]["limit"], "5");
        // Two take up two files of one region and sheet: the second finds the first at work, and waits.
        let (mut one, mut other) = (first.claim().await.unwrap().unwrap(), second.claim().await.unwrap().unwrap());
        assert_eq!((one.step().await.unwrap(), other.step().await.unwrap()), (Came::On, Came::Lost));
        drop((one, other));
        lapse(app).await;
        let (ours, theirs) = tokio::join!(turn(&first), turn(&second));
        assert_eq!([ours, theirs].concat(), ["done"; 5]);
        assert_eq!((named(app, "示例争%").await, app.number("SELECT count(*) FROM table_import").await), (25, 5));
        assert!(sent.len() == 5 && turn(&first).await.is_empty());
        // Nobody does it for a day: its file goes.
        let late = take(&small, &rows("迟", 5)).await;
        app.later(86_400_001).await;
        small.forget("asset_officer").await;
        assert_eq!(turn(&first).await, [""; 0]);
        let ended = job(&small, &late).await;
        assert_eq!((text(&ended, "state"), &ended["problem"]["code"]), ("failed", &json!("tables.job.expired")));
        assert_eq!(app.number("SELECT count(*) FROM table_job_chunk").await, 0);
        // What was told at the end of a job is kept for thirty days.
        app.later(30 * 86_400_000 + 1).await;
        small.forget("asset_officer").await;
        turn(&first).await;
        assert_eq!(job(&small, &late).await["problem"], Value::Null);
        assert_eq!(app.number("SELECT count(*) FROM table_job_lease WHERE told IS NOT NULL").await, 0);
    }

    /// Cancelled, refused, or sent by somebody who may no longer: nothing is left but the name of the file and why.
    async fn what_is_not_taken_leaves_nothing(app) {
        let small = small(app);
        let (first, second) = two(&small.app);
        let marked = |word: &str| rows(word, 5).replacen("A 有资料", "13977709x1", 1);
        let cancel = async |job: &Value| small.press("asset_officer", &format!("/jobs/{}/cancel", text(job, "id")), job).await;
        // Cancelled in the middle of the checking, by a version that only the checking has made older.
        let taken = take(&small, &rows("消", 5)).await;
        let mut claimed = first.claim().await.unwrap().unwrap();
        for _ in 0..3 {
            claimed.step().await.unwrap();
        }
        let seen = job(&small, &taken).await;
        assert_eq!((text(&seen, "state"), &seen["rows_checked"], &seen["rows"]), ("checking", &json!(2), &json!(5)));
        claimed.step().await.unwrap();
        cancel(&taken).await.refused(412, "wire.stale");
        assert_eq!(cancel(&seen).await.ok(200)["state"], "cancelled");
        assert_eq!(claimed.step().await.unwrap(), Came::Lost);
        cancel(&job(&small, &taken).await).await.refused(409, "tables.job.too_late_to_cancel");
        // A wrong cell behind the first stretch: every cell is told, sealed, and nothing of the file stands in clear.
        let taken = take(&small, &marked("误")).await;
        assert!(!stands(app, "13977709x1").await, "a file that waits");
        assert_eq!(turn(&second).await, ["refused"]);
        let problem = &job(&small, &taken).await["problem"];
        assert_eq!((&problem["code"], &problem["errors"][0]["pointer"]), (&json!("tables.file.refused"), &json!("/file#G2")));
        assert!(text(&problem["errors"][0], "message").contains("13977709x1") && !stands(app, "13977709x1").await);
        // Likeness to a row of another stretch is seen when all rows are written: nothing of them stays.
        let twin = rows("双", 5) + "双9,示例双1,公益性资产,固定资产,431026,2021-12-31,A 有资料,1.5,\n";
        let taken = take(&small, &twin).await;
        assert_eq!(turn(&first).await, ["refused"]);
        let twin = job(&small, &taken).await;
        assert_eq!((&twin["problem"]["facts"]["failed"], &twin["rows_checked"]), (&json!("1"), &json!(6)));
        // The right rows alone, where the sender wants them.
        let part = marked("部");
        let taken = send(&small, "asset_officer", PATH, ("资产.csv", part.as_bytes()), &[("mode", "partial")]).await.ok(202);
        assert_eq!(turn(&first).await, ["done"]);
        let answer = &job(&small, &taken).await["answer"];
        assert_eq!((&answer["import"]["added"], &answer["flaws"][0]["cell"]), (&json!(4), &json!("G2")));
        assert!(!stands(app, "13977709x1").await);
        // The rows are being written: too late to cancel, and they come.
        let taken = take(&small, &rows("写", 5)).await;
        dies_after(&first, 6).await;
        cancel(&job(&small, &taken).await).await.refused(409, "tables.job.too_late_to_cancel");
        lapse(app).await;
        assert_eq!(turn(&second).await, ["done"]);
        // Whoever sent it is no officer any more when it is done.
        let taken = take(&small, &rows("停", 5)).await;
        let me = small.see("asset_officer", "/me").await;
        let user = app.see("security_admin", &format!("/users/{}", text(&me, "account_id"))).await;
        app.press("security_admin", &format!("/users/{}/disable", text(&user, "id")), &user).await.ok(200);
        assert_eq!(turn(&first).await, ["refused"]);
        let ended = app.see("auditor", &format!("/jobs/{}", text(&taken, "id"))).await;
        assert_eq!((text(&ended, "state"), ended.get("import_id")), ("refused", None));
        let denied = "SELECT count(*) FROM trail_event WHERE outcome = 'denied' AND action = 'assets.asset.import'";
        assert_eq!((app.number(denied).await, named(app, "示例停%").await), (1, 0));
        assert_eq!(app.number("SELECT count(*) FROM table_job_chunk").await, 0);
        assert_eq!((named(app, "示例%").await, app.number("SELECT count(*) FROM table_import").await), (9, 2));
    }

    /// Rows of every sheet come as jobs.
    async fn every_sheet_may_be_long(app) {
        let files = [
            ("unit_clerk", "/organisations/imports", "单位编号,单位名称,单位类别,行政区划代码\n001,示例公司丁,企业,431026\n"),
            ("asset_officer", "/sites/imports", "安置点编号,安置点名称,行政区划代码\n001,示例安置点丁,431026\n"),
            ("asset_officer", "/stock-lines/imports", "清册编号,资产名称,账册单位,资金来源,清册日期\n001,示例水池,示例镇人民政府,捐赠,2023-01-31\n"),
            ("asset_officer", "/housing-units/imports", "住房编号,安置点,栋号,房号\n001,示例安置点丁,1,101\n"),
            ("budget_officer", "/allocations/imports", "指标编号\n001\n"),
        ];
        let mut ended = Vec::new();
        for (who, path, file) in files {
            let taken = send_later(app, who, path, ("表.csv", file.as_bytes()), &[]).await.ok(202);
            turn(&app.app.importer()).await;
            let job = app.see(who, &format!("/jobs/{}", text(&taken, "id"))).await;
            ended.push((text(&job, "sheet").to_owned(), text(&job, "state").to_owned(), job["problem"]["code"].clone()));
        }
        let wanted = [
            ("organisations", "done", Value::Null),
            ("sites", "done", Value::Null),
            ("stock_lists", "done", Value::Null),
            ("housing_units", "done", Value::Null),
            ("allocations", "refused", json!("tables.file.bad_header")),
        ];
        assert_eq!(ended, wanted.map(|(sheet, state, code)| (sheet.to_owned(), state.to_owned(), code)));
    }
}

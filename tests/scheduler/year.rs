//! Three servers on one PostgreSQL for a simulated year, one of them killed each simulated month. Minutes long, therefore asked for
//! by name:
//!
//! ```text
//! cargo test --test all three_servers -- --ignored --nocapture
//! STEWARD_TEST_DAYS=92 cargo test --test all three_servers -- --ignored --nocapture
//! ```

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::json;
use steward::{ground::kernel::Day, server::check::invariants};

#[path = "../../benches/load/cluster.rs"]
pub mod cluster;

use crate::{
    faults::machine::Server,
    support::{
        TestApp,
        app::{fill, open, run},
        cast::COUNTY,
        database::{Wanted, folder},
        money::{text, upload},
    },
};
use cluster::Cluster;

const FIRST: Day = Day::of(2023, 3, 1);
const SERVERS: usize = 3;
/// A process is killed every so many days.
const MONTH: u32 = 30;
/// Days after which keys, sessions and tokens go.
const KEPT: usize = 90;
const JOBS: i64 = 7;

/// What was made on each day, from the first on: what the jobs have to find later.
#[derive(Default)]
struct Made {
    keys: Vec<i64>,
    access: Vec<i64>,
    unused: Vec<i64>,
    accounts: Vec<i64>,
}

impl Made {
    /// Rows that a job handles on a day, by name.
    fn expected(&self, day: usize) -> BTreeMap<&'static str, i64> {
        let of = |made: &[i64], ago: usize| day.checked_sub(ago).map_or(0, |made_on| made[made_on]);
        BTreeMap::from([
            ("checks.lead.find", 0),
            ("access.session.expire", of(&self.access, KEPT + 1)),
            ("files.file.sweep", of(&self.unused, 2)),
            ("ledger.snapshot.take", of(&self.accounts, 1)),
            ("platform.idempotency.expire", of(&self.keys, KEPT + 1)),
            ("upkeep.due.make", 0),
            // Beside the invariants: the digests of locked months, and that references end at rows.
            ("server.check.run", invariants().len() as i64 + 2),
        ])
    }
}

/// The servers, and what each is started with.
struct Machines {
    url: String,
    room: PathBuf,
    running: Vec<Server>,
}

impl Machines {
    fn start(url: String, room: &Path) -> Self {
        let config = "[scheduler]\npoll_seconds = 1\nlease_seconds = 2\n[database]\nconnections = 4\n";
        std::fs::write(room.join("steward.toml"), config).expect("a configuration");
        let mut machines = Self { url, room: room.to_owned(), running: Vec::new() };
        for _ in 0..SERVERS {
            machines.one_more();
        }
        machines
    }

    fn one_more(&mut self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
        command.arg("--config").arg(self.room.join("steward.toml")).arg("--keys-dir").arg(self.room.join("keys"));
        command.arg("--database-url").arg(&self.url);
        self.running.push(Server::start(command));
    }

    /// `kill -9` one of them, whatever it is doing.
    fn kill(&mut self, which: usize) {
        let log = self.running.swap_remove(which).kill();
        assert!(!log.contains("panicked"), "{log}");
    }
}

async fn rows(app: &TestApp, tables: &[&str]) -> i64 {
    let mut rows = 0;
    for table in tables {
        rows += app.number(&format!("SELECT count(*) FROM {table}")).await;
    }
    rows
}

const ACCESS: [&str; 2] = ["session", "setup_token"];

/// What people do on a day: some files, one of them for a paper; now and then money.
async fn work(app: &TestApp, rng: &mut StdRng, made: &mut Made) {
    let before = (rows(app, &["idempotency_key"]).await, rows(app, &ACCESS).await);
    let clerk = app.who("budget_officer").await;
    let unused = rng.random_range(0..3);
    let mut papers = Vec::new();
    for n in 0..=unused {
        papers.push(upload(app, &clerk, COUNTY, &format!("示例{n}.pdf"), b"%PDF-1.7").await.ok(201)["id"].clone());
    }
    let n = rows(app, &["budget_document"]).await + 1;
    let document = json!({
        "number": format!("示财农〔2023〕{n}号"), "title": "示例", "issuer": "示例省财政厅", "region_code": COUNTY, "kind": "formal",
        "budget_year": 2023, "file_id": papers[0]
    });
    app.act("budget_officer", "/budget-documents", None, document).await.ok(201);
    let allocations = i64::from(rng.random_range(0..5) == 0);
    if allocations == 1 {
        app.allocation("1000.00").await;
    }
    made.keys.push(rows(app, &["idempotency_key"]).await - before.0);
    made.access.push(rows(app, &ACCESS).await - before.1);
    made.unused.push(unused);
    // What was promised and what is available; every allocation of the test has a source of its own.
    made.accounts.push(2 * allocations);
}

/// Waits until every job of a day is done, by whomever; says how long it took.
async fn wait_for(app: &TestApp, day: Day) -> Duration {
    let begun = Instant::now();
    let done = format!("SELECT count(*) FROM job_run WHERE due_on = '{day}' AND state = 'done'");
    while app.number(&done).await < JOBS {
        assert!(begun.elapsed() < Duration::from_secs(60), "the jobs of {day} are not done");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

/// What the jobs handled on a day, by name.
async fn handled(app: &TestApp, day: Day) -> BTreeMap<String, i64> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let sql = format!("SELECT j.name, r.handled FROM job_run r JOIN job j ON j.id = r.job_id WHERE r.due_on = '{day}'");
    let conn = app.app.db.read();
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap();
    let pair = |row: &sea_orm::QueryResult| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
    let found: Vec<(String, i64)> = rows.iter().map(pair).collect();
    assert_eq!(found.len() as i64, JOBS, "each job once on {day}");
    found.into_iter().collect()
}

/// The year is seldom walked: a job that it does not expect is told of in every run.
#[tokio::test]
async fn the_year_expects_every_job() {
    run(Wanted::Sqlite, async |app| {
        let page = app.see("auditor", "/schedules").await;
        let mut listed: Vec<&str> = page["items"].as_array().unwrap().iter().map(|job| text(job, "id")).collect();
        listed.sort_unstable();
        let made = Made { keys: vec![0], access: vec![0], unused: vec![0], accounts: vec![0] };
        let expected: Vec<&str> = made.expected(0).into_keys().collect();
        assert_eq!((listed, JOBS), (expected.clone(), expected.len() as i64));
    })
    .await;
}

fn asked(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |n| n.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes; the command stands above and in tests/README.md"]
async fn three_servers_do_each_day_of_a_year_once() {
    if !Wanted::Postgres.is_on() {
        return;
    }
    let (days, seed) = (asked("STEWARD_TEST_DAYS", 365), asked("STEWARD_TEST_SEED", 3));
    eprintln!("year: {days} days, seed {seed}");
    let room = folder("year");
    let cluster = Cluster::start(&room.join("pg"));
    cluster.sql("postgres", "CREATE DATABASE year");
    let url = cluster.url("year");
    fill(url.clone()).await;
    let mut machines = Machines::start(url.clone(), &room);
    // With the keys of the servers: what one of them has sealed, the others open.
    let app = TestApp::left(open(&url, 9).await, &room.join("keys"));
    let mut rng = StdRng::seed_from_u64(seed);
    let mut made = Made::default();
    work(&app, &mut rng, &mut made).await;
    // What the template was made with is of the first day, too.
    made.keys[0] = rows(&app, &["idempotency_key"]).await;
    made.access[0] = rows(&app, &ACCESS).await;
    let (mut day, mut killed, mut waited) = (FIRST, 0, Duration::ZERO);
    for n in 1..=days {
        day = day.next();
        app.on_day(&day.to_string()).await;
        if n % u64::from(MONTH) == 0 {
            // Somewhere in the second in which they begin.
            tokio::time::sleep(Duration::from_millis(rng.random_range(0..1_500))).await;
            machines.kill(rng.random_range(0..SERVERS));
            killed += 1;
            waited += wait_for(&app, day).await;
            machines.one_more();
        } else {
            waited += wait_for(&app, day).await;
        }
        let expected = made.expected(usize::try_from(n).unwrap());
        let handled = handled(&app, day).await;
        let handled: BTreeMap<&str, i64> = handled.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
        assert_eq!(handled, expected, "on {day}");
        work(&app, &mut rng, &mut made).await;
    }
    let wanted = JOBS * i64::try_from(days).unwrap();
    assert_eq!(app.number("SELECT count(*) FROM job_run WHERE state = 'done'").await, wanted);
    let marks = "SELECT count(*) FROM trail_event WHERE subject_kind = 'job_run' AND subject_state = 'done'";
    assert_eq!(app.number(marks).await, wanted, "one mark in the trail for each day of each job");
    assert_eq!(app.number("SELECT CAST(coalesce(sum(findings), 0) AS bigint) FROM job_run").await, 0);
    app.assert_whole().await;
    let fences = app.number("SELECT CAST(sum(fence) AS bigint) FROM job_lease").await;
    eprintln!(
        "year: {wanted} runs, {killed} servers killed, {fences} leases taken, {} s waited for jobs",
        waited.as_secs()
    );
    drop(machines);
    app.app.db.clone().close().await.expect("closing");
    drop(cluster);
    std::fs::remove_dir_all(room).expect("the room, empty");
}

//! Existing stock, and people in their households, from workbooks: jobs with all their checks, against COPY of the same rows after calamine has
//! read them, on the same machine. Prints a table; ../README.md keeps the last one.

#![expect(
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a load that goes wrong is to be seen, and rates are not money"
)]

#[expect(dead_code, unused_macros, reason = "the tests use more of their harness than this run does")]
#[path = "../../tests/support/mod.rs"]
mod support;

#[path = "../load/cluster.rs"]
mod cluster;
#[path = "../load/memory.rs"]
mod memory;

mod books;

use std::{
    io::Cursor,
    path::Path,
    time::{Duration, Instant},
};

use calamine::{Reader as _, Xlsx};
use steward::{
    ground::platform::{Config, Db, Ids, ServerConfig, start_logging},
    office::tables::Came,
};

use self::{
    cluster::Cluster,
    memory::{peak_mib, reset_peak},
    support::TestApp,
};

const DATABASE: &str = "steward";

/// Rows of one kind: where they are sent, and what taking them leaves.
struct Work {
    what: &'static str,
    path: &'static str,
    file: Vec<u8>,
    tables: &'static [&'static str],
}

impl Work {
    fn all(rows: u32) -> [Self; 2] {
        [
            Self {
                what: "assets",
                path: "/assets/imports",
                file: books::assets(rows),
                tables: &["asset", "asset_event", "external_id", "trail_event", "trail_pending"],
            },
            Self {
                what: "people",
                path: "/households/imports",
                file: books::people(rows),
                tables: &["household", "person", "household_member", "external_id", "trail_event", "trail_pending"],
            },
        ]
    }
}

fn main() {
    start_logging(&ServerConfig { log: "error".into(), ..Config::default().server }).expect("a filter");
    let rows = std::env::var("IMPORT_ROWS").map_or(100_000, |v| v.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let dir = std::env::current_dir().expect("a folder").join("target/bench-import");
        let cluster = Cluster::start(&dir.join("pg"));
        println!("| Rows | Engine | Sent s | Read s | Checked s | Written s | All s | Peak MiB | Floor s | Ratio |\n|---|---|---|---|---|---|---|---|---|---|");
        for work in Work::all(rows) {
            let what = format!("{rows} {}", work.what);
            cluster.sql("postgres", &format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"));
            cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
            let url = cluster.url(DATABASE);
            support::app::fill(url.clone()).await;
            let ours = import(&opened(&url).await, &work).await;
            print((&what, "PostgreSQL"), &ours, Some(floor(&cluster, &work)));
            let small = dir.join("steward.db");
            forget(&small);
            let url = format!("sqlite:{}", small.display());
            support::app::fill(url.clone()).await;
            print((&what, "SQLite"), &import(&opened(&url).await, &work).await, None);
            forget(&small);
        }
    });
}

fn forget(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

async fn opened(url: &str) -> TestApp {
    let mut db = Db::open(url, 16, Ids::random()).await.expect("a database");
    db.find_clock().await.expect("a clock");
    TestApp::over(db, None)
}

/// What an import took: sent, read, checked, written; and how much memory this process had at most.
struct Took {
    phases: [Duration; 4],
    peak_mib: u64,
}

async fn import(app: &TestApp, work: &Work) -> Took {
    reset_peak();
    let officer = app.who("asset_officer").await;
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n431026\r\n".to_vec();
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.xlsx\"\r\n\r\n");
    body.extend([&work.file[..], b"\r\n--x--\r\n"].concat());
    let mut begun = Instant::now();
    let mut lap = || std::mem::replace(&mut begun, Instant::now()).elapsed();
    let call = app.post(work.path).by(&officer).header("prefer", "respond-async");
    call.raw("multipart/form-data; boundary=x", body).send().await.ok(202);
    let sent = lap();
    let importer = app.app.importer();
    let mut claimed = importer.claim().await.expect("a claim").expect("a job");
    let mut phases = [sent, Duration::ZERO, Duration::ZERO, Duration::ZERO];
    loop {
        let state = claimed.job.state.to_string();
        let came = claimed.step().await.expect("a step");
        let phase = ["", "reading", "checking", "writing"].iter().position(|known| *known == state).unwrap_or(1);
        phases[phase] += lap();
        match came {
            Came::On => {}
            Came::Ended(end) if end.to_string() == "done" => break,
            other => panic!("{other:?}"),
        }
    }
    Took { phases, peak_mib: peak_mib() }
}

/// Reads the cells of the same file and copies the same rows into tables with the same keys and indexes.
fn floor(cluster: &Cluster, work: &Work) -> Duration {
    for table in work.tables {
        let (path, copy) = (cluster.file(table), format!("{table}_floor"));
        cluster.sql(DATABASE, &format!("COPY {table} TO '{path}'"));
        let made =
            format!("CREATE TABLE {copy} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)");
        cluster.sql(DATABASE, &made);
    }
    let begun = Instant::now();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&work.file[..])).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    assert!(range.height() > 1);
    let copy = |table: &&str| format!("COPY {table}_floor FROM '{}'", cluster.file(table));
    let copies = work.tables.iter().map(copy).collect::<Vec<_>>().join("; ");
    cluster.sql(DATABASE, &format!("BEGIN; {copies}; COMMIT"));
    begun.elapsed()
}

fn print((what, engine): (&str, &str), took: &Took, floor: Option<Duration>) {
    let all: Duration = took.phases.iter().sum();
    let phases = took.phases.map(|p| format!("{:.1}", p.as_secs_f64())).join(" | ");
    let against = floor.map_or("– | –".to_owned(), |floor| {
        format!("{:.1} | {:.1}", floor.as_secs_f64(), all.as_secs_f64() / floor.as_secs_f64())
    });
    println!("| {what} | {engine} | {phases} | {:.1} | {} | {against} |", all.as_secs_f64(), took.peak_mib);
}

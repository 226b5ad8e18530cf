//! Existing stock from a workbook, as a job with all its checks, against COPY of the same rows after calamine has read them, on the same
//! machine. Prints a table; ../README.md keeps the last one.

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

use std::{
    io::Cursor,
    path::Path,
    time::{Duration, Instant},
};

use calamine::{Reader as _, Xlsx};
use rust_xlsxwriter::Workbook;
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
const HEAD: [&str; 12] = [
    "资产编号",
    "资产名称",
    "资产类别",
    "资产形态",
    "行政区划代码",
    "补录基准日",
    "依据等级",
    "原值（元）",
    "坐落",
    "面积(平方米)",
    "投入使用年份",
    "备注",
];
/// What an import leaves, but for its own row.
const TABLES: [&str; 5] = ["asset", "asset_event", "external_id", "trail_event", "trail_pending"];

fn main() {
    start_logging(&ServerConfig { log: "error".into(), ..Config::default().server }).expect("a filter");
    let rows = std::env::var("IMPORT_ROWS").map_or(100_000, |v| v.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let dir = std::env::current_dir().expect("a folder").join("target/bench-import");
        let cluster = Cluster::start(&dir.join("pg"));
        cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
        let file = workbook(rows);
        let url = cluster.url(DATABASE);
        support::app::fill(url.clone()).await;
        println!("{rows} rows, {} bytes as a workbook\n", file.len());
        println!("| Engine | Sent s | Read s | Checked s | Written s | All s | Peak MiB | Floor s | Ratio |\n|---|---|---|---|---|---|---|---|---|");
        let ours = import(&opened(&url).await, &file).await;
        let floor = floor(&cluster, &file);
        print("PostgreSQL", &ours, Some(floor));
        let small = dir.join("steward.db");
        forget(&small);
        let url = format!("sqlite:{}", small.display());
        support::app::fill(url.clone()).await;
        print("SQLite", &import(&opened(&url).await, &file).await, None);
        forget(&small);
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

/// Stock of the test county and its town, of seven hundred places, each row its own.
fn workbook(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut write = |row: u32, cells: [String; 12]| {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    };
    write(0, HEAD.map(str::to_owned));
    for n in 1..=rows {
        let region = if n % 3 == 0 { "431026102" } else { "431026" };
        let kind = ["公益性资产", "经营性资产"][(n % 2) as usize];
        write(
            n,
            [
                format!("L{n:06}"),
                format!("示例资产{n}"),
                kind.into(),
                "固定资产".into(),
                region.into(),
                format!("20{:02}-12-31", 16 + n % 6),
                "A 有资料".into(),
                format!("{}.{:02}", 1_000 + n, n % 100),
                format!("示例村{}组", n % 700),
                format!("{}.5", 10 + n % 90),
                format!("{}", 2016 + n % 6),
                "示例".into(),
            ],
        );
    }
    book.save_to_buffer().expect("a workbook")
}

/// What an import took: sent, read, checked, written; and how much memory this process had at most.
struct Took {
    phases: [Duration; 4],
    peak_mib: u64,
}

async fn import(app: &TestApp, file: &[u8]) -> Took {
    reset_peak();
    let officer = app.who("asset_officer").await;
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n431026\r\n".to_vec();
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"stock.xlsx\"\r\n\r\n");
    body.extend([file, b"\r\n--x--\r\n"].concat());
    let mut begun = Instant::now();
    let mut lap = || std::mem::replace(&mut begun, Instant::now()).elapsed();
    let call = app.post("/assets/imports").by(&officer).header("prefer", "respond-async");
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
fn floor(cluster: &Cluster, file: &[u8]) -> Duration {
    for table in TABLES {
        let (path, copy) = (cluster.file(table), format!("{table}_floor"));
        cluster.sql(DATABASE, &format!("COPY {table} TO '{path}'"));
        let made =
            format!("CREATE TABLE {copy} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)");
        cluster.sql(DATABASE, &made);
    }
    let begun = Instant::now();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    assert!(range.height() > 1);
    let copies = TABLES.map(|table| format!("COPY {table}_floor FROM '{}'", cluster.file(table))).join("; ");
    cluster.sql(DATABASE, &format!("BEGIN; {copies}; COMMIT"));
    begun.elapsed()
}

fn print(engine: &str, took: &Took, floor: Option<Duration>) {
    let all: Duration = took.phases.iter().sum();
    let phases = took.phases.map(|p| format!("{:.1}", p.as_secs_f64())).join(" | ");
    let against = floor.map_or("– | –".to_owned(), |floor| {
        format!("{:.1} | {:.1}", floor.as_secs_f64(), all.as_secs_f64() / floor.as_secs_f64())
    });
    println!("| {engine} | {phases} | {:.1} | {} | {against} |", all.as_secs_f64(), took.peak_mib);
}

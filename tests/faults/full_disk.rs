//! SQLite rolls back by itself when its disk is full; a driver that goes on counting its transaction as open would acknowledge
//! every later write and keep none.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Value, json};

use super::{
    machine::Address,
    volume::{Limit, Volume},
};
use crate::support::{
    Person, Reply, TestApp, app,
    cast::COUNTY,
    database::{TestDb, Wanted},
};

/// How many write at once, and how often each is refused before it gives up.
const CLIENTS: u32 = 4;
const REFUSALS: usize = 6;

/// One person who registers organisations and remembers what each was answered.
#[derive(Default)]
struct Ledger {
    acknowledged: Vec<(u32, Vec<u8>)>,
    refused: Vec<u32>,
}

fn key(n: u32) -> String {
    format!("organisation-{n}")
}

fn organisation(n: u32) -> Value {
    json!({"name": format!("示例单位 {n}"), "kind": "company", "region_code": COUNTY})
}

fn register(address: Address, token: &str, n: u32) -> Reply {
    address.post("/organisations", token, &key(n), &organisation(n))
}

impl Ledger {
    fn take(&mut self, n: u32, reply: Reply) {
        if reply.status == 201 {
            self.acknowledged.push((n, reply.bytes));
        } else {
            reply.clone().refused(503, "unavailable");
            assert_eq!(reply.headers["retry-after"], "5");
            self.refused.push(n);
        }
    }

    /// Everybody writes until everybody has been refused some times; whose turn failed is not whose turn succeeds.
    fn fill(&mut self, address: Address, token: &str, next: &AtomicU32) {
        let own = thread::scope(|scope| {
            let client = || {
                let mut own = Self::default();
                while own.refused.len() < REFUSALS && own.acknowledged.len() < 400 {
                    let n = next.fetch_add(1, Relaxed);
                    own.take(n, register(address, token, n));
                }
                own
            };
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
            clients.into_iter().map(|c| c.join().expect("a client")).collect::<Vec<_>>()
        });
        for own in own {
            assert_eq!(own.refused.len(), REFUSALS, "the disk never became full");
            self.acknowledged.extend(own.acknowledged);
            self.refused.extend(own.refused);
        }
    }
}

/// Somebody who logged in two minutes ago: that the session was used again is to be noted by now, which must not stand in the way
/// of reading.
async fn logged_in_a_while_ago(database: &TestDb) -> String {
    let app = TestApp::over(app::open(&database.url, 4).await, None);
    let reader = app.who("auditor").await.token;
    let conn = app.app.db.unguarded();
    conn.execute_unprepared("UPDATE clock SET now_ms = now_ms + 120000").await.expect("a clock");
    conn.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
    app.app.db.clone().close().await.expect("closing");
    reader
}

/// The first write after there is room again, within five seconds.
fn recovered(address: Address, token: &str, ledger: &mut Ledger, next: &AtomicU32) {
    let begun = Instant::now();
    let before = ledger.acknowledged.len();
    while ledger.acknowledged.len() == before {
        assert!(begun.elapsed() < Duration::from_secs(5), "there is room, and writes are still refused");
        let n = next.fetch_add(1, Relaxed);
        ledger.take(n, register(address, token, n));
    }
}

/// Looks at the file that the killed server left: all that was acknowledged is there once, nothing else is, and each key still
/// answers what it answered then.
async fn judge((file, keys): &(String, PathBuf), clerk: &str, ledger: &Ledger) {
    let app = TestApp::left(app::open(file, 5).await, keys);
    let sql = "SELECT name FROM organisation WHERE name LIKE '示例单位 %'";
    let rows = app.app.db.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("rows");
    let number = |name: String| name.rsplit_once(' ').and_then(|(_, n)| n.parse().ok()).expect("a number");
    let kept: Vec<u32> = rows.iter().map(|r| number(r.try_get_by_index(0).expect("a name"))).collect();
    let acknowledged: BTreeSet<u32> = ledger.acknowledged.iter().map(|(n, _)| *n).collect();
    let lost = acknowledged.iter().filter(|n| !kept.contains(n)).count();
    assert_eq!(lost, 0, "of {} acknowledged writes, {} are in the file", acknowledged.len(), kept.len());
    let halves: Vec<_> = ledger.refused.iter().filter(|n| kept.contains(n)).collect();
    assert!(halves.is_empty(), "refused and kept all the same: {halves:?}");
    assert_eq!(kept.len(), acknowledged.len(), "something is there twice");
    app.assert_whole().await;
    let clerk = Person { token: clerk.to_owned(), officer: String::new() };
    for (n, bytes) in &ledger.acknowledged {
        let call = app.post("/organisations").by(&clerk).header("idempotency-key", &key(*n));
        assert_eq!(call.json(organisation(*n)).send().await.bytes, *bytes, "the same key, another answer");
    }
    app.app.db.clone().close().await.expect("closing");
}

async fn nothing_acknowledged_is_lost(limit: Limit, name: &str) {
    if !Wanted::Sqlite.is_on() {
        return;
    }
    let database = app::fresh(Wanted::Sqlite).await;
    let reader = logged_in_a_while_ago(&database).await;
    let Some(mut volume) = Volume::with(limit, name, &database) else { return };
    let server = volume.serve();
    let address = server.address;
    let (mut ledger, next) = (Ledger::default(), AtomicU32::new(0));
    let clerk = address.log_in("unit-clerk");
    ledger.fill(address, &clerk, &next);
    for token in [&clerk, &reader] {
        address.get("/organisations", token).ok(200);
    }
    volume.enlarge(&server);
    recovered(address, &clerk, &mut ledger, &next);
    for n in (0..60).map(|_| next.fetch_add(1, Relaxed)) {
        ledger.take(n, register(address, &clerk, n));
    }
    // Half of what was refused is tried again under its key, the other half never.
    let refused = ledger.refused.len();
    for n in ledger.refused.split_off(refused / 2) {
        ledger.take(n, register(address, &clerk, n));
    }
    assert_eq!(ledger.refused.len(), refused / 2, "there is room, and writes are refused");
    let log = server.kill();
    judge(&volume.left(), &clerk, &ledger).await;
    assert!(!log.contains("panicked"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_on_a_full_disk() {
    nothing_acknowledged_is_lost(Limit::Space, "full-disk").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_when_a_file_may_not_grow() {
    nothing_acknowledged_is_lost(Limit::FileSize, "full-file").await;
}

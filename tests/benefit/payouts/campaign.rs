//! Five thousand payouts through real servers on PostgreSQL that are killed ten times while they release, take in answers and try again.
//! Minutes long, therefore asked for by name:
//!
//! ```text
//! cargo test --test all payouts_survive -- --ignored --nocapture
//! STEWARD_TEST_PAYOUTS=500 cargo test --test all payouts_survive -- --ignored --nocapture
//! ```

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use bank::{Bank, Day, Fen, Form};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};

use super::way::{BUSY, DAY, believed, many, mended};
use crate::{
    faults::machine::Server,
    scheduler::year::cluster::Cluster,
    support::{
        Reply, TestApp,
        app::{fill, open},
        asked,
        database::{Wanted, folder},
        money::text,
        property::over,
    },
    tables::form,
};

/// A server at a time, killed now and then in the middle of what it does.
struct Machine {
    url: String,
    room: PathBuf,
    running: Option<Server>,
    rng: StdRng,
    /// How often it is still to be killed, and was.
    left: u32,
    killed: u32,
    keys: u64,
    tokens: HashMap<String, String>,
}

impl Machine {
    fn new(url: String, room: &Path, seed: u64) -> Self {
        let rng = StdRng::seed_from_u64(seed);
        Self { url, room: room.to_owned(), running: None, rng, left: 10, killed: 0, keys: 0, tokens: HashMap::new() }
    }

    fn start(&mut self) -> &Server {
        let (url, room) = (&self.url, &self.room);
        self.running.get_or_insert_with(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
            command.arg("--keys-dir").arg(room.join("keys")).arg("--database-url").arg(url);
            Server::start(command)
        })
    }

    /// An act under one key until it is answered, however often the server dies before that.
    fn act(&mut self, who: &str, path: &str, at: Option<&Value>, (kind, bytes): (&str, &[u8])) -> Reply {
        self.keys += 1;
        let key = format!("campaign-{}", self.keys);
        loop {
            let address = self.start().address;
            // One login each: an account has only so many sessions, and the test's own are among them.
            let token = self.tokens.entry(who.into()).or_insert_with(|| address.log_in(&who.replace('_', "-")));
            let token = format!("Bearer {token}");
            let tag = at.map(|a| format!("\"{}\"", text(a, "etag")));
            let mut headers = vec![("Authorization", token.as_str()), ("Idempotency-Key", key.as_str())];
            headers.extend(tag.as_deref().map(|tag| ("If-Match", tag)));
            let dies = self.left > 0 && self.rng.random_range(0..3) == 0;
            let after = Duration::from_millis(self.rng.random_range(0..1_200));
            let answer = thread::scope(|scope| {
                let asking = scope.spawn(|| address.tried(path, &headers, (kind, bytes)));
                if dies {
                    thread::sleep(after);
                    let log = self.running.take().expect("a server").kill();
                    assert!(!log.contains("panicked"), "{log}");
                    (self.left, self.killed) = (self.left - 1, self.killed + 1);
                }
                asking.join().expect("a client")
            });
            if let Some(reply) = answer {
                return reply;
            }
        }
    }

    fn json(&mut self, who: &str, path: &str, at: Option<&Value>, body: &Value) -> Reply {
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.act(who, path, at, ("application/json", &bytes))
    }
}

/// Takes in every file of answers, in an order of no sense and each twice.
async fn heard(app: &TestApp, machine: &mut Machine, batch: &Value, mut files: Vec<Vec<u8>>) {
    files.sort_by_key(|file| file.iter().map(|b| u64::from(*b)).sum::<u64>() % 11);
    let path = format!("/payout-batches/{}/answers", text(batch, "id"));
    for bytes in files.iter().chain(files.iter().rev()) {
        let (now, body) = (app.batch_now(batch).await, form("回盘.txt", bytes, &[]));
        machine.act("finance_clerk", &path, Some(&now), ("multipart/form-data; boundary=x", &body)).ok(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes; the command stands above and in tests/README.md"]
async fn payouts_survive_servers_that_are_killed() {
    if !Wanted::Postgres.is_on() {
        return;
    }
    let (count, seed) = (asked("STEWARD_TEST_PAYOUTS", 5_000), asked("STEWARD_TEST_SEED", 7));
    let (begun, room) = (Instant::now(), folder("payouts"));
    let cluster = Cluster::start(&room.join("pg"));
    cluster.sql("postgres", "CREATE DATABASE payouts");
    let url = cluster.url("payouts");
    fill(url.clone()).await;
    let mut machine = Machine::new(url.clone(), &room, seed);
    machine.start();
    let app = TestApp::left(open(&url, 9).await, &room.join("keys"));
    let bank_form = app.bank_form("one_card_gbk").await;
    let (plan, cards) = many(&app, count).await;
    eprintln!("payouts: {count} lines are due after {} s, seed {seed}", begun.elapsed().as_secs());
    let theirs = Form::parse(text(&bank_form, "text")).expect("a form");
    let first: Day = DAY.parse().expect("a day");
    let mut bank = Bank::new(seed, BUSY);
    let (mut rounds, mut attempts) = (0_u16, 0);
    loop {
        let batch = json!({"distribution_id": plan["id"], "bank_form_id": bank_form["id"]});
        let tried = app.payout_trial((&plan, &bank_form), json!({})).await;
        if tried.status.as_u16() == 409 {
            break;
        }
        rounds += 1;
        assert!(rounds < 12, "it does not come to an end: {:#}", tried.body);
        let declared = json!({"declared_count": tried.body["count"], "declared_total": tried.body["total"]});
        let batch = over(batch, &declared);
        let batch = machine.json("collective_accountant", "/payout-batches", None, &batch).ok(201);
        let release = format!("/payout-batches/{}/release", text(&batch, "id"));
        let now = app.batch_now(&batch).await;
        machine.json("collective_manager", &release, Some(&now), &Value::Null).ok(200);
        attempts += batch["count"].as_i64().unwrap();
        let file = app.payout_file("collective_manager", &batch).await;
        assert_eq!(file.status.as_u16(), 200, "{:#}", file.body);
        let on = first.plus(rounds * 30);
        bank.take(&theirs, &file.bytes, on).expect("a file that the bank takes");
        // No answer is of a day that has not come; by then everybody logs in anew.
        app.on_day(&on.plus(29).to_string()).await;
        machine.tokens.clear();
        let files = (0..=29).flat_map(|days| bank.answers(on.plus(days))).collect();
        heard(&app, &mut machine, &batch, files).await;
        let open = format!("/payouts?state=handed_over&payout_batch_id={}", text(&batch, "id"));
        if !app.see("auditor", &open).await["items"].as_array().unwrap().is_empty() {
            let now = app.batch_now(&batch).await;
            let ask = format!("/payout-batches/{}/ask", text(&batch, "id"));
            machine.json("finance_clerk", &ask, Some(&now), &Value::Null).ok(200);
            heard(&app, &mut machine, &batch, bank.asked().into_iter().rev().take(1).collect()).await;
        }
        mended(&app, &cards, rounds).await;
    }
    assert_eq!(believed(&app, &plan).await, bank.paid());
    assert_eq!(app.number("SELECT count(*) FROM payout WHERE state = 'confirmed'").await, i64::from(count));
    assert_eq!(app.number("SELECT count(*) FROM payout_result WHERE state = 'unmatched'").await, 0);
    let total: Fen = bank.paid().values().sum();
    assert_eq!(
        app.number("SELECT CAST(sum(balance_fen) AS bigint) FROM ledger_account WHERE kind = 'dividend.paid'").await,
        total
    );
    app.assert_whole().await;
    eprintln!(
        "payouts: {attempts} attempts in {rounds} rounds, {} servers killed, each of {count} paid once, {} s",
        machine.killed,
        begun.elapsed().as_secs()
    );
    drop(machine);
    app.app.db.clone().close().await.expect("closing");
    drop(cluster);
    std::fs::remove_dir_all(room).expect("the room, empty");
}

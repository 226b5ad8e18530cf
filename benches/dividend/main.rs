//! A list of a million holders: a plan of the demonstration whose register has grown is computed, hung and locked over HTTP, against one
//! `INSERT … SELECT` of the same lines into a table with the same keys; then who held what on a day. Prints tables; ../README.md keeps the last.

#![expect(clippy::float_arithmetic, reason = "rates are not money")]

#[path = "../load/cluster.rs"]
mod cluster;
#[path = "../load/memory.rs"]
mod memory;
#[path = "../load/timed.rs"]
mod timed;

mod holdings;

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Value, json};
use steward::{
    ground::platform::{Config, ServerConfig, start_logging},
    server::{
        demo::{Demo, prepare},
        http::{Ask, Front, ask},
    },
};

use self::{
    cluster::Cluster,
    memory::{peak_mib, reset_peak},
};

const DATABASE: &str = "steward";
/// Who computes a list in the demonstration, and who hangs and locks it.
const ACCOUNTANT: &str = "datong-accounts";
const MANAGER: &str = "datong-collective";

fn main() {
    start_logging(&ServerConfig { log: "error".into(), ..Config::default().server }).expect("a filter");
    let holders = |name: &str, usual: u64| std::env::var(name).map_or(usual, |v| v.parse().expect("a number"));
    let (many, few) = (holders("DIVIDEND_HOLDERS", 1_000_000), holders("DIVIDEND_HOLDERS_SQLITE", 100_000));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let dir = std::env::current_dir().expect("a folder").join("target/bench-dividend");
        let cluster = Cluster::start(&dir.join("pg"));
        cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
        println!("| Engine | Holders | Computed s | Hung s | Locked s | All s | MiB before | Peak MiB | Floor s | Ratio |\n|---|---|---|---|---|---|---|---|---|---|");
        let large = Village::grown(&cluster.url(DATABASE), &dir, many).await;
        cluster.sql(DATABASE, "VACUUM ANALYZE");
        let took = large.distribute().await;
        print("PostgreSQL", many, &took, Some(floor(&cluster, text(&large.plan, "id"))));
        let file = dir.join("steward.db");
        forget(&file);
        let small = Village::grown(&format!("sqlite:{}", file.display()), &dir, few).await;
        print("SQLite", few, &small.distribute().await, None);
        forget(&file);
        holdings::measure(&cluster, &large).await;
    });
}

fn forget(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().expect(field)
}

/// The demonstration with a plan that its members voted for, by a register that has grown.
struct Village {
    demo: Demo,
    front: Front,
    keys: AtomicU64,
    plan: Value,
}

/// What the list took: computed, hung, locked; and how much memory this process had before, and at most.
struct Took {
    phases: [Duration; 3],
    mib: [u64; 2],
}

impl Village {
    async fn grown(url: &str, dir: &Path, holders: u64) -> Self {
        let mut config = Config::default();
        config.database.url = url.to_owned();
        config.security.keys_dir = dir.join("keys");
        let demo = prepare(config, true).await.expect("a demonstration");
        let front = Front::new(&demo.app).expect("a document that compiles");
        let mut village = Self { demo, front, keys: AtomicU64::new(1), plan: Value::Null };
        let token = village.token(MANAGER).await;
        let plans = village.asked("GET", "/distributions?state=voted", &token, None, None).await;
        village.plan = plans["items"][0].clone();
        village.grow(holders).await;
        village
    }

    /// Marked persons with shares of two stretches of days each third, of a dozen numbers and half a dozen first months; and for each of
    /// them a hundred yuan more in plan and pool, so that everybody is paid.
    async fn grow(&self, holders: u64) {
        let conn = self.demo.app.db.unguarded();
        let backend = conn.get_database_backend();
        let postgres = backend == DbBackend::Postgres;
        let (id, rows) = if postgres {
            ("gen_random_uuid()", format!("generate_series(1, {holders}) AS n(i)"))
        } else {
            ("randomblob(16)", "n".to_owned())
        };
        let series = if postgres {
            String::new()
        } else {
            format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {holders}) ")
        };
        let day = |month: &str| match postgres {
            true => format!("CAST('2023-' || lpad(CAST({month} AS text), 2, '0') || '-01' AS date)"),
            false => format!("'2023-' || printf('%02d', {month}) || '-01'"),
        };
        let scheme = "(SELECT scheme_id FROM distribution WHERE number = $1)";
        let new = format!(
            "FROM share_holder o JOIN person p ON p.id = o.person_id AND p.created_at_ms = 7 WHERE o.scheme_id = {scheme}"
        );
        let (begins, changes) = (day("1 + o.serial % 6"), day("7 + o.serial % 2"));
        let more = 10_000 * holders;
        let planted = [
            format!(
                "INSERT INTO person (id, region_code, name, layer, version, created_at_ms, updated_at_ms) \
                 {series}SELECT {id}, t.region_code, t.name, t.layer, 1, 7, 7 \
                 FROM (SELECT * FROM person WHERE created_at_ms <> 7 LIMIT 1) AS t, {rows} WHERE $1 <> ''"
            ),
            format!(
                "INSERT INTO share_holder (id, scheme_id, serial, person_id) \
                 SELECT {id}, {scheme}, m.last + row_number() OVER (ORDER BY p.id), p.id FROM person p, \
                   (SELECT max(serial) AS last FROM share_holder WHERE scheme_id = {scheme}) AS m WHERE p.created_at_ms = 7"
            ),
            format!(
                "INSERT INTO share_holding (holder_id, class, from_on, until_on, shares_e4) \
                 SELECT o.id, 'member', {begins}, CASE WHEN o.serial % 3 = 0 THEN {changes} END, 10000 * (1 + o.serial % 12) {new}"
            ),
            format!(
                "INSERT INTO share_holding (holder_id, class, from_on, until_on, shares_e4) \
                 SELECT o.id, 'member', {changes}, NULL, 5000 * (1 + o.serial % 7) {new} AND o.serial % 3 = 0"
            ),
            format!("UPDATE distribution SET pool_fen = pool_fen + {more} WHERE number = $1"),
            format!(
                "UPDATE ledger_account SET balance_fen = balance_fen + {more} WHERE kind = 'collective.pool' \
                 AND owner_id = (SELECT pool_id FROM distribution WHERE number = $1)"
            ),
        ];
        for sql in planted {
            let number = [text(&self.plan, "number").into()];
            conn.execute_raw(Statement::from_sql_and_values(backend, &sql, number)).await.expect(&sql);
        }
    }

    async fn token(&self, login: &str) -> String {
        let known = self.demo.sample.logins.iter().find(|l| l.login == login).expect(login);
        let said = json!({"login": login, "password": known.password});
        text(&self.asked("POST", "/sessions", "", None, Some(said)).await, "token").to_owned()
    }

    async fn asked(&self, method: &str, path: &str, token: &str, at: Option<&Value>, said: Option<Value>) -> Value {
        let mut headers = vec![("idempotency-key", format!("bench-{}", self.keys.fetch_add(1, Relaxed)))];
        if method == "GET" {
            headers.clear();
        }
        if !token.is_empty() {
            headers.push(("authorization", format!("Bearer {token}")));
        }
        headers.extend(at.map(|at| ("if-match", format!("\"{}\"", text(at, "etag")))));
        let body = said.map(|said| ("application/json".to_owned(), said.to_string().into_bytes()));
        let (status, bytes) = ask(&self.front, Ask { method, path, headers, body }).await.expect("an answer");
        let answer = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        assert!(status < 300, "{path}: {status} {answer:#}");
        answer
    }

    /// Computes, hangs and locks the list of the plan.
    async fn distribute(&self) -> Took {
        let (accountant, manager) = (self.token(ACCOUNTANT).await, self.token(MANAGER).await);
        let path = format!("/distributions/{}", text(&self.plan, "id"));
        let mut now = self.asked("GET", &path, &manager, None, None).await;
        reset_peak();
        let before = peak_mib();
        let mut begun = Instant::now();
        let mut lap = || std::mem::replace(&mut begun, Instant::now()).elapsed();
        loop {
            now = self.asked("POST", &format!("{path}/calculate"), &accountant, Some(&now), None).await;
            if now["phase"] == "done" {
                break;
            }
        }
        let computed = lap();
        let hangs =
            json!({"on": self.demo.app.db.now().await.expect("a clock").day().to_string(), "file_id": now["file_id"]});
        now = self.asked("POST", &format!("{path}/publicise"), &manager, Some(&now), Some(hangs)).await;
        let hung = lap();
        now = self.asked("POST", &format!("{path}/lock"), &manager, Some(&now), None).await;
        assert_eq!(now["state"], "locked");
        Took { phases: [computed, hung, lap()], mib: [before, peak_mib()] }
    }
}

/// The same lines by one statement, into a table with the same keys, checks and references.
fn floor(cluster: &Cluster, plan: &str) -> Duration {
    let sql = |text: &str| cluster.sql(DATABASE, text);
    sql("CREATE TABLE bench_line (LIKE distribution_line INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)");
    sql("ALTER TABLE bench_line ADD FOREIGN KEY (distribution_id) REFERENCES distribution (id)");
    let facts = sql(&format!(
        "SELECT scheme_id || ' ' || edition || ' ' || pool_fen || ' ' || weight_e4 FROM distribution WHERE id = '{plan}'"
    ));
    let facts: Vec<&str> = facts.split(' ').collect();
    let [scheme, edition, pool, weight] = facts[..] else { unreachable!("{facts:?}") };
    let month = |day: &str| format!("(extract(year FROM {day}) * 12 + extract(month FROM {day}) - 1)::bigint");
    let (first, after) = (2023 * 12 + 3, 2023 * 12 + 9);
    let months = format!(
        "greatest(least(coalesce({}, {after}), {after}) - greatest({}, {first}), 0)",
        month("h.until_on"),
        month("h.from_on")
    );
    let begun = Instant::now();
    sql(&format!(
        "INSERT INTO bench_line (distribution_id, edition, holder_id, serial, weight_e4, amount_fen, rest, state) \
         SELECT '{plan}', {edition}, w.id, w.serial, w.weight, div({pool}::numeric * w.weight, {weight})::bigint, \
                mod({pool}::numeric * w.weight, {weight})::bigint, 'due' \
           FROM (SELECT o.id, o.serial, sum(h.shares_e4 * {months})::bigint AS weight \
                   FROM share_holder o JOIN share_holding h ON h.holder_id = o.id \
                  WHERE o.scheme_id = '{scheme}' AND h.class = 'member' GROUP BY o.id, o.serial \
                 HAVING sum(h.shares_e4 * {months}) > 0) AS w"
    ));
    let took = begun.elapsed();
    let differ = "SELECT count(*) FROM distribution_line a FULL JOIN bench_line b USING (distribution_id, edition, holder_id) \
        WHERE COALESCE(a.distribution_id, b.distribution_id)";
    let differ = sql(&format!(
        "{differ} = '{plan}' AND (a.amount_fen, a.weight_e4) IS DISTINCT FROM (b.amount_fen, b.weight_e4)"
    ));
    assert_eq!(differ, "0", "the floor writes other lines");
    took
}

fn print(engine: &str, holders: u64, took: &Took, floor: Option<Duration>) {
    let all: Duration = took.phases.iter().sum();
    let phases = took.phases.map(|p| format!("{:.1}", p.as_secs_f64())).join(" | ");
    let against = floor.map_or("– | –".to_owned(), |floor| {
        format!("{:.1} | {:.1}", floor.as_secs_f64(), all.as_secs_f64() / floor.as_secs_f64())
    });
    println!(
        "| {engine} | {holders} | {phases} | {:.1} | {} | {} | {against} |",
        all.as_secs_f64(),
        took.mib[0],
        took.mib[1]
    );
}

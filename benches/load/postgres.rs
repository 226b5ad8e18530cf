//! Rows 1 and 2: a claim created and submitted, and a decision, against pgbench.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    cluster::Cluster,
    county::{self, Load, POOL, Rate, id},
    script::{self, executed},
    setting,
    support::{
        TestApp, app,
        money::{County, text},
    },
};

const DATABASE: &str = "steward";

/// Runs both comparisons and prints them.
pub async fn compare() {
    let load = Load { clients: setting("LOAD_CLIENTS", 32) as usize, seconds: setting("LOAD_SECONDS", 10) };
    let rounds = setting("LOAD_ROUNDS", 3) as usize;
    let dir = std::env::current_dir().expect("a folder").join("target/bench-pg");
    let cluster = Cluster::start(&dir);
    cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
    let url = cluster.url(DATABASE);
    app::fill(url.clone()).await;
    // What one request executes is read from the log of a database that logs everything.
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} SET log_statement = 'all'"));
    let setup = TestApp::over(app::open(&url, 5).await, None);
    let pool = county::found(&setup).await;
    let scripts = Scripts::capture(&cluster, &setup, &pool).await;
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} RESET log_statement"));
    tabulate_pool(&cluster, &pool);
    drop(setup);

    let db = steward::ground::platform::Db::open(&url, 16, steward::ground::platform::Ids::random()).await;
    let mut db = db.expect("a database");
    db.find_clock().await.expect("a clock");
    let server = TestApp::over(db, None);
    let port = county::serve(&server.app).await;
    let clerk = server.who("unit_clerk").await.token;
    let mut table = Table::default();
    for _ in 0..rounds {
        let ours = county::create_and_submit(load, port, &clerk, &pool).await;
        let bare = pgbench(&cluster, &scripts.submit, load, ["-T", &load.seconds.to_string()]);
        table.row("create and submit", ours, bare);
    }
    let bare_tasks = tabulate_tasks(&cluster);
    let tasks = county::open_tasks(&server).await;
    eprintln!("tasks: {} of the server, {bare_tasks} of pgbench", tasks.len());
    let head = server.who("unit_head").await.token;
    let each = bare_tasks / rounds / load.clients;
    for share in tasks.chunks(tasks.len() / rounds).take(rounds) {
        let ours = county::decide(load, port, &head, share).await;
        let bare = pgbench(&cluster, &scripts.decide, load, ["-t", &each.to_string()]);
        table.row("approve", ours, bare);
    }
    table.print(load, &scripts);
    assert_eq!(server.number("SELECT count(*) FROM approval_decision WHERE verdict <> 'approve'").await, 0);
}

/// What pgbench is to run.
struct Scripts {
    submit: String,
    decide: String,
    statements: [usize; 2],
}

impl Scripts {
    async fn capture(cluster: &Cluster, app: &TestApp, pool: &[County]) -> Self {
        let first = &pool[0];
        app.who("unit_head").await;
        let read = || std::fs::metadata(cluster.log()).expect("a log").len() as usize;
        // Whatever stands in the database by then was not made by the request.
        let stands = || cluster.run("pg_dump", &["--data-only", DATABASE]);
        let (earlier, from) = (stands(), read());
        let clerk = app.who("unit_clerk").await;
        let draft =
            app.post("/disbursements").by(&clerk).header("idempotency-key", "captured-1").json(first.claim("1.00"));
        let draft = draft.send().await.ok(201);
        let submit = format!("/disbursements/{}/submit", id(&draft));
        app.post(&submit)
            .by(&clerk)
            .at("1")
            .header("idempotency-key", "captured-2")
            .json(json!({}))
            .send()
            .await
            .ok(200);
        let submitted = executed(&cluster.log(), from);
        let tasks = app.see("unit_head", "/tasks").await;
        let task = tasks["items"].as_array().expect("tasks").iter().find(|t| t["subject_id"] == draft["id"]);
        let task = task.expect("a task of the captured claim").clone();
        let (between, from) = (stands(), read());
        let head = app.who("unit_head").await;
        let decide = app.post(&format!("/tasks/{}/decision", id(&task))).by(&head).at(text(&task, "etag"));
        decide.header("idempotency-key", "captured-3").json(json!({"decision": "approve"})).send().await.ok(200);
        let decided = executed(&cluster.log(), from);

        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut name = |value: &str, name: &str| names.insert(value.to_owned(), name.to_owned());
        name("captured-1", "key1");
        name("captured-2", "key2");
        name("captured-3", "key3");
        name(text(&draft, "number"), "number");
        for (subject, variable) in
            [(&first.project, "project"), (&first.contract, "contract"), (&first.allocation, "allocation")]
        {
            name(id(subject), variable);
        }
        for kind in ["available", "reserved"] {
            name(&account_of(cluster, id(&first.allocation), kind), kind);
        }
        let head = format!(
            "\\set n random(1, {POOL})\n\
             SELECT project, contract, allocation, available, reserved FROM bench_pool WHERE n = :n \\gset\n\
             SELECT gen_random_uuid()::text AS key1, gen_random_uuid()::text AS key2, gen_random_uuid()::text AS number \\gset\n"
        );
        let submit = script::script(&head, &submitted, &names, &earlier);
        names.insert(id(&task).to_owned(), "task".to_owned());
        names.insert(text(&task, "run_id").to_owned(), "run".to_owned());
        names.insert(id(&draft).to_owned(), "claim".to_owned());
        let head = "SELECT task, run, claim, number, project, contract, allocation, available, reserved \
                    FROM bench_task WHERE n = (SELECT nextval('bench_n')) \\gset\n\
                    SELECT gen_random_uuid()::text AS key3 \\gset\n";
        let decide = script::script(head, &decided, &names, &between);
        Self { submit, decide, statements: [submitted.len(), decided.len()] }
    }
}

fn account_of(cluster: &Cluster, allocation: &str, kind: &str) -> String {
    let sql = format!("SELECT id FROM ledger_account WHERE owner_id = '{allocation}' AND kind = 'allocation.{kind}'");
    cluster.sql(DATABASE, &sql)
}

/// The contracts that scripts choose from.
fn tabulate_pool(cluster: &Cluster, pool: &[County]) {
    cluster.sql(
        DATABASE,
        "CREATE TABLE bench_pool (n int PRIMARY KEY, project uuid, contract uuid, allocation uuid, available uuid, reserved uuid)",
    );
    for (n, county) in pool.iter().enumerate() {
        let allocation = id(&county.allocation);
        let (available, reserved) =
            (account_of(cluster, allocation, "available"), account_of(cluster, allocation, "reserved"));
        let (project, contract) = (id(&county.project), id(&county.contract));
        let values = format!("{}, '{project}', '{contract}', '{allocation}', '{available}', '{reserved}'", n + 1);
        cluster.sql(DATABASE, &format!("INSERT INTO bench_pool VALUES ({values})"));
    }
}

/// The tasks that pgbench's own claims have opened: their numbers are no numbers of ours. They are laid on another desk, so that the
/// server does not list them.
fn tabulate_tasks(cluster: &Cluster) -> usize {
    cluster.sql(
        DATABASE,
        "CREATE TABLE bench_task AS \
         SELECT row_number() OVER () AS n, t.id AS task, r.id AS run, d.id AS claim, d.number, p.project, p.contract, p.allocation, \
                p.available, p.reserved \
           FROM approval_task t JOIN approval_run r ON r.id = t.run_id JOIN disbursement d ON d.id = r.subject_id \
           JOIN disbursement_line l ON l.disbursement_id = d.id JOIN bench_pool p ON p.allocation = l.allocation_id \
          WHERE t.state = 'open' AND d.number NOT LIKE 'BF-%'; \
         CREATE UNIQUE INDEX ON bench_task (n); CREATE SEQUENCE bench_n; \
         UPDATE approval_task SET officer_id = (SELECT officer_id FROM account WHERE login = 'town-head') \
          WHERE id IN (SELECT task FROM bench_task); ANALYZE",
    );
    cluster.sql(DATABASE, "SELECT count(*) FROM bench_task").parse().expect("a count")
}

fn pgbench(cluster: &Cluster, script: &str, load: Load, how_long: [&str; 2]) -> f64 {
    let file = cluster.file("script.sql");
    std::fs::write(&file, script).expect("a script");
    let clients = load.clients.to_string();
    let mut arguments = vec!["-n", "-M", "prepared", "-c", &clients, "-j", "2", "-f", &file];
    arguments.extend(how_long);
    arguments.push(DATABASE);
    let told = cluster.run("pgbench", &arguments);
    let failed = told.lines().find(|l| l.starts_with("number of failed transactions")).unwrap_or_default();
    assert!(failed.contains(": 0 "), "{told}");
    let rate = told.lines().find_map(|l| l.strip_prefix("tps = ")).and_then(|r| r.split(' ').next());
    rate.expect("a rate").parse().expect("a number")
}

/// What was measured.
#[derive(Default)]
struct Table(Vec<(&'static str, Rate, f64)>);

impl Table {
    fn row(&mut self, what: &'static str, ours: Rate, bare: f64) {
        eprintln!("{what}: {:.0}/s against {bare:.0}/s", ours.per_second);
        self.0.push((what, ours, bare));
    }

    fn print(&self, load: Load, scripts: &Scripts) {
        println!("{} clients, {} seconds each, statements {:?}", load.clients, load.seconds, scripts.statements);
        println!("| Work | Server /s | p50 ms | p99 ms | pgbench /s | Ratio |\n|---|---|---|---|---|---|");
        for (what, ours, bare) in &self.0 {
            let ms = |d: std::time::Duration| d.as_secs_f64() * 1000.0;
            let (rate, ratio) = (ours.per_second, ours.per_second / bare);
            println!("| {what} | {rate:.0} | {:.1} | {:.1} | {bare:.0} | {ratio:.2} |", ms(ours.p50), ms(ours.p99));
        }
    }
}

//! Rows 1 and 2: a claim created and submitted, and a decision, against pgbench.

use serde_json::json;

use crate::{
    cluster::Cluster,
    county::{self, Load, POOL, id},
    script::{Executed, Names, executed, name_made, script},
    support::{
        TestApp, app,
        money::{County, text},
    },
    table::Table,
};

const DATABASE: &str = "steward";
/// pgbench runs with as many connections as there are clients, and with as many as the server has: the faster one counts.
const FLOOR_CLIENTS: [usize; 2] = [32, 16];

/// Runs both comparisons; gives what was captured, for the other engine.
pub async fn compare(table: &mut Table, seconds: u64, rounds: usize) -> Captured {
    let load = Load { clients: 32, seconds };
    let dir = std::env::current_dir().expect("a folder").join("target/bench-pg");
    let cluster = Cluster::start(&dir);
    cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
    let url = cluster.url(DATABASE);
    app::fill(url.clone()).await;
    let setup = TestApp::over(app::open(&url, 5).await, None);
    let pool = county::found(&setup).await;
    drop(setup);
    tabulate_pool(&cluster, &pool);
    // What one request executes is read from the log of a database that logs everything.
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} SET log_statement = 'all'"));
    let captured = Captured::of(&cluster, &county::reopened(&url).await, &pool).await;
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} RESET log_statement"));
    let server = county::reopened(&url).await;
    let port = county::serve(&server.app).await;
    let clerk = server.who("unit_clerk").await.token;
    let script = captured.submit_script();
    for _ in 0..rounds {
        let ours = county::create_and_submit(load, port, &clerk, &pool).await;
        let bare = FLOOR_CLIENTS.map(|clients| pgbench(&cluster, &script, clients, ["-T", &seconds.to_string()]));
        table.row("create and submit, PostgreSQL", ours, bare[0].max(bare[1]));
    }
    let bare_tasks = tabulate_tasks(&cluster);
    let tasks = county::open_tasks(&server).await;
    eprintln!("tasks: {} of the server, {bare_tasks} of pgbench", tasks.len());
    let head = server.who("unit_head").await.token;
    let script = captured.decide_script();
    let each = |clients: usize| (bare_tasks / rounds / FLOOR_CLIENTS.len() / clients).to_string();
    for share in tasks.chunks(tasks.len() / rounds).take(rounds) {
        let ours = county::decide(load, port, &head, share).await;
        let bare = FLOOR_CLIENTS.map(|clients| pgbench(&cluster, &script, clients, ["-t", &each(clients)]));
        table.row("approve, PostgreSQL", ours, bare[0].max(bare[1]));
    }
    captured
}

/// What one claim and one decision execute, and what stands for their values.
pub struct Captured {
    pub submit: Vec<Executed>,
    pub submit_names: Names,
    pub decide: Vec<Executed>,
    pub decide_names: Names,
    /// The ids of the captured claim, of its run and of its first task.
    pub made: [String; 3],
    /// The built-in definition of claims: made before the ids were seeded.
    pub definition: String,
}

impl Captured {
    async fn of(cluster: &Cluster, app: &TestApp, pool: &[County]) -> Self {
        let first = &pool[0];
        app.who("unit_head").await;
        let clerk = app.who("unit_clerk").await;
        let read = || std::fs::metadata(cluster.log()).expect("a log").len() as usize;
        // Whatever stands in the database by then was not made by the request.
        let stands = || cluster.run("pg_dump", &["--data-only", DATABASE]);
        let (earlier, from) = (stands(), read());
        let post = |path: &str, key: &str| app.post(path).by(&clerk).header("idempotency-key", key);
        let draft = post("/disbursements", "captured-1").json(first.claim("1.00")).send().await.ok(201);
        let path = format!("/disbursements/{}/submit", id(&draft));
        post(&path, "captured-2").at("1").json(json!({})).send().await.ok(200);
        let submit = executed(&cluster.log(), from);

        let tasks = app.see("unit_head", "/tasks").await;
        let task = tasks["items"].as_array().expect("tasks").iter().find(|t| t["subject_id"] == draft["id"]);
        let task = task.expect("a task of the captured claim").clone();
        let (between, from) = (stands(), read());
        let head = app.who("unit_head").await;
        let decision = app.post(&format!("/tasks/{}/decision", id(&task))).by(&head).at(text(&task, "etag"));
        let decision = decision.header("idempotency-key", "captured-3").json(json!({"decision": "approve"}));
        decision.send().await.ok(200);
        let decide = executed(&cluster.log(), from);

        let mut names = Names::new();
        let mut name = |value: &str, name: &str| names.insert(value.to_owned(), name.to_owned());
        for (n, key) in ["captured-1", "captured-2", "captured-3"].into_iter().enumerate() {
            name(key, &format!("key{}", n + 1));
        }
        name(text(&draft, "number"), "number");
        let subjects = [(&first.project, "project"), (&first.contract, "contract"), (&first.allocation, "allocation")];
        for (subject, variable) in subjects {
            name(id(subject), variable);
        }
        for kind in ["available", "reserved"] {
            name(&account_of(cluster, id(&first.allocation), kind), kind);
        }
        let made = [id(&draft), text(&task, "run_id"), id(&task)].map(str::to_owned);
        let submit_names = name_made(&submit, &names, &earlier);
        names.extend(made.iter().cloned().zip(["claim", "run", "task"].map(str::to_owned)));
        let decide_names = name_made(&decide, &names, &between);
        let definition = cluster.sql(DATABASE, "SELECT id FROM approval_definition WHERE matter = 'disbursement'");
        Self { submit, submit_names, decide, decide_names, made, definition }
    }

    fn submit_script(&self) -> String {
        let head = format!(
            "\\set n random(1, {POOL})\n\
             SELECT project, contract, allocation, available, reserved FROM bench_pool WHERE n = :n \\gset\n\
             SELECT gen_random_uuid()::text AS key1, gen_random_uuid()::text AS key2, gen_random_uuid()::text AS number \\gset\n"
        );
        script(&head, &self.submit, &self.submit_names)
    }

    fn decide_script(&self) -> String {
        let head = "SELECT task, run, claim, number, project, contract, allocation, available, reserved \
                    FROM bench_task WHERE n = (SELECT nextval('bench_n')) \\gset\n\
                    SELECT gen_random_uuid()::text AS key3 \\gset\n";
        script(head, &self.decide, &self.decide_names)
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

fn pgbench(cluster: &Cluster, script: &str, clients: usize, how_long: [&str; 2]) -> f64 {
    let file = cluster.file("script.sql");
    std::fs::write(&file, script).expect("a script");
    let clients = clients.to_string();
    let mut arguments = vec!["-n", "-M", "prepared", "-c", &clients, "-j", "2", "-f", &file];
    arguments.extend(how_long);
    arguments.push(DATABASE);
    let told = cluster.run("pgbench", &arguments);
    let failed = told.lines().find(|l| l.starts_with("number of failed transactions")).unwrap_or_default();
    assert!(failed.contains(": 0 "), "{told}");
    let rate = told.lines().find_map(|l| l.strip_prefix("tps = ")).and_then(|r| r.split(' ').next());
    rate.expect("a rate").parse().expect("a number")
}

//! Row 3: the same on SQLite, against a bare loop of one writer over the same statements.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, types::Value};

use crate::{
    county::{self, Load, POOL, id},
    postgres::Captured,
    script::{Executed, Names, is_uuid},
    support::{TestApp, app, money::County},
    table::Table,
};

/// Runs both comparisons. The ids of a county are seeded: those that were captured on the other engine stand here too.
pub async fn compare(table: &mut Table, captured: &Captured, seconds: u64, rounds: usize) {
    let load = Load { clients: 16, seconds };
    let file = std::env::current_dir().expect("a folder").join("target/bench.db");
    for end in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    let url = format!("sqlite:{}", file.display());
    app::fill(url.clone()).await;
    let setup = TestApp::over(app::open(&url, 5).await, None);
    let pool = county::found(&setup).await;
    drop(setup);
    let server = county::reopened(&url).await;
    let port = county::serve(&server.app).await;
    let clerk = server.who("unit_clerk").await.token;
    let mut bare = Bare::open(&file, captured, &pool);
    for _ in 0..rounds {
        let ours = county::create_and_submit(load, port, &clerk, &pool).await;
        table.row("create and submit, SQLite", ours, bare.submit(Duration::from_secs(seconds)));
    }
    bare.lay_aside();
    let tasks = county::open_tasks(&server).await;
    let head = server.who("unit_head").await.token;
    for share in tasks.chunks(tasks.len() / rounds).take(rounds) {
        let ours = county::decide(load, port, &head, share).await;
        table.row("approve, SQLite", ours, bare.decide(bare.claims.len() / rounds));
    }
}

/// A statement whose named values are filled in at each run.
struct Prepared {
    sql: String,
    values: Vec<Slot>,
}

enum Slot {
    Fixed(Value),
    Named(String),
}

/// What one claim of the bare loop is called.
type Claim = BTreeMap<String, Value>;

/// One connection, and what it runs.
struct Bare {
    connection: Connection,
    submit: Vec<Prepared>,
    submit_names: Names,
    decide: Vec<Prepared>,
    decide_names: Names,
    /// Names of the captured claim's own ids while it is submitted, and while it is decided.
    made: Vec<(String, &'static str)>,
    pool: Vec<Claim>,
    claims: Vec<Claim>,
    serial: u64,
}

impl Bare {
    fn open(file: &Path, captured: &Captured, pool: &[County]) -> Self {
        let connection = Connection::open(file).expect("the database");
        let settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000";
        connection.execute_batch(settings).expect("settings");
        connection.set_prepared_statement_cache_capacity(500);
        let made = captured.made.iter().zip(["claim", "run", "task"]);
        let made = made.map(|(value, name)| (captured.submit_names[value].clone(), name)).collect();
        let sql = "SELECT id FROM approval_definition WHERE matter = 'disbursement'";
        let definition: Value = connection.query_row(sql, [], |row| row.get(0)).expect("the built-in definition");
        let ours = (captured.definition.as_str(), definition);
        let pool = pool.iter().take(POOL).map(|c| pool_entry(&connection, c)).collect();
        Self {
            submit: prepare(&captured.submit, &captured.submit_names, &ours),
            submit_names: captured.submit_names.clone(),
            decide: prepare(&captured.decide, &captured.decide_names, &ours),
            decide_names: captured.decide_names.clone(),
            made,
            pool,
            claims: Vec::new(),
            serial: 0,
            connection,
        }
    }

    fn fresh(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Values for one run: those that are known, and new ones for all other names.
    fn values(&mut self, names: &Names, known: &Claim) -> Claim {
        let mut values = known.clone();
        for name in names.values() {
            if !values.contains_key(name) {
                let serial = self.fresh();
                let value = if name.starts_with("made") {
                    let mut bytes = vec![0xbe; 16];
                    bytes[8..].copy_from_slice(&serial.to_be_bytes());
                    Value::Blob(bytes)
                } else {
                    Value::Text(format!("bare-{serial}"))
                };
                values.insert(name.clone(), value);
            }
        }
        values
    }

    /// Claims for so long; as many a second.
    fn submit(&mut self, how_long: Duration) -> f64 {
        let (begun, mut done) = (Instant::now(), 0);
        let names = self.submit_names.clone();
        while begun.elapsed() < how_long {
            let entry = self.pool[done % self.pool.len()].clone();
            let values = self.values(&names, &entry);
            run(&self.connection, &self.submit, &values);
            let mut claim = entry;
            claim.insert("number".to_owned(), values["number"].clone());
            for (while_submitted, name) in &self.made {
                claim.insert((*name).to_owned(), values[while_submitted].clone());
            }
            self.claims.push(claim);
            done += 1;
        }
        done as f64 / begun.elapsed().as_secs_f64()
    }

    /// Decides so many claims; as many a second.
    fn decide(&mut self, many: usize) -> f64 {
        let begun = Instant::now();
        let names = self.decide_names.clone();
        for claim in self.claims.split_off(self.claims.len() - many.min(self.claims.len())) {
            let values = self.values(&names, &claim);
            run(&self.connection, &self.decide, &values);
        }
        many as f64 / begun.elapsed().as_secs_f64()
    }

    /// The loop's own tasks go to another desk, so that the server does not list them.
    fn lay_aside(&self) {
        let sql = "UPDATE approval_task SET officer_id = (SELECT officer_id FROM account WHERE login = 'town-head') \
                    WHERE run_id IN (SELECT id FROM approval_run WHERE subject_number LIKE 'bare-%')";
        let moved = self.connection.execute(sql, []).expect("tasks");
        assert_eq!(moved, self.claims.len(), "every claim of the loop has opened one task");
    }
}

fn blob(uuid: &str) -> Value {
    let hex: Vec<u8> = uuid.bytes().filter(|b| *b != b'-').collect();
    let digit = |b: u8| (b as char).to_digit(16).expect("hex") as u8;
    Value::Blob(hex.chunks(2).map(|pair| digit(pair[0]) * 16 + digit(pair[1])).collect())
}

fn pool_entry(connection: &Connection, county: &County) -> Claim {
    let account = |kind: &str| {
        let sql = "SELECT id FROM ledger_account WHERE owner_id = ?1 AND kind = ?2";
        let owner = (blob(id(&county.allocation)), format!("allocation.{kind}"));
        connection.query_row(sql, owner, |row| row.get(0)).expect("an account of the pool")
    };
    let entry = [
        ("project", blob(id(&county.project))),
        ("contract", blob(id(&county.contract))),
        ("allocation", blob(id(&county.allocation))),
        ("available", account("available")),
        ("reserved", account("reserved")),
    ];
    entry.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// In this engine's words: no row locks, one kind of BEGIN, ids as bytes.
fn prepare(statements: &[Executed], names: &Names, ours: &(&str, Value)) -> Vec<Prepared> {
    let translated = |statement: &Executed| {
        let sql = statement.sql.replace(" FOR UPDATE", "").replace('$', "?");
        let sql = if sql.starts_with("BEGIN") { "BEGIN IMMEDIATE".to_owned() } else { sql };
        let worded = worded(&statement.sql);
        let value = |(n, value): (usize, &Option<String>)| match value {
            None => Slot::Fixed(Value::Null),
            Some(text) if worded.contains(&(n + 1)) => Slot::Fixed(Value::Text(text.clone())),
            Some(text) => match names.get(text) {
                Some(name) => Slot::Named(name.clone()),
                None if text == ours.0 => Slot::Fixed(ours.1.clone()),
                None if is_uuid(text) => Slot::Fixed(blob(text)),
                None if text == "t" || text == "f" => Slot::Fixed(Value::Integer(i64::from(text == "t"))),
                None => Slot::Fixed(Value::Text(text.clone())),
            },
        };
        Prepared { sql, values: statement.parameters.iter().enumerate().map(value).collect() }
    };
    statements.iter().map(translated).collect()
}

/// The parameters that are lists of ids in words: every other id is bytes.
fn worded(sql: &str) -> Vec<usize> {
    const COLUMNS: [&str; 2] = ["\"payee_units\"", "\"makers\""];
    let set = |column: &str| {
        let (_, after) = sql.split_once(&format!("{column} = $"))?;
        after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let inserted = || sql.strip_prefix("INSERT INTO")?.split_once('(')?.1.split_once(')');
    let Some((columns, _)) = inserted() else { return COLUMNS.into_iter().filter_map(set).collect() };
    let numbered = columns.split(", ").zip(1..);
    numbered.filter(|(column, _)| COLUMNS.contains(column)).map(|(_, n)| n).collect()
}

fn run(connection: &Connection, statements: &[Prepared], values: &Claim) {
    for statement in statements {
        let filled = statement.values.iter().map(|slot| match slot {
            Slot::Fixed(value) => value,
            Slot::Named(name) => &values[name],
        });
        let mut prepared = done(connection.prepare_cached(&statement.sql), &statement.sql);
        if prepared.column_count() == 0 {
            let changed = done(prepared.execute(rusqlite::params_from_iter(filled)), &statement.sql);
            let must = statement.sql.starts_with("UPDATE") || statement.sql.starts_with("INSERT");
            assert!(
                !must || changed > 0 || statement.sql.contains("ON CONFLICT"),
                "nothing was changed: {}",
                statement.sql
            );
        } else {
            let mut rows = done(prepared.query(rusqlite::params_from_iter(filled)), &statement.sql);
            while done(rows.next(), &statement.sql).is_some() {}
        }
    }
}

fn done<T>(outcome: rusqlite::Result<T>, sql: &str) -> T {
    outcome.unwrap_or_else(|error| panic!("{error}: {sql}"))
}

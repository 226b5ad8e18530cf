//! One throwaway PostgreSQL for each test run, one database for each test, copied from a template; or one SQLite file for each.

use std::{
    fs,
    io::Write as _,
    os::unix::{fs::MetadataExt as _, process::parent_id},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use sea_orm::{ConnectionTrait as _, Database};

/// Which engine a test asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Sqlite,
    Postgres,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// Whether this run tests the engine; says so in one line when it does not.
    pub fn is_on(self) -> bool {
        let narrowed = std::env::var("STEWARD_TEST_DB").ok();
        if narrowed.is_some_and(|only| only != self.name()) {
            return false;
        }
        if self == Self::Postgres && pg_bin().is_none() {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "CI must test PostgreSQL: no server programs found");
            eprintln!("no PostgreSQL server programs: not tested on PostgreSQL (set PG_BIN)");
            return false;
        }
        true
    }
}

fn pg_bin() -> Option<PathBuf> {
    if let Some(dir) = std::env::var_os("PG_BIN") {
        return Some(dir.into());
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<_> =
        versions.flatten().map(|d| d.path().join("bin")).filter(|p| p.join("initdb").exists()).collect();
    found.sort();
    found.pop()
}

/// PostgreSQL refuses to run as root: there its tools run as the user `postgres`.
fn tool(name: &str) -> Command {
    let path = pg_bin().expect("checked before").join(name);
    if fs::metadata("/proc/self").map(|m| m.uid()).unwrap_or(1) == 0 {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(path);
        command
    } else {
        Command::new(path)
    }
}

fn quiet(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("a PostgreSQL tool");
    assert!(status.success(), "{command:?}");
}

/// The process whose end means that the run has ended: nextest, or this test binary under plain `cargo test`.
fn owner() -> u32 {
    if std::env::var_os("NEXTEST").is_some() { parent_id() } else { std::process::id() }
}

fn base() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

/// Runs `make` once for the whole run, whichever process comes first.
async fn once(name: &str, make: impl AsyncFnOnce()) {
    let lock = fs::File::create(base().join(format!("steward-{}-{name}.lock", owner()))).expect("a lock file");
    lock.lock().expect("a lock");
    let done = base().join(format!("steward-{}-{name}.done", owner()));
    if !done.exists() {
        make().await;
        fs::File::create(done).expect("a mark").flush().expect("a mark");
    }
}

/// A watcher outlives the tests, takes the server down and removes what the run left in memory.
fn watch() {
    let base = base().display().to_string();
    let script = format!(
        "while kill -0 {o} 2>/dev/null; do sleep 0.5; done; \
         kill -INT $(head -1 {base}/steward-{o}-pg/data/postmaster.pid 2>/dev/null) 2>/dev/null; sleep 1; rm -rf {base}/steward-{o}-*",
        o = owner()
    );
    let mut command = Command::new("setsid");
    command.args(["sh", "-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop).expect("a watcher");
}

fn cluster() -> PathBuf {
    base().join(format!("steward-{}-pg", owner()))
}

fn start_cluster() {
    let dir = cluster();
    fs::create_dir_all(&dir).expect("a folder");
    Command::new("chown").arg("postgres").arg(&dir).status().ok();
    let locale = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"];
    quiet(tool("initdb").arg("-D").arg(dir.join("data")).args(locale));
    let settings = format!(
        "-k {} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
         -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off -c jit=off -c deadlock_timeout=100ms \
         -c max_parallel_workers_per_gather=0",
        dir.display()
    );
    let log = dir.join("log");
    quiet(tool("pg_ctl").arg("-D").arg(dir.join("data")).arg("-l").arg(log).args(["-w", "start", "-o", &settings]));
}

fn pg_url(name: &str) -> String {
    format!("postgres://postgres@localhost/{name}?host={}", cluster().display())
}

/// Statement by statement on the maintenance database.
async fn administer(sql: &str) {
    let admin = Database::connect(pg_url("postgres")).await.expect("the throwaway server");
    admin.execute_unprepared(sql).await.expect(sql);
    admin.close().await.expect("closing");
}

/// A folder of one test; it goes with the run.
pub fn folder(name: &str) -> PathBuf {
    let folder = base().join(format!("steward-{}-{name}", owner()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A database of one test.
pub struct TestDb {
    pub url: String,
    name: String,
    file: Option<PathBuf>,
}

impl TestDb {
    /// A copy of the template, which `fill` makes once for the run.
    pub async fn new(wanted: Wanted, fill: impl AsyncFnOnce(String)) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
        once("watch", async || watch()).await;
        match wanted {
            Wanted::Sqlite => {
                let template = base().join(format!("steward-{}-template.db", owner()));
                once("sqlite", async || fill(format!("sqlite:{}", template.display())).await).await;
                let file = base().join(format!("steward-{}-{name}.db", owner()));
                fs::copy(&template, &file).expect("a copy of the template");
                Self { url: format!("sqlite:{}", file.display()), name, file: Some(file) }
            }
            Wanted::Postgres => {
                once("postgres", async || {
                    start_cluster();
                    administer("CREATE DATABASE tpl").await;
                    fill(pg_url("tpl")).await;
                })
                .await;
                administer(&format!("CREATE DATABASE {name} TEMPLATE tpl STRATEGY FILE_COPY")).await;
                Self { url: pg_url(&name), name, file: None }
            }
        }
    }
}

impl TestDb {
    /// What a test leaves goes with it: hundreds of databases, kept to the end of the run, would fill the memory of a small machine.
    pub async fn forget(&self) {
        if self.file.is_none() {
            administer(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // What a failed test leaves on PostgreSQL dies with its server.
        if let Some(file) = &self.file {
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{end}", file.display()));
            }
        }
    }
}

//! A PostgreSQL of the run's own, on disk and with every write flushed, as a county has it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A running cluster; it stops when this is dropped.
pub struct Cluster {
    dir: PathBuf,
    bin: PathBuf,
}

fn programs() -> PathBuf {
    let mut found: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL's programs below /usr/lib/postgresql")
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().expect("initdb")
}

impl Cluster {
    pub fn start(dir: &Path) -> Self {
        let _gone = fs::remove_dir_all(dir);
        fs::create_dir_all(dir).expect("a folder");
        let cluster = Self { dir: dir.to_owned(), bin: programs() };
        if is_root() {
            let chown = Command::new("chown").arg("postgres").arg(dir).status();
            assert!(chown.expect("chown").success());
        }
        cluster
            .run("initdb", &["-D", &cluster.file("data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        // Without `jit`, as the server's own connections are: a floor that compiles each time would be none.
        let settings = format!(
            "-c listen_addresses='' -c unix_socket_directories={} -c log_line_prefix= -c max_connections=120 -c shared_buffers=512MB \
             -c max_wal_size=8GB -c checkpoint_timeout=30min -c autovacuum_naptime=10s -c jit=off",
            dir.display()
        );
        cluster.run("pg_ctl", &["-D", &cluster.file("data"), "-l", &cluster.log(), "-w", "start", "-o", &settings]);
        cluster
    }

    /// A file in the cluster's folder.
    pub fn file(&self, name: &str) -> String {
        self.dir.join(name).display().to_string()
    }

    /// The server's log.
    pub fn log(&self) -> String {
        self.file("log")
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.dir.display())
    }

    /// A program of PostgreSQL as its own user; its output.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        let program = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let quiet = program.ends_with("pg_ctl");
        command.args(arguments).current_dir("/").env("PGHOST", &self.dir).env("PGUSER", "postgres");
        if quiet {
            assert!(command.stdout(Stdio::null()).status().expect("pg_ctl").success(), "{}", program.display());
            return String::new();
        }
        let output = command.output().expect("a program of PostgreSQL");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} {arguments:?}: {told}", program.display());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// One statement.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        self.run("psql", &["-d", database, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql]).trim().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", &self.file("data"), "-m", "fast", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    std::os::unix::fs::MetadataExt::uid(&fs::metadata("/proc/self").expect("/proc")) == 0
}

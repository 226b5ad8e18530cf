//! Opening a database: SQLite with one writer and many readers, or PostgreSQL with a pool for each.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    sqlx::{
        Connection as _, Executor as _,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{Clock, Fault, Ids, clock};
use crate::ground::kernel::Instant;

crate::ground::kernel::words! {
    /// Which database engine.
    pub enum Engine {
        Sqlite = "sqlite" "SQLite",
        Postgres = "postgres" "PostgreSQL",
    }
}

/// How long a request waits for a connection before the answer is 503.
const ACQUIRE: Duration = Duration::from_secs(5);

/// How long one waits for the one writer of SQLite: longer than the last step of the longest import that is taken (docs/decisions/0026).
/// Whoever logs in or files something meanwhile is served when that is done, in the order in which they came.
const TURN: Duration = Duration::from_secs(60);

/// Statements that a connection to SQLite keeps prepared: those of every act that officers do all day.
const KEPT_STATEMENTS: usize = 500;

/// The log's name for the text of every statement, at level `trace`.
pub const STATEMENTS: &str = "steward::statements";

/// A database. Clones share its pools.
#[derive(Clone)]
pub struct Db {
    pub(super) writer: DatabaseConnection,
    reader: DatabaseConnection,
    pub(super) engine: Engine,
    pub(super) clock: Clock,
    pub(super) ids: Ids,
    url: Arc<str>,
    statements: Arc<AtomicU64>,
}

/// What the engine says of itself, for `doctor` and `/readyz`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineReport {
    /// (setting, value)
    pub settings: Vec<(&'static str, String)>,
    /// Settings that break a promise; the server refuses to run on them.
    pub broken: Vec<String>,
}

impl Db {
    /// Opens the pools. Tables may be missing yet; [`Db::find_clock`] is called once they exist.
    pub async fn open(url: &str, connections: u32, ids: Ids) -> Result<Self, Fault> {
        let (engine, mut writer, mut reader) = if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite_options(url, 1, false)).await?;
            (Engine::Sqlite, writer, Database::connect(sqlite_options(url, connections, true)).await?)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let writer = Database::connect(postgres_options(url, connections, false)).await?;
            (Engine::Postgres, writer, Database::connect(postgres_options(url, connections, true)).await?)
        } else {
            return Err(custom("the database URL begins with sqlite: or postgres://".into()));
        };
        let statements = Arc::new(AtomicU64::new(0));
        for pool in [&mut writer, &mut reader] {
            let counted = Arc::clone(&statements);
            pool.set_metric_callback(move |info| {
                counted.fetch_add(1, Relaxed);
                // Never its values: they may be anybody's.
                tracing::trace!(target: STATEMENTS, sql = info.statement.sql.as_str());
            });
        }
        Ok(Self { writer, reader, engine, clock: Clock::Real, ids, url: url.into(), statements })
    }

    /// The same for a database that must be there: a mistyped path makes no file.
    pub async fn open_existing(url: &str, connections: u32, ids: Ids) -> Result<Self, Fault> {
        if url.starts_with("sqlite:") {
            let options: SqliteConnectOptions =
                url.parse().map_err(|e: sea_orm::sqlx::Error| custom(format!("{url}: {e}")))?;
            if !options.get_filename().exists() {
                return Err(custom(format!("there is no file {}", options.get_filename().display())));
            }
        }
        Self::open(url, connections, ids).await
    }

    /// One connection for a long look at a database that others may be serving: nothing can be written on it, nothing is made
    /// that is not there, and no statement is cut off.
    pub async fn inspect(url: &str) -> Result<DatabaseConnection, Fault> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(1)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite.read_only(true).create_if_missing(false).busy_timeout(ACQUIRE).pragma("trusted_schema", "OFF")
            })
            .map_sqlx_postgres_opts(|postgres| {
                postgres.application_name("steward check").options([("default_transaction_read_only", "on")])
            });
        Ok(Database::connect(options).await?)
    }

    /// One connection of its own to this database, for a long look beside what is served.
    pub async fn look(&self) -> Result<DatabaseConnection, Fault> {
        Self::inspect(&self.url).await
    }

    /// Looks once whether this database has a manual clock: no command of a running server can give it one.
    pub async fn find_clock(&mut self) -> Result<(), Fault> {
        self.clock = if clock::read_setting(&self.reader).await?.is_some() { Clock::Manual } else { Clock::Real };
        Ok(())
    }

    /// For reading outside a transaction. SQLite refuses writes here; PostgreSQL ends statements after five seconds.
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations, the loading of reference tables in an empty database, and tests that plant damage.
    pub const fn unguarded(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Whether a commit on SQLite waits for the disk, as each does unless somebody has said otherwise. Only a demonstration says so, while
    /// it is filled. From the moment on which they wait again, what was committed before is on the disk too.
    pub async fn wait_for_disk(&self, wait: bool) -> Result<(), Fault> {
        if self.engine == Engine::Sqlite {
            let sql = if wait {
                "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)"
            } else {
                "PRAGMA synchronous = OFF"
            };
            self.writer.execute_unprepared(sql).await?;
        }
        Ok(())
    }

    /// How many statements this process has sent, for `/metrics` and for tests that no page asks once a row.
    pub fn statements(&self) -> u64 {
        self.statements.load(Relaxed)
    }

    /// The engine.
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The clock this database runs on.
    pub const fn clock(&self) -> Clock {
        self.clock
    }

    /// Now, by the civil clock, outside a transaction.
    pub async fn now(&self) -> Result<Instant, Fault> {
        self.clock.now(&self.reader).await
    }

    /// Closes both pools, waiting for statements under way.
    pub async fn close(self) -> Result<(), Fault> {
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }

    /// Asks the engine for the settings that promises rest on: an acknowledged write survives power loss only with
    /// WAL and `synchronous=FULL` on SQLite, `fsync`, `full_page_writes` and a flushed commit on PostgreSQL.
    pub async fn report(&self) -> Result<EngineReport, Fault> {
        let mut report = EngineReport { settings: Vec::new(), broken: Vec::new() };
        for (name, sql, wanted) in wanted_of(self.engine) {
            let row =
                self.writer.query_one_raw(Statement::from_string(self.writer.get_database_backend(), *sql)).await?;
            let row = row.ok_or_else(|| Fault::inconsistent(format!("no answer to {sql}")))?;
            let value = match row.try_get_by_index::<String>(0) {
                Ok(text) => text,
                Err(_) => row.try_get_by_index::<i64>(0)?.to_string(),
            };
            report.broken.extend(wanted.breach(name, &value));
            report.settings.push((name, value));
        }
        Ok(report)
    }
}

fn custom(what: String) -> Fault {
    Fault::Db(DbErr::Custom(what))
}

/// What a setting must be.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    This(&'static str),
    AnyBut(&'static str),
    AtLeast(u32),
}

impl Wanted {
    /// The sentence that tells what is wrong with a value, if anything is.
    fn breach(self, name: &str, value: &str) -> Option<String> {
        match self {
            Self::This(wanted) => (value != wanted).then(|| format!("{name} is {value} and must be {wanted}")),
            Self::AnyBut(refused) => (value == refused).then(|| format!("{name} is {value} and must not be")),
            Self::AtLeast(least) => {
                let enough = value.parse::<u32>().is_ok_and(|v| v >= least);
                (!enough).then(|| format!("{name} is {value} and must be at least {least}"))
            }
        }
    }
}

/// (setting, how it is asked for, what it must be)
const fn wanted_of(engine: Engine) -> &'static [(&'static str, &'static str, Wanted)] {
    match engine {
        Engine::Sqlite => &[
            ("journal_mode", "PRAGMA journal_mode", Wanted::This("wal")),
            ("synchronous", "PRAGMA synchronous", Wanted::This("2")),
            ("foreign_keys", "PRAGMA foreign_keys", Wanted::This("1")),
        ],
        Engine::Postgres => &[
            ("fsync", "SHOW fsync", Wanted::This("on")),
            ("full_page_writes", "SHOW full_page_writes", Wanted::This("on")),
            // `local` and above wait for the flush on this server; `off` answers before it.
            ("synchronous_commit", "SHOW synchronous_commit", Wanted::AnyBut("off")),
            ("server_version_num", "SHOW server_version_num", Wanted::AtLeast(150_000)),
        ],
    }
}

/// Names of the migrations that a database has seen; none of one that has never been migrated.
pub async fn applied_migrations(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let backend = conn.get_database_backend();
    let table = match backend {
        DbBackend::Postgres => {
            "SELECT 1 FROM information_schema.tables WHERE table_name = 'seaql_migrations' AND table_schema = current_schema()"
        }
        _ => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
    };
    if conn.query_one_raw(Statement::from_string(backend, table)).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = conn.query_all_raw(Statement::from_string(backend, "SELECT version FROM seaql_migrations")).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

fn sqlite_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(if read_only { ACQUIRE } else { TURN })
        .sqlx_logging(false)
        // A file does not go away: asking whether it is there would cost as much as a statement.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(!read_only)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(ACQUIRE)
                .statement_cache_capacity(KEPT_STATEMENTS)
                .pragma("trusted_schema", "OFF")
                .pragma("secure_delete", "ON");
            if read_only { sqlite.pragma("query_only", "ON") } else { sqlite }
        })
        .map_sqlx_sqlite_pool_opts(|pool| {
            // After SQLITE_FULL or an I/O error SQLite rolls back by itself while the driver still counts a transaction as
            // open; on such a connection every later commit would only release a savepoint and be lost. It is closed here.
            // A ROLLBACK that succeeds shows the opposite slip: a transaction that the driver no longer knows of.
            pool.idle_timeout(None).max_lifetime(None).after_release(|connection, _| {
                Box::pin(
                    async move { Ok(!connection.is_in_transaction() && connection.execute("ROLLBACK").await.is_err()) },
                )
            })
        });
    options
}

fn postgres_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(move |postgres| {
            // The writer has no statement_timeout: it could fall around a COMMIT that waits for the synchronous standby,
            // and a cancelled commit is visible without being replicated.
            let postgres = postgres.application_name("steward").options([
                ("lock_timeout", "3s"),
                ("idle_in_transaction_session_timeout", "15s"),
                ("timezone", "UTC"),
                // What is asked here takes milliseconds; compiling it first takes tens of them, each time anew.
                ("jit", "off"),
            ]);
            if read_only {
                postgres.options([("statement_timeout", "5s"), ("default_transaction_read_only", "on")])
            } else {
                postgres
            }
        })
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        });
    options
}

#[cfg(test)]
mod tests {
    use super::{ACQUIRE, TURN, Wanted, sqlite_options};

    /// Readers have many connections and are told early that all are taken; whoever writes has one, and waits for its turn.
    #[test]
    fn who_waits_for_the_one_writer_waits_longer_than_an_import_takes() {
        let waits = |read_only| sqlite_options("sqlite:x", 1, read_only).get_acquire_timeout();
        assert_eq!((waits(true), waits(false)), (Some(ACQUIRE), Some(TURN)));
    }

    #[test]
    fn a_setting_is_told_by_name_and_value() {
        assert_eq!(Wanted::AtLeast(150_000).breach("v", "150004"), None);
        assert_eq!(Wanted::AtLeast(150_000).breach("v", "140011").unwrap(), "v is 140011 and must be at least 150000");
        assert_eq!(Wanted::AtLeast(150_000).breach("v", "x").unwrap(), "v is x and must be at least 150000");
        assert_eq!(Wanted::AnyBut("off").breach("s", "remote_write"), None);
        assert_eq!(Wanted::AnyBut("off").breach("s", "off").unwrap(), "s is off and must not be");
    }
}

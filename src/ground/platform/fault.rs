//! Failures that are nobody's decision, and what may be done about each.

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError},
};

/// A failure below the business: driver, disk, a row that contradicts itself.
#[derive(Debug)]
pub enum Fault {
    /// The database said so.
    Db(DbErr),
    /// A write touched another number of rows than it must.
    RowCount {
        /// Where.
        what: &'static str,
        /// How many it must touch.
        wanted: u64,
        /// How many it touched.
        got: u64,
    },
    /// A stored row that no command of ours could have written.
    Inconsistent {
        /// Which row and what is wrong with it.
        what: String,
    },
    /// A sealed value could not be opened: the key is missing or the bytes were changed.
    Seal(super::SealError),
    /// A task of ours died.
    Task(String),
    /// Tried again and again and still in somebody's way.
    Exhausted,
}

/// What SQLSTATE or SQLite result code stands behind an error.
enum Cause {
    Postgres(String),
    Sqlite(i32),
    Lost,
    Pool,
    Other,
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        Self::Db(error)
    }
}

impl Fault {
    /// A stored row that contradicts itself.
    pub fn inconsistent(what: impl Into<String>) -> Self {
        Self::Inconsistent { what: what.into() }
    }

    /// Serialization failure, deadlock, lock not available, busy: the same work may succeed when run again.
    pub fn is_transient(&self) -> bool {
        match self.cause() {
            Cause::Postgres(state) => matches!(state.as_str(), "40001" | "40P01" | "55P03"),
            Cause::Sqlite(code) => matches!(code & 0xff, 5 | 6),
            Cause::Lost | Cause::Pool | Cause::Other => false,
        }
    }

    /// The connection is gone: the server closed it or the network did.
    pub fn is_lost_connection(&self) -> bool {
        match self.cause() {
            Cause::Lost => true,
            Cause::Postgres(state) => state.starts_with("57P") || state.starts_with("08"),
            Cause::Sqlite(_) | Cause::Pool | Cause::Other => false,
        }
    }

    /// A row lock was not to be had within `lock_timeout` (PostgreSQL).
    pub fn is_lock_timeout(&self) -> bool {
        matches!(self.cause(), Cause::Postgres(state) if state == "55P03")
    }

    /// Later, perhaps: full or read-only disk, I/O error, pool exhausted, a read cut off by its time limit, server shutting down.
    pub fn is_unavailable(&self) -> bool {
        match self.cause() {
            Cause::Postgres(state) => {
                state.starts_with("53")
                    || state.starts_with("57P")
                    || state.starts_with("08")
                    || matches!(state.as_str(), "25006" | "57014")
            }
            Cause::Sqlite(code) => matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
            Cause::Lost | Cause::Pool => true,
            Cause::Other => matches!(self, Self::Exhausted),
        }
    }

    /// A unique key already holds this value.
    pub fn is_unique_violation(&self) -> bool {
        match self.cause() {
            Cause::Postgres(state) => state == "23505",
            Cause::Sqlite(code) => matches!(code, 1555 | 2067),
            Cause::Lost | Cause::Pool | Cause::Other => false,
        }
    }

    /// A reference to a row that is not there, or a row that others still refer to.
    pub fn is_foreign_key_violation(&self) -> bool {
        match self.cause() {
            Cause::Postgres(state) => state == "23503",
            Cause::Sqlite(code) => code == 787,
            Cause::Lost | Cause::Pool | Cause::Other => false,
        }
    }

    /// A CHECK forbids this value: the last guard of a balance.
    pub fn is_check_violation(&self) -> bool {
        match self.cause() {
            Cause::Postgres(state) => state == "23514",
            Cause::Sqlite(code) => code == 275,
            Cause::Lost | Cause::Pool | Cause::Other => false,
        }
    }

    fn cause(&self) -> Cause {
        let Self::Db(error) = self else { return Cause::Other };
        let (DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e))) = error
        else {
            return if matches!(error, DbErr::ConnectionAcquire(_)) { Cause::Pool } else { Cause::Other };
        };
        match &**e {
            sqlx::Error::Database(d) => cause_of(&**d),
            sqlx::Error::Io(_) => Cause::Lost,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Cause::Pool,
            _ => Cause::Other,
        }
    }
}

fn cause_of(error: &dyn DatabaseError) -> Cause {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        code.parse().map_or(Cause::Other, Cause::Sqlite)
    } else {
        Cause::Postgres(code.into_owned())
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Db(error) => write!(f, "database: {error}"),
            Self::RowCount { what, wanted, got } => write!(f, "{what} touched {got} rows instead of {wanted}"),
            Self::Inconsistent { what } => write!(f, "inconsistent row: {what}"),
            Self::Seal(error) => write!(f, "sealed value: {error}"),
            Self::Task(what) => write!(f, "task died: {what}"),
            Self::Exhausted => f.write_str("still in conflict after five attempts"),
        }
    }
}

//! The civil clock: all that law or a person sees. Real, or manual by one row of the database that all replicas read.
//!
//! Only `steward demo` and the test harness create that row; a database without it runs on real time for ever.

use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Fault, Stop, Tx};
use crate::ground::kernel::Instant;

/// Which clock a database runs on. Decided once when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's own.
    Real,
    /// The row `clock`.
    Manual,
}

/// The row of a manual clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockSetting {
    /// Where the clock stood when it was last set.
    pub set_to: Instant,
    /// Whether it goes on at real speed from there.
    pub running: bool,
    /// The machine's time when it was set, for a running clock.
    pub set_when: Instant,
}

super::refusals! {
    /// Ways in which the clock refuses to be set.
    pub enum ClockRefusal {
        /// The database runs on real time.
        NotManual = Conflict "platform.clock.not_manual" {
            zh: "时钟不可调整", "本数据库使用真实时间，时钟不可调整；只有演示库可以。";
            en: "The clock cannot be set", "This database runs on real time; only a demonstration database has a clock that can be set."
        }
        /// A clock moves only forward.
        Backwards { now: Instant, wanted: Instant } = Conflict "platform.clock.backwards" {
            zh: "时钟只能前进", "时钟现为 {now}，不能退回到 {wanted}。";
            en: "The clock moves only forward", "The clock stands at {now} and cannot go back to {wanted}."
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one reading of the machine's clock")]
fn machine_time() -> Instant {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}

/// Milliseconds by the database's own clock, as an expression: the one clock that the leases of all replicas go by.
pub fn database_now(conn: &impl ConnectionTrait) -> &'static str {
    match conn.get_database_backend() {
        DbBackend::Postgres => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
        _ => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    }
}

impl Clock {
    /// Now, by this clock.
    pub async fn now(self, conn: &impl ConnectionTrait) -> Result<Instant, Fault> {
        match self {
            Self::Real => Ok(machine_time()),
            Self::Manual => read_setting(conn)
                .await?
                .map(ClockSetting::now)
                .ok_or_else(|| Fault::inconsistent("the clock row is gone")),
        }
    }
}

impl ClockSetting {
    /// Where this clock stands.
    pub fn now(self) -> Instant {
        let gone = if self.running { machine_time().millis() - self.set_when.millis() } else { 0 };
        self.set_to.plus_millis(gone.max(0))
    }
}

/// The manual clock's row, if the database has one.
pub async fn read_setting(conn: &impl ConnectionTrait) -> Result<Option<ClockSetting>, Fault> {
    let sql = "SELECT now_ms, running, set_at_ms FROM clock";
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    row.map(|row| {
        Ok(ClockSetting {
            set_to: Instant::from_millis(row.try_get("", "now_ms")?),
            running: row.try_get("", "running")?,
            set_when: Instant::from_millis(row.try_get("", "set_at_ms")?),
        })
    })
    .transpose()
}

/// Gives a new, empty database a manual clock. For `steward demo` and the test harness alone (a house test looks).
pub async fn start_manual(conn: &impl ConnectionTrait, at: Instant, running: bool) -> Result<(), Fault> {
    let sql = "INSERT INTO clock(id, now_ms, running, set_at_ms) VALUES (1, $1, $2, $3)";
    let values = [at.millis().into(), running.into(), machine_time().millis().into()];
    conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Sets the manual clock forward, inside a transaction. Refuses to go back and refuses on real time.
pub async fn set_forward(tx: &Tx, wanted: Instant, running: bool) -> Result<(), Stop> {
    let conn = tx.conn();
    let setting = read_setting(conn).await?.ok_or(ClockRefusal::NotManual)?;
    let now = setting.now();
    if wanted < now {
        return Err(ClockRefusal::Backwards { now, wanted }.into());
    }
    let sql = "UPDATE clock SET now_ms = $1, running = $2, set_at_ms = $3 WHERE id = 1";
    let values = [wanted.millis().into(), running.into(), machine_time().millis().into()];
    conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(())
}

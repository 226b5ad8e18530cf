//! The harness: a fresh database for each test on each engine, a manual clock, seeded ids, people who are logged in.

pub mod app;
pub mod cast;
pub mod database;
pub mod money;
pub mod property;
pub mod publicity;
pub mod sound;

pub use app::{Person, Reply, TestApp};

/// What the environment asks for under a name, or what is usual.
pub fn asked<T: std::str::FromStr>(name: &str, usual: T) -> T {
    std::env::var(name).map_or(usual, |s| s.parse().unwrap_or_else(|_| panic!("{name} is no number: {s}")))
}

/// Writes a use-case test once and runs it on both engines: `…::sqlite` and `…::postgres`. Without PostgreSQL programs the
/// latter prints one line and returns, except under `CI=true`, where it fails. `STEWARD_TEST_DB=sqlite|postgres` narrows.
macro_rules! engines {
    ($($(#[$doc:meta])* async fn $name:ident($app:ident) $body:block)+) => { $(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "not every test uses everything its file imports")]
            use super::*;

            async fn body($app: &$crate::support::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::support::app::run($crate::support::database::Wanted::Sqlite, async |app| body(app).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::support::app::run($crate::support::database::Wanted::Postgres, async |app| body(app).await).await;
            }
        }
    )+ };
}

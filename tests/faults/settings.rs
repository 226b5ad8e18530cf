//! A commit that the engine does not flush is lost with the power: the server does not start on such settings.

use sea_orm::ConnectionTrait as _;
use steward::{
    ground::platform::{Config, Db, Ids},
    server::app::App,
};

use crate::support::{app, database::Wanted};

/// What keeps a server from starting on this database.
async fn refusal(url: &str) -> String {
    let mut config = Config::default();
    config.database.url = url.to_owned();
    match App::open(config).await {
        Ok(_) => panic!("it started"),
        Err(error) => error.to_string(),
    }
}

/// The throwaway server of the tests flushes nothing, and says so: what is good enough for a test is refused to a county.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_without_flushing_is_refused() {
    if !Wanted::Postgres.is_on() {
        return;
    }
    let database = app::fresh(Wanted::Postgres).await;
    let told = refusal(&database.url).await;
    let broken = [
        "fsync is off and must be on",
        "full_page_writes is off and must be on",
        "synchronous_commit is off and must not be",
    ];
    for setting in broken {
        assert!(told.contains(setting), "{told}");
    }
}

/// Each setting that a promise rests on is asked of the engine, not taken from what was asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_with_weaker_settings_is_told_by_name() {
    if !Wanted::Sqlite.is_on() {
        return;
    }
    let database = app::fresh(Wanted::Sqlite).await;
    let weaker = [
        ("PRAGMA synchronous = NORMAL", "synchronous is 1 and must be 2"),
        ("PRAGMA foreign_keys = OFF", "foreign_keys is 0 and must be 1"),
        ("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE", "journal_mode is delete and must be wal"),
    ];
    for (setting, told) in weaker {
        let db = Db::open(&database.url, 1, Ids::seeded(1)).await.unwrap();
        assert_eq!(db.report().await.unwrap().broken, Vec::<String>::new());
        // Nobody reads meanwhile: the kind of journal changes only while one connection is open.
        db.read().clone().close().await.unwrap();
        db.unguarded().execute_unprepared(setting).await.unwrap();
        assert_eq!(db.report().await.unwrap().broken, [told]);
        db.unguarded().clone().close().await.unwrap();
    }
}

//! `steward demo`: a fresh database with real public data, and on top of it a county at work.
//!
//! Two layers, never mixed: *reference*, rows of public sources as they stand; and *sample*, what such sources cannot give, every
//! row marked 示例. The sample layer is made by officers who use the API as anybody would: nothing here reaches behind it.

mod cards;
mod claims;
mod collectives;
mod complaints;
mod distributions;
mod dividends;
mod dwellings;
mod exceptions;
mod income;
mod kinds;
mod months;
mod payees;
mod payouts;
mod people;
mod postings;
mod posts;
mod reference;
mod repairs;
mod resolutions;
mod rolls;
mod scene;
mod shares;
mod stock_lists;
mod summary;
mod talk;
mod traced;
mod two_levels;
mod upkeep;
mod walk;

use std::path::Path;

pub use people::Login;
pub use reference::{Loaded, Skipped};
pub use scene::{Sample, Unconfirmed};
pub use summary::{Count, Summary, summary};

use super::app::{App, StartError, migrate};
use crate::{
    ground::{
        kernel::Day,
        platform::{Config, Db, Fault, Ids, Stop, start_manual},
    },
    office::access::{Cost, Hasher},
};

/// The civil day on which the demonstration's acts begin.
const FIRST_DAY: Day = Day::of(2023, 1, 4);
/// The civil day on which it begins to serve.
pub const SERVING_DAY: Day = Day::of(2023, 10, 16);

/// A demonstration, ready to serve.
pub struct Demo {
    /// The joined parts.
    pub app: App,
    /// What was loaded of public sources, and what was not.
    pub loaded: Loaded,
    /// Accounts, and lines that cannot be confirmed; empty without the sample layer.
    pub sample: Sample,
    /// What is there, counted.
    pub summary: Summary,
}

/// Why there is no demonstration.
#[derive(Debug)]
pub struct DemoError(pub String);

macro_rules! from {
    ($($error:ty),+) => { $(impl From<$error> for DemoError {
        fn from(error: $error) -> Self {
            Self(format!("{error:?}"))
        }
    })+ };
}
from!(Stop, Fault, StartError, csv::Error, String, &'static str);

/// Removes the database of an earlier demonstration. Only files that this command makes are touched.
pub fn clear(folder: &Path) -> std::io::Result<()> {
    for name in ["steward-demo.db", "steward-demo.db-wal", "steward-demo.db-shm"] {
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The night before it begins to serve: balances are kept, and whatever the checks find of the loaded rows is a lead.
async fn first_night(app: &App) -> Result<(), DemoError> {
    let runner = app.runner();
    let mut done = Vec::new();
    // On the first of the two days the jobs become known, and nothing is due.
    for day in [SERVING_DAY.previous(), SERVING_DAY] {
        scene::set_clock(app, day, false).await?;
        let ticked = runner.tick().await?;
        if !ticked.stopped.is_empty() {
            return Err(DemoError(format!("the first night stopped: {:?}", ticked.stopped)));
        }
        done.extend(ticked.done);
    }
    tracing::info!(?done, "the first night has passed");
    Ok(())
}

/// The sample layer, walked while nobody but this process can reach the database.
///
/// Sixty times somebody logs in anew while months pass. Until the walk is over no password is known outside of this process: they are
/// hashed for next to nothing. Then everybody chooses the one that is printed, by the cost that is served with.
async fn walked(app: &App) -> Result<Sample, DemoError> {
    let alone = App { hasher: Hasher::new(Cost::FOR_TESTS)?, ..app.clone() };
    let mut sample = walk::walk(&alone).await?;
    people::choose_passwords(app, &mut sample.logins).await?;
    Ok(sample)
}

/// Fills an empty database: schema, official tables, a manual clock, the reference layer and, if wanted, the sample layer.
///
/// No commit waits for the disk until it is full: what is half made is thrown away, and nobody has been told that it is kept.
pub async fn prepare(mut config: Config, sample: bool) -> Result<Demo, DemoError> {
    // The passwords are drawn at random and what they guard is public: the least cost is enough for them.
    let Cost { memory_kib, passes, lanes } = Cost::FLOOR;
    let security = &mut config.security;
    (security.password_memory_kib, security.password_passes, security.password_lanes) = (memory_kib, passes, lanes);
    let db = Db::open(&config.database.url, config.database.connections, Ids::random()).await?;
    db.wait_for_disk(false).await?;
    migrate(&db).await?;
    start_manual(db.unguarded(), FIRST_DAY.begins_at().plus_millis(9 * 3_600_000), false).await?;
    db.close().await?;
    let app = App::open(config).await?;
    app.db.wait_for_disk(false).await?;
    let loaded = reference::load(&app.db).await?;
    let sample = if sample { walked(&app).await? } else { Sample::default() };
    first_night(&app).await?;
    scene::set_clock(&app, SERVING_DAY, true).await?;
    app.db.wait_for_disk(true).await?;
    let summary = summary(app.db.read()).await?;
    Ok(Demo { app, loaded, sample, summary })
}

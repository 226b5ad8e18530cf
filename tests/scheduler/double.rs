//! A job that counts how often each of its steps was done for each day, and goes wrong where a test wants it to.

use std::{
    sync::{
        Arc, OnceLock, Weak,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use sea_orm::ConnectionTrait as _;
use steward::ground::{
    authority::{Action, Who},
    jobs::{Job, Runner, Step, Timetable, Turn},
    kernel::{Bi, Day},
    platform::{Db, Fault, Stop, Tx},
};

use crate::support::TestApp;

static ACTION: Action = Action { name: "tests.double.run", who: Who::Roles(&[]), fresh_factor: false };

/// How the double behaves.
#[derive(Default)]
pub struct Behaviour {
    /// Steps of a day.
    pub steps: u32,
    /// How many of the next second steps fail.
    pub failing: AtomicU32,
    /// How many times somebody takes the lease away before a second step.
    pub robbed: AtomicU32,
    /// Told to stop before a second step.
    pub stopped: OnceLock<Weak<Runner>>,
}

struct Double(Db, Arc<Behaviour>);

fn once(counter: &AtomicU32) -> bool {
    counter.fetch_update(Relaxed, Relaxed, |n| n.checked_sub(1)).is_ok()
}

/// The row in which the steps of a day are counted.
fn row(day: Day) -> String {
    day.to_string().replace('-', "")
}

impl Job for Double {
    fn action(&self) -> &'static Action {
        &ACTION
    }

    fn cron(&self) -> &'static str {
        "0 0 1 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "示例", en: "Example" }
    }

    fn look<'a>(&'a self, turn: &'a Turn) -> BoxFuture<'a, Result<Vec<String>, Fault>> {
        Box::pin(async move {
            if turn.resume.is_some() {
                if once(&self.1.robbed) {
                    let sql = "UPDATE job_lease SET holder = 'another', fence = fence + 1, until_ms = 0";
                    self.0.unguarded().execute_unprepared(sql).await?;
                }
                if let Some(runner) = self.1.stopped.get().and_then(Weak::upgrade) {
                    runner.stop();
                }
            }
            Ok(Vec::new())
        })
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let sql = format!(
                "INSERT INTO number_counter(kind, region_code, year, serial) VALUES ('T', '431026', {}, 1) \
                 ON CONFLICT (kind, region_code, year) DO UPDATE SET serial = number_counter.serial + 1",
                row(turn.on)
            );
            tx.conn().execute_unprepared(&sql).await?;
            let taken = turn.resume.as_ref().map_or(0, |n| n.parse::<u32>().unwrap()) + 1;
            if taken == 2 && once(&self.1.failing) {
                return Err(Fault::inconsistent("示例").into());
            }
            Ok(Step { handled: 1, resume: (taken < self.1.steps).then(|| taken.to_string()), changes: Vec::new() })
        })
    }
}

/// A runner whose timetable holds these jobs alone.
pub fn runner_of(db: &Db, jobs: Vec<Box<dyn Job>>) -> Arc<Runner> {
    let timetable = Timetable::new(jobs).unwrap();
    Arc::new(Runner::new(db.clone(), Arc::new(timetable), Duration::from_secs(60)))
}

/// A runner of the double over this database.
pub fn double_over(db: &Db, behaviour: &Arc<Behaviour>) -> Arc<Runner> {
    runner_of(db, vec![Box::new(Double(db.clone(), Arc::clone(behaviour)))])
}

/// How often a step was done for each day of the double: the least, the most, and for how many days.
pub async fn counted(app: &TestApp) -> (i64, i64, i64) {
    let count = async |what: &str| {
        app.number(&format!("SELECT CAST(coalesce({what}, 0) AS bigint) FROM number_counter WHERE kind = 'T'")).await
    };
    (count("min(serial)").await, count("max(serial)").await, count("count(*)").await)
}

/// Days by their number in March 2023; the 32nd is the first of April.
pub fn march(days: std::ops::RangeInclusive<u32>) -> Vec<(&'static str, Day)> {
    let first = Day::of(2023, 3, 1);
    let day = |n: u32| (1..n).fold(first, |day, _| day.next());
    days.map(|n| (ACTION.name, day(n))).collect()
}

//! The scheduler at work: a runner that looks at the timetable every few seconds, and what people may see and ask of it.

mod api;
mod service;

pub use api::SchedulerApi;

use std::{sync::Arc, time::Duration};

use tokio::task::JoinHandle;

use super::app::App;
use crate::{
    ground::{
        jobs::{Runner, Timetable, overdue, standings},
        platform::{Db, Fault},
    },
    office::tables::Importer,
};

/// A runner and an importer of this process, until they are stopped.
pub struct Scheduler {
    runner: Arc<Runner>,
    importer: Arc<Importer>,
    tasks: [JoinHandle<()>; 2],
}

impl Scheduler {
    /// Begins to look; `None` where the configuration leaves the work to other processes.
    pub fn start(app: &App) -> Option<Self> {
        let config = &app.config.scheduler;
        if !config.enabled {
            tracing::info!("this process does no scheduled work ([scheduler] enabled = false)");
            return None;
        }
        let (runner, importer) = (Arc::new(app.runner()), Arc::new(app.importer()));
        let poll = Duration::from_secs(config.poll_seconds.max(1));
        // Beside each other: a long file keeps no day of a job waiting.
        let tasks = [
            tokio::spawn(work(app.clone(), Arc::clone(&runner), poll)),
            tokio::spawn(take_in(app.clone(), Arc::clone(&importer), poll)),
        ];
        Some(Self { runner, importer, tasks })
    }

    /// What stops them, for whoever hears that the process is to end.
    pub fn brake(&self) -> impl FnOnce() + use<> {
        let (runner, importer) = (Arc::clone(&self.runner), Arc::clone(&self.importer));
        move || {
            runner.stop();
            importer.stop();
        }
    }

    /// Lets the steps that were begun end, and no further one begin.
    pub async fn stop(self) {
        self.brake()();
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "the scheduler died");
            }
        }
    }
}

/// Files that are jobs, one after the other.
async fn take_in(app: App, importer: Arc<Importer>, poll: Duration) {
    while !importer.is_stopping() {
        if let Err(stop) = importer.turn().await {
            tracing::error!(?stop, "imports could not be looked at");
        }
        let _woken = tokio::time::timeout(poll, app.intake.rung()).await;
    }
}

async fn work(app: App, runner: Arc<Runner>, poll: Duration) {
    while !runner.is_stopping() {
        if let Err(stop) = runner.tick().await {
            tracing::error!(?stop, "the timetable could not be looked at");
        }
        measure(&app).await;
        let _woken = tokio::time::timeout(poll, app.timetable.rung()).await;
    }
}

/// How many jobs owe a day, for Prometheus.
async fn measure(app: &App) {
    match late(&app.db, &app.timetable).await {
        Ok(late) => metrics::gauge!("steward_jobs_overdue").set(u32::try_from(late.len()).unwrap_or(u32::MAX)),
        Err(fault) => tracing::error!(%fault, "how the jobs stand could not be read"),
    }
}

/// The jobs that have owed a day for more than a day, each with that day: `files.file.sweep 2023-10-16`.
pub async fn late(db: &Db, timetable: &Timetable) -> Result<Vec<String>, Fault> {
    let now = db.now().await?;
    let standings = standings(db.read(), timetable).await?;
    let owed = |(name, standing)| Some(format!("{name} {}", overdue(timetable, name, &standing, now)?));
    Ok(standings.into_iter().filter_map(owed).collect())
}

//! `/schedules`: the timetable, what became of it, and running a job before its hour.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::service::{AskForRun, Schedule, list_schedules, read_schedule};
use crate::ground::{
    jobs::{JobOutcome, Timetable, next_instant, overdue},
    kernel::{Day, Instant, Lang},
    platform::Db,
    wire::{Acting, Caller, Done, Read, Reads, Refused, Text, Writes, resource, wire_words},
};

wire_words!(JobOutcome);

/// A job of the timetable.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ScheduleView {
    /// Its name: also the action of its events in the trail.
    id: String,
    /// Version: every run, question and failure makes another.
    etag: String,
    /// What it does.
    title: String,
    /// When it is due, in Asia/Shanghai: second, minute, hour, day of the month, month, day of the week.
    cron: String,
    /// How the last attempt went.
    outcome: JobOutcome,
    /// The day on which a server first saw it; it is due from the day after.
    since_on: Option<Day>,
    /// The last day that is done.
    last_on: Option<Day>,
    /// When that day was done.
    last_ended_at: Option<Instant>,
    /// Rows handled for that day.
    last_handled: Option<i64>,
    /// How much a check found wrong on that day.
    last_findings: Option<i64>,
    /// The first of it.
    last_found: Option<String>,
    /// The day that has been begun and is not done.
    running_on: Option<Day>,
    /// Rows handled for it until now.
    running_handled: Option<i64>,
    /// A day that somebody asked for before its hour.
    asked_on: Option<Day>,
    /// Attempts in a row that failed.
    failures: i64,
    /// The day for which the last attempt failed.
    failed_on: Option<Day>,
    /// When it failed.
    failed_at: Option<Instant>,
    /// What went wrong, for operators.
    failure: Option<String>,
    /// When the next day that is not done is due; in the past while the job is behind.
    next_at: Option<Instant>,
    /// Whether a day is owed for more than a day after its hour.
    overdue: bool,
}
resource!(ScheduleView, "/schedules");

/// The timetable.
#[derive(Debug, Object)]
pub struct Schedules {
    /// In the order in which a turn comes to them.
    items: Vec<ScheduleView>,
}

impl ScheduleView {
    fn of((name, standing): &Schedule, timetable: &Timetable, lang: Lang, now: Instant) -> Self {
        let entry = timetable.find(name);
        let (job, last, underway) = (standing.job.as_ref(), standing.last.as_ref(), standing.underway.as_ref());
        let failure = standing.failure.as_ref();
        let done = standing.done().unwrap_or_else(|| now.day());
        Self {
            id: (*name).to_owned(),
            etag: standing.tag(),
            title: entry.map_or_else(String::new, |e| e.job.title().text(lang).to_owned()),
            cron: entry.map_or_else(String::new, |e| e.cron.text().to_owned()),
            outcome: standing.outcome(),
            since_on: job.map(|j| j.since),
            last_on: last.map(|r| r.on),
            last_ended_at: last.map(|r| r.updated_at),
            last_handled: last.map(|r| r.handled),
            last_findings: last.map(|r| r.findings),
            last_found: last.and_then(|r| r.found.clone()),
            running_on: underway.map(|r| r.on),
            running_handled: underway.map(|r| r.handled),
            asked_on: standing.asked(),
            failures: failure.map_or(0, |f| f.times),
            failed_on: failure.map(|f| f.on),
            failed_at: failure.map(|f| f.at),
            failure: failure.map(|f| f.what.clone()),
            next_at: entry.and_then(|e| next_instant(&e.cron, done)),
            overdue: overdue(timetable, name, standing, now).is_some(),
        }
    }
}

/// The scheduler.
pub struct SchedulerApi {
    /// The database.
    pub db: Db,
    /// The timetable of this build.
    pub timetable: Arc<Timetable>,
}

#[OpenApi]
impl SchedulerApi {
    /// Every job: its hours, its last and its next run, what failed
    #[oai(path = "/schedules", method = "get", operation_id = "jobs.schedule.list")]
    async fn list(&self, by: Caller) -> Result<Json<Schedules>, Refused<Reads>> {
        let found = list_schedules(&self.db, &self.timetable, &by.holder).await?;
        let view = |schedule| ScheduleView::of(schedule, &self.timetable, by.lang, by.now);
        Ok(Json(Schedules { items: found.iter().map(view).collect() }))
    }

    /// One job
    #[oai(path = "/schedules/:id", method = "get", operation_id = "jobs.schedule.read")]
    async fn read(&self, by: Caller, id: Path<Text<64>>) -> Result<Read<ScheduleView>, Refused<Reads>> {
        let found = read_schedule(&self.db, &self.timetable, &by.holder, id.0.as_str()).await?;
        Ok(Read(ScheduleView::of(&found, &self.timetable, by.lang, by.now)))
    }

    /// Ask for today's run before its hour; a server does it within seconds, after the days that are due before
    #[oai(path = "/schedules/:id/run", method = "post", operation_id = "jobs.schedule.run")]
    async fn run(&self, by: Acting, id: Path<Text<64>>) -> Result<Done<ScheduleView>, Refused<Writes>> {
        let work = AskForRun {
            actor: by.actor.clone(),
            if_match: by.if_match.clone(),
            name: id.0.into(),
            timetable: Arc::clone(&self.timetable),
        };
        let now = self.db.now().await?;
        let done = by.run(&self.db, &work, |s| ScheduleView::of(s, &self.timetable, by.lang(), now)).await?;
        self.timetable.ring();
        Ok(done)
    }
}

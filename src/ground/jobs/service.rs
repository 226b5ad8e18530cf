//! Making jobs known, asking for a day before its hour, and telling how they stand.

use super::{JobsRefusal, Standing, Timetable, job::Entry, model::JobRow, store};
use crate::ground::{
    authority::{Permit, action},
    kernel::{Day, Instant, RegionCode, SubjectKind, SubjectRef},
    platform::{ConnectionTrait, Db, Fault, Stop, Tx, Work},
    trail::{Change, Committed},
    wire::match_version,
};

/// How long a day may stay undone after its hour before people are told that the job is overdue.
const OVERDUE_MS: i64 = 86_400_000;

fn subject_of(job: &JobRow) -> SubjectRef {
    SubjectRef::new(SubjectKind::Job, job.id)
}

/// Makes a job known on today's civil day.
async fn register(tx: &Tx, name: &str) -> Result<(JobRow, Change), Fault> {
    let now = tx.now().await?;
    let job = JobRow {
        id: tx.id(now),
        name: name.to_owned(),
        since: now.day(),
        asked: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_job(tx, &job).await?;
    let change = Change::created(subject_of(&job), &RegionCode::nation(), &job).named(action::JOB_REGISTER.name);
    Ok((job, change))
}

struct Register(&'static str);

impl Work for Register {
    type Record = Committed<JobRow>;

    async fn run(&self, tx: &Tx) -> Result<Committed<JobRow>, Stop> {
        let (job, change) = register(tx, self.0).await?;
        Ok(Permit::for_job(self.0, &action::JOB_REGISTER).commit(change, job))
    }
}

/// The job as the database knows it; made known now if no runner has seen it. Two that do so at once make one.
pub(super) async fn known(db: &Db, name: &'static str) -> Result<JobRow, Stop> {
    if let Some(job) = store::find_job(db.read(), name).await? {
        return Ok(job);
    }
    match db.write(&Register(name)).await {
        Err(Stop::Fault(fault)) if fault.is_unique_violation() => {
            let job = store::find_job(db.read(), name).await?;
            Ok(job.ok_or_else(|| Fault::inconsistent(format!("job {name} is there and not there")))?)
        }
        done => done,
    }
}

/// Asks for today before its hour, inside the caller's transaction: the changes are the caller's to commit. Whoever runs next
/// does the days before it first. Refused when today is done, or was asked for already.
pub async fn ask(tx: &Tx, entry: &Entry, if_match: &str) -> Result<(Standing, Vec<Change>), Stop> {
    let (name, now) = (entry.name(), tx.now().await?);
    let today = now.day();
    let locked = store::lock_job(tx, name).await?;
    let mut standing = standing_of(tx.conn(), name).await?;
    match_version(if_match, standing.tag())?;
    let (before, registered) = match locked {
        Some(job) => (job, None),
        None => register(tx, name).await.map(|(job, change)| (job, Some(change)))?,
    };
    let done = standing.last.as_ref().map(|run| run.on);
    if done.is_some_and(|day| day >= today) || before.asked == Some(today) {
        return Err(JobsRefusal::NothingToRun { job: name.to_owned(), day: today }.into());
    }
    let after = JobRow { asked: Some(today), version: before.version + 1, updated_at: now, ..before.clone() };
    store::update_job(tx, &after, before.version).await?;
    let asked = Change::changed(subject_of(&after), &RegionCode::nation(), after.version, &before, &after);
    standing.job = Some(after);
    Ok((standing, registered.into_iter().chain([asked]).collect()))
}

/// How one job stands.
pub async fn standing_of(conn: &impl ConnectionTrait, name: &str) -> Result<Standing, Fault> {
    let unseen = Standing { job: None, last: None, underway: None, failure: None };
    Ok(store::standings(conn).await?.remove(name).unwrap_or(unseen))
}

/// How every job of the timetable stands, in its order.
pub async fn standings(
    conn: &impl ConnectionTrait,
    timetable: &Timetable,
) -> Result<Vec<(&'static str, Standing)>, Fault> {
    let mut known = store::standings(conn).await?;
    let unseen = || Standing { job: None, last: None, underway: None, failure: None };
    let entries = timetable.entries().iter();
    Ok(entries.map(|entry| (entry.name(), known.remove(entry.name()).unwrap_or_else(unseen))).collect())
}

/// The day that a job has owed for more than a day after its hour, if it does.
pub fn overdue(timetable: &Timetable, name: &str, standing: &Standing, now: Instant) -> Option<Day> {
    let strikes = timetable.find(name)?.cron.after(standing.done()?.ends_at())?;
    (strikes.plus_millis(OVERDUE_MS) < now).then(|| strikes.day())
}

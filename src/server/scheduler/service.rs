//! What people may see and ask of the timetable.

use std::sync::Arc;

use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, unknown},
        jobs::{Standing, Timetable, ask, standings},
        kernel::{Denial, RegionCode},
        platform::{Db, Stop, Tx, Work},
        trail::{Committed, first_of},
    },
    office::access::holder,
};

/// A job with how it stands.
pub type Schedule = (&'static str, Standing);

/// The timetable is of the whole server: whoever holds the role anywhere sees all of it.
fn somewhere(holder: &Holder, action: &'static Action) -> Result<RegionCode, Denial> {
    holder.scope(action)?.regions().first().cloned().ok_or_else(|| unknown(action))
}

/// Every job, in the order of the timetable.
pub async fn list_schedules(db: &Db, timetable: &Timetable, holder: &Holder) -> Result<Vec<Schedule>, Stop> {
    somewhere(holder, &action::SCHEDULE_READ)?;
    Ok(standings(db.read(), timetable).await?)
}

/// One job.
pub async fn read_schedule(db: &Db, timetable: &Timetable, holder: &Holder, name: &str) -> Result<Schedule, Stop> {
    let all = list_schedules(db, timetable, holder).await?;
    all.into_iter().find(|(job, _)| *job == name).ok_or_else(|| unknown(&action::SCHEDULE_READ).into())
}

/// 立即执行. Asks for today's run of a job before its hour. The next runner does it, after the days that are due before.
pub struct AskForRun {
    /// Who asks.
    pub actor: Actor,
    /// The version that was read.
    pub if_match: String,
    /// The job's name.
    pub name: String,
    /// The timetable it must stand in.
    pub timetable: Arc<Timetable>,
}

impl Work for AskForRun {
    type Record = Committed<Schedule>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Schedule>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::SCHEDULE_RUN, &somewhere(&holder, &action::SCHEDULE_RUN)?)?;
        let entry = self.timetable.find(&self.name).ok_or_else(|| unknown(&action::SCHEDULE_RUN))?;
        let (standing, changes) = ask(tx, entry, &self.if_match).await?;
        let (first, rest) = first_of(changes)?;
        Ok(permit.commit(first, (entry.name(), standing)).and(rest))
    }
}

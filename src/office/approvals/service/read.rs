//! Reading runs, timelines and tasks.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{
    super::{
        model::{Course, Decision, Definition, DeskRow, InboxRow, Passage, Run, RunQuery, Task, TaskState, Told},
        store,
    },
    run::subject_of,
};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{Calendar, Instant, OfficerId, RegionCode, RunId, TaskId},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop},
    },
    office::{access::officer_briefs, places::calendar},
};

/// One run.
pub async fn read_run(db: &Db, holder: &Holder, id: RunId) -> Result<(Run, Course), Stop> {
    let (run, course) = store::find_run(db.read(), id).await?.ok_or_else(|| unknown(&action::RUN_READ))?;
    let _permit = holder.permit_on(&action::RUN_READ, subject_of(&run), &run.region)?;
    Ok((run, course))
}

/// Runs in the holder's regions.
pub async fn list_runs(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &RunQuery,
    listing: &Listing,
) -> Result<Page<(Run, Course)>, Stop> {
    let scope = holder.scope_within(&action::RUN_READ, region)?;
    let now = db.now().await?;
    Ok(store::list_runs(db.read(), &scope, query, listing, now).await?)
}

/// Everything that happened to a paper, for those who may read it.
pub struct Timeline {
    /// The run.
    pub run: Run,
    /// Where it stands.
    pub course: Course,
    /// By which definition.
    pub definition: Definition,
    /// Desks in the order in which they were reached.
    pub passages: Vec<(Passage, Instant, Option<Instant>)>,
    /// Decisions in their order.
    pub decisions: Vec<Decision>,
    /// Who must act now.
    pub open: Vec<Task>,
    /// Names of everybody mentioned.
    pub names: BTreeMap<OfficerId, String>,
    /// For working days.
    pub calendar: Calendar,
}

/// The timeline of a run.
pub async fn read_timeline(db: &Db, holder: &Holder, id: RunId) -> Result<Timeline, Stop> {
    let (run, course) = read_run(db, holder, id).await?;
    let _permit = holder.permit_on(&action::RUN_TIMELINE, subject_of(&run), &run.region)?;
    let conn = db.read();
    let definition = store::find_definition(conn, run.definition).await?.ok_or_else(|| unknown(&action::RUN_READ))?;
    let passages = store::find_passages(conn, id).await?;
    let decisions = store::find_decisions(conn, id).await?;
    let open = store::open_tasks(conn, id).await?;
    let mut ids: Vec<OfficerId> = decisions.iter().map(|d| d.officer).chain(open.iter().map(|t| t.officer)).collect();
    ids.push(run.initiator);
    let names = officer_briefs(conn, ids).await?.into_iter().map(|o| (o.id, o.name)).collect();
    let calendar = calendar(conn).await?;
    Ok(Timeline { run, course, definition, passages, decisions, open, names, calendar })
}

/// The opinion columns of a run's paper form; `label` gives the officials' words for the facts of its matter. The caller answers
/// for the right to read the subject.
pub async fn opinions_of(
    conn: &impl ConnectionTrait,
    id: RunId,
    label: fn(&str) -> Option<&'static str>,
) -> Result<Vec<DeskRow>, Fault> {
    let gone = |what: &str| Fault::inconsistent(format!("{what} {id}"));
    let (run, course) = store::find_run(conn, id).await?.ok_or_else(|| gone("approval run"))?;
    let definition = store::find_definition(conn, run.definition).await?.ok_or_else(|| gone("definition of run"))?;
    let passages: Vec<Passage> = store::find_passages(conn, id).await?.into_iter().map(|p| p.0).collect();
    let decisions = store::find_decisions(conn, id).await?;
    let officers = officer_briefs(conn, decisions.iter().map(|d| d.officer).collect()).await?;
    let names = officers.into_iter().map(|o| (o.id, o.name)).collect();
    let told = Told {
        run: &run,
        course: &course,
        definition: &definition,
        passages: &passages,
        decisions: &decisions,
        names: &names,
    };
    Ok(told.rows(label))
}

/// What was decided in one run, for whoever looks at the deciding itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The run.
    pub run: RunId,
    /// The number of what it is about.
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// Who prepared it.
    pub makers: Vec<OfficerId>,
    /// Desk, officer and instant of each decision, in the order in which they were taken.
    pub decisions: Vec<(i32, OfficerId, Instant)>,
}

/// Runs in the order of their ids with all that was decided in them, in two statements.
pub async fn decided_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Decided>, Fault> {
    let runs = store::runs_after(conn, after, most).await?;
    let ids: Vec<RunId> = runs.iter().map(|run| run.id).collect();
    let mut by_run: HashMap<RunId, Vec<_>> = HashMap::new();
    for (run, d) in store::find_decisions_of(conn, &ids).await? {
        by_run.entry(run).or_default().push((d.position, d.officer, d.at));
    }
    let decided = runs.into_iter().map(|run| Decided {
        decisions: by_run.remove(&run.id).unwrap_or_default(),
        run: run.id,
        number: run.subject_number,
        region: run.region,
        makers: run.makers,
    });
    Ok(decided.collect())
}

/// One's own tasks: to do, or done.
pub async fn list_tasks(db: &Db, holder: &Holder, state: TaskState, listing: &Listing) -> Result<Page<InboxRow>, Stop> {
    holder.scope(&action::TASK_READ)?;
    match holder.actor().officer() {
        Some(officer) => Ok(store::list_tasks(db.read(), officer, state, listing, db.now().await?).await?),
        None => Ok(Page::empty()),
    }
}

/// One of one's own tasks.
pub async fn read_task(db: &Db, holder: &Holder, id: TaskId) -> Result<InboxRow, Stop> {
    holder.scope(&action::TASK_READ)?;
    let found = store::find_task(db.read(), id).await?.ok_or_else(|| unknown(&action::RUN_READ))?;
    if Some(found.task.officer) == holder.actor().officer() {
        Ok(found)
    } else {
        Err(unknown(&action::RUN_READ).into())
    }
}

/// The official calendar, for due days.
pub async fn working_days(db: &Db) -> Result<Calendar, Stop> {
    Ok(calendar(db.read()).await?)
}

//! Rows of runs and their passages.

use std::collections::{BTreeMap, HashMap};

use ::entity::{approval_passage, approval_run, approval_task};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, sea_query::Expr};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Instant, OfficerId, RegionCode, RunId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            update_versioned, word,
        },
    },
    office::approvals::model::{Course, Facts, Passage, PassageOutcome, Run, RunQuery, Task, TaskState},
};

fn to_row(run: &Run, course: &Course) -> approval_run::Model {
    approval_run::Model {
        id: run.id.uuid(),
        subject_kind: run.subject_kind.word().into(),
        matter: run.matter.word().into(),
        subject_id: run.subject.uuid(),
        subject_number: run.subject_number.clone(),
        title: run.title.clone(),
        region_code: run.region.to_string(),
        definition_id: run.definition.uuid(),
        state: course.state.word().into(),
        position: course.position,
        round: course.round,
        resume_at: course.resume.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        return_form: course.return_form.map(|f| f.word().into()),
        initiator_id: run.initiator.uuid(),
        makers: run.makers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        filing_unit_id: run.filing_unit.map(|u| u.uuid()),
        line_department_id: run.line_department.map(|u| u.uuid()),
        payee_units: run.payee_units.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        facts: run.facts.to_text(),
        decisive_sha256: run.decisive.to_string(),
        revision: run.revision,
        replaced_in: run.replaced_in,
        reason: run.reason.map(|r| r.word().into()),
        opened_at_ms: run.opened_at.millis(),
        ended_at_ms: run.ended_at.map(Instant::millis),
        layer: run.layer.word().into(),
        version: run.version,
        created_at_ms: run.opened_at.millis(),
        updated_at_ms: run.updated_at.millis(),
    }
}

fn makers_of(text: &str) -> Option<Vec<OfficerId>> {
    text.split_whitespace().map(|id| id.parse().ok()).collect()
}

/// A run with its course; tasks and passages are read by those who need them.
pub fn run_of(row: approval_run::Model) -> Result<(Run, Course), Fault> {
    let wrong = || Fault::inconsistent(format!("approval run {}", row.id));
    let course = Course {
        state: word(&row.state)?,
        position: row.position,
        round: row.round,
        resume: row.resume_at.split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?,
        return_form: row.return_form.as_deref().map(word).transpose()?,
        tasks: Vec::new(),
        passages: Vec::new(),
    };
    let run = Run {
        id: row.id.into(),
        matter: word(&row.matter)?,
        subject_kind: word(&row.subject_kind)?,
        subject: row.subject_id.into(),
        region: row.region_code.parse::<RegionCode>().map_err(|()| wrong())?,
        definition: row.definition_id.into(),
        initiator: row.initiator_id.into(),
        makers: makers_of(&row.makers).ok_or_else(wrong)?,
        filing_unit: row.filing_unit_id.map(Into::into),
        line_department: row.line_department_id.map(Into::into),
        payee_units: row
            .payee_units
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| wrong())?,
        facts: Facts::from_text(&row.facts).ok_or_else(wrong)?,
        decisive: row.decisive_sha256.parse().map_err(|()| wrong())?,
        layer: word(&row.layer)?,
        subject_number: row.subject_number,
        title: row.title,
        revision: row.revision,
        replaced_in: row.replaced_in,
        reason: row.reason.as_deref().map(word).transpose()?,
        opened_at: Instant::from_millis(row.opened_at_ms),
        ended_at: row.ended_at_ms.map(Instant::from_millis),
        version: row.version,
        updated_at: Instant::from_millis(row.updated_at_ms),
    };
    Ok((run, course))
}

pub async fn find_run(conn: &impl ConnectionTrait, id: RunId) -> Result<Option<(Run, Course)>, Fault> {
    approval_run::Entity::find_by_id(id.uuid()).one(conn).await?.map(run_of).transpose()
}

/// Runs in the order of their ids.
pub async fn runs_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Run>, Fault> {
    let select = approval_run::Entity::find().filter(approval_run::Column::Id.gt(after));
    let rows = select.order_by_asc(approval_run::Column::Id).limit(most).all(conn).await?;
    rows.into_iter().map(|row| Ok(run_of(row)?.0)).collect()
}

/// When these runs ended, of those that have.
pub async fn runs_ended(conn: &impl ConnectionTrait, ids: &[RunId]) -> Result<HashMap<RunId, Instant>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    use approval_run::Column;
    let select = approval_run::Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|r| r.uuid())))
        .filter(Column::EndedAtMs.is_not_null())
        .select_only()
        .column(Column::Id)
        .column(Column::EndedAtMs);
    let rows: Vec<(Uuid, i64)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(id, at)| (id.into(), Instant::from_millis(at))).collect())
}

/// Everybody who prepared what these runs are about.
pub async fn find_makers(conn: &impl ConnectionTrait, runs: &[RunId]) -> Result<Vec<(RunId, OfficerId)>, Fault> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = approval_run::Column::Id.is_in(runs.iter().map(|r| r.uuid()));
    let mut found = Vec::new();
    for row in approval_run::Entity::find().filter(wanted).all(conn).await? {
        let (run, _) = run_of(row)?;
        found.extend(run.makers.iter().map(|maker| (run.id, *maker)));
    }
    Ok(found)
}

/// Locks a run and reads its tasks and passages: everything the course needs to move.
pub async fn lock_run(tx: &Tx, id: RunId) -> Result<Option<(Run, Course)>, Fault> {
    let row = lock_if_postgres(tx, approval_run::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    let Some((run, mut course)) = row.map(run_of).transpose()? else { return Ok(None) };
    let tasks = approval_task::Entity::find()
        .filter(approval_task::Column::RunId.eq(id.uuid()))
        .order_by_asc(approval_task::Column::Id)
        .all(tx.conn())
        .await?;
    course.tasks = tasks.into_iter().map(task_of).collect::<Result<_, _>>()?;
    course.passages = find_passages(tx.conn(), id).await?.into_iter().map(|(p, ..)| p).collect();
    Ok(Some((run, course)))
}

pub fn task_of(row: approval_task::Model) -> Result<Task, Fault> {
    Ok(Task {
        id: row.id.into(),
        position: row.position,
        round: row.round,
        officer: row.officer_id.into(),
        state: word(&row.state)?,
    })
}

/// Passages in their order, with when each began and ended.
pub async fn find_passages(
    conn: &impl ConnectionTrait,
    id: RunId,
) -> Result<Vec<(Passage, Instant, Option<Instant>)>, Fault> {
    let rows = approval_passage::Entity::find()
        .filter(approval_passage::Column::RunId.eq(id.uuid()))
        .order_by_asc(approval_passage::Column::Ordinal)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let passage = Passage {
                ordinal: row.ordinal,
                position: row.position,
                round: row.round,
                outcome: word(&row.outcome)?,
                reason: row.reason,
            };
            Ok((passage, Instant::from_millis(row.begun_at_ms), row.ended_at_ms.map(Instant::from_millis)))
        })
        .collect()
}

pub async fn insert_run(tx: &Tx, run: &Run, course: &Course) -> Result<(), Fault> {
    insert(tx, to_row(run, course)).await?;
    save_course(tx, run, &Course::new(), course).await
}

pub async fn update_run(tx: &Tx, run: &Run, before: &Course, after: &Course, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(run, after), approval_run::Column::Version, read_at).await?;
    save_course(tx, run, before, after).await
}

/// Writes what moved between two courses: new tasks and passages, and those whose state changed.
async fn save_course(tx: &Tx, run: &Run, before: &Course, after: &Course) -> Result<(), Fault> {
    let now = run.updated_at.millis();
    let known = |task: &&Task| before.tasks.iter().find(|b| b.id == task.id).map(|b| b.state);
    let fresh = after.tasks.iter().filter(|t| known(t).is_none()).map(|t| approval_task::Model {
        id: t.id.uuid(),
        run_id: run.id.uuid(),
        position: t.position,
        round: t.round,
        officer_id: t.officer.uuid(),
        state: t.state.word().into(),
        opened_at_ms: now,
        closed_at_ms: None,
    });
    insert_all(tx, fresh.collect()).await?;
    for state in [TaskState::Done, TaskState::Void] {
        let moved: Vec<_> = after
            .tasks
            .iter()
            .filter(|t| t.state == state && known(t) == Some(TaskState::Open))
            .map(|t| t.id.uuid())
            .collect();
        if !moved.is_empty() {
            let count = moved.len() as u64;
            let done = approval_task::Entity::update_many()
                .col_expr(approval_task::Column::State, Expr::value(state.word()))
                .col_expr(approval_task::Column::ClosedAtMs, Expr::value(now))
                .filter(approval_task::Column::Id.is_in(moved))
                .filter(approval_task::Column::State.eq(TaskState::Open.word()))
                .exec(tx.conn())
                .await?;
            if done.rows_affected != count {
                return Err(Fault::RowCount { what: "approval_task", wanted: count, got: done.rows_affected });
            }
        }
    }
    save_passages(tx, run, before, after).await
}

async fn save_passages(tx: &Tx, run: &Run, before: &Course, after: &Course) -> Result<(), Fault> {
    let now = run.updated_at.millis();
    let open = |o: PassageOutcome| matches!(o, PassageOutcome::Open | PassageOutcome::Blocked);
    let fresh = after.passages.iter().skip(before.passages.len()).map(|p| approval_passage::Model {
        id: tx.uuid(run.updated_at),
        run_id: run.id.uuid(),
        ordinal: p.ordinal,
        position: p.position,
        round: p.round,
        outcome: p.outcome.word().into(),
        reason: p.reason.clone(),
        decisive_sha256: run.decisive.to_string(),
        begun_at_ms: now,
        ended_at_ms: (!open(p.outcome)).then_some(now),
    });
    insert_all(tx, fresh.collect()).await?;
    for (was, is) in before.passages.iter().zip(&after.passages).filter(|(was, is)| was.outcome != is.outcome) {
        let done = approval_passage::Entity::update_many()
            .col_expr(approval_passage::Column::Outcome, Expr::value(is.outcome.word()))
            .col_expr(approval_passage::Column::EndedAtMs, Expr::value((!open(is.outcome)).then_some(now)))
            .filter(approval_passage::Column::RunId.eq(run.id.uuid()))
            .filter(approval_passage::Column::Ordinal.eq(was.ordinal))
            .exec(tx.conn())
            .await?;
        if done.rows_affected != 1 {
            return Err(Fault::RowCount { what: "approval_passage", wanted: 1, got: done.rows_affected });
        }
    }
    Ok(())
}

/// Runs in which an officer has an open task.
pub async fn runs_waiting_for(conn: &impl ConnectionTrait, officer: OfficerId) -> Result<Vec<RunId>, Fault> {
    let rows = approval_task::Entity::find()
        .filter(approval_task::Column::OfficerId.eq(officer.uuid()))
        .filter(approval_task::Column::State.eq(TaskState::Open.word()))
        .order_by_asc(approval_task::Column::RunId)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|r| RunId::new(r.run_id)).collect())
}

pub async fn list_runs(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &RunQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<(Run, Course)>, Fault> {
    let mut select = approval_run::Entity::find().filter(in_scope(approval_run::Column::RegionCode, scope));
    if let Some(matter) = query.matter {
        select = select.filter(approval_run::Column::Matter.eq(matter.word()));
    }
    if let Some(state) = query.state {
        select = select.filter(approval_run::Column::State.eq(state.word()));
    }
    if let Some(subject) = query.subject {
        select = select.filter(approval_run::Column::SubjectId.eq(subject.uuid()));
    }
    if let Some(initiator) = query.initiator {
        select = select.filter(approval_run::Column::InitiatorId.eq(initiator.uuid()));
    }
    page(conn, select, page_keys!(approval_run), listing, now).await?.try_map(run_of)
}

/// How many runs stand in each state.
pub async fn runs_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "approval_run").await
}

//! Rows of tasks and decisions.

use ::entity::{approval_decision, approval_run, approval_step, approval_task};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};

use super::runs::task_of;
use crate::{
    ground::{
        authority::{Actor, Principal},
        kernel::{Cursor, Instant, OfficerId, RunId, TaskId, Words as _},
        platform::{Fault, Listing, Page, Sort, Tx, insert, settled, total, word},
    },
    office::approvals::model::{Decision, Facts, InboxRow, Task, TaskState, Verdict},
};

#[derive(FromQueryResult)]
struct Joined {
    id: uuid::Uuid,
    run_id: uuid::Uuid,
    position: i32,
    round: i32,
    officer_id: uuid::Uuid,
    state: String,
    opened_at_ms: i64,
    closed_at_ms: Option<i64>,
    matter: String,
    subject_kind: String,
    subject_id: uuid::Uuid,
    subject_number: String,
    title: String,
    region_code: String,
    initiator_id: uuid::Uuid,
    facts: String,
    decisive_sha256: String,
    revision: i32,
    updated_at_ms: i64,
    name_zh: String,
    name_en: String,
    limit_days: Option<i32>,
}

impl TryFrom<Joined> for InboxRow {
    type Error = Fault;

    fn try_from(row: Joined) -> Result<Self, Fault> {
        let wrong = || Fault::inconsistent(format!("approval task {}", row.id));
        Ok(Self {
            region: row.region_code.parse().map_err(|()| wrong())?,
            facts: Facts::from_text(&row.facts).ok_or_else(wrong)?,
            decisive: row.decisive_sha256.parse().map_err(|()| wrong())?,
            task: task_of(approval_task::Model {
                id: row.id,
                run_id: row.run_id,
                position: row.position,
                round: row.round,
                officer_id: row.officer_id,
                state: row.state,
                opened_at_ms: row.opened_at_ms,
                closed_at_ms: row.closed_at_ms,
            })?,
            run: row.run_id.into(),
            matter: word(&row.matter)?,
            subject_kind: word(&row.subject_kind)?,
            subject: row.subject_id.into(),
            subject_number: row.subject_number,
            title: row.title,
            step_zh: row.name_zh,
            step_en: row.name_en,
            limit_days: row.limit_days,
            initiator: row.initiator_id.into(),
            revision: row.revision,
            opened_at: Instant::from_millis(row.opened_at_ms),
            closed_at: row.closed_at_ms.map(Instant::from_millis),
            updated_at: Instant::from_millis(row.updated_at_ms),
        })
    }
}

fn joined() -> Select<approval_task::Entity> {
    let run: RelationDef = approval_task::Entity::belongs_to(approval_run::Entity)
        .from(approval_task::Column::RunId)
        .to(approval_run::Column::Id)
        .into();
    let step: RelationDef = approval_run::Entity::belongs_to(approval_step::Entity)
        .from(approval_run::Column::DefinitionId)
        .to(approval_step::Column::DefinitionId)
        .on_condition(|_, right| {
            use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _};
            Expr::col((right, approval_step::Column::Position))
                .eq(Expr::col((approval_task::Entity, approval_task::Column::Position)))
                .into_condition()
        })
        .into();
    approval_task::Entity::find()
        .join(JoinType::InnerJoin, run)
        .join(JoinType::InnerJoin, step)
        .column(approval_run::Column::Matter)
        .column(approval_run::Column::SubjectKind)
        .column(approval_run::Column::SubjectId)
        .column(approval_run::Column::SubjectNumber)
        .column(approval_run::Column::Title)
        .column(approval_run::Column::RegionCode)
        .column(approval_run::Column::InitiatorId)
        .column(approval_run::Column::Facts)
        .column(approval_run::Column::DecisiveSha256)
        .column(approval_run::Column::Revision)
        .column(approval_run::Column::UpdatedAtMs)
        .column(approval_step::Column::NameZh)
        .column(approval_step::Column::NameEn)
        .column(approval_step::Column::LimitDays)
}

/// Orders and bounds a page of tasks as the listing asks: by change, or by the order in which they came to be.
fn bounded(select: Select<approval_task::Entity>, listing: &Listing) -> Select<approval_task::Entity> {
    use approval_run::Column::UpdatedAtMs;
    use approval_task::Column::Id;
    let at = listing.cursor;
    if listing.updated_since.is_some() {
        let later = |c: Cursor| Condition::all().add(UpdatedAtMs.eq(c.key)).add(Id.gt(c.id));
        let after = at.map(|c| Condition::any().add(UpdatedAtMs.gt(c.key)).add(later(c)));
        return select.filter(after.unwrap_or_else(Condition::all)).order_by_asc(UpdatedAtMs).order_by_asc(Id);
    }
    match (listing.sort, at) {
        (Sort::Newest, None) => select.order_by_desc(Id),
        (Sort::Newest, Some(c)) => select.filter(Id.lt(c.id)).order_by_desc(Id),
        (Sort::Oldest, None) => select.order_by_asc(Id),
        (Sort::Oldest, Some(c)) => select.filter(Id.gt(c.id)).order_by_asc(Id),
    }
}

/// One page of an officer's tasks: one query, however long the inbox is. A task changes whenever its paper does: every step of a run
/// opens and closes tasks, and what a task shows is the paper's. Those that became void are the tombstones of the list.
pub async fn list_tasks(
    conn: &impl ConnectionTrait,
    officer: OfficerId,
    state: TaskState,
    listing: &Listing,
    now: Instant,
) -> Result<Page<InboxRow>, Fault> {
    use approval_run::Column::UpdatedAtMs;
    use approval_task::Column;
    let void = listing.include_deleted.then_some(TaskState::Void);
    let states = [Some(state), void].into_iter().flatten().map(|s| s.word());
    let mut select = joined().filter(Column::OfficerId.eq(officer.uuid())).filter(Column::State.is_in(states));
    if let Some(since) = listing.updated_since {
        select = select.filter(UpdatedAtMs.gte(since.millis())).filter(UpdatedAtMs.lte(settled(now).millis()));
    }
    let total = total(conn, &select, listing).await?;
    select = bounded(select, listing);
    let rows = select.limit(listing.limit + 1).into_model::<Joined>().all(conn).await?;
    let (rows, next) = listing.cut(rows, |row| (row.updated_at_ms, row.id));
    let items = rows.into_iter().map(InboxRow::try_from).collect::<Result<_, _>>()?;
    Ok(Page { items, next, total })
}

pub async fn find_task(conn: &impl ConnectionTrait, id: TaskId) -> Result<Option<InboxRow>, Fault> {
    let row = joined().filter(approval_task::Column::Id.eq(id.uuid())).into_model::<Joined>().one(conn).await?;
    row.map(InboxRow::try_from).transpose()
}

/// Open tasks of a run, for its timeline.
pub async fn open_tasks(conn: &impl ConnectionTrait, run: RunId) -> Result<Vec<Task>, Fault> {
    let rows = approval_task::Entity::find()
        .filter(approval_task::Column::RunId.eq(run.uuid()))
        .filter(approval_task::Column::State.eq(TaskState::Open.word()))
        .order_by_asc(approval_task::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(task_of).collect()
}

pub async fn insert_decision(
    tx: &Tx,
    run: RunId,
    actor: &Actor,
    decision: &Decision,
    checks: &str,
) -> Result<(), Fault> {
    let account = match actor.principal {
        Principal::Account { account, .. } => Some(account.uuid()),
        Principal::Client { .. } | Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => None,
    };
    let row = approval_decision::Model {
        id: tx.uuid(decision.at),
        run_id: run.uuid(),
        task_id: decision.task.uuid(),
        position: decision.position,
        round: decision.round,
        officer_id: decision.officer.uuid(),
        account_id: account,
        verdict: decision.verdict.word().into(),
        return_form: decision.return_form.map(|f| f.word().into()),
        to_position: decision.to_position,
        reason: decision.reason.map(|r| r.word().into()),
        opinion: decision.opinion.clone(),
        decisive_sha256: decision.decisive.to_string(),
        revision: decision.revision,
        acknowledged: decision.acknowledged.join(" "),
        checks: checks.to_owned(),
        at_ms: decision.at.millis(),
    };
    insert(tx, row).await
}

/// Every decision of a run, in order.
pub async fn find_decisions(conn: &impl ConnectionTrait, run: RunId) -> Result<Vec<Decision>, Fault> {
    let rows = approval_decision::Entity::find()
        .filter(approval_decision::Column::RunId.eq(run.uuid()))
        .order_by_asc(approval_decision::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(decision_of).collect()
}

/// The decision by which each of these runs was last returned, if it was.
pub async fn find_returns(conn: &impl ConnectionTrait, runs: &[RunId]) -> Result<Vec<(RunId, Decision)>, Fault> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = approval_decision::Entity::find()
        .filter(approval_decision::Column::RunId.is_in(runs.iter().map(|r| r.uuid())))
        .filter(approval_decision::Column::Verdict.eq(Verdict::Return.word()))
        .order_by_asc(approval_decision::Column::Round)
        .order_by_asc(approval_decision::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| Ok((row.run_id.into(), decision_of(row)?))).collect()
}

/// Every decision of these runs, in the order in which they were taken.
pub async fn find_decisions_of(conn: &impl ConnectionTrait, runs: &[RunId]) -> Result<Vec<(RunId, Decision)>, Fault> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = approval_decision::Entity::find()
        .filter(approval_decision::Column::RunId.is_in(runs.iter().map(|r| r.uuid())))
        .order_by_asc(approval_decision::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| Ok((row.run_id.into(), decision_of(row)?))).collect()
}

/// Officers who ever decided in any of these runs.
pub async fn find_deciders(conn: &impl ConnectionTrait, runs: &[RunId]) -> Result<Vec<(RunId, OfficerId)>, Fault> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = approval_decision::Entity::find()
        .filter(approval_decision::Column::RunId.is_in(runs.iter().map(|r| r.uuid())))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|r| (r.run_id.into(), r.officer_id.into())).collect())
}

fn decision_of(row: approval_decision::Model) -> Result<Decision, Fault> {
    Ok(Decision {
        task: row.task_id.into(),
        position: row.position,
        round: row.round,
        officer: row.officer_id.into(),
        verdict: word(&row.verdict)?,
        return_form: row.return_form.as_deref().map(word).transpose()?,
        to_position: row.to_position,
        reason: row.reason.as_deref().map(word).transpose()?,
        opinion: row.opinion,
        decisive: row.decisive_sha256.parse().map_err(|()| Fault::inconsistent(format!("decision {}", row.id)))?,
        revision: row.revision,
        acknowledged: row.acknowledged.split_whitespace().map(str::to_owned).collect(),
        at: Instant::from_millis(row.at_ms),
    })
}

//! `/tasks`: one's inbox, and decisions singly and in a batch.

use std::collections::HashMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AnyId, Calendar, Day, Instant, Lang, OfficerId, RegionCode, RunId, SubjectKind, TaskId},
        platform::{Db, Stop},
        trail::record_denial,
        wire::{
            Acting, Caller, CheckView, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Problem, Read, Reader,
            Reads, Refused, Text, Writes, refusal_of, resource, texts, wire_words,
        },
    },
    office::approvals::{
        model::{InboxRow, Matter, ReturnForm, RunState, Shortcoming, TaskState, Verdict},
        service::{
            Engine,
            decide::{Decide, Decided, may_decide_many, task_tag},
            read::{list_tasks, read_task, working_days},
        },
    },
    office::tables::{TableFile, given_out},
};

crate::ground::kernel::words! {
    /// Which of one's tasks.
    pub enum InboxBox {
        Todo = "todo" "待办",
        Done = "done" "已办",
    }
}
wire_words!(InboxBox);

/// One's duty in one step.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TaskView {
    /// Id.
    pub id: TaskId,
    /// For `If-Match`; it changes with what a yes would bind.
    pub etag: String,
    /// The paper.
    pub run_id: RunId,
    /// What is approved.
    pub matter: Matter,
    /// Kind of the subject.
    pub subject_kind: SubjectKind,
    /// The subject.
    pub subject_id: AnyId,
    /// Its printed number.
    pub subject_number: String,
    /// One line that tells what it is.
    pub title: String,
    /// Where.
    pub region_code: RegionCode,
    /// Which step.
    pub position: i32,
    /// The name officials use.
    pub step: String,
    /// Open, done or void.
    pub state: TaskState,
    /// Who began the paper.
    pub initiator_id: OfficerId,
    /// The facts of the paper: amount and what else its conditions compare.
    pub facts: HashMap<String, String>,
    /// Number of the supporting revision.
    pub revision: i32,
    /// When the desk was reached.
    pub opened_at: Instant,
    /// The day by which the desk is expected to decide.
    pub due_on: Option<Day>,
    /// When it was done or became void.
    pub closed_at: Option<Instant>,
    /// When the paper last changed, and with it what is shown here.
    pub updated_at: Instant,
}
resource!(TaskView, "/tasks");

impl TaskView {
    fn of(row: &InboxRow, lang: Lang, calendar: &Calendar) -> Self {
        Self {
            id: row.task.id,
            etag: task_tag(&row.decisive, &row.task),
            run_id: row.run,
            matter: row.matter,
            subject_kind: row.subject_kind,
            subject_id: row.subject,
            subject_number: row.subject_number.clone(),
            title: row.title.clone(),
            region_code: row.region.clone(),
            position: row.task.position,
            step: if lang == Lang::Zh { row.step_zh.clone() } else { row.step_en.clone() },
            state: row.task.state,
            initiator_id: row.initiator,
            facts: row.facts.iter().map(|(n, v)| (n.to_owned(), v.to_string())).collect(),
            revision: row.revision,
            opened_at: row.opened_at,
            due_on: row.due_on(calendar),
            closed_at: row.closed_at,
            updated_at: row.updated_at,
        }
    }
}

/// A decision.
#[derive(Debug, Object)]
pub struct DecisionBody {
    /// Approve, reject or return.
    decision: Verdict,
    /// Required for a return: `revise` 退回修改 or `supplement` 退回补件.
    return_form: Option<ReturnForm>,
    /// Back to which earlier step; to the initiator when absent.
    #[oai(validator(minimum(value = "1"), maximum(value = "30")))]
    to_position: Option<i32>,
    /// Required to reject or return: why, by code.
    reason: Option<Shortcoming>,
    /// In your words; required to reject or return: what is missing or wrong.
    opinion: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// One decision of a batch.
#[derive(Debug, Object)]
pub struct BatchItem {
    /// Which task.
    task_id: TaskId,
    /// The tag at which it was read.
    etag: Text<80>,
    /// Approve, reject or return.
    decision: Verdict,
    /// Required for a return.
    return_form: Option<ReturnForm>,
    /// Back to which earlier step; to the initiator when absent.
    #[oai(validator(minimum(value = "1"), maximum(value = "30")))]
    to_position: Option<i32>,
    /// Required to reject or return: why, by code.
    reason: Option<Shortcoming>,
    /// In your words; required to reject or return: what is missing or wrong.
    opinion: Option<Plain<500>>,
    /// Warnings you stand by, by rule number: only what is clean or acknowledged by name passes.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// Many decisions.
#[derive(Debug, Object)]
pub struct Batch {
    /// Each in its own transaction.
    #[oai(validator(min_items = 1, max_items = 100))]
    items: Vec<BatchItem>,
}

/// A decision that was made.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DecisionView {
    /// The task.
    pub id: TaskId,
    /// Its tag now.
    pub etag: String,
    /// The paper.
    pub run_id: RunId,
    /// Where the paper stands now.
    pub run_state: RunState,
    /// Its current step.
    pub position: Option<i32>,
    /// What the rules said at the moment of the decision.
    pub checks: Vec<CheckView>,
}
resource!(DecisionView, "/tasks");

impl DecisionView {
    fn of(d: &Decided, lang: Lang) -> Self {
        Self {
            id: d.task,
            etag: d.tag.clone(),
            run_id: d.run.id,
            run_state: d.state,
            position: d.position,
            checks: d.checks.iter().map(|c| CheckView::of(c, lang)).collect(),
        }
    }
}

/// What became of one decision of a batch.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BatchOutcome {
    /// Which task.
    pub task_id: TaskId,
    /// The status it would have had alone.
    pub status: u16,
    /// The decision, when it was made.
    pub decision: Option<DecisionView>,
    /// Why not, when it was not.
    pub problem: Option<Problem>,
}

/// What became of each, in the order of the request.
#[derive(Debug, Object)]
pub struct BatchOutcomes {
    /// One for each item.
    pub items: Vec<BatchOutcome>,
}

/// Filters of one's tasks.
#[derive(Debug, Object)]
pub struct TaskFilter {
    /// To do, the default, or done; with `include_deleted` those that became void too. What one began oneself:
    /// `/approvals?initiator_id=`.
    #[oai(rename = "box")]
    inbox: Option<InboxBox>,
}

impl Filter for TaskFilter {
    const MARK: &'static str = "list:TaskFilter:sync";
}

impl TaskFilter {
    fn state(&self) -> TaskState {
        match self.inbox {
            Some(InboxBox::Done) => TaskState::Done,
            Some(InboxBox::Todo) | None => TaskState::Open,
        }
    }
}

/// Tasks.
pub struct TasksApi {
    pub db: Db,
    pub engine: Engine,
}

impl TasksApi {
    /// One item of a batch, in its own transaction under its own key.
    async fn one(&self, by: &Creating, item: BatchItem) -> BatchOutcome {
        let task_id = item.task_id;
        let work = Decide {
            engine: self.engine.clone(),
            actor: by.actor.clone(),
            task: task_id,
            if_match: item.etag.into(),
            verdict: item.decision,
            return_form: item.return_form,
            to_position: item.to_position,
            reason: item.reason,
            opinion: item.opinion.map(Into::into),
            acknowledged: texts(item.acknowledged),
        };
        match by.run_bare(&self.db, &work, |d: &Decided| DecisionView::of(d, by.lang)).await {
            Ok(decision) => BatchOutcome { task_id, status: 200, decision: Some(decision), problem: None },
            Err(stop) => self.refused(by, task_id, &stop).await,
        }
    }

    async fn refused(&self, by: &Creating, task_id: TaskId, stop: &Stop) -> BatchOutcome {
        if let Stop::Denied(denial) = stop {
            record_denial(&self.db, &by.actor, denial).await;
        }
        if let Some(fault) = stop.fault() {
            tracing::error!(%fault, request_id = by.actor.request.request_id, "fault in a batch");
        }
        let refusal = refusal_of(stop);
        let instance = format!("/api/v1/tasks/{task_id}/decision");
        let reader = Reader { lang: by.lang, instance, request_id: by.actor.request.request_id.clone() };
        let status = refusal.kind.status.code();
        BatchOutcome { task_id, status, decision: None, problem: Some(Problem::of(&refusal, &reader)) }
    }
}

#[OpenApi]
impl TasksApi {
    /// One's own tasks
    #[oai(path = "/tasks", method = "get", operation_id = "approvals.task.list")]
    async fn list(&self, by: Lister<TaskFilter>) -> Result<Json<PageOf<TaskView>>, Refused<Reads>> {
        let page = list_tasks(&self.db, &by.holder, by.filter.state(), &by.listing).await?;
        let calendar = working_days(&self.db).await?;
        Ok(Json(page.map(|t| TaskView::of(&t, by.lang, &calendar)).into()))
    }

    /// One's own tasks as a table, as filtered
    #[oai(path = "/tasks/export", method = "get", operation_id = "approvals.task.export")]
    async fn export(&self, by: Exporter<TaskFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::TASK_EXPORT, (self.db.clone(), working_days(&self.db).await?), |f| (None, f.state()))
            .await
    }

    /// One of one's own tasks
    #[oai(path = "/tasks/:id", method = "get", operation_id = "approvals.task.read")]
    async fn read(&self, by: Caller, id: Path<TaskId>) -> Result<Read<TaskView>, Refused<Reads>> {
        let task = read_task(&self.db, &by.holder, id.0).await?;
        Ok(Read(TaskView::of(&task, by.lang, &working_days(&self.db).await?)))
    }

    /// Decide a task: approve, reject or return
    #[oai(path = "/tasks/:id/decision", method = "post", operation_id = "approvals.task.decide")]
    async fn decide(
        &self,
        by: Acting,
        id: Path<TaskId>,
        body: Json<DecisionBody>,
    ) -> Result<Done<DecisionView>, Refused<Writes>> {
        let b = body.0;
        let work = Decide {
            engine: self.engine.clone(),
            actor: by.actor.clone(),
            task: id.0,
            if_match: by.if_match.clone(),
            verdict: b.decision,
            return_form: b.return_form,
            to_position: b.to_position,
            reason: b.reason,
            opinion: b.opinion.map(Into::into),
            acknowledged: texts(b.acknowledged),
        };
        let lang = by.lang();
        by.run(&self.db, &work, |d| DecisionView::of(d, lang)).await
    }

    /// Decide many tasks, each in its own transaction; one that is refused does not undo the others
    #[oai(path = "/tasks/batch-decisions", method = "post", operation_id = "approvals.task.batch_decide")]
    async fn batch(&self, by: Creating, body: Json<Batch>) -> Result<Json<BatchOutcomes>, Refused<Writes>> {
        may_decide_many(&by.holder)?;
        let mut items = Vec::with_capacity(body.0.items.len());
        for (index, item) in body.0.items.into_iter().enumerate() {
            items.push(self.one(&by.item(index), item).await);
        }
        Ok(Json(BatchOutcomes { items }))
    }
}

//! `/approvals`: runs and their timelines.

use std::collections::HashMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AnyId, Day, DefinitionId, Instant, Lang, Layer, OfficerId, RegionCode, RunId, SubjectKind, TaskId},
        platform::Db,
        wire::{Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource},
    },
    office::approvals::{
        model::{Course, Matter, PassageOutcome, ReturnForm, Run, RunQuery, RunState, Shortcoming, Verdict},
        service::{
            Engine,
            decide::{ResolveRun, WithdrawRun},
            read::{Timeline, list_runs, read_run, read_timeline},
        },
    },
    office::tables::{TableFile, given_out},
};

/// A paper on its way.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RunView {
    /// Id.
    pub id: RunId,
    /// Version, for `If-Match`.
    pub etag: String,
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
    /// By which definition, to the end.
    pub definition_id: DefinitionId,
    /// Where it stands.
    pub state: RunState,
    /// The current step, while open or blocked.
    pub position: Option<i32>,
    /// In which form it lies with its initiator.
    pub return_form: Option<ReturnForm>,
    /// Why it lies returned or was rejected; what is missing stands in the decision's opinion.
    pub reason: Option<Shortcoming>,
    /// Who began it.
    pub initiator_id: OfficerId,
    /// What conditions compare.
    pub facts: HashMap<String, String>,
    /// SHA-256 of what every yes binds.
    pub decisive_digest: String,
    /// Number of the supporting revision.
    pub revision: i32,
    /// When it began.
    pub opened_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(RunView, "/approvals");

impl RunView {
    fn of((r, c): &(Run, Course)) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            matter: r.matter,
            subject_kind: r.subject_kind,
            subject_id: r.subject,
            subject_number: r.subject_number.clone(),
            title: r.title.clone(),
            region_code: r.region.clone(),
            definition_id: r.definition,
            state: c.state,
            position: c.position,
            return_form: c.return_form,
            reason: r.reason,
            initiator_id: r.initiator,
            facts: r.facts.iter().map(|(n, v)| (n.to_owned(), v.to_string())).collect(),
            decisive_digest: r.decisive.to_string(),
            revision: r.revision,
            opened_at: r.opened_at,
            ended_at: r.ended_at,
            layer: r.layer,
            updated_at: r.updated_at,
        }
    }
}

/// A decision, as the form prints it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimelineDecision {
    /// Who.
    pub officer_id: OfficerId,
    /// Name.
    pub officer_name: String,
    /// What.
    pub decision: Verdict,
    /// Which return.
    pub return_form: Option<ReturnForm>,
    /// Back to which step; the initiator when absent.
    pub to_position: Option<i32>,
    /// Why not, by code, unless it is a yes.
    pub reason: Option<Shortcoming>,
    /// In whose words.
    pub opinion: Option<String>,
    /// On which supporting revision.
    pub revision: i32,
    /// Whether papers of that revision have been replaced or removed since.
    pub papers_replaced_since: bool,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// When.
    pub at: Instant,
}

/// Who must act now.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimelineTask {
    /// The task.
    pub task_id: TaskId,
    /// Whose.
    pub officer_id: OfficerId,
    /// Name.
    pub officer_name: String,
}

/// A desk, reached or skipped.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimelineStep {
    /// Order in which things happened.
    pub ordinal: i32,
    /// Which step.
    pub position: i32,
    /// Which opening of it.
    pub round: i32,
    /// The name officials use.
    pub step: String,
    /// What became of it.
    pub outcome: PassageOutcome,
    /// Why it was skipped or blocked.
    pub reason: Option<String>,
    /// When it was reached.
    pub begun_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Working days it has taken; absent over a year without an official calendar.
    pub working_days: Option<u32>,
    /// The day by which the desk was expected to decide.
    pub due_on: Option<Day>,
    /// Decisions made in this opening.
    pub decisions: Vec<TimelineDecision>,
    /// Who must act now.
    pub waiting: Vec<TimelineTask>,
}

/// Everything that happened to a paper.
#[derive(Debug, Object)]
pub struct TimelineView {
    /// The run.
    pub run: RunView,
    /// Who began it.
    pub initiator_name: String,
    /// Name of the definition.
    pub definition_name: String,
    /// Desks in the order in which they were reached.
    pub steps: Vec<TimelineStep>,
}

impl TimelineView {
    fn of(t: &Timeline, lang: Lang, now: Instant) -> Self {
        let name = |id: &OfficerId| t.names.get(id).cloned().unwrap_or_default();
        let step = |(passage, begun, ended): &(crate::office::approvals::model::Passage, Instant, Option<Instant>)| {
            let definition = t.definition.step(passage.position);
            let here = |position: i32, round: i32| position == passage.position && round == passage.round;
            let decisions = t.decisions.iter().filter(|d| here(d.position, d.round)).map(|d| TimelineDecision {
                officer_id: d.officer,
                officer_name: name(&d.officer),
                decision: d.verdict,
                return_form: d.return_form,
                to_position: d.to_position,
                reason: d.reason,
                opinion: d.opinion.clone(),
                revision: d.revision,
                papers_replaced_since: t.run.replaced_in.is_some_and(|at| d.revision < at),
                acknowledged: d.acknowledged.clone(),
                at: d.at,
            });
            let open = passage.outcome == PassageOutcome::Open;
            let waiting = t.open.iter().filter(|task| open && here(task.position, task.round)).map(|task| {
                TimelineTask { task_id: task.id, officer_id: task.officer, officer_name: name(&task.officer) }
            });
            let limit = definition.and_then(|s| s.limit_days).and_then(|n| u32::try_from(n).ok());
            let label = |s: &crate::office::approvals::Step| {
                if lang == Lang::Zh { s.name_zh.clone() } else { s.name_en.clone() }
            };
            TimelineStep {
                ordinal: passage.ordinal,
                position: passage.position,
                round: passage.round,
                step: definition.map(label).unwrap_or_default(),
                outcome: passage.outcome,
                reason: passage.reason.clone(),
                begun_at: *begun,
                ended_at: *ended,
                working_days: t.calendar.working_days_between(begun.day(), ended.unwrap_or(now).day()),
                due_on: limit.and_then(|n| t.calendar.after_working_days(begun.day(), n)),
                decisions: decisions.collect(),
                waiting: waiting.collect(),
            }
        };
        Self {
            run: RunView::of(&(t.run.clone(), t.course.clone())),
            initiator_name: name(&t.run.initiator),
            definition_name: t.definition.body.name.clone(),
            steps: t.passages.iter().map(step).collect(),
        }
    }
}

/// Filters of runs.
#[derive(Debug, Object)]
pub struct RunFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this matter.
    matter: Option<Matter>,
    /// Only in this state.
    state: Option<RunState>,
    /// Only of this subject.
    subject_id: Option<AnyId>,
    /// Only those begun by this officer.
    initiator_id: Option<OfficerId>,
}

impl Filter for RunFilter {
    const MARK: &'static str = "list:RunFilter:sync";
}

impl RunFilter {
    fn narrowed(self) -> (Option<RegionCode>, RunQuery) {
        let Self { region, matter, state, subject_id: subject, initiator_id: initiator } = self;
        (region, RunQuery { matter, state, subject, initiator })
    }
}

/// Runs.
pub struct RunsApi {
    pub db: Db,
    pub engine: Engine,
}

#[OpenApi]
impl RunsApi {
    /// Papers on their way, in one's regions
    #[oai(path = "/approvals", method = "get", operation_id = "approvals.run.list")]
    async fn list(&self, by: Lister<RunFilter>) -> Result<Json<PageOf<RunView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_runs(&self.db, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|r| RunView::of(&r)).into()))
    }

    /// The papers as a table, as filtered
    #[oai(path = "/approvals/export", method = "get", operation_id = "approvals.run.export")]
    async fn export(&self, by: Exporter<RunFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::RUN_EXPORT, self.db.clone(), RunFilter::narrowed).await
    }

    /// One paper
    #[oai(path = "/approvals/:id", method = "get", operation_id = "approvals.run.read")]
    async fn read(&self, by: Caller, id: Path<RunId>) -> Result<Read<RunView>, Refused<Reads>> {
        Ok(Read(RunView::of(&read_run(&self.db, &by.holder, id.0).await?)))
    }

    /// Everything that happened to a paper
    #[oai(path = "/approvals/:id/timeline", method = "get", operation_id = "approvals.run.timeline")]
    async fn timeline(&self, by: Caller, id: Path<RunId>) -> Result<Json<TimelineView>, Refused<Reads>> {
        let timeline = read_timeline(&self.db, &by.holder, id.0).await?;
        Ok(Json(TimelineView::of(&timeline, by.lang, by.now)))
    }

    /// Take back a paper that one began, until the first decision of the last step that applies
    #[oai(path = "/approvals/:id/withdraw", method = "post", operation_id = "approvals.run.withdraw")]
    async fn withdraw(&self, by: Acting, id: Path<RunId>) -> Result<Done<RunView>, Refused<Writes>> {
        let (engine, actor, if_match) = (self.engine.clone(), by.actor.clone(), by.if_match.clone());
        let work = WithdrawRun { engine, actor, id: id.0, if_match };
        by.run(&self.db, &work, RunView::of).await
    }

    /// Find the people of the current step anew: after somebody has left, or somebody was appointed to an empty desk
    #[oai(path = "/approvals/:id/resolve", method = "post", operation_id = "approvals.run.resolve")]
    async fn resolve(&self, by: Acting, id: Path<RunId>) -> Result<Done<RunView>, Refused<Writes>> {
        let work = ResolveRun { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.db, &work, RunView::of).await
    }
}

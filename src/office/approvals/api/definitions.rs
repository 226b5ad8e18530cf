//! `/approval-definitions`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::{Role, action},
        kernel::{DefinitionId, Instant, Layer, OfficerId, RegionCode},
        platform::Db,
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads,
            Refused, Text, Writes, resource,
        },
    },
    office::approvals::{
        model::{Comparison, Condition, Definition, DefinitionState, Matter, Mode, NewDefinition, Seat, Step},
        service::{
            Engine,
            definitions::{ActOnDefinition, CreateDefinition, DefinitionAct, list_definitions, read_definition},
        },
    },
    office::tables::{TableFile, given_out},
};

/// A condition: a fact compared with another fact, or with a constant.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ConditionBody {
    /// Name of a fact of the matter, e.g. `amount`.
    pub fact: Text<40>,
    /// How it is compared.
    pub comparison: Comparison,
    /// Another fact of the same kind, or
    pub other_fact: Option<Text<40>>,
    /// a constant, as text.
    pub constant: Option<Text<40>>,
}

/// A step: a desk that a paper passes.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StepBody {
    /// The name officials use.
    pub name: Plain<40>,
    /// Its English name.
    pub name_en: Plain<60>,
    /// How decisions count.
    pub mode: Mode,
    /// How many approvals a quorum needs.
    #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
    pub quorum: Option<i32>,
    /// Holders of which role
    pub role: Role,
    /// sitting where.
    pub seat: Seat,
    /// Working days within which the desk is expected to decide; recorded and shown, nothing passes by lapse of time.
    #[oai(validator(minimum(value = "1"), maximum(value = "250")))]
    pub limit_days: Option<i32>,
    /// All must hold for the step to apply; a fact that is not known never skips a step.
    #[oai(validator(max_items = 10))]
    pub conditions: Vec<ConditionBody>,
}

/// A definition.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DefinitionView {
    /// Id.
    pub id: DefinitionId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// For what.
    pub matter: Matter,
    /// Where it holds; absent for the built-in one.
    pub region_code: Option<RegionCode>,
    /// Its number within matter and region.
    pub edition: i32,
    /// Name.
    pub name: String,
    /// Draft, published or retired.
    pub state: DefinitionState,
    /// The step at which a revised paper restarts when its decisive facts did not change.
    pub restart_at: i32,
    /// Kinds of evidence that are decisive.
    pub decisive_evidence: Vec<String>,
    /// The desks, in order; their positions count from 1.
    pub steps: Vec<StepBody>,
    /// Who wrote it.
    pub author_id: Option<OfficerId>,
    /// Who published it.
    pub publisher_id: Option<OfficerId>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(DefinitionView, "/approval-definitions");

fn shown<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::stored(text)
}

fn called<const MAX: usize>(text: &str) -> Plain<MAX> {
    Plain::stored(text)
}

impl From<&Step> for StepBody {
    fn from(s: &Step) -> Self {
        let condition = |c: &Condition| ConditionBody {
            fact: shown(&c.fact),
            comparison: c.comparison,
            other_fact: c.other_fact.as_deref().map(shown),
            constant: c.constant.as_deref().map(shown),
        };
        Self {
            name: called(&s.name_zh),
            name_en: called(&s.name_en),
            mode: s.mode,
            quorum: s.quorum,
            role: s.role,
            seat: s.seat,
            limit_days: s.limit_days,
            conditions: s.conditions.iter().map(condition).collect(),
        }
    }
}

impl From<&Definition> for DefinitionView {
    fn from(d: &Definition) -> Self {
        Self {
            id: d.id,
            etag: d.version.to_string(),
            matter: d.body.matter,
            region_code: d.region.clone(),
            edition: d.edition,
            name: d.body.name.clone(),
            state: d.state,
            restart_at: d.body.restart_at,
            decisive_evidence: d.body.decisive_evidence.clone(),
            steps: d.body.steps.iter().map(StepBody::from).collect(),
            author_id: d.author,
            publisher_id: d.publisher,
            layer: d.layer,
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// A new edition, as a draft.
#[derive(Debug, Object)]
pub struct DefinitionBody {
    /// For what.
    matter: Matter,
    /// Where it is to hold.
    region_code: RegionCode,
    /// Name.
    name: Plain<60>,
    /// The step at which a revised paper restarts when its decisive facts did not change.
    #[oai(validator(minimum(value = "1"), maximum(value = "30")))]
    restart_at: i32,
    /// Kinds of evidence that are decisive.
    #[oai(validator(max_items = 20))]
    decisive_evidence: Vec<Text<40>>,
    /// The desks, in order.
    #[oai(validator(min_items = 1, max_items = 30))]
    steps: Vec<StepBody>,
}

/// A draft written anew; matter and region stay.
#[derive(Debug, Object)]
pub struct DefinitionPatch {
    /// Name.
    name: Plain<60>,
    /// The step at which a revised paper restarts when its decisive facts did not change.
    #[oai(validator(minimum(value = "1"), maximum(value = "30")))]
    restart_at: i32,
    /// Kinds of evidence that are decisive.
    #[oai(validator(max_items = 20))]
    decisive_evidence: Vec<Text<40>>,
    /// The desks, in order.
    #[oai(validator(min_items = 1, max_items = 30))]
    steps: Vec<StepBody>,
}

impl DefinitionPatch {
    fn into_body(self, matter: Matter) -> NewDefinition {
        let condition = |c: ConditionBody| Condition {
            fact: c.fact.into(),
            comparison: c.comparison,
            other_fact: c.other_fact.map(Into::into),
            constant: c.constant.map(Into::into),
        };
        let step = |(s, position): (StepBody, i32)| Step {
            position,
            name_zh: s.name.into(),
            name_en: s.name_en.into(),
            mode: s.mode,
            quorum: s.quorum,
            role: s.role,
            seat: s.seat,
            limit_days: s.limit_days,
            conditions: s.conditions.into_iter().map(condition).collect(),
        };
        NewDefinition {
            matter,
            name: self.name.into(),
            restart_at: self.restart_at,
            decisive_evidence: self.decisive_evidence.into_iter().map(Into::into).collect(),
            steps: self.steps.into_iter().zip(1..).map(step).collect(),
        }
    }
}

/// Filters of definitions.
#[derive(Debug, Object)]
pub struct DefinitionFilter {
    /// Only for this matter.
    matter: Option<Matter>,
}

impl Filter for DefinitionFilter {
    const MARK: &'static str = "list:DefinitionFilter:sync";
}

/// Definitions.
pub struct DefinitionsApi {
    pub db: Db,
    pub engine: Engine,
}

impl DefinitionsApi {
    fn act(&self, by: &Acting, id: DefinitionId, act: DefinitionAct) -> ActOnDefinition {
        ActOnDefinition { engine: self.engine.clone(), actor: by.actor.clone(), id, if_match: by.if_match.clone(), act }
    }
}

#[OpenApi]
impl DefinitionsApi {
    /// Definitions of one's regions, and the built-in ones
    #[oai(path = "/approval-definitions", method = "get", operation_id = "approvals.definition.list")]
    async fn list(&self, by: Lister<DefinitionFilter>) -> Result<Json<PageOf<DefinitionView>>, Refused<Reads>> {
        let page = list_definitions(&self.db, &by.holder, by.filter.matter, &by.listing).await?;
        Ok(Json(page.map(|d| DefinitionView::from(&d)).into()))
    }

    /// Write a new edition, as a draft
    #[oai(path = "/approval-definitions", method = "post", operation_id = "approvals.definition.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<DefinitionBody>,
    ) -> Result<Created<DefinitionView>, Refused<Writes>> {
        let DefinitionBody { matter, region_code, name, restart_at, decisive_evidence, steps } = body.0;
        let body = DefinitionPatch { name, restart_at, decisive_evidence, steps }.into_body(matter);
        let work = CreateDefinition { engine: self.engine.clone(), actor: by.actor.clone(), region: region_code, body };
        by.run(&self.db, &work, |d| DefinitionView::from(d)).await
    }

    /// The definitions as a table, as filtered: a row for each step
    #[oai(path = "/approval-definitions/export", method = "get", operation_id = "approvals.definition.export")]
    async fn export(&self, by: Exporter<DefinitionFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::DEFINITION_EXPORT, self.db.clone(), |f| (None, f.matter)).await
    }

    /// One definition
    #[oai(path = "/approval-definitions/:id", method = "get", operation_id = "approvals.definition.read")]
    async fn read(&self, by: Caller, id: Path<DefinitionId>) -> Result<Read<DefinitionView>, Refused<Reads>> {
        Ok(Read(DefinitionView::from(&read_definition(&self.db, &by.holder, id.0).await?)))
    }

    /// Write a draft anew
    #[oai(path = "/approval-definitions/:id", method = "patch", operation_id = "approvals.definition.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<DefinitionId>,
        body: Json<DefinitionPatch>,
    ) -> Result<Done<DefinitionView>, Refused<Writes>> {
        // The matter of a draft never changes: the service keeps the stored one.
        let act = DefinitionAct::Rewrite(Box::new(body.0.into_body(Matter::Disbursement)));
        let (engine, actor, if_match) = (self.engine.clone(), by.actor.clone(), by.if_match.clone());
        let work = ActOnDefinition { engine, actor, id: id.0, if_match, act };
        by.run(&self.db, &work, |d| DefinitionView::from(d)).await
    }

    /// Put a draft in force, as somebody other than its author; the edition before it retires
    #[oai(path = "/approval-definitions/:id/publish", method = "post", operation_id = "approvals.definition.publish")]
    async fn publish(&self, by: Acting, id: Path<DefinitionId>) -> Result<Done<DefinitionView>, Refused<Writes>> {
        let work = self.act(&by, id.0, DefinitionAct::Publish);
        by.run(&self.db, &work, |d| DefinitionView::from(d)).await
    }

    /// End a published definition; running papers keep theirs
    #[oai(path = "/approval-definitions/:id/retire", method = "post", operation_id = "approvals.definition.retire")]
    async fn retire(&self, by: Acting, id: Path<DefinitionId>) -> Result<Done<DefinitionView>, Refused<Writes>> {
        let work = self.act(&by, id.0, DefinitionAct::Retire);
        by.run(&self.db, &work, |d| DefinitionView::from(d)).await
    }
}

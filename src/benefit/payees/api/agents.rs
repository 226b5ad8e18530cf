//! `/payee-agents`: who receives in whose place.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayeesParts;
use crate::{
    benefit::payees::{
        model::{AgentPaper, PayeeAgent, PayeeAgentQuery, PayeeAgentRelation, PayeeAgentState},
        service::{
            agents::{ConfirmPayeeAgent, RecordPayeeAgent, StopPayeeAgent},
            agents_read::{ShownAgent, list_agents, read_agent},
            exports::PayeeAgentTable,
        },
    },
    ground::{
        authority::action,
        kernel::{Day, FileId, Instant, Layer, OfficerId, PayeeAgentId, PersonId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, Number, PageOf, Plain, Read, Reads,
            Refused, Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayeeAgentRelation, PayeeAgentState);

/// That what a person has goes into another's own account (代领登记), names masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayeeAgentView {
    /// Id.
    id: PayeeAgentId,
    /// Version, for `If-Match`.
    etag: String,
    /// Whose money it is.
    person_id: PersonId,
    /// How that person is called, masked. Absent in the answer of an act.
    person_name: Option<String>,
    /// Who receives it.
    agent_person_id: PersonId,
    /// How whoever receives it is called, masked. Absent in the answer of an act.
    agent_name: Option<String>,
    /// Where the person whose money it is is registered.
    region_code: RegionCode,
    /// As what.
    relation: PayeeAgentRelation,
    /// Number of the paper.
    number: String,
    /// Who issued it.
    issuer: String,
    /// Its day.
    on: Day,
    /// The paper.
    file_id: FileId,
    /// From which day.
    from_on: Day,
    /// The last day.
    to_on: Day,
    /// State.
    state: PayeeAgentState,
    /// Who proposed it.
    proposed_by: OfficerId,
    /// Who confirmed it.
    confirmed_by: Option<OfficerId>,
    /// Why it is over before its day.
    stop_reason: Option<String>,
    /// Who stopped it; absent where another took its place.
    stopped_by: Option<OfficerId>,
    /// Who else said so; until then what goes to the person waits.
    stop_confirmed_by: Option<OfficerId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayeeAgentView, "/payee-agents");

impl From<&PayeeAgent> for PayeeAgentView {
    fn from(a: &PayeeAgent) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            person_id: a.person,
            person_name: None,
            agent_person_id: a.agent,
            agent_name: None,
            region_code: a.region.clone(),
            relation: a.relation,
            number: a.paper.number.clone(),
            issuer: a.paper.issuer.clone(),
            on: a.paper.on,
            file_id: a.paper.file,
            from_on: a.from,
            to_on: a.to,
            state: a.state,
            proposed_by: a.proposed_by,
            confirmed_by: a.confirmed_by,
            stop_reason: a.stop_reason.clone(),
            stopped_by: a.stopped_by,
            stop_confirmed_by: a.stop_confirmed_by,
            layer: a.layer,
            created_at: a.created_at,
            updated_at: a.updated_at,
        }
    }
}

impl From<&ShownAgent> for PayeeAgentView {
    fn from(s: &ShownAgent) -> Self {
        let (person_name, agent_name) = (Some(s.person_name.clone()), Some(s.agent_name.clone()));
        Self { person_name, agent_name, ..Self::from(&s.agent) }
    }
}

/// Who receives in somebody's place.
#[derive(Debug, Object)]
pub struct NewPayeeAgent {
    /// Whose money it is.
    person_id: PersonId,
    /// Who receives it: a person of the register, into the own account of that person.
    agent_person_id: PersonId,
    /// As what.
    relation: PayeeAgentRelation,
    /// Number of the paper.
    number: Number<64>,
    /// Who issued it; never a name of a person.
    issuer: Plain<100>,
    /// Its day; not after the first day.
    on: Day,
    /// The paper.
    file_id: FileId,
    /// From which day; not after today.
    from_on: Day,
    /// The last day; of a minor's guardian before the minor is eighteen (R77.1).
    to_on: Day,
}

/// What a second officer reads on the paper.
#[derive(Debug, Object)]
pub struct PayeeAgentComparison {
    /// Name of whoever receives.
    agent_name: Text<100>,
    /// Number of the paper, typed again.
    number: Number<64>,
    /// The last day, typed again.
    to_on: Day,
}

/// That whoever received does so no more.
#[derive(Debug, Object)]
pub struct PayeeAgentStopping {
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of who receives in whose place.
#[derive(Debug, Object)]
pub struct PayeeAgentFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this person's money.
    person_id: Option<PersonId>,
    /// Only received by this person.
    agent_person_id: Option<PersonId>,
    /// Only in this state.
    state: Option<PayeeAgentState>,
}

impl Filter for PayeeAgentFilter {
    const MARK: &'static str = "list:PayeeAgentFilter:since";
}

impl From<&PayeeAgentFilter> for PayeeAgentQuery {
    fn from(f: &PayeeAgentFilter) -> Self {
        Self { person: f.person_id, agent: f.agent_person_id, state: f.state }
    }
}

/// Who receives in whose place.
pub struct PayeeAgentsApi(pub PayeesParts);

#[OpenApi]
impl PayeeAgentsApi {
    /// Who receives in whose place in one's regions, names masked
    #[oai(path = "/payee-agents", method = "get", operation_id = "payees.agent.list")]
    async fn list(&self, by: Lister<PayeeAgentFilter>) -> Result<Json<PageOf<PayeeAgentView>>, Refused<Reads>> {
        let parts = (&self.0.db, &self.0.sealer);
        let (region, query) = (by.filter.region.as_ref(), PayeeAgentQuery::from(&by.filter));
        let page = list_agents(parts, (&by.holder, &action::PAYEE_AGENT_READ), region, query, &by.listing).await?;
        Ok(Json(page.map(|a| PayeeAgentView::from(&a)).into()))
    }

    /// Record by its paper who receives in somebody's place; a second officer must confirm it
    #[oai(path = "/payee-agents", method = "post", operation_id = "payees.agent.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewPayeeAgent>,
    ) -> Result<Created<PayeeAgentView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordPayeeAgent {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            person: b.person_id,
            agent: b.agent_person_id,
            relation: b.relation,
            paper: AgentPaper { number: b.number.into(), issuer: b.issuer.into(), on: b.on, file: b.file_id },
            from: b.from_on,
            to: b.to_on,
        };
        by.run(&self.0.db, &work, |a| PayeeAgentView::from(a)).await
    }

    /// Who receives in whose place as a table, as filtered, names masked
    #[oai(path = "/payee-agents/export", method = "get", operation_id = "payees.agent.export")]
    async fn export(&self, by: Exporter<PayeeAgentFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayeeAgentQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = PayeeAgentTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::PAYEE_AGENT_EXPORT, list).await?)
    }

    /// One entry, names masked
    #[oai(path = "/payee-agents/:id", method = "get", operation_id = "payees.agent.read")]
    async fn read(&self, by: Caller, id: Path<PayeeAgentId>) -> Result<Read<PayeeAgentView>, Refused<Reads>> {
        let found = read_agent((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(PayeeAgentView::from(&found)))
    }

    /// Confirm an entry as a second officer, by typing again what stands on the paper; the one that stood before is over
    #[oai(path = "/payee-agents/:id/confirm", method = "post", operation_id = "payees.agent.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<PayeeAgentId>,
        body: Json<PayeeAgentComparison>,
    ) -> Result<Done<PayeeAgentView>, Refused<Writes>> {
        let work = ConfirmPayeeAgent {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            id: id.0,
            if_match: by.if_match.clone(),
            name: body.0.agent_name.into(),
            number: body.0.number.into(),
            to: body.0.to_on,
        };
        by.run(&self.0.db, &work, |a| PayeeAgentView::from(a)).await
    }

    /// Stop an entry: nothing goes to the agent any more; once more, by another officer, says the same of one that was confirmed
    #[oai(path = "/payee-agents/:id/stop", method = "post", operation_id = "payees.agent.stop")]
    async fn stop(
        &self,
        by: Acting,
        id: Path<PayeeAgentId>,
        body: Json<PayeeAgentStopping>,
    ) -> Result<Done<PayeeAgentView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = StopPayeeAgent { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |a| PayeeAgentView::from(a)).await
    }
}
